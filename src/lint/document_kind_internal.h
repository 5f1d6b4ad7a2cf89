#ifndef SG_LINT_DOCUMENT_KIND_INTERNAL_H
#define SG_LINT_DOCUMENT_KIND_INTERNAL_H

#include "lint/lint.h"

/* Returns what a file is, by its tree. A template has Resources; a policy document has a Statement with an Effect. */
enum samgen_lint_kind sg_lint_kind_of(const struct sg_node *root);

/*
 * Returns a template with one resource that holds the policy document `root`, or that which `aws iam
 * get-policy-version` prints around it. The type of the resource follows from the statements: a role for sts: actions
 * of a Principal, the type of resource that has such a policy for another Principal, otherwise a policy of a role. NULL
 * after reporting a faulty catalog.
 */
struct sg_node *sg_lint_template_of_policy(struct sg_arena *a, struct sg_catalog *catalog, struct sg_node *root,
                                           struct sg_findings *findings);

#endif
