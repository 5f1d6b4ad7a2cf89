#ifndef SG_LINT_COMMENT_INTERNAL_H
#define SG_LINT_COMMENT_INTERNAL_H

#include "lint/lint.h"

/* A comment `# samgen: ignore SG201, SG3`, at the end of a line or on a line above it. */
struct sg_lint_excuse {
    size_t start, end;       /* the bytes of that line */
    struct sg_strings codes; /* or beginnings of codes; empty: all */
};

struct sg_lint_excuses {
    struct sg_lint_excuse *items; /* in the order of the file */
    size_t count;
};

/* All such comments of a template; none if it is not YAML. */
struct sg_lint_excuses sg_lint_read_excuses(struct sg_arena *a, const struct sg_source *source);

/* Returns whether one of them is for this finding. */
bool sg_lint_is_excused(const struct sg_lint_excuses *excuses, const struct sg_lint_finding *finding);

#endif
