#ifndef SG_IAM_DECIDE_H
#define SG_IAM_DECIDE_H

#include "iam/policy.h"

#include <samgen/samgen.h>

/* What a '*' in the resource of a request stands for. */
enum sg_iam_asks {
    SG_ASKS_ANY,   /* is anything that it matches allowed? */
    SG_ASKS_ALL,   /* is all of it allowed, by one statement? */
    SG_ASKS_EXACT, /* it is a character of the name, as keys of S3 may have it */
};

struct sg_iam_request {
    const char *action;   /* "s3:GetObject" */
    const char *resource; /* an ARN, or "*" */
    enum sg_iam_asks asks;
    const struct samgen_context *keys; /* case does not count in their names; one without values is there, but empty */
    size_t key_count;
};

/* The key of this name, or NULL. */
const struct samgen_context *sg_iam_find_key(const struct sg_iam_request *request, const char *name);

/* Who asks whom, and every policy that has a say. */
struct sg_iam_situation {
    const char *principal;        /* ARN of the caller (role, session, user) or a service; NULL: a role of `account` */
    const char *account;          /* of the caller; NULL: the one of `principal`, else the resource's */
    const char *resource_account; /* of the resource's owner; NULL: what the resource's ARN says, else the caller's */
    struct sg_iam_policies identity;
    const struct sg_iam_policy *boundary;          /* NULL: none */
    const struct sg_iam_policy *resource_policy;   /* NULL: none. Of a KMS key: the key policy */
    const struct sg_iam_policies *service_control; /* one item a level, each must allow */
    size_t service_control_levels;
};

/* Which policy decided, or which one did not allow what was needed. */
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
 * Decides as AWS does (IAM User Guide, "Policy evaluation logic"): explicit deny, service control policies, resource
 * policy, identity, boundary; same and cross account; key policies must allow. Allocates nothing; safe from many threads.
 */
struct sg_iam_decision sg_iam_decide(const struct sg_iam_situation *situation, const struct sg_iam_request *request);

/* Whether a statement is about the action of a request, whatever else it asks for. */
bool sg_iam_concerns(const struct sg_iam_statement *statement, const struct sg_iam_request *request);

/* Whether nothing keeps a statement from matching a request but conditions on keys that it lacks and that count. */
bool sg_iam_lacks_only(const struct sg_iam_situation *situation, const struct sg_iam_statement *statement,
                       const struct sg_iam_request *request, bool (*counts)(const char *key));

/*
 * Why a statement does not match a request: the first reason, such as "the resource arn:... matches none of its
 * Resource", or NULL when it matches. The text lives in `a`.
 */
const char *sg_iam_why(struct sg_arena *a, const struct sg_iam_situation *situation, const struct sg_iam_policy *policy,
                       const struct sg_iam_statement *statement, const struct sg_iam_request *request);

#endif
