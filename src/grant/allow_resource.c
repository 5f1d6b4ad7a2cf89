#include "grant/allow_internal.h"

#include "catalog/search.h"
#include "grant/allow_reference_internal.h"

#include <string.h>

#define RESOURCE "resource"

#define COMPARISONS_MOST 20000 /* of an action with a resource; a statement within IAM's size needs a few hundred */
#define FORMS_SHOWN 3
#define NAMES_SHOWN 5
#define CUTS_MOST 6 /* parts to cut off a wrong resource in the search for a right one */

static const char *whole(const struct sg_allow_work *w, const char *lead, const struct sg_allow_resource *resource)
{
    return sg_concat(w->scope->arena, lead, resource->rest);
}

/* After the limit nothing is compared, so nothing is known. */
static bool is_exhausted(const struct sg_allow_work *w)
{
    return w->comparisons > COMPARISONS_MOST;
}

static bool works_on(struct sg_allow_work *w, const struct sg_allow_action *action, const char *resource)
{
    for (const struct sg_action *a = NULL;
         (a = sg_grant_next_action(action, a)) && w->comparisons++ < COMPARISONS_MOST;)
        if (sg_action_on(a, resource) <= SG_RESOURCE_WIDE)
            return true;
    return false;
}

const char *sg_grant_arn_forms(struct sg_arena *a, const struct sg_action *action)
{
    struct sg_strings forms = {0}, shown = {0};
    size_t shortest = 0;
    for (size_t t = 0; t < action->type_count; t++)
        for (size_t i = 0; i < action->types[t].type->arn_count; i++)
            if (!sg_ends_with(action->types[t].type->arns[i].form, ":")) /* such a form names no resource */
                sg_push_once(a, &forms, action->types[t].type->arns[i].form);
    if (action->on_all)
        sg_push(a, &shown, "\"*\"");
    for (size_t n = 0; n < forms.count && n < FORMS_SHOWN; n++) {
        for (size_t i = shortest = n; i < forms.count; i++)
            shortest = strlen(forms.items[i]) < strlen(forms.items[shortest]) ? i : shortest;
        const char *form = forms.items[shortest];
        forms.items[shortest] = forms.items[n];
        sg_push(a, &shown, sg_format(a, "arn:aws%s", form + strlen("arn:{partition}")));
    }
    const char *more = forms.count > FORMS_SHOWN ? sg_format(a, " and %zu more", forms.count - FORMS_SHOWN) : "";
    return sg_format(a, "%s%s", sg_join(a, &shown, ", "), more);
}

/* The character after the first name in an ARN form: '/' in ...:::{BucketName}/{ObjectName}. */
static char separator_of(const char *form)
{
    for (size_t colons = 0; *form && colons < 5; form++)
        colons += *form == ':';
    const char *end = strchr(form, '}');
    return end ? end[1] : '\0';
}

/* The resource followed by "*" after a separator; NULL when the action does not work on that either. */
static const char *inside(struct sg_allow_work *w, const struct sg_allow_action *action,
                          const struct sg_allow_resource *resource)
{
    struct sg_arena *a = w->scope->arena;
    for (size_t t = 0; t < action->only->type_count; t++)
        for (size_t i = 0; i < action->only->types[t].type->arn_count; i++) {
            char separator = separator_of(action->only->types[t].type->arns[i].form);
            const char *tail = sg_format(a, "%c*", separator ? separator : '/');
            if (works_on(w, action, sg_concat(a, whole(w, resource->known, resource), tail)))
                return sg_concat(a, whole(w, resource->given, resource), tail);
        }
    return NULL;
}

/* The resource cut at a '/' or ':' so that the action works on it, or NULL. */
static const char *outside(struct sg_allow_work *w, const struct sg_allow_action *action,
                           const struct sg_allow_resource *resource)
{
    char *rest = sg_copy(w->scope->arena, resource->rest);
    for (size_t cuts = 0; *rest && cuts < CUTS_MOST; cuts++) {
        size_t end = strlen(rest);
        while (end && !strchr("/:", rest[end - 1]))
            end--;
        rest[end ? end - 1 : 0] = '\0';
        const char *known = sg_concat(w->scope->arena, resource->known, rest);
        if (*known && works_on(w, action, known))
            return sg_concat(w->scope->arena, resource->given, rest);
    }
    return NULL;
}

