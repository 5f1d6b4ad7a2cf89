#include "value/request.h"

#include "base/list.h"
#include "base/text.h"
#include "value/name.h"
#include "catalog/search.h"

#include <ctype.h>
#include <string.h>

#define NEAREST_MOST 20         /* errors after which no near name is looked for: a person reads the first ones */
#define OPTION_VALUES_MOST 1000 /* of one option; a policy with more would exceed IAM's limits many times */

static struct sg_given *find_given(const struct sg_use *use, const char *option, size_t length)
{
    for (size_t i = 0; i < use->count; i++) {
        const char *name = use->given[i].option->name;
        if (sg_is_word(name, option, length))
            return &use->given[i];
    }
    return NULL;
}

const struct sg_given *sg_given(const struct sg_use *use, const char *option, size_t length)
{
    return find_given(use, option, length);
}

static bool unknown_grant(struct sg_scope *scope, struct sg_catalog *catalog, const struct sg_asked_grant *asked)
{
    struct sg_grants meant = {0};
    struct sg_strings names = {0};
    const char *service;
    if (scope->findings->errors < NEAREST_MOST)
        sg_grants_meant(scope->arena, catalog, asked->name, &meant, &service, scope->findings);
    for (size_t i = 0; i < meant.count; i++)
        sg_push(scope->arena, &names, meant.items[i]->name);
    return sg_fail(scope->findings, asked->origin, "no grant has the name \"%s\"%s%s%s", asked->name,
                   names.count ? "; did you mean " : "; `samgen list` shows all", sg_alternatives(scope->arena, &names),
                   names.count ? "?" : "");
}

static bool unknown_option(struct sg_scope *scope, const struct sg_grant *grant, const struct sg_asked_option *asked)
{
    struct sg_strings known = {0}, meant = {0}, written = {0};
    for (size_t i = 0; i < grant->options.count; i++)
        sg_push(scope->arena, &known, sg_format(scope->arena, "--%s", grant->options.items[i].name));
    sg_options_meant(scope->arena, grant, asked->name, &meant);
    for (size_t i = 0; i < meant.count; i++)
        sg_push(scope->arena, &written, sg_format(scope->arena, "--%s", meant.items[i]));
    struct sg_origin origin = asked->origin;
    origin.subject = NULL;
    if (meant.count)
        return sg_fail(scope->findings, origin, "%s has no option --%s; did you mean %s?", grant->name, asked->name,
                       sg_alternatives(scope->arena, &written));
    const struct sg_grant *other = sg_grant_meant(scope->catalog, grant, asked->name);
    if (other)
        return sg_fail(scope->findings, origin, "%s has no option --%s; did you mean the grant %s?", grant->name,
                       asked->name, other->name);
    return sg_fail(scope->findings, origin, "%s has no option --%s; %s%s", grant->name, asked->name,
                   known.count ? "it has " : "it has none", sg_join(scope->arena, &known, ", "));
}

static struct sg_given *add_given(struct sg_scope *scope, struct sg_use *use, const struct sg_option *option,
                                  struct sg_origin origin)
{
    struct sg_given *given = find_given(use, option->name, strlen(option->name));
    if (!given) {
        given = &use->given[use->count++];
        *given = (struct sg_given){.option = option, .origin = origin};
    }
    sg_grow(scope->arena, given->values, given->count, given->capacity);
    return given;
}

/* What the form of a value asks for. */
static bool check_form(struct sg_scope *scope, const struct sg_use *use, const struct sg_option *option,
                       struct sg_origin origin, const struct sg_value *value)
{
    const struct sg_arn_form *form = value->form;
    if (!form)
        return true;
    if (sg_strings_have(&option->refuses, form->name))
        return sg_fail(scope->findings, origin, "\"%s\" is %s, which %s does not work with; give %s", value->given,
                       form->title, use->grant->name, sg_with_article(scope->arena, option->kind->title));
    if (form->note)
        sg_report(scope->findings, SAMGEN_NOTE, origin, "%s", form->note);
    return true;
}

static bool read_option(struct sg_scope *scope, struct sg_use *use, const struct sg_asked_option *asked)
{
    const struct sg_option *option = sg_find_option(use->grant, asked->name);
    if (!option)
        return unknown_option(scope, use->grant, asked);
    const struct sg_given *earlier = find_given(use, option->name, strlen(option->name));
    if (earlier && !option->repeats && !asked->found)
        return sg_fail(scope->findings, asked->origin, "given twice, and it takes one value");
    if (earlier && earlier->count == OPTION_VALUES_MOST)
        return sg_fail(scope->findings, asked->origin, "more than %d values", OPTION_VALUES_MOST);
    struct sg_given *given = add_given(scope, use, option, asked->origin);
    struct sg_value *value = &given->values[given->count];
    if (sg_is_flag(option)) {
        *value = (struct sg_value){.kind = option->kind, .given = ""};
        if (asked->text)
            return sg_fail(scope->findings, asked->origin, "takes no value; it is there or not");
    } else if (asked->node) {
        if (!sg_read_value_node(scope, asked->origin, option->kind, asked->node, value))
            return false;
    } else if (!asked->text) {
        return sg_fail(scope->findings, asked->origin, "needs a value, such as %s", option->kind->example);
    } else if (!sg_read_value(scope, asked->origin, option->kind, asked->text, value)) {
        return false;
    }
    value->origin = asked->origin;
    value->found = asked->found;
    if (!check_form(scope, use, option, asked->origin, value))
        return false;
    given->count++;
    return true;
}

