#ifndef SG_IAM_ARN_H
#define SG_IAM_ARN_H

#include "base/arena.h"

#include <stdbool.h>

/* The parts of arn:partition:service:region:account:resource (IAM user guide, "Amazon Resource Names"). */
enum sg_arn_part {
    SG_ARN_PART_PARTITION = 1,
    SG_ARN_PART_SERVICE,
    SG_ARN_PART_REGION,
    SG_ARN_PART_ACCOUNT,
    SG_ARN_PART_RESOURCE
};

/* Where a part begins in the text; NULL when it has fewer parts. */
const char *sg_arn_at(const char *arn, enum sg_arn_part part);

/* A part before the resource, up to its colon; NULL when the text ends before it does. */
const char *sg_arn_part(struct sg_arena *a, const char *arn, enum sg_arn_part part);

/* Whether a text is an account: twelve digits. */
bool sg_is_account(const char *text);

/* The account of twelve digits, or NULL when the text is no ARN with one. */
const char *sg_arn_account(struct sg_arena *a, const char *arn);

#endif
