#ifndef SG_LINT_SETTINGS_H
#define SG_LINT_SETTINGS_H

#include "lint/filter.h"

/* What .samgen.yaml says under `lint`; what it leaves out is empty or NULL. */
struct sg_lint_keys {
    struct sg_strings select, ignore; /* each a code, or the beginning of one */
    const char *severity;
};

/* False after reporting faults at their places: unknown keys and codes, wrong shapes. */
bool sg_lint_read_keys(struct sg_arena *a, const struct sg_rules *rules, const struct sg_source *source,
                       struct sg_lint_keys *keys, struct sg_findings *findings);

#endif
