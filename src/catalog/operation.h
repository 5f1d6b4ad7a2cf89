#ifndef SG_CATALOG_OPERATION_H
#define SG_CATALOG_OPERATION_H

#include "catalog/action.h"

/* Operations of AWS's APIs, as SDKs and logs name them, and the IAM actions that they need. */

/* One API, for which the SDKs have a client. */
struct sg_client {
    const char *name;        /* in boto3 and the AWS CLI: "stepfunctions" */
    const char *prefix;      /* of its actions: "states" */
    struct sg_strings names; /* others, of the SDKs for JavaScript and of its endpoint: "StepFunctions", "sfn" */
};

struct sg_clients {
    const char *source; /* "aws-sdk 2.1693.0" */
    struct sg_client *items;
    size_t count, operations;
};

/* All clients, sorted by name. Made once a catalog. NULL after reporting a faulty file. */
const struct sg_clients *sg_clients(struct sg_catalog *c, struct sg_findings *f);

/*
 * The client of any of its names ("sfn", "SFNClient", "@aws-sdk/client-sfn", "Step Functions"), or the first one of an
 * IAM prefix or event source ("states.amazonaws.com"); or NULL.
 */
const struct sg_client *sg_find_client(struct sg_catalog *c, const char *name, struct sg_findings *f);

/* What a parameter names: a placeholder of the ARNs of the action, or "*", an ARN as it is. */
struct sg_operation_parameter {
    const char *name;        /* "QueueUrl"; a path in "Entries[].EventBusName"; the keys of a map in "RequestItems{}" */
    const char *placeholder; /* "QueueName" */
};

struct sg_operation_parameters {
    struct sg_operation_parameter *items;
    size_t count;
};

struct sg_operation {
    const struct sg_client *client; /* NULL: only the prefix is known */
    const char *name;               /* "HeadObject" */
    struct sg_strings actions;      /* "s3:GetObject"; none where that is not known, or none is needed */
    bool one_of;                    /* which of the actions it needs depends on the request */
    bool free;                      /* it needs no permission */
    struct sg_operation_parameters own,
        usual; /* of this operation, of all of the client; more are named as the placeholder */
};

/*
 * The operation of a service (as in sg_find_client), in any spelling: "HeadObject", "head_object", "HeadObjectCommand",
 * "CreateFunction20150331" as in CloudTrail. False when none is known.
 */
bool sg_find_operation(struct sg_arena *a, struct sg_catalog *c, const char *service, const char *name,
                       struct sg_operation *found, struct sg_findings *f);

/* The operations of all services that have this name, for texts that do not name the service. */
void sg_operations_named(struct sg_arena *a, struct sg_catalog *c, const char *name, struct sg_operation **found,
                         size_t *count, struct sg_findings *f);

/* The operation that a waiter calls: "HeadObject" for "object_exists" of S3; or NULL. */
const char *sg_waiter_operation(struct sg_catalog *c, const struct sg_client *client, const char *waiter,
                                struct sg_findings *f);

/*
 * The placeholder in the ARNs of an operation's actions that a parameter gives; NULL when it names no resource of them.
 */
const char *sg_parameter_placeholder(struct sg_catalog *c, const struct sg_operation *operation, const char *parameter,
                                     struct sg_findings *f);

#endif
