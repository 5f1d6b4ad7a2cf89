#ifndef SG_DIAGNOSE_DEPLOYED_H
#define SG_DIAGNOSE_DEPLOYED_H

#include "catalog/text.h"
#include "diagnose/denial.h"
#include "sam/resolve.h"
#include "sam/role.h"
#include "check/check.h"

/* The template as it is for a region. */
struct sg_deployed_region {
    const char *region;
    const struct sg_template *template;
    struct sg_roles roles;
};

#define SG_DEPLOYED_REGIONS_MOST 8 /* of the denials of one text; further ones are asked in the first */

/* The user's template and the function in it that is taken to be the caller. */
struct sg_deployed {
    struct sg_arena *arena; /* for what is read of it */
    struct sg_catalog *catalog;
    const struct sg_source *source;        /* NULL: there is none */
    const char *region, *function;         /* region: NULL for that of the denied resource */
    const struct samgen_binding *bindings; /* of the user */
    size_t binding_count;
    bool roleless; /* the template does not have the role of the function, so nothing can be asked */
    struct sg_deployed_region regions[SG_DEPLOYED_REGIONS_MOST];
    size_t region_count;
};

/* What the role of the function, as the template makes it, says to a denied request. */
struct sg_deployed_answer {
    enum samgen_verdict result;
    struct samgen_statement by; /* the statement that allows or denies it; its policy is NULL when there is none */
    struct samgen_statement
        near;                   /* else the first that allows the action, but not this request; or its policy is NULL */
    const char *reason;         /* why it does not */
    const char *id, *name;      /* of the resource in the template that the denied one is, or NULL */
    const char *own_role;       /* the id of the role that the function has in place of SAM's, or NULL */
    const char *other_function; /* whose role was denied, when that is another; then nothing else is told */
    const char *other_role;     /* what was denied, when SAM names the function's role otherwise; the same */
    bool guarded;               /* what `near` allows is this request, under conditions that do not hold */
    bool in_json;               /* the template is */
};

/*
 * Reads the template; `source` up to `binding_count` are set. False after reporting that it cannot be read, or has no such
 * function; that it does not have the role is a warning.
 */
bool sg_diagnose_read_deployed(struct sg_deployed *deployed, struct sg_findings *findings);

/*
 * Asks the role. Account, stack and the generated name of a resource are taken from the denial: the name that
 * CloudFormation gives has the stack's name, the id and a suffix. False when the denial does not tell the resource, or
 * the role cannot be read. The answer lives in the arena of the scope.
 */
bool sg_diagnose_ask_deployed(struct sg_scope *scope, struct sg_deployed *deployed, const struct sg_denial *denial,
                              struct sg_deployed_answer *answer);

#endif
