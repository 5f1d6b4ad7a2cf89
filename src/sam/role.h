#ifndef SG_SAM_ROLE_H
#define SG_SAM_ROLE_H

#include "sam/template.h"

/*
 * The roles that SAM creates for functions and state machines, as the translator writes them (aws-sam-translator
 * 1.110.0). Intrinsic functions are not resolved.
 */
enum sg_entry_type { SG_MANAGED_ENTRY, SG_TEMPLATE_ENTRY, SG_DOCUMENT_ENTRY, SG_UNKNOWN_ENTRY };

/* An item of ManagedPolicyArns or Policies of the role. */
struct sg_attached {
    enum sg_entry_type type;
    struct sg_node *node;        /* the item: an ARN, {PolicyName, PolicyDocument}, an intrinsic function */
    const struct sg_node *entry; /* its origin in the template: an entry of Policies, an event, a property */
    const char *because;         /* why SAM adds it ("Tracing"); NULL: it is an entry of Policies */
};

struct sg_attached_list {
    struct sg_attached *items;
    size_t count, capacity;
};

struct sg_role {
    const struct sg_resource *resource; /* the function or state machine that it is for, or itself if `own` */
    const char *id;                     /* the ID of the role: "IngestRole" */
    bool own;                           /* it is a role of the template itself */
    bool conditional;                   /* Role is an Fn::If, and only one branch uses this role */
    const struct sg_node *trust, *path, *boundary; /* path and boundary: or NULL */
    struct sg_attached_list managed, policies;
};

struct sg_roles {
    struct sg_role *items;
    size_t count;
    struct sg_role **own; /* roles of the template itself, by the index of the resource; each is NULL until needed */
};

/*
 * Lists the roles of functions, then of state machines, in the order of the file, without those that have their own
 * role. Returns false after reporting what SAM would refuse.
 */
bool sg_build_roles(const struct sg_template *t, struct sg_roles *roles);

/* Returns the role that SAM creates for the resource, or NULL. */
const struct sg_role *sg_find_role(const struct sg_roles *roles, const char *id);

/*
 * IAM allows 25 managed policies and 10,240 characters of inline policies. Each entry is compared with all earlier
 * ones.
 */
#define SG_ENTRIES_MOST 500

void sg_role_attach(const struct sg_template *t, struct sg_attached_list *list, struct sg_attached item);

#endif
