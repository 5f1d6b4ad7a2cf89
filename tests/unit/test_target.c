#include "catalog/target.h"

#include "support.h"
#include "base/file.h"
#include "catalog/sam.h"
#include "catalog/shape_internal.h"

#include <string.h>

/* The rows that tests/cli/lint-kinds uses are written out there; a row that it lacks is named here. */
static void expect_in(const char *file, const char *text)
{
    const char *bytes, *error;
    size_t length;
    assert_true(
        sg_read_file(arena, sg_format(arena, "tests/cli/lint-kinds/%s", file), 1 << 20, &bytes, &length, &error));
    if (!strstr(bytes, text))
        fail_msg("%s has no %s", file, text);
}

static void each_row_of_a_kind_is_in_a_template(void **state)
{
    (void)state;
    const struct sg_targets *all = sg_targets(sg_catalog_new(arena), &findings);
    assert_non_null(all);
    for (size_t i = 0; i < all->count; i++) {
        const struct sg_target *target = &all->items[i];
        const struct sg_kind *kind = target->kind;
        expect_in("variables.yaml", sg_format(arena, "{Type: %s,", target->type));
        if (kind->key)
            expect_in("keys.yaml", sg_format(arena, "{%s: ", sg_copy_bytes(arena, kind->key, strcspn(kind->key, "."))));
        if (kind->sent_as)
            expect_in("roles.yaml", sg_format(arena, "{Type: %s, Destination:", kind->sent_as));
        if (kind->polled)
            expect_in("roles.yaml",
                      sg_format(arena, "{Type: %s, Properties: {%s:", kind->polled->event, kind->polled->property));
    }
}

static void each_type_that_stands_for_another_is_in_a_template(void **state)
{
    (void)state;
    const struct sg_targets *all = sg_targets(sg_catalog_new(arena), &findings);
    assert_true(all->stand_in_count > 2);
    for (size_t i = 0; i < all->stand_in_count; i++)
        expect_in("stand-ins.yaml", sg_format(arena, "{Type: %s,", all->stand_ins[i].type));
    assert_string_equal(sg_stand_in_of(all, "AWS::Lambda::Alias")->names, "FunctionName");
    assert_null(sg_stand_in_of(all, "AWS::Lambda::Function"));
}

static bool is_encrypted(const struct sg_targets *all, const char *action)
{
    for (size_t i = 0; i < all->count; i++)
        if (all->items[i].kind->key && sg_starts_with(action, sg_concat(arena, all->items[i].service, ":")))
            return true;
    return false;
}

static void each_action_that_needs_a_key_is_in_a_template(void **state)
{
    (void)state;
    struct sg_catalog *catalog = sg_catalog_new(arena);
    const struct sg_targets *all = sg_targets(catalog, &findings);
    const struct sg_key_uses *uses = sg_key_uses(catalog, &findings);
    assert_non_null(uses);
    assert_true(uses->count > 10);
    for (size_t i = 0; i < uses->count; i++)
        for (size_t n = 0; n < uses->items[i].actions.count; n++)
            if (is_encrypted(all, uses->items[i].actions.items[n]))
                expect_in("keys.yaml", sg_format(arena, "Action: [%s]", uses->items[i].actions.items[n]));
}

/* Those that no template of lint can show, as CloudFormation encrypts nothing there with a key that it names. */
static void actions_of_other_services_need_a_key(void **state)
{
    (void)state;
    static const char *const actions[] = {"firehose:PutRecord",
                                          "firehose:PutRecordBatch",
                                          "ssm:GetParameter",
                                          "ssm:GetParameters",
                                          "ssm:GetParametersByPath",
                                          "ssm:PutParameter",
                                          "appconfig:GetLatestConfiguration"};
    const struct sg_key_uses *uses = sg_key_uses(sg_catalog_new(arena), &findings);
    for (size_t a = 0; a < sizeof actions / sizeof *actions; a++) {
        bool found = false;
        for (size_t i = 0; i < uses->count; i++)
            found = found || sg_strings_have(&uses->items[i].actions, actions[a]);
        if (!found)
            fail_msg("%s", actions[a]);
    }
}

static void what_a_kind_yields_says_what_its_arn_is(void **state)
{
    (void)state;
    const struct sg_targets *all = sg_targets(sg_catalog_new(arena), &findings);
    const struct sg_target *topic = sg_target_of(all, "AWS::SNS::Topic"),
                           *machine = sg_target_of(all, "AWS::StepFunctions::StateMachine"),
                           *bucket = sg_target_of(all, "AWS::S3::Bucket");
    assert_string_equal(topic->attribute, "Ref");
    assert_string_equal(machine->service, "states");
    assert_string_equal(bucket->attribute, "Arn");
    assert_string_equal(bucket->grants, "s3-read, s3-write or s3-crud");
    assert_null(sg_target_of(all, "AWS::SNS::Subscription"));
}

/* What is suggested is there, and takes a value of the kind. */
static void each_suggested_grant_exists(void **state)
{
    (void)state;
    struct sg_catalog *catalog = sg_catalog_new(arena);
    const struct sg_targets *all = sg_targets(catalog, &findings);
    for (size_t i = 0; i < all->count; i++)
        for (size_t n = 0; n < all->items[i].kind->suggest.count; n++) {
            const struct sg_grant *grant = sg_find_grant(catalog, all->items[i].kind->suggest.items[n], &findings);
            bool takes = false;
            for (size_t o = 0; grant && o < grant->options.count; o++)
                takes = takes || strcmp(grant->options.items[o].kind->name, all->items[i].kind->name) == 0;
            if (!takes)
                fail_msg("%s: %s", all->items[i].kind->name, all->items[i].kind->suggest.items[n]);
        }
}

/* Only the first eight keys of a built-in file can be asked for without reading it. */
static void the_lists_of_a_service_stand_first(void **state)
{
    (void)state;
    static const char *const lists[] = {"kinds", "documents", "callers", "encryption", "invoke", "trust", "policy"};
    const struct sg_field *fields = sg_catalog_shape(SG_SHAPE_service).fields;
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++) {
        size_t place = 0;
        while (fields[place].type != SG_FIELD_END && strcmp(fields[place].key, lists[i]) != 0)
            place++;
        if (place >= 8)
            fail_msg("%s is key %zu", lists[i], place);
    }
}

static void the_translator_knows_properties(void **state)
{
    (void)state;
    struct sg_catalog *catalog = sg_catalog_new(arena);
    const struct sg_property_owner *function = sg_find_property_owner(catalog, "Function", &findings);
    const struct sg_property *policies = sg_find_property(function, "Policies");
    assert_int_equal(policies->flags, SG_TAKES_TEXT | SG_TAKES_MAP | SG_TAKES_LIST_OF_ENTRIES);
    assert_int_equal(sg_find_property(function, "Timeout")->flags, SG_TAKES_ANY | SG_IN_GLOBALS);
    assert_null(sg_find_property(function, "Polices"));
    assert_null(sg_find_property_owner(catalog, "Job", &findings));
    assert_ptr_equal(sg_find_property_owner(catalog, "Function", &findings), function);
}

SUITE(target)
{
    const struct CMUnitTest tests[] = {
        TEST(actions_of_other_services_need_a_key),
        TEST(the_lists_of_a_service_stand_first),
        TEST(each_type_that_stands_for_another_is_in_a_template),
        TEST(each_row_of_a_kind_is_in_a_template),
        TEST(each_action_that_needs_a_key_is_in_a_template),
        TEST(what_a_kind_yields_says_what_its_arn_is),
        TEST(each_suggested_grant_exists),
        TEST(the_translator_knows_properties),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
