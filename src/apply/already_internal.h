#ifndef SG_APPLY_ALREADY_INTERNAL_H
#define SG_APPLY_ALREADY_INTERNAL_H

#include "value/request.h"
#include "explain/template_role.h"

/* What a role already allows, whatever the values of the template's parameters and conditions. */
struct sg_already {
    struct sg_resolver resolver;
    struct sg_iam_policies policies;
    const char *session; /* the ARN of its sessions, which is the principal of requests */
};

/*
 * `user` is the function that has the role, or NULL. False, without reporting, if a policy of the role cannot be read;
 * then nothing counts as allowed.
 */
bool sg_apply_read_already(const struct sg_template *t, const struct sg_role *role, const struct sg_resource *user,
                           struct sg_already *already);

enum sg_allowed { SG_ALLOWED_NOT, SG_ALLOWED_BUT_KEY, SG_ALLOWED_ALL };

/*
 * Returns whether the role already allows every need of a grant, each by one statement, or all of them but what it
 * needs of the key. Not if this is unknown before deployment, and for a SAM policy template that the user names.
 */
enum sg_allowed sg_apply_is_already_allowed(struct sg_already *already, struct sg_scope *scope,
                                            const struct sg_use *use);

/*
 * A list of the entries of the function's Policies, unless the role is one of the template itself, and of the documents
 * of the policy resources that refer to the role, with intrinsics in long form.
 */
struct sg_node *sg_apply_known_policies(const struct sg_template *t, const struct sg_role *role);

/* A copy of an entry without the statements that `known` has with any Sid; NULL if nothing is left. */
struct sg_node *sg_apply_unknown_part(const struct sg_template *t, const struct sg_node *known,
                                      const struct sg_node *entry, bool in_long_form);

#endif