/* A right resource near a wrong one: the objects of a bucket, the table of an index. NULL when there is none. */
static const char *nearest_resource(struct sg_allow_work *w, const struct sg_allow_action *action,
                                    const struct sg_allow_resource *resource)
{
    const char *known = whole(w, resource->known, resource);
    if (sg_ends_with(known, ":") || sg_ends_with(known, "/") || !sg_resource_type_of(action->service, known))
        return NULL;
    const char *near = inside(w, action, resource);
    return near ? near : outside(w, action, resource);
}

static bool needs_all(const struct sg_allow_work *w, const struct sg_allow_action *action)
{
    return sg_fail(w->scope->findings, sg_grant_action_origin(action),
                   "%s works on no particular resource, so only \"*\" allows it; write a separate `allow` with %s",
                   action->text, action->origin.source ? "resource: \"*\"" : "--resource '*'");
}

/* Reports that the action works on none of the resources. */
static bool refuse_action(struct sg_allow_work *w, const struct sg_allow_action *action)
{
    struct sg_findings *f = w->scope->findings;
    const struct sg_allow_resource *first = &w->resources[0];
    if (!action->only)
        return sg_fail(f, sg_grant_action_origin(action), "no action that matches %s works on %s", action->text,
                       w->resource_count > 1 ? "any of these resources" : whole(w, first->given, first));
    if (action->only->type_count == 0)
        return needs_all(w, action);
    const char *forms = sg_grant_arn_forms(w->scope->arena, action->only);
    if (w->resource_count > 1)
        return sg_fail(f, sg_grant_action_origin(action), "%s works on none of these resources; it works on %s",
                       action->text, forms);
    const char *near = nearest_resource(w, action, first);
    return sg_fail(f, first->origin, "%s does not work on %s; it works on %s%s%s%s", action->text,
                   whole(w, first->given, first), forms, near ? "; did you mean " : "", near ? near : "",
                   near ? "?" : "");
}

static bool check_actions(struct sg_allow_work *w)
{
    bool ok = true;
    for (size_t i = 0; i < w->action_count; i++) {
        bool works = w->actions[i].newer;
        for (size_t r = 0; r < w->resource_count && !works; r++)
            works = works_on(w, &w->actions[i], whole(w, w->resources[r].known, &w->resources[r]));
        if (!works && !is_exhausted(w))
            ok = refuse_action(w, &w->actions[i]);
    }
    return ok;
}

static bool check_each_used(struct sg_allow_work *w)
{
    bool ok = true;
    for (size_t r = 0; r < w->resource_count; r++) {
        const struct sg_allow_resource *resource = &w->resources[r];
        bool used = false;
        for (size_t i = 0; i < w->action_count && !used; i++)
            used = w->actions[i].newer || works_on(w, &w->actions[i], whole(w, resource->known, resource));
        if (!used && !is_exhausted(w))
            ok = sg_fail(w->scope->findings, resource->origin, "none of these actions works on %s",
                         whole(w, resource->given, resource));
    }
    return ok;
}

static bool is_all(const struct sg_allow_resource *resource)
{
    return !*resource->written && strcmp(resource->rest, "*") == 0;
}

static bool check_all(const struct sg_allow_work *w)
{
    for (size_t r = 0; r < w->resource_count && w->resource_count > 1; r++)
        if (is_all(&w->resources[r]))
            return sg_fail(w->scope->findings, w->resources[r].origin,
                           "\"*\" includes the other resources; write a separate `allow` for the actions that need it");
    return true;
}

static bool is_wide(const struct sg_allow_work *w, const char *known)
{
    for (size_t i = 0; i < w->action_count; i++)
        if (sg_is_wide_arn(w->actions[i].service, known))
            return true;
    return false;
}

/* Returns whether the action works on the resource and could be limited to a smaller one. */
static bool is_limitable(struct sg_allow_work *w, const struct sg_allow_action *action, const char *known)
{
    for (const struct sg_action *a = NULL;
         (a = sg_grant_next_action(action, a)) && w->comparisons++ < COMPARISONS_MOST;)
        if (a->type_count && !a->on_all && sg_action_on(a, known) == SG_RESOURCE_FITS)
            return true;
    return false;
}

/* The names of those actions, or NULL. */
static const char *limitable(struct sg_allow_work *w, const char *known)
{
    struct sg_strings names = {0};
    size_t more = 0;
    for (size_t i = 0; i < w->action_count; i++) {
        bool may = is_limitable(w, &w->actions[i], known);
        if (may && names.count < NAMES_SHOWN)
            sg_push(w->scope->arena, &names, w->actions[i].text);
        else
            more += may;
    }
    const char *rest = more ? sg_format(w->scope->arena, " and %zu more", more) : "";
    return names.count ? sg_format(w->scope->arena, "%s%s", sg_join(w->scope->arena, &names, ", "), rest) : NULL;
}

