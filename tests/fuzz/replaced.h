#ifndef SG_TESTS_FUZZ_REPLACED_H
#define SG_TESTS_FUZZ_REPLACED_H

#include <string.h>

#include "fuzz.h"
#include "yaml/tree.h"

#define LETTERS_AND_DIGITS "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"

/* Outside of !Sub, ${!*} is written ${*}. */
static inline const char *unescaped(struct sg_arena *a, const char *text)
{
    char *copy = sg_copy(a, text), *to = copy;
    for (const char *p = text; *p; p++)
        if (*p != '!' || p < text + 2 || strncmp(p - 2, "${", 2) != 0)
            *to++ = *p;
    *to = '\0';
    return copy;
}

/* Whether y is x with `to` in place of some `from`. */
static inline bool is_replaced(const char *x, const char *y, const char *from, const char *to)
{
    size_t n = strlen(from), m = strlen(to);
    if (strncmp(x, from, n) == 0 && strncmp(y, to, m) == 0 && is_replaced(x + n, y + m, from, to))
        return true;
    return *x == *y && (!*x || is_replaced(x + 1, y + 1, from, to));
}

/* The block y is the block x but for the name (in the notation of text.h), and for Sids, which have its words. */
static inline void check_replaced(struct sg_arena *a, const struct sg_node *x, const struct sg_node *y,
                                  const char *from, const char *to)
{
    bool sid = false, key = false;
    MUST(x->type == y->type && x->count == y->count);
    MUST((x->tag == NULL) == (y->tag == NULL) && (!x->tag || strcmp(x->tag, y->tag) == 0));
    if (x->type == SG_SCALAR)
        MUST(is_replaced(x->text, y->text, from, y->tag ? to : unescaped(a, to)));
    for (const struct sg_node *p = x->first, *q = y->first; p; p = p->next, q = q->next) {
        key = x->type == SG_MAP && !key;
        if (sid)
            MUST(q->text[strspn(q->text, LETTERS_AND_DIGITS)] == '\0');
        else
            check_replaced(a, p, q, from, to);
        sid = key && strcmp(p->text, "Sid") == 0;
    }
}

#endif
