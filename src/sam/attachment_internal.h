#ifndef SG_SAM_ATTACHMENT_INTERNAL_H
#define SG_SAM_ATTACHMENT_INTERNAL_H

#include "sam/resolve.h"

/* A resource of the template that attaches a policy, and one role that it says to attach it to. */
struct sg_attachment {
    const char *role; /* its id, or its name */
    bool by_id;
    const struct sg_resource *resource;
};

/* Sorted. */
struct sg_attachments {
    struct sg_attachment *items;
    size_t count, capacity;
};

/*
 * The AWS::IAM::Policy, ManagedPolicy and RolePolicy resources that attach their PolicyDocument to a role, in the order of
 * the template, with NULL at the end. All are read when one is first asked for, so that many roles cost no more.
 */
const struct sg_resource **sg_attached_to(struct sg_resolver *r, const char *id, const char *name);

#endif
