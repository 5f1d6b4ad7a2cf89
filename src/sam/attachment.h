#ifndef SG_SAM_ATTACHMENT_H
#define SG_SAM_ATTACHMENT_H

#include "sam/resolve.h"

/* A resource of the template that attaches a policy, and one of its roles. */
struct sg_attachment {
    const char *role; /* its logical ID or its name */
    bool by_id;
    const struct sg_resource *resource;
};

/* Sorted by role. */
struct sg_attachments {
    struct sg_attachment *items;
    size_t count, capacity;
};

/*
 * Returns the AWS::IAM::Policy, ManagedPolicy and RolePolicy resources that attach their PolicyDocument to a role, in the
 * order of the template, with NULL at the end. The first call reads the attachments of all roles.
 */
const struct sg_resource **sg_attached_to(struct sg_resolver *r, const char *id, const char *name);

#endif