/* A wide ARN with a condition is deliberate, because the condition narrows it: no note. */
static void note_every(struct sg_allow_work *w, const struct sg_allow_resource *resource, const char *known,
                       const char *given)
{
    bool all = is_all(resource), narrowed = sg_given(w->use, "condition", strlen("condition"));
    bool wide = all || (!narrowed && is_wide(w, known));
    const char *names = wide ? limitable(w, known) : NULL;
    if (names)
        sg_report(w->scope->findings, SAMGEN_NOTE, resource->origin,
                  "\"%s\" means every resource%s; %s can be limited to some of them", given, all ? "" : " of its type",
                  names);
}

static void note_width(struct sg_allow_work *w)
{
    for (size_t r = 0; r < w->resource_count; r++) {
        const struct sg_allow_resource *resource = &w->resources[r];
        const char *known = whole(w, resource->known, resource), *given = whole(w, resource->given, resource);
        note_every(w, resource, known, given);
        for (size_t i = 0; i < w->action_count; i++)
            if (w->actions[i].only && sg_action_on(w->actions[i].only, known) == SG_RESOURCE_WIDE)
                sg_report(w->scope->findings, SAMGEN_NOTE, resource->origin,
                          "AWS's reference lists only \"*\" for %s; \"%s\" usually works too", w->actions[i].text,
                          given);
    }
}

/* The first action that works on named resources, or NULL. */
static const struct sg_action *with_resources(const struct sg_allow_work *w)
{
    for (size_t i = 0; i < w->action_count; i++)
        for (const struct sg_action *a = NULL; (a = sg_grant_next_action(&w->actions[i], a));)
            if (a->type_count)
                return a;
    return NULL;
}

static bool refuse_every(const struct sg_allow_work *w, const char *action, const char *example)
{
    struct sg_arena *a = w->scope->arena;
    const struct sg_origin origin = w->use->origin;
    const struct sg_grant *grant = sg_grant_on_all(w->catalog, action);
    const char *way_out = grant ? sg_format(a, "; the grant %s (%s) needs none", grant->name, grant->title) : "";
    return sg_fail(w->scope->findings, origin, "%s needs %s: %s works on named resources, such as %s%s",
                   w->use->grant->name, origin.source ? "\"" RESOURCE "\"" : "--" RESOURCE, action, example, way_out);
}

/* "*", the only resource that the actions work on. */
static bool read_every(struct sg_allow_work *w, struct sg_strings *resources)
{
    const struct sg_action *action = with_resources(w);
    const struct sg_option *option = sg_find_option(w->use->grant, RESOURCE);
    const struct sg_origin origin = w->use->origin;
    struct sg_value value;
    if (action)
        return refuse_every(w, sg_action_name(w->scope->arena, action), option->kind->example);
    w->resources = sg_new(w->scope->arena, struct sg_allow_resource);
    if (!sg_read_value(w->scope, origin, option->kind, "*", &value) ||
        !sg_grant_read_resource(w, &value, &w->resources[0]))
        return false;
    w->resource_count = 1;
    sg_push(w->scope->arena, resources, "*");
    return true;
}

static bool read_all(struct sg_allow_work *w, struct sg_strings *resources)
{
    const struct sg_given *given = sg_given(w->use, RESOURCE, strlen(RESOURCE));
    bool ok = true;
    if (!given)
        return read_every(w, resources);
    w->resources = sg_new_array(w->scope->arena, struct sg_allow_resource, given->count);
    for (size_t i = 0; i < given->count; i++) {
        struct sg_allow_resource *resource = &w->resources[w->resource_count];
        if (!sg_grant_read_resource(w, &given->values[i], resource))
            ok = false;
        else if (sg_push_once(w->scope->arena, resources, whole(w, resource->written, resource)))
            w->resource_count++;
    }
    return ok;
}

bool sg_grant_read_resources(struct sg_allow_work *w, struct sg_strings *resources)
{
    if (!read_all(w, resources) || !check_all(w))
        return false;
    bool ok = check_actions(w) && check_each_used(w);
    if (is_exhausted(w))
        return sg_fail(w->scope->findings, w->use->origin,
                       "there are too many actions and resources for one statement; write several `allow`");
    if (ok)
        note_width(w);
    return ok;
}
