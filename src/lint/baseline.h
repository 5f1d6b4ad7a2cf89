#ifndef SG_LINT_BASELINE_H
#define SG_LINT_BASELINE_H

#include "lint/lint.h"

/* Findings of an earlier run. They are the same wherever in the file they stand now. */
struct sg_baseline {
    struct sg_strings known; /* sorted */
};

/* Reads the JSON that lint writes. NULL after reporting what it is not. */
struct sg_baseline *sg_lint_baseline_read(struct sg_arena *a, const struct sg_source *source,
                                          struct sg_findings *findings);

/* Whether a finding in this file is one of them. The arena is for what is needed meanwhile. */
bool sg_lint_baseline_has(struct sg_arena *a, const struct sg_baseline *baseline, const char *file,
                          const struct sg_lint_finding *finding);

#endif
