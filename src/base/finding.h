#ifndef SG_BASE_FINDING_H
#define SG_BASE_FINDING_H

#include "base/arena.h"
#include "base/source.h"

enum sg_severity { SG_ERROR, SG_WARNING, SG_NOTE };

/* Something to tell about an input. `source` is NULL when it came from no file; `subject` is the option it is about. */
struct sg_finding {
    enum sg_severity severity;
    const struct sg_source *source;
    size_t offset;
    const char *subject;
    const char *message;
    struct sg_finding *next;
};

/* Findings in the order they were made. They live in `arena`. Beyond SG_FINDINGS_MOST further ones are only counted. */
#define SG_FINDINGS_MOST 1000
struct sg_findings {
    struct sg_arena *arena;
    struct sg_finding *first, *last;
    size_t count, errors;
};

/* Where a value was written: an option of the command line, or a place in a file. */
struct sg_origin {
    const struct sg_source *source;
    size_t offset;
    const char *subject;
};

/* Records a finding; the message says what is wrong, then the way out, in lower case without a full stop. */
void sg_report(struct sg_findings *f, enum sg_severity severity, struct sg_origin origin, const char *format, ...)
    SG_PRINTF(4, 5);

/* Whether further findings are only counted, and looking for the nearest known word is lost work. */
bool sg_findings_full(const struct sg_findings *f);

/* Records an error and returns false, so that callers can `return sg_fail(...)`. */
bool sg_fail(struct sg_findings *f, struct sg_origin origin, const char *format, ...) SG_PRINTF(3, 4);

/* Makes a message one sentence on one line: nothing that a terminal obeys comes through, whatever is quoted in it. */
const char *sg_on_one_line(char *message);

/* Takes back what was recorded since `before`, a copy of the findings as they were then. */
void sg_forget_since(struct sg_findings *f, const struct sg_findings *before);

#endif
