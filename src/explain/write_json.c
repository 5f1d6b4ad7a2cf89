#include "explain/explain.h"

static struct sg_node *levels_node(struct sg_arena *a, unsigned levels)
{
    struct sg_node *list = sg_list(a);
    for (unsigned access = SG_ACCESS_LIST; access <= SG_ACCESS_PERMISSIONS; access++)
        if (levels & 1U << access)
            sg_append(list, sg_scalar(a, sg_access_name((enum sg_access)access)));
    return list;
}

static void put_texts(struct sg_arena *a, struct sg_node *map, const char *key, const struct sg_strings *texts)
{
    sg_put_texts(a, map, key, texts->items, texts->count);
}

static struct sg_node *row_node(const struct sg_explanation *e, const struct sg_access_row *row)
{
    struct sg_arena *a = e->role->template->arena;
    struct sg_node *node = sg_map(a);
    sg_put_text(a, node, "effect", row->effect == SG_DENY ? "Deny" : "Allow");
    sg_put_text(a, node, "service", row->service);
    sg_put(a, node, "access", levels_node(a, row->levels));
    put_texts(a, node, row->all_but ? "not-actions" : "actions", &row->actions);
    put_texts(a, node, row->all_other ? "not-resources" : "resources", &row->resources);
    put_texts(a, node, "conditions", &row->conditions);
    sg_put_text(a, node, "when", row->when);
    sg_put_text(a, node, "form", sg_explain_row_form(row));
    sg_put_text(a, node, "policy", row->granted->name);
    sg_put_text(a, node, "sid", row->sid);
    sg_put_number(a, node, "line", row->line);
    sg_put_text(a, node, "implicit", row->granted->because);
    return node;
}

static struct sg_node *excess_node(struct sg_arena *a, const struct sg_excess *excess)
{
    struct sg_node *node = sg_map(a);
    sg_put_text(a, node, "policy", excess->granted->name);
    put_texts(a, node, "grants", &excess->grants);
    put_texts(a, node, "actions", &excess->actions);
    return node;
}

static struct sg_node *use_node(const struct sg_explanation *e, const struct sg_role_use *use)
{
    const struct sg_template *t = e->role->template;
    struct sg_node *node = sg_map(t->arena);
    sg_put_text(t->arena, node, "id", use->role ? use->role->id : NULL);
    if (use->role && use->role->own)
        sg_put_number(t->arena, node, "line", sg_locate_next(e->cursor, use->role->resource->key->start).line);
    if (!use->role)
        sg_put_text(t->arena, node, "unknown", sg_other_role_text(t, use));
    sg_put_text(t->arena, node, "when", use->when);
    return node;
}

/* Adds which roles the function has, unless SAM creates them, or what uses the role. */
static void put_uses(const struct sg_explanation *e, struct sg_node *node)
{
    struct sg_arena *a = e->role->template->arena;
    struct sg_node *roles = sg_list(a);
    for (size_t i = 0; sg_explain_has_own_role(e) && i < e->role->uses.count; i++)
        sg_append(roles, use_node(e, &e->role->uses.items[i]));
    if (roles->count)
        sg_put(a, node, "roles", roles);
    if (roles->count || !e->role->user)
        put_texts(a, node, e->role->user ? "shared_with" : "used_by", &e->others);
}

/* The first boundary; one role has no others, and those of other branches are in the text alone. */
static const char *boundary_name(const struct sg_explanation *e)
{
    return e->role->boundaries.count ? e->role->boundaries.items[0].name : NULL;
}

/* Without the key it is not known. */
static void put_unused(const struct sg_explanation *e, struct sg_node *node)
{
    struct sg_arena *a = e->role->template->arena;
    struct sg_node *list = sg_list(a);
    for (size_t i = 0; i < e->unused.count; i++) {
        struct sg_node *unused = sg_map(a);
        sg_put_text(a, unused, "policy", e->unused.items[i].policy);
        sg_put_number(a, unused, "line", e->unused.items[i].line);
        put_texts(a, unused, "actions", &e->unused.items[i].actions);
        sg_append(list, unused);
    }
    if (e->unused.known)
        sg_put(a, node, "unused", list);
}

struct sg_node *sg_explain_json(const struct sg_explanation *e)
{
    struct sg_arena *a = e->role->template->arena;
    struct sg_node *node = sg_map(a), *rows = sg_list(a), *excess = sg_list(a), *unknown = sg_list(a);
    for (size_t i = 0; i < e->row_count; i++)
        sg_append(rows, row_node(e, &e->rows[i]));
    for (size_t i = 0; i < e->excess_count; i++)
        sg_append(excess, excess_node(a, &e->excess[i]));
    for (size_t i = 0; i < e->role->granted.count; i++)
        if (!e->role->granted.items[i].policy)
            sg_append(unknown, sg_scalar(a, e->role->granted.items[i].name));
    for (size_t i = 0; i < e->role->uses.count; i++)
        if (!e->role->uses.items[i].role)
            sg_append(
                unknown,
                sg_scalar(a, sg_concat(a, "role: ", sg_other_role_text(e->role->template, &e->role->uses.items[i]))));
    sg_put(a, node, "access", rows);
    sg_put(a, node, "excess", excess);
    put_unused(e, node);
    sg_put(a, node, "unknown", unknown);
    sg_put_text(a, node, "boundary", boundary_name(e));
    put_uses(e, node);
    return node;
}
