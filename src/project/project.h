#ifndef SG_PROJECT_PROJECT_H
#define SG_PROJECT_PROJECT_H

#include "grant/generate.h"

/* What a project shall be. */
struct sg_wish {
    const char *name;            /* of the project; letters, digits, '-' and '_' */
    const char *runtime, *event; /* NULL: the first runtime, no event */
    bool vpc;
    struct sg_asked asked; /* its grants; ${Id} in their options names a resource of the project */
};

struct sg_file_texts {
    struct samgen_file *items;
    size_t count;
};

/* The event of a project whose wish names none. */
#define SG_NO_EVENT "none"

/*
 * The files of a project, in the scope's arena; `settings` are those of its Policies. False after reporting what is wrong
 * with the wish or the catalog. In the wish, the ${Id} of what the event comes from may become that resource's name.
 */
bool sg_project_new(struct sg_scope *scope, struct sg_catalog *catalog, struct sg_wish *wish,
                    const struct sg_settings *settings, struct sg_file_texts *files);

#endif
