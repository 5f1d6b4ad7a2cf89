#ifndef SG_CATALOG_ROLE_H
#define SG_CATALOG_ROLE_H

#include "catalog/catalog.h"

/* A type of resources that give roles to a service: a row of templates/roles.yaml. */
struct sg_role_giver {
    const char *type;
    struct sg_strings properties; /* those that hold a role, as paths: "Targets.RoleArn" */
    const char *trust;            /* who assumes the role: a file of places/trust/; NULL: not known */
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

#endif
