#ifndef SG_DIAGNOSE_ADVICE_H
#define SG_DIAGNOSE_ADVICE_H

#include "diagnose/fix.h"

/* Adds what a person should know of a denial that was judged. */
void sg_diagnose_advise(struct sg_arena *a, const struct sg_denial_facts *facts, struct sg_denial *denial);

/* The same of its fix, or of why there is none, and of what the user's template (`answer`, or NULL) says. */
void sg_diagnose_advise_on_fix(struct sg_arena *a, const struct sg_denial_facts *facts, struct sg_denial *denial,
                               const struct sg_fix *fix, const struct sg_deployed_answer *answer);

/* What is known of an action's places, or NULL. */
const struct sg_denial_action *sg_diagnose_find_action(const struct sg_denial_facts *facts, const char *action);

/* What to try when an operation (or NULL) was denied and no more is known; NULL: nothing. */
const struct sg_denial_try *sg_diagnose_find_try(const struct sg_denial_facts *facts, const char *operation);

#endif
