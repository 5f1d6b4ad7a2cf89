#include "value/name.h"

#include "value/value.h"
#include "support.h"

#include <string.h>

static struct sg_catalog *catalog;

static struct sg_scope *new_scope(void)
{
    struct sg_scope *scope = sg_new(arena, struct sg_scope);
    *scope = (struct sg_scope){.arena = arena, .findings = &findings, .partition = "aws"};
    catalog = sg_catalog_new(arena);
    return scope;
}

static const struct sg_kind *kind_named(const char *name)
{
    const struct sg_kind *kind = sg_find_kind(catalog, name, &findings);
    if (!kind)
        fail_msg("no kind %s", name);
    return kind;
}

/* A legal name of a kind (words ""), or an illegal one and what is said of it. */
struct name {
    const char *name, *kind, *words;
};

#define BUCKET63 "a23456789012345678901234567890123456789012345678901234567890123"

static const struct name name_rows[] = {
    {"my-bucket", "bucket", ""},
    {"a.b.c", "bucket", ""},
    {"123", "bucket", ""},
    {BUCKET63, "bucket", ""},
    {BUCKET63 "4", "bucket", "longer than 63"},
    {"ab", "bucket", "shorter than 3"},
    {"My-bucket", "bucket", "'M' is not allowed"},
    {"my_bucket", "bucket", "'_' is not allowed"},
    {"-bucket", "bucket", "must not begin with '-'"},
    {"bucket-", "bucket", "must not end with '-'"},
    {"a..b", "bucket", "\"..\" is not allowed"},
    {"my-bucket/incoming", "bucket", "did you mean `--bucket my-bucket --prefix incoming/`?"},
    {"caf\xC3\xA9", "bucket", "'\xC3\xA9' is not allowed"},
    {"${Data}-x", "bucket", ""},
    {"jobs.fifo", "queue", ""},
    {"a/b", "queue", "'/' is not allowed"},
    {"1234abcd-12ab-34cd-56ef-1234567890ab", "key", ""},
    {"mrk-1234567890abcdef1234567890abcdef", "key", ""},
    {"alias/app", "key", ""},
    {"alias/aws/s3", "key", ""},
    {"my-key-name", "key", "does not have the form"},
    {"alias", "key", "shorter"},
    {"1234abcd-12ab-34cd-56ef-1234567890aX", "key", "does not have the form"},
    {"GET", "method", ""},
    {"get", "method", "one of GET, POST"},
    {"*", "method", "one of GET"},
    {"prod/db-password", "secret", ""},
    {"a:b", "secret", "':' is not allowed"},
    {"/app/level", "parameter", ""},
    {"level", "parameter", ""},
    {"/app//level", "parameter", "\"//\""},
    {"/app/", "parameter", "must not end with '/'"},
    {"service/role", "role", ""},
    {"/service/role", "role", "must not begin with '/'"},
    {"devices/alarm", "iot-topic", ""},
    {"devices/#", "iot-topic", "\"#\""},
    {"devices/+/x", "iot-topic", "\"+\""},
    {"worker:3", "task-definition", ""},
    {"worker:x", "task-definition", "does not have the form"},
    {"lambda.amazonaws.com", "service-principal", ""},
    {"lambda", "service-principal", "shorter than 16"},
    {"shop@example.com", "email-address", ""},
    {"Orders/Checkout v2", "namespace", ""},
    {"Orders ", "namespace", "must not end with ' '"},
};

static void names_are_judged_by_their_kind(void **state)
{
    const struct name *row = *state;
    struct sg_scope *scope = new_scope();
    bool ok = sg_check_name(scope, (struct sg_origin){0}, kind_named(row->kind), row->name, row->name);
    assert_int_equal(ok, !*row->words);
    if (!ok)
        assert_told("nowhere", row->words);
}

static bool is_value(const struct sg_kind *kind, const char *how)
{
    return strcmp(kind->value ? kind->value : "name", how) == 0;
}

static void every_example_is_legal(void **state)
{
    (void)state;
    struct sg_scope *scope = new_scope();
    const struct sg_kinds *kinds = sg_all_kinds(sg_catalog_new(arena), &findings);
    struct sg_value value;
    for (size_t i = 0; i < kinds->count; i++) {
        const struct sg_kind *kind = &kinds->items[i];
        if (is_value(kind, "flag"))
            continue;
        if (!sg_read_value(scope, (struct sg_origin){.subject = kind->name}, kind, kind->example, &value))
            fail_msg("%s", told());
        assert_non_null(value.name);
    }
    assert_true(kinds->count > 50);
    assert_string_equal(told(), "");
}

