#ifndef SG_IAM_CALLER_H
#define SG_IAM_CALLER_H

#include "iam/decide.h"

/* Some bytes of a text that others own; NULL and 0 for none. */
struct sg_iam_part {
    const char *text;
    size_t length;
};

bool sg_iam_part_is(struct sg_iam_part x, struct sg_iam_part y);

/* The account of an ARN, or none: the fifth part, when it is twelve digits. */
struct sg_iam_part sg_iam_account(const char *arn);

enum sg_iam_caller_type {
    SG_UNKNOWN_CALLER, /* a role of the account */
    SG_ROLE_CALLER,
    SG_SESSION_CALLER, /* of a role */
    SG_ROOT_CALLER,    /* the root user of an account */
    SG_USER_CALLER,
    SG_FEDERATED_USER_CALLER,
    SG_OTHER_CALLER,    /* what is none of these; never a caller, but a principal of a policy may be written so */
    SG_SERVICE_CALLER,  /* "s3.amazonaws.com": no identity policies of ours */
    SG_PROVIDER_CALLER, /* of identities, with which someone asks for a role: no identity policies either */
};

struct sg_iam_caller {
    enum sg_iam_caller_type type;
    const char *name; /* as given: an ARN or a service; NULL when unknown */
    struct sg_iam_part partition, account;
    struct sg_iam_part role; /* of a session or role: the name without its path; of a user its name */
};

/* Who `principal` is; it may be NULL. The caller points into it. */
struct sg_iam_caller sg_iam_caller_read(const char *principal, const char *account);

/* A service or provider: policies of resources alone govern it. */
bool sg_iam_is_outsider(const struct sg_iam_caller *caller);

/* Whether an ARN is that of a KMS key; aliases have no policy. */
bool sg_iam_is_key(const char *arn);

/* A principal of a policy, made ready. */
struct sg_iam_principal {
    enum {
        SG_ANYONE,
        SG_ACCOUNT_PRINCIPAL, /* "123456789012" or its root ARN */
        SG_AWS_PRINCIPAL,     /* a role, session or user by its ARN */
        SG_NAMED_PRINCIPAL,   /* a service, a provider, a canonical user id */
    } type;
    const char *kind; /* "AWS", "Service", "Federated", "CanonicalUser"; NULL for a bare "*" */
    const char *text;
    struct sg_iam_caller who; /* of an AWS principal: as if it called */
};

void sg_iam_principal_read(const char *kind, const char *text, struct sg_iam_principal *principal);

/* How a policy names a caller; later ones count for more. IAM User Guide, "Policy evaluation logic". */
enum sg_iam_reach {
    SG_NOT_NAMED,
    SG_ACCOUNT_NAMED, /* delegates to the account, whose identity policies must allow */
    SG_ROLE_NAMED,    /* enough, up to the boundary */
    SG_CALLER_NAMED,  /* enough */
};

enum sg_iam_reach sg_iam_principal_reach(const struct sg_iam_principal *principal, const struct sg_iam_caller *caller);

#endif
