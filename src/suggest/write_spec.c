#include "suggest/suggest_internal.h"

#include "yaml/write.h"

#include <string.h>

/* An option as a spec writes it: a switch is true, the others are texts. */
static void put_option(struct sg_arena *a, struct sg_node *grant, const struct sg_asked_option *option)
{
    if (option->text)
        sg_put(a, grant, option->name, sg_scalar(a, option->text));
    else
        sg_put_plain(a, grant, option->name, "true");
}

static struct sg_node *list_of(struct sg_arena *a, const char *text)
{
    struct sg_node *list = sg_list(a);
    list->flow = true;
    sg_append(list, sg_scalar(a, text));
    return list;
}

/* {actions: [s3:GetObject], resources: [...]} of the grant `allow`. */
static struct sg_node *statement_node(struct sg_arena *a, const struct sg_asked_grant *grant)
{
    struct sg_node *node = sg_map(a);
    sg_put(a, node, "actions", list_of(a, grant->options[0].text));
    sg_put(a, node, "resources", list_of(a, grant->options[1].text));
    return node;
}

static struct sg_node *grant_node(struct sg_arena *a, const struct sg_asked_grant *grant)
{
    struct sg_node *node = sg_map(a);
    sg_put(a, node, "grant", sg_scalar(a, grant->name));
    for (size_t i = 0; i < grant->count; i++)
        put_option(a, node, &grant->options[i]);
    return node;
}

/* Whether the call is certain, and what it is for is known. */
static bool is_stated(const struct sg_code_need *need)
{
    return need->call->sure && need->used.type != SG_USED_UNKNOWN;
}

static struct sg_node *function_node(struct sg_suggesting *all, struct sg_suggestion *s)
{
    struct sg_arena *a = all->arena;
    struct sg_node *node = sg_map(a), *grants = sg_list(a), *statements = sg_list(a);
    struct sg_asked_grant *items = NULL;
    size_t count = 0, capacity = 0;
    struct sg_buffer left = sg_buffer_new(a, SG_BUFFER_MOST);
    for (size_t i = 0; i < s->needs.count; i++) {
        const struct sg_code_need *need = &s->needs.items[i];
        if (!is_stated(need) || !sg_suggest_add_grant(all, s, need, &items, &count, &capacity))
            sg_add_format(&left, "%snot granted: %s on %s", left.length ? "\n" : "", need->action,
                          sg_code_need_resource(a, need));
    }
    for (size_t i = 0; i < count; i++)
        if (strcmp(items[i].name, "allow") == 0)
            sg_append(statements, statement_node(a, &items[i]));
        else
            sg_append(grants, grant_node(a, &items[i]));
    sg_put(a, node, "name", sg_scalar(a, s->function->id));
    sg_put(a, node, "template", sg_scalar(a, all->template->source->name));
    if (grants->count)
        sg_put(a, node, "grants", grants);
    if (statements->count)
        sg_put(a, node, "statements", statements);
    if (left.length)
        node->comment = left.text;
    return node;
}

void sg_suggest_spec(struct sg_suggesting *all, struct sg_buffer *b)
{
    struct sg_node *root = sg_map(all->arena), *functions = sg_list(all->arena);
    for (size_t i = 0; i < all->count; i++)
        if (all->items[i].asked)
            sg_append(functions, function_node(all, &all->items[i]));
    sg_put(all->arena, root, "functions", functions);
    sg_write_yaml(b, root, 0);
}
