#ifndef SG_SAM_LOOKUP_INTERNAL_H
#define SG_SAM_LOOKUP_INTERNAL_H

#include "sam/resolve.h"

/* The values of names in intrinsic functions. `at` is the function: results and findings get its position. */

/* Returns the value of !Ref (a parameter, pseudo parameter or resource), or NULL for AWS::NoValue. */
struct sg_node *sg_lookup_reference(struct sg_resolver *r, const struct sg_node *at, const char *id);

/* Returns the value of !GetAtt for a name such as "Data.Arn". */
const char *sg_lookup_attribute(struct sg_resolver *r, const struct sg_node *at, const char *name);

/* Returns the value that the user gave a name, or NULL. */
const char *sg_bound_value(const struct sg_resolver *r, const char *name);

/* Return the account and the region as values of the template. */
const char *sg_account_text(const struct sg_resolver *r);
const char *sg_region_text(const struct sg_resolver *r);

/* Returns whether `what` is not reported yet, and remembers it. At most SG_TOLD_MOST things are reported. */
#define SG_TOLD_MOST 200
bool sg_lookup_is_news(struct sg_resolver *r, const char *what);

/* Returns an empty text, which matches nothing, and reports once that `what` is unknown before deployment. */
struct sg_node *sg_lookup_unknown(struct sg_resolver *r, const struct sg_node *at, const char *what);

struct sg_node *sg_lookup_text(const struct sg_resolver *r, const struct sg_node *at, const char *text);

/* Returns the parts of a text between separators as a list. */
struct sg_node *sg_lookup_split(struct sg_resolver *r, const struct sg_node *at, const char *text,
                                const char *separator);

#endif
