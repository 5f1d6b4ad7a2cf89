#ifndef TESTS_IAM_H
#define TESTS_IAM_H

#include "iam/decide.h"

/* Policies and requests as rows of tests write them. All memory is of the test's arena. */

/* A policy of a YAML text; fails the test when it cannot be read. */
const struct sg_iam_policy *policy_of(const char *yaml, enum sg_iam_policy_type type);

/* A policy with one statement that allows everything under this condition, which is YAML. */
const struct sg_iam_policy *policy_under(const char *condition);

/* "aws:SourceIp=10.0.0.1; aws:TagKeys=a; aws:TagKeys=b; empty:List": a key given twice has two values. */
void context_of(const char *text, struct sg_iam_request *request);

/* The decision on an identity policy alone. */
enum samgen_verdict decide_alone(const struct sg_iam_policy *policy, const struct sg_iam_request *request);

#endif
