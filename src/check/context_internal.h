#ifndef SG_CHECK_CONTEXT_INTERNAL_H
#define SG_CHECK_CONTEXT_INTERNAL_H

#include "base/set.h"
#include "iam/decide.h"

/* Condition keys in the order in which they were first added. */
struct sg_check_context {
    struct samgen_context *keys;
    size_t count, capacity;
    struct sg_map by_name; /* name in any case -> its index and values */
};

/* Adds a value to a key. Key and value are not copied. */
void sg_check_context_add(struct sg_arena *a, struct sg_check_context *context, const char *key, const char *value);

#define SG_IMPLIED_KEYS_MOST 8

/*
 * Adds to request->keys, which has room for SG_IMPLIED_KEYS_MOST more, the keys that every real request has and that
 * the caller implies (NULL: a role): IAM User Guide, "AWS global condition context keys". aws:RequestedRegion is not
 * among them, because it is the region of the endpoint, not of the resource. Earlier keys of the same name take
 * precedence. `principal_arn` is the ARN of the caller's role with its path, or NULL.
 */
void sg_check_implied_keys(struct sg_arena *a, const char *principal, const char *principal_arn,
                           struct sg_iam_request *request, struct samgen_context *keys);

#endif
