#include "api/api_internal.h"

#include "base/shown.h"

#include <string.h>

static bool is_repeated(const struct samgen_result *result, const struct sg_finding *f)
{
    for (size_t i = 0; f->severity == SAMGEN_NOTE && i < result->finding_count; i++)
        if (sg_same_text(result->findings[i].message, f->message) &&
            sg_same_text(result->findings[i].subject, f->subject))
            return true;
    return false;
}

/* Findings on one line share its text; `before` is the previous finding, or NULL. */
static struct samgen_finding to_public(struct sg_arena *a, const struct sg_finding *f, struct sg_cursor *cursor,
                                       const struct samgen_finding *before)
{
    struct samgen_finding finding = {.severity = f->severity, .subject = f->subject, .message = f->message};
    if (!f->source)
        return finding;
    if (cursor->source != f->source)
        *cursor = (struct sg_cursor){.source = f->source};
    struct sg_position place = sg_locate_next(cursor, f->offset);
    finding.file = f->source->name;
    finding.line = place.line;
    finding.column = place.column;
    if (before && before->file == finding.file && before->line == finding.line)
        finding.source_line = before->source_line;
    else
        finding.source_line = sg_copy_bytes(a, f->source->bytes + place.line_start, place.line_end - place.line_start);
    return finding;
}

static int by_place(const void *x, const void *y)
{
    const struct samgen_finding *p = x, *q = y;
    if (!p->file || !q->file || strcmp(p->file, q->file) != 0)
        return !p->file == !q->file ? 0 : p->file ? -1 : 1;
    if (p->line != q->line)
        return p->line < q->line ? -1 : 1;
    return p->column == q->column ? 0 : p->column < q->column ? -1 : 1;
}

/* Insertion sort keeps equal findings in their order. */
static void sort_findings(struct samgen_finding *items, size_t count)
{
    for (size_t i = 1; i < count; i++) {
        struct samgen_finding item = items[i];
        size_t j = i;
        for (; j > 0 && by_place(&items[j - 1], &item) > 0; j--)
            items[j] = items[j - 1];
        items[j] = item;
    }
}

void sg_api_publish(struct samgen *samgen, const struct sg_findings *findings, struct samgen_result *result)
{
    size_t count = findings->count < SG_FINDINGS_MOST ? findings->count : SG_FINDINGS_MOST;
    struct samgen_finding *items = sg_new_array(samgen->arena, struct samgen_finding, count);
    struct sg_cursor cursor = {0};
    result->findings = items;
    for (const struct sg_finding *f = findings->first; f; f = f->next)
        if (!is_repeated(result, f)) {
            const struct samgen_finding *before = result->finding_count ? &items[result->finding_count - 1] : NULL;
            items[result->finding_count++] = to_public(samgen->arena, f, &cursor, before);
        }
    sort_findings(items, result->finding_count);
}

void samgen_show(const char *text, size_t length, void (*put)(void *context, const char *bytes, size_t length),
                 void *context)
{
    sg_show(text, length, put, context);
}

void samgen_show_page(const char *text, size_t length, void (*put)(void *context, const char *bytes, size_t length),
                      void *context)
{
    sg_show_page(text, length, put, context);
}
