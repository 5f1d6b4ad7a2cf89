#ifndef SG_SAM_ATTACHMENT_H
#define SG_SAM_ATTACHMENT_H

#include "sam/resolve.h"

/* A resource of the template that attaches a policy, and one of its roles. */
struct sg_attachment {
    const char *role; /* its logical ID or its name */
    bool by_id;
    size_t number; /* of the resource, in the order of reading */
    const struct sg_resource *resource;
};

/* Sorted by role. */
struct sg_attachments {
    struct sg_attachment *items;
    size_t count, capacity;
    size_t resources;      /* that are read */
    bool unread_connector; /* the policy of a connector is not known, because SAM makes one of its ends */
    bool connected_apart;  /* a connector makes permissions of functions, or policies of queues and topics */
};

/* All of the template. The first call reads them. */
const struct sg_attachments *sg_attachments_of(struct sg_resolver *r);

/*
 * Returns the AWS::IAM::Policy, ManagedPolicy and RolePolicy resources that attach their PolicyDocument to a role, in
 * the order of the template, then the policies that SAM makes of connectors, whose key is that of the connector; with
 * NULL at the end. The first call reads the attachments of all roles.
 */
const struct sg_resource **sg_attached_to(struct sg_resolver *r, const char *id, const char *name);

#endif
