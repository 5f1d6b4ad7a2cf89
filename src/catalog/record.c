#include "catalog/record_internal.h"

#include <stdlib.h>
#include <string.h>

struct sg_records sg_records_new(struct sg_arena *a, const struct sg_source *source, struct sg_findings *f)
{
    return (struct sg_records){
        .arena = a, .source = source, .findings = f, .text = sg_copy_bytes(a, source->bytes, source->length)};
}

bool sg_record_fail(const struct sg_records *r, const char *word, const char *what)
{
    const struct sg_origin origin = {.source = r->source, .offset = (size_t)(word - r->text)};
    return sg_fail(r->findings, origin, "%s", what);
}

char *sg_record_word(struct sg_records *r)
{
    char *word = r->line;
    r->line += strcspn(word, " ");
    if (*r->line)
        *r->line++ = '\0';
    return word;
}

char *sg_record_rest(struct sg_records *r)
{
    char *rest = r->line;
    r->line += strlen(rest);
    return rest;
}

bool sg_record_number(struct sg_records *r, const char *word, size_t most, size_t *number)
{
    char *end;
    *number = strtoul(word, &end, 10);
    return (*word >= '0' && *word <= '9' && !*end && *number <= most) ||
           sg_record_fail(r, word, "this must be the number of an earlier record");
}

static bool read_line(struct sg_records *r, const struct sg_record *record)
{
    size_t length = strcspn(r->line, " ");
    while (record->word && (strlen(record->word) != length || strncmp(record->word, r->line, length) != 0))
        record++;
    if (record->word)
        (void)sg_record_word(r);
    return record->read(r) && (!*r->line || sg_record_fail(r, r->line, "nothing more is wanted on this line"));
}

bool sg_read_records(struct sg_records *r, const struct sg_record *known)
{
    char *end = r->text + r->source->length;
    for (char *line = r->text, *next; line < end; line = next + 1) {
        next = memchr(line, '\n', (size_t)(end - line));
        next = next ? next : end;
        *next = '\0';
        if (next > line && next[-1] == '\r')
            next[-1] = '\0';
        r->line = line;
        if (strlen(line) + 1 < (size_t)(next - line))
            return sg_record_fail(r, line, "this line contains a NUL");
        if (*line && *line != '#' && !read_line(r, known))
            return false;
    }
    return true;
}

size_t sg_count_records(const struct sg_source *source, const char *start)
{
    const char *end = source->bytes + source->length;
    size_t count = 0, length = strlen(start);
    for (const char *p = source->bytes, *next; p < end; p = next + 1) {
        count += (size_t)(end - p) >= length && memcmp(p, start, length) == 0;
        next = memchr(p, '\n', (size_t)(end - p));
        next = next ? next : end;
    }
    return count;
}
