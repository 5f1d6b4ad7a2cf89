#ifndef SG_LINT_NAMED_INTERNAL_H
#define SG_LINT_NAMED_INTERNAL_H

#include "catalog/action.h"
#include "lint/statement_internal.h"

#define SG_NAMED_MOST 400 /* of one pattern that are looked at one by one */

/* An action that a statement names, or that a pattern of it matches. */
struct sg_named_action {
    const struct sg_action *action;
    const struct sg_lint_text *text;
};

struct sg_named_actions {
    struct sg_named_action items[SG_NAMED_MOST];
    size_t count;
    bool complete; /* every action of the statement is known, and none is left out */
};

/* Tells which actions work on nothing of a statement, and which of its resources no action works on. */
void sg_lint_works_on(struct sg_lint *lint, const struct sg_named_actions *actions,
                      const struct sg_lint_statements *all, const struct sg_lint_statement *statement);

#endif
