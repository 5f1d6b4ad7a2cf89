#ifndef SG_LINT_RESOURCE_MATCH_INTERNAL_H
#define SG_LINT_RESOURCE_MATCH_INTERNAL_H

#include "lint/lint.h"

#include "iam/pattern.h"

/* A text of a statement: what is not known is a '*'. */
struct sg_lint_wild {
    const char *text;
    const struct sg_node *node;
    struct sg_iam_pattern *pattern; /* of a resource, made when it is first compared */
    struct sg_lint_wild *next;
};

/* The text of a value with a '*' for each part that is not known. */
const char *sg_lint_with_stars(struct sg_arena *a, const char *text);

struct sg_lint_question {
    const char *action;
    struct sg_iam_text arns[3]; /* the ARN, what stands behind it and a '/', and behind it and a ':' */
    const char *made_up;        /* the name at the end of the ARN, if AWS makes it up; NULL: it does not */
};

/* The ARN is as of sg_lint_text. */
struct sg_lint_question sg_lint_ask(struct sg_lint *lint, const char *action, const char *arn);

/* Whether the resource of a statement may be what is asked about, or a part of it. */
bool sg_lint_reaches(struct sg_lint *lint, struct sg_lint_wild *resource, const struct sg_lint_question *question);

#endif
