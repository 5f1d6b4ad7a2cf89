#ifndef SG_VALUE_REFERENCE_H
#define SG_VALUE_REFERENCE_H

#include "value/value.h"

/* ${Id}: the resource of the option's kind; samgen picks the intrinsic. A template parameter gives its value. */
bool sg_read_reference(struct sg_scope *scope, struct sg_origin origin, const char *id, struct sg_value *value);

/* !Ref Id (attribute "Ref") or !GetAtt Id.Attribute: as it stands, understood by what it gives. */
bool sg_read_attribute(struct sg_scope *scope, struct sg_origin origin, const char *id, const char *attribute,
                       struct sg_value *value);

/* The row about what SAM makes: "Id.Attribute" of a resource of this type (NULL: of any). NULL: it makes nothing. */
const struct sg_other_yield *sg_value_find_made(const struct sg_kind *kind, const char *type, const char *attribute);

/* Whether a name that people gave, such as "QueueArn", says that it stands for an ARN. */
bool sg_looks_like_arn(const char *name);

/* An intrinsic node: !Ref, !GetAtt, !Sub, !ImportValue ... */
bool sg_read_intrinsic(struct sg_scope *scope, struct sg_origin origin, const struct sg_node *node,
                       struct sg_value *value);

#endif
