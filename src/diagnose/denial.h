#ifndef SG_DIAGNOSE_DENIAL_H
#define SG_DIAGNOSE_DENIAL_H

#include "catalog/denial.h"
#include "diagnose/plain.h"

#include <samgen/samgen.h>

#define SG_ANONYMOUS "anonymous" /* the kind of a caller without credentials */

/* Who made the request. */
enum sg_who {
    SG_WHO_UNKNOWN,
    SG_WHO_FUNCTION,
    SG_WHO_OTHER,
    SG_WHO_USER, /* only of a text around a denial: it names a user */
};

/* A denied request as a text reports it, with what decides its place and its fix. */
struct sg_denial {
    struct samgen_denial shown;            /* without reason, candidates, advice and fix until the caller gets it */
    const struct sg_denial_reason *reason; /* or NULL */
    const char *source;                    /* the ARN of what could not invoke a function, or NULL */
    struct sg_strings candidates, advice;
    const struct sg_denial_try *attempt;     /* what to try when nothing says more */
    const struct sg_denial_message *message; /* the fixed wording that reports it, or NULL */
    bool cut;                                /* a reason begins after the sentence, and cannot be read */
    bool of_reader;                          /* "you": the text does not say whether that is a function */
    bool pasted_deny;                        /* a policy of the resource in the text denies it */
    bool commanded;                          /* a command of the AWS CLI made the request */
    enum sg_who around;                      /* whose log the text around it is */
    enum sg_who who;
    const char *missing; /* the missing action, when the reason names another one than the sentence */
};

#define SG_FORMS_MOST 8 /* forms of one report that are remembered */

/* A text about a denial, with its position. */
struct sg_mention {
    struct sg_denial denial;
    size_t start, end; /* in the plain text */
    size_t anchor;
    size_t record, record_end;     /* of the CloudTrail record around it; equal when there is none */
    const char *request;           /* the name of the request after an error code, or NULL */
    size_t reports;                /* how often the text reports it, in the part that is counted */
    size_t last_start, last_end;   /* of the last report; 0 before it is kept */
    uint64_t forms[SG_FORMS_MOST]; /* in which the last report was repeated */
    size_t form_count;
};

/* Returns whether only the caller is unknown: its policy needs the same statement whoever it is. */
bool sg_diagnose_is_of_caller(const struct sg_denial *denial);

#endif
