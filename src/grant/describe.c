#include "grant/describe.h"

#include "base/buffer.h"

#include <string.h>

static void add_items(struct sg_arena *a, struct sg_strings *parts, const struct sg_strings *items, const char *before)
{
    for (size_t i = 0; i < items->count; i++) {
        const char *item = items->items[i], *colon = strchr(item, ':');
        if (colon)
            sg_push(a, parts, sg_format(a, "%s--%.*s as %s", before, (int)(colon - item), item, colon + 1));
        else
            sg_push(a, parts, sg_format(a, "%s--%s", before, item));
    }
}

const char *sg_grant_describe_when(struct sg_arena *a, const struct sg_statement *need)
{
    struct sg_strings parts = {0};
    add_items(a, &parts, &need->when, "");
    add_items(a, &parts, &need->unless, "without ");
    return sg_join(a, &parts, ", ");
}

const char *sg_grant_describe_actions(struct sg_arena *a, const struct sg_statement *need)
{
    const char *actions = sg_join(a, &need->actions, ", ");
    if (!need->inline_only.count)
        return actions;
    return sg_format(a, "%s, inline also %s", actions, sg_join(a, &need->inline_only, ", "));
}

/* Quoted for a shell if necessary. */
static const char *quoted(struct sg_arena *a, const char *text)
{
    bool plain = *text;
    for (const char *p = text; *p && plain; p++)
        plain = !strchr(" '\"$*?&|;<>(){}[]~#!`\\", *p);
    return plain ? text : sg_format(a, "'%s'", text);
}

static bool shown(const struct sg_grant *grant, const struct sg_option *option)
{
    return option->required || (grant->one_of.count && strcmp(grant->one_of.items[0], option->name) == 0);
}

const char *sg_grant_describe_example(struct sg_arena *a, const struct sg_grant *grant)
{
    struct sg_strings parts = {0};
    if (grant->example)
        return grant->example;
    for (size_t i = 0; i < grant->options.count; i++) {
        const struct sg_option *option = &grant->options.items[i];
        if (!shown(grant, option))
            continue;
        if (!option->positional)
            sg_push(a, &parts, sg_format(a, "--%s", option->name));
        if (!sg_is_flag(option))
            sg_push(a, &parts, quoted(a, option->kind->example));
    }
    return sg_join(a, &parts, " ");
}
