#ifndef SG_SAM_DESTINATION_INTERNAL_H
#define SG_SAM_DESTINATION_INTERNAL_H

#include "sam/role.h"

/*
 * Targets for the failures and results of a function. SAM writes an inline policy for each target whose type is given.
 */

/* Adds the policy for DeadLetterQueue. Returns false after reporting an error. */
bool sg_add_dead_letter_queue(const struct sg_template *t, struct sg_role *role);

/*
 * Adds the policies for EventInvokeConfig.DestinationConfig. SAM creates a queue or topic if no target is given and
 * writes it into the properties; if Globals shares these, later functions use the target of the first one. `made` keeps
 * these targets from function to function; it starts as all zero. Returns false after reporting an error.
 */
struct sg_made_destination {
    const struct sg_node *config; /* the first key of the map in which SAM writes it */
    struct sg_node *destination;
};
struct sg_made_destinations {
    struct sg_made_destination *items;
    size_t count, capacity;
};
bool sg_add_invoke_destinations(const struct sg_template *t, struct sg_role *role, struct sg_made_destinations *made);

/*
 * Returns the policy that lets a role send to a target of this kind (SQS, SNS, EventBridge, Lambda, S3 or S3Bucket);
 * its name contains `name`. Returns NULL when SAM writes none for the kind.
 */
struct sg_node *sg_destination_policy(const struct sg_template *t, const char *kind, const char *name,
                                      const struct sg_node *target);

/* Returns a statement that allows the actions; a single action is a text. */
struct sg_node *sg_made_statement(struct sg_arena *a, const char *const *actions, size_t count,
                                  const struct sg_node *resource);
/* Returns {PolicyName, PolicyDocument: {Statement}}. */
struct sg_node *sg_made_policy(struct sg_arena *a, const char *name, struct sg_node *statements);

/* The digits of a SHA-1 that SAM appends to the name of a condition it creates: NOT, the condition, and these. */
#define SG_DESTINATION_HASH 10

#endif
