#ifndef SG_BASE_FINDING_H
#define SG_BASE_FINDING_H

#include "base/arena.h"
#include "base/source.h"

#include <samgen/samgen.h> /* enum samgen_severity */

/*
 * Something to report about an input. `source` is NULL when it came from no file; `subject` is the option it is about.
 */
struct sg_finding {
    enum samgen_severity severity;
    const struct sg_source *source;
    size_t offset;
    const char *subject;
    const char *message;
    struct sg_finding *next;
};

/*
 * Findings in the order they were made. They live in `arena`; with `arena` NULL they are only counted. Beyond
 * SG_FINDINGS_MOST further ones are only counted as well.
 */
#define SG_FINDINGS_MOST 1000
struct sg_findings {
    struct sg_arena *arena;
    struct sg_finding *first, *last;
    size_t count, errors;
};

/* Where a value was written: an option of the command line, or a position in a file. */
struct sg_origin {
    const struct sg_source *source;
    size_t offset;
    const char *subject;
};

/*
 * Records a finding; the message says what is wrong, then what to write instead, in lower case without a full stop.
 * Here and below, findings that are NULL record nothing.
 */
void sg_report(struct sg_findings *f, enum samgen_severity severity, struct sg_origin origin, const char *format, ...)
    SG_PRINTF(4, 5);

/* Records an error and returns false, so that callers can `return sg_fail(...)`. */
bool sg_fail(struct sg_findings *f, struct sg_origin origin, const char *format, ...) SG_PRINTF(3, 4);

/* Records a note, unless one with this subject and text was recorded before: it holds for all that have it. */
void sg_note_once(struct sg_findings *f, const char *subject, const char *text);

/* Returns whether the text of a further finding is lost, so that looking for the nearest known word is wasted work. */
bool sg_findings_full(const struct sg_findings *f);

/* Returns the errors so far. To learn whether a call reported one, compare before and after. */
size_t sg_error_count(const struct sg_findings *f);

/* Takes back what was recorded since `before`, which sg_findings_now returned. */
struct sg_findings sg_findings_now(const struct sg_findings *f);
void sg_forget_since(struct sg_findings *f, const struct sg_findings *before);

/* Moves the findings of one list to the end of another. Both have the same arena. */
void sg_take_findings(struct sg_findings *f, struct sg_findings *taken);

/* Until sg_unhush, what is reported to `*findings` is only counted. */
struct sg_hush {
    struct sg_findings counted, *heard, **findings;
};
void sg_hush(struct sg_hush *hush, struct sg_findings **findings);
void sg_unhush(struct sg_hush *hush);

/* Returns the word of a lint severity: "error", "warning" or "info". */
const char *sg_severity_word(enum samgen_severity severity);
/* Sets `*severity` to that of the word. Returns false when it is none of the three. */
bool sg_severity_of(const char *word, enum samgen_severity *severity);

#endif
