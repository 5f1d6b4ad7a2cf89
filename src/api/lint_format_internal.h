#ifndef SG_API_LINT_FORMAT_INTERNAL_H
#define SG_API_LINT_FORMAT_INTERNAL_H

#include "api/api_internal.h"

/*
 * The formats of samgen_lint_write, for the table of lint_report.c. Each function adds one finding, or a whole report.
 */

const char *sg_api_sarif_head(struct samgen *samgen);
void sg_api_sarif_add(struct samgen *samgen, struct sg_buffer *b, const struct samgen_lint_finding *f);

void sg_api_junit_add(struct samgen *samgen, struct sg_buffer *b, const struct samgen_lint_report *report);

#endif
