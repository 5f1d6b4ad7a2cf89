#include "compare/compare_internal.h"

#include "base/set.h"
#include "base/shown.h"
#include "compare/row_internal.h"

#include <string.h>

/* A text of a template without what could end the line or control the terminal. */
static const char *clean(struct sg_arena *a, const char *text)
{
    return sg_shown(a, text);
}

/* ---- Text ---- */

static const char *heading(struct sg_arena *a, const struct sg_comparison *c, const struct sg_holder_difference *h)
{
    const struct sg_template *t = (h->newer ? c->newer : c->older)->template;
    const struct sg_resource *r = h->newer ? h->newer : h->older;
    const char *what = !h->older                       ? ", new"
                       : !h->newer                     ? ", removed"
                       : strcmp(h->id, h->old_id) != 0 ? sg_format(a, ", %s before", h->old_id)
                                                       : "";
    return clean(a,
                 sg_format(a, "%s (%s:%zu)%s", r->id, t->source->name, sg_locate(t->source, r->key->start).line, what));
}

static void add_unknown(struct sg_buffer *b, const char *sign, const struct sg_strings *names)
{
    for (size_t i = 0; i < names->count; i++)
        sg_add_format(b, "%s%s, whose permissions are unknown\n", sign, clean(b->arena, names->items[i]));
}

static const char *caller_text(struct sg_arena *a, const struct sg_comparison *c, const struct sg_caller_difference *d)
{
    const struct sg_template *t = (d->in_new ? c->newer : c->older)->template;
    return clean(a, sg_format(a, "%s%s  (%s:%zu)", d->denies ? "Deny " : "", d->text, t->source->name,
                              sg_locate(t->source, d->at->start).line));
}

static void add_callers(const struct sg_comparison *c, struct sg_buffer *b, const char *before, const char *after)
{
    for (size_t i = 0; i < c->caller_count; i++) {
        const struct sg_caller_difference *d = &c->callers[i];
        if (!i || strcmp(d->resource, d[-1].resource) != 0)
            sg_add_format(b, "%s%s%s\n", before, clean(b->arena, sg_concat(b->arena, "who may call: ", d->resource)),
                          after);
        sg_add_format(b, "  %s %s\n", d->in_new ? "+" : "-", caller_text(b->arena, c, d));
    }
}

static const char *rows_text(const struct sg_comparison *c, const struct sg_holder_difference *h, struct sg_arena *a)
{
    struct sg_buffer b = sg_buffer_new(a, SG_BUFFER_MOST);
    const struct sg_compared_rows rows = sg_compare_rows(a, c, h, true);
    for (size_t i = 0; i < rows.count; i++) {
        const struct sg_compared_row *row = &rows.items[i];
        sg_add_format(&b, "  %s  (%s:%zu)\n", sg_compare_row_text(a, row), clean(a, row->template->source->name),
                      row->line);
    }
    add_unknown(&b, "  + ", &h->unknown_added);
    add_unknown(&b, "  - ", &h->unknown_removed);
    if (h->differences.in_part)
        sg_add(&b, "  not everything was compared: there are too many combinations of patterns and conditions\n");
    return b.text;
}

/* What one holder may newly do, or several that have one role. */
struct section {
    struct sg_strings headings;
    const char *rows;
};

struct sections {
    struct section *items;
    size_t count;
};

static bool is_on_both_sides(const struct sg_holder_difference *h)
{
    return h->older && h->newer && strcmp(h->id, h->old_id) == 0;
}

static struct sections sections_of(struct sg_arena *a, const struct sg_comparison *c)
{
    struct sections s = {.items = sg_new_array(a, struct section, c->holder_count)};
    struct sg_map seen = {0};
    for (size_t i = 0; i < c->holder_count; i++) {
        const struct sg_holder_difference *h = &c->holders[i];
        const char *rows = rows_text(c, h, a);
        void **same = is_on_both_sides(h) ? sg_map_at(a, &seen, rows) : NULL;
        struct section *section = same && *same ? *same : &s.items[s.count++];
        if (!same || !*same)
            *section = (struct section){.rows = rows};
        if (same)
            *same = section;
        sg_push(a, &section->headings, heading(a, c, h));
    }
    return s;
}

void sg_compare_text(const struct sg_comparison *c, struct sg_buffer *b)
{
    const struct sections s = sections_of(b->arena, c);
    for (size_t i = 0; i < s.count; i++)
        sg_add_format(b, "%s%s\n%s", b->length ? "\n" : "", sg_join(b->arena, &s.items[i].headings, ", "),
                      s.items[i].rows);
    if (c->caller_count && b->length)
        sg_add_char(b, '\n');
    add_callers(c, b, "", "");
}

