#ifndef SG_DIAGNOSE_JUDGE_INTERNAL_H
#define SG_DIAGNOSE_JUDGE_INTERNAL_H

#include "diagnose/denial.h"

/*
 * Finds the place that denied the request: sets place, candidates, advice and session_kind. The place is "unknown" when
 * the text does not say it; then the candidates are the places to try, in order. The rules are from the IAM user guide,
 * "Troubleshoot access denied error messages" and "Policy evaluation logic".
 */
void sg_diagnose_judge(struct sg_arena *a, const struct sg_denial_facts *facts, struct sg_mention *mention);

/*
 * Sets session_kind from the names of the caller. Returns whether they show who called, so that the text around the
 * denial does not matter.
 */
bool sg_diagnose_is_caller_known(struct sg_arena *a, const struct sg_denial_facts *facts, struct sg_denial *denial);

/* The action that no policy allows: the one that the reason names, the sentence or the record. NULL: unknown. */
const char *sg_diagnose_asked(const struct sg_denial *denial);

/* Returns whether no policy can allow it across accounts, and the text does not show that both are in one account. */
bool sg_diagnose_is_beyond_policies(struct sg_arena *a, const struct sg_denial_facts *facts,
                                    const struct sg_denial *denial);

/* Returns whether a Deny denies it, and not that no statement allows it. */
bool sg_diagnose_is_explicit(const struct sg_denial *denial);

/* Returns whether only a policy that the text has shows who denies it. */
bool sg_diagnose_is_denied_near(const struct sg_denial *denial);

#endif
