#ifndef SG_CATALOG_CATALOG_H
#define SG_CATALOG_CATALOG_H

#include "base/list.h"
#include "yaml/tree.h"

/*
 * The contents of templates/ as structs; templates/README.md explains each key. Fields that a file leaves out are zero.
 * Everything lives in the catalog's arena and is never changed after loading.
 * The built-in files are tables (table_internal.h), made at build time. Only the files of a user's catalog are parsed.
 * How to add a kind of file: shape_internal.h.
 */

/* Another ARN form of a kind's resources, e.g. the executions of a state machine. */
struct sg_arn_form {
    const char *name, *arn;
    const char *title;          /* what a value of this form is: "an access point" */
    const char *note;           /* what to say of such a value, or NULL */
    const char *shape;          /* an extended regular expression that its literal names match, or NULL */
    const char *inside;         /* the text between the ARN and what it contains: "/object" before "/KEY"; or NULL */
    const char *option;         /* the option for values of this form that nobody can see, or NULL */
    const char *via;            /* the service that uses keys for it, where that is another one */
    const char *dead;           /* why a policy with an ARN of this form matches nothing; NULL: it may match */
    const char *with, *without; /* a literal name with this text, or without it, is of this form; or NULL */
    bool apart;                 /* needs are for values of this form only where they name it */
    bool input;                 /* an ARN of this form is a value */
    bool tell;                  /* a value that nobody can see is not of this form, and a note says so */
    bool maybe;                 /* a value that nobody can see before the deployment may be of this form too */
    struct sg_strings prefixes; /* of names; '?' is one character */
    struct sg_strings is;       /* whole values of this form */
};

/* What !Ref ("Ref") or !GetAtt of a resource returns: "name", "arn" or "url". */
struct sg_yield {
    const char *attribute, *gives;
    const char *separator; /* when the value is one part of it */
    const char *pattern;   /* its pattern, when it is not a name, ARN or URL of the kind */
    unsigned index;
};

/* An attribute of other resources that gives a value of a kind, e.g. the ARN of a function with its alias. */
struct sg_other_yield {
    struct sg_strings types;
    const char *attribute, *gives; /* gives: as in a yield, or "qualifier" */
    const char *separator;
    const char *property; /* of the resource, with its explicit name; or NULL */
    const char *names;    /* the property that names whose version or alias it is; or NULL */
    const char *form;     /* of the value, and ${Id} of such a resource is the value; NULL: only the attribute is */
    unsigned index;
    bool sam;             /* SAM makes the resource: !Ref Id.Attribute */
    const char *made_for; /* the property without which SAM does not make it; or NULL: it always does */
};

/* How Lambda reads a queue or stream. */
struct sg_polled {
    const char *action;           /* "sqs:ReceiveMessage" */
    const char *event, *property; /* the event of SAM, and its property that names what is read: "SQS", "Queue" */
};

/* One resource in several regions: the list with what differs, and in its items the property with the region. */
struct sg_replicas {
    const char *list, *region;
};

/* A resource that represents another one. */
struct sg_stand_in {
    const char *type;    /* "AWS::Lambda::Alias" */
    const char *names;   /* the property that names the other one */
    const char *returns; /* what !Ref of it returns, in words */
};

/* Names that a kind does not have: what matches `like` ('*' is any text) and `shape`, a regular expression or NULL. */
struct sg_refusal {
    const char *like, *shape, *say;
};

