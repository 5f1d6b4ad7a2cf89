#include "iam/caller.h"

#include "base/text.h"
#include "iam/arn.h"

#include <string.h>

bool sg_iam_part_is(struct sg_iam_part x, struct sg_iam_part y)
{
    return x.text && y.text && x.length == y.length && memcmp(x.text, y.text, x.length) == 0;
}

static bool is_word(struct sg_iam_part part, const char *word)
{
    return part.length == strlen(word) && memcmp(part.text, word, part.length) == 0;
}

static bool is_account(struct sg_iam_part part)
{
    return part.length == SG_ACCOUNT_DIGITS && strspn(part.text, SG_DIGITS) >= SG_ACCOUNT_DIGITS;
}

#define ARN_PARTS 6

/* Splits an ARN at its first five colons; returns false when it has fewer. */
static bool split_arn(const char *arn, struct sg_iam_part parts[ARN_PARTS])
{
    for (size_t i = 0; i < ARN_PARTS; i++) {
        size_t length = i + 1 < ARN_PARTS ? strcspn(arn, ":") : strlen(arn);
        parts[i] = (struct sg_iam_part){arn, length};
        if (i + 1 < ARN_PARTS && !arn[length])
            return false;
        arn += length + 1;
    }
    return is_word(parts[0], "arn");
}

struct sg_iam_part sg_iam_account(const char *arn)
{
    struct sg_iam_part parts[ARN_PARTS];
    return split_arn(arn, parts) && is_account(parts[4]) ? parts[4] : (struct sg_iam_part){0};
}

static bool starts(struct sg_iam_part part, const char *start)
{
    return part.length > strlen(start) && memcmp(part.text, start, strlen(start)) == 0;
}

bool sg_iam_is_key(const char *arn)
{
    struct sg_iam_part parts[ARN_PARTS];
    return split_arn(arn, parts) && is_word(parts[2], "kms") && starts(parts[5], "key/");
}

/* Returns NAME of "role/path/NAME". */
static struct sg_iam_part name_of_path(struct sg_iam_part part)
{
    const char *end = part.text + part.length, *start = end;
    while (start > part.text && start[-1] != '/')
        start--;
    return (struct sg_iam_part){start, (size_t)(end - start)};
}

/* Returns NAME of "assumed-role/NAME/SESSION". */
static struct sg_iam_part role_of_session(struct sg_iam_part part)
{
    const char *start = part.text + strlen("assumed-role/");
    return (struct sg_iam_part){start, strcspn(start, "/")};
}

static struct sg_iam_part no_name(struct sg_iam_part part)
{
    (void)part;
    return (struct sg_iam_part){0};
}

/* The ARNs of callers: IAM User Guide, "IAM identifiers". */
static const struct {
    const char *service, *start;
    enum sg_iam_caller_type type;
    struct sg_iam_part (*name)(struct sg_iam_part part);
} arn_forms[] = {
    {"iam", "role/", SG_ROLE_CALLER, name_of_path},
    {"sts", "assumed-role/", SG_SESSION_CALLER, role_of_session},
    {"iam", "user/", SG_USER_CALLER, name_of_path},
    {"sts", "federated-user/", SG_FEDERATED_USER_CALLER, name_of_path},
    {"iam", "saml-provider/", SG_PROVIDER_CALLER, no_name},
    {"iam", "oidc-provider/", SG_PROVIDER_CALLER, no_name},
};

static void read_arn_form(const struct sg_iam_part parts[ARN_PARTS], struct sg_iam_caller *caller)
{
    if (is_word(parts[2], "iam") && is_word(parts[5], "root"))
        caller->type = SG_ROOT_CALLER;
    for (size_t i = 0; i < sizeof arn_forms / sizeof *arn_forms; i++)
        if (is_word(parts[2], arn_forms[i].service) && starts(parts[5], arn_forms[i].start)) {
            caller->type = arn_forms[i].type;
            caller->role = arn_forms[i].name(parts[5]);
        }
}

/* Web identity providers that have no ARN: IAM User Guide, "Principal". */
static const char *const providers[] = {"accounts.google.com", "cognito-identity.amazonaws.com", "graph.facebook.com",
                                        "www.amazon.com"};

/* The endings of service principals, by partition. */
static const char *const service_endings[] = {".amazonaws.com", ".amazonaws.com.cn", ".amazonaws.eu",  ".c2s.ic.gov",
                                              ".sc2s.sgov.gov", ".cloud.adc-e.uk",   ".csp.hci.ic.gov"};

