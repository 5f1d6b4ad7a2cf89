#ifndef SG_SERVE_SPEC_INTERNAL_H
#define SG_SERVE_SPEC_INTERNAL_H

#include "serve/session_internal.h"
#include "serve/spot_internal.h"

/* The template that the functions of a spec are in. */
struct sg_own_template {
    const char *uri;
    const struct sg_node *root;
    struct sg_text text;
};

/*
 * The template that the function at the spot names, else the one of a usual name beside the spec. It may be open, and
 * not saved. `root`: of the spec, or NULL. False when there is none that can be read.
 */
bool sg_template_of_spec(struct sg_session *session, const struct sg_document *spec, const struct sg_spot *spot,
                         const struct sg_node *root, struct sg_own_template *own);

#endif
