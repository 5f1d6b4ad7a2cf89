#include <samgen/samgen.h>

#include "api/api_internal.h"
#include "base/list.h"
#include "base/text.h"
#include "catalog/data_source.h"
#include "catalog/translation.h"
#include "grant/describe.h"

#include <string.h>

#define POLICY_NAME_KIND "policy-name" /* of resources.yaml */

/* The words of an option that takes only these. The names of SAM policy templates are those of files. */
static struct sg_strings choices_of(struct sg_catalog *catalog, const struct sg_option *option)
{
    struct sg_strings names = option->kind->choices;
    if (strcmp(option->kind->name, POLICY_NAME_KIND) == 0)
        sg_catalog_files(catalog, "policies", &names);
    return names;
}

static struct samgen_option_info describe_option(struct sg_catalog *catalog, const struct sg_option *option)
{
    const struct sg_strings choices = choices_of(catalog, option);
    return (struct samgen_option_info){
        .name = option->name,
        .title = option->title,
        .kind = option->kind->title,
        .example = option->kind->example,
        .initial = option->initial,
        .required = option->required,
        .repeats = option->repeats,
        .flag = sg_is_flag(option),
        .positional = option->positional,
        .choices = choices.items,
        .choice_count = choices.count,
        .types = option->kind->types.items,
        .type_count = option->kind->types.count,
    };
}

static void describe_needs(struct sg_arena *a, const struct sg_grant *grant, struct samgen_grant_info *info)
{
    struct samgen_need *needs = sg_new_array(a, struct samgen_need, grant->needs.count + 1);
    for (size_t i = 0; i < grant->needs.count; i++) {
        const struct sg_statement *need = &grant->needs.items[i];
        needs[i] = (struct samgen_need){
            .when = sg_grant_describe_when(a, need),
            .actions = sg_grant_describe_actions(a, need),
            .resources = sg_join(a, &need->resources, ", "),
        };
    }
    info->needs = needs;
    info->need_count = grant->needs.count;
    if (grant->kms)
        needs[info->need_count++] = (struct samgen_need){
            .when = "--kms-key",
            .actions = sg_join(a, &grant->kms->actions, ", "),
            .resources = "{kms-key}",
        };
}

static void describe_forms(struct sg_arena *a, const struct sg_grant *grant, struct samgen_grant_info *info)
{
    struct sg_strings forms = {0};
    for (size_t i = 0; i < grant->managed.count; i++)
        sg_push(a, &forms, grant->managed.items[i]);
    for (size_t i = 0; i < grant->templates.count; i++)
        sg_push(a, &forms, grant->templates.items[i].name);
    info->forms = forms.items;
    info->form_count = forms.count;
}

void sg_api_describe_options(struct samgen *samgen, const struct sg_grant *grant, struct samgen_grant_info *info)
{
    struct sg_arena *a = samgen->arena;
    struct samgen_option_info *options = sg_new_array(a, struct samgen_option_info, grant->options.count);
    struct sg_strings notes = {0}, sources = {0};
    for (size_t i = 0; i < grant->notes.count; i++)
        sg_push(a, &notes, grant->notes.items[i]);
    for (size_t i = 0; i < grant->advice.count; i++)
        sg_push(a, &notes, grant->advice.items[i].text);
    for (size_t i = 0; i < grant->sources.count; i++)
        sg_push(a, &sources, grant->sources.items[i]);
    for (size_t i = 0; grant->service && i < grant->service->sources.count; i++)
        sg_push(a, &sources, grant->service->sources.items[i]);
    for (size_t i = 0; i < grant->options.count; i++)
        options[i] = describe_option(samgen->catalog, &grant->options.items[i]);
    *info = (struct samgen_grant_info){
        .name = grant->name,
        .title = grant->title,
        .service = grant->service ? grant->service->title : NULL,
        .options = options,
        .option_count = grant->options.count,
        .notes = notes.items,
        .note_count = notes.count,
        .sources = sources.items,
        .source_count = sources.count,
        .one_of = sg_join(a, &grant->one_of, ", "),
        .example = sg_grant_describe_example(a, grant),
    };
}

