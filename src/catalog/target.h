#ifndef SG_CATALOG_TARGET_H
#define SG_CATALOG_TARGET_H

#include "catalog/catalog.h"

/* A type of resource that grants are suggested for. */
struct sg_target {
    const char *type;           /* "AWS::SQS::Queue" */
    const struct sg_kind *kind; /* has noun and suggest */
    const char *service;        /* in its ARN: "sqs" */
    const char *attribute;      /* gives its ARN: "Arn", or "Ref" */
    const char *grants;         /* "sqs-send or sqs-consume" */
};

struct sg_targets {
    const struct sg_target *items; /* sorted by type */
    size_t count;
    const struct sg_stand_in *stand_ins; /* of all kinds */
    size_t stand_in_count;
};

/* Of all kinds. Made once a catalog. NULL after reporting a faulty file. */
const struct sg_targets *sg_targets(struct sg_catalog *c, struct sg_findings *f);

/* NULL: nothing is suggested for resources of this type. */
const struct sg_target *sg_target_of(const struct sg_targets *all, const char *type);

/* NULL: resources of this type represent nothing else. */
const struct sg_stand_in *sg_stand_in_of(const struct sg_targets *all, const char *type);

/* The attribute of such resources that is their ARN, or NULL. */
const char *sg_arn_attribute(const struct sg_kind *kind);

/* The service in an ARN or its form: "sqs" of "arn:{partition}:sqs:{region}:{account}:{name}". NULL: it has none. */
const char *sg_arn_service(struct sg_arena *a, const char *arn);

/*
 * The replica that is in the region of the stack: the only one, or that whose region is AWS::Region. NULL: there are
 * none, or which one it is depends on the region. Intrinsics can be in short or long form.
 */
const struct sg_node *sg_own_replica(const struct sg_kind *kind, const struct sg_node *properties);

/* What actions on encrypted resources need on the key: the `encryption` of all service files. NULL after reporting. */
struct sg_key_uses {
    const struct sg_encryption_row *items;
    size_t count;
};
const struct sg_key_uses *sg_key_uses(struct sg_catalog *c, struct sg_findings *f);

/* Fills in which actions on the key a grant needs, where its kms does not say so. */
bool sg_fill_key_actions(struct sg_catalog *c, const struct sg_service *service, struct sg_grant *grant,
                         struct sg_findings *f);

#endif
