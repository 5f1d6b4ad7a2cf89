#ifndef SG_SAM_GRANTED_H
#define SG_SAM_GRANTED_H

#include "iam/policy.h"
#include "sam/resolve.h"
#include "sam/role.h"

/* A policy of a role, as IAM evaluates it. */
struct sg_granted {
    const char *name; /* "IngestRolePolicy0", "DynamoDBReadPolicy", "AmazonS3ReadOnlyAccess", an ARN */
    enum sg_entry_type type;
    const struct sg_node *entry; /* its origin in the template */
    const char *because;         /* why SAM adds it, or which resource attaches it; NULL: it is an entry of Policies */
    const struct sg_node *document;     /* with intrinsic functions, or NULL */
    const struct sg_iam_policy *policy; /* resolved; NULL: its document is unknown */
    const char *when;                   /* the branch of an Fn::If that contains it ("if IsProd"), or NULL */
    bool *uncertain;                    /* one mark a statement: it contains an unknown value; NULL: none does */
};

struct sg_granted_list {
    struct sg_granted *items;
    size_t count, capacity;
};

/*
 * Lists all policies of a role: managed policies, inline policies, then what AWS::IAM::Policy, RolePolicy and
 * ManagedPolicy resources of the template attach. Only the branch of an Fn::If whose condition is true is read, or both
 * if the resolver has `all_branches`. Returns false after reporting a document that IAM would refuse.
 */
bool sg_read_granted(struct sg_resolver *r, const struct sg_role *role, struct sg_granted_list *list);

/* Returns the name of the role, or an example of it. */
const char *sg_role_name(struct sg_resolver *r, const struct sg_role *role);

/*
 * Reads the permissions boundary of the role. `boundary->name` is NULL if it has none. Returns false after reporting an
 * error.
 */
bool sg_read_boundary(struct sg_resolver *r, const struct sg_role *role, struct sg_granted *boundary);

#endif
