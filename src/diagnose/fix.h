#ifndef SG_DIAGNOSE_FIX_H
#define SG_DIAGNOSE_FIX_H

#include "value/request.h"
#include "diagnose/deployed.h"

/* What to add to allow the request. NULL where the denial does not say enough. */
struct sg_fix {
    const char *command; /* `samgen ...` that prints it */
    const char *text;    /* YAML, or JSON for IAM; NULL if the text of the denial does not name the request so */
    struct sg_asked_grant *grant; /* of an execution role, for samgen_apply */
    const char *resource;         /* the ARN of the denied resource, or "*" */
    const char *other_account; /* that the resource belongs to, when its policy must let the caller in too; or NULL */
    const char *other_command; /* the call that prints that policy, or NULL */
    const char *two_accounts;  /* "X and Y" of caller and resource, which are not numbers and differ; or NULL */
    const char *wider;         /* the actions besides the denied one that it allows, or NULL */
    const char *exact;         /* `samgen allow ...` of the denied one alone, if there are others; or NULL */
    const char *unreal;        /* why no resource has the ARN of the text, which hides an id; or NULL */
    const char *unfilled;      /* instead of `command`, a call with capitals for what the text does not name; or NULL */
    const char *form;          /* of the ARNs that the action works on: "arn:aws:sqs:{region}:..."; or NULL */
    bool known;                /* the catalog has the action */
    bool may_be_all;           /* a request that names no resource, which only "*" allows, is possible */
    bool by_name;              /* it names the resource in the account and Region of the stack */
};

/*
 * Makes the fix of a denial whose place is known: for an identity policy the grant of the catalog that covers it, or a
 * statement; for other places the policy of the resource, the permission of the function, or the trust policy. No fix
 * when a Deny denies the request, because an Allow cannot override it, when the place is unknown, and when the template
 * (`answer`, or NULL) allows it already. The fix refers to the resource by ${Id} if the template has it. It is proved
 * that the fix allows the request, and nothing on neighbours of the resource.
 */
struct sg_fix sg_diagnose_make_fix(struct sg_scope *scope, struct sg_catalog *catalog,
                                   const struct sg_denial_facts *facts, const struct sg_denial *denial,
                                   const struct sg_deployed_answer *answer);

#endif
