#ifndef SG_SAM_CONNECTOR_INTERNAL_H
#define SG_SAM_CONNECTOR_INTERNAL_H

#include "sam/template.h"

/* The resources AWS::IAM::ManagedPolicy that SAM makes of connectors. Their key is that of the connector. */
struct sg_connector_policies {
    struct sg_resource *items;
    size_t count, capacity;
    bool unread; /* an end of a connector is made by SAM, so its policy is not known */
    bool apart;  /* a connector makes permissions of functions, or policies of queues and topics */
};

/*
 * Reads the resources AWS::Serverless::Connector and the connectors inside other resources, as the translator does
 * (aws-sam-translator 1.110.0, model/sam_resources.py, SamConnector). Permissions of functions and policies of queues
 * and topics do not belong to roles, so they are only checked. Returns false after reporting what SAM would refuse.
 */
bool sg_read_connectors(const struct sg_template *t, struct sg_connector_policies *policies);

#endif
