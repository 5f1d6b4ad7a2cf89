#ifndef SG_DIAGNOSE_DENIAL_H
#define SG_DIAGNOSE_DENIAL_H

#include "catalog/denial.h"
#include "diagnose/plain.h"

#include <samgen/samgen.h>

/* A denied request as a text reports it, with what decides its place and its fix. */
struct sg_denial {
    struct samgen_denial shown;            /* without reason, candidates, advice and fix until the caller gets it */
    const struct sg_denial_reason *reason; /* or NULL */
    const char *source;                    /* the ARN of what could not invoke a function, or NULL */
    struct sg_strings candidates, advice;
    const struct sg_denial_message *message; /* the fixed wording that reports it, or NULL */
    bool cut;                                /* a reason begins after the sentence, and cannot be read */
    bool of_reader;                          /* "you": the text does not say whether that is a function */
    bool in_function;                        /* the text around it is the log of a function */
};

/* A text about a denial, with its position. */
struct sg_mention {
    struct sg_denial denial;
    size_t start, end; /* in the plain text */
    size_t anchor;
};

#endif
