#ifndef SG_COMPARE_COMPARE_INTERNAL_H
#define SG_COMPARE_COMPARE_INTERNAL_H

#include "compare/compare.h"

/* Compares who may call, use or assume the resources: trust policies, resource policies and AWS::Lambda::Permission. */
bool sg_compare_callers(struct sg_arena *a, struct sg_catalog *catalog, struct sg_comparison *comparison,
                        struct sg_compared_template *older, struct sg_compared_template *newer);

/* Replaces what unknown_apart writes for unknown values ("~Uploads") by "${Uploads}". */
const char *sg_compare_shown(struct sg_arena *a, const char *text);

#endif
