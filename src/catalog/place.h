#ifndef SG_CATALOG_PLACE_H
#define SG_CATALOG_PLACE_H

#include "catalog/catalog.h"

/*
 * The contents of templates/places/: the places of permissions other than the Policies of a role. templates/README.md
 * explains each key. What has options has them as a grant, whose name is that of the file.
 */
enum sg_place_type { SG_INVOKE, SG_TRUST, SG_POLICY };

/* A property of a resource, written when each of `when` is given, none of `unless`, and every option in its value. */
struct sg_property_row {
    const char *name, *value;
    struct sg_strings when, unless;
    bool list;         /* the property is a list, with this as its item */
    bool no_reference; /* the resource in it waits for the permission: a reference to it would close a circle */
};

struct sg_property_rows {
    struct sg_property_row *items;
    size_t count;
};

/* An AWS::Lambda::Permission. */
struct sg_permission_row {
    const char *action; /* NULL: lambda:InvokeFunction */
    const char *principal;
    const char *word; /* in the logical id, where a source has several */
    struct sg_property_rows properties;
};

/* invoke/: who invokes functions. */
struct sg_invoker {
    struct sg_grant grant;
    struct sg_kinds kinds;    /* that only its options name */
    const char *word;         /* in logical ids: "S3" */
    struct sg_strings also;   /* other names that people give it */
    const char *instead;      /* when there is nothing to write: the place where it belongs */
    struct sg_caller *caller; /* for lint, or NULL; see catalog/caller.h */
    struct {
        struct sg_permission_row *items;
        size_t count;
    } permissions;
};

/* trust/: services that assume roles. A condition is written when every option in its values is given. */
struct sg_truster {
    struct sg_grant grant;
    struct sg_kinds kinds;
    const char *principal;
    struct {
        struct sg_condition *items;
        size_t count;
    } conditions;
};

/* policy/: what the policy of a kind of resource looks like. */
struct sg_policy_row {
    const char *name, *title, *kind_name;
    struct sg_kinds kinds;
    struct sg_strings services;   /* of the actions that the policy is about */
    const char *form;             /* document, statement, permission, inside or text */
    const char *type, *document;  /* of the CloudFormation resource, and the property that holds the policy */
    const char *holds, *relative; /* see struct sg_holder */
    const char *resource; /* what Resource says for the whole of it, when that is not its ARN; "none": there is none */
    const char *behind;   /* the text after the kind's ARN in the ARNs it is about: "/stream/" */
    const char *cut;      /* the character at which the name ends in longer ARNs */
    bool services_send;   /* see struct sg_holder */
    bool no_resource;     /* statements may leave out Resource */
    bool needed;          /* in the same account too */
    bool any_source;      /* it is not known that services send what they act for */
    bool by_account;      /* lets in whole accounts only */
    struct sg_strings roles_only; /* condition keys that requests of services do not have */
    struct sg_strings notes;
    struct sg_property_rows properties; /* of {name}, {arn} and {url} */
    struct sg_statements always;        /* what the policy has to keep */
    const struct sg_kind *kind;         /* found after loading */
};

/*
 * Each returns NULL when the file does not exist or is faulty: only faults are reported. The catalog owns the result.
 */
const struct sg_invoker *sg_find_invoker(struct sg_catalog *c, const char *name, struct sg_findings *f);
const struct sg_truster *sg_find_truster(struct sg_catalog *c, const char *name, struct sg_findings *f);
const struct sg_policy_row *sg_find_policy_row(struct sg_catalog *c, const char *name, struct sg_findings *f);

/* The options of an invoker or truster. */
const struct sg_grant *sg_place_options(struct sg_catalog *c, enum sg_place_type place, const char *name,
                                        struct sg_findings *f);

/* Sorted. */
void sg_place_names(struct sg_catalog *c, enum sg_place_type place, struct sg_strings *names);

/* One with this service principal ("s3.amazonaws.com"), that of the service's name or else the first; or NULL. */
const struct sg_invoker *sg_invoker_of(struct sg_catalog *c, const char *principal, struct sg_findings *f);
const struct sg_truster *sg_truster_of(struct sg_catalog *c, const char *principal, struct sg_findings *f);

/* Kinds that only the options of places name; one of them, or NULL. */
const struct sg_kinds *sg_place_kinds(struct sg_catalog *c, struct sg_findings *f);
const struct sg_kind *sg_find_place_kind(struct sg_catalog *c, const char *name, struct sg_findings *f);

#endif
