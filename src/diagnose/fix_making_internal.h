#ifndef SG_DIAGNOSE_FIX_MAKING_INTERNAL_H
#define SG_DIAGNOSE_FIX_MAKING_INTERNAL_H

#include "base/buffer.h"
#include "catalog/request.h"
#include "diagnose/fix.h"

/* A fix on its way, from one file of fix_*.c to the other. */
struct sg_fix_making {
    struct sg_scope *scope;
    struct sg_catalog *catalog;
    const struct sg_denial_facts *facts;
    const struct sg_denial *denial;
    const struct sg_deployed_answer *answer; /* or NULL */
    const char *resource;                    /* or NULL */
    struct sg_fix fix;
};

/* Whether a grant allows the denied action and no other. */
bool sg_diagnose_allows_alone(struct sg_fix_making *m, struct sg_asked_grant *asked);

/* Each sets m->fix where it can: for a policy of the caller, of the resource, of a role, and for a permission. */
void sg_diagnose_fix_identity(struct sg_fix_making *m);
void sg_diagnose_fix_resource(struct sg_fix_making *m);
void sg_diagnose_fix_trust(struct sg_fix_making *m);
void sg_diagnose_fix_invoke(struct sg_fix_making *m);

/* A word as a shell takes it, whatever is in it. */
void sg_diagnose_add_shell_word(struct sg_buffer *b, const char *word);

/* The call `samgen GRANT --option value ...`, in the notation of a shell. */
const char *sg_diagnose_grant_command(struct sg_arena *a, const struct sg_asked_grant *grant);

#endif
