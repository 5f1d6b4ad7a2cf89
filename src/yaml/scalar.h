#ifndef SG_YAML_SCALAR_H
#define SG_YAML_SCALAR_H

#include "yaml/tree.h"

/*
 * What YAML 1.1 takes a scalar for, as the readers of SAM CLI and the SAM translator do. Only plain scalars without a
 * tag can be anything but texts; dates count as texts.
 */
enum sg_scalar_type { SG_TEXT, SG_NULL, SG_BOOLEAN, SG_INTEGER, SG_FLOAT };

/* Of a list or map: SG_TEXT. */
enum sg_scalar_type sg_scalar_type(const struct sg_node *node);

/* Whether a scalar is the boolean true. */
bool sg_is_true(const struct sg_node *node);
/* Whether Python would take the value for false: null, false, 0, an empty text, list or map. NULL is. */
bool sg_is_nothing(const struct sg_node *node);
/* A text, as against a number, boolean or null, a list or a map. NULL is none. */
bool sg_is_text(const struct sg_node *node);
bool sg_is_null(const struct sg_node *node);

/* The value of an integer; false when it is none or too large for long long. */
bool sg_integer(const struct sg_node *node, long long *value);
/* The same of a number with a point; false also for infinity and what is no number. */
bool sg_float(const struct sg_node *node, double *value);

#endif
