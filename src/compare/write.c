#include "compare/compare_internal.h"

#include "base/shown.h"
#include "iam/condition.h"

#include <string.h>

/* ---- Texts ---- */

static const struct {
    const char *apart, *shown;
} pseudo[] = {{"account", "AWS::AccountId"}, {"region", "AWS::Region"}, {"stack", "AWS::StackName"}};

static const char *name_shown(struct sg_arena *a, const char *name, size_t length)
{
    for (size_t i = 0; i < sizeof pseudo / sizeof *pseudo; i++)
        if (sg_is_word(pseudo[i].apart, name, length))
            return pseudo[i].shown;
    return sg_copy_bytes(a, name, length);
}

const char *sg_compare_shown(struct sg_arena *a, const char *text)
{
    struct sg_buffer b = sg_buffer_new(a, SG_BUFFER_MOST);
    if (!strchr(text, '~'))
        return text;
    for (const char *p = text; *p; p++) {
        size_t length = *p == '~' ? strspn(p + 1, SG_ALNUM ".") : 0;
        if (!length) {
            sg_add_char(&b, *p);
            continue;
        }
        sg_add_format(&b, "${%s}", name_shown(a, p + 1, length));
        p += length;
    }
    return b.text;
}

/* An ARN without what all ARNs of the stack have in common: "table/${Orders}". */
static const char *short_resource(struct sg_arena *a, const char *text)
{
    static const char *const starts[] = {"~region:~account:", "::"};
    const char *p = sg_starts_with(text, "arn:") ? strchr(text + strlen("arn:"), ':') : NULL;
    p = p ? strchr(p + 1, ':') : NULL;
    for (size_t i = 0; p && i < sizeof starts / sizeof *starts; i++)
        if (sg_starts_with(p + 1, starts[i]))
            return sg_compare_shown(a, p + 1 + strlen(starts[i]));
    return sg_compare_shown(a, text);
}

static const char *conditions_text(struct sg_arena *a, const struct sg_iam_statement *s)
{
    struct sg_strings all = {0};
    for (size_t i = 0; i < s->condition_count; i++) {
        const struct sg_iam_condition *c = &s->conditions[i];
        struct sg_strings values = {0};
        for (size_t k = 0; k < c->count; k++)
            sg_push(a, &values, sg_compare_shown(a, c->values[k].text));
        sg_push(a, &all, sg_format(a, "%s %s %s", c->key, c->name, sg_join(a, &values, ", ")));
    }
    return sg_join(a, &all, " and ");
}

/* A text of a template without what could end the line or control the terminal. */
static const char *clean(struct sg_arena *a, const char *text)
{
    return sg_shown(a, text);
}

/* ---- Rows ---- */

/* Differences of one statement in one word, with one resource: the actions stand together. */
struct row {
    const struct sg_difference *first;
    struct sg_strings actions, also;
    const struct sg_template *template;
    size_t line;
};

struct rows {
    struct row *items;
    size_t count, capacity;
};

static bool belong_together(const struct sg_difference *x, const struct sg_difference *y)
{
    return x->statement == y->statement && x->in_new == y->in_new && x->partial == y->partial &&
           strcmp(x->resource, y->resource) == 0;
}

static size_t line_of(const struct sg_template *t, const struct sg_difference *d)
{
    const struct sg_node *entry = d->policy->granted->entry;
    bool own = d->policy->policy->source == t->source && d->statement->offset;
    size_t offset = own ? d->statement->offset : entry ? entry->start : 0;
    return sg_locate(t->source, offset).line;
}

/* What is new first, then in the order of the file. */
static int by_side_and_line(const void *x, const void *y)
{
    const struct row *a = x, *b = y;
    if (a->first->in_new != b->first->in_new)
        return a->first->in_new ? -1 : 1;
    if (a->line != b->line)
        return a->line < b->line ? -1 : 1;
    int order = strcmp(a->first->resource, b->first->resource);
    return order ? order : strcmp(a->first->action, b->first->action);
}

static struct rows rows_of(struct sg_arena *a, const struct sg_comparison *c, const struct sg_holder_difference *h)
{
    struct rows rows = {0};
    for (size_t i = 0; i < h->differences.count; i++) {
        const struct sg_difference *d = &h->differences.items[i];
        struct row *row = NULL;
        for (size_t k = 0; k < rows.count && !row; k++)
            if (belong_together(rows.items[k].first, d))
                row = &rows.items[k];
        if (!row) {
            sg_grow(a, rows.items, rows.count, rows.capacity);
            row = &rows.items[rows.count++];
            *row = (struct row){.first = d, .template = (d->in_new ? c->newer : c->older)->template};
            row->line = line_of(row->template, d);
        }
        sg_push_once(a, &row->actions, sg_format(a, "%s%s", d->not_action ? "all but " : "", d->action));
        for (size_t k = 0; k < d->actions.count; k++)
            sg_push_once(a, &row->also, d->actions.items[k]);
    }
    sg_sort(rows.items, rows.count, sizeof *rows.items, by_side_and_line);
    return rows;
}

