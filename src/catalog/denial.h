#ifndef SG_CATALOG_DENIAL_H
#define SG_CATALOG_DENIAL_H

#include "catalog/catalog.h"

/*
 * What messages about denied requests say, as it stands in templates/denials.yaml; templates/README.md says what each key
 * means. `says` are phrases in the notation of diagnose/phrase.h.
 */

/* A place where a permission lives, or "unknown". */
struct sg_remedy {
    const char *name, *title;
    struct sg_strings advice;
};

/* Why a request was denied: "implicit-identity". `place` may also be "identity" or "resource", which depend on the rest. */
struct sg_denial_reason {
    const char *reason, *title, *place;
    struct sg_strings says, advice;
    bool denies; /* something denies it, so that no Allow helps */
};

/* Where the permission for an action is when the policy of a resource lacks it, and when no policy is said to. */
struct sg_denial_action {
    const char *action, *resource, *unsaid;
    const char *passing; /* what stands behind this in ARNs is made up anew again and again; or NULL */
    struct sg_strings candidates, advice, caller_advice;
};

/* Who calls with sessions or roles that are named so. */
struct sg_denial_caller {
    const char *kind;
    struct sg_strings sessions, roles;
};

/* A service that messages call by its name; `principal` is NULL where that is not known. */
struct sg_denial_service {
    const char *name, *principal;
    const char *invoker; /* the principal that it invokes functions as, when that is another */
};

/* What stands around a denial of a caller of this kind. */
struct sg_denial_sign {
    const char *caller;
    struct sg_strings says;
};

/* What the text around a message says of its error code, operation and resource. */
struct sg_denial_wrapper {
    const char *says;
};

/* What it means that an operation was denied for lack of another action. */
struct sg_denial_meaning {
    const char *action;
    struct sg_strings operations, advice;
};

/* A fixed wording. */
struct sg_denial_message {
    const char *name;
    const char *anchor; /* a piece of every phrase, which texts are searched for */
    struct sg_strings says, near, unless, actions;
    size_t *pieces; /* of each phrase, where the anchor stands in it; found after loading */
    const char *place, *reason, *action, *principal_kind;
    const char *service; /* that the place should name: "logs.amazonaws.com" */
    struct sg_strings candidates, advice;
    bool bare;     /* says no more than that something was denied, so it counts only where nothing else says more */
    bool harmless; /* nothing was denied */
};

/* A source of events of CloudTrail that is called otherwise in actions. */
struct sg_event_source {
    const char *source, *prefix;
};

/* What is to be said of a policy that denies. */
struct sg_denial_policy {
    const char *arn; /* with wildcards */
    struct sg_strings advice;
};

/* What to try when only the operation is known. */
struct sg_denial_try {
    struct sg_strings operations, candidates, advice;
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
    SG_DENIAL_LIST(sg_denial_meaning) meanings;
    SG_DENIAL_LIST(sg_denial_message) messages;
    SG_DENIAL_LIST(sg_denial_try) tries;
    SG_DENIAL_LIST(sg_denial_policy) policies;
    SG_DENIAL_LIST(sg_denial_service) services;
};

/* NULL after reporting faults of the file. */
const struct sg_denial_facts *sg_denial_facts(struct sg_catalog *c, struct sg_findings *f);

/* Each is NULL when there is none of this name. */
const struct sg_remedy *sg_find_remedy(const struct sg_denial_facts *facts, const char *name);
const struct sg_denial_reason *sg_find_denial_reason(const struct sg_denial_facts *facts, const char *name);
const struct sg_denial_service *sg_find_denial_service(const struct sg_denial_facts *facts, const char *name);

#endif
