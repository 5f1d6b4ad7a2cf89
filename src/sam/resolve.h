#ifndef SG_SAM_RESOLVE_H
#define SG_SAM_RESOLVE_H

#include "base/set.h"
#include "sam/template.h"

/*
 * Computes values as CloudFormation does, as far as they are known before deployment: parameters have their Default,
 * and resources the names that the template gives them. Values that only AWS knows have examples: the account
 * 123456789012, the stack "stack", the ID in small letters for a resource without a name, "param-NAME" for a parameter
 * without a Default.
 */
#define SG_EXAMPLE_ACCOUNT "123456789012"

/* IAM accepts no longer text. Without a limit, names that contain other names could grow without end. */
#define SG_RESOLVED_MOST 65536

/* Nesting of values, and work on one template: far more than real templates need. */
#define SG_RESOLVE_DEPTH_MOST 400
#define SG_RESOLVE_STEPS_MOST 1000000

struct sg_attachments;
struct sg_resolved_values;

/* A condition that is needed while it is being decided refers to itself. */
enum sg_condition_state { SG_CONDITION_UNKNOWN, SG_CONDITION_ASKED, SG_CONDITION_HOLDS, SG_CONDITION_FAILS };

struct sg_known_condition {
    enum sg_condition_state state;
    bool unsure; /* it depends on an unknown value */
};

/*
 * With `unknown_apart`, all values that deployment decides become unique texts that match only themselves and
 * wildcards: parameters, the account, the region, the name of the stack, the result of conditions, and names that AWS
 * generates. Values that are then equal are equal in every stack.
 */
struct sg_resolver {
    const struct sg_template *template;
    const struct samgen_binding *bindings;
    size_t binding_count;
    bool all_branches;    /* read both branches of an Fn::If around policies: to show them, not to decide */
    bool documents_alone; /* sg_read_granted need not check documents, nor read their statements */
    bool unknown_apart;   /* see above */
    const struct sg_strings *holding,
        *failing;           /* with unknown_apart: conditions that are taken for true and false; or NULL */
    bool symbolic;          /* unknown values are SG_SOME_NAME or SG_SOME_PATH and are not reported */
    size_t unknown;         /* the unknown values so far */
    size_t depth, steps;    /* the current nesting, and the work so far */
    bool exhausted;         /* one of them exceeded its limit, which is reported */
    struct sg_strings told; /* what is reported already */
    const char **names;     /* physical names by the index of the resource; NULL until needed */
    struct sg_known_condition *conditions; /* the same for conditions */
    struct sg_map *values;                 /* of resources and attributes by name, see lookup.c; NULL until needed */
    struct sg_map *named;                  /* policies by ARN, see granted.c; NULL until needed */
    size_t naming;                         /* physical names that are being found */
    struct sg_attachments *attachments;    /* see attachment.h */
    bool again;                            /* the same values are asked for again and again, so they are kept in: */
    struct sg_resolved_values *resolved;   /* see resolved_internal.h; NULL until needed */
};

/*
 * Returns the value without intrinsic functions, or NULL when it is AWS::NoValue. Fn::If becomes one branch. An unknown
 * value becomes an empty text and is reported as a note. Nodes keep their positions; parts that do not change are
 * shared.
 */
const struct sg_node *sg_resolve(struct sg_resolver *r, const struct sg_node *value);

/* The same for a text in the notation of Fn::Sub: "arn:aws:s3:::${Data}/x". `at` is its position. */
const char *sg_resolve_text(struct sg_resolver *r, const struct sg_node *at, const char *text);

/* What is wrong with an attribute in ${Id.Attribute}, because the type of the resource lacks it; or NULL. */
const char *sg_text_fault(const struct sg_resolver *r, const char *text);

/* Counts work, such as items. Returns false when it is too much, which is reported once. */
bool sg_may_resolve(struct sg_resolver *r, const struct sg_node *at, size_t steps);

/* Returns whether a condition of the template is true. A missing one is assumed to be true. */
bool sg_condition_holds(struct sg_resolver *r, const char *name);

/* Returns the account in which the template is assumed to be deployed. */
const char *sg_example_account(const struct sg_resolver *r);

/* Returns the physical name of a resource, or an example of it. */
const char *sg_physical_name(struct sg_resolver *r, const struct sg_resource *resource);

/* Returns the value of !Ref ("Ref") or !GetAtt, or NULL when it is unknown before deployment. */
const char *sg_attribute_of(struct sg_resolver *r, const struct sg_resource *resource, const char *attribute);

#endif
