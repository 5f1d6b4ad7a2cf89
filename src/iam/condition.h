#ifndef SG_IAM_CONDITION_H
#define SG_IAM_CONDITION_H

#include "iam/decide.h"
#include "iam/operator.h"

enum sg_iam_qualifier { SG_ONE_VALUE, SG_FOR_ALL_VALUES, SG_FOR_ANY_VALUE };

/* One key of one operator of a statement: {"StringEquals": {"aws:PrincipalTag/team": ["a", "b"]}}. */
struct sg_iam_condition {
    const char *name; /* of the operator, as written: "ForAnyValue:StringLike" */
    const struct sg_iam_operator *op;
    enum sg_iam_qualifier qualifier;
    bool if_exists;
    bool denies; /* in a Deny */
    const char *key;
    struct sg_iam_value *values;
    size_t count;
};

/* Sets op, qualifier and if_exists from `name`. Returns false for an unknown operator. */
bool sg_iam_condition_name(const char *name, struct sg_iam_condition *condition);

/*
 * Returns whether a request meets a condition. A key without values counts as missing: then a negated operator is met,
 * and so are IfExists and ForAllValues. An operator without a qualifier compares each of several values. If the
 * operator cannot read a value of the condition, a negated operator is not met; in a Deny the other values decide.
 */
bool sg_iam_condition_holds(const struct sg_iam_condition *condition, const struct sg_iam_request *request);

#endif
