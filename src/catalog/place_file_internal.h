#ifndef SG_CATALOG_PLACE_FILE_INTERNAL_H
#define SG_CATALOG_PLACE_FILE_INTERNAL_H

#include "catalog/catalog_internal.h"
#include "catalog/place.h"

/* places/invoke.yaml: the options of every invoker, which function above all. */
struct sg_common {
    struct sg_grant grant;
    struct sg_invoker *other; /* what invokes as a service that has no file, or NULL; its principal is any */
};

/* The file of a place, or the item of a service's file, as it was read. NULL: there is none, or it is faulty. */
const void *sg_load_place(struct sg_catalog *c, enum sg_place_type place, const char *name, struct sg_findings *f);

/*
 * Checks that the shapes of files under places/ cannot express. Each returns false after reporting; options are bound
 * before.
 */
bool sg_check_invoker_file(struct sg_catalog *c, const struct sg_invoker *invoker, const struct sg_grant *common,
                           struct sg_findings *f);
bool sg_check_truster_file(struct sg_catalog *c, const struct sg_truster *truster, struct sg_findings *f);
bool sg_check_policy_file(const struct sg_policy_row *row, struct sg_findings *f);

#endif
