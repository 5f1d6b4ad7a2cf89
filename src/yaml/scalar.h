#ifndef SG_YAML_SCALAR_H
#define SG_YAML_SCALAR_H

#include "yaml/tree.h"

/*
 * The type that YAML 1.1 gives a scalar, as the readers of SAM CLI and the SAM translator see it. Only plain scalars
 * without a tag can be other than texts; dates count as texts.
 */
enum sg_scalar_type { SG_TEXT, SG_NULL, SG_BOOLEAN, SG_INTEGER, SG_FLOAT };

/* Returns SG_TEXT for a list or map. */
enum sg_scalar_type sg_scalar_type(const struct sg_node *node);

/* Return whether the node is the boolean true, a text, or null. All are false for NULL. */
bool sg_is_true(const struct sg_node *node);
bool sg_is_text(const struct sg_node *node);
bool sg_is_null(const struct sg_node *node);

/* Returns whether Python treats the value as false: null, false, 0, an empty text, list or map. True for NULL. */
bool sg_is_nothing(const struct sg_node *node);

/* Sets `*value` to that of an integer. Returns false when it is not one, or too large for long long. */
bool sg_integer(const struct sg_node *node, long long *value);
/* Sets `*value` to that of a number with a point. Returns false when it is not one, infinite or NaN. */
bool sg_float(const struct sg_node *node, double *value);

#endif
