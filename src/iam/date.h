#ifndef SG_IAM_DATE_H
#define SG_IAM_DATE_H

#include <stdbool.h>
#include <stdint.h>

struct sg_iam_date {
    int64_t seconds; /* since 1970-01-01T00:00:00Z */
    int32_t nanoseconds;
};

/*
 * Reads a date in the W3C profile of ISO 8601 (2026-01, 2026-01-31, 2026-01-31T12:00Z, ...T12:00:00.5+01:00; UTC
 * without a zone) or a number of seconds since 1970, or of milliseconds from 10^11 on. Returns false for anything else.
 */
bool sg_iam_date_read(const char *text, struct sg_iam_date *date);

/* Returns a number below, equal to or above 0 when x is before, equal to or after y. */
int sg_iam_date_order(const struct sg_iam_date *x, const struct sg_iam_date *y);

#endif
