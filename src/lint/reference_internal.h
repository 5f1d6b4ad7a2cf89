#ifndef SG_LINT_REFERENCE_INTERNAL_H
#define SG_LINT_REFERENCE_INTERNAL_H

#include "lint/lint.h"

/* Which resources of the template its values refer to. */

/* Whether nothing is missing in the file: no macro adds to it, and no connector grants what no policy says. */
bool sg_lint_is_whole(const struct sg_lint *lint);

/*
 * The first resource of one of these types (NULL at their end; NULL alone: any with a row in sg_lint_target_of) that a
 * value refers to; of an alias or version of a function, the function. NULL: there is none.
 */
const struct sg_resource *sg_lint_named(struct sg_lint *lint, const struct sg_node *value, const char *const *types);

/* The same for a name that a value refers to, as sg_add_mentions gives it. */
const struct sg_resource *sg_lint_called(struct sg_lint *lint, const char *name, const char *const *types);

extern const char *const sg_lint_functions[]; /* types for sg_lint_named */

/* Its number among the resources of the template, for tables of them. */
size_t sg_lint_number(const struct sg_lint *lint, const struct sg_resource *resource);

/* Calls for what stands at a path such as "Targets.Arn": of lists each item; '*' is each value of a map. */
void sg_lint_at_path(struct sg_lint *lint, const struct sg_node *node, const char *path, sg_lint_value_fn *call,
                     void *context);

/* Resources that roles get grants for. */
struct sg_lint_target {
    const char *type, *service; /* "AWS::SQS::Queue", "sqs" */
    const char *attribute;      /* that gives the ARN */
    const char *grants;         /* commands that grant something on it */
    const char *noun;           /* "queue" */
};

/* NULL: none of these. */
const struct sg_lint_target *sg_lint_target_of(const struct sg_resource *resource);

#endif
