#include "yaml/diff.h"

#include <string.h>

#define CONTEXT 3

struct span {
    const char *start, *end;
};

/* Whole lines of the old text, and the new text for them. */
struct region {
    struct span old, made;
};

struct regions {
    struct region *items;
    size_t count;
};

static const char *line_start(const struct sg_source *source, const char *p)
{
    while (p > source->bytes && p[-1] != '\n')
        p--;
    return p;
}

static const char *next_line(const char *p, const char *end)
{
    const char *found = memchr(p, '\n', (size_t)(end - p));
    return found ? found + 1 : end;
}

static size_t count_lines(struct span span)
{
    size_t count = 0;
    for (const char *p = span.start; p < span.end; p = next_line(p, span.end))
        count++;
    return count;
}

/* Returns the lines that a splice changes; none when it only inserts whole lines between two. */
static struct span lines_of(const struct sg_source *source, const struct sg_splice *splice)
{
    const char *start = source->bytes + splice->start, *end = source->bytes + splice->end;
    const char *from = line_start(source, start);
    size_t length = strlen(splice->text);
    bool whole = length == 0 || splice->text[length - 1] == '\n';
    if (from == start && line_start(source, end) == end && whole)
        return (struct span){start, end};
    return (struct span){from, next_line(end, source->bytes + source->length)};
}

/* Returns the bytes of the region with its splices applied. */
static struct span replay(const struct sg_edit *e, struct span old, size_t first, size_t last)
{
    struct sg_buffer b = sg_buffer_new(e->arena, SG_BUFFER_MOST);
    const char *from = old.start;
    for (size_t i = first; i < last; i++) {
        const char *start = e->source->bytes + e->items[i].start;
        sg_add_bytes(&b, from, (size_t)(start - from));
        sg_add(&b, e->items[i].text);
        from = e->source->bytes + e->items[i].end;
    }
    sg_add_bytes(&b, from, (size_t)(old.end - from));
    return (struct span){b.text, b.text + b.length};
}

/* Leaves out equal lines at both ends. */
static void trim(struct region *r)
{
    for (;;) {
        const char *old = next_line(r->old.start, r->old.end), *made = next_line(r->made.start, r->made.end);
        size_t length = (size_t)(old - r->old.start);
        if (!length || length != (size_t)(made - r->made.start) || memcmp(r->old.start, r->made.start, length) != 0)
            break;
        r->old.start = old;
        r->made.start = made;
    }
    while (r->old.end > r->old.start && r->made.end > r->made.start) {
        const char *old = r->old.end - 1, *made = r->made.end - 1;
        while (old > r->old.start && old[-1] != '\n')
            old--;
        while (made > r->made.start && made[-1] != '\n')
            made--;
        size_t length = (size_t)(r->old.end - old);
        if (length != (size_t)(r->made.end - made) || memcmp(old, made, length) != 0)
            break;
        r->old.end = old;
        r->made.end = made;
    }
}

static struct regions find_regions(const struct sg_edit *e)
{
    struct regions found = {.items = sg_new_array(e->arena, struct region, e->count)};
    for (size_t i = 0, next; i < e->count; i = next) {
        struct span old = lines_of(e->source, &e->items[i]);
        for (next = i + 1; next < e->count; next++) {
            struct span more = lines_of(e->source, &e->items[next]);
            if (more.start > old.end)
                break;
            old.end = more.end > old.end ? more.end : old.end;
        }
        struct region *region = &found.items[found.count];
        *region = (struct region){.old = old, .made = replay(e, old, i, next)};
        trim(region);
        found.count += region->old.start < region->old.end || region->made.start < region->made.end;
    }
    return found;
}

static void add_lines(struct sg_buffer *b, char mark, struct span span)
{
    for (const char *p = span.start, *next; p < span.end; p = next) {
        next = next_line(p, span.end);
        sg_add_char(b, mark);
        sg_add_bytes(b, p, (size_t)(next - p));
        if (next[-1] != '\n')
            sg_add(b, "\n\\ No newline at end of file\n");
    }
}

/* These return the position `count` lines before or after p, within the text. */
static const char *lines_before(const struct sg_source *source, const char *p, size_t count)
{
    for (; count && p > source->bytes; count--)
        p = line_start(source, p - 1);
    return p;
}

static const char *lines_after(const struct sg_source *source, const char *p, size_t count)
{
    for (; count; count--)
        p = next_line(p, source->bytes + source->length);
    return p;
}

/* Adds "12,3"; an empty range is named by the line before it. */
static void add_range(struct sg_buffer *b, size_t line, size_t count)
{
    sg_add_format(b, "%zu", count ? line : line - 1);
    if (count != 1)
        sg_add_format(b, ",%zu", count);
}

/* Adds one hunk: regions whose context lines touch share it. Returns the region after it. */
static size_t add_hunk(struct sg_buffer *b, const struct sg_source *source, const struct regions *regions, size_t first,
                       long *shift)
{
    const char *from = lines_before(source, regions->items[first].old.start, CONTEXT);
    size_t last = first + 1, added = 0, removed = 0;
    while (last < regions->count &&
           lines_after(source, regions->items[last - 1].old.end, 2 * CONTEXT) >= regions->items[last].old.start)
        last++;
    const char *to = lines_after(source, regions->items[last - 1].old.end, CONTEXT);
    for (size_t i = first; i < last; i++) {
        removed += count_lines(regions->items[i].old);
        added += count_lines(regions->items[i].made);
    }
    size_t old_lines = count_lines((struct span){from, to});
    size_t line = count_lines((struct span){source->bytes, from}) + 1;
    sg_add(b, "@@ -");
    add_range(b, line, old_lines);
    sg_add(b, " +");
    add_range(b, (size_t)((long)line + *shift), old_lines - removed + added);
    sg_add(b, " @@\n");
    for (size_t i = first; i < last; i++) {
        add_lines(b, ' ', (struct span){from, regions->items[i].old.start});
        add_lines(b, '-', regions->items[i].old);
        add_lines(b, '+', regions->items[i].made);
        from = regions->items[i].old.end;
    }
    add_lines(b, ' ', (struct span){from, to});
    *shift += (long)added - (long)removed;
    return last;
}

/* A tab ends a name that contains blanks. */
static void add_name(struct sg_buffer *b, const char *mark, const char *folder, const char *name)
{
    while (name[0] == '.' && name[1] == '/')
        name += 1 + strspn(name + 1, "/");
    sg_add_format(b, "%s%s%s%s\n", mark, *name == '/' ? "" : folder, name, strchr(name, ' ') ? "\t" : "");
}

void sg_yaml_write_diff(struct sg_buffer *b, const struct sg_edit *edit)
{
    const struct regions regions = find_regions(edit);
    long shift = 0;
    if (!regions.count)
        return;
    add_name(b, "--- ", "a/", edit->source->name);
    add_name(b, "+++ ", "b/", edit->source->name);
    for (size_t next = 0; next < regions.count;)
        next = add_hunk(b, edit->source, &regions, next, &shift);
}
