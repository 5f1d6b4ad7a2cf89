#ifndef SG_IAM_CALLER_H
#define SG_IAM_CALLER_H

#include "iam/decide.h"

/* Part of a text that somebody else owns; NULL and 0 when there is none. */
struct sg_iam_part {
    const char *text;
    size_t length;
};

bool sg_iam_part_is(struct sg_iam_part x, struct sg_iam_part y);

/* Returns the account of an ARN (its fifth part, if that is twelve digits), or none. */
struct sg_iam_part sg_iam_account(const char *arn);

enum sg_iam_caller_type {
    SG_UNKNOWN_CALLER, /* a role of the account */
    SG_ROLE_CALLER,
    SG_SESSION_CALLER, /* of a role */
    SG_ROOT_CALLER,    /* the root user of an account */
    SG_USER_CALLER,
    SG_FEDERATED_USER_CALLER,
    SG_OTHER_CALLER,    /* anything else: never a caller, but possible as the principal of a policy */
    SG_SERVICE_CALLER,  /* "s3.amazonaws.com": it has no identity policies */
    SG_PROVIDER_CALLER, /* an identity provider, whose users assume a role: it has no identity policies */
};

struct sg_iam_caller {
    enum sg_iam_caller_type type;
    const char *name; /* as given: an ARN or a service; NULL if unknown */
    struct sg_iam_part partition, account;
    struct sg_iam_part role; /* the name of the role or user, without its path */
};

/* Returns who `principal` is; it may be NULL. The result points into it. */
struct sg_iam_caller sg_iam_caller_read(const char *principal, const char *account);

/* Returns whether the caller is a service or a provider, which only resource policies govern. */
bool sg_iam_is_outsider(const struct sg_iam_caller *caller);

/* Returns whether the ARN is that of a KMS key; an alias has no policy. */
bool sg_iam_is_key(const char *arn);

/* A principal of a policy, parsed. */
struct sg_iam_principal {
    enum {
        SG_ANYONE,
        SG_ACCOUNT_PRINCIPAL, /* "123456789012" or its root ARN */
        SG_AWS_PRINCIPAL,     /* a role, session or user by its ARN */
        SG_NAMED_PRINCIPAL,   /* a service, a provider, a canonical user id */
    } type;
    const char *kind; /* "AWS", "Service", "Federated", "CanonicalUser"; NULL for a bare "*" */
    const char *text;
    struct sg_iam_caller who; /* of an AWS principal: the caller it names */
};

void sg_iam_principal_read(const char *kind, const char *text, struct sg_iam_principal *principal);

/* How a policy names a caller, in rising order. IAM User Guide, "Policy evaluation logic". */
enum sg_iam_reach {
    SG_NOT_NAMED,
    SG_ACCOUNT_NAMED, /* by its account, whose identity policies must then allow */
    SG_ROLE_NAMED,    /* by its role: enough, but the boundary applies */
    SG_CALLER_NAMED,  /* itself: enough */
};

enum sg_iam_reach sg_iam_principal_reach(const struct sg_iam_principal *principal, const struct sg_iam_caller *caller);

#endif
