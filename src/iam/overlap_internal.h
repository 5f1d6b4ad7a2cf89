#ifndef SG_IAM_OVERLAP_INTERNAL_H
#define SG_IAM_OVERLAP_INTERNAL_H

#include "iam/pattern.h"

/* The value of a variable; values are in the order of the variables in the pattern. */
struct sg_iam_value {
    const char *text;
    size_t length;
};

/*
 * Returns whether some text matches both the pattern and the resource of a request, in which '*' stands for any
 * characters, but for no colon before the tail. A text longer than SG_IAM_OVERLAP_MOST overlaps with everything. The
 * time is at most length times length.
 */
#define SG_IAM_OVERLAP_MOST 8192
bool sg_iam_overlap(const struct sg_iam_pattern *pattern, const struct sg_iam_value *values,
                    const struct sg_iam_text *text);

#endif
