#ifndef SG_SAM_DESTINATION_INTERNAL_H
#define SG_SAM_DESTINATION_INTERNAL_H

#include "sam/role.h"

/* Where a function's failures and results go: SAM writes an inline policy for each target whose kind it is told. */

/* DeadLetterQueue. False after reporting. */
bool sg_add_dead_letter_queue(const struct sg_template *t, struct sg_role *role);

/*
 * EventInvokeConfig.DestinationConfig. SAM makes a queue or topic for a target that is not given, and writes it back into
 * the properties; when these are shared through Globals, later functions get the first one's. `made` carries that over
 * from function to function; it begins as all zero.
 */
struct sg_made_destination {
    const struct sg_node *config; /* the first key of the map it was written into */
    struct sg_node *destination;
};
struct sg_made_destinations {
    struct sg_made_destination *items;
    size_t count, capacity;
};
bool sg_add_invoke_destinations(const struct sg_template *t, struct sg_role *role, struct sg_made_destinations *made);

/*
 * The policy that lets a role send to a target of this kind (SQS, SNS, EventBridge, Lambda, S3 or S3Bucket), named after
 * `name`. NULL when SAM writes none for the kind.
 */
struct sg_node *sg_destination_policy(const struct sg_template *t, const char *kind, const char *name,
                                      const struct sg_node *target);

/* A statement that allows the actions; one action alone is a text. */
struct sg_node *sg_made_statement(struct sg_arena *a, const char *const *actions, size_t count,
                                  const struct sg_node *resource);
/* {PolicyName, PolicyDocument: {Statement}} */
struct sg_node *sg_made_policy(struct sg_arena *a, const char *name, struct sg_node *statements);

#endif
