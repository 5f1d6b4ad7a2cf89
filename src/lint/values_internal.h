#ifndef SG_LINT_VALUES_INTERNAL_H
#define SG_LINT_VALUES_INTERNAL_H

#include "lint/lint.h"

/*
 * A loop over the values that a property can have: each item of a list, both branches of an Fn::If, but not
 * AWS::NoValue.
 *
 *     for (struct sg_lint_values v = sg_lint_values_at(l, properties, "Targets.Arn"); sg_lint_next(&v);)
 *         check(l, v.value);
 *
 * Only lists and branches within others need memory.
 */
struct sg_lint_values {
    const struct sg_node *value; /* where the loop is */
    const char *name;            /* the key that the last '*' of the path stands for */
    struct sg_arena *arena;
    const struct sg_node *entered; /* the value that the loop begins with, until it is looked at */
    struct sg_lint_level {
        const struct sg_node *next; /* items still to look at, or the keys of such values */
        bool keys;
        const char *path, *name; /* of these items */
        const struct sg_lint_level *above;
    } level;
};

/* A value by itself. It can be NULL. */
struct sg_lint_values sg_lint_values_of(const struct sg_lint *lint, const struct sg_node *value);

/* The values at a path of keys such as "Events.*.Properties"; '*' is each key of a map. */
struct sg_lint_values sg_lint_values_at(const struct sg_lint *lint, const struct sg_node *value, const char *path);

bool sg_lint_next(struct sg_lint_values *values);

#endif
