#ifndef SG_CATALOG_DESCRIPTION_H
#define SG_CATALOG_DESCRIPTION_H

#include "catalog/action.h"

/*
 * What an action does, as a sentence without a full stop: "Grants permission to retrieve objects from Amazon S3", from
 * templates/descriptions/. NULL: AWS does not say it.
 */
const char *sg_action_description(struct sg_arena *a, struct sg_catalog *c, const struct sg_action *action);

#endif
