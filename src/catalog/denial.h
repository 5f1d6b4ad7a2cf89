#ifndef SG_CATALOG_DENIAL_H
#define SG_CATALOG_DENIAL_H

#include "catalog/catalog.h"

/*
 * The rows of templates/denials.yaml: messages about denied requests, and what they mean. templates/README.md explains
 * the keys. `says` are phrases, see diagnose/phrase_internal.h.
 */

/* A place where a permission is given, or "unknown". */
struct sg_remedy {
    const char *name, *title;
    const char *first_step; /* with {what} for action and resource, and {who} */
    struct sg_strings advice;
};

/*
 * Why a request was denied: "implicit-identity". The places "identity" and "resource" depend on the caller and action.
 */
struct sg_denial_reason {
    const char *reason, *title, *place;
    struct sg_strings says, advice;
    bool denies; /* a Deny denies it, and an Allow cannot override it */
};

/* The places of the permission for an action: when a policy of a resource lacks it, and when no policy is named. */
struct sg_denial_action {
    const char *action, *resource, *unsaid;
    const char *passing; /* AWS often changes the part of ARNs after this; or NULL */
    bool own_account;    /* no policy allows it on a resource of another account */
    bool sole;           /* only the place `unsaid` can lack it, because no credentials of AWS sign the request */
    struct sg_strings candidates, advice, caller_advice;
};

/* Names of sessions and roles that show who called. */
struct sg_denial_caller {
    const char *kind;
    struct sg_strings sessions, roles;
    struct sg_strings words; /* in the names of roles, when the session does not show more */
};

/* The name of a service in messages; `principal` is NULL when it is unknown. */
struct sg_denial_service {
    const char *name, *principal;
    const char *invoker; /* the principal that invokes functions, when it is another one; or NULL */
};

/* Texts near a denial that show the kind of caller. */
struct sg_denial_sign {
    const char *caller;
    struct sg_strings says, absent;
    bool named; /* it counts only shortly before or after a denial that names its caller */
    bool near;  /* it counts only shortly before or after a denial */
};

/* A text around a message with its error code, operation or resource. */
struct sg_denial_wrapper {
    const char *says;
};

/* What it means when an operation is denied for another action. */
struct sg_denial_meaning {
    const char *action;
    struct sg_strings operations, advice;
};

#define SG_NO_PIECE ((size_t)-1)

/* A fixed message. */
struct sg_denial_message {
    const char *name;
    const char *anchor;        /* a piece of every phrase, for which texts are searched */
    const char *second_anchor; /* of some phrases, for texts in which a line end cuts the first; or NULL */
    struct sg_strings says, near, absent, unless, actions;
    size_t *pieces, *second_pieces; /* the positions of the anchors in each phrase, SG_NO_PIECE; set after loading */
    const char *place, *reason, *action, *principal_kind;
    const char *service; /* which the place must allow: "logs.amazonaws.com" */
    struct sg_strings candidates, advice;
    bool bare;     /* does not say what was denied, so it counts only when no sentence says more */
    bool code;     /* is only an error code, so it counts only when no message says more */
    bool framed;   /* has words that AWS and people use, so it counts only within an error of AWS */
    bool harmless; /* nothing was denied */
};

/* An event source of CloudTrail that has another name in actions. */
struct sg_event_source {
    const char *source, *prefix;
};

/* What the access log of a bucket calls an operation. */
struct sg_logged_operation {
    const char *logged, *operation;
};

/* The advice for a policy that denies. */
struct sg_denial_policy {
    const char *arn; /* with wildcards */
    struct sg_strings advice;
};

/* The places to try when only the operation is known, or the texts near the message. */
struct sg_denial_try {
    struct sg_strings operations, near, candidates, advice;
};

/*
 * How an error is reported: the phrases right before its code, right after it, and near it. An empty list asks nothing.
 */
struct sg_denial_form {
    const char *name;
    struct sg_strings before, after, near;
    bool proof; /* other systems answer in the same form, so the text must also show that AWS did */
};

#define SG_DENIAL_LIST(type) \
    struct {                 \
        struct type *items;  \
        size_t count;        \
    }

struct sg_denial_facts {
    SG_DENIAL_LIST(sg_remedy) places;
    SG_DENIAL_LIST(sg_denial_reason) reasons;
    SG_DENIAL_LIST(sg_denial_action) actions;
    SG_DENIAL_LIST(sg_denial_caller) callers;
    SG_DENIAL_LIST(sg_denial_sign) signs;
    SG_DENIAL_LIST(sg_denial_wrapper) wrappers;
    SG_DENIAL_LIST(sg_event_source) sources;
    SG_DENIAL_LIST(sg_logged_operation) access_log;
    SG_DENIAL_LIST(sg_denial_meaning) meanings;
    SG_DENIAL_LIST(sg_denial_message) messages;
    SG_DENIAL_LIST(sg_denial_form) forms;
    SG_DENIAL_LIST(sg_denial_try) tries;
    SG_DENIAL_LIST(sg_denial_policy) policies;
    SG_DENIAL_LIST(sg_denial_service) services;
    struct sg_strings mentions;     /* before an error code that a program or a document only names */
    struct sg_strings explained;    /* after one */
    struct sg_strings commands;     /* that make requests */
    struct sg_strings only_aws;     /* services that no other store has */
    struct sg_strings customers;    /* ends of the names of hosts that customers run */
    struct sg_strings common_words; /* of roles and sessions */
    struct sg_strings prefixes;     /* forms of what tools print before each line */
    struct sg_strings strangers;    /* phrases near the answers of other systems */
    /* For error codes in none of the forms; the phrases are searched near a code or in its line. */
    struct sg_strings leads, trails; /* the text right before a code, and right after it */
    struct sg_strings others;        /* in lines of programs, queries and documents */
    /* What is around a message in an error of AWS, in an exception of any program, and in an error of other kinds. */
    struct sg_strings frames, exceptions, unframed;
    struct sg_strings troubles;      /* pieces of words that say that something failed */
    struct sg_strings proofs, hints; /* what AWS and its SDKs print, and names of AWS */
    struct sg_catalog *catalog;      /* whose callers have further names of services */
};

/* NULL after reporting faults of the file. */
const struct sg_denial_facts *sg_denial_facts(struct sg_catalog *c, struct sg_findings *f);

/* Each returns NULL for an unknown name. */
const struct sg_remedy *sg_find_remedy(const struct sg_denial_facts *facts, const char *name);
const struct sg_denial_reason *sg_find_denial_reason(const struct sg_denial_facts *facts, const char *name);

/* The principal as which a service that messages call by this name invokes functions; NULL: no service has the name. */
const char *sg_named_principal(const struct sg_denial_facts *facts, const char *name);

#endif
