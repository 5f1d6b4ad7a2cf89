#ifndef SG_COMPARE_COMPARE_INTERNAL_H
#define SG_COMPARE_COMPARE_INTERNAL_H

#include "compare/compare.h"

/* Compares who may call, use or assume the resources: trust policies, resource policies and AWS::Lambda::Permission. */
bool sg_compare_callers(struct sg_arena *a, struct sg_catalog *catalog, struct sg_comparison *comparison,
                        struct sg_compared_template *older, struct sg_compared_template *newer);

/*
 * An unknown value that is a whole resource, or begins one, is an ARN after this: !Ref TopicArn, !Sub ${BucketArn}/x.
 */
#define SG_COMPARE_UNKNOWN_ARN "arn:~:~:~:~:"

/* A value in one branch of each Fn::If in it. */
struct sg_branch {
    const struct sg_node *value; /* resolved */
    const char *when;            /* "if IsProd and unless IsTest"; NULL: there is no Fn::If */
};

struct sg_branches {
    struct sg_branch *items;
    size_t count, capacity;
};

/*
 * Resolves a value once for each combination of the conditions that decide parts of it. A branch without a value, and
 * one that is AWS::NoValue, is left out. `outer` is the branch that the value is in, or NULL.
 */
void sg_compare_branches(struct sg_resolver *r, const struct sg_node *value, const char *outer,
                         struct sg_branches *branches);

/*
 * Adds a policy, and the statements that only some branches have as policies of their own. False after reporting an
 * error.
 */
bool sg_compare_add_policy(struct sg_resolver *r, const struct sg_granted *granted,
                           struct sg_compared_policies *policies);

#endif
