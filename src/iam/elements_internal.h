#ifndef SG_IAM_ELEMENTS_INTERNAL_H
#define SG_IAM_ELEMENTS_INTERNAL_H

#include "base/list.h"
#include "iam/policy.h"

/* The elements of a statement, one reader each. Each returns false after reporting. Only policy.c calls them. */
struct sg_iam_reader {
    struct sg_arena *arena;
    const struct sg_source *source;
    struct sg_findings *findings;
    enum sg_iam_policy_type type;
    bool has_variables;
    bool negated; /* the element that is read is a Not-element */
    size_t index; /* of the statement that is read */
    size_t bytes; /* of all texts so far */
};

#define SG_TYPE_BIT(type) (1U << (type))
#define SG_RESOURCE_TYPES (SG_TYPE_BIT(SG_RESOURCE_POLICY) | SG_TYPE_BIT(SG_IMPLICIT_RESOURCE_POLICY))
#define SG_TYPES_WITH_PRINCIPAL (SG_RESOURCE_TYPES | SG_TYPE_BIT(SG_TRUST_POLICY))
#define SG_TYPES_WITH_RESOURCE \
    (SG_TYPE_BIT(SG_IDENTITY_POLICY) | SG_RESOURCE_TYPES | SG_TYPE_BIT(SG_SERVICE_CONTROL_POLICY))
#define SG_EVERY_TYPE (SG_TYPES_WITH_PRINCIPAL | SG_TYPES_WITH_RESOURCE)

/* "an identity policy" */
const char *sg_iam_type_name(enum sg_iam_policy_type type);

bool sg_iam_has_no_principal(enum sg_iam_policy_type type);

struct sg_origin sg_iam_at(const struct sg_iam_reader *r, const struct sg_node *node);

/* The text of a scalar; NULL after reporting that `what` must be one. */
const char *sg_iam_text_of(struct sg_iam_reader *r, const struct sg_node *node, const char *what);

bool sg_iam_read_sid(struct sg_iam_reader *r, const struct sg_node *node, struct sg_iam_statement *s);
bool sg_iam_read_effect(struct sg_iam_reader *r, const struct sg_node *node, struct sg_iam_statement *s);
bool sg_iam_read_principal(struct sg_iam_reader *r, const struct sg_node *node, struct sg_iam_statement *s);
bool sg_iam_read_action(struct sg_iam_reader *r, const struct sg_node *node, struct sg_iam_statement *s);
bool sg_iam_read_resource(struct sg_iam_reader *r, const struct sg_node *node, struct sg_iam_statement *s);
bool sg_iam_read_condition(struct sg_iam_reader *r, const struct sg_node *node, struct sg_iam_statement *s);

#endif
