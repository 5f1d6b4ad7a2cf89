#ifndef TESTS_TRIAL_H
#define TESTS_TRIAL_H

#include "oracle.h"

#include <samgen/samgen.h>

/* One call of samgen_generate, with what went in and what came out. */
struct trial {
    struct oracle oracle;
    struct world world;
    enum samgen_style style;
    const char *command; /* the same call as a command line */
    enum samgen_status status;
    const char *message;         /* of the first error, or "" */
    struct sg_statements policy; /* what the block allows */
    size_t managed;              /* AWS managed policies in it */
};

typedef void trial_fn(const struct trial *trial, void *context);

/*
 * Tries a grant with every set of its options, each value once, and twice for any partition, and with few options or
 * all of them also in every shape. `arena` is rewound after each trial.
 */
void each_trial(struct sg_arena *arena, struct sg_catalog *catalog, const struct sg_grant *grant,
                enum samgen_style style, trial_fn *check, void *context);

#endif
