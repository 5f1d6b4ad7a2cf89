#include "project/project_internal.h"

#include "sam/intrinsic.h"
#include "sam/template.h"
#include "value/name.h"
#include "yaml/scalar.h"
#include "yaml/write.h"

#include <ctype.h>
#include <string.h>

const char *sg_project_id_of(struct sg_arena *a, const char *text)
{
    size_t n = 0;
    if (!text || !sg_starts_with(text, "${"))
        return NULL;
    while (isalnum((unsigned char)text[2 + n]))
        n++;
    return n && strcmp(text + 2 + n, "}") == 0 ? sg_copy_bytes(a, text + 2, n) : NULL;
}

/* The option of the catalog, if its values are resources of a template, or NULL. */
static const struct sg_option *resource_option(struct sg_project *p, const struct sg_asked_grant *grant,
                                               const struct sg_asked_option *asked)
{
    const struct sg_grant *known = sg_find_grant(p->catalog, grant->name, p->scope->findings);
    const struct sg_option *option = known ? sg_find_option(known, asked->name) : NULL;
    return option && option->kind->types.count ? option : NULL;
}

const struct sg_name *sg_project_known(const struct sg_project *p, const char *id)
{
    for (size_t i = 0; i < p->known.count; i++)
        if (strcmp(p->known.items[i].id, id) == 0)
            return &p->known.items[i];
    return NULL;
}

/* The text of options that name the resource: ${Id}, or the fixed name of the event's resource. */
static const char *reference_to(const struct sg_project *p, const struct sg_creation *creation)
{
    struct sg_arena *a = p->scope->arena;
    struct sg_words words = {0};
    char *small = sg_copy(a, creation->id);
    if (!creation->of_event || !p->event->fixed_name)
        return sg_format(a, "${%s}", creation->id);
    for (char *c = small; *c; c++)
        *c = (char)tolower((unsigned char)*c);
    sg_project_set_word(a, &words, "id-small", small);
    return sg_project_fill_text(a, p->event->fixed_name, &words);
}

static bool add_creation(struct sg_project *p, const char *id, const struct sg_kind *kind, struct sg_origin origin)
{
    struct sg_findings *f = p->scope->findings;
    for (size_t i = 0; i < p->creation_count; i++)
        if (strcmp(p->creations[i].id, id) == 0) {
            const char *other = p->creations[i].kind->name;
            return strcmp(other, kind->name) == 0 ||
                   sg_fail(f, origin, "${%s} already names %s, so it cannot name %s too", id,
                           sg_with_article(p->scope->arena, other), sg_with_article(p->scope->arena, kind->name));
        }
    const struct sg_blueprint *blueprint = sg_find_blueprint(p->catalog, kind->name, f);
    if (strcmp(id, sg_project_get_word(&p->words, "function")) == 0)
        return sg_fail(f, origin, "${%s} is the function itself; use another id for the %s", id, kind->title);
    if (!blueprint || !blueprint->parts.count)
        return sg_fail(f, origin, "samgen new cannot create %s; give the name or ARN of an existing one, not ${%s}",
                       sg_with_article(p->scope->arena, kind->title), id);
    struct sg_creation *creation = &p->creations[p->creation_count++];
    *creation = (struct sg_creation){.id = id, .kind = kind, .blueprint = blueprint, .of_event = id == p->event_id};
    creation->reference = reference_to(p, creation);
    return true;
}

/* ---- The resource of the event ---- */

/* The value of a property as the text of an option; NULL if an option cannot say it. */
static const char *text_of(struct sg_arena *a, const struct sg_node *value)
{
    const struct sg_node *sub = sg_intrinsic(value, "Fn::Sub"), *ref = sg_intrinsic(value, "Ref");
    if (sg_is_text(value))
        return value->text;
    if (sg_is_text(sub))
        return sub->text;
    return sg_is_text(ref) ? sg_format(a, "${%s}", ref->text) : NULL;
}

