#ifndef SG_TESTS_FUZZ_APPLY_TEXT_H
#define SG_TESTS_FUZZ_APPLY_TEXT_H

#include <string.h>

#include "fuzz.h"
#include "base/buffer.h"
#include "yaml/tree.h"

/* What an edit may do to the bytes of a text. */
struct text {
    const char *bytes;
    size_t length;
};

static inline size_t line_end(struct text text, size_t at)
{
    const char *end = memchr(text.bytes + at, '\n', text.length - at);
    return end ? (size_t)(end - text.bytes) + 1 : text.length;
}

static inline size_t line_start(struct text text, size_t at)
{
    while (at > 0 && text.bytes[at - 1] != '\n')
        at--;
    return at;
}

/*
 * Whether what is left of the old text between equal ends is whole in the new one: a comma before it, the rest behind
 * it.
 */
static inline bool has_between(struct text old, struct text made, size_t before, size_t behind)
{
    size_t left = old.length - before - behind;
    for (size_t at = before; at + left + behind <= made.length; at++)
        if (memcmp(made.bytes + at, old.bytes + before, left) == 0)
            return true;
    return false;
}

/* Everything before `from` and from `to` on is the same; nothing in between means that bytes were only added. */
static inline void check_outside(struct text old, struct text made, size_t from, size_t to)
{
    size_t most = old.length < made.length ? old.length : made.length, before = 0, behind = 0;
    while (before < most && old.bytes[before] == made.bytes[before])
        before++;
    while (behind < most && old.bytes[old.length - 1 - behind] == made.bytes[made.length - 1 - behind])
        behind++;
    if (from == to)
        MUST(made.length > old.length && (before + behind >= old.length || has_between(old, made, before, behind)));
    else
        MUST(before >= from && behind >= old.length - to);
}

/* The old text's lines are all in the new one, in their order. */
static inline void check_lines_kept(struct text old, struct text made)
{
    size_t at = 0;
    for (size_t line = 0, next; line < old.length; line = next) {
        next = line_end(old, line);
        bool last = next == old.length; /* it may have got its end */
        size_t length = next - line;
        for (;;) {
            MUST(at < made.length);
            size_t end = line_end(made, at), own = end - at;
            bool same = own >= length && memcmp(made.bytes + at, old.bytes + line, length) == 0;
            at = end;
            if (same && (own == length || last))
                break;
        }
    }
}

/* The same of its bytes: in flow, more comes within lines. */
static inline void check_bytes_kept(struct text old, struct text made)
{
    size_t at = 0;
    for (size_t i = 0; i < made.length && at < old.length; i++)
        at += made.bytes[i] == old.bytes[at];
    MUST(at == old.length);
}

/* ---- A reader of unified diffs ---- */

static inline size_t number(const char **p)
{
    char *end;
    size_t value = (size_t)strtoul(*p, &end, 10);
    MUST(end > *p);
    *p = end;
    return value;
}

/* "12,3" or "12": one line. */
static inline void read_range(const char **p, size_t *line, size_t *count)
{
    *line = number(p);
    *count = 1;
    if (**p == ',') {
        ++*p;
        *count = number(p);
    }
}

static inline const char *end_of(const char *p)
{
    const char *end = strchr(p, '\n');
    MUST(end != NULL);
    return end + 1;
}

struct patching {
    struct text old;
    size_t at, line; /* how far the old text is taken */
    struct sg_buffer made;
};

static inline void take(struct patching *x, size_t line)
{
    while (x->line < line) {
        size_t end = line_end(x->old, x->at);
        MUST(end > x->at);
        sg_add_bytes(&x->made, x->old.bytes + x->at, end - x->at);
        x->at = end;
        x->line++;
    }
}

/* One line of a hunk; returns the next. */
static inline const char *replay_line(struct patching *x, const char *p, size_t *old_count, size_t *made_count)
{
    const char *text = p + 1, *end = end_of(p), *next = end;
    MUST(*p == ' ' || *p == '-' || *p == '+');
    if (*next == '\\') {
        MUST(strncmp(next, "\\ No newline at end of file\n", 28) == 0);
        next += 28;
        end--;
    }
    size_t length = (size_t)(end - text);
    if (*p != '+') {
        MUST(*old_count > 0 && line_end(x->old, x->at) - x->at == length);
        MUST(memcmp(x->old.bytes + x->at, text, length) == 0);
        x->at += length;
        x->line++;
        --*old_count;
    }
    if (*p != '-') {
        MUST(*made_count > 0);
        sg_add_bytes(&x->made, text, length);
        --*made_count;
    }
    return next;
}

static inline void check_diff(struct sg_arena *a, const char *diff, struct text old, struct text made)
{
    struct patching x = {.old = old, .made = sg_buffer_new(a, SG_BUFFER_MOST)};
    MUST(strncmp(diff, "--- a/", 6) == 0);
    const char *p = end_of(diff);
    MUST(strncmp(p, "+++ b/", 6) == 0);
    for (p = end_of(p); *p;) {
        size_t line, count, made_line, made_count;
        MUST(strncmp(p, "@@ -", 4) == 0);
        p += 4;
        read_range(&p, &line, &count);
        MUST(strncmp(p, " +", 2) == 0);
        p += 2;
        read_range(&p, &made_line, &made_count);
        MUST(strncmp(p, " @@\n", 4) == 0);
        p += 4;
        take(&x, count ? line - 1 : line);
        while (count || made_count)
            p = replay_line(&x, p, &count, &made_count);
    }
    sg_add_bytes(&x.made, old.bytes + x.at, old.length - x.at);
    MUST(x.made.length == made.length && memcmp(x.made.text, made.bytes, made.length) == 0);
}

#endif
