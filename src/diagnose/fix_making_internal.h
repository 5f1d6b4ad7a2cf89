#ifndef SG_DIAGNOSE_FIX_MAKING_INTERNAL_H
#define SG_DIAGNOSE_FIX_MAKING_INTERNAL_H

#include "base/buffer.h"
#include "value/request.h"
#include "diagnose/fix.h"

/* A fix that is being made by the files fix_*.c. */
struct sg_fix_making {
    struct sg_scope *scope;
    struct sg_catalog *catalog;
    const struct sg_denial_facts *facts;
    const struct sg_denial *denial;
    const struct sg_deployed_answer *answer; /* or NULL */
    const char *resource;                    /* or NULL */
    const char
        *example; /* for a resource that is named without its account, an ARN with those of an example; or NULL */
    struct sg_fix fix;
};

/* Returns whether a grant allows the denied action and no other. */
bool sg_diagnose_allows_alone(struct sg_fix_making *m, struct sg_asked_grant *asked);

/* Each sets m->fix if it can: in a policy of the caller, of the resource, of a role, and as a permission. */
void sg_diagnose_fix_identity(struct sg_fix_making *m);
void sg_diagnose_fix_resource(struct sg_fix_making *m);
void sg_diagnose_fix_trust(struct sg_fix_making *m);
void sg_diagnose_fix_invoke(struct sg_fix_making *m);

/*
 * For a resource that the text names without its account and Region, or hides them: an ARN with those of an example;
 * NULL when the action has no such resource. Then the same in the account and Region of a stack, and the options of a
 * grant for that ARN with the names instead of ARNs; false when they cannot be names.
 */
const char *sg_diagnose_example_arn(const struct sg_fix_making *m);
const char *sg_diagnose_stack_arn(struct sg_arena *a, const char *example);
bool sg_diagnose_name_only(struct sg_fix_making *m, struct sg_asked_grant *asked);

#endif
