#ifndef SG_CHECK_CONTEXT_INTERNAL_H
#define SG_CHECK_CONTEXT_INTERNAL_H

#include "base/set.h"
#include "iam/decide.h"

/* Condition keys in the order they were first given, found by name however many there are. */
struct sg_check_context {
    struct samgen_context *keys;
    size_t count, capacity;
    struct sg_map by_name; /* in any case, to the values of the key and its index */
};

/* One more value of a key. Key and value must live as long as `a`. */
void sg_check_context_add(struct sg_arena *a, struct sg_check_context *context, const char *key, const char *value);

#define SG_IMPLIED_KEYS_MOST 8

/*
 * Adds at the end of request->keys, which has room for SG_IMPLIED_KEYS_MOST more, what every real request carries and
 * the caller (NULL: a role) tells: IAM User Guide, "AWS global condition context keys". The region that is asked is not
 * among it: it is the endpoint's, not the resource's. A key of the same name before them counts. `principal_arn` is that of the caller's role with its path, or NULL.
 */
void sg_check_implied_keys(struct sg_arena *a, const char *principal, const char *principal_arn,
                           struct sg_iam_request *request, struct samgen_context *keys);

#endif
