#ifndef SG_LINT_RULES_INTERNAL_H
#define SG_LINT_RULES_INTERNAL_H

#include "lint/lint.h"

/*
 * A check looks through the whole template for a few rules: rules.def says for which. One that is missing does not
 * link.
 */
#define CHECK(name) void sg_lint_check_##name(struct sg_lint *lint);
#define RULE(code)
#include "lint/rules.def"
#undef CHECK
#undef RULE

#endif
