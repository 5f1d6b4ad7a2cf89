#ifndef SG_LINT_COMMENT_INTERNAL_H
#define SG_LINT_COMMENT_INTERNAL_H

#include "lint/lint.h"

/* A comment `# samgen: ignore SG201, SG3`: of a line, or of the line below the comments that it stands among. */
struct sg_excuse {
    size_t start, end;       /* the bytes of that line */
    struct sg_strings codes; /* or beginnings of codes; none: all */
};

struct sg_excuses {
    struct sg_excuse *items; /* in the order of the file */
    size_t count;
};

/* What such comments of a template excuse; in a text that is no YAML, nothing. */
struct sg_excuses sg_lint_read_excuses(struct sg_arena *a, const struct sg_source *source);

/* Whether one of them is for this finding. */
bool sg_lint_is_excused(const struct sg_excuses *excuses, const struct sg_lint_finding *finding);

#endif
