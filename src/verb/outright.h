#ifndef SG_VERB_OUTRIGHT_H
#define SG_VERB_OUTRIGHT_H

#include "catalog/value.h"

/* Whether CloudFormation would have to make a resource of the template first to know the value. */
bool sg_value_waits(const struct sg_scope *scope, const struct sg_value *value);

/* The value by the name that the template gives its resource; false when it gives none, or one that waits itself. */
bool sg_name_outright(struct sg_scope *scope, const struct sg_value *value, struct sg_value *named);

#endif
