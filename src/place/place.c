#include "place/place.h"
#include "iam/arn.h"

#include "base/text.h"
#include "grant/fill.h"

#include <string.h>

#define ID_WORDS_MOST 64  /* the length of the longest function name */
#define SUFFIX "{suffix}" /* in the form of a URL */

void sg_place_put_resource(struct sg_scope *scope, struct sg_node *resources, const char *id, const char *type,
                           struct sg_node *properties)
{
    struct sg_arena *a = scope->arena;
    struct sg_node *resource = sg_map(a);
    const char *unique = id;
    for (size_t n = 2; sg_get(resources, unique); n++) {
        if (sg_same(sg_get(sg_get(resources, unique), "Properties"), properties))
            return;
        unique = sg_format(a, "%s%zu", id, n);
    }
    sg_put(a, resource, "Type", sg_scalar(a, type));
    sg_put(a, resource, "Properties", properties);
    sg_put(a, resources, unique, resource);
}

const char *sg_place_whole_reference(struct sg_arena *a, const char *text)
{
    const char *end = text && sg_starts_with(text, "${") ? sg_substitution_end(text) : NULL;
    if (!end || *end || strpbrk(text + 2, ":=!"))
        return NULL;
    return sg_copy_bytes(a, text + 2, strcspn(text + 2, ".}"));
}

const char *sg_place_id_words(struct sg_scope *scope, const struct sg_value *value)
{
    struct sg_arena *a = scope->arena;
    const char *text = value->name ? value->name : value->arn ? value->arn : "";
    const char *id = sg_place_whole_reference(a, text);
    if (strstr(text, "${="))
        return "";
    const char *words = sg_camel_case(a, id ? id : text);
    return strlen(words) > ID_WORDS_MOST ? sg_copy_bytes(a, words, ID_WORDS_MOST) : words;
}

/* AWS's domain depends on the region, so if the region is a reference, the domain must be one too. */
const char *sg_place_url_form(struct sg_scope *scope, const struct sg_value *value)
{
    const char *form = value->kind->urls.count ? value->kind->urls.items[0] : NULL;
    const char *at = form ? strstr(form, SUFFIX) : NULL;
    const char *partition = value->partition ? value->partition : scope->partition;
    bool waits = !value->region || sg_has_substitution(value->region) || sg_has_substitution(partition);
    if (!at)
        return form;
    return sg_format(scope->arena, "%.*s%s%s", (int)(at - form), form,
                     waits ? "${AWS::URLSuffix}" : sg_partition_suffix(partition), at + strlen(SUFFIX));
}

bool sg_place_all_given(const struct sg_use *use, const char *text)
{
    const char *texts[] = {text};
    const struct sg_statement naming = {.resources = {.items = texts, .count = 1}};
    for (size_t i = 0; i < use->grant->options.count; i++) {
        const char *option = use->grant->options.items[i].name;
        if (sg_grant_statement_uses(&naming, option) && !sg_given(use, option, strlen(option)))
            return false;
    }
    return true;
}

const char *sg_place_property_text(struct sg_scope *scope, const struct sg_use *use, const struct sg_property_row *row,
                                   enum sg_arn_style style)
{
    const struct sg_statement statement = {.when = row->when, .unless = row->unless};
    const struct sg_filling filling = {.scope = scope, .use = use, .statement = &statement, .style = style};
    struct sg_strings texts = {0};
    if (!sg_grant_statement_applies(use, &statement) || !sg_place_all_given(use, row->value))
        return "";
    return sg_grant_fill(&filling, row->value, &texts) ? texts.items[0] : NULL;
}

bool sg_place_is_service_principal(const char *text)
{
    return sg_ends_with(text, ".amazonaws.com") && *text != '.' && sg_is_made_of(text, SG_SMALL_LETTERS SG_DIGITS ".-");
}

struct sg_node *sg_place_list_of(struct sg_arena *a, struct sg_node *item)
{
    struct sg_node *list = sg_list(a);
    sg_append(list, item);
    return list;
}

bool sg_place_unknown(struct sg_scope *scope, struct sg_catalog *catalog, enum sg_place_type place,
                      const struct sg_asked_grant *asked)
{
    struct sg_strings known = {0};
    sg_place_names(catalog, place, &known);
    const char *near = *asked->name ? sg_nearest(asked->name, &known) : NULL;
    if (near)
        return sg_fail(scope->findings, asked->origin, "\"%s\" is unknown; did you mean %s?", asked->name, near);
    return sg_fail(scope->findings, asked->origin, "\"%s\" is unknown; write one of %s", asked->name,
                   sg_join(scope->arena, &known, ", "));
}

void sg_place_add_notes(struct sg_scope *scope, const char *subject, const struct sg_strings *notes)
{
    for (size_t i = 0; i < notes->count; i++)
        sg_report(scope->findings, SAMGEN_NOTE, (struct sg_origin){.subject = subject}, "%s", notes->items[i]);
}
