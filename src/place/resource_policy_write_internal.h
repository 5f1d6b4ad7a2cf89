#ifndef SG_PLACE_RESOURCE_POLICY_WRITE_INTERNAL_H
#define SG_PLACE_RESOURCE_POLICY_WRITE_INTERNAL_H

#include "place/resource_policy.h"

#define SG_STACK_ACCOUNT "${AWS::AccountId}" /* the account of the stack, as a text */

/* A resource whose policy is to be written, and what the policy is to allow. */
struct sg_callee_use {
    const struct sg_callee *callee;
    const struct sg_value *value;
    struct sg_statement *statements;
    size_t count;
};

/* Adds it to a map of resources, or to a list of statements. False after reporting. */
bool sg_place_write_policy(struct sg_scope *scope, const struct sg_callee_use *use,
                           const struct sg_callee_access *access, struct sg_node *to);

/* Whether a statement has a condition on this key, whatever its operator. */
bool sg_place_has_condition(const struct sg_statement *s, const char *key);

/* Whether the policy can let this principal in at all; false after reporting why not. */
bool sg_place_check_policy(struct sg_scope *scope, struct sg_catalog *catalog, const struct sg_callee_use *use,
                           const struct sg_callee_access *access);

/* Says whether the policy is needed. */
void sg_place_say_need(struct sg_scope *scope, const struct sg_callee_use *use, const struct sg_callee_access *access);

#endif
