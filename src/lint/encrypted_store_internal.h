#ifndef SG_LINT_ENCRYPTED_STORE_INTERNAL_H
#define SG_LINT_ENCRYPTED_STORE_INTERNAL_H

#include "lint/lint.h"

/*
 * A resource of the template that is encrypted with a customer managed key: a bucket, queue, topic, table, secret or
 * stream.
 */
struct sg_lint_store {
    const struct sg_resource *resource, *key; /* key: NULL if it is not in the template */
    const struct sg_target *target;           /* of the resource */
    const char *key_arn;                      /* a text of sg_lint_text */
    const char *arn;                          /* texts are equal only if they are equal in every stack */
    unsigned needs;                           /* of the user that is checked */
    struct sg_lint_store *next;               /* of those that the user uses */
};

struct sg_lint_stores {
    struct sg_lint_store *items;
    size_t count;
    struct sg_lint_store **by_arn; /* sorted */
    struct sg_resolver exact;
    struct sg_lint_store *used;
};

struct sg_lint_stores *sg_lint_stores_of(struct sg_lint *lint);

/* The store that a value of a policy or event source names, or NULL. */
struct sg_lint_store *sg_lint_store_named(struct sg_lint *lint, struct sg_lint_stores *stores,
                                          const struct sg_node *value);

#endif
