#ifndef SG_IAM_ARN_H
#define SG_IAM_ARN_H

#include "base/arena.h"
#include "base/text.h"

#include <stdbool.h>

/* The parts of arn:partition:service:region:account:resource (IAM User Guide, "Amazon Resource Names"). */
enum sg_arn_part {
    SG_ARN_PART_PARTITION = 1,
    SG_ARN_PART_SERVICE,
    SG_ARN_PART_REGION,
    SG_ARN_PART_ACCOUNT,
    SG_ARN_PART_RESOURCE
};

/* Returns where a part starts in the text, or NULL when the text has fewer parts. */
const char *sg_arn_at(const char *arn, enum sg_arn_part part);

/* Returns a copy of a part before the resource, or NULL when no colon ends it. */
const char *sg_arn_part(struct sg_arena *a, const char *arn, enum sg_arn_part part);

/* Returns whether the text is an account: twelve digits. */
#define SG_ACCOUNT_DIGITS 12
bool sg_is_account(const char *text);

/* Returns whether the text has the form of a region: "us-east-1". */
#define SG_REGION_CHARACTERS SG_SMALL_LETTERS SG_DIGITS "-"
bool sg_is_region(const char *text);

/* Returns the partition of a region ("aws-cn" of "cn-north-1"); "aws" when no other has such a name. */
const char *sg_partition_of(const char *region);

/* Returns the end of host names in the partition, AWS::URLSuffix; "amazonaws.com" for an unknown partition. */
const char *sg_partition_suffix(const char *partition);

/* Returns whether host names of a partition end in this. */
bool sg_is_partition_suffix(const char *text);

/* Returns the name itself, or NULL when no partition has it. */
const char *sg_known_partition(const char *name);
/* Returns the names of all partitions: "aws, aws-cn, ...". */
const char *sg_partition_list(struct sg_arena *a);

/* Returns the account of the ARN, or NULL when it has none or the text is not an ARN. */
const char *sg_arn_account(struct sg_arena *a, const char *arn);

#endif
