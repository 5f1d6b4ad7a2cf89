#ifndef SG_CATALOG_ROLE_H
#define SG_CATALOG_ROLE_H

#include "catalog/catalog.h"

/* A type of resources that give roles to a service: a row of templates/roles.yaml. */
struct sg_role_giver {
    const char *type;
    struct sg_strings properties; /* those that hold a role, as paths: "Targets.RoleArn" */
    const char *trust;            /* who assumes these roles: a file of places/trust/; NULL: not known */
    struct sg_strings others;     /* properties that hold a role which another service assumes */
    bool one;                     /* a function or state machine: it runs with one role, which says what it may do */
};

struct sg_role_givers {
    struct {
        struct sg_role_giver *items;
        size_t count;
    } roles;
};

/* All of them, sorted by type, the user's first. Made once a catalog. NULL after reporting a faulty file. */
const struct sg_role_givers *sg_role_givers(struct sg_catalog *c, struct sg_findings *f);

/* NULL: resources of this type give no role to a service. */
const struct sg_role_giver *sg_role_giver_of(const struct sg_role_givers *all, const char *type);

/* What connectors of SAM know of the resources of a type: a row of templates/connectors.yaml. */
struct sg_connected_type {
    const char *type;
    const char *sam;  /* SAM's type that becomes such a resource, or NULL */
    const char *role; /* the property with its role; NULL: it has none */
    const char *targets,
        *target;            /* of a rule: the list whose items have `role`, each for the resource `target`; or NULL */
    const char *arn, *name; /* the attributes that return them, or "Ref"; name: or NULL */
};

/* A statement that a connector grants; resources can have %{Source.Arn}, %{Destination.Arn} and %{Destination.Name}. */
struct sg_connector_statement {
    struct sg_strings actions, resources;
};

struct sg_connector_access {
    const char *name; /* in Permissions: "Read" */
    struct {
        struct sg_connector_statement *items;
        size_t count;
    } statements;
};

/* What a connector from one type to another grants. */
struct sg_connector_row {
    const char *source, *destination;
    const char
        *attached_to; /* whose role gets the policy: "source" or "destination"; NULL: it is not a policy of a role */
    struct sg_strings together; /* the only sets of permissions that SAM accepts, "Read and Write"; empty: any */
    struct {
        struct sg_connector_access *items;
        size_t count;
    } permissions;
};

struct sg_connector_data {
    struct {
        struct sg_connected_type *items;
        size_t count;
    } resources;
    struct {
        struct sg_connector_row *items;
        size_t count;
    } connectors;
};

/* NULL after reporting a faulty file. */
const struct sg_connector_data *sg_connector_data(struct sg_catalog *c, struct sg_findings *f);

/* The row of a type of CloudFormation or SAM, or NULL. */
const struct sg_connected_type *sg_connected_type(const struct sg_connector_data *data, const char *type);

/* The row of a connector between two types of CloudFormation, or NULL. */
const struct sg_connector_row *sg_connector_between(const struct sg_connector_data *data, const char *source,
                                                    const char *destination);

#endif
