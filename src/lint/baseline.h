#ifndef SG_LINT_BASELINE_H
#define SG_LINT_BASELINE_H

#include "lint/lint.h"

/*
 * The findings of an earlier run, by rule, file, resource and path: neither other words nor moved lines make a new one.
 */
struct sg_lint_baseline {
    struct sg_strings known; /* sorted */
};

/* Reads the JSON that lint writes. Returns NULL after reporting a fault. */
struct sg_lint_baseline *sg_lint_baseline_read(struct sg_arena *a, const struct sg_source *source,
                                               struct sg_findings *findings);

/* Returns whether a finding in this file is one of them; its path must be set. The arena is scratch memory. */
bool sg_lint_baseline_has(struct sg_arena *a, const struct sg_lint_baseline *baseline, const char *file,
                          const struct sg_lint_finding *finding);

#endif
