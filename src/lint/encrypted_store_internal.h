#ifndef SG_LINT_ENCRYPTED_STORE_INTERNAL_H
#define SG_LINT_ENCRYPTED_STORE_INTERNAL_H

#include "lint/lint.h"

/* A bucket, queue, topic, table, secret or stream of the template that a key of its owner encrypts. */
struct sg_lint_store {
    const struct sg_resource *resource, *key; /* key: NULL when it stands elsewhere */
    const char *key_arn;                      /* as of sg_lint_text */
    const char *arn;                          /* that is equal only when it is equal in every stack */
    unsigned needs;                           /* of the user that is looked at */
    struct sg_lint_store *next;               /* of those that it uses */
};

/* All of them. */
struct sg_lint_stores {
    struct sg_lint_store *items;
    size_t count;
    struct sg_lint_store **by_arn; /* sorted */
    struct sg_resolver exact;
    struct sg_lint_store *used;
};

struct sg_lint_stores *sg_lint_stores_of(struct sg_lint *lint);

/* The one that a value of a policy or an event source is about, or NULL. */
struct sg_lint_store *sg_lint_store_named(struct sg_lint *lint, struct sg_lint_stores *stores,
                                          const struct sg_node *value);

#endif
