#include <samgen/samgen.h>

#include "base/replace.h"
#include "value/spec.h"
#include "sam/names.h"
#include "apply/apply.h"
#include "apply/key_policy.h"
#include "yaml/diff.h"
#include "yaml/load.h"

#include <string.h>

#include "api/api_internal.h"

/* A call that edits a template. */
struct applying {
    struct samgen *samgen;
    struct sg_call call;
    struct sg_node *root; /* of the template, as its author wrote it */
    const struct sg_template *template;
    struct sg_roles roles;
};

static bool start(struct samgen *samgen, const struct samgen_settings *settings, struct applying *a)
{
    struct samgen_settings own = *settings;
    own.template = NULL; /* open_template reads the template once for all grants */
    own.no_logs = true;  /* SAM adds the logs to every role that it creates */
    *a = (struct applying){.samgen = samgen};
    return sg_api_start_call(samgen, &own, &a->call);
}

static bool open_template(struct applying *a, const struct samgen_input *template)
{
    struct sg_arena *arena = a->samgen->arena;
    const struct sg_source *source = sg_api_input_source(a->samgen, template);
    struct sg_findings *findings = &a->call.findings;
    a->call.names = (struct sg_names){0};
    a->call.scope.names = &a->call.names;
    a->root = sg_yaml_load(arena, source, SG_ALIASES_RESOLVED, findings);
    if (!a->root || !sg_names_in(arena, source, a->root, findings, &a->call.names))
        return false;
    a->template =
        sg_template_of(arena, a->samgen->catalog, source, sg_copy_node(arena, a->root), SG_DEFAULT_REGION, findings);
    return a->template && sg_build_roles(a->template, &a->roles);
}

static void apply(struct applying *a, struct sg_asked *asked, size_t count, struct samgen_change *change)
{
    const struct sg_application application = {.scope = &a->call.scope,
                                               .catalog = a->samgen->catalog,
                                               .template = a->template,
                                               .root = a->root,
                                               .roles = &a->roles,
                                               .settings = &a->call.settings};
    struct sg_buffer diff = sg_buffer_new(a->samgen->arena, SG_BUFFER_MOST);
    struct sg_edit edit;
    struct sg_source made;
    for (size_t i = 0; i < count; i++) {
        sg_api_ask_keys(&a->call, &asked[i]);
        sg_apply_leave_out_keys(&a->call.scope, a->samgen->catalog, a->template, &a->roles, &asked[i]);
    }
    if (!sg_apply_grants(&application, asked, count, &edit, &made))
        return;
    sg_yaml_write_diff(&diff, &edit);
    *change =
        (struct samgen_change){.changed = edit.count > 0, .text = made.bytes, .length = made.length, .diff = diff.text};
}

enum samgen_status samgen_apply(struct samgen *samgen, const struct samgen_input *template, const char *function,
                                const struct samgen_grant *grants, size_t grant_count,
                                const struct samgen_settings *settings, struct samgen_change *change,
                                struct samgen_result *result)
{
    struct applying a;
    *result = (struct samgen_result){0};
    *change = (struct samgen_change){0};
    if (start(samgen, settings, &a) && open_template(&a, template)) {
        struct sg_asked asked = {.count = grant_count};
        if (settings->role)
            asked.role = sg_copy(samgen->arena, settings->role);
        else
            asked.function = sg_copy(samgen->arena, function);
        asked.grants = sg_new_array(samgen->arena, struct sg_asked_grant, grant_count);
        for (size_t i = 0; i < grant_count; i++)
            asked.grants[i] = sg_api_ask(samgen, &grants[i]);
        apply(&a, &asked, 1, change);
    }
    sg_api_publish(samgen, &a.call.findings, result);
    if (a.call.findings.errors)
        *change = (struct samgen_change){0};
    return change->text ? SAMGEN_OK : SAMGEN_BAD_INPUT;
}

