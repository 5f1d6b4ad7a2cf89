#ifndef SG_VERB_CHECK_H
#define SG_VERB_CHECK_H

#include "base/buffer.h"
#include "base/list.h"
#include "iam/decide.h"

/* Decides requests by the policies that have a say, and tells which statement decided. */
struct sg_check;

/* The bytes that an action, a resource, a principal or a value of a request may have; S3's longest keys have 1024. */
#define SG_CHECK_TEXT_MOST 8192

/* A check without policies, whose caller is a role of the account that owns the resource. */
struct sg_check *sg_check_new(struct sg_arena *a);

/* Who calls: an ARN or a service. */
void sg_check_principal(struct sg_check *check, const char *principal);

/* A policy of this place. There is one boundary and one resource policy, and each service control policy is a level. */
void sg_check_add(struct sg_check *check, enum sg_iam_place place, const struct sg_iam_policy *policy);

/* A key that every request has, unless it says otherwise. Values of the same key are added to those it has. */
void sg_check_context(struct sg_check *check, const char *key, const char *value);

/* A request as it was asked; `principal` may be NULL for that of the check. */
struct sg_check_request {
    struct sg_iam_request iam;
    const char *principal;
};

/* What is wrong with a request, or NULL: its action or resource is none, or a text is longer than is compared. */
const char *sg_check_fault(struct sg_arena *a, const struct sg_check_request *request);

/*
 * Decides, with what every request brings besides: the context of the check, aws:PrincipalArn and aws:PrincipalAccount
 * of the principal. aws:ResourceAccount and aws:PrincipalAccount tell accounts that no ARN does. Memory comes from `a`.
 */
struct sg_iam_decision sg_check_decide(const struct sg_check *check, struct sg_arena *a,
                                       const struct sg_check_request *request);

/* Where a decision came from. */
struct sg_check_by {
    const char *place;   /* "identity", "boundary", "resource-policy", "service-control" or NULL */
    const char *file;    /* of the policy, or NULL */
    const char *policy;  /* its name, or NULL; with it come: */
    const char *sid;     /* or NULL */
    size_t statement;    /* from 0 */
    size_t line, column; /* from 1; 0 when the policy stands in no file */
};
struct sg_check_by sg_check_by(const struct sg_check *check, const struct sg_iam_decision *decision);

/* A statement, and why it does not match; `reason` is NULL when it does. */
struct sg_check_reason {
    struct sg_check_by by;
    enum sg_effect effect;
    const char *reason;
};

/* All statements in the order of the policies; memory comes from `a`. */
size_t sg_check_reasons(const struct sg_check *check, struct sg_arena *a, const struct sg_check_request *request,
                        const struct sg_check_reason **reasons);

enum sg_check_detail { SG_DECISION_ALONE, SG_DECISION_WITH_REASONS };

/* "allowed", "implicit-deny", "explicit-deny" */
const char *sg_check_word(enum sg_iam_result result);

/*
 * Decides a request written as a JSON object {"id","action","resource","context","principal"} and appends
 * {"id","decision","by"} and a line end to `text`; with reasons also "why". Keys that resemble none of these are
 * ignored. False with `*error` set when it is no such object. Memory comes from `a`.
 */
bool sg_check_line(const struct sg_check *check, struct sg_arena *a, const char *line, size_t length,
                   enum sg_check_detail detail, struct sg_iam_decision *decision, struct sg_buffer *text,
                   const char **error);

/* The same for a request without a fault that was not written as JSON; the answer has no id. */
struct sg_iam_decision sg_check_write(const struct sg_check *check, struct sg_arena *a,
                                      const struct sg_check_request *request, enum sg_check_detail detail,
                                      struct sg_buffer *text);

#endif
