#ifndef SG_GRANT_LITERAL_H
#define SG_GRANT_LITERAL_H

#include "value/request.h"

/* What CloudFormation would know of the stack. NULL: nobody said it. */
struct sg_stack {
    const char *region, *account;
    const char *partition; /* NULL: that of the region or of the ARNs, else "aws" */
};

/*
 * Replaces the pseudo parameters in a tree that is read without CloudFormation, such as a bare IAM document. False
 * after reporting those that nobody said, and all other intrinsics.
 */
bool sg_grant_make_literal(struct sg_scope *scope, struct sg_origin origin, const struct sg_stack *stack,
                           struct sg_node *node);

/* Reports values that refer to a template or a stack, each once. */
bool sg_grant_check_literal(struct sg_scope *scope, const struct sg_use *uses, size_t count);

#endif
