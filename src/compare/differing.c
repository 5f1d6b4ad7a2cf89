#include "compare/differing_internal.h"

#include "base/buffer.h"
#include "base/set.h"
#include "iam/condition.h"

#include <string.h>

/* ---- Which statements differ ---- */

/* All that a statement says, as a text. */
static const char *text_of(struct sg_arena *a, const struct sg_compared_policy *policy,
                           const struct sg_iam_statement *s)
{
    struct sg_buffer b = sg_buffer_new(a, SG_BUFFER_MOST);
    sg_add_format(&b, "%s %d%d%d%d", policy->when ? policy->when : "", (int)s->effect, (int)s->not_action,
                  (int)s->not_resource, (int)policy->policy->has_variables);
    for (size_t i = 0; i < s->action_count; i++)
        sg_add_format(&b, "\r%s", s->actions[i].text);
    for (size_t i = 0; i < s->resource_count; i++)
        sg_add_format(&b, "\v%s", s->resources[i].text);
    for (size_t i = 0; i < s->condition_count; i++) {
        sg_add_format(&b, "\f%s %s", s->conditions[i].name, s->conditions[i].key);
        for (size_t v = 0; v < s->conditions[i].count; v++)
            sg_add_format(&b, "\b%s", s->conditions[i].values[v].text);
    }
    return b.text;
}

static void read_texts(struct sg_arena *a, const struct sg_compared_policies *policies, struct sg_map *texts)
{
    for (size_t i = 0; i < policies->count; i++)
        for (size_t k = 0; k < policies->items[i].policy->count; k++)
            sg_set_add(a, texts, text_of(a, &policies->items[i], &policies->items[i].policy->statements[k]));
}

static void add(struct sg_arena *a, const struct sg_iam_statement *s, struct sg_universe_statements *list)
{
    sg_grow(a, list->items, list->count, list->capacity);
    list->items[list->count++] = s;
}

static void add_unknown(struct sg_arena *a, const struct sg_compared_policies *policies, const struct sg_map *texts,
                        struct sg_universe_statements *differing)
{
    for (size_t i = 0; i < policies->count; i++)
        for (size_t k = 0; k < policies->items[i].policy->count; k++) {
            const struct sg_iam_statement *s = &policies->items[i].policy->statements[k];
            if (!sg_set_has(texts, text_of(a, &policies->items[i], s)))
                add(a, s, differing);
        }
}

/* Boundaries limit what they do not name, so they are the same or everything differs. */
static bool have_same_boundaries(struct sg_arena *a, const struct sg_compared_role *x, const struct sg_compared_role *y)
{
    const struct sg_compared_policies *one = &x->boundaries, *other = &y->boundaries;
    bool same = one->count == other->count;
    for (size_t i = 0; i < one->count && same; i++) {
        const struct sg_iam_policy *p = one->items[i].policy, *q = other->items[i].policy;
        same = p->count == q->count;
        for (size_t k = 0; k < p->count && same; k++)
            same = strcmp(text_of(a, &one->items[i], &p->statements[k]),
                          text_of(a, &other->items[i], &q->statements[k])) == 0;
    }
    return same;
}

bool sg_differing_statements(struct sg_arena *a, const struct sg_compared_role *x, const struct sg_compared_role *y,
                             struct sg_universe_statements *differing)
{
    struct sg_map texts[2] = {{0}, {0}};
    read_texts(a, &x->identity, &texts[0]);
    read_texts(a, &y->identity, &texts[1]);
    add_unknown(a, &x->identity, &texts[1], differing);
    add_unknown(a, &y->identity, &texts[0], differing);
    return have_same_boundaries(a, x, y);
}

bool sg_is_among(const struct sg_universe_statements *list, const struct sg_iam_statement *s)
{
    for (size_t i = 0; i < list->count; i++)
        if (list->items[i] == s)
            return true;
    return false;
}

/* ---- Which statements can meet them in a request ---- */

static bool is_any(char c)
{
    return c == '*';
}

/* Returns whether some text matches both patterns. Row by row from the end: `next` is about the rest after x[i]. */
static bool overlap(struct sg_arena *a, const char *x, const char *y)
{
    size_t n = strlen(x), m = strlen(y);
    bool *next = sg_new_array(a, bool, m + 1), *now = sg_new_array(a, bool, m + 1);
    for (size_t i = n + 1; i-- > 0;) {
        for (size_t k = m + 1; k-- > 0;) {
            if (i == n && k == m)
                now[k] = true;
            else if (i < n && is_any(x[i]))
                now[k] = next[k] || (k < m && now[k + 1]);
            else if (k < m && is_any(y[k]))
                now[k] = now[k + 1] || (i < n && next[k]);
            else
                now[k] = i < n && k < m && next[k + 1] &&
                         (x[i] == '?' || y[k] == '?' || sg_small_letter(x[i]) == sg_small_letter(y[k]));
        }
        bool *last = next;
        next = now;
        now = last;
    }
    return next[0];
}

/* Most patterns begin with the name of a service, and two services never meet. */
static bool may_meet(const char *x, const char *y)
{
    for (; *x && *y && *x != '*' && *y != '*' && *x != '?' && *y != '?'; x++, y++) {
        if (sg_small_letter(*x) != sg_small_letter(*y))
            return false;
        if (*x == ':')
            return true;
    }
    return true;
}

static bool share_action(struct sg_arena *a, const struct sg_iam_statement *x, const struct sg_iam_statement *y)
{
    if (x->not_action || y->not_action)
        return true;
    for (size_t i = 0; i < x->action_count; i++)
        for (size_t k = 0; k < y->action_count; k++)
            if (may_meet(x->actions[i].text, y->actions[k].text) && overlap(a, x->actions[i].text, y->actions[k].text))
                return true;
    return false;
}

void sg_meeting_statements(struct sg_arena *a, const struct sg_universe_statements *all,
                           const struct sg_universe_statements *differing, struct sg_universe_statements *meeting)
{
    for (size_t i = 0; i < all->count; i++) {
        bool meets = false;
        for (size_t k = 0; k < differing->count && !meets; k++)
            meets = all->items[i] == differing->items[k] || share_action(a, all->items[i], differing->items[k]);
        if (meets)
            add(a, all->items[i], meeting);
    }
}
