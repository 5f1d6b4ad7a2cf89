#ifndef SG_IAM_OVERLAP_INTERNAL_H
#define SG_IAM_OVERLAP_INTERNAL_H

#include "iam/pattern.h"

/* The value of a variable, in the order of the pattern's variables. */
struct sg_iam_value {
    const char *text;
    size_t length;
};

/*
 * Whether some text matches both the pattern and a request's resource, whose '*' stands for any run of characters: not
 * for colons before the tail. Texts longer than SG_IAM_OVERLAP_MOST overlap with everything. Time is at most length
 * times length.
 */
#define SG_IAM_OVERLAP_MOST 8192
bool sg_iam_overlap(const struct sg_iam_pattern *pattern, const struct sg_iam_value *values,
                    const struct sg_iam_text *text);

#endif
