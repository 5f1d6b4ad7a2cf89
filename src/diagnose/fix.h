#ifndef SG_DIAGNOSE_FIX_H
#define SG_DIAGNOSE_FIX_H

#include "catalog/request.h"
#include "diagnose/deployed.h"

/* What to add, and where, so that the request is allowed. A text is NULL where the denial does not tell enough. */
struct sg_fix {
    const char *command;          /* `samgen ...` that prints it */
    const char *text;             /* YAML, or JSON for IAM */
    struct sg_asked_grant *grant; /* for `apply`: of an execution role */
    const char *resource;         /* what it is, or would be, about */
};

/*
 * The fix of a denial that was judged: the grant of the catalog that covers it, or else a statement, for an identity
 * policy; the policy of the resource; the permission of the function; the trust policy. Nothing for what a Deny denies, for
 * no Allow outweighs it, where the place is unknown, and where `answer` (or NULL) of the user's template allows it already.
 * A resource that the answer knows is referred to. What it prints is proved to allow the request, and to allow nothing on
 * the resource's neighbours.
 */
struct sg_fix sg_diagnose_make_fix(struct sg_scope *scope, struct sg_catalog *catalog,
                                   const struct sg_denial_facts *facts, const struct sg_denial *denial,
                                   const struct sg_deployed_answer *answer);

#endif
