#ifndef SG_PROJECT_PROJECT_H
#define SG_PROJECT_PROJECT_H

#include "grant/generate.h"

/* The project to make. */
struct sg_project_request {
    const char *name;            /* of the project; letters, digits, '-' and '_' */
    const char *runtime, *event; /* NULL for the first runtime, and for no event */
    bool vpc;
    bool no_kms;           /* a key is only for the grant that it is given to */
    struct sg_asked asked; /* its grants; ${Id} in their options names a resource of the project */
};

struct sg_file_texts {
    struct samgen_file *items;
    size_t count;
};

/* A project that exists, to which a function is added. */
struct sg_project_into {
    const struct sg_source *template;
    const struct sg_source *spec; /* its samgen.yaml, or NULL */
    const char *function;         /* the id of the function, set by sg_project_add */
};

/* The event if the request names none. */
#define SG_NO_EVENT "none"

/*
 * Makes the files of a project, in the scope's arena; `settings` are for its Policies. Changes the request: if the
 * event's resource has a fixed name, options have that name instead of its ${Id}. False after reporting.
 */
bool sg_project_new(struct sg_scope *scope, struct sg_catalog *catalog, struct sg_project_request *request,
                    const struct sg_settings *settings, struct sg_file_texts *files);

/*
 * Makes one more function for a project: `files` are those of its folder, which is named after the function; `made` are
 * the template and the spec with the function in them, and every other byte as it was. A resource that the template has
 * is used, others that a ${Id} names are created. Without a runtime in the request, it is that of Globals or of the
 * first function. Changes the request as above. False after reporting.
 */
bool sg_project_add(struct sg_scope *scope, struct sg_catalog *catalog, struct sg_project_request *request,
                    const struct sg_settings *settings, const struct sg_project_into *into, struct sg_file_texts *files,
                    struct sg_project_into *made);

#endif
