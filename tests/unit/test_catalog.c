#include "catalog/catalog.h"

#include "catalog/embedded_internal.h"
#include "catalog/rule.h"
#include "catalog/schema_internal.h"
#include "support.h"

#include <ctype.h>
#include <regex.h>
#include <string.h>

static struct sg_catalog *catalog;

/* Fails with the file, the thing in it, and what is wrong. */
#define WRONG(thing, what) fail_msg("%s: %s", (thing), (what))

static int make_catalog(void **state)
{
    make_arena(state);
    catalog = sg_catalog_new(arena);
    return 0;
}

static const cyaml_schema_value_t *schema_of(const char *file)
{
    if (strcmp(file, "resources.yaml") == 0)
        return &sg_kinds_schema;
    if (strcmp(file, "documents.yaml") == 0)
        return &sg_holders_schema;
    if (strcmp(file, "managed/names.yaml") == 0)
        return &sg_managed_names_schema;
    return sg_starts_with(file, "grants/") ? &sg_service_schema : &sg_policy_schema;
}

static void every_file_loads_and_they_are_sorted(void **state)
{
    (void)state;
    for (size_t i = 0; i < sg_embedded_count; i++) {
        const struct sg_embedded *file = &sg_embedded_files[i];
        struct sg_source *source = sg_new(arena, struct sg_source);
        void *data = NULL;
        *source = (struct sg_source){.name = file->name, .bytes = file->text, .length = file->length};
        bool elsewhere = sg_starts_with(file->name, "functions/") || sg_starts_with(file->name, "places/") ||
                         strcmp(file->name, "rules.yaml") == 0 || strcmp(file->name, "denials.yaml") == 0;
        if (!elsewhere && sg_ends_with(file->name, ".yaml") &&
            !sg_typed_load(arena, source, schema_of(file->name), &data, &findings))
            WRONG(file->name, told());
        assert_int_equal(file->text[file->length], 0);
        assert_true(i == 0 || strcmp(sg_embedded_files[i - 1].name, file->name) < 0);
    }
    assert_true(sg_embedded_count > 150);
    assert_string_equal(told(), "");
}

/* In the order of their codes, which findings and baselines name for ever. */
static void rules_are_whole_and_sorted(void **state)
{
    (void)state;
    const struct sg_rules *rules = sg_rules(catalog, &findings);
    assert_non_null(rules);
    assert_string_equal(told(), "");
    for (size_t i = 0; i < rules->count; i++) {
        const struct sg_rule *rule = &rules->items[i];
        if (!sg_starts_with(rule->code, "SG") || strlen(rule->code) != 5 || strspn(rule->code + 2, "0123456789") != 3)
            WRONG(rule->code, "a code is SG and three digits");
        if (!*rule->title || !*rule->why || !*rule->bad || !*rule->good || strcmp(rule->bad, rule->good) == 0)
            WRONG(rule->code, "it lacks something");
        assert_true(i == 0 || strcmp(rules->items[i - 1].code, rule->code) < 0);
        assert_ptr_equal(sg_find_rule(rules, rule->code), rule);
    }
    assert_true(rules->count > 30);
    assert_null(sg_find_rule(rules, "SG999"));
}

typedef void check_grant(const struct sg_service *service, const struct sg_grant *grant);

static void each_grant(check_grant *check)
{
    struct sg_strings services = {0};
    sg_catalog_files(catalog, "grants", &services);
    for (size_t s = 0; s < services.count; s++) {
        const struct sg_service *service = sg_find_service(catalog, services.items[s], &findings);
        if (!service)
            WRONG(services.items[s], told());
        assert_string_equal(service->service, services.items[s]);
        for (size_t g = 0; g < service->grants.count; g++)
            check(service, &service->grants.items[g]);
    }
    assert_string_equal(told(), "");
}

static void check_own_name(const struct sg_service *service, const struct sg_grant *grant)
{
    size_t length = strlen(service->service);
    if (!sg_starts_with(grant->name, service->service) || (grant->name[length] && grant->name[length] != '-'))
        WRONG(grant->name, "is not named after its file");
    if (!sg_find_grant(catalog, grant->name, &findings))
        WRONG(grant->name, "is not found by its name");
    if (sg_ends_with(grant->title, ".") || !isupper((unsigned char)*grant->title))
        WRONG(grant->name, "its title is not a line of help");
}

static void every_grant_is_named_after_its_file(void **state)
{
    (void)state;
    each_grant(check_own_name);
}

static const struct sg_option *option_of(const struct sg_grant *grant, const char *item)
{
    size_t length = strcspn(item, ":.}");
    return sg_find_option(grant, sg_copy_bytes(arena, item, length));
}

