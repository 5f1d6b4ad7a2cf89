#ifndef SG_IAM_POLICY_H
#define SG_IAM_POLICY_H

#include "base/finding.h"
#include "yaml/tree.h"

/*
 * IAM policy documents, read and made ready for many decisions. The texts are what IAM itself gets: intrinsics are
 * resolved before. Grammar: IAM User Guide, "Grammar of the IAM JSON policy language".
 */

/*
 * Identity policies, boundaries and service control policies have no principal; resource and trust policies must. The
 * statements of an implicit resource policy may leave out Resource: it is what the policy is attached to.
 */
enum sg_iam_policy_type {
    SG_IDENTITY_POLICY,
    SG_RESOURCE_POLICY,
    SG_IMPLICIT_RESOURCE_POLICY,
    SG_TRUST_POLICY,
    SG_SERVICE_CONTROL_POLICY
};

enum sg_effect { SG_ALLOW, SG_DENY };

#define SG_IAM_KEYS_MOST 1000          /* of one map; IAM's largest documents have room for fewer */
#define SG_IAM_TEXT_MOST 4096          /* bytes of one text; ARNs have at most 2048 */
#define SG_IAM_TEXTS_MOST (256 * 1024) /* bytes of all texts of a document; the largest of AWS itself have 150 KiB */

struct sg_iam_pattern;
struct sg_iam_principal;
struct sg_iam_condition;

struct sg_iam_statement {
    const char *sid; /* NULL: it has none */
    enum sg_effect effect;
    size_t index;  /* in its policy, from 0 */
    size_t offset; /* where it stands in the policy's source */
    bool not_action, not_resource, not_principal;
    bool any_resource, any_principal; /* it has no such element: a trust policy, an identity policy */
    struct sg_iam_pattern *actions, *resources;
    struct sg_iam_principal *principals;
    struct sg_iam_condition *conditions;
    size_t action_count, resource_count, principal_count, condition_count;
};

struct sg_iam_policy {
    const char *name;
    const struct sg_source *source; /* NULL when it was made, not read */
    bool has_variables;             /* Version 2012-10-17: ${aws:...} stands for a key of the request */
    struct sg_iam_statement *statements;
    size_t count;
};

struct sg_iam_policies {
    const struct sg_iam_policy **items;
    size_t count, capacity;
};

/*
 * Reads a document (a map with Statement) that stands in `source` (or NULL). The policy lives in `a` and shares the
 * texts of `document`. NULL after reporting each fault at its place: what IAM would refuse. What IAM may refuse but can
 * be decided (a resource that is no ARN, a value its operator cannot compare) brings a warning. A resource policy all of
 * whose statements are about sts: actions is a trust policy, which has no Resource; others must have one.
 */
const struct sg_iam_policy *sg_iam_policy_read(struct sg_arena *a, const struct sg_source *source,
                                               const struct sg_node *document, const char *name,
                                               enum sg_iam_policy_type type, struct sg_findings *findings);

#endif
