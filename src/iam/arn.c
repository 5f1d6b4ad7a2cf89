#include "iam/arn.h"

#include "base/list.h"

#include <string.h>

#define ACCOUNT_DIGITS 12

const char *sg_arn_at(const char *arn, enum sg_arn_part part)
{
    for (int i = 0; arn && i < (int)part; i++) {
        arn = strchr(arn, ':');
        arn = arn ? arn + 1 : NULL;
    }
    return arn;
}

const char *sg_arn_part(struct sg_arena *a, const char *arn, enum sg_arn_part part)
{
    const char *start = sg_arn_at(arn, part), *end = start ? strchr(start, ':') : NULL;
    return end ? sg_copy_bytes(a, start, (size_t)(end - start)) : NULL;
}

bool sg_is_account(const char *text)
{
    return strlen(text) == ACCOUNT_DIGITS && strspn(text, "0123456789") == ACCOUNT_DIGITS;
}

const char *sg_arn_account(struct sg_arena *a, const char *arn)
{
    const char *account = arn && sg_starts_with(arn, "arn:") ? sg_arn_part(a, arn, SG_ARN_PART_ACCOUNT) : NULL;
    return account && sg_is_account(account) ? account : NULL;
}
