#ifndef SG_SAM_NAMES_H
#define SG_SAM_NAMES_H

#include "catalog/text.h"

/* The parameters and resources of a SAM or CloudFormation template, which references are checked against. */
bool sg_template_names(struct sg_arena *a, const struct sg_source *source, struct sg_findings *findings,
                       struct sg_names *names);

/* The same of a tree that was read, with aliases resolved. */
bool sg_names_in(struct sg_arena *a, const struct sg_source *source, const struct sg_node *root,
                 struct sg_findings *findings, struct sg_names *names);

#endif
