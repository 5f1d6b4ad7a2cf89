#include "explain/beyond_grants_internal.h"

#include "base/list.h"
#include "iam/pattern.h"
#include "sam/intrinsic.h"
#include "grant/cover.h"

#include <string.h>
#include <strings.h>

/* The search for the grants that one policy corresponds to. */
struct search {
    const struct sg_template *template;
    struct sg_strings patterns;     /* as written */
    struct sg_strings allowed;      /* the actions that match them */
    const struct sg_policy *policy; /* of a SAM policy template, or NULL */
    const struct sg_grant *nearest; /* the grant that the SAM policy template corresponds to best */
    size_t needed;                  /* the number of actions that it needs */
    struct sg_strings grants;       /* those that a document covers, without those that are part of another one */
    struct sg_strings covered;      /* all actions that they need */
};

static void add_excess(struct sg_explanation *e, struct sg_excess excess)
{
    sg_grow(e->role->template->arena, e->excess, e->excess_count, e->excess_capacity);
    e->excess[e->excess_count++] = excess;
}

static bool names_template(const struct sg_grant *grant, const char *name)
{
    for (size_t i = 0; i < grant->templates.count; i++)
        if (strcmp(grant->templates.items[i].name, name) == 0)
            return true;
    return false;
}

/* A grant, and the actions that it needs with any options. */
struct need {
    const struct sg_grant *grant;
    struct sg_strings actions, inline_only;
};

struct needs {
    struct need *items;
    size_t count;
};

static void need_actions(struct sg_arena *a, struct need *need)
{
    const struct sg_grant *grant = need->grant;
    for (size_t i = 0; i < grant->needs.count; i++) {
        const struct sg_statement *from = &grant->needs.items[i];
        for (size_t j = 0; from->when.count == 0 && j < from->actions.count; j++)
            sg_push_once(a, &need->actions, from->actions.items[j]);
        for (size_t j = 0; from->when.count == 0 && j < from->inline_only.count; j++)
            sg_push_once(a, &need->inline_only, from->inline_only.items[j]);
    }
}

static void add_needs(struct sg_arena *a, const struct sg_service *service, struct needs *needs)
{
    for (size_t g = 0; service && g < service->grants.count; g++) {
        struct need *need = &needs->items[needs->count++];
        need->grant = &service->grants.items[g];
        need_actions(a, need);
    }
}

/* Returns the needs of all grants, which are collected once for all roles. */
static const struct needs *all_needs(const struct sg_template *t)
{
    static const char key[] = "needs of all grants";
    struct sg_arena *a = sg_catalog_arena(t->catalog);
    struct sg_strings services = {0}, names = {0};
    const struct needs *kept = sg_catalog_kept(t->catalog, key);
    if (kept)
        return kept;
    struct needs *made = sg_new(a, struct needs);
    sg_grant_names(t->catalog, &names, t->findings);
    sg_catalog_files(t->catalog, "grants", &services);
    made->items = sg_new_array(a, struct need, names.count);
    for (size_t i = 0; i < services.count; i++)
        add_needs(a, sg_find_service(t->catalog, services.items[i], t->findings), made);
    return sg_catalog_keep(t->catalog, key, made);
}

static bool has_all(const struct sg_strings *all, const struct sg_strings *some)
{
    for (size_t i = 0; i < some->count; i++)
        if (!sg_strings_have(all, some->items[i]))
            return false;
    return some->count > 0;
}

/* Of two grants that use the template, the one that needs more actions corresponds better. */
static void find_nearest(struct search *s, const struct needs *needs)
{
    for (size_t i = 0; i < needs->count; i++) {
        const struct need *need = &needs->items[i];
        if (names_template(need->grant, s->policy->name) && (!s->nearest || need->actions.count > s->needed)) {
            s->nearest = need->grant;
            s->needed = need->actions.count;
        }
    }
}

