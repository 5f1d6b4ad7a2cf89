#ifndef SG_LINT_FILTER_H
#define SG_LINT_FILTER_H

#include "lint/baseline.h"

/* Which findings count. */
struct sg_lint_filter {
    struct sg_strings select, ignore; /* codes, or beginnings of codes; select empty: all */
    enum samgen_severity least;
    const struct sg_lint_baseline *baseline; /* findings that do not count, or NULL */
};

/* Adds the codes of "SG2, SG301" to a list. False after reporting at `origin`, with the nearest, those that there are not. */
bool sg_lint_add_codes(struct sg_arena *a, const struct sg_rules *rules, const char *list, struct sg_origin origin,
                       struct sg_strings *codes, struct sg_findings *findings);

/* "error", "warning" or "info". False after reporting. */
bool sg_lint_find_severity(const char *name, struct sg_origin origin, enum samgen_severity *severity,
                           struct sg_findings *findings);

/* What .samgen.yaml says under `lint`; what it leaves out is empty or NULL. */
struct sg_lint_settings {
    struct sg_strings select, ignore; /* each a code, or the beginning of one */
    const char *severity;
};

/* Returns false after reporting faults at their positions: unknown keys and codes, wrong shapes. */
bool sg_lint_read_settings(struct sg_arena *a, const struct sg_rules *rules, const struct sg_source *source,
                           struct sg_lint_settings *settings, struct sg_findings *findings);

/* Takes away the findings that do not count, or that the template's own comments excuse. */
void sg_lint_use_filter(struct sg_lint *lint, const struct sg_lint_filter *filter);

#endif
