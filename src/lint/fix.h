#ifndef SG_LINT_FIX_H
#define SG_LINT_FIX_H

#include "lint/lint.h"

struct sg_lint_user;

/* Certain fixes. Each function returns NULL if the text cannot be replaced safely, such as one on several lines. */

/*
 * Replaces an alias of an action (from the catalog), or a name that differs in one letter from that of one action
 * alone, by its name `meant`, if its list does not have that name yet.
 */
const struct sg_splice *sg_lint_fix_action(struct sg_lint *lint, const struct sg_node *action, const char *meant);

/* Replaces an intrinsic in short form by another one: "!GetAtt Jobs.Arn". */
const struct sg_splice *sg_lint_fix_intrinsic(struct sg_lint *lint, const struct sg_node *value, const char *intrinsic);

/* Replaces a whole value. */
const struct sg_splice *sg_lint_fix_whole(struct sg_lint *lint, const struct sg_node *value, const char *instead);

/* Writes !Sub before a YAML text, if each ${...} of it is a name that the template has. */
const struct sg_splice *sg_lint_fix_with_sub(struct sg_lint *lint, const struct sg_node *text);

/* Replaces a piece that the value has exactly once. */
const struct sg_splice *sg_lint_fix_piece(struct sg_lint *lint, const struct sg_node *value, const char *piece,
                                          const char *instead);

/* Replaces the first such piece of the value at or after the byte `*from`, which becomes the byte after it. */
const struct sg_splice *sg_lint_fix_next_piece(struct sg_lint *lint, const struct sg_node *value, size_t *from,
                                               const char *piece, const char *instead);

/* Writes a key before the first one of a map: in lines of its own, or within { }. */
const struct sg_splice *sg_lint_fix_first_key(struct sg_lint *lint, const struct sg_node *map, const char *key,
                                              const char *value);

/* Removes an entry of a list of Policies; the key too if it is the only entry. */
const struct sg_splice *sg_lint_fix_remove(struct sg_lint *lint, const struct sg_node *list,
                                           const struct sg_node *item);

/* Adds an entry after the last one of a list in block style; its lines are indented like that one. */
const struct sg_splice *sg_lint_fix_append(struct sg_lint *lint, const struct sg_node *list, const char *const *lines,
                                           size_t count);

/* Adds a resource after another one in block style; its lines are indented like that one. */
const struct sg_splice *sg_lint_fix_resource(struct sg_lint *lint, const struct sg_resource *after,
                                             const char *const *lines, size_t count);

/* Attaches a managed policy of AWS, such as "AWSLambdaBasicExecutionRole", to the role of a user. */
const struct sg_splice *sg_lint_fix_attach(struct sg_lint *lint, const struct sg_lint_user *user, const char *policy);

/* Adds a statement to the role of a user. The resource is a value of the template, or a made one in short form. */
const struct sg_splice *sg_lint_fix_allow(struct sg_lint *lint, const struct sg_lint_user *user,
                                          const struct sg_strings *actions, const struct sg_node *resource);

/* Puts the fixes of the findings into an edit, except those that overlap an earlier one. Returns their number. */
size_t sg_lint_put_fixes(const struct sg_lint *lint, struct sg_edit *edit);

#endif
