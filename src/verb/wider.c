#include "verb/wider.h"

#include "sam/intrinsic.h"
#include "verb/excess.h"

#include <string.h>

/* The search for the nearest grant of one policy. */
struct search {
    const struct sg_template *template;
    struct sg_strings allowed;      /* actions, patterns expanded */
    const struct sg_policy *policy; /* of a SAM policy template, or NULL */
    const struct sg_grant *nearest;
    size_t needed; /* how many actions the nearest needs */
};

static void add_wider(struct sg_explanation *e, struct sg_wider wider)
{
    if (e->wider_count == e->wider_capacity) {
        struct sg_wider *old = e->wider;
        e->wider_capacity = e->wider_capacity ? 2 * e->wider_capacity : 8;
        e->wider = sg_new_array(e->role->template->arena, struct sg_wider, e->wider_capacity);
        if (e->wider_count)
            memcpy(e->wider, old, e->wider_count * sizeof *old);
    }
    e->wider[e->wider_count++] = wider;
}

static bool names_template(const struct sg_grant *grant, const char *name)
{
    for (size_t i = 0; i < grant->templates.count; i++)
        if (strcmp(grant->templates.items[i].name, name) == 0)
            return true;
    return false;
}

/* What the grant needs whatever options it is given. */
static void need_actions(struct sg_arena *a, const struct sg_grant *grant, struct sg_strings *actions)
{
    for (size_t i = 0; i < grant->needs.count; i++)
        for (size_t j = 0; grant->needs.items[i].when.count == 0 && j < grant->needs.items[i].actions.count; j++)
            sg_push_once(a, actions, grant->needs.items[i].actions.items[j]);
}

static bool is_below(const struct search *s, const struct sg_strings *needed)
{
    for (size_t i = 0; i < needed->count; i++)
        if (!sg_strings_have(&s->allowed, needed->items[i]))
            return false;
    return needed->count > 0;
}

/* Of two grants that both fit, the one that needs more is nearer. */
static void look_at(struct search *s, const struct sg_grant *grant)
{
    struct sg_strings needed = {0};
    need_actions(s->template->arena, grant, &needed);
    bool fits = s->policy ? names_template(grant, s->policy->name) : is_below(s, &needed);
    if (fits && (!s->nearest || needed.count > s->needed)) {
        s->nearest = grant;
        s->needed = needed.count;
    }
}

static void look_at_all(struct search *s)
{
    struct sg_strings services = {0};
    sg_catalog_files(s->template->catalog, "grants", &services);
    for (size_t i = 0; i < services.count; i++) {
        const struct sg_service *service =
            sg_find_service(s->template->catalog, services.items[i], s->template->findings);
        for (size_t g = 0; service && g < service->grants.count; g++)
            look_at(s, &service->grants.items[g]);
    }
}

#define EXPANDED_MOST 500 /* actions of one policy that are looked at one by one; "s3:*" has fewer */

static void expand_action(struct search *s, const char *pattern)
{
    const struct sg_actions *service = sg_find_actions(s->template->catalog, pattern, s->template->findings);
    for (const struct sg_action *one = service ? sg_next_action(service, pattern, NULL) : NULL;
         one && s->allowed.count < EXPANDED_MOST; one = sg_next_action(service, pattern, one))
        sg_push_once(s->template->arena, &s->allowed, sg_action_name(s->template->arena, one));
}

/* The actions that a policy allows without conditions, from its rows. */
static void allowed_actions(const struct sg_explanation *e, const struct sg_granted *granted, struct search *s)
{
    for (size_t i = 0; i < e->row_count; i++) {
        const struct sg_access_row *row = &e->rows[i];
        if (row->granted != granted || row->effect != SG_ALLOW || row->all_but || row->conditions.count)
            continue;
        for (size_t j = 0; j < row->actions.count; j++)
            expand_action(s, row->actions.items[j]);
    }
}

static const struct sg_policy *template_of(const struct sg_template *t, const struct sg_granted *granted)
{
    const struct sg_node *entry = granted->entry;
    bool named = granted->type == SG_TEMPLATE_ENTRY && entry->type == SG_MAP && !sg_intrinsic_name(entry);
    return named ? sg_find_policy(t->catalog, entry->first->text, t->findings) : NULL;
}

static void find_excess(const struct search *s, struct sg_strings *excess)
{
    struct sg_strings needed = {0};
    struct sg_arena *a = s->template->arena;
    if (s->policy) {
        sg_excess_actions(a, s->policy, &s->nearest->needs, excess);
        return;
    }
    for (size_t i = 0; i < s->nearest->needs.count; i++)
        for (size_t j = 0; j < s->nearest->needs.items[i].actions.count; j++)
            sg_push_once(a, &needed, s->nearest->needs.items[i].actions.items[j]);
    for (size_t i = 0; i < s->allowed.count; i++)
        if (!sg_strings_have(&needed, s->allowed.items[i]))
            sg_push(a, excess, s->allowed.items[i]);
}

void sg_find_wider(struct sg_explanation *e)
{
    const struct sg_template *t = e->role->template;
    for (size_t i = 0; i < e->role->granted.count; i++) {
        const struct sg_granted *granted = &e->role->granted.items[i];
        struct search s = {.template = t, .policy = template_of(t, granted)};
        if (granted->because || granted->type == SG_MANAGED_ENTRY)
            continue;
        allowed_actions(e, granted, &s);
        look_at_all(&s);
        struct sg_wider wider = {.granted = granted, .grant = s.nearest ? s.nearest->name : NULL};
        if (s.nearest)
            find_excess(&s, &wider.actions);
        if (wider.actions.count)
            add_wider(e, wider);
    }
}
