#include "suggest/suggest_internal.h"

#include "base/text.h"

#include <string.h>

/* Whether a name that CloudFormation made ("shop-ResizeRole-1ABC2DEF") has this logical id; long ids are cut. */
static bool has_id(const char *name, const char *id)
{
    size_t length = strlen(id);
    for (const char *dash = strchr(name, '-'); dash; dash = strchr(dash + 1, '-'))
        if (strncmp(dash + 1, id, length) == 0 && dash[1 + length] == '-')
            return true;
    return false;
}

static bool is_name_of(const char *name, const char *own, const char *id)
{
    return (*own != '~' && strcmp(name, own) == 0) || has_id(name, id);
}

/* Lambda names the session after the function; a role can be that of others too. */
static bool is_of(struct sg_suggesting *all, const struct sg_suggestion *s, const struct sg_trail_event *event)
{
    const struct sg_role_uses *uses = &s->role.role->uses;
    bool role = false;
    for (size_t i = 0; i < uses->count && !role; i++)
        role = uses->items[i].role &&
               is_name_of(event->role, sg_role_name(&all->apart, uses->items[i].role), uses->items[i].role->id);
    return role && is_name_of(event->session, sg_physical_name(&all->apart, s->function), s->function->id);
}

static void add_argument(struct sg_arena *a, struct sg_call *call, const char *path, const char *value)
{
    struct sg_seen *seen = sg_new(a, struct sg_seen);
    struct sg_call_argument *argument = &call->arguments[call->argument_count++];
    *seen = (struct sg_seen){.type = SG_SEEN_TEXT, .text = value};
    *argument = (struct sg_call_argument){.path = path};
    argument->values.items = sg_new_array(a, const struct sg_seen *, 1);
    argument->values.items[argument->values.count++] = seen;
}

static void add_call(struct sg_suggesting *all, struct sg_suggestion *s, const struct sg_trail_event *event)
{
    struct sg_arena *a = all->arena;
    struct sg_code_facts *facts = &s->facts;
    sg_grow(a, facts->calls, facts->call_count, facts->call_capacity);
    struct sg_call *call = &facts->calls[facts->call_count++];
    const char *times = event->denied
                            ? sg_format(a, "denied %zu time%s", event->denied, event->denied == 1 ? "" : "s")
                            : sg_format(a, "allowed %zu time%s", event->allowed, event->allowed == 1 ? "" : "s");
    *call = (struct sg_call){.service = event->source,
                             .operation = event->name,
                             .whole = true,
                             .sure = true,
                             .via = SG_VIA_TRAIL,
                             .denied = event->denied > 0,
                             .text = sg_format(a, "%s %s, the last at %s", event->name, times, event->last)};
    call->arguments = sg_new_array(a, struct sg_call_argument, 1 + event->parameter_count / 2);
    if (event->resource)
        add_argument(a, call, SG_CALL_ARN, event->resource);
    for (size_t i = 0; !event->resource && i < event->parameter_count; i += 2)
        add_argument(a, call, event->parameters[i], event->parameters[i + 1]);
}

void sg_suggest_add_trail(struct sg_suggesting *all, struct sg_suggestion *s)
{
    const struct sg_trail *trail = all->settings->trail;
    for (size_t i = 0; trail && i < trail->count; i++)
        if (is_of(all, s, trail->items[i])) {
            add_call(all, s, trail->items[i]);
            s->recorded = true;
        }
}

bool sg_suggest_records(const struct sg_suggesting *all, const struct sg_suggestion *s, const char *action)
{
    const struct sg_trail *trail = all->settings->trail;
    return trail && !trail->full && s->recorded &&
           sg_set_has(&trail->data, sg_copy_bytes(all->arena, action, strcspn(action, ":")));
}
