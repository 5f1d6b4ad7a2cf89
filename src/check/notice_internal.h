#ifndef SG_CHECK_NOTICE_INTERNAL_H
#define SG_CHECK_NOTICE_INTERNAL_H

#include "catalog/action.h"
#include "iam/decide.h"

/*
 * Reports why AWS may decide differently, each reason once: a Deny that applies only because the request lacks a key
 * that every real request has; a role whose path its session does not show; a resource whose ARN has no account; an
 * action that AWS does not have.
 */
struct sg_notices;

struct sg_notices *sg_check_notices_new(struct sg_arena *a);

/* Adds a policy, which must live as long as the notices. */
void sg_check_notices_policy(struct sg_notices *notices, const struct sg_iam_policy *policy);

/* A request and its decision. */
struct sg_noticed {
    const struct sg_iam_situation *situation;
    const struct sg_iam_request *request;
    const struct sg_iam_decision *decision;
    bool guesses_arn; /* aws:PrincipalArn was derived from the ARN of a session */
};

/* Reports warnings and notes to `f`. If `catalog` is NULL, actions are not looked up. */
void sg_check_notices_report(struct sg_notices *notices, struct sg_catalog *catalog, const struct sg_noticed *noticed,
                             struct sg_findings *f);

#endif
