#include "catalog/catalog.h"

#include "catalog/pattern.h"
#include "support.h"
#include "world.h"

#include <samgen/samgen.h>
#include <stdlib.h>
#include <string.h>

#define PARAMETERS_MOST 8

/* Every SAM policy template, used by its name. */
struct row {
    const char *name;
};

/* A legal value, as the parameter holds it. */
static const char *value_for(const struct sg_parameter *parameter)
{
    const struct sg_kind *kind = parameter->kind;
    const char *drop = kind->drop ? kind->drop : "";
    const char *bare = *drop && sg_starts_with(kind->example, drop) ? kind->example + strlen(drop) : kind->example;
    const struct sg_parts parts = {.partition = PARTITION,
                                   .region = REGION,
                                   .account = ACCOUNT,
                                   .name = kind->suffix ? sg_concat(arena, bare, "-AbCdEf") : bare};
    if (strcmp(parameter->holds, "arn") == 0)
        return sg_fill_pattern(arena, kind->arn, &parts);
    return strcmp(parameter->holds, "slashed") == 0 ? sg_concat(arena, drop, bare) : bare;
}

static size_t set_parameters(const struct sg_policy *policy, struct samgen_option *options)
{
    size_t count = 0;
    options[count++] = (struct samgen_option){"name", policy->name};
    assert_true(policy->parameters.count < PARAMETERS_MOST);
    for (size_t i = 0; i < policy->parameters.count; i++) {
        const struct sg_parameter *parameter = &policy->parameters.items[i];
        const char *setting = sg_format(arena, "%s=%s", parameter->name, value_for(parameter));
        options[count++] = (struct samgen_option){"set", setting};
    }
    return count;
}

static const char *wanted_json(const struct sg_policy *policy)
{
    json_t *parameters = json_object(), *root;
    for (size_t i = 0; i < policy->parameters.count; i++)
        json_object_set_new(parameters, policy->parameters.items[i].name,
                            json_string(value_for(&policy->parameters.items[i])));
    root = json_pack("{s[{so}]}", "Policies", policy->name, parameters);
    char *text = json_dumps(root, JSON_INDENT(2) | JSON_SORT_KEYS);
    const char *copy = sg_copy(arena, text);
    json_decref(root);
    free(text);
    return copy;
}

static const char *sorted(const char *json)
{
    json_t *root = json_loads(json, 0, NULL);
    char *text = json_dumps(root, JSON_INDENT(2) | JSON_SORT_KEYS);
    const char *copy = sg_copy(arena, text);
    json_decref(root);
    free(text);
    return copy;
}

static enum samgen_status generate(const struct sg_policy *policy, size_t left_out, const char **text)
{
    struct samgen_option options[PARAMETERS_MOST + 1];
    const struct samgen_grant grant = {"sam-template", options, set_parameters(policy, options) - left_out};
    const struct samgen_settings settings = {.format = SAMGEN_JSON, .no_logs = true};
    struct samgen *samgen = samgen_new();
    struct samgen_result result;
    enum samgen_status status = samgen_generate(samgen, &grant, 1, &settings, &result);
    *text = sg_copy(arena, result.text ? result.text : result.finding_count ? result.findings[0].message : "");
    samgen_free(samgen);
    return status;
}

static void it_is_written_as_named(void **state)
{
    const struct row *row = *state;
    const char *text;
    const struct sg_policy *policy = sg_find_policy(sg_catalog_new(arena), row->name, &findings);
    if (generate(policy, 0, &text) != SAMGEN_OK)
        fail_msg("%s: %s", row->name, text);
    assert_string_equal(sorted(text), wanted_json(policy));
    if (policy->parameters.count)
        assert_int_equal(generate(policy, 1, &text), SAMGEN_BAD_INPUT);
}

SUITE(sam_template)
{
    struct sg_arena *a = sg_arena_new();
    struct sg_strings names = {0};
    sg_catalog_files(sg_catalog_new(a), "policies", &names);
    int failed = run_rows("sam-template", names.items, names.count, sizeof *names.items, it_is_written_as_named);
    sg_arena_free(a);
    return failed || !names.count;
}
