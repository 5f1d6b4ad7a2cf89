#ifndef SG_GRANT_DESCRIBE_H
#define SG_GRANT_DESCRIBE_H

#include "catalog/catalog.h"

/* Texts about a grant, for help and documentation. */

/* "--prefix", "without --key": the condition of a need. */
const char *sg_grant_describe_when(struct sg_arena *a, const struct sg_statement *need);

/* "s3:PutObject, inline also s3:AbortMultipartUpload" */
const char *sg_grant_describe_actions(struct sg_arena *a, const struct sg_statement *need);

/* The required options with their examples: "--bucket my-bucket". */
const char *sg_grant_describe_example(struct sg_arena *a, const struct sg_grant *grant);

#endif
