#ifndef SG_IAM_DECIDE_H
#define SG_IAM_DECIDE_H

#include "iam/policy.h"

#include <samgen/samgen.h>

/* What a '*' in the resource of a request means. */
enum sg_iam_asks {
    SG_ASKS_ANY,   /* any text: is the request allowed for one of them? */
    SG_ASKS_ALL,   /* any text: is the request allowed for all of them, by one statement? */
    SG_ASKS_EXACT, /* the character itself, which a key of S3 may contain */
};

struct sg_iam_request {
    const char *action;   /* "s3:GetObject" */
    const char *resource; /* an ARN, or "*" */
    enum sg_iam_asks asks;
    const struct samgen_context *keys; /* names match in any case; a key may be present without values */
    size_t key_count;
};

/* Returns the key of this name, or NULL. */
const struct samgen_context *sg_iam_find_key(const struct sg_iam_request *request, const char *name);

/* The caller, the owner of the resource and all policies that apply. */
struct sg_iam_situation {
    const char *principal;        /* ARN of the caller (role, session, user) or a service; NULL: a role of `account` */
    const char *account;          /* of the caller; NULL: that of `principal`, or else the resource's */
    const char *resource_account; /* of the resource; NULL: that of its ARN, or else the caller's */
    struct sg_iam_policies identity;
    const struct sg_iam_policy *boundary;          /* NULL: none */
    const struct sg_iam_policy *resource_policy;   /* NULL: none. Of a KMS key: the key policy */
    const struct sg_iam_policies *service_control; /* one item a level; each level must allow */
    size_t service_control_levels;
};

/* The layer whose policy decided, or did not allow what was needed. */
enum sg_iam_layer {
    SG_LAYER_NONE,
    SG_LAYER_IDENTITY,
    SG_LAYER_BOUNDARY,
    SG_LAYER_RESOURCE_POLICY,
    SG_LAYER_SERVICE_CONTROL,
};

struct sg_iam_decision {
    enum samgen_verdict result;
    enum sg_iam_layer layer;
    const struct sg_iam_policy *policy;       /* that has `statement`; NULL for an implicit deny */
    const struct sg_iam_statement *statement; /* the first one that allows or denies; NULL for an implicit deny */
};

/*
 * Returns the decision that AWS makes (IAM User Guide, "Policy evaluation logic"): explicit deny, service control
 * policies, resource policy, identity policies, boundary; within one account and across accounts; a key policy must
 * allow. Allocates nothing and is safe to call from several threads.
 */
struct sg_iam_decision sg_iam_decide(const struct sg_iam_situation *situation, const struct sg_iam_request *request);

/* Returns whether the Action of a statement matches, whatever its other elements say. */
bool sg_iam_concerns(const struct sg_iam_statement *statement, const struct sg_iam_request *request);

/*
 * Returns whether a statement fails to match a request only because of conditions on keys that the request lacks and
 * for which `counts` is true.
 */
bool sg_iam_lacks_only(const struct sg_iam_situation *situation, const struct sg_iam_statement *statement,
                       const struct sg_iam_request *request, bool (*counts)(const char *key));

/*
 * Returns the first reason why a statement does not match a request, such as "the resource arn:... is not in its
 * Resource: ...", or NULL when it matches.
 */
const char *sg_iam_why(struct sg_arena *a, const struct sg_iam_situation *situation, const struct sg_iam_policy *policy,
                       const struct sg_iam_statement *statement, const struct sg_iam_request *request);

#endif
