#ifndef SG_SAM_ROLE_H
#define SG_SAM_ROLE_H

#include "sam/template.h"

/*
 * The roles that SAM creates for functions and state machines, as the translator writes them (aws-sam-translator
 * 1.110.0). Intrinsics stay as they are.
 */
enum sg_entry_type { SG_MANAGED_ENTRY, SG_TEMPLATE_ENTRY, SG_DOCUMENT_ENTRY, SG_UNKNOWN_ENTRY };

/* An item of the role's ManagedPolicyArns or Policies. */
struct sg_attached {
    enum sg_entry_type type;
    struct sg_node *node;        /* the item as it stands there: an ARN, {PolicyName, PolicyDocument}, an intrinsic */
    const struct sg_node *entry; /* what of the template it comes from: an entry of Policies, an event, a property */
    const char *because;         /* NULL: an entry of Policies; else why SAM adds it, "Tracing" */
};

struct sg_attached_list {
    struct sg_attached *items;
    size_t count, capacity;
};

struct sg_role {
    const struct sg_resource *resource;            /* the function or state machine */
    const char *id;                                /* of the role: "IngestRole" */
    bool own;                                      /* a role that the template itself has */
    bool conditional;                              /* Role is an Fn::If, and this one is used in one branch of it */
    const struct sg_node *trust, *path, *boundary; /* path and boundary: NULL when none is set */
    struct sg_attached_list managed, policies;
};

struct sg_roles {
    struct sg_role *items;
    size_t count;
};

/*
 * Functions first, then state machines, as in the file; those with a role of their own have none here. False after
 * reporting what SAM would refuse.
 */
bool sg_build_roles(const struct sg_template *t, struct sg_roles *roles);

/* NULL when SAM makes no role for the resource. */
const struct sg_role *sg_find_role(const struct sg_roles *roles, const char *id);

/* IAM lets a role have 25 managed policies and 10,240 characters of others; each entry is compared with all before. */
#define SG_ENTRIES_MOST 500

void sg_attach(const struct sg_template *t, struct sg_attached_list *list, struct sg_attached item);

#endif