/* Lists a resource of the template from which the event comes. False after reporting that it cannot. */
static bool use_known(struct sg_project *p, const struct sg_name *known, const struct sg_kind *kind)
{
    const struct sg_event *event = p->event;
    const struct sg_origin origin = {.subject = "--event"};
    struct sg_arena *a = p->scope->arena;
    if (!known->type || !sg_strings_have(&kind->types, known->type))
        return sg_fail(p->scope->findings, origin, "${%s} is %s in the template, but the event \"%s\" comes from %s",
                       known->id, known->type ? known->type : "a parameter", event->name,
                       sg_with_article(a, kind->title));
    if (event->property && !sg_get(known->properties, event->property))
        return sg_fail(p->scope->findings, origin, "%s has no %s, which the event \"%s\" needs; add it to %s first",
                       known->id, event->property, event->name, known->id);
    const struct sg_resource *resource = sg_find_resource(p->into, known->id);
    const char *name = event->fixed_name
                           ? text_of(a, resource ? sg_get(resource->properties, event->name_property) : NULL)
                           : sg_format(a, "${%s}", known->id);
    if (!name)
        return sg_fail(p->scope->findings, origin,
                       "%s calls the function, so the function cannot refer to %s by its id; give %s a %s that is a "
                       "text or !Sub first",
                       known->id, known->id, known->id, event->name_property);
    p->creations[p->creation_count++] =
        (struct sg_creation){.id = known->id, .kind = kind, .of_event = true, .reference = name, .exists = true};
    return true;
}

/* The first ${Id} of a grant that reads what the event reports, or the default id of the event. */
static const char *choose_event_id(struct sg_project *p)
{
    for (size_t i = 0; i < p->request->asked.count; i++) {
        const struct sg_asked_grant *grant = &p->request->asked.grants[i];
        for (size_t j = 0; j < grant->count && sg_strings_have(&p->event->grants, grant->name); j++) {
            const struct sg_option *option = resource_option(p, grant, &grant->options[j]);
            const char *id = sg_project_id_of(p->scope->arena, grant->options[j].text);
            if (id && option && strcmp(option->kind->name, p->event->kind) == 0)
                return id;
        }
    }
    if (!sg_project_known(p, p->event->id))
        return p->event->id;
    return sg_concat(p->scope->arena, sg_camel_case(p->scope->arena, p->request->name), p->event->id);
}

static bool add_event_resource(struct sg_project *p)
{
    const struct sg_event *event = p->event;
    if (!event->kind)
        return true;
    const struct sg_kind *kind = sg_find_kind(p->catalog, event->kind, p->scope->findings);
    if (!kind || !event->id)
        return sg_fail(p->scope->findings, (struct sg_origin){.subject = "--event"},
                       "the event \"%s\" needs an id, and a kind that resources.yaml has", event->name);
    p->event_id = choose_event_id(p);
    const struct sg_name *known = sg_project_known(p, p->event_id);
    if (known ? !use_known(p, known, kind)
              : !add_creation(p, p->event_id, kind, (struct sg_origin){.subject = "--event"}))
        return false;
    p->event_reference = p->creations[0].reference;
    return true;
}

static size_t count_options(const struct sg_asked *asked)
{
    size_t count = 0;
    for (size_t i = 0; i < asked->count; i++)
        count += asked->grants[i].count;
    return count;
}

/* Adds the resource that an option names by ${Id}. False after reporting. */
static bool find_creation(struct sg_project *p, const struct sg_asked_grant *grant, struct sg_asked_option *option)
{
    const struct sg_option *known = resource_option(p, grant, option);
    const char *id = known ? sg_project_id_of(p->scope->arena, option->text) : NULL;
    if (!id || (!sg_project_known(p, id) && !add_creation(p, id, known->kind, option->origin)))
        return !id;
    if (p->event_id && strcmp(id, p->event_id) == 0)
        option->text = p->event_reference;
    return true;
}

