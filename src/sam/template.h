#ifndef SG_SAM_TEMPLATE_H
#define SG_SAM_TEMPLATE_H

#include "catalog/catalog.h"
#include "sam/key_index.h"

/*
 * A SAM template as the translator reads it: intrinsics in their long form, Globals merged. Nothing of it is changed
 * after reading; nodes know their places in the file.
 */
struct sg_resource {
    const char *id, *type; /* type: "" when it has none */
    const struct sg_node *key, *body;
    const struct sg_node *properties; /* Globals merged in; NULL: it has none */
};

struct sg_template {
    struct sg_arena *arena;
    const struct sg_source *source;
    struct sg_findings *findings;
    struct sg_catalog *catalog;
    const char *region, *partition;
    const struct sg_node *root, *mappings; /* mappings: NULL when there is no such section */
    struct sg_key_index parameters, conditions;
    struct sg_resource *resources;    /* in the order of the file */
    const struct sg_resource **by_id; /* the same, sorted */
    size_t count;
};

/* CloudFormation takes 500. Each role is looked for in all of them. */
#define SG_RESOURCES_MOST 2000

#define SG_FUNCTION_TYPE "AWS::Serverless::Function"
#define SG_STATE_MACHINE_TYPE "AWS::Serverless::StateMachine"
#define SG_CFN_STATE_MACHINE_TYPE "AWS::StepFunctions::StateMachine" /* CloudFormation's own */

/*
 * Reads YAML or JSON. NULL after reporting what SAM would refuse of the template's structure and Globals.
 * `region` ("us-east-1") is where the template is to be deployed. Everything lives in `a`.
 */
struct sg_template *sg_template_read(struct sg_arena *a, struct sg_catalog *catalog, const struct sg_source *source,
                                     const char *region, struct sg_findings *findings);

/* The same of a tree that was read, with aliases resolved; it becomes the template's, and is changed. */
struct sg_template *sg_template_of(struct sg_arena *a, struct sg_catalog *catalog, const struct sg_source *source,
                                   struct sg_node *root, const char *region, struct sg_findings *findings);

/* The same, as far as it can be read: `*whole` is false when something of it was reported. Never NULL. */
struct sg_template *sg_template_in_part(struct sg_arena *a, struct sg_catalog *catalog, const struct sg_source *source,
                                        struct sg_node *root, const char *region, struct sg_findings *findings,
                                        bool *whole);

/* NULL when the template has no resource of this id. */
const struct sg_resource *sg_find_resource(const struct sg_template *t, const char *id);
bool sg_has_type(const struct sg_resource *resource, const char *type);

/* Where a node stands; of one that we made, where `near` stands. */
struct sg_origin sg_at(const struct sg_template *t, const struct sg_node *node);

#endif