static enum sg_iam_caller_type type_of_name(const char *name)
{
    for (size_t i = 0; i < sizeof providers / sizeof *providers; i++)
        if (strcmp(providers[i], name) == 0)
            return SG_PROVIDER_CALLER;
    size_t length = strlen(name);
    for (size_t i = 0; i < sizeof service_endings / sizeof *service_endings; i++) {
        size_t ending = strlen(service_endings[i]);
        if (length > ending && strcmp(name + length - ending, service_endings[i]) == 0 && *name != '.')
            return name[strspn(name, SG_SMALL_LETTERS SG_DIGITS ".-")] ? SG_OTHER_CALLER : SG_SERVICE_CALLER;
    }
    return SG_OTHER_CALLER;
}

bool sg_iam_is_outsider(const struct sg_iam_caller *caller)
{
    return caller->type == SG_SERVICE_CALLER || caller->type == SG_PROVIDER_CALLER;
}

struct sg_iam_caller sg_iam_caller_read(const char *principal, const char *account)
{
    struct sg_iam_caller caller = {.name = principal};
    struct sg_iam_part parts[ARN_PARTS];
    if (account)
        caller.account = (struct sg_iam_part){account, strlen(account)};
    if (!principal)
        return caller;
    caller.type = SG_OTHER_CALLER;
    if (!split_arn(principal, parts)) {
        caller.type = type_of_name(principal);
        return caller;
    }
    caller.partition = parts[1];
    if (!account && is_account(parts[4]))
        caller.account = parts[4];
    read_arn_form(parts, &caller);
    return caller;
}

void sg_iam_principal_read(const char *kind, const char *text, struct sg_iam_principal *principal)
{
    *principal = (struct sg_iam_principal){.kind = kind, .text = text};
    bool aws = !kind || strcmp(kind, "AWS") == 0;
    const struct sg_iam_part whole = {text, strlen(text)};
    principal->type = SG_NAMED_PRINCIPAL;
    if (!aws)
        return;
    principal->who = sg_iam_caller_read(text, is_account(whole) ? text : NULL);
    bool account = is_account(whole) || principal->who.type == SG_ROOT_CALLER;
    principal->type = strcmp(text, "*") == 0 ? SG_ANYONE : account ? SG_ACCOUNT_PRINCIPAL : SG_AWS_PRINCIPAL;
}

static enum sg_iam_reach reach_of_arn(const struct sg_iam_principal *p, const struct sg_iam_caller *caller)
{
    bool same_name = caller->name && strcmp(p->text, caller->name) == 0 && !sg_iam_is_outsider(caller);
    if (p->who.type != SG_ROLE_CALLER)
        return same_name ? SG_CALLER_NAMED : SG_NOT_NAMED;
    bool session = caller->type == SG_SESSION_CALLER && sg_iam_part_is(p->who.account, caller->account) &&
                   sg_iam_part_is(p->who.partition, caller->partition) && sg_iam_part_is(p->who.role, caller->role);
    return same_name || session ? SG_ROLE_NAMED : SG_NOT_NAMED;
}

/* Only a service matches Service, and only a provider matches Federated. */
static bool is_kind(const char *kind, enum sg_iam_caller_type type)
{
    return (type == SG_SERVICE_CALLER && strcmp(kind, "Service") == 0) ||
           (type == SG_PROVIDER_CALLER && strcmp(kind, "Federated") == 0);
}

enum sg_iam_reach sg_iam_principal_reach(const struct sg_iam_principal *p, const struct sg_iam_caller *caller)
{
    bool same_name = caller->name && strcmp(p->text, caller->name) == 0;
    switch (p->type) {
    case SG_ANYONE:
        return SG_CALLER_NAMED;
    case SG_ACCOUNT_PRINCIPAL:
        if (same_name)
            return SG_CALLER_NAMED;
        return sg_iam_part_is(p->who.account, caller->account) ? SG_ACCOUNT_NAMED : SG_NOT_NAMED;
    case SG_AWS_PRINCIPAL:
        return reach_of_arn(p, caller);
    case SG_NAMED_PRINCIPAL:
        break;
    }
    return same_name && is_kind(p->kind, caller->type) ? SG_CALLER_NAMED : SG_NOT_NAMED;
}
