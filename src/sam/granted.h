#ifndef SG_SAM_GRANTED_H
#define SG_SAM_GRANTED_H

#include "iam/policy.h"
#include "sam/resolve.h"
#include "sam/role.h"

/* A policy that a role has, as IAM evaluates it. */
struct sg_granted {
    const char *name; /* "IngestRolePolicy0", "DynamoDBReadPolicy", "AmazonS3ReadOnlyAccess", an ARN */
    enum sg_entry_type type;
    const struct sg_node *entry; /* what of the template it comes from */
    const char *because;         /* NULL: an entry of Policies; else why SAM adds it, or which resource attaches it */
    const struct sg_node *document;     /* with intrinsics, or NULL */
    const struct sg_iam_policy *policy; /* intrinsics resolved; NULL: its text is not known */
    const char *when;                   /* "if IsProd": the branch of an Fn::If it stands in; NULL: none */
    bool *uncertain;                    /* of each statement of the policy: a value in it is not known; NULL: all are */
};

struct sg_granted_list {
    struct sg_granted *items;
    size_t count, capacity;
};

/*
 * Everything attached to a role, in the role's order: managed policies, inline ones, then what AWS::IAM::Policy,
 * RolePolicy and ManagedPolicy resources of the template attach to it. Of an Fn::If the branch that holds is read, or
 * both when the resolver has `all_branches`. False after reporting a document that IAM would refuse.
 */
bool sg_read_granted(struct sg_resolver *r, const struct sg_role *role, struct sg_granted_list *list);

/* The name that the role will have, as far as it can be told. */
const char *sg_role_name(struct sg_resolver *r, const struct sg_role *role);

/* The role's permissions boundary. `boundary->name` is NULL when it has none. False after reporting. */
bool sg_read_boundary(struct sg_resolver *r, const struct sg_role *role, struct sg_granted *boundary);

#endif