void sg_api_apply_asked(struct samgen *samgen, const struct samgen_input *template, bool no_kms, struct sg_asked *asked,
                        size_t count, struct sg_findings *findings, struct samgen_change *change)
{
    const struct samgen_settings settings = {.no_kms = no_kms};
    struct applying a;
    *change = (struct samgen_change){0};
    if (start(samgen, &settings, &a) && open_template(&a, template))
        apply(&a, asked, count, change);
    if (a.call.findings.errors)
        *change = (struct samgen_change){0};
    sg_take_findings(findings, &a.call.findings);
}

/* ---- Specs ---- */

/* Reads the spec, and with `function` keeps only that one. */
static bool read_spec(struct applying *a, const struct samgen_input *input, const char *function, struct sg_spec *spec)
{
    struct sg_arena *arena = a->samgen->arena;
    if (!sg_read_spec(arena, a->samgen->catalog, sg_api_input_source(a->samgen, input), &a->call.findings, spec))
        return false;
    for (size_t i = 0; function && i < spec->count; i++)
        if (strcmp(spec->functions[i].function, function) == 0) {
            *spec = (struct sg_spec){.functions = &spec->functions[i], .count = 1};
            return true;
        }
    return !function || sg_api_unknown_function(&a->call, spec, function);
}

static bool have_said(const struct samgen_spec_template *templates, size_t count, const char *said)
{
    for (size_t i = 0; i < count; i++)
        if (sg_same_text(templates[i].said, said))
            return true;
    return false;
}

enum samgen_status samgen_spec_templates(struct samgen *samgen, const struct samgen_input *spec, const char *function,
                                         struct samgen_spec_template **templates, size_t *template_count,
                                         struct samgen_result *result)
{
    static const struct samgen_settings none;
    struct applying a;
    struct sg_spec read;
    *result = (struct samgen_result){0};
    *template_count = 0;
    if (!start(samgen, &none, &a) || !read_spec(&a, spec, function, &read)) {
        sg_api_publish(samgen, &a.call.findings, result);
        return SAMGEN_BAD_INPUT;
    }
    *templates = sg_new_array(samgen->arena, struct samgen_spec_template, read.count);
    for (size_t i = 0; i < read.count; i++) {
        const char *said = read.functions[i].template;
        if (!have_said(*templates, *template_count, said))
            (*templates)[(*template_count)++] = (struct samgen_spec_template){
                .said = said, .text = {.name = said ? sg_api_beside(samgen->arena, spec->name, said) : NULL}};
    }
    return SAMGEN_OK;
}

static bool apply_to_one(struct applying *a, const struct sg_spec *spec, struct samgen_spec_template *template)
{
    struct sg_asked *asked = sg_new_array(a->samgen->arena, struct sg_asked, spec->count);
    size_t count = 0;
    for (size_t i = 0; i < spec->count; i++)
        if (sg_same_text(spec->functions[i].template, template->said))
            asked[count++] = spec->functions[i];
    if (open_template(a, &template->text))
        apply(a, asked, count, &template->change);
    return template->change.text != NULL;
}

enum samgen_status samgen_apply_spec(struct samgen *samgen, const struct samgen_input *spec, const char *function,
                                     struct samgen_spec_template *templates, size_t template_count,
                                     const struct samgen_settings *settings, struct samgen_result *result)
{
    struct applying a;
    struct sg_spec read;
    *result = (struct samgen_result){0};
    for (size_t i = 0; i < template_count; i++)
        templates[i].change = (struct samgen_change){0};
    bool readable = start(samgen, settings, &a) && read_spec(&a, spec, function, &read), ok = readable;
    for (size_t i = 0; readable && i < template_count; i++)
        ok = apply_to_one(&a, &read, &templates[i]) && ok;
    ok = ok && a.call.findings.errors == 0;
    for (size_t i = 0; !ok && i < template_count; i++)
        templates[i].change = (struct samgen_change){0};
    sg_api_publish(samgen, &a.call.findings, result);
    return ok ? SAMGEN_OK : SAMGEN_BAD_INPUT;
}

/* ---- Files ---- */

enum samgen_status samgen_replace_files(struct samgen *samgen, const struct samgen_replacement *files, size_t count,
                                        const char **error)
{
    return sg_replace_files(samgen->arena, files, count, error) ? SAMGEN_OK : SAMGEN_FAILED;
}
