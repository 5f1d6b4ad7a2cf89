#include "catalog/pattern.h"

#include "base/buffer.h"
#include "catalog/text.h"

#include <string.h>

static const char **part_named(struct sg_parts *parts, const char *name, size_t length)
{
    const struct {
        const char *name;
        const char **part;
    } known[] = {
        {"partition", &parts->partition},
        {"region", &parts->region},
        {"account", &parts->account},
        {"name", &parts->name},
    };
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (strlen(known[i].name) == length && strncmp(known[i].name, name, length) == 0)
            return known[i].part;
    return NULL;
}

static const char *skip_one(const char *text)
{
    const char *end = strncmp(text, "${", 2) == 0 ? sg_substitution_end(text) : NULL;
    return end ? end : text + 1;
}

bool sg_match_pattern(struct sg_arena *a, const char *pattern, const char *text, struct sg_parts *parts)
{
    *parts = (struct sg_parts){0};
    while (*pattern) {
        const char **part = NULL;
        const char *close = *pattern == '{' ? strchr(pattern, '}') : NULL;
        if (close)
            part = part_named(parts, pattern + 1, (size_t)(close - pattern) - 1);
        if (!part) {
            if (*pattern++ != *text++)
                return false;
            continue;
        }
        const char *start = text;
        while (*text && *text != close[1])
            text = skip_one(text);
        if (text == start)
            return false;
        *part = sg_copy_bytes(a, start, (size_t)(text - start));
        pattern = close + 1;
    }
    return *text == '\0';
}

const char *sg_fill_pattern(struct sg_arena *a, const char *pattern, const struct sg_parts *parts)
{
    struct sg_parts all = *parts;
    struct sg_buffer b = sg_buffer_new(a, SG_BUFFER_MOST);
    while (*pattern) {
        size_t plain = strcspn(pattern, "{");
        sg_add_bytes(&b, pattern, plain);
        pattern += plain;
        const char *close = *pattern ? strchr(pattern, '}') : NULL;
        const char **part = close ? part_named(&all, pattern + 1, (size_t)(close - pattern) - 1) : NULL;
        if (part && *part)
            sg_add(&b, *part);
        if (part)
            pattern = close + 1;
        else if (*pattern)
            sg_add_char(&b, *pattern++);
    }
    return b.text;
}
