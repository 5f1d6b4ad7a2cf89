#ifndef SG_PLACE_RESOURCE_POLICY_LIST_INTERNAL_H
#define SG_PLACE_RESOURCE_POLICY_LIST_INTERNAL_H

#include "place/resource_policy_write_internal.h"

/* The policies that a call collects, each once. */
struct sg_policies_written {
    struct sg_scope *scope;
    struct sg_catalog *catalog;
    struct sg_strings names; /* of the callees of the catalog that are no faults */
    struct sg_callee_use *items;
    size_t count, capacity;
    struct sg_strings left; /* actions on what has no policy */
};

struct sg_policies_written sg_place_policies_new(struct sg_scope *scope, struct sg_catalog *catalog);

/* Adds a statement to the policy of a resource, unless it is there; its Sid may get a number. */
void sg_place_add_policy(struct sg_policies_written *c, const struct sg_callee *callee, const struct sg_value *value,
                         const struct sg_statement *statement);

/* The callee of a resource pattern of this kind: the one for what stands behind the kind's ARN comes first. Or NULL. */
const struct sg_callee *sg_place_policy_of(const struct sg_policies_written *c, const struct sg_kind *kind,
                                           const char *action, const char *pattern);

/* Which policy of which resource an ARN is about, or NULL. */
const struct sg_callee *sg_place_policy_of_arn(const struct sg_policies_written *c, const char *action, const char *arn,
                                               struct sg_value *value);

#endif
