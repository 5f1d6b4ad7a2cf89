#ifndef SG_DIAGNOSE_FIRST_STEP_H
#define SG_DIAGNOSE_FIRST_STEP_H

#include "diagnose/fix.h"

/* Makes the first advice what to do. */
void sg_diagnose_put_first_step(struct sg_arena *a, const struct sg_denial_facts *facts, struct sg_denial *denial,
                                const struct sg_fix *fix, const struct sg_deployed_answer *answer);

/* What the diagnosis takes for true although the text does not say it, one sentence each. */
struct sg_strings sg_diagnose_guesses(struct sg_arena *a, const struct sg_denial_facts *facts,
                                      const struct sg_denial *denial);

#endif
