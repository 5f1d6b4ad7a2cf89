#ifndef SG_IAM_STATEMENT_INTERNAL_H
#define SG_IAM_STATEMENT_INTERNAL_H

#include "iam/caller.h"
#include "iam/pattern.h"

#define SG_IAM_ACTION_MOST 255 /* bytes; the longest action of AWS has about 80 */

/* A request, parsed to be compared with many statements. It must not be copied, because it points into itself. */
struct sg_iam_question {
    const struct sg_iam_request *request;
    struct sg_iam_caller caller;
    struct sg_iam_part owner; /* the account of the resource, or none */
    bool bounded;             /* the caller has a permissions boundary */
    struct sg_iam_text action, resource;
    char lowered[SG_IAM_ACTION_MOST + 1];
};

/* Parses a request. Returns false when its action is too long, so that nothing can match it. */
bool sg_iam_question_read(const struct sg_iam_situation *situation, const struct sg_iam_request *request,
                          struct sg_iam_question *question);

/* Return whether an element of the statement matches. */
bool sg_iam_action_applies(const struct sg_iam_statement *s, const struct sg_iam_question *question);
bool sg_iam_resource_applies(const struct sg_iam_statement *s, const struct sg_iam_question *question);
/*
 * Returns how the statement names the caller; SG_CALLER_NAMED when it has no principal. NotPrincipal, which only a Deny
 * has, never excepts a caller with a boundary, nor one whose account is not listed: IAM User Guide, "NotPrincipal".
 */
enum sg_iam_reach sg_iam_statement_reach(const struct sg_iam_statement *s, const struct sg_iam_question *question);

/* Returns the same when all elements and conditions match, and otherwise SG_NOT_NAMED. */
enum sg_iam_reach sg_iam_statement_applies(const struct sg_iam_statement *s, const struct sg_iam_question *question);

#endif