bool samgen_describe(struct samgen *samgen, const char *name, struct samgen_grant_info *info)
{
    struct sg_arena *a = samgen->arena;
    const struct sg_grant *grant = sg_find_grant(samgen->catalog, name, NULL);
    if (!grant)
        return false;
    sg_api_describe_options(samgen, grant, info);
    describe_needs(a, grant, info);
    describe_forms(a, grant, info);
    return true;
}

/* What a parameter of a policy template holds, as in its row: name, arn, bare or slashed. */
static const char *holding(struct sg_arena *a, const struct sg_parameter *parameter)
{
    static const struct {
        const char *holds, *what, *end;
    } names[] = {
        {"name", "name", ""},
        {"arn", "ARN", ""},
        {"bare", "name", ", without a '/' at its start"},
        {"slashed", "name", ", with a '/' at its start"},
    };
    bool is_id = sg_ends_with(parameter->name, "Id"); /* AWS makes it: KeyId, HostedZoneId */
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strcmp(names[i].holds, parameter->holds) == 0)
            return sg_format(a, "the %s of the %s%s", is_id ? "id" : names[i].what, parameter->kind->title,
                             names[i].end);
    return parameter->kind->title;
}

static const char *example_of(const struct sg_parameter *parameter)
{
    const char *example = parameter->kind->example;
    return example + (strcmp(parameter->holds, "bare") == 0 && *example == '/');
}

static const char *describe_conditions(struct sg_arena *a, const struct sg_statement *statement)
{
    struct sg_strings texts = {0};
    for (size_t i = 0; i < statement->conditions.count; i++) {
        const struct sg_condition *condition = &statement->conditions.items[i];
        sg_push(
            a, &texts,
            sg_format(a, "if %s is %s by %s", condition->key, sg_join(a, &condition->values, ", "), condition->name));
    }
    return sg_join(a, &texts, ", and ");
}

static void describe_policy(struct samgen *samgen, const struct sg_policy *policy, struct samgen_grant_info *info)
{
    struct sg_arena *a = samgen->arena;
    struct samgen_option_info *options = sg_new_array(a, struct samgen_option_info, policy->parameters.count + 1);
    struct samgen_need *needs = sg_new_array(a, struct samgen_need, policy->statements.count + 1);
    for (size_t i = 0; i < policy->parameters.count; i++) {
        const struct sg_parameter *parameter = &policy->parameters.items[i];
        options[i] = (struct samgen_option_info){.name = parameter->name,
                                                 .title = holding(a, parameter),
                                                 .kind = parameter->kind->title,
                                                 .example = example_of(parameter),
                                                 .required = true};
    }
    for (size_t i = 0; i < policy->statements.count; i++) {
        const struct sg_statement *statement = &policy->statements.items[i];
        needs[i] = (struct samgen_need){.when = describe_conditions(a, statement),
                                        .actions = sg_join(a, &statement->actions, ", "),
                                        .resources = sg_join(a, &statement->resources, ", ")};
    }
    *info = (struct samgen_grant_info){.name = policy->name,
                                       .title = policy->title ? policy->title : "",
                                       .options = options,
                                       .option_count = policy->parameters.count,
                                       .needs = needs,
                                       .need_count = policy->statements.count,
                                       .notes = policy->dead.items,
                                       .note_count = policy->dead.count};
}

bool samgen_describe_template(struct samgen *samgen, const char *name, struct samgen_grant_info *info)
{
    const struct sg_policy *policy = sg_find_policy(samgen->catalog, name, NULL);
    if (policy)
        describe_policy(samgen, policy, info);
    return policy != NULL;
}

size_t samgen_sources(struct samgen *samgen, const struct samgen_source **sources)
{
    struct sg_findings findings = {.arena = samgen->arena};
    const struct sg_data_sources *all = sg_data_sources(samgen->catalog, &findings);
    size_t count = all ? all->count : 0;
    struct samgen_source *items = sg_new_array(samgen->arena, struct samgen_source, count);
    for (size_t i = 0; i < count; i++) {
        const struct sg_data_source *row = &all->items[i];
        items[i] = (struct samgen_source){row->data, row->source, row->version, row->date, row->count};
    }
    *sources = items;
    return count;
}

const char *samgen_translate(struct samgen *samgen, const char *language, const char *english)
{
    return sg_translate(samgen->catalog, language, english);
}
