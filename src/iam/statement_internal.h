#ifndef SG_IAM_STATEMENT_INTERNAL_H
#define SG_IAM_STATEMENT_INTERNAL_H

#include "iam/caller.h"
#include "iam/pattern.h"

#define SG_IAM_ACTION_MOST 255 /* bytes; the longest action of AWS has about 80 */

/* A request made ready to be compared with many statements. It must not be moved: it points into itself. */
struct sg_iam_question {
    const struct sg_iam_request *request;
    struct sg_iam_caller caller;
    struct sg_iam_part owner; /* the resource's account, or none */
    bool bounded;             /* the caller has a permissions boundary */
    struct sg_iam_text action, resource;
    char lowered[SG_IAM_ACTION_MOST + 1];
};

/* False when the action is too long to be one: nothing matches it then. */
bool sg_iam_question_read(const struct sg_iam_situation *situation, const struct sg_iam_request *request,
                          struct sg_iam_question *question);

/* Whether each element of a statement matches; all must, for the statement to take effect. */
bool sg_iam_action_applies(const struct sg_iam_statement *s, const struct sg_iam_question *question);
bool sg_iam_resource_applies(const struct sg_iam_statement *s, const struct sg_iam_question *question);
/*
 * How the statement names the caller; SG_CALLER_NAMED for one without a principal. NotPrincipal, which only a Deny has,
 * excepts nobody with a boundary, and of an account nobody unless the account is listed: IAM User Guide, "NotPrincipal".
 */
enum sg_iam_reach sg_iam_statement_reach(const struct sg_iam_statement *s, const struct sg_iam_question *question);

/* All of them and the conditions: how the statement, when it takes effect, names the caller. */
enum sg_iam_reach sg_iam_statement_applies(const struct sg_iam_statement *s, const struct sg_iam_question *question);

#endif
