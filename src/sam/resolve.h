#ifndef SG_SAM_RESOLVE_H
#define SG_SAM_RESOLVE_H

#include "sam/template.h"

/*
 * Values as CloudFormation would make them, as far as can be told before deployment: parameters have their Default,
 * resources the names the template gives them. What only AWS could say has an example: the account 123456789012, the
 * stack "stack", a resource without a name its id in small letters, a parameter without a Default "param-NAME".
 */
#define SG_EXAMPLE_ACCOUNT "123456789012"

/* No text that IAM takes is longer; without a limit, names made of each other's names could grow without end. */
#define SG_RESOLVED_MOST 65536

/* Values within values, and work on one template: far beyond what templates need, or names of names never end. */
#define SG_RESOLVE_DEPTH_MOST 400
#define SG_RESOLVE_STEPS_MOST 1000000

struct sg_attachments;

/* A condition that is asked for while it is being decided stands in a circle. */
enum sg_condition_state { SG_CONDITION_UNKNOWN, SG_CONDITION_ASKED, SG_CONDITION_HOLDS, SG_CONDITION_FAILS };

struct sg_known_condition {
    enum sg_condition_state state;
    bool unsure; /* it depends on a value that is not known */
};

/*
 * With `unknown_apart` every parameter, the account, the region, the stack's name, what a condition decides and the names
 * that AWS makes up become texts that nothing but themselves and wildcards match: what is found equal then is equal in every
 * stack.
 */
struct sg_resolver {
    const struct sg_template *template;
    const struct samgen_binding *bindings;
    size_t binding_count;
    bool all_branches;      /* of Fn::If around policies: to show them all, not to decide by one */
    bool unknown_apart;     /* what deploying decides has stand-ins that are like nothing one can write (above) */
    bool symbolic;          /* what is not known is SG_SOME_NAME or SG_SOME_PATH, and nothing is said of it */
    size_t unknown;         /* how many values were not known so far */
    size_t depth, steps;    /* values within values just now, and work so far */
    bool exhausted;         /* one of them was too much, and that is reported */
    struct sg_strings told; /* what was reported already: each once */
    const char **names;     /* physical names found so far, by the resource's place; NULL until needed */
    struct sg_known_condition *conditions; /* the same for conditions */
    struct sg_attachments *attachments;    /* see attachment.h */
};

/*
 * A tree without intrinsics. Fn::If takes the branch of its condition. NULL when the value is AWS::NoValue. What cannot
 * be told gives an empty text and a note. Nodes keep their places.
 */
struct sg_node *sg_resolve(struct sg_resolver *r, const struct sg_node *value);

/* The same for a text in the notation of Fn::Sub: "arn:aws:s3:::${Data}/x". */
const char *sg_resolve_text(struct sg_resolver *r, const struct sg_node *place, const char *text);

/* Counts work, such as items walked. False, after reporting it once, when it is too much. */
bool sg_may_resolve(struct sg_resolver *r, const struct sg_node *place, size_t steps);

/* Whether a condition of the template holds. One that is not there holds. */
bool sg_condition_holds(struct sg_resolver *r, const char *name);

/* The account that the template is taken to be deployed in. */
const char *sg_example_account(const struct sg_resolver *r);

/* The physical name of a resource. */
const char *sg_physical_name(struct sg_resolver *r, const struct sg_resource *resource);

/* What !Ref ("Ref") or !GetAtt gives; NULL: nobody knows before deployment. */
const char *sg_attribute_of(struct sg_resolver *r, const struct sg_resource *resource, const char *attribute);

#endif
