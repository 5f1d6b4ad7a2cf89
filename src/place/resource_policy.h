#ifndef SG_PLACE_RESOURCE_POLICY_H
#define SG_PLACE_RESOURCE_POLICY_H

#include "catalog/place.h"
#include "catalog/request.h"

/* Who is let in, and how it is written down. */
struct sg_callee_access {
    const char *principal; /* the ARN, a text as in catalog/text.h; of a service its name, sqs.amazonaws.com */
    bool service;
    const char *source;  /* of a service: the ARN, a text, of the resource it acts for; NULL: any */
    const char *account; /* of the principal; NULL: the stack's */
    const char *owner;   /* the account of the resources, where their ARNs do not tell; NULL: not known */
    const char *word;    /* before the logical ids, in a template that gets policies from several; NULL: none */
    bool bare;           /* the statements alone, as a list */
    bool quiet;          /* does not say whether it is needed */
};

/*
 * Reads who it is: the ARN of a role, of a session of one or of a user, ${Id} of a role, the id of a function or state
 * machine, whose role it is then, an account of twelve digits, or a service. Fills `principal`, `account` and `service`;
 * false after reporting.
 */
bool sg_place_read_principal(struct sg_scope *scope, struct sg_catalog *catalog, struct sg_origin origin,
                             const char *given, struct sg_callee_access *access);

/* Reads the ARN that a service acts for, when the principal is one. False after reporting. */
bool sg_place_read_source(struct sg_scope *scope, struct sg_catalog *catalog, struct sg_origin origin,
                          const char *given, struct sg_callee_access *access);

/*
 * The other side of grants: the policies of the resources that they are about. {Id: resource, ...}, or a list of
 * statements. NULL after reporting; also when none of the resources can have a policy.
 */
struct sg_node *sg_place_resource_policy(struct sg_scope *scope, struct sg_catalog *catalog, const struct sg_use *uses,
                                         size_t count, const struct sg_callee_access *access);

/* The same for the values whose ARNs name an account: {account: {Id: resource, ...}, ...}, perhaps empty. */
struct sg_node *sg_place_resource_policy_elsewhere(struct sg_scope *scope, struct sg_catalog *catalog,
                                                   const struct sg_use *uses, size_t count,
                                                   const struct sg_callee_access *access);

/*
 * The same from what a denial tells: an action on the ARN of a resource. NULL, without reporting, when the catalog has no
 * policy for such a resource.
 */
struct sg_node *sg_place_resource_policy_for(struct sg_scope *scope, struct sg_catalog *catalog, const char *resource,
                                             const char *action, const struct sg_callee_access *access);

#endif
