#include "yaml/portion.h"

#include "base/list.h"

#include <string.h>

struct lines {
    const char *at, *end;
};

/* The line at `at`, without its end; moves on to the next one. */
static const char *next_line(struct lines *l, size_t *length)
{
    const char *line = l->at, *newline = memchr(line, '\n', (size_t)(l->end - line));
    *length = (size_t)((newline ? newline : l->end) - line);
    l->at = newline ? newline + 1 : l->end;
    return line;
}

static size_t spaces_of(const char *line, size_t length)
{
    size_t count = 0;
    while (count < length && line[count] == ' ')
        count++;
    return count;
}

static bool is_item(const char *line, size_t length, size_t indent)
{
    return length > indent + 1 && line[indent] == '-' && line[indent + 1] == ' ';
}

/* "functions:" and nothing more. */
static bool is_key(const char *line, size_t length, const char *key)
{
    size_t n = strlen(key);
    return length > n && memcmp(line, key, n) == 0 && line[n] == ':' &&
           (length == n + 1 || (length == n + 2 && line[n + 1] == '\r'));
}

/* Moves on to the line of the first item and returns its indent. False when the list does not begin so. */
static bool find_first(struct lines *l, const char *list, size_t *indent)
{
    size_t length = 0;
    bool found = false;
    while (l->at < l->end && !found) {
        const char *line = next_line(l, &length);
        found = is_key(line, length, list);
    }
    if (!found || l->at == l->end)
        return false;
    struct lines after = *l;
    const char *line = next_line(&after, &length);
    *indent = spaces_of(line, length);
    return is_item(line, length, *indent);
}

size_t sg_yaml_cut(struct sg_arena *a, const struct sg_source *source, const char *list, size_t size,
                   struct sg_yaml_portion **portions)
{
    struct lines l = {source->bytes, source->bytes + source->length};
    size_t indent, count = 0;
    if (source->length > SG_YAML_BYTES_MOST || !find_first(&l, list, &indent))
        return 0;
    size_t head = (size_t)(l.at - source->bytes), from = head;
    struct sg_yaml_portion *made = sg_new_array(a, struct sg_yaml_portion, source->length / size + 1);
    while (l.at < l.end) {
        size_t length, at = (size_t)(l.at - source->bytes);
        const char *line = next_line(&l, &length);
        if (at - from >= size && spaces_of(line, length) == indent && is_item(line, length, indent)) {
            made[count++] = (struct sg_yaml_portion){.head = head, .from = from, .to = at + indent, .indent = indent};
            from = at;
        }
    }
    made[count++] = (struct sg_yaml_portion){.head = head, .from = from, .to = source->length, .indent = indent};
    *portions = made;
    return count;
}