/* Returns whether the document covers another grant that needs all actions of this one, and more. */
static bool is_part_of_other(const struct search *s, const struct needs *needs, const struct need *need)
{
    for (size_t i = 0; i < needs->count; i++)
        if (needs->items[i].actions.count > need->actions.count && has_all(&needs->items[i].actions, &need->actions) &&
            has_all(&s->allowed, &needs->items[i].actions))
            return true;
    return false;
}

/* A document may serve several purposes, so all grants that it covers count together. */
static void find_covered(struct search *s, const struct needs *needs)
{
    struct sg_arena *a = s->template->arena;
    for (size_t i = 0; i < needs->count; i++) {
        const struct need *need = &needs->items[i];
        if (!has_all(&s->allowed, &need->actions) || is_part_of_other(s, needs, need))
            continue;
        sg_push(a, &s->grants, need->grant->name);
        for (size_t n = 0; n < need->actions.count; n++)
            sg_push_once(a, &s->covered, need->actions.items[n]);
        for (size_t n = 0; n < need->inline_only.count; n++)
            sg_push_once(a, &s->covered, need->inline_only.items[n]);
    }
}

#define EXPANDED_MOST 500 /* actions of one policy; "s3:*" matches fewer */

#define PATTERNS_MOST 200 /* of one policy; later ones are ignored */

/* Returns whether an earlier pattern matches the action. */
static bool is_expanded(const struct search *s, const struct sg_action *action)
{
    const char *prefix = action->service->prefix;
    size_t length = strlen(prefix);
    for (size_t i = 0; i + 1 < s->patterns.count; i++) {
        const char *pattern = s->patterns.items[i];
        if (strncasecmp(pattern, prefix, length) == 0 && pattern[length] == ':' &&
            sg_iam_glob_action(pattern + length + 1, action->name))
            return true;
    }
    return false;
}

static void expand_action(struct search *s, const char *pattern)
{
    if (s->patterns.count == PATTERNS_MOST || !sg_push_once(s->template->arena, &s->patterns, pattern))
        return;
    const struct sg_actions *service = sg_find_actions(s->template->catalog, pattern, s->template->findings);
    for (const struct sg_action *one = service ? sg_next_action(service, pattern, NULL) : NULL;
         one && s->allowed.count < EXPANDED_MOST; one = sg_next_action(service, pattern, one))
        if (!is_expanded(s, one))
            sg_push(s->template->arena, &s->allowed, sg_action_name(s->template->arena, one));
}

/* Collects the actions that a policy allows without conditions. */
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

static void find_excess(const struct search *s, struct sg_excess *excess)
{
    struct sg_arena *a = s->template->arena;
    if (s->nearest) {
        sg_push(a, &excess->grants, s->nearest->name);
        sg_grant_excess_actions(a, s->policy, &s->nearest->needs, &excess->actions);
    } else if (s->grants.count) {
        excess->grants = s->grants;
        for (size_t i = 0; i < s->allowed.count; i++)
            if (!sg_strings_have(&s->covered, s->allowed.items[i]))
                sg_push(a, &excess->actions, s->allowed.items[i]);
    }
}

void sg_explain_beyond_grants(struct sg_explanation *e)
{
    const struct sg_template *t = e->role->template;
    const struct needs *needs = all_needs(t);
    for (size_t i = 0; i < e->role->granted.count; i++) {
        const struct sg_granted *granted = &e->role->granted.items[i];
        struct search s = {.template = t, .policy = template_of(t, granted)};
        struct sg_excess excess = {.granted = granted};
        if (granted->because || granted->type == SG_MANAGED_ENTRY)
            continue;
        allowed_actions(e, granted, &s);
        if (s.policy)
            find_nearest(&s, needs);
        else
            find_covered(&s, needs);
        find_excess(&s, &excess);
        if (!excess.actions.count)
            continue;
        excess.line = sg_explain_line(e, granted->entry);
        add_excess(e, excess);
    }
}
