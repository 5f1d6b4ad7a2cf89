#ifndef SG_COMPARE_DIFFERING_INTERNAL_H
#define SG_COMPARE_DIFFERING_INTERNAL_H

#include "compare/universe_internal.h"

/*
 * Two roles decide a request alike unless a statement that only one of them has concerns it, because all others count
 * on both sides. So only requests for which such a statement speaks are compared.
 */

/* Lists the identity statements that only one side has, in any order. Returns whether the boundaries are the same. */
bool sg_differing_statements(struct sg_arena *a, const struct sg_compared_role *x, const struct sg_compared_role *y,
                             struct sg_universe_statements *differing);

bool sg_is_among(const struct sg_universe_statements *list, const struct sg_iam_statement *s);

/* Lists the statements that speak of an action of which a differing one speaks too; with these. */
void sg_meeting_statements(struct sg_arena *a, const struct sg_universe_statements *all,
                           const struct sg_universe_statements *differing, struct sg_universe_statements *meeting);

#endif
