#ifndef SG_PLACE_RESOURCE_POLICY_INTERNAL_H
#define SG_PLACE_RESOURCE_POLICY_INTERNAL_H

#include "place/resource_policy.h"

#define SG_STACK_ACCOUNT "${AWS::AccountId}" /* the account of the stack, as a text */

/* The policy of one resource, with the statements that it must have. */
struct sg_written_policy {
    const struct sg_policy_row *row;
    const struct sg_value *value;
    struct sg_statement *statements;
    size_t count;
};

/* Adds the policy to a map of resources, or its statements to a list. False after reporting. */
bool sg_place_write_policy(struct sg_scope *scope, const struct sg_written_policy *policy,
                           const struct sg_policy_access *access, struct sg_node *to);

/* Returns whether a statement has a condition on this key, with any operator. */
bool sg_place_has_condition(const struct sg_statement *s, const char *key);

/* ---- resource_policy_check.c ---- */

/* Checks that the policy can let the principal in. False after reporting. */
bool sg_place_check_policy(struct sg_scope *scope, struct sg_catalog *catalog, const struct sg_written_policy *policy,
                           const struct sg_policy_access *access);

/* Reports in a note whether the policy is needed. */
void sg_place_say_need(struct sg_scope *scope, const struct sg_written_policy *policy,
                       const struct sg_policy_access *access);

/* ---- resource_policy_list.c ---- */

/* The policies of one call, one for each resource. */
struct sg_policy_list {
    struct sg_scope *scope;
    struct sg_catalog *catalog;
    struct sg_strings names; /* of the files in templates/places/policy/ without faults */
    struct sg_written_policy *items;
    size_t count, capacity;
    struct sg_strings left; /* actions for which no resource has a policy */
};

struct sg_policy_list sg_place_policies_new(struct sg_scope *scope, struct sg_catalog *catalog);

/* Adds a statement to the policy of a resource, unless it has the statement; its Sid may get a number. */
void sg_place_add_policy(struct sg_policy_list *list, const struct sg_policy_row *row, const struct sg_value *value,
                         const struct sg_statement *statement);

/* The policy for a pattern of this kind, or NULL. A policy for longer ARNs, such as a table's stream, comes first. */
const struct sg_policy_row *sg_place_policy_of(const struct sg_policy_list *list, const struct sg_kind *kind,
                                               const char *action, const char *pattern);

/* The policy for an ARN, and the resource in `value`; or NULL. */
const struct sg_policy_row *sg_place_policy_of_arn(const struct sg_policy_list *list, const char *action,
                                                   const char *arn, struct sg_value *value);

/* Reports why no resource has this ARN; returns false when its service has no resource with a policy and such ARNs. */
bool sg_place_refuse_arn(const struct sg_policy_list *list, const char *action, const char *arn,
                         struct sg_origin origin);

/* ---- resource_policy_statement.c ---- */

struct sg_policy_writing {
    struct sg_scope *scope;
    const struct sg_written_policy *policy;
    const struct sg_policy_access *access;
    struct sg_node *to;
};

/* The account of the resource, as a text. */
const char *sg_place_policy_account(const struct sg_policy_writing *w);

/* "Data" if the resource is a reference to this id, else NULL. */
const char *sg_place_policy_id(const struct sg_policy_writing *w);

/* The statement, with `who` as its principal. */
struct sg_node *sg_place_policy_statement(const struct sg_policy_writing *w, const struct sg_statement *s,
                                          const struct sg_policy_access *who);

/* The policy document. */
struct sg_node *sg_place_policy_document(const struct sg_policy_writing *w);

#endif
