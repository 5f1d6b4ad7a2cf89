#ifndef SG_CHECK_NOTICE_INTERNAL_H
#define SG_CHECK_NOTICE_INTERNAL_H

#include "catalog/action.h"
#include "iam/decide.h"

/*
 * What a request leaves open, so that AWS may decide otherwise than samgen does. Each is told once, by the first request
 * that it concerns: a Deny that a key of every real request might make apply; the path of a role that its session does
 * not tell; the owner of a resource whose ARN tells no account; an action that AWS does not have.
 */
struct sg_notices;

struct sg_notices *sg_check_notices_new(struct sg_arena *a);

/* A policy that has a say; it must live as long as the notices. */
void sg_check_notices_policy(struct sg_notices *notices, const struct sg_iam_policy *policy);

/* A request that was decided. */
struct sg_noticed {
    const struct sg_iam_situation *situation;
    const struct sg_iam_request *request;
    const struct sg_iam_decision *decision;
    bool guesses_arn; /* aws:PrincipalArn is made of a session's ARN */
};

/* `catalog` may be NULL; then actions are not looked up. Warnings and notes go to `f`. */
void sg_check_notices_report(struct sg_notices *notices, struct sg_catalog *catalog, const struct sg_noticed *noticed,
                             struct sg_findings *f);

#endif
