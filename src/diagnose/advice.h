#ifndef SG_DIAGNOSE_ADVICE_H
#define SG_DIAGNOSE_ADVICE_H

#include "diagnose/fix.h"

/* Adds the advice for a denial whose place is known. */
void sg_diagnose_advise(struct sg_arena *a, const struct sg_denial_facts *facts, struct sg_denial *denial);

/* Adds the advice for its fix, or for why there is none, and for the answer of the template (or NULL). */
void sg_diagnose_advise_on_fix(struct sg_arena *a, const struct sg_denial_facts *facts, struct sg_denial *denial,
                               const struct sg_fix *fix, const struct sg_deployed_answer *answer);

/* The row of an action, or NULL. */
const struct sg_denial_action *sg_diagnose_find_action(const struct sg_denial_facts *facts, const char *action);

#endif
