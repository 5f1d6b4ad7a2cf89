#ifndef SG_PLACE_RESOURCE_POLICY_H
#define SG_PLACE_RESOURCE_POLICY_H

#include "catalog/place.h"
#include "value/request.h"

/* Who gets access, and how the policies are written. */
struct sg_policy_access {
    const char *principal; /* its ARN, a text of catalog/text.h; or the name of a service, sqs.amazonaws.com */
    bool service;          /* the principal is a service */
    const char *source;    /* the ARN of the resource that the service acts for, a text; NULL for any */
    const char *account;   /* of the principal; NULL for that of the stack */
    const char *owner;     /* the account of resources whose ARNs have none; NULL if unknown */
    const char *word;      /* a prefix of logical ids, for a template with the policies of several functions; or NULL */
    bool bare;             /* only the statements, as a list */
    bool quiet;            /* no note on whether the policy is needed */
};

/*
 * Reads the principal: the ARN of a role, of a role session or of a user, ${Id} of a role, the id of a function or
 * state machine (for its role), an account of twelve digits, or a service. Fills `principal`, `account` and `service`;
 * false after reporting.
 */
bool sg_place_read_principal(struct sg_scope *scope, struct sg_catalog *catalog, struct sg_origin origin,
                             const char *given, struct sg_policy_access *access);

/*
 * Reads the ARN of the resource that the service acts for. False after reporting, also if the principal is not a
 * service.
 */
bool sg_place_read_source(struct sg_scope *scope, struct sg_catalog *catalog, struct sg_origin origin,
                          const char *given, struct sg_policy_access *access);

/*
 * The policies of the resources that the grants name, which let the principal in: {Id: resource, ...}, or a list of
 * statements. NULL after reporting, also if none of the resources can have a policy.
 */
struct sg_node *sg_place_resource_policy(struct sg_scope *scope, struct sg_catalog *catalog, const struct sg_use *uses,
                                         size_t count, const struct sg_policy_access *access);

/* The same for resources whose ARNs name an account: {account: {Id: resource, ...}, ...}, possibly empty. */
struct sg_node *sg_place_resource_policy_elsewhere(struct sg_scope *scope, struct sg_catalog *catalog,
                                                   const struct sg_use *uses, size_t count,
                                                   const struct sg_policy_access *access);

/*
 * The same for a denied action on the ARN of a resource. NULL, without reporting, if the catalog has no policy for such
 * a resource.
 */
struct sg_node *sg_place_resource_policy_for(struct sg_scope *scope, struct sg_catalog *catalog, const char *resource,
                                             const char *action, const struct sg_policy_access *access);

#endif
