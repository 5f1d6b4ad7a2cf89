#ifndef SG_COMPARE_ROW_INTERNAL_H
#define SG_COMPARE_ROW_INTERNAL_H

#include "compare/compare.h"

/*
 * Differences of one statement in one word: the actions stand together, with one resource or with all of the same
 * actions.
 */
struct sg_compared_row {
    const struct sg_difference *first;
    struct sg_strings actions, also, resources;
    const struct sg_template *template;
    size_t line;
};

struct sg_compared_rows {
    struct sg_compared_row *items;
    size_t count, capacity;
};

/* The rows of a holder: what is new first, then in the order of the file. One resource in each, or all (`joined`). */
struct sg_compared_rows sg_compare_rows(struct sg_arena *a, const struct sg_comparison *c,
                                        const struct sg_holder_difference *h, bool joined);

/* "+ s3:GetObject on ${Uploads} when ..." */
const char *sg_compare_row_text(struct sg_arena *a, const struct sg_compared_row *row);

const char *sg_compare_resource(struct sg_arena *a, const struct sg_difference *d);
const char *sg_compare_conditions(struct sg_arena *a, const struct sg_iam_statement *s);

#endif
