#include "base/buffer.h"
#include "base/list.h"
#include "catalog/text.h"

#include <stdlib.h>
#include <string.h>

const char *sg_variable(struct sg_scope *scope, struct sg_node *node)
{
    sg_grow(scope->arena, scope->variables, scope->variable_count, scope->variable_capacity);
    scope->variables[scope->variable_count] = node;
    return sg_format(scope->arena, "${=%zu}", scope->variable_count++);
}

static struct sg_node *variable_at(const struct sg_scope *scope, const char *p)
{
    size_t index = strtoul(p + 3, NULL, 10);
    return index < scope->variable_count ? scope->variables[index] : NULL;
}

/* ${!*} is a literal ${*} when no Fn::Sub reads the text. */
static const char *without_sub(struct sg_arena *a, const char *text)
{
    if (!strstr(text, "${!"))
        return text;
    struct sg_buffer b = sg_buffer_new(a, SG_BUFFER_MOST);
    for (const char *p = text; *p; p++) {
        sg_add_char(&b, *p);
        if (strncmp(p, "${!", 3) == 0) {
            sg_add_char(&b, '{');
            p += 2;
        }
    }
    return b.text;
}

static const struct sg_node *text_as_whole(const struct sg_scope *scope, const char *text)
{
    const char *end = strncmp(text, "${=", 3) == 0 ? sg_substitution_end(text) : NULL;
    return end && !*end ? variable_at(scope, text) : NULL;
}

/* !Ref or !GetAtt, when the text is one substitution and nothing else. */
static struct sg_node *reference_as_whole(struct sg_arena *a, const char *text)
{
    const char *end = strncmp(text, "${", 2) == 0 && text[2] != '!' ? sg_substitution_end(text) : NULL;
    if (!end || *end)
        return NULL;
    const char *name = sg_copy_bytes(a, text + 2, strlen(text) - 3);
    return sg_tagged(a, strchr(name, '.') ? "!GetAtt" : "!Ref", name);
}

/* Returns whether the text has a substitution of this name, which a variable then cannot use. */
static bool takes_name(const char *text, const char *name)
{
    size_t n = strlen(name);
    for (const char *p = strstr(text, "${"); p; p = strstr(p + 2, "${"))
        if (strncmp(p + 2, name, n) == 0 && (p[2 + n] == '}' || p[2 + n] == '.'))
            return true;
    return false;
}

/* Fn::Sub with a map: each ${=N} gets a name there. */
static struct sg_node *sub_with_map(struct sg_scope *scope, const char *text)
{
    struct sg_node *map = sg_map(scope->arena);
    struct sg_buffer b = sg_buffer_new(scope->arena, SG_BUFFER_MOST);
    for (const char *p = text; *p;) {
        struct sg_node *node = strncmp(p, "${=", 3) == 0 ? variable_at(scope, p) : NULL;
        if (!node) {
            sg_add_char(&b, *p++);
            continue;
        }
        const char *name = map->count ? sg_format(scope->arena, "Name%u", map->count / 2 + 1) : "Name";
        while (takes_name(text, name))
            name = sg_format(scope->arena, "%sX", name);
        sg_add_format(&b, "${%s}", name);
        sg_put(scope->arena, map, name, sg_copy_node(scope->arena, node));
        p = sg_substitution_end(p);
    }
    struct sg_node *sub = sg_list(scope->arena);
    sub->tag = "!Sub";
    sg_append(sub, sg_scalar(scope->arena, b.text));
    sg_append(sub, map);
    return sub;
}

struct sg_node *sg_text_node(struct sg_scope *scope, const char *text)
{
    if (!sg_has_substitution(text))
        return sg_scalar(scope->arena, without_sub(scope->arena, text));
    const struct sg_node *whole = text_as_whole(scope, text);
    if (whole)
        return sg_copy_node(scope->arena, whole);
    if (strstr(text, "${="))
        return sub_with_map(scope, text);
    struct sg_node *reference = reference_as_whole(scope->arena, text);
    return reference ? reference : sg_tagged(scope->arena, "!Sub", text);
}

struct sg_node *sg_text_nodes(struct sg_scope *scope, const struct sg_strings *texts)
{
    struct sg_node *list = sg_list(scope->arena);
    for (size_t i = 0; i < texts->count; i++)
        sg_append(list, sg_text_node(scope, texts->items[i]));
    return list;
}
