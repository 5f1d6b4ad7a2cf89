#ifndef SG_IAM_POLICY_H
#define SG_IAM_POLICY_H

#include "base/finding.h"
#include "yaml/tree.h"

/*
 * IAM policy documents, parsed once for many decisions. Their texts are those that IAM gets: intrinsic functions must
 * be resolved first. Grammar: IAM User Guide, "Grammar of the IAM JSON policy language".
 */

/*
 * Identity policies, boundaries and service control policies have no principal; resource and trust policies must have
 * one. Statements of an implicit resource policy may lack Resource and then mean the resource that has the policy.
 */
enum sg_iam_policy_type {
    SG_IDENTITY_POLICY,
    SG_RESOURCE_POLICY,
    SG_IMPLICIT_RESOURCE_POLICY,
    SG_TRUST_POLICY,
    SG_SERVICE_CONTROL_POLICY
};

enum sg_effect { SG_ALLOW, SG_DENY };

#define SG_IAM_KEYS_MOST 1000          /* in one map; the largest document of IAM has room for fewer */
#define SG_IAM_TEXT_MOST 4096          /* bytes of one text; ARNs have at most 2048 */
#define SG_IAM_TEXTS_MOST (256 * 1024) /* bytes of all texts of a document; the largest of AWS have 150 KiB */

struct sg_iam_pattern;
struct sg_iam_principal;
struct sg_iam_condition;

struct sg_iam_statement {
    const char *sid; /* or NULL */
    enum sg_effect effect;
    size_t index;  /* in its policy, from 0 */
    size_t offset; /* in the source of the policy */
    bool not_action, not_resource, not_principal;
    bool any_resource, any_principal; /* no such element: in a trust policy, in an identity policy */
    struct sg_iam_pattern *actions, *resources;
    struct sg_iam_principal *principals;
    struct sg_iam_condition *conditions;
    size_t action_count, resource_count, principal_count, condition_count;
};

struct sg_iam_policy {
    const char *name;
    const struct sg_source *source; /* NULL when samgen made the policy */
    bool has_variables;             /* Version 2012-10-17: ${aws:...} stands for a key of the request */
    struct sg_iam_statement *statements;
    size_t count;
};

struct sg_iam_policies {
    const struct sg_iam_policy **items;
    size_t count, capacity;
};

/*
 * Reads a document (a map with Statement) from `source`, which may be NULL. The policy shares the texts of `document`.
 * Returns NULL after reporting every fault that IAM would refuse. A warning is reported for what IAM may refuse but
 * samgen can decide: a resource that is not an ARN, a value that its operator cannot compare. A resource policy whose
 * statements are all about sts: actions is a trust policy, which has no Resource.
 */
const struct sg_iam_policy *sg_iam_policy_read(struct sg_arena *a, const struct sg_source *source,
                                               const struct sg_node *document, const char *name,
                                               enum sg_iam_policy_type type, struct sg_findings *findings);

/* Returns whether a statement on sts: actions is one of a resource control policy: it denies, and has a Resource. */
bool sg_iam_is_control(const struct sg_node *statement);

#endif