static void check_options(const struct sg_service *service, const struct sg_grant *grant)
{
    (void)service;
    for (size_t i = 0; i < grant->options.count; i++) {
        const struct sg_option *option = &grant->options.items[i];
        if (!option->kind || strcmp(option->kind->name, option->kind_name) != 0)
            WRONG(grant->name, option->name);
        if (option->required && option->initial)
            WRONG(grant->name, "a required option has a default");
        for (size_t j = 0; j < i; j++)
            if (strcmp(grant->options.items[j].name, option->name) == 0)
                WRONG(grant->name, "an option stands there twice");
    }
    for (size_t i = 0; i < grant->one_of.count; i++)
        if (!sg_find_option(grant, grant->one_of.items[i]))
            WRONG(grant->name, "one-of names no option");
    if (grant->kms && !sg_find_option(grant, "kms-key"))
        WRONG(grant->name, "kms without --kms-key");
}

static void every_option_has_a_kind(void **state)
{
    (void)state;
    each_grant(check_options);
}

static void check_conditional(const struct sg_grant *grant, const struct sg_strings *items)
{
    for (size_t i = 0; i < items->count; i++) {
        const struct sg_option *option = option_of(grant, items->items[i]);
        const char *form = strchr(items->items[i], ':');
        if (!option || (form && !sg_find_form(option->kind, form + 1)))
            WRONG(grant->name, items->items[i]);
    }
}

static void check_text(const struct sg_grant *grant, const struct sg_statement *need, const char *text, bool sid)
{
    static const char *const parts[] = {"name", "base", "partition", "region", "account"};
    for (const char *p = strchr(text, '{'); p; p = strchr(p + 1, '{')) {
        const struct sg_option *option = option_of(grant, p + 1);
        const char *close = strchr(p, '}'), *rest = p + 1 + strcspn(p + 1, ".:}");
        const char *name = close ? sg_copy_bytes(arena, rest + 1, close > rest ? (size_t)(close - rest) - 1 : 0) : "";
        bool stack =
            sg_starts_with(p, "{partition}") || sg_starts_with(p, "{region}") || sg_starts_with(p, "{account}");
        bool known = *rest == '}';
        for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
            known = known || (*rest == '.' && strcmp(parts[i], name) == 0);
        if (stack && !sid)
            continue;
        if (!option || !(known || (*rest == ':' && sg_find_form(option->kind, name))))
            WRONG(grant->name, text);
        bool given = option->required || option->initial;
        for (size_t i = 0; i < need->when.count; i++)
            given = given || option_of(grant, need->when.items[i]) == option;
        if (!given)
            WRONG(grant->name, sg_format(arena, "%s: not in when", text));
    }
}

static void check_needs(const struct sg_service *service, const struct sg_grant *grant)
{
    (void)service;
    for (size_t i = 0; i < grant->needs.count; i++) {
        const struct sg_statement *need = &grant->needs.items[i];
        check_conditional(grant, &need->when);
        check_conditional(grant, &need->unless);
        check_text(grant, need, need->sid, true);
        for (size_t r = 0; r < need->resources.count; r++)
            check_text(grant, need, need->resources.items[r], false);
        for (size_t c = 0; c < need->conditions.count; c++)
            for (size_t v = 0; v < need->conditions.items[c].values.count; v++)
                check_text(grant, need, need->conditions.items[c].values.items[v], false);
        for (size_t a = 0; a < need->actions.count; a++)
            if (!strchr(need->actions.items[a], ':') || strpbrk(need->actions.items[a], "*?"))
                WRONG(grant->name, need->actions.items[a]);
        if (!need->actions.count || !need->resources.count || need->effect)
            WRONG(grant->name, "a need without actions or resources, or with an effect");
    }
}

static void every_placeholder_and_form_exists(void **state)
{
    (void)state;
    each_grant(check_needs);
}

static void check_forms(const struct sg_service *service, const struct sg_grant *grant)
{
    (void)service;
    for (size_t i = 0; i < grant->managed.count; i++)
        if (!sg_find_managed(catalog, grant->managed.items[i], &findings))
            WRONG(grant->name, grant->managed.items[i]);
    for (size_t i = 0; i < grant->templates.count; i++) {
        const struct sg_candidate *candidate = &grant->templates.items[i];
        const struct sg_policy *policy = sg_find_policy(catalog, candidate->name, &findings);
        if (!policy || policy->parameters.count != candidate->set.count)
            WRONG(grant->name, candidate->name);
        for (size_t s = 0; s < candidate->set.count; s++) {
            const struct sg_setting *set = &candidate->set.items[s];
            bool found = false;
            for (size_t p = 0; p < policy->parameters.count; p++)
                found = found || strcmp(policy->parameters.items[p].name, set->parameter) == 0;
            if (!found || (set->option ? !sg_find_option(grant, set->option) || set->value : !set->value))
                WRONG(grant->name, set->parameter);
        }
    }
}

static void every_form_exists_and_is_filled(void **state)
{
    (void)state;
    each_grant(check_forms);
}

