#ifndef SG_API_LINT_INTERNAL_H
#define SG_API_LINT_INTERNAL_H

#include "api/api_internal.h"

#include "lint/filter.h"

struct samgen_baseline {
    struct sg_lint_baseline inner;
};

/* Reads the filter in the settings. False after reporting. */
bool sg_api_lint_filter(struct samgen *samgen, const struct samgen_lint_settings *settings,
                        struct sg_lint_filter *filter, struct sg_findings *findings);

#endif
