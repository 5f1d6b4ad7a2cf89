#include <samgen/samgen.h>

#include "suggest/suggest.h"
#include "yaml/write.h"

#include "api/api_internal.h"

struct samgen_trail {
    struct samgen *samgen;
    struct sg_trail trail;
};

struct samgen_trail *samgen_trail_new(struct samgen *samgen)
{
    struct samgen_trail *trail = sg_new(samgen->arena, struct samgen_trail);
    *trail = (struct samgen_trail){.samgen = samgen, .trail = {.arena = samgen->arena}};
    return trail;
}

enum samgen_status samgen_trail_take(struct samgen_trail *trail, const struct samgen_input *records,
                                     struct samgen_result *result)
{
    struct samgen *samgen = trail->samgen;
    struct sg_findings findings = {.arena = samgen->arena};
    const char *fault;
    *result = (struct samgen_result){0};
    if (sg_trail_take(&trail->trail, samgen->scratch, records->bytes, records->length, &fault))
        return SAMGEN_OK;
    sg_fail(&findings, (struct sg_origin){.subject = records->name},
            "it has no records of CloudTrail (%s); give files as CloudTrail delivers them", fault);
    sg_api_publish(samgen, &findings, result);
    return SAMGEN_BAD_INPUT;
}

static void write_answer(struct sg_suggesting *all, enum samgen_suggest_form form, struct sg_buffer *text)
{
    if (form == SAMGEN_SUGGEST_JSON)
        sg_write_json(text, sg_suggest_json(all), 0);
    else if (form == SAMGEN_SUGGEST_SPEC)
        sg_suggest_spec(all, text);
    else
        sg_suggest_text(all, text);
}

enum samgen_status samgen_suggest(struct samgen *samgen, const struct samgen_input *template,
                                  const struct samgen_suggest_settings *settings, enum samgen_suggest_form form,
                                  struct samgen_suggestion *suggestion, struct samgen_result *result)
{
    struct sg_arena *a = samgen->arena;
    struct sg_findings findings = {.arena = a};
    struct sg_buffer text = sg_buffer_new(a, SG_BUFFER_MOST);
    struct sg_roles roles;
    *result = (struct samgen_result){0};
    *suggestion = (struct samgen_suggestion){0};
    const struct sg_template *t = sg_api_template(samgen, template, settings->region, &findings, &roles);
    const struct samgen_template_settings common = {.bindings = settings->bindings,
                                                    .binding_count = settings->binding_count};
    const struct sg_suggest_settings own = {.function = settings->function ? sg_copy(a, settings->function) : NULL,
                                            .code = settings->code ? sg_copy(a, settings->code) : NULL,
                                            .trail = settings->trail ? &settings->trail->trail : NULL,
                                            .bindings = sg_api_bindings(samgen, &common),
                                            .binding_count = settings->binding_count};
    struct sg_suggesting *all = t ? sg_suggest(t, &roles, &own) : NULL;
    if (all) {
        struct sg_asked *asked;
        write_answer(all, form, &text);
        size_t count = settings->apply ? sg_suggest_fixes(all, &asked) : 0;
        *suggestion = (struct samgen_suggestion){
            .lacks = sg_suggest_lacks(all), .wide = sg_suggest_is_wide(all), .unfixed = sg_suggest_has_no_fix(all)};
        if (count)
            sg_api_apply_asked(samgen, template, settings->no_kms, asked, count, &findings, &suggestion->change);
    }
    return sg_api_finish(samgen, &findings, &text, result);
}
