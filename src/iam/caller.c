#include "iam/caller.h"

#include <string.h>

#define ACCOUNT_LENGTH 12

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
    return part.length == ACCOUNT_LENGTH && strspn(part.text, "0123456789") >= ACCOUNT_LENGTH;
}

#define ARN_PARTS 6

/* The parts of an ARN between its colons, the last with all that follows; false when there are fewer. */
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

/* "role/path/NAME": the last of its names. */
static struct sg_iam_part role_of_path(struct sg_iam_part part)
{
    const char *end = part.text + part.length, *start = end;
    while (start > part.text && start[-1] != '/')
        start--;
    return (struct sg_iam_part){start, (size_t)(end - start)};
}

/* "assumed-role/NAME/SESSION": the name. */
static struct sg_iam_part role_of_session(struct sg_iam_part part)
{
    const char *start = part.text + strlen("assumed-role/");
    return (struct sg_iam_part){start, strcspn(start, "/")};
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
        caller.type = strchr(principal, '.') ? SG_SERVICE_CALLER : SG_OTHER_CALLER;
        return caller;
    }
    caller.partition = parts[1];
    if (!account && is_account(parts[4]))
        caller.account = parts[4];
    if (is_word(parts[2], "iam") && starts(parts[5], "role/")) {
        caller.type = SG_ROLE_CALLER;
        caller.role = role_of_path(parts[5]);
    } else if (is_word(parts[2], "sts") && starts(parts[5], "assumed-role/")) {
        caller.type = SG_SESSION_CALLER;
        caller.role = role_of_session(parts[5]);
    }
    return caller;
}

static bool is_root(const char *arn)
{
    struct sg_iam_part parts[ARN_PARTS];
    return split_arn(arn, parts) && is_word(parts[2], "iam") && is_word(parts[5], "root");
}

void sg_iam_principal_read(const char *kind, const char *text, struct sg_iam_principal *principal)
{
    *principal = (struct sg_iam_principal){.kind = kind, .text = text};
    bool aws = !kind || strcmp(kind, "AWS") == 0;
    const struct sg_iam_part whole = {text, strlen(text)};
    principal->type = SG_NAMED_PRINCIPAL;
    if (!aws)
        return;
    principal->type = strcmp(text, "*") == 0               ? SG_ANYONE
                      : is_account(whole) || is_root(text) ? SG_ACCOUNT_PRINCIPAL
                                                           : SG_AWS_PRINCIPAL;
    principal->who = sg_iam_caller_read(text, is_account(whole) ? text : NULL);
}

static enum sg_iam_reach reach_of_arn(const struct sg_iam_principal *p, const struct sg_iam_caller *caller)
{
    bool same_name = caller->name && strcmp(p->text, caller->name) == 0;
    if (p->who.type != SG_ROLE_CALLER)
        return same_name ? SG_CALLER_NAMED : SG_NOT_NAMED;
    bool session = caller->type == SG_SESSION_CALLER && sg_iam_part_is(p->who.account, caller->account) &&
                   sg_iam_part_is(p->who.partition, caller->partition) && sg_iam_part_is(p->who.role, caller->role);
    return same_name || session ? SG_ROLE_NAMED : SG_NOT_NAMED;
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
    return same_name ? SG_CALLER_NAMED : SG_NOT_NAMED;
}
