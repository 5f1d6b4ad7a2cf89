#ifndef SG_SAM_APART_H
#define SG_SAM_APART_H

#include "yaml/tree.h"

/*
 * The unique texts that a resolver with `unknown_apart` writes for values which deployment decides. Each begins with
 * '~', which no name of AWS has, and goes on with letters and digits, after '!' more of them: "~Uploads", "~account",
 * "~Uploads!Stamp", "~if!IsProd!0123abcd". The texts of two templates are equal only if the values are equal in every
 * stack.
 */

/* An Fn::If, by its condition and both branches. */
const char *sg_apart_if(struct sg_arena *a, const char *condition, const struct sg_node *yes, const struct sg_node *no);
/* An intrinsic function whose result is unknown, by all that it is given. */
const char *sg_apart_call(struct sg_arena *a, const struct sg_node *call);
/* A resource, or an attribute (".Stamp.Of") of it that only deployment knows. */
const char *sg_apart_attribute(struct sg_arena *a, const char *id, const char *attribute);
/* A value that another stack exports. */
const char *sg_apart_import(struct sg_arena *a, const char *name);

/* Returns the condition of the first Fn::If in a text, or NULL. */
const char *sg_apart_condition(struct sg_arena *a, const char *text);

/* Returns a text as people write such values: "${Uploads}", "${AWS::AccountId}", "${if IsProd}". */
const char *sg_apart_shown(struct sg_arena *a, const char *text);

#endif
