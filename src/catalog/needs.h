#ifndef SG_CATALOG_NEEDS_H
#define SG_CATALOG_NEEDS_H

#include "catalog/catalog.h"

/* Needs of actions and services other than a permission on the resource itself: templates/needs.yaml. */

/* An action that sometimes has no resource, although the reference lists types of resources for it. */
struct sg_without_arn {
    const char *action, *because, *source;
};

/* An action that passes a role to a service, for which the caller needs iam:PassRole. */
struct sg_passing {
    const char *action, *service, *source;
    bool always; /* otherwise the role may be left out */
    bool seldom; /* most calls leave it out */
};

/* A property that gives a role to a service, and what the service then does with it. */
struct sg_service_role {
    const char *type;
    const char *at;   /* path to the map with the property; NULL: the properties of the resource */
    const char *role; /* the property */
    struct sg_strings actions;
    const char *source;
};

/* An action that needs no permission of IAM. */
struct sg_without_permission {
    const char *action, *source;
};

/* Actions that are needed for other reasons than a call in the code. */
struct sg_beside_code {
    struct sg_strings actions;    /* patterns */
    struct sg_strings properties; /* only for functions with one of these, also in an event; none: for all */
    struct sg_strings events;     /* only for functions with an event of one of these types; none: for all */
    struct sg_strings calls;      /* only where the code needs one of these actions; none: always */
    const char *because, *source;
};

struct sg_needs {
    struct {
        struct sg_without_permission *items;
        size_t count;
    } without_permission;
    struct {
        struct sg_without_arn *items;
        size_t count;
    } without_arn;
    struct {
        struct sg_passing *items;
        size_t count;
    } passing;
    struct {
        struct sg_service_role *items;
        size_t count;
    } service_roles;
    struct {
        struct sg_beside_code *items;
        size_t count;
    } beside_code;
};

/* NULL after reporting a faulty file. */
const struct sg_needs *sg_catalog_needs(struct sg_catalog *c, struct sg_findings *f);

#endif
