#include <samgen/samgen.h>

#include "base/buffer.h"
#include "base/text.h"
#include "iam/arn.h"
#include "sam/binding.h"
#include "explain/expand.h"
#include "explain/explain.h"
#include "yaml/write.h"

#include <string.h>
#include <sys/stat.h>

#include "api/api_internal.h"

/* The region decides the partition, and otherwise is only text in documents, so any name of this shape is accepted. */
static bool check_region(struct sg_findings *findings, const char *region)
{
    return (*region && strlen(region) < 32 && sg_is_made_of(region, SG_REGION_CHARACTERS)) ||
           sg_fail(findings, (struct sg_origin){.subject = "--region"},
                   "\"%s\" is not a region; write one such as us-east-1", region);
}

const struct sg_template *sg_api_template(struct samgen *samgen, const struct samgen_input *input, const char *region,
                                          struct sg_findings *findings, struct sg_roles *roles)
{
    region = region ? region : SG_DEFAULT_REGION;
    if (!check_region(findings, region))
        return NULL;
    const struct sg_template *t =
        sg_template_read(samgen->arena, samgen->catalog, sg_api_input_source(samgen, input), region, findings);
    return t && sg_build_roles(t, roles) ? t : NULL;
}

enum samgen_status samgen_expand(struct samgen *samgen, const struct samgen_input *template,
                                 const struct samgen_template_settings *settings, struct samgen_result *result)
{
    struct sg_findings findings = {.arena = samgen->arena};
    struct sg_buffer text = sg_buffer_new(samgen->arena, SG_BUFFER_MOST);
    struct sg_roles roles;
    *result = (struct samgen_result){0};
    const struct sg_template *t = sg_api_template(samgen, template, settings->region, &findings, &roles);
    struct sg_resolver resolver = {.template = t, .all_branches = true};
    const struct sg_role_choice choice = {settings->function, settings->role};
    struct sg_node *root = t ? sg_explain_expand(&resolver, &roles, &choice) : NULL;
    if (root && settings->name_file)
        sg_put(samgen->arena, root, "file", sg_scalar(samgen->arena, t->source->name));
    if (root && settings->format == SAMGEN_JSON)
        sg_write_json(&text, root, 0);
    else if (root)
        sg_write_yaml(&text, root, 0);
    return sg_api_finish(samgen, &findings, &text, result);
}

const struct samgen_binding *sg_api_bindings(struct samgen *samgen, const struct samgen_template_settings *settings)
{
    struct samgen_binding *bindings = sg_new_array(samgen->arena, struct samgen_binding, settings->binding_count);
    for (size_t i = 0; i < settings->binding_count; i++)
        bindings[i] = (struct samgen_binding){.name = sg_copy(samgen->arena, settings->bindings[i].name),
                                              .value = sg_copy(samgen->arena, settings->bindings[i].value)};
    return bindings;
}

struct sg_template_role *sg_api_role(struct samgen *samgen, const struct samgen_input *template,
                                     const struct samgen_template_settings *settings, struct sg_findings *findings)
{
    struct sg_roles roles;
    struct sg_template_role *r = sg_new(samgen->arena, struct sg_template_role);
    r->template = sg_api_template(samgen, template, settings->region, findings, &roles);
    if (!r->template)
        return NULL;
    r->resolver = (struct sg_resolver){.template = r->template,
                                       .bindings = sg_api_bindings(samgen, settings),
                                       .binding_count = settings->binding_count};
    if (!sg_check_bindings(&r->resolver))
        return NULL;
    sg_explain_say_unread(r->template);
    const struct sg_role_choice choice = {settings->function, settings->role};
    bool found = sg_explain_find_role(r, &roles, &choice) && sg_explain_need_role(r);
    return found && sg_explain_read_role(r) ? r : NULL;
}

/* An explanation that is being written, as text or as the JSON of all functions. */
struct explaining {
    const struct sg_template *template;
    const struct sg_roles *built;
    struct sg_resolver *resolver; /* keeps what it found for all roles */
    struct sg_role_uses uses;     /* of the whole template */
    enum samgen_explanation form;
    struct sg_buffer *text;
    struct sg_node *functions, *roles;
    struct sg_cursor cursor;
    size_t shown;
};

