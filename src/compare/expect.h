#ifndef SG_COMPARE_EXPECT_H
#define SG_COMPARE_EXPECT_H

#include "compare/role_difference.h"

/*
 * Requests that stand for all that a pattern matches, as far as the policies can tell them apart. A text without
 * wildcards stands for itself. Actions are those of the catalog; with `unknown` also names that only wildcards match.
 * Returns false when there are more than samgen decides.
 */
bool sg_expect_actions(struct sg_arena *a, struct sg_catalog *catalog, const struct sg_compared_policies *policies,
                       const char *pattern, bool unknown, struct sg_strings *actions);
/* `context` has the values of variables in the policies. */
bool sg_expect_resources(struct sg_arena *a, const struct sg_compared_policies *policies, const char *pattern,
                         const struct samgen_context *context, size_t context_count, struct sg_strings *resources);

#endif