static void every_arn_of_an_example_is_legal_and_gives_the_name(void **state)
{
    (void)state;
    struct sg_scope *scope = new_scope();
    const struct sg_kinds *kinds = sg_all_kinds(sg_catalog_new(arena), &findings);
    const struct sg_kind *seen = NULL;
    for (size_t i = 0; i < kinds->count; i++) {
        const struct sg_kind *kind = &kinds->items[i];
        struct sg_value plain, value;
        if (!kind->arn || kind->suffix || is_value(kind, "text"))
            continue;
        sg_read_value(scope, (struct sg_origin){0}, kind, kind->example, &plain);
        const char *own = sg_region_of_name(arena, kind, plain.name);
        plain.region = own ? own : "eu-west-1";
        plain.account = "210987654321";
        const char *arn = sg_value_arn(scope, (struct sg_origin){0}, &plain, NULL, SG_ARN_SHORTEST);
        if (!sg_read_value(scope, (struct sg_origin){.subject = kind->name}, kind, arn, &value))
            fail_msg("%s: %s", arn, told());
        assert_string_equal(sg_value_arn(scope, (struct sg_origin){0}, &value, NULL, SG_ARN_SHORTEST), arn);
        seen = kind;
    }
    assert_non_null(seen);
}

/* Whatever a kind allows, these would break out of an ARN segment, a line or a wildcard. */
static void every_kind_with_characters_refuses_wildcards_and_line_ends(void **state)
{
    (void)state;
    static const char *const bad[] = {"*", "?", "\n", "\t", "\"", "{", "}", "\\", "<", "\xC3\xA9"};
    struct sg_scope *scope = new_scope();
    const struct sg_kinds *kinds = sg_all_kinds(sg_catalog_new(arena), &findings);
    for (size_t i = 0; i < kinds->count; i++) {
        const struct sg_kind *kind = &kinds->items[i];
        bool wild = strcmp(kind->name, "stream-label") == 0;
        for (size_t b = wild ? 1 : 0; kind->characters && b < sizeof bad / sizeof *bad; b++) {
            const char *text = sg_concat(arena, kind->example, bad[b]);
            size_t half = strlen(kind->example) / 2;
            const char *inside = sg_format(arena, "%.*s%s%s", (int)half, kind->example, bad[b], kind->example + half);
            if (sg_check_name(scope, (struct sg_origin){0}, kind, text, text) ||
                sg_check_name(scope, (struct sg_origin){0}, kind, inside, inside))
                fail_msg("%s allows \"%s\"", kind->name, inside);
        }
        if (kind->characters && !strchr(kind->characters, ' '))
            assert_false(sg_check_name(scope, (struct sg_origin){0}, kind, " a b ", " a b "));
    }
}

static const struct {
    const char *noun, *article;
} article_rows[] = {
    {"S3 bucket", "an S3 bucket"},
    {"SQS queue", "an SQS queue"},
    {"KMS key", "a KMS key"},
    {"event bus", "an event bus"},
    {"table", "a table"},
    {"IAM role", "an IAM role"},
    {"AWS::S3::Bucket", "an AWS::S3::Bucket"},
    {"EFS file system", "an EFS file system"},
    {"Bedrock model", "a Bedrock model"},
    {"user pool", "a user pool"},
    {"API stage", "an API stage"},
    {"MSK cluster", "an MSK cluster"},
    {"Aurora cluster", "an Aurora cluster"},
};

static void nouns_get_their_article(void **state)
{
    const struct name *row = *state;
    assert_string_equal(sg_with_article(arena, row->name), row->kind);
}

SUITE(name)
{
    static const struct CMUnitTest tests[] = {
        TEST(every_example_is_legal),
        TEST(every_arn_of_an_example_is_legal_and_gives_the_name),
        TEST(every_kind_with_characters_refuses_wildcards_and_line_ends),
    };
    return cmocka_run_group_tests_name("name", tests, NULL, NULL) +
           RUN_ROWS(name_rows, names_are_judged_by_their_kind) + RUN_ROWS(article_rows, nouns_get_their_article);
}
