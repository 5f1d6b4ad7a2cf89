#ifndef SG_SUGGEST_PERMISSION_INTERNAL_H
#define SG_SUGGEST_PERMISSION_INTERNAL_H

#include "explain/template_role.h"
#include "suggest/need_internal.h"

/* The roles of a function, as far as the template says them. */
struct sg_code_role {
    const struct sg_template_role *role;
    bool known;                         /* all of its policies are */
    struct sg_template_role **branches; /* the same with conditions decided: under Fn::If */
    size_t branch_count, branch_capacity;
    const struct sg_template_role *plain; /* the same with the Defaults of parameters */
    bool branched;                        /* these are read */
};

enum sg_permitted {
    SG_NOT_PERMITTED,
    SG_PERMITTED,
    SG_PERMITTED_IF,      /* in the branch `when` only */
    SG_PERMITTED_UNKNOWN, /* a policy whose contents or resources are not known may allow it */
};

struct sg_permission {
    enum sg_permitted state;
    const char *when;
    const struct sg_granted *granted;         /* that allows it, or NULL */
    const struct sg_iam_statement *statement; /* of it */
};

/*
 * Whether the role may do what the code needs, without a look at conditions: the code does not tell what they ask for.
 * A policy of the resource that names the role counts too.
 */
struct sg_permission sg_code_permission(const struct sg_surroundings *around, struct sg_code_role *role,
                                        const struct sg_code_need *need);

/* Whether a statement is about the action on some resource that `arn` ('*': any text) can be; NULL: on any. */
bool sg_statement_is_about(const struct sg_iam_statement *statement, const char *action, const char *arn);

#endif
