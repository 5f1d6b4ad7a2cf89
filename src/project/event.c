#include "project/project_internal.h"

#include <ctype.h>
#include <string.h>

bool sg_project_reads_event(const struct sg_project *p, const struct sg_use *use)
{
    return p->event_reference && sg_strings_have(&p->event->grants, use->grant->name) &&
           sg_project_names_resource(use, p->event_reference);
}

/* The option by which a use is limited to a part of the resource, or NULL. */
static const struct sg_given *narrowed(const struct sg_event *event, const struct sg_use *use)
{
    for (size_t i = 0; i < event->each.count; i++) {
        const struct sg_given *given = sg_given(use, event->each.items[i], strlen(event->each.items[i]));
        if (given && given->count)
            return given;
    }
    return NULL;
}

/* Returns whether no value of one is a prefix of a value of the other. */
static bool are_apart(const struct sg_given *x, const struct sg_given *y)
{
    for (size_t i = 0; x && y && i < x->count; i++)
        for (size_t j = 0; j < y->count; j++) {
            const char *one = x->values[i].name, *other = y->values[j].name;
            if (!one || !other || sg_has_substitution(one) || sg_has_substitution(other) ||
                sg_starts_with(one, other) || sg_starts_with(other, one))
                return false;
        }
    return x && y;
}

static void warn_of_circle(struct sg_project *p, const struct sg_use *use)
{
    const char *title = p->creations[0].kind->title;
    const char *option = p->event->each.count ? p->event->each.items[0] : NULL;
    sg_report(p->scope->findings, SAMGEN_WARNING, (struct sg_origin){.subject = use->grant->name},
              "it uses the %s that calls the function, so the function may call itself without end; %s%s%suse another "
              "%s",
              title, option ? "narrow both uses with --" : "", option ? option : "", option ? ", or " : "", title);
}

/* The text as part of a URL: keeps letters, digits and "-._~/". */
static const char *as_url(struct sg_arena *a, const char *text)
{
    struct sg_buffer b = sg_buffer_new(a, SG_BUFFER_MOST);
    for (; *text; text++)
        if (isalnum((unsigned char)*text) || strchr("-._~/", *text))
            sg_add_char(&b, *text);
        else
            sg_add_format(&b, "%%%02X", (unsigned)(unsigned char)*text);
    return b.text;
}

/* The example value in the test event. */
static void set_example_words(struct sg_project *p)
{
    const struct sg_given *only = p->only;
    const char *name = only ? only->values[0].name : NULL;
    bool folder = only && sg_same_text(only->option->kind->value, "folder");
    if (name && !sg_has_substitution(name))
        sg_project_set_word(p->scope->arena, &p->words, folder ? "folder" : "whole", as_url(p->scope->arena, name));
}

void sg_project_read_event_uses(struct sg_project *p)
{
    size_t count = p->event_reference ? p->request->asked.count : 0;
    for (size_t i = 0; i < count && !p->only; i++)
        if (sg_project_reads_event(p, &p->uses[i]))
            p->only = narrowed(p->event, &p->uses[i]);
    for (size_t i = 0; i < count; i++)
        if (sg_project_names_resource(&p->uses[i], p->event_reference) && !sg_project_reads_event(p, &p->uses[i]) &&
            !are_apart(p->only, narrowed(p->event, &p->uses[i])))
            warn_of_circle(p, &p->uses[i]);
    set_example_words(p);
}

/* Returns whether another value includes this one: S3 refuses such a pair. */
static bool is_covered(const struct sg_given *only, size_t i)
{
    const char *name = only->values[i].name;
    for (size_t k = 0; name && k < only->count; k++) {
        const char *other = only->values[k].name;
        if (k != i && other && sg_starts_with(name, other) && (k < i || strcmp(name, other) != 0))
            return true;
    }
    return false;
}

static void add_event(struct sg_project *p, struct sg_words *words, struct sg_buffer *events, size_t number)
{
    struct sg_arena *a = p->scope->arena;
    sg_project_set_word(a, words, "number", number > 1 ? sg_format(a, "%zu", number) : "");
    sg_add(events, sg_project_fill_parts(a, &p->event->events, words));
}

const char *sg_project_write_events(struct sg_project *p, struct sg_words *words)
{
    struct sg_buffer events = sg_buffer_new(p->scope->arena, SG_BUFFER_MOST);
    size_t number = 0;
    if (!p->only)
        add_event(p, words, &events, 1);
    for (size_t i = 0; p->only && i < p->only->count; i++)
        if (!is_covered(p->only, i)) {
            const char *name = p->only->values[i].name;
            sg_project_set_word(p->scope->arena, words, "only", name ? sg_project_as_yaml(p->scope, name) : "");
            add_event(p, words, &events, ++number);
        }
    return events.text;
}
