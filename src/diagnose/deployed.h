#ifndef SG_DIAGNOSE_DEPLOYED_H
#define SG_DIAGNOSE_DEPLOYED_H

#include "catalog/text.h"
#include "diagnose/denial.h"
#include "sam/resolve.h"
#include "sam/role.h"
#include "check/check.h"

/* The template in one region. */
struct sg_deployed_region {
    const char *region;
    const struct sg_template *template;
    struct sg_roles roles;
};

#define SG_DEPLOYED_REGIONS_MOST 8 /* of the denials of one text; more of them are read as the first */

/* The user's template, and the function in it that is the caller. */
struct sg_deployed {
    struct sg_arena *arena; /* for the template */
    struct sg_catalog *catalog;
    const struct sg_source *source;        /* NULL without a template */
    const char *region;                    /* NULL: that of the denied resource */
    const char *function, *role;           /* who was denied: an ID; one of them is NULL */
    const struct samgen_binding *bindings; /* of the user */
    size_t binding_count;
    const char *role_id; /* of that role, or NULL */
    bool roleless;       /* the template does not have the role of the function */
    struct sg_deployed_region regions[SG_DEPLOYED_REGIONS_MOST];
    size_t region_count;
};

/* The answer of the function's role to a denied request. */
struct sg_deployed_answer {
    enum samgen_verdict result;
    struct samgen_statement by;   /* the statement that allows or denies it; without a policy: there is none */
    struct samgen_statement near; /* otherwise the first that allows the action, but not this request; or empty */
    const char *reason;           /* why `near` does not allow it */
    const char *id, *name;        /* of the denied resource in the template, or NULL */
    const char *own_role;         /* the id of the function's own role, or NULL: SAM creates it */
    const char *other_function; /* the function whose role was denied, when it is another one; the rest is empty then */
    const char *other_role;     /* the denied role, when the function's role has another name; the rest is empty then */
    bool guarded;               /* `near` would allow this request if its condition matched */
    bool in_json;               /* the template is JSON */
};

/*
 * Reads the template; the fields from `source` to `binding_count` are set. False after reporting that it cannot be read
 * or has no such function. A role that the template does not have is a warning.
 */
bool sg_diagnose_read_deployed(struct sg_deployed *deployed, struct sg_findings *findings);

/*
 * Decides the denied request with the role. It takes account, stack and generated names from the denial: CloudFormation
 * makes them of the stack's name, the id and a suffix. False when the denial does not name the resource, or the role
 * cannot be read. The answer lives in the arena of the scope.
 */
bool sg_diagnose_ask_deployed(struct sg_scope *scope, struct sg_deployed *deployed, const struct sg_denial *denial,
                              struct sg_deployed_answer *answer);

#endif
