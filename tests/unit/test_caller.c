#include "catalog/caller.h"

#include "support.h"
#include "base/file.h"
#include "lint/lint.h"

#include <string.h>

/* "{A: {B: VALUE}}" for "A.B"; a '*' in it is any key. */
static const char *at_path(const char *path, const char *value)
{
    size_t length = strcspn(path, ".");
    if (!length)
        return value;
    const char *rest = path[length] ? at_path(path + length + 1, value) : value;
    return sg_format(arena, "{%s: %s}", *path == '*' ? "Each" : sg_copy_bytes(arena, path, length), rest);
}

static bool is_reported(struct sg_catalog *catalog, const char *code, const char *resource)
{
    const char *text =
        sg_format(arena,
                  "Transform: AWS::Serverless-2016-10-31\n"
                  "Resources:\n"
                  "  Called: {Type: AWS::Serverless::Function, Properties: {Runtime: python3.13, Handler: "
                  "app.handler, InlineCode: pass}}\n"
                  "  It: %s\n",
                  resource);
    const struct sg_source source = {.name = "made", .bytes = text, .length = strlen(text)};
    struct sg_lint lint = {.arena = arena, .catalog = catalog, .source = &source};
    assert_true(sg_lint_template(&lint, &findings));
    for (const struct sg_lint_finding *f = lint.first; f; f = f->next)
        if (strcmp(f->rule->code, code) == 0)
            return true;
    return false;
}

static void a_service_that_calls_needs_a_permission(void **state)
{
    (void)state;
    struct sg_catalog *catalog = sg_catalog_new(arena);
    const struct sg_callers *all = sg_callers(catalog, &findings);
    assert_non_null(all);
    for (size_t i = 0; i < all->call_count; i++) {
        const struct sg_call_row *row = &all->calls[i];
        const char *map = at_path(row->value, "!GetAtt Called.Arn");
        if (row->only)
            map = sg_format(arena, "{%s: %s, %s", row->only, row->is.items[0], map + 1);
        const char *resource =
            sg_format(arena, "{Type: %s, Properties: %s}", row->type, at_path(row->path ? row->path : "", map));
        if (!is_reported(catalog, "SG501", resource))
            fail_msg("nobody looks at %s", resource);
    }
}

static void a_permission_without_source_is_reported(void **state)
{
    (void)state;
    struct sg_catalog *catalog = sg_catalog_new(arena);
    const struct sg_callers *all = sg_callers(catalog, &findings);
    for (size_t i = 0; i < all->count; i++) {
        const struct sg_caller *caller = &all->items[i];
        const char *code = caller->instead ? "SG503" : caller->often_open ? "SG512" : "SG502";
        const char *resource = sg_format(arena,
                                         "{Type: AWS::Lambda::Permission, Properties: {FunctionName: !Ref Called, "
                                         "Action: lambda:InvokeFunction, Principal: %s}}",
                                         caller->principal);
        if (!is_reported(catalog, code, resource))
            fail_msg("%s: no %s", caller->principal, code);
    }
}

static void the_source_of_a_service_has_an_arn(void **state)
{
    (void)state;
    struct sg_catalog *catalog = sg_catalog_new(arena);
    const struct sg_callers *all = sg_callers(catalog, &findings);
    for (size_t i = 0; i < all->count; i++)
        if (all->items[i].noun)
            assert_non_null(sg_caller_source(catalog, &all->items[i]));
    assert_string_equal(sg_caller_source(catalog, sg_caller_of(all, "apigateway.amazonaws.com")), "execute-api");
    assert_string_equal(sg_caller_source(catalog, sg_caller_of(all, "config.amazonaws.com")), "config");
    assert_null(sg_caller_of(all, "greengrass.amazonaws.com"));
    assert_string_equal(sg_caller_of_event(all, "CloudWatchEvent")->principal, "events.amazonaws.com");
    assert_null(sg_caller_of_event(all, "SQS"));
}

/* The walks above are blind to a row that is gone; tests/cli/lint-callers has each row written out. */
static void each_row_is_in_the_written_out_template(void **state)
{
    (void)state;
    const char *bytes, *error;
    size_t length;
    assert_true(sg_read_file(arena, "tests/cli/lint-callers/template.yaml", 1 << 20, &bytes, &length, &error));
    const struct sg_callers *all = sg_callers(sg_catalog_new(arena), &findings);
    for (size_t i = 0; i < all->call_count; i++)
        if (!strstr(bytes, sg_format(arena, "{Type: %s,", all->calls[i].type)))
            fail_msg("%s is not there", all->calls[i].type);
    for (size_t i = 0; i < all->count; i++)
        if (!strstr(bytes, sg_format(arena, "Principal: %s}", all->items[i].principal)))
            fail_msg("%s is not there", all->items[i].principal);
}

SUITE(caller)
{
    const struct CMUnitTest tests[] = {
        TEST(a_service_that_calls_needs_a_permission),
        TEST(a_permission_without_source_is_reported),
        TEST(the_source_of_a_service_has_an_arn),
        TEST(each_row_is_in_the_written_out_template),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
