#ifndef SG_DIAGNOSE_JUDGE_INTERNAL_H
#define SG_DIAGNOSE_JUDGE_INTERNAL_H

#include "diagnose/denial.h"

/*
 * Which of the places denied it: sets place, candidates, advice and session_kind. "unknown" where the text does not tell;
 * then the candidates are the places to try, in order. Sources of the rules: IAM user guide, "Troubleshoot access denied
 * error messages" and "Policy evaluation logic".
 */
void sg_diagnose_judge(struct sg_arena *a, const struct sg_denial_facts *facts, struct sg_mention *mention);

/* Whether the reason is that something denies it, and not that nothing allows it. */
bool sg_diagnose_is_explicit(const struct sg_denial *denial);

#endif