/* Reports a document that IAM refuses, and leaves the role out. */
static void explain_role(struct explaining *e, struct sg_template_role *r)
{
    struct sg_explanation explanation;
    struct sg_findings *findings = e->template->findings, before = *findings;
    r->resolver = *e->resolver;
    bool ok = sg_explain_read_role(r);
    *e->resolver = r->resolver;
    if (!ok)
        return;
    if (findings->errors == before.errors)
        sg_forget_since(findings, &before); /* unknown values matter only for decisions */
    sg_explain_role(r, &e->uses, &e->cursor, &explanation);
    if (e->shown++ && e->form == SAMGEN_EXPLAIN_TEXT)
        sg_add_char(e->text, '\n');
    if (e->form == SAMGEN_EXPLAIN_JSON)
        sg_put(e->template->arena, r->user ? e->functions : e->roles, explanation.resource->id,
               sg_explain_json(&explanation));
    else if (e->form == SAMGEN_EXPLAIN_MARKDOWN)
        sg_explain_markdown(&explanation, e->text);
    else
        sg_explain_text(&explanation, e->text);
}

static bool is_of_function(const struct explaining *e, const struct sg_role *role)
{
    for (size_t i = 0; i < e->uses.count; i++)
        if (e->uses.items[i].role == role && sg_runs_with_role(e->template, e->uses.items[i].user))
            return true;
    return false;
}

/* Explains all functions, then the roles that no function has. */
static void explain_all(struct explaining *e)
{
    const struct sg_template *t = e->template;
    for (size_t i = 0; i < t->count && !e->resolver->exhausted; i++) {
        const struct sg_role_choice choice = {.function = t->resources[i].id};
        struct sg_template_role r = {.template = t, .resolver = *e->resolver};
        bool found = sg_runs_with_role(t, &t->resources[i]) && sg_explain_find_role(&r, e->built, &choice);
        if (found && r.uses.count) /* otherwise an API that SAM creates replaces it, which is reported */
            explain_role(e, &r);
    }
    for (size_t i = 0; i < t->count && !e->resolver->exhausted; i++) {
        struct sg_template_role r = {.template = t};
        if (sg_has_type(&t->resources[i], SG_ROLE_TYPE))
            r.role = sg_role_with_id(t, e->built, t->resources[i].id);
        if (r.role && !is_of_function(e, r.role))
            explain_role(e, &r);
    }
}

static void explain_chosen(struct explaining *e, const struct sg_role_choice *choice)
{
    struct sg_template_role r = {.template = e->template, .resolver = *e->resolver};
    sg_explain_say_unread(e->template);
    sg_list_role_uses(e->resolver, e->built, &e->uses);
    if (!choice->function && !choice->role)
        explain_all(e);
    else if (sg_explain_find_role(&r, e->built, choice) && (r.uses.count || sg_explain_need_role(&r)))
        explain_role(e, &r);
    if (!e->shown && !e->template->findings->errors)
        sg_report(e->template->findings, SAMGEN_NOTE, (struct sg_origin){.source = e->template->source},
                  "the template has no function, state machine or role");
}

enum samgen_status samgen_explain(struct samgen *samgen, const struct samgen_input *template,
                                  const struct samgen_template_settings *settings, enum samgen_explanation form,
                                  struct samgen_result *result)
{
    struct sg_arena *a = samgen->arena;
    struct sg_findings findings = {.arena = a};
    struct sg_buffer text = sg_buffer_new(a, SG_BUFFER_MOST);
    struct sg_node *root = sg_map(a);
    struct sg_roles roles;
    *result = (struct samgen_result){0};
    const struct sg_template *t = sg_api_template(samgen, template, settings->region, &findings, &roles);
    struct sg_resolver resolver = {.template = t,
                                   .bindings = sg_api_bindings(samgen, settings),
                                   .binding_count = settings->binding_count,
                                   .all_branches = true};
    const struct sg_role_choice choice = {settings->function, settings->role};
    struct explaining e = {.template = t,
                           .built = &roles,
                           .resolver = &resolver,
                           .form = form,
                           .text = &text,
                           .functions = sg_map(a),
                           .roles = sg_map(a),
                           .cursor = {.source = t ? t->source : NULL}};
    if (t && sg_check_bindings(&resolver))
        explain_chosen(&e, &choice);
    sg_put(a, root, "functions", e.functions);
    if (e.roles->count)
        sg_put(a, root, "roles", e.roles);
    if (form == SAMGEN_EXPLAIN_JSON)
        sg_write_json(&text, root, 0);
    return sg_api_finish(samgen, &findings, &text, result);
}

enum samgen_status samgen_use_managed_policies(struct samgen *samgen, const char *directory)
{
    struct stat st;
    if (stat(directory, &st) != 0 || !S_ISDIR(st.st_mode))
        return SAMGEN_FAILED;
    sg_catalog_use_managed(samgen->catalog, directory);
    return SAMGEN_OK;
}
