#include <samgen/samgen.h>

#include "base/shown.h"
#include "compare/compare.h"
#include "sam/binding.h"
#include "yaml/scalar.h"
#include "yaml/write.h"

#include <string.h>

#include "api/api_internal.h"

static bool is_empty(const struct samgen_input *input)
{
    for (size_t i = 0; input && i < input->length; i++)
        if (!strchr(" \t\r\n", input->bytes[i]))
            return false;
    return true;
}

static bool is_given(const struct samgen_template_settings *settings, const char *name)
{
    for (size_t i = 0; i < settings->binding_count; i++)
        if (strcmp(settings->bindings[i].name, name) == 0)
            return true;
    return false;
}

/* The values of --set, and as in `check` the Default of each other parameter. */
static void bind(struct samgen *samgen, const struct samgen_template_settings *settings,
                 struct sg_compared_template *side)
{
    const struct sg_template *t = side->template;
    size_t count = 0;
    struct samgen_binding *items =
        sg_new_array(samgen->arena, struct samgen_binding, settings->binding_count + t->parameters.count);
    const struct samgen_binding *given = sg_api_bindings(samgen, settings);
    for (size_t i = 0; i < t->parameters.count; i++) {
        const struct sg_node *key = t->parameters.keys[i], *initial = sg_get(key->next, "Default");
        const char *type = sg_get_text(key->next, "Type");
        bool of_ssm = type && sg_starts_with(type, "AWS::SSM::Parameter::Value<");
        if (initial && initial->type == SG_SCALAR && *initial->text && !of_ssm && !is_given(settings, key->text))
            items[count++] = (struct samgen_binding){.name = key->text, .value = initial->text};
    }
    for (size_t i = 0; i < settings->binding_count; i++)
        items[count++] = given[i];
    side->resolver.bindings = items;
    side->resolver.binding_count = count;
}

static bool read_side(struct samgen *samgen, const struct samgen_input *input,
                      const struct samgen_template_settings *settings, struct sg_findings *findings,
                      struct sg_compared_template *side)
{
    *side = (struct sg_compared_template){0};
    if (is_empty(input))
        return true;
    side->template = sg_api_template(samgen, input, settings->region, findings, &side->roles);
    side->resolver = (struct sg_resolver){.template = side->template, .unknown_apart = true, .all_branches = true};
    if (side->template)
        bind(samgen, settings, side);
    return side->template != NULL;
}

/* A name of --set may be in one of the templates alone. */
static bool check_bindings(const struct samgen_template_settings *settings, const struct sg_compared_template *older,
                           const struct sg_compared_template *newer)
{
    const struct sg_compared_template *sides[] = {older, newer};
    bool ok = true;
    for (size_t i = 0; i < settings->binding_count; i++) {
        bool known = false;
        for (int side = 0; side < 2 && !known; side++) {
            struct sg_resolver one = sides[side]->resolver;
            struct sg_findings *findings = sides[side]->template ? sides[side]->template->findings : NULL;
            one.bindings = &settings->bindings[i];
            one.binding_count = 1;
            if (!findings)
                continue;
            const struct sg_findings before = sg_findings_now(findings);
            known = sg_check_bindings(&one);
            if (!known && side == 0 && newer->template)
                sg_forget_since(findings, &before);
        }
        ok = ok && known;
    }
    return ok;
}

static bool says(const struct sg_findings *findings, const char *message)
{
    for (const struct sg_finding *f = findings->first; f; f = f->next)
        if (strcmp(f->message, message) == 0)
            return true;
    return false;
}

/* Adds the findings about both templates. A note or warning about both is added once. */
static void join(const struct sg_findings *older, const struct sg_findings *newer, struct sg_findings *all)
{
    const struct sg_findings *const sides[] = {older, newer};
    for (int side = 0; side < 2; side++)
        for (const struct sg_finding *f = sides[side]->first; f; f = f->next)
            if (side == 1 || f->severity == SAMGEN_ERROR || !says(newer, f->message))
                sg_report(all, f->severity,
                          (struct sg_origin){.source = f->source, .offset = f->offset, .subject = f->subject}, "%s",
                          f->message);
}

enum samgen_status samgen_compare(struct samgen *samgen, const struct samgen_input *older,
                                  const struct samgen_input *newer, const struct samgen_template_settings *settings,
                                  enum samgen_diff_form form, struct samgen_diff *diff, struct samgen_result *result)
{
    struct sg_findings findings = {.arena = samgen->arena}, of[2] = {findings, findings};
    struct sg_buffer text = sg_buffer_new(samgen->arena, SG_BUFFER_MOST);
    struct sg_compared_template sides[2];
    struct sg_comparison comparison;
    *result = (struct samgen_result){0};
    *diff = (struct samgen_diff){0};
    bool ok = read_side(samgen, older, settings, &of[0], &sides[0]);
    ok = read_side(samgen, newer, settings, &of[1], &sides[1]) && ok;
    ok = ok && check_bindings(settings, &sides[0], &sides[1]) &&
         sg_compare_templates(samgen->arena, samgen->catalog, &sides[0], &sides[1], &comparison);
    if (ok && form == SAMGEN_DIFF_JSON)
        sg_write_json(&text, sg_compare_json(samgen->arena, &comparison), 0);
    else if (ok && form == SAMGEN_DIFF_MARKDOWN)
        sg_compare_markdown(&comparison, newer ? newer->name : older->name, &text);
    else if (ok)
        sg_compare_text(&comparison, &text);
    if (ok)
        *diff = (struct samgen_diff){.adds = sg_compare_adds(&comparison), .removes = sg_compare_removes(&comparison)};
    join(&of[0], &of[1], &findings);
    return sg_api_finish(samgen, &findings, &text, result);
}

const char *samgen_json_text(struct samgen *samgen, const char *text)
{
    struct sg_buffer b = sg_buffer_new(samgen->arena, SG_BUFFER_MOST);
    sg_add_json_text(&b, sg_shown(samgen->arena, text));
    return b.text;
}
