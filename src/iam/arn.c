#include "iam/arn.h"

#include "base/list.h"
#include "base/text.h"

#include <string.h>

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
    return strlen(text) == SG_ACCOUNT_DIGITS && sg_is_made_of(text, SG_DIGITS);
}

bool sg_is_region(const char *text)
{
    const char *dash = strrchr(text, '-');
    return dash && dash[1] && sg_is_made_of(dash + 1, SG_DIGITS) && sg_is_made_of(text, SG_REGION_CHARACTERS);
}

/*
 * The first letters of the regions of a partition, and the end of its host names (botocore, endpoints.json: regionRegex
 * and dnsSuffix). Every other region belongs to the partition aws.
 */
static const struct partition {
    const char *region, *name, *suffix;
} partitions[] = {
    {"cn-", "aws-cn", "amazonaws.com.cn"},       {"us-gov-", "aws-us-gov", "amazonaws.com"},
    {"us-iso-", "aws-iso", "c2s.ic.gov"},        {"us-isob-", "aws-iso-b", "sc2s.sgov.gov"},
    {"eu-isoe-", "aws-iso-e", "cloud.adc-e.uk"}, {"us-isof-", "aws-iso-f", "csp.hci.ic.gov"},
    {"eusc-", "aws-eusc", "amazonaws.eu"},
};

const char *sg_partition_of(const char *region)
{
    for (size_t i = 0; i < sizeof partitions / sizeof *partitions; i++)
        if (sg_starts_with(region, partitions[i].region))
            return partitions[i].name;
    return "aws";
}

const char *sg_partition_suffix(const char *partition)
{
    for (size_t i = 0; i < sizeof partitions / sizeof *partitions; i++)
        if (strcmp(partition, partitions[i].name) == 0)
            return partitions[i].suffix;
    return "amazonaws.com";
}

bool sg_is_partition_suffix(const char *text)
{
    for (size_t i = 0; i < sizeof partitions / sizeof *partitions; i++)
        if (strcmp(text, partitions[i].suffix) == 0)
            return true;
    return false;
}

const char *sg_known_partition(const char *name)
{
    for (size_t i = 0; i < sizeof partitions / sizeof *partitions; i++)
        if (strcmp(name, partitions[i].name) == 0)
            return partitions[i].name;
    return strcmp(name, "aws") == 0 ? "aws" : NULL;
}

const char *sg_partition_list(struct sg_arena *a)
{
    const char *list = "aws";
    for (size_t i = 0; i < sizeof partitions / sizeof *partitions; i++)
        list = sg_format(a, "%s, %s", list, partitions[i].name);
    return list;
}

const char *sg_arn_account(struct sg_arena *a, const char *arn)
{
    const char *account = arn && sg_starts_with(arn, "arn:") ? sg_arn_part(a, arn, SG_ARN_PART_ACCOUNT) : NULL;
    return account && sg_is_account(account) ? account : NULL;
}
