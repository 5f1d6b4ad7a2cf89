#ifndef SG_LINT_RULES_ACTION_INTERNAL_H
#define SG_LINT_RULES_ACTION_INTERNAL_H

#include "catalog/action.h"
#include "lint/statement_internal.h"

#define SG_LINT_NAMED_MOST 400 /* actions of a pattern that are checked one by one */

/* An action that a statement names, or that a pattern in it matches. */
struct sg_lint_named_action {
    const struct sg_action *action;
    const struct sg_lint_text *text;
};

struct sg_lint_named_actions {
    struct sg_lint_named_action items[SG_LINT_NAMED_MOST];
    size_t count;
    bool complete; /* every action of the statement is known and in the list */
};

/* Returns whether AWS allows an action without IAM. */
bool sg_lint_needs_no_permission(const struct sg_lint *lint, const char *action);

/* Reports the actions that work on no resource of a statement, and its resources that no action works on. */
void sg_lint_check_action_resources(struct sg_lint *lint, const struct sg_lint_named_actions *actions,
                                    const struct sg_lint_statement *statement);

#endif
