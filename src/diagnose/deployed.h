#ifndef SG_DIAGNOSE_DEPLOYED_H
#define SG_DIAGNOSE_DEPLOYED_H

#include "catalog/text.h"
#include "diagnose/denial.h"
#include "sam/resolve.h"
#include "verb/check.h"

/* The user's template and the function in it that is taken to be the caller. */
struct sg_deployed {
    const struct sg_source *source;
    const char *region, *function;
    const struct sg_binding *bindings; /* of the user */
    size_t binding_count;
};

/* What the role of the function, as the template makes it, says to a denied request. */
struct sg_deployed_answer {
    enum sg_iam_result result;
    struct sg_check_by by;   /* the statement that allows or denies it; its policy is NULL when there is none */
    struct sg_check_by near; /* else the first that allows the action, but not this request; or its policy is NULL */
    const char *reason;      /* why it does not */
    const char *id, *name;   /* of the resource in the template that the denied one is, or NULL */
};

/* Whether the template can be read, and has the function; reports what is wrong. */
bool sg_check_deployed(struct sg_arena *a, struct sg_catalog *catalog, const struct sg_deployed *deployed,
                       struct sg_findings *findings);

/*
 * Asks the role. Account, region, stack and the generated name of a resource are taken from the denial: the name that
 * CloudFormation gives has the stack's name, the id and a suffix. False when the denial does not tell the resource, or
 * the role cannot be read.
 */
bool sg_ask_deployed(struct sg_scope *scope, struct sg_catalog *catalog, const struct sg_deployed *deployed,
                     const struct sg_denial *denial, struct sg_deployed_answer *answer);

#endif
