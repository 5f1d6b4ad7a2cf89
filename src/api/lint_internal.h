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

/* What the code of a function needs on a resource: see sg_lint.read_code. */
struct sg_lint_code_use sg_api_lint_code(struct sg_lint *l, const struct sg_resource *function,
                                         const struct sg_resource *resource, const char *service);

#endif