/* "a NAME": how help calls an option that is given without its name. */
static const char *as_word(struct sg_arena *a, const char *option)
{
    char *word = sg_copy(a, option);
    for (char *p = word; *p; p++)
        *p = (char)toupper((unsigned char)*p);
    return sg_format(a, "%s %s", strchr("AEIOU", *word) ? "an" : "a", word);
}

static const char *written_as(struct sg_arena *a, struct sg_origin origin, const char *option)
{
    return origin.source ? sg_format(a, "\"%s\"", option) : sg_format(a, "--%s", option);
}

/* The grant to use without the option: sns-sms publishes without a topic. Or NULL. */
static const struct sg_grant *without(struct sg_catalog *c, const struct sg_grant *grant)
{
    const struct sg_strings *actions = grant->needs.count ? &grant->needs.items[0].actions : NULL;
    return c && actions && actions->count == 1 ? sg_grant_on_all(c, actions->items[0]) : NULL;
}

static bool lacks(struct sg_scope *scope, const struct sg_use *use, const struct sg_option *option)
{
    struct sg_arena *a = scope->arena;
    const struct sg_grant *grant = use->grant, *other = without(scope->catalog, grant);
    const char *word =
        option->positional && !use->origin.source ? as_word(a, option->name) : written_as(a, use->origin, option->name);
    const char *way_out = other ? sg_format(a, "; the grant %s (%s) needs none", other->name, other->title) : "";
    return sg_fail(scope->findings, use->origin, "%s needs %s: %s, such as %s%s", grant->name, word, option->title,
                   option->kind->example, way_out);
}

static bool check_required(struct sg_scope *scope, const struct sg_asked_grant *asked, const struct sg_use *use)
{
    const struct sg_grant *grant = use->grant;
    bool ok = true;
    for (size_t i = 0; i < grant->options.count; i++) {
        const struct sg_option *option = &grant->options.items[i];
        if (option->required && !find_given(use, option->name, strlen(option->name)) &&
            !sg_strings_have(&asked->mistyped, option->name))
            ok = lacks(scope, use, option);
    }
    struct sg_strings choices = {0};
    for (size_t i = 0; i < grant->one_of.count; i++) {
        if (find_given(use, grant->one_of.items[i], strlen(grant->one_of.items[i])) || asked->mistyped.count)
            return ok;
        sg_push(scope->arena, &choices, written_as(scope->arena, use->origin, grant->one_of.items[i]));
    }
    return choices.count == 0 ? ok
                              : sg_fail(scope->findings, use->origin, "%s needs one of %s", grant->name,
                                        sg_join(scope->arena, &choices, ", "));
}

static bool add_defaults(struct sg_scope *scope, struct sg_use *use)
{
    for (size_t i = 0; i < use->grant->options.count; i++) {
        const struct sg_option *option = &use->grant->options.items[i];
        if (!option->initial || find_given(use, option->name, strlen(option->name)))
            continue;
        struct sg_given *given = add_given(scope, use, option, use->origin);
        given->by_default = true;
        if (!sg_read_value(scope, use->origin, option->kind, option->initial, &given->values[0]))
            return false;
        given->count = 1;
    }
    return true;
}

bool sg_read_options(struct sg_scope *scope, const struct sg_grant *grant, const struct sg_asked_grant *asked,
                     struct sg_use *use)
{
    *use = (struct sg_use){
        .origin = asked->origin, .grant = grant, .key_alone = asked->key_alone, .copied = asked->copied};
    use->given = sg_new_array(scope->arena, struct sg_given, grant->options.count);
    bool ok = true;
    for (size_t i = 0; i < asked->count; i++)
        ok = read_option(scope, use, &asked->options[i]) && ok;
    return check_required(scope, asked, use) && add_defaults(scope, use) && ok && !asked->faulty;
}

bool sg_read_use(struct sg_scope *scope, struct sg_catalog *catalog, const struct sg_asked_grant *asked,
                 struct sg_use *use)
{
    size_t errors = scope->findings->errors;
    *use = (struct sg_use){.origin = asked->origin};
    const struct sg_grant *grant = sg_find_grant(catalog, asked->name, scope->findings);
    if (!grant)
        return errors == scope->findings->errors ? unknown_grant(scope, catalog, asked) : false;
    return sg_read_options(scope, grant, asked, use);
}
