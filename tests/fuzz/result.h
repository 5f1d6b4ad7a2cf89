#ifndef SG_TESTS_FUZZ_RESULT_H
#define SG_TESTS_FUZZ_RESULT_H

#include <samgen/samgen.h>

#include <jansson.h>
#include <string.h>

#include "fuzz.h"
#include "base/utf8.h"
#include "yaml/load.h"

#define RUNS_MOST 200 /* with one context: what it keeps of the catalog is read once */

/* Begins a run: what the run before made is freed, and now and then the context with what it keeps. */
static inline void begin_run(struct samgen **samgen)
{
    static unsigned runs;
    if (runs++ % RUNS_MOST == 0) {
        samgen_free(*samgen);
        *samgen = samgen_new();
    }
    samgen_release(*samgen);
}

/* What holds of every result, whatever was asked for. */

/* UTF-8 without control characters, C1 (U+0080 to U+009F) among them: terminals obey those too. */
static inline void check_text(const char *text, bool line_ends)
{
    for (size_t length = strlen(text), i = 0, n; i < length; i += n) {
        const unsigned char *p = (const unsigned char *)text + i;
        n = sg_utf8_length(p, length - i);
        MUST(n > 0 && ((*p >= 0x20 && *p != 0x7F) || (line_ends && *p == '\n')));
        MUST(n != 2 || p[0] != 0xC2 || p[1] >= 0xA0);
    }
}

/* A message is one line for a terminal, and its place is in the input. */
static inline void check_finding(const struct samgen_finding *f)
{
    MUST(*f->message);
    check_text(f->message, false);
    if (f->subject)
        check_text(f->subject, false);
    MUST(!f->file == !f->line && !f->file == !f->column && !f->file == !f->source_line);
    if (f->file)
        MUST(f->column <= strlen(f->source_line) + 1 && !strpbrk(f->source_line, "\n\r"));
}

/* Faults and no text, or a text that reads back: the tree of YAML, else NULL. */
static inline const struct sg_node *check_result(struct sg_arena *a, enum samgen_status status,
                                                 const struct samgen_result *result, enum samgen_format format)
{
    size_t errors = 0;
    for (size_t i = 0; i < result->finding_count; i++) {
        check_finding(&result->findings[i]);
        errors += result->findings[i].severity == SAMGEN_ERROR;
    }
    MUST(status == SAMGEN_OK || status == SAMGEN_BAD_INPUT);
    MUST((status == SAMGEN_OK) == (errors == 0) && (status == SAMGEN_OK) == (result->text != NULL));
    if (status != SAMGEN_OK)
        return NULL;

    MUST(strlen(result->text) == result->length);
    check_text(result->text, true);
    if (format == SAMGEN_JSON) {
        json_t *json = json_loadb(result->text, result->length, JSON_REJECT_DUPLICATES, NULL);
        MUST(json != NULL);
        json_decref(json);
        return NULL;
    }
    struct sg_source *source = sg_new(a, struct sg_source);
    *source = (struct sg_source){.name = "result", .bytes = result->text, .length = result->length};
    struct sg_findings findings = {.arena = a};
    const struct sg_node *root = sg_yaml_load(a, source, SG_ALIASES_REFUSED, &findings);
    MUST(root && root->type != SG_SCALAR && root->count > 0);
    return root;
}

static inline bool same_words(const char *x, const char *y)
{
    return x == y || (x && y && strcmp(x, y) == 0);
}

/* The same call gives the same result. */
static inline void check_same(const struct samgen_result *x, const struct samgen_result *y)
{
    MUST(x->length == y->length && same_words(x->text, y->text) && x->finding_count == y->finding_count);
    for (size_t i = 0; i < x->finding_count; i++) {
        const struct samgen_finding *p = &x->findings[i], *q = &y->findings[i];
        MUST(p->severity == q->severity && p->line == q->line && p->column == q->column);
        MUST(same_words(p->message, q->message) && same_words(p->subject, q->subject));
    }
}

#endif
