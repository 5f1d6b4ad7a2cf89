#include "catalog/type.h"

#include "base/text.h"
#include "catalog/catalog_internal.h"
#include "catalog/own_internal.h"
#include "catalog/table_internal.h"

#include <string.h>
#include <strings.h>

#define FILE_NAME "types.txt"
#define BUILT_IN "built-in types"
#define KEY_START "type " /* of what the catalog keeps */
#define SHOWN_MOST 8      /* attributes in a message: people do not read more */

struct line {
    const char *start, *end; /* end: its newline, or the end of the text */
};

static struct line line_at(const struct sg_source *source, const char *start)
{
    const char *end = source->bytes + source->length;
    const char *newline = memchr(start, '\n', (size_t)(end - start));
    return (struct line){start, newline ? newline : end};
}

/* As strcmp of the first word of the line and a name. */
static int compare(const struct line *line, const char *name)
{
    const char *p = line->start;
    for (; p < line->end && *p != ' ' && *p == *name; p++, name++)
        continue;
    bool ended = p == line->end || *p == ' ';
    return (ended ? 0 : (unsigned char)*p) - (unsigned char)*name;
}

/* The built-in lines are sorted, so few of them are read. */
static bool find_sorted(const struct sg_source *source, const char *name, struct line *found)
{
    const char *low = source->bytes, *high = source->bytes + source->length;
    while (low < high) {
        const char *middle = low + (high - low) / 2;
        while (middle > low && middle[-1] != '\n')
            middle--;
        *found = line_at(source, middle);
        int order = compare(found, name);
        if (order == 0)
            return true;
        if (order > 0)
            high = middle;
        else
            low = found->end < high ? found->end + 1 : high;
    }
    return false;
}

static bool find_any(const struct sg_source *source, const char *name, struct line *found)
{
    for (const char *p = source->bytes, *end = p + source->length; p < end; p = found->end + 1) {
        *found = line_at(source, p);
        if (compare(found, name) == 0)
            return true;
    }
    return false;
}

/* The user's file, read once; an empty text if there is none. */
static const struct sg_source *own_types(struct sg_catalog *c)
{
    const struct sg_source *kept = sg_catalog_kept(c, FILE_NAME);
    if (kept || !sg_catalog_directory(c))
        return kept;
    struct sg_source *own = sg_new(sg_catalog_arena(c), struct sg_source);
    if (!sg_own_read(sg_catalog_arena(c), sg_catalog_directory(c), FILE_NAME, own))
        *own = (struct sg_source){.bytes = ""};
    return sg_catalog_keep(c, FILE_NAME, own);
}

/* A file of the user's has the types that it is about; all others are as built in. */
static bool find_line(struct sg_catalog *c, const char *name, struct line *found)
{
    const struct sg_source *own = own_types(c), *built_in = sg_catalog_kept(c, BUILT_IN);
    struct sg_source *made = built_in ? NULL : sg_new(sg_catalog_arena(c), struct sg_source);
    size_t file;
    if (own && find_any(own, name, found))
        return true;
    if (made && sg_table_find(FILE_NAME, &file)) {
        sg_table_text(sg_catalog_arena(c), file, made);
        built_in = sg_catalog_keep(c, BUILT_IN, made);
    }
    return built_in && find_sorted(built_in, name, found);
}

static const char *next_word(struct sg_arena *a, struct line *line)
{
    const char *start = line->start, *end = memchr(start, ' ', (size_t)(line->end - start));
    end = end ? end : line->end;
    line->start = end < line->end ? end + 1 : end;
    return sg_copy_bytes(a, start, (size_t)(end - start));
}

static const char *known_word(struct sg_arena *a, struct line *line)
{
    const char *word = next_word(a, line);
    return !*word || strcmp(word, "-") == 0 ? NULL : word;
}

static const struct sg_type *read_type(struct sg_arena *a, struct line line)
{
    struct sg_type *type = sg_new(a, struct sg_type);
    type->name = next_word(a, &line);
    type->ref = known_word(a, &line);
    type->arn = known_word(a, &line);
    while (line.start < line.end)
        sg_push(a, &type->attributes, next_word(a, &line));
    return type;
}

/*
 * Templates repeat their types. One that is not known is not kept, so that the catalog does not grow with the
 * templates.
 */
