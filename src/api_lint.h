#ifndef SG_API_LINT_H
#define SG_API_LINT_H

#include "api.h"

#include "lint/choice.h"

struct samgen_baseline {
    struct sg_baseline inner;
};

enum samgen_severity sg_public_severity(enum sg_rule_severity severity);

/* What a caller chose, for the rules of the catalog. False after reporting. */
bool sg_public_choice(struct samgen *samgen, const struct samgen_lint_settings *settings, struct sg_lint_choice *choice,
                      struct sg_findings *findings);

#endif