bool sg_project_find_resources(struct sg_project *p)
{
    struct sg_asked *asked = &p->request->asked;
    p->creations = sg_new_array(p->scope->arena, struct sg_creation, count_options(asked) + 1);
    bool ok = add_event_resource(p);
    for (size_t i = 0; i < asked->count; i++)
        for (size_t j = 0; j < asked->grants[i].count; j++)
            ok = find_creation(p, &asked->grants[i], &asked->grants[i].options[j]) && ok;
    return ok;
}

void sg_project_name_resources(struct sg_project *p, struct sg_names *names)
{
    names->items = sg_new_array(p->scope->arena, struct sg_name, p->known.count + p->creation_count);
    for (size_t i = 0; i < p->known.count; i++)
        names->items[names->count++] = p->known.items[i];
    for (size_t i = 0; i < p->creation_count; i++)
        if (!p->creations[i].exists &&
            (!p->creations[i].of_event || !p->event->fixed_name)) /* a reference to that one would be circular */
            names->items[names->count++] =
                (struct sg_name){.id = p->creations[i].id, .type = p->creations[i].kind->types.items[0]};
}

const char *sg_project_as_yaml(struct sg_scope *scope, const char *text)
{
    struct sg_buffer b = sg_buffer_new(scope->arena, SG_BUFFER_MOST);
    sg_write_flow(&b, sg_text_node(scope, text));
    return b.text;
}

bool sg_project_names_resource(const struct sg_use *use, const char *reference)
{
    for (size_t i = 0; i < use->count; i++)
        for (size_t j = 0; j < use->given[i].count; j++)
            if (strcmp(use->given[i].values[j].given, reference) == 0)
                return true;
    return false;
}

/* The words of a resource: options of the grants that name it, such as its key. */
static struct sg_words words_of(struct sg_project *p, const struct sg_creation *creation)
{
    struct sg_arena *a = p->scope->arena;
    struct sg_words words = {0};
    const char *reference = creation->reference;
    for (size_t i = 0; i < p->request->asked.count; i++) {
        const struct sg_use *use = &p->uses[i];
        for (size_t j = 0; sg_project_names_resource(use, reference) && j < use->count; j++) {
            const struct sg_value *value = &use->given[j].values[0];
            bool is_key = strcmp(use->given[j].option->name, SG_KEY_OPTION) == 0;
            if (use->given[j].count && strcmp(value->given, reference) != 0)
                sg_project_set_word(a, &words, use->given[j].option->name,
                                    sg_project_as_yaml(p->scope, is_key ? sg_value_arn(p->scope, value->origin, value,
                                                                                       value->form, SG_ARN_SHORTEST)
                                                                 : value->name ? value->name
                                                                               : value->given));
        }
    }
    sg_project_set_word(a, &words, "id", creation->id);
    sg_project_set_word(a, &words, "event", creation->of_event ? p->event->name : "");
    sg_project_set_word(a, &words, "name", sg_project_as_yaml(p->scope, reference));
    return words;
}

void sg_project_write_resources(struct sg_project *p)
{
    struct sg_arena *a = p->scope->arena;
    struct sg_buffer resources = sg_buffer_new(a, SG_BUFFER_MOST);
    struct sg_words of_event = {0};
    sg_project_read_event_uses(p);
    for (size_t i = 0; i < p->creation_count; i++) {
        struct sg_words words = words_of(p, &p->creations[i]);
        if (!p->creations[i].exists) {
            sg_add(&resources, "\n");
            sg_add(&resources, sg_project_fill_parts(a, &p->creations[i].blueprint->parts, &words));
        }
        if (p->creations[i].of_event)
            of_event = words;
    }
    sg_project_set_word(a, &of_event, "path", sg_project_get_word(&p->words, "path"));
    sg_project_set_word(a, &p->words, "resources", resources.text);
    sg_project_set_word(a, &p->words, "events", sg_project_write_events(p, &of_event));
    sg_project_set_word(a, &p->words, "properties", sg_project_fill_parts(a, &p->event->properties, &of_event));
    sg_project_set_word(a, &p->words, "globals", sg_project_fill_parts(a, &p->event->globals, &of_event));
}