struct sg_kind {
    const char *name, *title, *value, *property, *arn, *suffix, *drop, *characters, *first, *last, *hint, *example;
    const char *shape;         /* an extended regular expression that a literal name matches */
    const char *form;          /* what `shape` asks for, in words: "it must be FORM" */
    const char *usual;         /* one that most literal names match */
    const char *unusual;       /* what to say of a name that does not */
    const char *wildcards;     /* how to mean a '*' or '?', which is literal in its values; or NULL */
    const char *trim;          /* what a name may end in without meaning anything else, or NULL */
    const char *widens;        /* what to say when {id} in a route becomes a wildcard, or NULL */
    const char *braces;        /* why "{id}" in its ARN matches nothing, or NULL */
    const char *ending;        /* what people leave out at the end of a value (".amazonaws.com"), or NULL */
    const char *path_option;   /* the option to suggest for the part after '/' (my-bucket/incoming: prefix) */
    const char *receives;      /* the action of what sends to it: "sqs:SendMessage" */
    const char *sent_as;       /* what SAM calls it as a destination: "SQS" */
    const char *noun;          /* what a sentence calls it: "queue" */
    const char *key;           /* the property that names the key which encrypts it, a path */
    struct sg_strings suggest; /* grants for who is to use it, the usual first */
    struct {
        struct sg_stand_in *items;
        size_t count;
    } stand_ins;
    struct sg_polled *polled;     /* Lambda reads it with the role of the function; or NULL */
    struct sg_replicas *replicas; /* each of which can have a key; or NULL */
    bool numbered, handed_on; /* versions have numbers, after the name in the ARN; a machine often only hands it on */
    unsigned least, most;
    struct sg_strings types, urls, forbidden, choices;
    const char *region_ends;    /* the name begins with its region, which ends at this character; or NULL */
    const char *old_characters; /* of names that were legal once, or NULL */
    struct sg_strings in_arns;  /* ARNs of other things, in which {name} is such a name */
    struct {
        struct sg_refusal *items;
        size_t count;
    } refused;
    struct {
        struct sg_arn_form *items;
        size_t count;
    } others;
    struct {
        struct sg_yield *items;
        size_t count;
    } yields;
    struct {
        struct sg_other_yield *items;
        size_t count;
    } from_others;
};

struct sg_option {
    const char *name, *kind_name, *title, *initial;
    struct sg_strings words;   /* what people write for its name */
    struct sg_strings refuses; /* forms of the kind that make no sense here */
    bool required, repeats, positional;
    const struct sg_kind *kind; /* found by name after loading */
};

struct sg_kinds {
    struct sg_kind *items;
    size_t count;
};

struct sg_kinds_of_type {
    const struct sg_kind **items;
    size_t count, capacity;
};

struct sg_condition {
    const char *name, *key; /* name: of the operator, "StringLike" */
    struct sg_strings values;
};

/* One IAM statement, in a need, a SAM policy template or a managed policy. Texts may hold placeholders. */
struct sg_statement {
    const char *sid, *effect;
    const char *note;               /* of a need: what to say when it is written */
    const char *unverified;         /* of a need: what no document of AWS says about it, or NULL */
    struct sg_strings when, unless; /* of a need */
    struct sg_strings inline_only;  /* of a need: further actions, which only its inline form has */
    struct sg_strings actions, not_actions, resources, not_resources;
    struct {
        struct sg_condition *items;
        size_t count;
    } conditions;
    const struct sg_template_key *found;   /* of a need: the key of the template that it is for; NULL: another need */
    bool action_as_text, resource_as_list; /* of a SAM policy template, where SAM's own text is not as usual */
};

struct sg_statements {
    struct sg_statement *items;
    size_t count;
};

/* How a parameter of a SAM policy template is filled: from an option's value, or with a fixed text. */
struct sg_setting {
    const char *parameter, *option, *value;
};

struct sg_candidate {
    const char *name;
    struct {
        struct sg_setting *items;
        size_t count;
    } set;
};

/* The key actions a grant needs when its service encrypts with --kms-key. */
struct sg_encryption {
    const char *via;
    struct sg_strings actions;
};

/* A note that applies to some calls only. */
struct sg_advice {
    const char *text;
    struct sg_strings when, unless; /* options, as of a need */
    bool help_only;                 /* it is not printed with a result */
};

struct sg_grant {
    const char *name, *title;
    const struct sg_service *service; /* found after loading */
    const char *example;              /* options of a call that works, when the required ones are not enough */
    struct sg_strings sources;        /* the documents that say what it needs, each with a date */
    struct {
        struct sg_option *items;
        size_t count;
    } options;
    struct sg_strings words; /* what people call it: "upload" */
    struct sg_strings one_of, managed, notes;
    struct {
        struct sg_advice *items;
        size_t count;
    } advice;
    struct sg_statements needs;
    struct sg_encryption *kms;
    struct {
        struct sg_candidate *items;
        size_t count;
    } templates;
};

