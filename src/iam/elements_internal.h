#ifndef SG_IAM_ELEMENTS_INTERNAL_H
#define SG_IAM_ELEMENTS_INTERNAL_H

#include "base/list.h"
#include "iam/policy.h"

/* Readers of the elements of a statement, for policy.c. Each returns false after reporting an error. */
struct sg_iam_reader {
    struct sg_arena *arena;
    const struct sg_source *source;
    struct sg_findings *findings;
    enum sg_iam_policy_type type;
    bool has_variables;
    bool negated; /* NotAction, NotResource or NotPrincipal is being read */
    size_t index; /* of the statement that is being read */
    size_t bytes; /* of all texts so far */
};

#define SG_TYPE_BIT(type) (1U << (type))
#define SG_RESOURCE_TYPES (SG_TYPE_BIT(SG_RESOURCE_POLICY) | SG_TYPE_BIT(SG_IMPLICIT_RESOURCE_POLICY))
#define SG_TYPES_WITH_PRINCIPAL (SG_RESOURCE_TYPES | SG_TYPE_BIT(SG_TRUST_POLICY))
#define SG_TYPES_WITH_RESOURCE \
    (SG_TYPE_BIT(SG_IDENTITY_POLICY) | SG_RESOURCE_TYPES | SG_TYPE_BIT(SG_SERVICE_CONTROL_POLICY))
#define SG_EVERY_TYPE (SG_TYPES_WITH_PRINCIPAL | SG_TYPES_WITH_RESOURCE)

/* Returns "an identity policy", for example. */
const char *sg_iam_type_name(enum sg_iam_policy_type type);

bool sg_iam_has_no_principal(enum sg_iam_policy_type type);

struct sg_origin sg_iam_at(const struct sg_iam_reader *r, const struct sg_node *node);

/* Returns the text of a scalar, or NULL after reporting that `what` must be a text. */
const char *sg_iam_text_of(struct sg_iam_reader *r, const struct sg_node *node, const char *what);

bool sg_iam_read_sid(struct sg_iam_reader *r, const struct sg_node *node, struct sg_iam_statement *s);
bool sg_iam_read_effect(struct sg_iam_reader *r, const struct sg_node *node, struct sg_iam_statement *s);
bool sg_iam_read_principal(struct sg_iam_reader *r, const struct sg_node *node, struct sg_iam_statement *s);
bool sg_iam_read_action(struct sg_iam_reader *r, const struct sg_node *node, struct sg_iam_statement *s);
bool sg_iam_read_resource(struct sg_iam_reader *r, const struct sg_node *node, struct sg_iam_statement *s);
bool sg_iam_read_condition(struct sg_iam_reader *r, const struct sg_node *node, struct sg_iam_statement *s);

#endif
