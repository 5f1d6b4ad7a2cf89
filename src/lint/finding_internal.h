#ifndef SG_LINT_FINDING_INTERNAL_H
#define SG_LINT_FINDING_INTERNAL_H

#include "lint/lint.h"

/*
 * The place of a finding in the tree of the template: "Resources.F.Properties.Policies[1].S3ReadPolicy.BucketName". A
 * key that holds '.', '[', ']', quotes or controls is written ["a.b"]. NULL: the finding is about the template as a
 * whole.
 */
const char *sg_lint_path(const struct sg_lint *lint, const struct sg_lint_finding *finding);

/* Puts the findings into the order of the file. */
void sg_lint_sort(struct sg_lint *lint);

#endif
