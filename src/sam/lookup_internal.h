#ifndef SG_SAM_LOOKUP_INTERNAL_H
#define SG_SAM_LOOKUP_INTERNAL_H

#include "sam/resolve.h"

/* What names in intrinsics stand for. Results stand at `place`, the intrinsic. */

/* !Ref: a parameter, a pseudo parameter or a resource. NULL for AWS::NoValue. */
struct sg_node *sg_lookup_reference(struct sg_resolver *r, const struct sg_node *place, const char *id);

/* !GetAtt. */
const char *sg_lookup_attribute(struct sg_resolver *r, const struct sg_node *place, const char *id, const char *name);

/* What the user says a name stands for, or NULL. */
const char *sg_bound_value(const struct sg_resolver *r, const char *name);

/* The account and the region, as texts of the template have them. */
const char *sg_account_text(const struct sg_resolver *r);
const char *sg_region_text(const struct sg_resolver *r);

/* Whether this was not told of yet; from now on it was. More than SG_TOLD_MOST things are not told of. */
#define SG_TOLD_MOST 200
bool sg_is_news(struct sg_resolver *r, const char *what);

/* An empty text, which matches nothing; says once that `what` is not known before deployment. */
struct sg_node *sg_unknown_value(struct sg_resolver *r, const struct sg_node *place, const char *what);

struct sg_node *sg_text_at(const struct sg_resolver *r, const struct sg_node *place, const char *text);

/* The parts of a text between separators, as a list. */
struct sg_node *sg_split_text(struct sg_resolver *r, const struct sg_node *place, const char *text,
                              const char *separator);

#endif
