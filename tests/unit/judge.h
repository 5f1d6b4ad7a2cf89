#ifndef TESTS_JUDGE_H
#define TESTS_JUDGE_H

#include "iam/policy.h"
#include "trial.h"

/* What is checked of every trial. Failures are printed with the command line that produced them. */
struct judge {
    const struct trial *trial;
    const struct sg_iam_policy *policy;  /* that the trial wrote */
    struct sg_statements needs;          /* of the trial */
    struct sg_statements more;           /* that the policy may allow */
    const struct sg_iam_policy *allowed; /* the same, made when a request needs it */
    const char *what;                    /* is being checked */
    size_t checks, failures;
};

/* Each takes a struct judge as its context. */
trial_fn allows_needs;             /* the function gets what it needs */
trial_fn allows_nothing_else;      /* and not a neighbour, a wrong context, or another action */
trial_fn stays_on_named_resources; /* and, whatever more it gets, no neighbour */

#endif
