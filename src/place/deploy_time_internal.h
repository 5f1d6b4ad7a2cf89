#ifndef SG_PLACE_DEPLOY_TIME_INTERNAL_H
#define SG_PLACE_DEPLOY_TIME_INTERNAL_H

#include "catalog/value.h"

/* Whether CloudFormation would have to make a resource of the template first to know the value. */
bool sg_place_is_late(const struct sg_scope *scope, const struct sg_value *value);

/* The value by the name that the template gives its resource; false when it gives none, or one that waits itself. */
bool sg_place_deploy_time_name(struct sg_scope *scope, const struct sg_value *value, struct sg_value *named);

#endif
