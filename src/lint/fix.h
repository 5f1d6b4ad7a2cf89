#ifndef SG_LINT_FIX_H
#define SG_LINT_FIX_H

#include "lint/lint.h"

/*
 * What replaces the name of an action that AWS does not have by `meant`: only where that is another name of the very
 * action (the catalog's aliases), the text is written in one line without escapes, and its list has the right name not yet. Else NULL.
 */
const struct sg_splice *sg_lint_fix_action(struct sg_lint *lint, const struct sg_node *action, const char *meant);

/* The short intrinsic of one line that stands here, replaced by another: "!GetAtt Jobs.Arn". Else NULL. */
const struct sg_splice *sg_lint_fix_intrinsic(struct sg_lint *lint, const struct sg_node *value, const char *intrinsic);

/* A value of one line, replaced by another. Else NULL. */
const struct sg_splice *sg_lint_fix_whole(struct sg_lint *lint, const struct sg_node *value, const char *instead);

/* !Sub before a YAML text of one line, when each ${...} of it is a name that the template has. Else NULL. */
const struct sg_splice *sg_lint_fix_with_sub(struct sg_lint *lint, const struct sg_node *text);

/* A piece of a value, which is to stand in it once as it is, replaced by another. Else NULL. */
const struct sg_splice *sg_lint_fix_piece(struct sg_lint *lint, const struct sg_node *value, const char *piece,
                                          const char *instead);

/* Puts the fixes of the findings into an edit, but for those that overlap one before. Returns how many. */
size_t sg_lint_put_fixes(const struct sg_lint *lint, struct sg_edit *edit);

#endif