bool sg_find_type(struct sg_arena *a, struct sg_catalog *c, const char *name, struct sg_type *found)
{
    struct line line;
    *found = (struct sg_type){0};
    if (!*name || *name == '.')
        return false;
    const char *key = sg_concat(a, KEY_START, name);
    const struct sg_type *type = sg_catalog_kept(c, key);
    if (!type && find_line(c, name, &line))
        type = sg_catalog_keep(c, key, read_type(sg_catalog_arena(c), line));
    if (type)
        *found = *type;
    return type;
}

/* "Endpoint" is above "Endpoint.Address". */
static bool is_above(const char *upper, const char *lower)
{
    size_t length = strlen(upper);
    return strncmp(lower, upper, length) == 0 && lower[length] == '.';
}

/* "*" and "Outputs.*" match any name. */
static bool is_pattern_of(const char *known, const char *attribute)
{
    size_t length = strlen(known);
    return length && known[length - 1] == '*' && strncmp(known, attribute, length - 1) == 0;
}

bool sg_type_lacks(const struct sg_type *type, const char *attribute)
{
    bool in_attribute = false, in_object = false;
    for (size_t i = 0; i < type->attributes.count; i++) {
        const char *known = type->attributes.items[i];
        if (strcmp(known, attribute) == 0 || is_above(attribute, known) || is_pattern_of(known, attribute))
            return false;
        if (!is_above(known, attribute))
            continue;
        in_attribute = true;
        for (size_t n = 0; n < type->attributes.count; n++)
            in_object = in_object || is_above(known, type->attributes.items[n]);
    }
    return !in_attribute || in_object;
}

const char *sg_ref_in_words(const struct sg_type *type)
{
    if (strcmp(type->ref, "arn") == 0)
        return "ARN";
    return strcmp(type->ref, "url") == 0 ? "URL" : type->ref;
}

/* Returns whether a name ends with another, as QueueUrl with Url. */
static bool ends_with_word(const char *name, const char *word)
{
    size_t length = strlen(name), end = strlen(word);
    return length >= end && strcasecmp(name + length - end, word) == 0;
}

/* QueueUrl for Url, Arn for BucketArn; else the one with the fewest typing mistakes; or NULL. */
static const char *nearest_attribute(const struct sg_type *type, const char *attribute)
{
    for (size_t i = 0; i < type->attributes.count; i++) {
        const char *known = type->attributes.items[i];
        if (!strchr(known, '.') && (ends_with_word(known, attribute) || ends_with_word(attribute, known)))
            return known;
    }
    return sg_nearest(attribute, &type->attributes);
}

/* Returns whether !Ref returns what the attribute is asked for: the name for BucketName. */
static bool is_ref_meant(const struct sg_type *type, const char *attribute)
{
    return type->ref && ends_with_word(attribute, type->ref);
}

const char *sg_attribute_fault(struct sg_arena *a, struct sg_catalog *c, const char *type, const char *attribute)
{
    struct sg_type found;
    const char *end = attribute;
    while (sg_is_alnum(*end) || *end == '.' || *end == '_')
        end++;
    bool is_name = !*end;
    if (!type || !*attribute || !is_name || !sg_find_type(a, c, type, &found) || !sg_type_lacks(&found, attribute))
        return NULL;
    const char *near = nearest_attribute(&found, attribute);
    if (is_ref_meant(&found, attribute))
        return sg_format(a, "%s has no attribute %s; !Ref returns its %s", type, attribute, sg_ref_in_words(&found));
    if (near)
        return sg_format(a, "%s has no attribute %s; did you mean %s?", type, attribute, near);
    if (!found.attributes.count)
        return sg_format(a, "%s has no attributes; only !Ref returns something", type);
    struct sg_strings shown = {0};
    for (size_t i = 0; i < found.attributes.count && shown.count < SHOWN_MOST; i++)
        if (!strchr(found.attributes.items[i], '.'))
            sg_push(a, &shown, found.attributes.items[i]);
    size_t more = found.attributes.count - shown.count;
    return sg_format(a, "%s has no attribute %s; it has %s%s", type, attribute, sg_join(a, &shown, ", "),
                     more ? sg_format(a, " and %zu more", more) : "");
}