enum sg_holding { SG_HOLDS_RESOURCE, SG_HOLDS_IDENTITY, SG_HOLDS_TRUST };

/* A property of CloudFormation or SAM resources that holds policies. */
struct sg_holder {
    const char *type;     /* of the resources: "AWS::IAM::Role" */
    const char *property; /* a path through maps and lists: "Policies.PolicyDocument" */
    const char *holds;    /* the policy's kind: resource (or NULL), identity or trust */
    const char *names;    /* the property that names what the policy is attached to; NULL: the resource itself */
    const char *kind;     /* the kind of that, or NULL */
    const char *relative; /* what a Resource may begin with in place of an ARN, or NULL */
    bool services_send;   /* services send to it in their own name, so only this policy can let them */
    bool statements;      /* it holds statements, without a document around them */
    bool no_resource;     /* statements may leave out Resource */
    bool written;         /* samgen resource-policy writes it */
    enum sg_holding holding;
};

struct sg_holder_list {
    struct sg_holder *items;
    size_t count;
};

/* The actions on the key that actions on an encrypted resource need. */
struct sg_encryption_row {
    struct sg_strings actions; /* "s3:GetObject" */
    struct sg_strings needs;   /* "kms:Decrypt" */
};

/* Where resources name what an AWS service calls or sends to for them. */
struct sg_call_row {
    const char *type;  /* of the resource */
    const char *path;  /* to the map that names it, through maps and lists; NULL: the properties */
    const char *value; /* in that map, a path as well */
    const char *only;  /* it counts when this key of the map has one of the values `is`; NULL: always */
    struct sg_strings is;
    const char *source; /* the property that names what is called for; NULL: the resource itself */
    const char *role;   /* a key of the map or of the properties; if it is there, the service uses that role */
    const struct sg_caller *caller; /* found after loading */
};

/*
 * A service that calls or sends to what others own, in its own name, so that only a policy of what it calls can let it;
 * or one that never does so.
 */
struct sg_caller {
    const char *name;      /* of the file in places/invoke/, or NULL */
    const char *principal; /* "events.amazonaws.com" */
    const char *title;     /* "EventBridge" */
    const char *noun;      /* what it calls for: "rule"; NULL: nothing is known of its permissions */
    const char *arn;       /* the service in the ARN of that, when no option says so */
    const char *account;   /* SourceAccount in its permissions: "required", "refused", "instead" of SourceArn or NULL */
    const char *instead;   /* it never calls in its own name, and this is how its resources call */
    bool often_open;       /* most permissions of it have no SourceArn, as others cannot know whom to call */
    struct sg_strings events; /* of SAM, which makes the permission for them */
    struct {
        struct sg_call_row *items;
        size_t count;
    } calls;
};

struct sg_service {
    const char *service, *title;
    struct sg_strings words;   /* what people call it: "secrets" */
    struct sg_strings sources; /* of all its grants */
    struct {
        struct sg_grant *items;
        size_t count;
    } grants;
    struct sg_kinds kinds; /* that only this service's options name */
    struct sg_holder_list documents;
    struct {
        struct sg_caller *items;
        size_t count;
    } callers;
    struct {
        struct sg_encryption_row *items;
        size_t count;
    } encryption;
    /* As in the files of places/; see place.h. */
    struct {
        struct sg_invoker *items;
        size_t count;
    } invoke;
    struct {
        struct sg_truster *items;
        size_t count;
    } trust;
    struct {
        struct sg_policy_row *items;
        size_t count;
    } policy;
};

struct sg_parameter {
    const char *name, *kind_name, *holds; /* holds: name, arn, bare or slashed */
    const char *variable; /* its name in SAM's Fn::Sub; NULL: the parameter's with a small first letter */
    const struct sg_kind *kind;
};

/* What an action pattern of a policy matches among the actions that exist. */
struct sg_expansion {
    const char *action;
    struct sg_strings to;
};

