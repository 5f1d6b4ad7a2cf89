#ifndef SG_GRANT_ALLOW_KEY_INTERNAL_H
#define SG_GRANT_ALLOW_KEY_INTERNAL_H

#include "iam/condition.h"
#include "grant/allow_internal.h"

/*
 * Whether a condition's operator compares values of its key's type, as the reference names it ("ArrayOfString"), and says
 * how many must be right when a request may carry several. One that may yet compare them is a warning. False after
 * reporting.
 */
bool sg_grant_check_key_type(const struct sg_allowance *allowance, struct sg_origin origin,
                             const struct sg_iam_condition *condition, const char *type);

/* Whether requests without the key meet a condition, whose operator is not Null. */
bool sg_grant_met_without_key(const struct sg_iam_condition *condition);

#endif
