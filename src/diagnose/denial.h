#ifndef SG_DIAGNOSE_DENIAL_H
#define SG_DIAGNOSE_DENIAL_H

#include "catalog/denial.h"
#include "diagnose/plain.h"

/*
 * What a text says of a denied request. A text is NULL where nothing is said.
 */
struct sg_denial {
    const char *action;         /* "s3:GetObject" */
    const char *resource;       /* as it stands there: an ARN, "*", a name, a URL */
    const char *principal;      /* as it stands there */
    const char *principal_kind; /* assumed-role, iam-user, role, root, federated-user, service, anonymous, other */
    const char *session_kind;   /* of an assumed role: lambda, or a kind of denials.yaml */
    const struct sg_denial_reason *reason; /* or NULL */
    const char *place;                     /* of denials.yaml; never NULL once it is judged */
    const char *operation; /* "GetObject": what was called, which may be something else than what was denied */
    const char *error_code;
    const char *source;                         /* the ARN of what was to invoke a function */
    const char *policy_arn;                     /* that denied it */
    const char *event_action, *event_principal; /* what a record of CloudTrail tells beside the message */
    struct sg_strings candidates;               /* places, in the order to try */
    struct sg_strings advice;                   /* sentences */
    const char *said;                           /* the words of the fixed wording, or NULL */
    const struct sg_denial_message *message;    /* the fixed wording it was told by, or NULL */
    bool encoded;                               /* aws sts decode-authorization-message tells more */
    bool cut;                                   /* a reason begins behind the sentence, and cannot be read */
    bool of_reader;                             /* "you": the text does not tell whether that is a function */
    bool in_function;                           /* the text around it is the log of a function */
    size_t line, count;                         /* where it first stands, from 1; how often it is told */
};

/* Something in a text that tells of a denial, with the place of it. */
struct sg_mention {
    struct sg_denial denial;
    size_t start, end; /* in the plain text */
    size_t anchor;
};

#endif
