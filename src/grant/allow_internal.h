#ifndef SG_GRANT_ALLOW_INTERNAL_H
#define SG_GRANT_ALLOW_INTERNAL_H

#include "catalog/action.h"
#include "catalog/request.h"

/* What an `allow` asks for, as allow.c, allow_resource.c and allow_condition.c work it out one after the other. */

/* An action, or what a pattern matches. */
struct sg_allowed_action {
    const char *text; /* "s3:GetObject" as the reference spells it, "s3:Get*" */
    const struct sg_actions *service;
    const struct sg_action *only; /* NULL: a pattern */
    struct sg_origin origin;
};

/* A resource. `rest` is what stands behind a leading ${Id}, whose ARN the other two begin with. */
struct sg_allowed_resource {
    const char *given;   /* as written, without `rest` */
    const char *written; /* as it will stand in the policy, without `rest` */
    const char *known;   /* what is known of it, for sg_action_on; without `rest` */
    const char *rest;
    struct sg_origin origin;
};

struct sg_allowance {
    struct sg_scope *scope;
    struct sg_catalog *catalog;
    const struct sg_use *use;
    struct sg_allowed_action *actions;
    size_t action_count;
    struct sg_allowed_resource *resources;
    size_t resource_count;
    size_t comparisons;
};

/* The next action that is meant, behind `last`, or NULL. */
const struct sg_action *sg_grant_next_action(const struct sg_allowed_action *action, const struct sg_action *last);

/* Where an action was written; on the command line it is a word, not an option. */
struct sg_origin sg_grant_action_origin(const struct sg_allowed_action *action);

/* Reads the resources and checks that they and the actions have to do with each other. */
bool sg_grant_read_resources(struct sg_allowance *allowance, struct sg_strings *resources);

/* Reads the conditions and checks that requests for the actions carry their keys. */
bool sg_grant_read_conditions(const struct sg_allowance *allowance, struct sg_statement *made);

#endif
