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

const struct sg_template *sg_api_template_of(struct samgen *samgen, const struct sg_source *source, const char *region,
                                             struct sg_findings *findings, struct sg_roles *roles)
{
    region = region ? region : SG_DEFAULT_REGION;
    if (!check_region(findings, region))
        return NULL;
    const struct sg_template *t = sg_template_read(samgen->arena, samgen->catalog, source, region, findings);
    return t && sg_build_roles(t, roles) ? t : NULL;
}

const struct sg_template *sg_api_template(struct samgen *samgen, const struct samgen_input *input, const char *region,
                                          struct sg_findings *findings, struct sg_roles *roles)
{
    return sg_api_template_of(samgen, sg_api_input_source(samgen, input), region, findings, roles);
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
    sg_explain_say_includes(r->template);
    const struct sg_role_choice choice = {settings->function, settings->role};
    bool found = sg_explain_find_role(r, &roles, &choice) && sg_explain_need_role(r);
    return found && sg_explain_read_role(r) ? r : NULL;
}

enum samgen_status samgen_use_managed_policies(struct samgen *samgen, const char *directory)
{
    struct stat st;
    if (stat(directory, &st) != 0 || !S_ISDIR(st.st_mode))
        return SAMGEN_FAILED;
    sg_catalog_use_managed(samgen->catalog, directory);
    return SAMGEN_OK;
}
