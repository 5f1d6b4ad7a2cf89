#ifndef SG_IAM_NUMBER_H
#define SG_IAM_NUMBER_H

#include <stdbool.h>
#include <stddef.h>

/* A decimal number as its digits, exact at any length. It points into the text it was read from. */
struct sg_iam_number {
    bool negative;
    const char *digits; /* from the first that is not 0; they may contain a '.' */
    size_t count;       /* up to the last that is not 0, without the '.'; 0 for zero */
    long magnitude;     /* digits before the point; negative: zeros after it */
};

/* Reads a number such as "-12.50". Returns false for anything else. */
bool sg_iam_number_read(const char *text, struct sg_iam_number *number);

/* Returns a number below, equal to or above 0 when x is less than, equal to or greater than y. */
int sg_iam_number_order(const struct sg_iam_number *x, const struct sg_iam_number *y);

#endif
