#include "catalog/holder.h"

#include "support.h"
#include "base/file.h"
#include "lint/lint.h"

#include <string.h>

/* "{A: {B: DOCUMENT}}" for "A.B". */
static const char *at_path(const char *path, const char *document)
{
    size_t length = strcspn(path, ".");
    const char *rest = path[length] ? at_path(path + length + 1, document) : document;
    return sg_format(arena, "{%s: %s}", sg_copy_bytes(arena, path, length), rest);
}

static const char *template_with(const struct sg_holder *row)
{
    const char *statement = sg_format(arena, "{Effect: Allow, %sAction: sqs:SendMesage%s}",
                                      row->holding == SG_HOLDS_IDENTITY ? "" : "Principal: {AWS: '123456789012'}, ",
                                      row->holding == SG_HOLDS_TRUST ? "" : ", Resource: '*'");
    const char *document =
        row->statements ? statement : sg_format(arena, "{Version: '2012-10-17', Statement: [%s]}", statement);
    return sg_format(arena,
                     "Transform: AWS::Serverless-2016-10-31\n"
                     "Resources:\n  Holder:\n    Type: %s\n    Properties: %s\n",
                     row->type, at_path(row->property, document));
}

static bool is_reported(struct sg_catalog *catalog, const char *text)
{
    const struct sg_source source = {.name = "made", .bytes = text, .length = strlen(text)};
    struct sg_lint lint = {.arena = arena, .catalog = catalog, .source = &source};
    assert_true(sg_lint_template(&lint, &findings));
    for (const struct sg_lint_finding *f = lint.first; f; f = f->next)
        if (strcmp(f->rule->code, "SG301") == 0)
            return true;
    return false;
}

static void lint_reads_each_property_that_holds_policies(void **state)
{
    (void)state;
    struct sg_catalog *catalog = sg_catalog_new(arena);
    const struct sg_holders_by_type *all = sg_holders(catalog, &findings);
    assert_non_null(all);
    for (size_t i = 0; i < all->count; i++)
        if (!is_reported(catalog, template_with(&all->items[i])))
            fail_msg("%s: nobody looks at %s", all->items[i].type, all->items[i].property);
}

/* The walk above is blind to a row that is gone; tests/cli/lint-documents has one resource a row, written out. */
static void each_row_is_in_the_written_out_template(void **state)
{
    (void)state;
    const char *bytes, *error;
    size_t length, types = 0;
    assert_true(sg_read_file(arena, "tests/cli/lint-documents/template.yaml", 1 << 20, &bytes, &length, &error));
    const struct sg_holders_by_type *all = sg_holders(sg_catalog_new(arena), &findings);
    for (const char *p = strstr(bytes, "    Type: "); p; p = strstr(p + 1, "    Type: "))
        types++;
    for (size_t i = 0; i < all->count; i++) {
        const char *path = at_path(all->items[i].property, "");
        path = sg_copy_bytes(arena, path + 1, strcspn(path, ":"));
        if (!strstr(bytes, sg_format(arena, "    Type: %s\n", all->items[i].type)) || !strstr(bytes, path))
            fail_msg("%s with %s is not there", all->items[i].type, all->items[i].property);
    }
    assert_int_equal(types, all->count);
}

static void rows_are_found_by_type(void **state)
{
    (void)state;
    const struct sg_holders_by_type *all = sg_holders(sg_catalog_new(arena), &findings);
    size_t count;
    assert_null(sg_holders_of(all, "AWS::S3::Bucket", &count));
    assert_int_equal(count, 0);
    const struct sg_holder *role = sg_holders_of(all, "AWS::IAM::Role", &count);
    assert_int_equal(count, 2);
    assert_string_equal(role[0].property, "AssumeRolePolicyDocument");
    assert_int_equal(role[0].holding, SG_HOLDS_TRUST);
    assert_string_equal(role[1].property, "Policies.PolicyDocument");
    assert_int_equal(role[1].holding, SG_HOLDS_IDENTITY);
}

SUITE(holder)
{
    const struct CMUnitTest tests[] = {
        TEST(lint_reads_each_property_that_holds_policies),
        TEST(each_row_is_in_the_written_out_template),
        TEST(rows_are_found_by_type),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
