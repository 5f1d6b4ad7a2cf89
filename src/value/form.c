#include "value/name.h"
#include "value/value_internal.h"

#include "base/text.h"

#include <string.h>

/* Returns whether the text begins with the prefix, in which '?' is one character. */
static bool has_prefix(const char *text, const char *prefix)
{
    while (*prefix && *text && (*prefix == *text || (*prefix == '?' && sg_is_alnum(*text)))) {
        prefix++;
        text++;
    }
    return !*prefix;
}

/* The end of ${...} when a '.' follows: the geography of an inference profile that only the deployment knows. */
static size_t substituted_prefix(const char *name)
{
    const char *end = sg_starts_with(name, "${") ? sg_substitution_end(name) : NULL;
    return end && *end == '.' ? (size_t)(end - name) + 1 : 0;
}

/* Returns whether a literal name has, or lacks, the text that tells its form. */
static bool shows(const struct sg_arn_form *form, const char *name)
{
    if (sg_has_substitution(name))
        return false;
    return (form->with && strstr(name, form->with)) || (form->without && !strstr(name, form->without));
}

const struct sg_arn_form *sg_form_of_name(const struct sg_kind *kind, const char *name, size_t *length)
{
    size_t hidden = substituted_prefix(name);
    for (size_t i = 0; i < kind->others.count; i++) {
        const struct sg_arn_form *form = &kind->others.items[i];
        for (size_t j = 0; j < form->prefixes.count; j++)
            if (has_prefix(name, form->prefixes.items[j])) {
                *length = strlen(form->prefixes.items[j]);
                return form;
            }
        if (form->maybe && hidden) {
            *length = hidden;
            return form;
        }
        if (shows(form, name)) {
            *length = 0;
            return form;
        }
    }
    return NULL;
}

const struct sg_arn_form *sg_value_form_of_value(const struct sg_kind *kind, const char *given)
{
    for (size_t i = 0; i < kind->others.count; i++)
        if (sg_strings_have(&kind->others.items[i].is, given))
            return &kind->others.items[i];
    return NULL;
}

const struct sg_arn_form *sg_value_hidden_form(const struct sg_kind *kind)
{
    for (size_t i = 0; i < kind->others.count; i++)
        if (kind->others.items[i].maybe)
            return &kind->others.items[i];
    return NULL;
}

bool sg_value_check_form_name(struct sg_scope *scope, struct sg_origin origin, const struct sg_value *value,
                              const char *name)
{
    if (!value->form || !value->form->shape)
        return sg_check_name(scope, origin, value->kind, name, value->given);
    struct sg_kind own = *value->kind; /* the names of the form have other rules */
    own.shape = value->form->shape;
    own.form = own.usual = NULL;
    own.refused.count = own.forbidden.count = 0;
    return sg_check_name(scope, origin, &own, name, value->given);
}

void sg_value_guess_form(struct sg_scope *scope, const struct sg_strings *texts, struct sg_value *value)
{
    const struct sg_arn_form *hidden = sg_value_hidden_form(value->kind), *first = NULL;
    size_t read = 0, same = 0, plain_or_hidden = 0;
    struct sg_hush hush;
    sg_hush(&hush, &scope->findings);
    for (size_t i = 0; i < texts->count; i++) {
        struct sg_value one;
        if (!sg_read_value(scope, (struct sg_origin){0}, value->kind, texts->items[i], &one))
            continue;
        first = read++ ? first : one.form;
        same += one.form == first;
        plain_or_hidden += !one.form || one.form == hidden;
    }
    sg_unhush(&hush);
    if (read && same == read)
        value->form = first;
    else if (hidden && plain_or_hidden == read)
        value->maybe = hidden;
}
