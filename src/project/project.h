#ifndef SG_PROJECT_PROJECT_H
#define SG_PROJECT_PROJECT_H

#include "grant/generate.h"

/* The project to make. */
struct sg_project_request {
    const char *name;            /* of the project; letters, digits, '-' and '_' */
    const char *runtime, *event; /* NULL for the first runtime, and for no event */
    bool vpc;
    struct sg_asked asked; /* its grants; ${Id} in their options names a resource of the project */
};

struct sg_file_texts {
    struct samgen_file *items;
    size_t count;
};

/* The event if the request names none. */
#define SG_NO_EVENT "none"

/*
 * Makes the files of a project, in the scope's arena; `settings` are for its Policies. Changes the request: if the event's
 * resource has a fixed name, options have that name instead of its ${Id}. False after reporting.
 */
bool sg_project_new(struct sg_scope *scope, struct sg_catalog *catalog, struct sg_project_request *request,
                    const struct sg_settings *settings, struct sg_file_texts *files);

#endif
