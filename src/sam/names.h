#ifndef SG_SAM_NAMES_H
#define SG_SAM_NAMES_H

#include "catalog/text.h"

/*
 * Lists the parameters and resources of a template, against which references are checked. Returns false after reporting
 * an error.
 */
bool sg_template_names(struct sg_arena *a, const struct sg_source *source, struct sg_findings *findings,
                       struct sg_names *names);

/* The same from a tree, with aliases resolved. */
bool sg_names_in(struct sg_arena *a, const struct sg_source *source, const struct sg_node *root,
                 struct sg_findings *findings, struct sg_names *names);

#endif