static const char *resource_text(struct sg_arena *a, const struct sg_difference *d)
{
    return sg_concat(a, d->not_resource ? "all but " : "", short_resource(a, d->resource));
}

#define ACTIONS_SHOWN 6 /* of a row; JSON has all */

static const char *some_of(struct sg_arena *a, const struct sg_strings *actions)
{
    struct sg_strings shown = {0};
    for (size_t i = 0; i < actions->count && i < ACTIONS_SHOWN; i++)
        sg_push(a, &shown, actions->items[i]);
    size_t more = actions->count - shown.count;
    return sg_concat(a, sg_join(a, &shown, ", "), more ? sg_format(a, " and %zu more", more) : "");
}

static const char *sign_of(const struct sg_difference *d)
{
    if (d->partial)
        return d->in_new ? "~ widened " : "~ narrowed ";
    return d->in_new ? "+ " : "- ";
}

static const char *row_text(struct sg_arena *a, const struct row *row)
{
    const struct sg_difference *d = row->first;
    const char *conditions = conditions_text(a, d->statement), *when = d->policy->when;
    const char *text = sg_format(a, "%s on %s%s%s%s%s", some_of(a, &row->actions), resource_text(a, d),
                                 *conditions ? " when " : "", conditions, when ? ", " : "", when ? when : "");
    if (row->also.count)
        text = sg_format(a, "%s: %s %s", text, d->in_new ? "also" : "no longer", some_of(a, &row->also));
    return clean(a, text);
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

static void add_rows(const struct sg_comparison *c, const struct sg_holder_difference *h, struct sg_buffer *b)
{
    const struct rows rows = rows_of(b->arena, c, h);
    for (size_t i = 0; i < rows.count; i++) {
        const struct row *row = &rows.items[i];
        sg_add_format(b, "  %s%s  (%s:%zu)\n", sign_of(row->first), row_text(b->arena, row),
                      clean(b->arena, row->template->source->name), row->line);
    }
    add_unknown(b, "  + ", &h->unknown_added);
    add_unknown(b, "  - ", &h->unknown_removed);
    if (h->differences.in_part)
        sg_add(b, "  not everything was compared: there are too many combinations of patterns and conditions\n");
}

void sg_compare_text(const struct sg_comparison *c, struct sg_buffer *b)
{
    for (size_t i = 0; i < c->holder_count; i++) {
        sg_add_format(b, "%s%s\n", b->length ? "\n" : "", heading(b->arena, c, &c->holders[i]));
        add_rows(c, &c->holders[i], b);
    }
    if (c->caller_count && b->length)
        sg_add_char(b, '\n');
    add_callers(c, b, "", "");
}

void sg_compare_markdown(const struct sg_comparison *c, const char *name, struct sg_buffer *b)
{
    if (!c->holder_count && !c->caller_count)
        return;
    if (name)
        sg_add_format(b, "### Permissions of `%s`\n\n", clean(b->arena, name));
    for (size_t i = 0; i < c->holder_count; i++) {
        sg_add_format(b, "**%s**\n\n```diff\n", heading(b->arena, c, &c->holders[i]));
        size_t start = b->length;
        add_rows(c, &c->holders[i], b);
        if (b->length == start)
            sg_add(b, "  the same permissions\n");
        sg_add(b, "```\n\n");
    }
    if (!c->caller_count)
        return;
    sg_add(b, "```diff\n");
    add_callers(c, b, "", "");
    sg_add(b, "```\n\n");
}

/* ---- JSON ---- */

static struct sg_node *row_json(struct sg_arena *a, const struct row *row)
{
    const struct sg_difference *d = row->first;
    struct sg_node *map = sg_map(a);
    sg_put_text(a, map, "change", sg_compare_word(d));
    sg_put_texts(a, map, d->not_action ? "not_actions" : "actions", row->actions.items, row->actions.count);
    sg_put_text(a, map, d->not_resource ? "not_resource" : "resource", sg_compare_shown(a, d->resource));
    const char *conditions = conditions_text(a, d->statement);
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
    const struct rows rows = rows_of(a, c, h);
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
