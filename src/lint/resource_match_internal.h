#ifndef SG_LINT_RESOURCE_MATCH_INTERNAL_H
#define SG_LINT_RESOURCE_MATCH_INTERNAL_H

#include "lint/lint.h"

#include "iam/pattern.h"

/* A text of a statement, with '*' for unknown parts. */
struct sg_lint_wildcard {
    const char *text;
    const struct sg_node *node;
    struct sg_iam_pattern *pattern; /* of a resource, compiled with the first comparison */
    struct sg_lint_wildcard *next;
};

/* A text of sg_lint_text with '*' for each unknown part. */
const char *sg_lint_with_stars(struct sg_arena *a, const char *text);

struct sg_lint_question {
    const char *action;
    struct sg_iam_text arn;
    const char *made_up; /* the name at the end of the ARN, if AWS makes it up; else NULL */
};

/* The ARN is a text of sg_lint_text. */
struct sg_lint_question sg_lint_ask(struct sg_lint *lint, const char *action, const char *arn);

/* Returns whether the resource of a statement may be the one of the question, or a part of it. */
bool sg_lint_may_match(struct sg_lint *lint, struct sg_lint_wildcard *resource,
                       const struct sg_lint_question *question);

#endif
