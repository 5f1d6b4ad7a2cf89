#ifndef SG_COMPARE_UNIVERSE_INTERNAL_H
#define SG_COMPARE_UNIVERSE_INTERNAL_H

#include "compare/role_difference.h"
#include "iam/decide.h"

/* The statements of both sides that concern requests of one kind. */
struct sg_universe_statements {
    const struct sg_iam_statement **items;
    size_t count, capacity;
    const struct samgen_context *context; /* values of variables in their texts */
    size_t context_count;
};

/* The values of one condition key that conditions can tell apart, beside no value at all. */
struct sg_universe_key {
    const char *name;
    struct sg_strings values;
};

struct sg_universe_keys {
    struct sg_universe_key *items;
    size_t count, capacity;
};

/* Each returns false when there are more kinds than samgen compares. `more` is one more pattern, or NULL. */
bool sg_universe_actions(struct sg_arena *a, const struct sg_universe_statements *statements, const char *more,
                         struct sg_strings *actions);
bool sg_universe_resources(struct sg_arena *a, const struct sg_universe_statements *statements, const char *more,
                           struct sg_strings *resources);
bool sg_universe_values(struct sg_arena *a, const struct sg_universe_statements *statements,
                        struct sg_universe_keys *keys);

/* Adds the condition keys that texts of the statements contain as ${key}. */
void sg_universe_variables(struct sg_arena *a, const struct sg_universe_statements *statements,
                           struct sg_strings *names);

/* The value of a ${variable} that is not in the context, so that patterns with variables can be compared. */
#define SG_UNIVERSE_VARIABLE "variable"

#endif
