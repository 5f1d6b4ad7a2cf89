#include "explain/explain.h"

static struct sg_node *texts_node(struct sg_arena *a, const struct sg_strings *texts)
{
    struct sg_node *list = sg_list(a);
    for (size_t i = 0; i < texts->count; i++)
        sg_append(list, sg_scalar(a, texts->items[i]));
    return list;
}

static struct sg_node *levels_node(struct sg_arena *a, unsigned levels)
{
    struct sg_node *list = sg_list(a);
    for (unsigned access = SG_ACCESS_LIST; access <= SG_ACCESS_PERMISSIONS; access++)
        if (levels & 1U << access)
            sg_append(list, sg_scalar(a, sg_access_name((enum sg_access)access)));
    return list;
}

/* A number, boolean or null: what a plain scalar of these characters is read as. */
static struct sg_node *plain(struct sg_arena *a, const char *text)
{
    struct sg_node *node = sg_scalar(a, text);
    node->plain = true;
    return node;
}

static struct sg_node *text_or_null(struct sg_arena *a, const char *text)
{
    return text ? sg_scalar(a, text) : plain(a, "null");
}

static struct sg_node *row_node(const struct sg_explanation *e, const struct sg_access_row *row)
{
    struct sg_arena *a = e->role->template->arena;
    struct sg_node *node = sg_map(a);
    sg_put(a, node, "effect", sg_scalar(a, row->effect == SG_DENY ? "Deny" : "Allow"));
    sg_put(a, node, "service", sg_scalar(a, row->service));
    sg_put(a, node, "access", levels_node(a, row->levels));
    sg_put(a, node, row->all_but ? "not-actions" : "actions", texts_node(a, &row->actions));
    sg_put(a, node, row->all_other ? "not-resources" : "resources", texts_node(a, &row->resources));
    sg_put(a, node, "conditions", texts_node(a, &row->conditions));
    sg_put(a, node, "when", text_or_null(a, row->when));
    sg_put(a, node, "form", sg_scalar(a, sg_explain_row_form(row)));
    sg_put(a, node, "policy", sg_scalar(a, row->granted->name));
    sg_put(a, node, "sid", text_or_null(a, row->sid));
    sg_put(a, node, "line", plain(a, sg_format(a, "%zu", row->line)));
    sg_put(a, node, "implicit", text_or_null(a, row->granted->because));
    return node;
}

static struct sg_node *wider_node(struct sg_arena *a, const struct sg_wider *wider)
{
    struct sg_node *node = sg_map(a);
    sg_put(a, node, "policy", sg_scalar(a, wider->granted->name));
    sg_put(a, node, "grants", texts_node(a, &wider->grants));
    sg_put(a, node, "actions", texts_node(a, &wider->actions));
    return node;
}

struct sg_node *sg_explain_json(const struct sg_explanation *e)
{
    struct sg_arena *a = e->role->template->arena;
    struct sg_node *node = sg_map(a), *rows = sg_list(a), *excess = sg_list(a), *unknown = sg_list(a);
    for (size_t i = 0; i < e->row_count; i++)
        sg_append(rows, row_node(e, &e->rows[i]));
    for (size_t i = 0; i < e->wider_count; i++)
        sg_append(excess, wider_node(a, &e->wider[i]));
    for (size_t i = 0; i < e->role->granted.count; i++)
        if (!e->role->granted.items[i].policy)
            sg_append(unknown, sg_scalar(a, e->role->granted.items[i].name));
    sg_put(a, node, "access", rows);
    sg_put(a, node, "excess", excess);
    sg_put(a, node, "unknown", unknown);
    sg_put(a, node, "boundary", text_or_null(a, e->role->boundary.name));
    return node;
}