void sg_compare_markdown(const struct sg_comparison *c, const char *name, struct sg_buffer *b)
{
    const struct sections s = sections_of(b->arena, c);
    if (!c->holder_count && !c->caller_count)
        return;
    if (name)
        sg_add_format(b, "### Permissions of `%s`\n\n", clean(b->arena, name));
    for (size_t i = 0; i < s.count; i++)
        sg_add_format(b, "**%s**\n\n```diff\n%s```\n\n", sg_join(b->arena, &s.items[i].headings, ", "),
                      *s.items[i].rows ? s.items[i].rows : "  the same permissions\n");
    if (!c->caller_count)
        return;
    sg_add(b, "```diff\n");
    add_callers(c, b, "", "");
    sg_add(b, "```\n\n");
}

/* ---- JSON ---- */

static struct sg_node *row_json(struct sg_arena *a, const struct sg_compared_row *row)
{
    const struct sg_difference *d = row->first;
    struct sg_node *map = sg_map(a);
    sg_put_text(a, map, "change", sg_compare_word(d));
    sg_put_texts(a, map, d->not_action ? "not_actions" : "actions", row->actions.items, row->actions.count);
    sg_put_text(a, map, d->not_resource ? "not_resource" : "resource", sg_compare_resource(a, d));
    const char *conditions = sg_compare_conditions(a, d->statement);
    sg_put_text(a, map, "condition", *conditions ? conditions : NULL);
    sg_put_text(a, map, "when", d->policy->when);
    sg_put_texts(a, map, "also", row->also.items, row->also.count);
    sg_put_text(a, map, "file", row->template->source->name);
    sg_put_number(a, map, "line", row->line);
    return map;
}

static struct sg_node *holder_json(struct sg_arena *a, const struct sg_comparison *c,
                                   const struct sg_holder_difference *h)
{
    struct sg_node *map = sg_map(a), *changes = sg_list(a);
    const struct sg_compared_rows rows = sg_compare_rows(a, c, h, false);
    for (size_t i = 0; i < rows.count; i++)
        sg_append(changes, row_json(a, &rows.items[i]));
    sg_put_text(a, map, "status", !h->older ? "added" : !h->newer ? "removed" : "changed");
    if (h->older && h->newer && strcmp(h->id, h->old_id) != 0)
        sg_put_text(a, map, "was", h->old_id);
    sg_put(a, map, "changes", changes);
    sg_put_texts(a, map, "unknown_added", h->unknown_added.items, h->unknown_added.count);
    sg_put_texts(a, map, "unknown_removed", h->unknown_removed.items, h->unknown_removed.count);
    sg_put_plain(a, map, "complete", h->differences.in_part ? "false" : "true");
    return map;
}

static bool is_function(const struct sg_comparison *c, const struct sg_holder_difference *h)
{
    return sg_runs_with_role((h->newer ? c->newer : c->older)->template, h->newer ? h->newer : h->older);
}

struct sg_node *sg_compare_json(struct sg_arena *a, const struct sg_comparison *c)
{
    struct sg_node *root = sg_map(a), *functions = sg_map(a), *roles = sg_map(a), *callers = sg_list(a);
    for (size_t i = 0; i < c->holder_count; i++) {
        const struct sg_holder_difference *h = &c->holders[i];
        sg_put(a, is_function(c, h) ? functions : roles, h->id ? h->id : h->old_id, holder_json(a, c, h));
    }
    for (size_t i = 0; i < c->caller_count; i++) {
        const struct sg_caller_difference *d = &c->callers[i];
        const struct sg_template *t = (d->in_new ? c->newer : c->older)->template;
        struct sg_node *map = sg_map(a);
        sg_put_text(a, map, "change", d->in_new ? "added" : "removed");
        sg_put_text(a, map, "effect", d->denies ? "Deny" : "Allow");
        sg_put_text(a, map, "resource", d->resource);
        sg_put_text(a, map, "statement", d->text);
        sg_put_text(a, map, "file", t->source->name);
        sg_put_number(a, map, "line", sg_locate(t->source, d->at->start).line);
        sg_append(callers, map);
    }
    sg_put(a, root, "functions", functions);
    sg_put(a, root, "roles", roles);
    sg_put(a, root, "callers", callers);
    return root;
}
