#ifndef SG_APPLY_ALREADY_INTERNAL_H
#define SG_APPLY_ALREADY_INTERNAL_H

#include "catalog/request.h"
#include "explain/template_role.h"

/* What a role allows whatever the template's parameters and conditions will be. */
struct sg_allowed {
    struct sg_resolver resolver;
    struct sg_iam_policies policies;
    const char *session; /* the ARN that it calls with */
};

/* False, with nothing reported, when a policy of the role cannot be read; then nothing counts as allowed. */
bool sg_apply_read_allowed(const struct sg_template *t, const struct sg_role *role, struct sg_allowed *allowed);

/*
 * Whether every need of a grant is allowed already, whole and by one statement each. What cannot be told before
 * deployment, and a SAM policy template that was asked for by name, is not.
 */
bool sg_apply_is_allowed(struct sg_allowed *allowed, struct sg_scope *scope, const struct sg_use *use);

/*
 * The entries of its Policies, and the documents of the policy resources that refer to the role, in a list; with long
 * forms.
 */
struct sg_node *sg_apply_known_policies(const struct sg_template *t, const struct sg_role *role);

/* A copy of an entry without the statements that are among the known ones, whatever their Sids; NULL when nothing is left. */
struct sg_node *sg_apply_unknown_part(const struct sg_template *t, const struct sg_node *known,
                                      const struct sg_node *entry, bool in_long_form);

#endif
