#ifndef SG_SAM_TEMPLATE_H
#define SG_SAM_TEMPLATE_H

#include "base/set.h"
#include "catalog/catalog.h"
#include "catalog/role.h"
#include "sam/key_index.h"

/*
 * A SAM template as the translator reads it: intrinsic functions in long form, Globals merged. It does not change after
 * reading; nodes know their positions in the file.
 */
struct sg_resource {
    const char *id, *type; /* type: or "" */
    size_t type_length;    /* 0: not counted */
    const struct sg_node *key, *body;
    const struct sg_node *properties; /* with Globals merged, or NULL */
};

/* An Fn::ForEach of the template. What it makes is part of the tree in its place. */
struct sg_loop {
    const struct sg_node *key; /* "Fn::ForEach::Topics", followed by its list */
    const char *parameter;     /* its collection is the Default of this parameter; or NULL */
    const char *unread;        /* why it makes nothing here; NULL: it was read */
};

struct sg_template {
    struct sg_arena *arena;
    const struct sg_source *source;
    struct sg_findings *findings;
    struct sg_catalog *catalog;
    const char *region, *partition;
    const struct sg_node *root, *mappings; /* mappings: or NULL */
    struct sg_key_index parameters, conditions;
    struct sg_resource *resources; /* in the order of the file */
    size_t count;
    struct sg_map by_id;                 /* the same */
    const struct sg_role_giver **givers; /* of the type of each, as far as they were looked for */
    struct sg_loop *loops;               /* in the order of the file */
    size_t loop_count;
};

/* CloudFormation allows 500. Each role is searched in all of them. */
#define SG_RESOURCES_MOST 2000

#define SG_FUNCTION_TYPE "AWS::Serverless::Function"
#define SG_STATE_MACHINE_TYPE "AWS::Serverless::StateMachine"
#define SG_ROLE_TYPE "AWS::IAM::Role"
#define SG_CFN_STATE_MACHINE_TYPE "AWS::StepFunctions::StateMachine" /* of CloudFormation */

/*
 * Reads YAML or JSON for deployment in `region` ("us-east-1"). Returns NULL after reporting what SAM would refuse in
 * the structure of the template and in Globals.
 */
struct sg_template *sg_template_read(struct sg_arena *a, struct sg_catalog *catalog, const struct sg_source *source,
                                     const char *region, struct sg_findings *findings);

/* The same from a tree with aliases resolved, which is changed. */
struct sg_template *sg_template_of(struct sg_arena *a, struct sg_catalog *catalog, const struct sg_source *source,
                                   struct sg_node *root, const char *region, struct sg_findings *findings);

/* The same, but never returns NULL: `*whole` is false after an error, and the template is incomplete. */
struct sg_template *sg_template_in_part(struct sg_arena *a, struct sg_catalog *catalog, const struct sg_source *source,
                                        struct sg_node *root, const char *region, struct sg_findings *findings,
                                        bool *whole);

/* Returns the resource of this ID, or NULL. */
const struct sg_resource *sg_find_resource(const struct sg_template *t, const char *id);
/* Returns the loop that contains this byte of the file, whose text is part of several resources; or NULL. */
const struct sg_loop *sg_loop_at(const struct sg_template *t, size_t offset);
/* Returns whether it is a resource of this type. */
static inline bool sg_has_type(const struct sg_resource *resource, const char *type)
{
    size_t length = resource->type_length; /* most types differ in it, and compilers know that of a literal */
    return (!length || length == strlen(type)) && strcmp(resource->type, type) == 0;
}

/* Returns the node's position in the source, for findings. */
struct sg_origin sg_at(const struct sg_template *t, const struct sg_node *node);

#endif