/* A SAM policy template, or (without parameters) an AWS managed policy. */
struct sg_policy {
    const char *name, *title, *path;
    struct {
        struct sg_parameter *items;
        size_t count;
    } parameters;
    struct sg_statements statements;
    struct {
        struct sg_expansion *items;
        size_t count;
    } expands;
    struct sg_strings dead, reads, partitions; /* partitions: of a managed policy */
};

struct sg_managed_name {
    const char *name, *path;
    struct sg_strings partitions;
    bool unknown_to_sam; /* AWS has it, but the translator does not expand the name */
};

struct sg_managed_names {
    struct {
        struct sg_managed_name *items;
        size_t count;
    } policies;
};

struct sg_catalog;

/*
 * The catalog loads a file, or one item of a built-in file, when it is first asked for. `directory` (or NULL) is a
 * folder like templates/ whose files come before the built-in ones; faults in them are reported. False in a program
 * that is built without catalogs of users.
 */
struct sg_catalog *sg_catalog_new(struct sg_arena *a);
bool sg_catalog_use(struct sg_catalog *c, const char *directory);
struct sg_arena *sg_catalog_arena(const struct sg_catalog *c);
const char *sg_catalog_directory(const struct sg_catalog *c);
/* A folder of the user's with documents of managed policies, or NULL. */
void sg_catalog_use_managed(struct sg_catalog *c, const char *folder);
const char *sg_catalog_managed_folder(const struct sg_catalog *c);

/* Each returns NULL when it does not exist, or after reporting faults in its file. */
const struct sg_service *sg_find_service(struct sg_catalog *c, const char *grant_name, struct sg_findings *f);
const struct sg_grant *sg_find_grant(struct sg_catalog *c, const char *name, struct sg_findings *f);
const struct sg_kind *sg_find_kind(struct sg_catalog *c, const char *name, struct sg_findings *f);
const struct sg_kinds *sg_all_kinds(struct sg_catalog *c, struct sg_findings *f);
/* Those of all kinds whose resources can have this type, or NULL. */
const struct sg_kinds_of_type *sg_kinds_of_type(struct sg_catalog *c, const char *type, struct sg_findings *f);
/* Also one that a service's file has for itself. */
const struct sg_kind *sg_find_any_kind(struct sg_catalog *c, const char *name, struct sg_findings *f);
const struct sg_policy *sg_find_policy(struct sg_catalog *c, const char *name, struct sg_findings *f);
const struct sg_policy *sg_find_managed(struct sg_catalog *c, const char *name, struct sg_findings *f);
const struct sg_managed_names *sg_managed_names(struct sg_catalog *c, struct sg_findings *f);
const struct sg_managed_name *sg_find_managed_name(struct sg_catalog *c, const char *name, struct sg_findings *f);

/* The text of a .txt file, the user's or else the built-in one; false when there is none. */
bool sg_catalog_read(struct sg_catalog *c, const char *file, struct sg_source *source);
/* Keeps what was made of the catalog under a key, and gives it back; NULL when nothing was kept. */
const void *sg_catalog_keep(struct sg_catalog *c, const char *key, const void *made);
const void *sg_catalog_kept(struct sg_catalog *c, const char *key);
/* The same for what was made of two things that live as long as the catalog, by their addresses. */
const void *sg_catalog_keep_pair(struct sg_catalog *c, const void *x, const void *y, const void *made);
const void *sg_catalog_kept_pair(struct sg_catalog *c, const void *x, const void *y);

/* Names of all files under a folder of the catalog ("grants", "policies"), without ".yaml", sorted. */
void sg_catalog_files(struct sg_catalog *c, const char *folder, struct sg_strings *names);
/* Names of the services whose file has a section such as "documents", as sg_catalog_files gives them. */
void sg_services_with(struct sg_catalog *c, const char *section, struct sg_strings *names);
/* Names of all grants, service by service. */
void sg_grant_names(struct sg_catalog *c, struct sg_strings *names, struct sg_findings *f);

const struct sg_option *sg_find_option(const struct sg_grant *grant, const char *name);
const struct sg_parameter *sg_find_parameter(const struct sg_policy *policy, const char *name);
bool sg_is_flag(const struct sg_option *option); /* takes no value */
const struct sg_arn_form *sg_find_form(const struct sg_kind *kind, const char *name);

#endif
