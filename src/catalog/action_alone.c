#include "catalog/action.h"

#include "base/list.h"
#include "catalog/catalog_internal.h"

#include <string.h>

/*
 * One action and its resource types, found in the text of its service's file. To check the statements of a grant, this
 * takes a small part of the time that reading the whole file takes.
 */

/* A line: "GetItem R table 2". */
struct line {
    const char *start, *end;
};

/* The lines of a service's file that say something of types or actions. */
struct outline {
    const char *prefix;
    struct line *types; /* ".type table 1 :table/{TableName}" */
    size_t type_count, type_capacity;
    const char *actions, *end; /* the lines of actions, sorted by name */
};

static struct line line_at(const char *start, const char *end)
{
    const char *newline = memchr(start, '\n', (size_t)(end - start));
    return (struct line){start, newline ? newline : end};
}

static bool begins(const struct line *line, const char *word)
{
    size_t n = strlen(word);
    return (size_t)(line->end - line->start) > n && memcmp(line->start, word, n) == 0 && line->start[n] == ' ';
}

/* The lines of actions come last. NULL if the file does not exist. */
static const struct outline *outline_of(struct sg_catalog *c, const char *prefix)
{
    struct sg_arena *a = sg_catalog_arena(c);
    const char *key = sg_concat(a, "outline ", prefix);
    const struct outline *before = sg_catalog_kept(c, key);
    struct sg_source source;
    if (before || !sg_catalog_read(c, sg_format(a, "actions/%s.txt", prefix), &source))
        return before;
    struct outline *o = sg_new(a, struct outline);
    *o = (struct outline){.prefix = prefix, .end = source.bytes + source.length};
    const char *p = source.bytes;
    while (p < o->end && strchr(".#\n", *p)) {
        struct line line = line_at(p, o->end);
        if (begins(&line, ".type")) {
            sg_grow(a, o->types, o->type_count, o->type_capacity);
            o->types[o->type_count++] = line;
        }
        p = line.end < o->end ? line.end + 1 : o->end;
    }
    o->actions = p;
    return sg_catalog_keep(c, key, o);
}

/* Cuts the next word off a line; NULL at its end. */
static const char *next_word(struct sg_arena *a, struct line *line, char separator)
{
    while (line->start < line->end && *line->start == separator)
        line->start++;
    const char *start = line->start;
    while (line->start < line->end && *line->start != separator)
        line->start++;
    return line->start > start ? sg_copy_bytes(a, start, (size_t)(line->start - start)) : NULL;
}

/* strncasecmp of ASCII, in every locale. */
static int compare_without_case(const char *x, const char *y, size_t length)
{
    int order = 0;
    for (size_t i = 0; i < length && !order; i++)
        order = sg_small_letter(x[i]) - sg_small_letter(y[i]);
    return order;
}

/* The line of an action: by halves, between which the nearest line is looked for. */
static bool find_action(const struct outline *o, const char *name, struct line *found)
{
    const char *low = o->actions, *high = o->end;
    size_t n = strlen(name);
    while (low < high) {
        const char *start = low + (high - low) / 2;
        while (start > low && start[-1] != '\n')
            start--;
        struct line line = line_at(start, o->end);
        size_t length = (size_t)(line.end - line.start), word = 0;
        while (word < length && line.start[word] != ' ')
            word++;
        int order = compare_without_case(line.start, name, word < n ? word : n);
        order = order ? order : (word > n) - (word < n);
        if (order == 0) {
            *found = line;
            return true;
        }
        if (order < 0)
            low = line.end < o->end ? line.end + 1 : o->end;
        else
            high = start;
    }
    return false;
}

/* Whether another form goes on with '/' after this one. */
static bool has_parts(const struct outline *o, const char *form)
{
    size_t n = strlen(form);
    for (size_t i = 0; i < o->type_count; i++) {
        const struct line *line = &o->types[i];
        const char *p = line->start;
        while ((p = memchr(p, ' ', (size_t)(line->end - p)))) {
            p++;
            if ((size_t)(line->end - p) > n && p[n] == '/' && memcmp(p, form, n) == 0)
                return true;
        }
    }
    return false;
}

static const struct sg_resource_type *read_type(struct sg_arena *a, const struct outline *o, const char *name)
{
    for (size_t i = 0; i < o->type_count; i++) {
        struct line line = o->types[i];
        line.start += strlen(".type ");
        if (!begins(&line, name))
            continue;
        struct sg_resource_type *type = sg_new(a, struct sg_resource_type);
        *type = (struct sg_resource_type){.name = name};
        line.start += strlen(name);
        next_word(a, &line, ' '); /* the number of its keys */
        type->arns = sg_new_array(a, struct sg_resource_arn, (size_t)(line.end - line.start) / 2 + 1);
        for (const char *form; (form = next_word(a, &line, ' '));) {
            struct sg_resource_arn *arn = &type->arns[type->arn_count++];
            arn->has_parts = has_parts(o, form);
            arn->form = *form != ':' ? form : sg_format(a, "arn:{partition}:%s:{region}:{account}%s", o->prefix, form);
        }
        return type;
    }
    return NULL;
}

/* Reads "GetItem R table!=4,* 2". */
static const struct sg_action *read_action(struct sg_arena *a, const struct outline *o, struct line line)
{
    struct sg_action *action = sg_new(a, struct sg_action);
    struct sg_actions *service = sg_new(a, struct sg_actions);
    *service = (struct sg_actions){.prefix = o->prefix};
    *action = (struct sg_action){.name = next_word(a, &line, ' '), .service = service};
    next_word(a, &line, ' '); /* the access level */
    const char *uses = next_word(a, &line, ' ');
    if (!uses)
        return NULL;
    struct line left = {uses, uses + strlen(uses)};
    action->types = sg_new_array(a, struct sg_action_type, strlen(uses) / 2 + 1);
    for (const char *use; (use = next_word(a, &left, ','));) {
        size_t length = 0;
        while (use[length] && use[length] != '!' && use[length] != '=')
            length++;
        const struct sg_resource_type *type = *use == '*' ? NULL : read_type(a, o, sg_copy_bytes(a, use, length));
        if (type)
            action->types[action->type_count++] = (struct sg_action_type){.type = type};
        else
            action->on_all = true;
    }
    return action;
}

const struct sg_action *sg_action_alone(struct sg_catalog *c, const char *name, struct sg_findings *f)
{
    struct sg_arena *a = sg_catalog_arena(c);
    const char *key = sg_concat(a, "alone ", name), *colon = strchr(name, ':');
    const struct sg_action *before = sg_catalog_kept(c, key), *action = NULL;
    if (before || !colon)
        return before;
    const struct outline *o = sg_catalog_directory(c) /* files of the user's can add to those of a service */
                                  ? NULL
                                  : outline_of(c, sg_copy_bytes(a, name, (size_t)(colon - name)));
    struct line line;
    if (o && find_action(o, colon + 1, &line))
        action = read_action(a, o, line);
    action = action ? action : sg_find_action(c, name, f);
    return action ? sg_catalog_keep(c, key, action) : NULL;
}
