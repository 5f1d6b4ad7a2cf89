#ifndef SG_DIAGNOSE_RESOURCE_INTERNAL_H
#define SG_DIAGNOSE_RESOURCE_INTERNAL_H

#include "catalog/text.h"
#include "diagnose/denial.h"

/* The ARN of the denied resource, or "*"; NULL when the text does not have it, or hides a part of it. */
const char *sg_diagnose_resource(struct sg_scope *scope, struct sg_catalog *catalog, const struct sg_denial *denial);

/* The partition of an ARN; "aws" for a text that is not an ARN. */
const char *sg_diagnose_partition(struct sg_arena *a, const char *arn);

#endif
