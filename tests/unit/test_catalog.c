#include "catalog/catalog.h"

#include "base/expression.h"
#include "catalog/rule.h"
#include "catalog/shape_internal.h"
#include "catalog/table_internal.h"
#include "with_catalog.h"

#include <ctype.h>
#include <string.h>

/* Fails with the file, the thing in it, and what is wrong. */
#define WRONG(thing, what) fail_msg("%s: %s", (thing), (what))

static void every_file_has_a_shape_and_they_are_sorted(void **state)
{
    (void)state;
    size_t number;
    for (size_t i = 0; i < sg_table_count; i++) {
        const char *name = sg_table_name(i);
        bool is_yaml = sg_ends_with(name, ".yaml");
        if (is_yaml != (sg_shape_of_file(name) != SG_SHAPE_NONE) || (is_yaml && !sg_table_read(arena, i, NULL, NULL)))
            WRONG(name, "a YAML file has a shape, and no other file");
        assert_true(i == 0 || strcmp(sg_table_name(i - 1), name) < 0);
        assert_true(sg_table_find(name, &number) && number == i);
    }
    assert_true(sg_table_count > 150);
    assert_false(sg_table_find("grants/s3", &number));
    assert_false(sg_table_find("", &number));
    assert_false(sg_table_find("zzz", &number));
}

/* The shapes hold their keys in arrays, which a longer key would fill without a NUL. */
static void every_key_ends_in_its_row(void **state)
{
    (void)state;
    for (unsigned shape = SG_SHAPE_NONE + 1; sg_catalog_shape(shape).fields; shape++)
        for (const struct sg_field *field = sg_catalog_shape(shape).fields; field->type != SG_FIELD_END; field++)
            assert_int_equal(field->key[SG_FIELD_KEY_MOST - 1], 0);
}

/* One item is found in a table without reading the others, and is what the whole list has. */
static void one_item_is_that_of_the_whole_list(void **state)
{
    (void)state;
    const struct sg_managed_names *all = sg_managed_names(catalog, &findings), *one;
    size_t file;
    assert_true(sg_table_find("managed/names.yaml", &file) && all->policies.count > 1000);
    for (size_t i = 0; i < all->policies.count; i++) {
        const struct sg_managed_name *name = &all->policies.items[i];
        one = sg_table_read(arena, file, "policies", name->name);
        assert_int_equal(one->policies.count, 1);
        assert_ptr_equal(one->policies.items->name, name->name);
        assert_ptr_equal(one->policies.items->path, name->path);
        assert_int_equal(one->policies.items->partitions.count, name->partitions.count);
    }
    one = sg_table_read(arena, file, "policies", "NoSuchPolicy");
    assert_int_equal(one->policies.count, 0);
}

/* What one list is cut to does not change what follows it. */
static void the_kinds_of_a_service_come_with_one_grant(void **state)
{
    (void)state;
    size_t file;
    assert_true(sg_table_find("grants/allow.yaml", &file));
    const struct sg_service *whole = sg_table_read(arena, file, NULL, NULL);
    const struct sg_service *one = sg_table_read(arena, file, "grants", whole->grants.items[0].name);
    const struct sg_service *none = sg_table_read(arena, file, "grants", "allow-nothing");
    assert_true(whole->kinds.count > 0);
    assert_int_equal(one->grants.count, 1);
    assert_int_equal(none->grants.count, 0);
    assert_int_equal(one->kinds.count, whole->kinds.count);
    assert_string_equal(none->kinds.items[0].name, whole->kinds.items[0].name);
    assert_string_equal(none->title, whole->title);
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
    static const char *const parts[] = {"name", "base", "qualifier", "partition", "region", "account"};
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

/* "Amazon SNS API Reference, Publish (2026-11-30)" */
static void check_sources(const struct sg_service *service, const struct sg_grant *grant)
{
    const struct sg_strings *const lists[] = {&grant->sources, &service->sources};
    size_t count = 0;
    for (size_t l = 0; l < sizeof lists / sizeof *lists; l++)
        for (size_t i = 0; i < lists[l]->count; i++, count++) {
            const char *text = lists[l]->items[i], *date = strrchr(text, '(');
            if (!date || strlen(date) != strlen("(2026-11-30)") || !sg_starts_with(date, "(20") ||
                strspn(date + 1, "0123456789-") != strlen("2026-11-30") || !sg_ends_with(text, ")"))
                WRONG(grant->name, text);
        }
    if (!count && grant->needs.count)
        WRONG(grant->name, "names no document");
}

static void every_grant_names_a_document_with_a_date(void **state)
{
    (void)state;
    each_grant(check_sources);
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

static void check_expression(const char *thing, const char *text)
{
    if (text && sg_match_expression(text, "") == SG_MATCH_FAULTY)
        WRONG(thing, text);
}

static void every_kind_is_whole(void **state)
{
    (void)state;
    static const char *const values[] = {"name", "folder", "text", "raw", "policy", "flag", "route"};
    static const char *const gives[] = {"name", "arn", "url"};
    const struct sg_kinds *kinds = sg_all_kinds(catalog, &findings);
    assert_true(kinds->count > 50);
    for (size_t i = 0; i < kinds->count; i++) {
        const struct sg_kind *kind = &kinds->items[i];
        size_t known = !kind->value, yields = 0;
        for (size_t v = 0; v < sizeof values / sizeof *values; v++)
            known += kind->value && strcmp(kind->value, values[v]) == 0;
        for (size_t y = 0; y < kind->yields.count; y++)
            for (size_t g = 0; g < sizeof gives / sizeof *gives; g++)
                yields += strcmp(kind->yields.items[y].gives, gives[g]) == 0;
        if (!known || yields != kind->yields.count)
            WRONG(kind->name, "value or gives");
        if (kind->arn && !strstr(kind->arn, "{name}"))
            WRONG(kind->name, kind->arn);
        check_expression(kind->name, kind->shape);
        check_expression(kind->name, kind->usual);
        for (size_t r = 0; r < kind->refused.count; r++)
            check_expression(kind->name, kind->refused.items[r].shape);
        if ((kind->usual != NULL) != (kind->unusual != NULL) || (kind->form && !kind->shape))
            WRONG(kind->name, "usual without unusual, or form without shape");
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

SUITE(catalog)
{
    static const struct CMUnitTest tests[] = {
        WITH_CATALOG(every_file_has_a_shape_and_they_are_sorted),
        WITH_CATALOG(every_key_ends_in_its_row),
        WITH_CATALOG(one_item_is_that_of_the_whole_list),
        WITH_CATALOG(the_kinds_of_a_service_come_with_one_grant),
        WITH_CATALOG(rules_are_whole_and_sorted),
        WITH_CATALOG(every_grant_is_named_after_its_file),
        WITH_CATALOG(every_option_has_a_kind),
        WITH_CATALOG(every_grant_names_a_document_with_a_date),
        WITH_CATALOG(every_placeholder_and_form_exists),
        WITH_CATALOG(every_form_exists_and_is_filled),
        WITH_CATALOG(every_sam_template_is_named_after_its_file_and_has_kinds),
        WITH_CATALOG(every_managed_policy_is_in_the_list_of_names),
        WITH_CATALOG(every_kind_is_whole),
    };
    return cmocka_run_group_tests_name("catalog", tests, NULL, NULL) +
           RUN_ROWS(stranger_rows, what_is_no_grant_is_not_found);
}
