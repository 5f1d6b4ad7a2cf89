#ifndef SG_COMPARE_COMPARE_H
#define SG_COMPARE_COMPARE_H

#include "base/buffer.h"
#include "compare/role_difference.h"
#include "sam/role_use.h"

/* One of the two templates that are compared. */
struct sg_compared_template {
    const struct sg_template *template; /* NULL if this side has no template */
    struct sg_roles roles;
    struct sg_resolver resolver; /* with unknown_apart and all_branches */
};

/* A function, a state machine or a role that no function has, and what it may do on one side and not on the other. */
struct sg_holder_difference {
    const char *id, *old_id;                 /* in NEW and in OLD; NULL: it is not there */
    const struct sg_resource *older, *newer; /* or NULL */
    struct sg_differences differences;
    struct sg_strings unknown_added, unknown_removed; /* policies whose documents are unknown, and roles */
};

/* Somebody may call, use or assume a resource on one side and not on the other, by its resource policy or trust. */
struct sg_caller_difference {
    bool in_new, denies;
    const char *resource; /* the ID of the resource that has the policy */
    const char *text;     /* "s3.amazonaws.com: lambda:InvokeFunction when ..." */
    const struct sg_node *at;
};

struct sg_comparison {
    const struct sg_compared_template *older, *newer;
    struct sg_holder_difference *holders; /* those with a difference */
    size_t holder_count, holder_capacity;
    struct sg_caller_difference *callers;
    size_t caller_count, caller_capacity;
};

/* Compares two templates. Results live in the arena. Returns false after reporting an error. */
bool sg_compare_templates(struct sg_arena *a, struct sg_catalog *catalog, struct sg_compared_template *older,
                          struct sg_compared_template *newer, struct sg_comparison *comparison);

/* What changed, as one word: "added", "widened", "narrowed", "removed". */
const char *sg_compare_word(const struct sg_difference *difference);

/* Return whether somebody may do more, or less; also true when not everything was compared. */
bool sg_compare_adds(const struct sg_comparison *comparison);
bool sg_compare_removes(const struct sg_comparison *comparison);

/* Add the comparison as text or Markdown. `name` is the file, for a heading; NULL: none. */
void sg_compare_text(const struct sg_comparison *comparison, struct sg_buffer *b);
void sg_compare_markdown(const struct sg_comparison *comparison, const char *name, struct sg_buffer *b);
/* Returns the comparison as a tree that will be written as JSON. */
struct sg_node *sg_compare_json(struct sg_arena *a, const struct sg_comparison *comparison);

#endif
