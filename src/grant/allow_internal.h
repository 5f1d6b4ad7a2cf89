#ifndef SG_GRANT_ALLOW_INTERNAL_H
#define SG_GRANT_ALLOW_INTERNAL_H

#include "catalog/action.h"
#include "value/request.h"

/*
 * One `allow`, read in this order: its actions (allow.c), resources (allow_resource.c), conditions (allow_condition.c).
 */

/* An action, or a pattern that matches several. */
struct sg_allow_action {
    const char *text; /* "s3:GetObject" as the reference spells it, "s3:Get*" */
    const struct sg_actions *service;
    const struct sg_action *only; /* NULL for a pattern, and for an action that is newer than the data */
    bool newer;                   /* than the data: nothing is known of it, so nothing is checked */
    struct sg_origin origin;
};

/* A resource in two parts: a reference ${Id} at its start, in three forms, and `rest`, the text after it. */
struct sg_allow_resource {
    const char *given;   /* the reference as the user wrote it; "" without one */
    const char *written; /* the reference as the policy has it: the ARN of Id */
    const char *known;   /* the ARN pattern of Id's type, for sg_action_on */
    const char *rest;    /* the whole resource when it begins with no reference */
    struct sg_origin origin;
};

struct sg_allow_work {
    struct sg_scope *scope;
    struct sg_catalog *catalog;
    const struct sg_use *use;
    struct sg_allow_action *actions;
    size_t action_count;
    struct sg_allow_resource *resources;
    size_t resource_count;
    size_t comparisons; /* so far, of an action with a resource */
};

/* The next action that this one allows, after `last` (NULL: the first); NULL at the end. */
const struct sg_action *sg_grant_next_action(const struct sg_allow_action *action, const struct sg_action *last);

/* The origin of an action; on the command line it is a word, so the message names no option. */
struct sg_origin sg_grant_action_origin(const struct sg_allow_action *action);

/* Reads the resources; checks that each action works on one of them, and that each is used by an action. */
bool sg_grant_read_resources(struct sg_allow_work *work, struct sg_strings *resources);

/* The ARN forms that an action works on, the shortest first, as messages show them; "" for none. */
const char *sg_grant_arn_forms(struct sg_arena *a, const struct sg_action *action);

/* Reads the conditions; checks that requests for the actions carry their keys. */
bool sg_grant_read_conditions(const struct sg_allow_work *work, struct sg_statement *made);

/*
 * Returns whether an action may work on resources of a type, by the service in its name: "AWS::IoT::Thing". Of a
 * service whose ARNs have another name than its types, such as AWS::MSK, nothing is known.
 */
bool sg_grant_may_work_on_type(const struct sg_allow_work *w, const char *type);

#endif
