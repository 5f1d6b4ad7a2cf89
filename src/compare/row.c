#include "compare/row_internal.h"

#include "base/shown.h"
#include "compare/compare_internal.h"
#include "iam/condition.h"
#include "sam/apart.h"

#include <string.h>

#define ACTIONS_SHOWN 6   /* of a row in a text; JSON has all */
#define RESOURCES_SHOWN 4 /* the same */

/* An ARN without what all ARNs of the stack have in common: "table/${Orders}". */
static const char *short_resource(struct sg_arena *a, const char *text)
{
    static const char *const starts[] = {"~region:~account:", "::"};
    const char *p = sg_starts_with(text, "arn:") ? strchr(text + strlen("arn:"), ':') : NULL;
    bool any_partition = p && memchr(text, '*', (size_t)(p - text));
    p = p && !any_partition ? strchr(p + 1, ':') : NULL;
    if (sg_starts_with(text, SG_COMPARE_UNKNOWN_ARN))
        return sg_apart_shown(a, text + strlen(SG_COMPARE_UNKNOWN_ARN));
    for (size_t i = 0; p && i < sizeof starts / sizeof *starts; i++)
        if (sg_starts_with(p + 1, starts[i]) && strcmp(p + 1 + strlen(starts[i]), "*") != 0)
            return sg_apart_shown(a, p + 1 + strlen(starts[i]));
    return sg_apart_shown(a, text);
}

const char *sg_compare_conditions(struct sg_arena *a, const struct sg_iam_statement *s)
{
    struct sg_strings all = {0};
    for (size_t i = 0; i < s->condition_count; i++) {
        const struct sg_iam_condition *c = &s->conditions[i];
        struct sg_strings values = {0};
        for (size_t k = 0; k < c->count; k++)
            sg_push(a, &values, sg_apart_shown(a, c->values[k].text));
        sg_push(a, &all, sg_format(a, "%s %s %s", c->key, c->name, sg_join(a, &values, ", ")));
    }
    return sg_join(a, &all, " and ");
}

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
    const struct sg_compared_row *a = x, *b = y;
    if (a->first->in_new != b->first->in_new)
        return a->first->in_new ? -1 : 1;
    if (a->line != b->line)
        return a->line < b->line ? -1 : 1;
    int order = strcmp(a->first->resource, b->first->resource);
    return order ? order : strcmp(a->first->action, b->first->action);
}

static struct sg_compared_rows rows_of(struct sg_arena *a, const struct sg_comparison *c,
                                       const struct sg_holder_difference *h)
{
    struct sg_compared_rows rows = {0};
    for (size_t i = 0; i < h->differences.count; i++) {
        const struct sg_difference *d = &h->differences.items[i];
        struct sg_compared_row *row = NULL;
        for (size_t k = 0; k < rows.count && !row; k++)
            if (belong_together(rows.items[k].first, d))
                row = &rows.items[k];
        if (!row) {
            sg_grow(a, rows.items, rows.count, rows.capacity);
            row = &rows.items[rows.count++];
            *row = (struct sg_compared_row){.first = d, .template = (d->in_new ? c->newer : c->older)->template};
            row->line = line_of(row->template, d);
        }
        sg_push_once(a, &row->actions, sg_format(a, "%s%s", d->not_action ? "all but " : "", d->action));
        for (size_t k = 0; k < d->actions.count; k++)
            sg_push_once(a, &row->also, d->actions.items[k]);
    }
    sg_sort(rows.items, rows.count, sizeof *rows.items, by_side_and_line);
    return rows;
}

static bool are_equal(const struct sg_strings *x, const struct sg_strings *y)
{
    bool equal = x->count == y->count;
    for (size_t i = 0; equal && i < x->count; i++)
        equal = strcmp(x->items[i], y->items[i]) == 0;
    return equal;
}

static bool say_the_same(const struct sg_compared_row *x, const struct sg_compared_row *y)
{
    return x->line == y->line && x->first->statement == y->first->statement && x->first->in_new == y->first->in_new &&
           x->first->partial == y->first->partial && are_equal(&x->actions, &y->actions) &&
           are_equal(&x->also, &y->also);
}

/* Joins the rows of one statement that differ in the resource alone: a table and its indexes. */
static void join(struct sg_arena *a, struct sg_compared_rows *rows)
{
    size_t kept = 0;
    for (size_t i = 0; i < rows->count; i++) {
        struct sg_compared_row *row = NULL;
        for (size_t k = kept; k-- > 0 && !row && rows->items[k].line == rows->items[i].line;)
            if (say_the_same(&rows->items[k], &rows->items[i]))
                row = &rows->items[k];
        if (row)
            sg_push(a, &row->resources, rows->items[i].resources.items[0]);
        else
            rows->items[kept++] = rows->items[i];
    }
    rows->count = kept;
}

struct sg_compared_rows sg_compare_rows(struct sg_arena *a, const struct sg_comparison *c,
                                        const struct sg_holder_difference *h, bool joined)
{
    struct sg_compared_rows rows = rows_of(a, c, h);
    for (size_t i = 0; i < rows.count; i++) {
        const struct sg_difference *d = rows.items[i].first;
        sg_push(a, &rows.items[i].resources,
                sg_concat(a, d->not_resource ? "all but " : "", short_resource(a, d->resource)));
    }
    if (joined)
        join(a, &rows);
    return rows;
}

const char *sg_compare_resource(struct sg_arena *a, const struct sg_difference *d)
{
    bool unknown = sg_starts_with(d->resource, SG_COMPARE_UNKNOWN_ARN);
    return sg_apart_shown(a, d->resource + (unknown ? strlen(SG_COMPARE_UNKNOWN_ARN) : 0));
}

static const char *some_of(struct sg_arena *a, const struct sg_strings *all, size_t most)
{
    struct sg_strings shown = {0};
    for (size_t i = 0; i < all->count && i < most; i++)
        sg_push(a, &shown, all->items[i]);
    size_t more = all->count - shown.count;
    return sg_concat(a, sg_join(a, &shown, ", "), more ? sg_format(a, " and %zu more", more) : "");
}

static const char *sign_of(const struct sg_difference *d)
{
    if (d->partial)
        return d->in_new ? "~ widened " : "~ narrowed ";
    return d->in_new ? "+ " : "- ";
}

const char *sg_compare_row_text(struct sg_arena *a, const struct sg_compared_row *row)
{
    const struct sg_difference *d = row->first;
    const char *conditions = sg_compare_conditions(a, d->statement), *when = d->policy->when;
    const char *text = sg_format(a, "%s%s on %s%s%s%s%s", sign_of(d), some_of(a, &row->actions, ACTIONS_SHOWN),
                                 some_of(a, &row->resources, RESOURCES_SHOWN), *conditions ? " when " : "", conditions,
                                 when ? ", " : "", when ? when : "");
    if (row->also.count)
        text = sg_format(a, "%s: %s %s", text, d->in_new ? "also" : "no longer", some_of(a, &row->also, ACTIONS_SHOWN));
    return sg_shown(a, text);
}