static void every_sam_template_is_named_after_its_file_and_has_kinds(void **state)
{
    (void)state;
    struct sg_strings names = {0};
    sg_catalog_files(catalog, "policies", &names);
    assert_int_equal(names.count, 81);
    for (size_t i = 0; i < names.count; i++) {
        const struct sg_policy *policy = sg_find_policy(catalog, names.items[i], &findings);
        if (!policy || strcmp(policy->name, names.items[i]) != 0 || !policy->title || !policy->statements.count)
            WRONG(names.items[i], told());
        for (size_t p = 0; p < policy->parameters.count; p++) {
            const struct sg_parameter *parameter = &policy->parameters.items[p];
            static const char *const holds[] = {"name", "arn", "bare", "slashed"};
            bool known = false;
            for (size_t h = 0; h < sizeof holds / sizeof *holds; h++)
                known = known || strcmp(holds[h], parameter->holds) == 0;
            if (!parameter->kind || !known || (strcmp(parameter->holds, "arn") == 0 && !parameter->kind->arn))
                WRONG(names.items[i], parameter->name);
        }
    }
    assert_string_equal(told(), "");
}

static void every_managed_policy_is_in_the_list_of_names(void **state)
{
    (void)state;
    struct sg_strings files = {0}, listed = {0};
    const struct sg_managed_names *names = sg_managed_names(catalog, &findings);
    for (size_t i = 0; i < names->policies.count; i++) {
        if (i && strcmp(names->policies.items[i - 1].name, names->policies.items[i].name) >= 0)
            WRONG(names->policies.items[i].name, "is not sorted");
        sg_push(arena, &listed, names->policies.items[i].name);
    }
    sg_catalog_files(catalog, "managed", &files);
    for (size_t i = 0; i < files.count; i++) {
        if (strcmp(files.items[i], "names") == 0)
            continue;
        const struct sg_policy *policy = sg_find_managed(catalog, files.items[i], &findings);
        if (!policy || strcmp(policy->name, files.items[i]) != 0 || !sg_strings_have(&listed, policy->name))
            WRONG(files.items[i], told());
    }
}

static void every_kind_is_whole(void **state)
{
    (void)state;
    static const char *const values[] = {"name", "folder", "text", "raw", "policy", "flag"};
    static const char *const gives[] = {"name", "arn", "url"};
    void *data = NULL;
    for (size_t i = 0; i < sg_embedded_count; i++) {
        struct sg_source source = {sg_embedded_files[i].name, (const char *)sg_embedded_files[i].text,
                                   sg_embedded_files[i].length};
        if (strcmp(source.name, "resources.yaml") == 0)
            sg_typed_load(arena, &source, &sg_kinds_schema, &data, &findings);
    }
    const struct sg_kinds *kinds = &((struct sg_kinds_file *)data)->kinds;
    for (size_t i = 0; i < kinds->count; i++) {
        const struct sg_kind *kind = &kinds->items[i];
        size_t known = !kind->value, yields = 0;
        regex_t shape;
        for (size_t v = 0; v < sizeof values / sizeof *values; v++)
            known += kind->value && strcmp(kind->value, values[v]) == 0;
        for (size_t y = 0; y < kind->yields.count; y++)
            for (size_t g = 0; g < sizeof gives / sizeof *gives; g++)
                yields += strcmp(kind->yields.items[y].gives, gives[g]) == 0;
        if (!known || yields != kind->yields.count)
            WRONG(kind->name, "value or gives");
        if (kind->arn && !strstr(kind->arn, "{name}"))
            WRONG(kind->name, kind->arn);
        if (kind->shape && regcomp(&shape, kind->shape, REG_EXTENDED | REG_NOSUB) != 0)
            WRONG(kind->name, kind->shape);
        if (kind->shape)
            regfree(&shape);
    }
}

/* Names that are no names must not reach the file system. */
static const struct {
    const char *name;
} stranger_rows[] = {{""},         {"-"},       {"../s3"}, {"s3/../s3-read"}, {"nothing-read"}, {"s3-"},
                     {"s3-read-"}, {"S3-read"}, {"s3"}};

static void what_is_no_grant_is_not_found(void **state)
{
    const char *const *row = *state;
    catalog = sg_catalog_new(arena);
    assert_null(sg_find_grant(catalog, *row, &findings));
    assert_null(sg_find_policy(catalog, *row, &findings));
    assert_null(sg_find_managed(catalog, *row, &findings));
    assert_string_equal(told(), "");
}

#define CATALOG_TEST(function) cmocka_unit_test_setup_teardown(function, make_catalog, drop_arena)

SUITE(catalog)
{
    static const struct CMUnitTest tests[] = {
        CATALOG_TEST(every_file_loads_and_they_are_sorted),
        CATALOG_TEST(rules_are_whole_and_sorted),
        CATALOG_TEST(every_grant_is_named_after_its_file),
        CATALOG_TEST(every_option_has_a_kind),
        CATALOG_TEST(every_placeholder_and_form_exists),
        CATALOG_TEST(every_form_exists_and_is_filled),
        CATALOG_TEST(every_sam_template_is_named_after_its_file_and_has_kinds),
        CATALOG_TEST(every_managed_policy_is_in_the_list_of_names),
        CATALOG_TEST(every_kind_is_whole),
    };
    return cmocka_run_group_tests_name("catalog", tests, NULL, NULL) +
           RUN_ROWS(stranger_rows, what_is_no_grant_is_not_found);
}
