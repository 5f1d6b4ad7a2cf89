#ifndef SG_LINT_FILTER_H
#define SG_LINT_FILTER_H

#include "lint/baseline.h"
#include "yaml/shape.h"

/* The findings that count. */
struct sg_lint_filter {
    struct sg_strings select, ignore; /* codes or beginnings of codes; select empty: all */
    enum samgen_severity least;
    const struct sg_lint_baseline *baseline; /* findings that do not count; NULL: none */
};

/* Adds the codes of "SG2, SG301" to `codes`. Returns false after reporting unknown ones at `origin`. */
bool sg_lint_add_codes(struct sg_arena *a, const struct sg_rules *rules, const char *list, struct sg_origin origin,
                       struct sg_strings *codes, struct sg_findings *findings);

/* Reads "error", "warning" or "info". Returns false after reporting another word. */
bool sg_lint_find_severity(const char *name, struct sg_origin origin, enum samgen_severity *severity,
                           struct sg_findings *findings);

/* The section `lint` of .samgen.yaml; missing keys are empty or NULL. */
struct sg_lint_settings {
    struct sg_strings select, ignore; /* as in sg_lint_filter */
    struct sg_strings exclude;        /* patterns as in a .gitignore, of files to pass over in folders */
    const char *severity;
};

/* Returns false after reporting faults at their positions: unknown keys and codes, wrong shapes. */
bool sg_lint_read_settings(struct sg_arena *a, const struct sg_rules *rules, const struct sg_source *source,
                           struct sg_lint_settings *settings, struct sg_findings *findings);

/*
 * Removes findings that do not count, or that a comment of the template ignores. Sets the paths of the others. Of a
 * rule that is shown once a file, the first finding with a message stands for all of them.
 */
void sg_lint_use_filter(struct sg_lint *lint, const struct sg_lint_filter *filter);

/* The keys of `lint` in a .samgen.yaml. */
const struct sg_field *sg_lint_settings_keys(void);

#endif
