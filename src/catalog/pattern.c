#include "catalog/pattern.h"

#include "base/pieces.h"
#include "catalog/text.h"
#include "iam/arn.h"

#include <string.h>

static const char **part_named(struct sg_parts *parts, const char *name, size_t length)
{
#define IS(text) (length == sizeof(text) - 1 && memcmp(name, text, length) == 0)
    return IS("partition")   ? &parts->partition
           : IS("region")    ? &parts->region
           : IS("account")   ? &parts->account
           : IS("name")      ? &parts->name
           : IS("qualifier") ? &parts->qualifier
           : IS("suffix")    ? &parts->suffix
                             : NULL;
#undef IS
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

/* What a placeholder stands for; NULL when the pattern has none here. `end`: its closing brace. */
static const char *part_text(struct sg_parts *parts, const char *open, const char **end)
{
    const char *close = open;
    while (*close && *close != '}')
        close++;
    const char **part = *close ? part_named(parts, open + 1, (size_t)(close - open) - 1) : NULL;
    *end = close;
    if (part == &parts->suffix && !*part)
        *part = sg_partition_suffix(parts->partition ? parts->partition : "aws");
    return part ? (*part ? *part : "") : NULL;
}

const char *sg_fill_pattern(struct sg_arena *a, const char *pattern, const struct sg_parts *parts)
{
    struct sg_parts all = *parts;
    struct sg_pieces made;
    sg_pieces_begin(&made, a);
    while (*pattern) {
        const char *open = pattern, *close;
        while (*open && *open != '{')
            open++;
        sg_pieces_add(&made, pattern, (size_t)(open - pattern));
        const char *text = *open ? part_text(&all, open, &close) : NULL;
        if (text)
            sg_pieces_add(&made, text, strlen(text));
        else if (*open)
            sg_pieces_add(&made, open, 1);
        pattern = text ? close + 1 : *open ? open + 1 : open;
    }
    return sg_pieces_join(&made);
}
