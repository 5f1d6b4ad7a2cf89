#include "value/value.h"

#include "support.h"
#include "yaml/write.h"

#include <string.h>

/* A value of a kind and the resource it stands for in a policy; or "" and what is said of it. */
struct value {
    const char *given, *kind, *arn, *words;
};

#define KEY_ID "1234abcd-12ab-34cd-56ef-1234567890ab"
#define HERE "${AWS::Region}:${AWS::AccountId}:"

static const struct value value_rows[] = {
    /* names */
    {"my-bucket", "bucket", "!!arn:aws:s3:::my-bucket", ""},
    {"jobs", "queue", "!Sub arn:aws:sqs:" HERE "jobs", ""},
    {"prod/db", "secret", "!Sub arn:aws:secretsmanager:" HERE "secret:prod/db-??????", ""},
    {"/app/level", "parameter", "!Sub arn:aws:ssm:" HERE "parameter/app/level", ""},
    {"level", "parameter", "!Sub arn:aws:ssm:" HERE "parameter/level", ""},
    {KEY_ID, "key", "!Sub arn:aws:kms:" HERE "key/" KEY_ID, ""},
    {"alias/app", "key", "!Sub arn:aws:kms:" HERE "alias/app", ""},
    {"jobs-${Stage}", "queue", "!Sub arn:aws:sqs:" HERE "jobs-${Stage}", ""},
    {"us.anthropic.claude", "model", "!Sub arn:aws:bedrock:" HERE "inference-profile/us.anthropic.claude", ""},
    /* ARNs */
    {"arn:aws:sqs:eu-west-1:210987654321:jobs", "queue", "!!arn:aws:sqs:eu-west-1:210987654321:jobs", ""},
    {"arn:aws-cn:s3:::my-bucket", "bucket", "!!arn:aws-cn:s3:::my-bucket", ""},
    {"arn:${AWS::Partition}:s3:::my-bucket", "bucket", "!Sub arn:${AWS::Partition}:s3:::my-bucket", ""},
    {"arn:aws:sqs:" HERE "jobs", "queue", "!Sub arn:aws:sqs:" HERE "jobs", ""},
    {"arn:aws:secretsmanager:eu-west-1:210987654321:secret:prod/db-AbCdEf", "secret",
     "!!arn:aws:secretsmanager:eu-west-1:210987654321:secret:prod/db-AbCdEf", ""},
    {"arn:aws:secretsmanager:eu-west-1:210987654321:secret:prod/db", "secret",
     "!!arn:aws:secretsmanager:eu-west-1:210987654321:secret:prod/db-??????", ""},
    {"arn:aws:kms:eu-west-1:210987654321:alias/app", "key", "!!arn:aws:kms:eu-west-1:210987654321:alias/app", ""},
    {"arn:aws:ssm:eu-west-1:210987654321:parameter/app/level", "parameter",
     "!!arn:aws:ssm:eu-west-1:210987654321:parameter/app/level", ""},
    {"arn:aws:sns:us-east-1:123456789012:jobs", "queue", "", "is not the ARN of an SQS queue"},
    {"arn:aws:s3:::my-bucket/incoming", "bucket", "", "--prefix incoming/"},
    {"arn:aws:s3:::", "bucket", "", "is not the ARN of an S3 bucket"},
    {"arn:aws:sqs:US_EAST:123456789012:jobs", "queue", "", "where a region"},
    {"arn:aws:sqs:*:123456789012:jobs", "queue", "", "where a region"},
    {"arn:aws:sqs:us-east-1:12345:jobs", "queue", "", "where an account of 12 digits"},
    {"arn:aws:sqs:us-east-1:*:jobs", "queue", "", "where an account"},
    {"arn:amazon:s3:::my-bucket", "bucket", "", "where a partition"},
    {"arn:aws:sqs:us-east-1:123456789012:jo bs", "queue", "", "' ' is not allowed"},
    {"arn:aws:s3:::my-bucket", "namespace", "", "is an ARN, but a CloudWatch namespace has none"},
    /* URLs */
    {"https://sqs.eu-west-1.amazonaws.com/210987654321/jobs", "queue", "!!arn:aws:sqs:eu-west-1:210987654321:jobs", ""},
    {"https://sqs.eu-west-1.example.com/210987654321/jobs", "queue", "", "':' is not allowed"},
    {"s3://my-bucket", "bucket", "!!arn:aws:s3:::my-bucket", ""},
    {"s3://my-bucket/incoming", "bucket", "", "--prefix incoming/"},
    /* references: the intrinsic that is right there */
    {"${Jobs}", "queue", "!GetAtt Jobs.Arn", ""},
    {"${Jobs.Arn}", "queue", "!GetAtt Jobs.Arn", ""},
    {"${Jobs.QueueName}", "queue", "!Sub arn:aws:sqs:" HERE "${Jobs.QueueName}", ""},
    {"${Jobs.QueueUrl}", "queue", "", "gives neither a queue name nor its ARN"},
    {"${Alerts}", "topic", "!Ref Alerts", ""},
    {"${Secret}", "secret", "!Ref Secret", ""},
    {"${Key}", "key", "!GetAtt Key.Arn", ""},
    {"!Ref Data", "bucket", "!Sub arn:aws:s3:::${Data}", ""},
    {"!GetAtt Jobs.Arn", "queue", "!GetAtt Jobs.Arn", ""},
    {"!GetAtt [Jobs, Arn]", "queue", "!GetAtt Jobs.Arn", ""},
    {"!GetAtt Jobs.QueueUrl", "queue", "", "write ${Jobs}"},
    {"!GetAtt Jobs", "queue", "", "needs a resource and an attribute"},
    {"!Ref Jobs.Arn", "queue", "", "!GetAtt"},
    {"!Sub jobs-${Stage}", "queue", "!Sub arn:aws:sqs:" HERE "jobs-${Stage}", ""},
    {"!Sub arn:aws:sqs:${AWS::Region}:210987654321:jobs", "queue", "!Sub arn:aws:sqs:${AWS::Region}:210987654321:jobs",
     ""},
    {"!ImportValue JobsArn", "queue", "!ImportValue JobsArn", ""},
    {"!ImportValue Jobs", "queue", "!Sub\n- arn:aws:sqs:" HERE "${Name}\n- Name: !ImportValue Jobs", ""},
    {"!ReF Data", "bucket", "", "did you mean !Ref?"},
    {"!Base64 x", "bucket", "", "cannot stand here"},
    {"!Ref", "bucket", "", ""},
    {"!A[", "bucket", "", "not an intrinsic that YAML can read"},
    {"!x", "bucket", "", "'!' is not allowed"},
    {"!Ref 'My Data'", "bucket", "", "needs the id"},
    {"{{resolve:ssm:/app/queue}}", "queue", "!Sub arn:aws:sqs:" HERE "{{resolve:ssm:/app/queue}}", ""},
    /* what no value may have */
    {"", "bucket", "", "empty"},
    {"my\tbucket", "bucket", "", "control character"},
    {"my-bucket*", "bucket", "", "'*' is not allowed"},
    {"${Data", "bucket", "", "without its }"},
    {"${AWS:Region}-x", "bucket", "", "did you mean ${AWS::Region}?"},
    {"${My-Data}", "bucket", "", "names nothing"},
    {"a:b", "queue", "", "':' is not allowed"},
};

static const char *yaml_of(const struct sg_node *node)
{
    struct sg_buffer b = sg_buffer_new(arena, SG_BUFFER_MOST);
    sg_write_yaml(&b, node, 0);
    return sg_copy_bytes(arena, b.text, b.length - 1);
}

static bool read_value(struct sg_scope *scope, const char *kind_name, const char *given, struct sg_value *value)
{
    *scope = (struct sg_scope){.arena = arena, .findings = &findings, .partition = "aws"};
    const struct sg_kind *kind = sg_find_kind(sg_catalog_new(arena), kind_name, &findings);
    assert_non_null(kind);
    return sg_read_value(scope, (struct sg_origin){0}, kind, given, value);
}

static void values_are_understood(void **state)
{
    const struct value *row = *state;
    struct sg_scope scope;
    struct sg_value value;
    bool ok = read_value(&scope, row->kind, row->given, &value);
    if (!ok) {
        assert_string_equal(*row->arn ? told() : "", "");
        assert_told("nowhere", row->words);
        assert_int_equal(findings.errors, 1);
        return;
    }
    const char *arn = sg_value_arn(&scope, (struct sg_origin){0}, &value, NULL, SG_ARN_SHORTEST);
    const char *wanted = sg_starts_with(row->arn, "!!") ? row->arn + 2 : row->arn;
    assert_string_equal(yaml_of(sg_text_node(&scope, arn)), wanted);
}

/* Free text: what is literal, and what a folder means. */
static const struct {
    const char *given, *kind, *text, *words;
} text_rows[] = {
    {"incoming", "prefix", "incoming/", ""},
    {"incoming/", "prefix", "incoming/", ""},
    {"a/b", "prefix", "a/b/", ""},
    {"logs-*", "prefix", "logs-", ""},
    {"logs/*", "prefix", "logs/", ""},
    {"we*ird", "prefix", "we${*}ird/", ""},
    {"**", "prefix", "${*}", ""},
    {"what?", "prefix", "what${?}/", ""},
    {"cost$", "prefix", "cost${$}/", ""},
    {"${Stage}", "prefix", "${Stage}/", ""},
    {"${Stage}*", "prefix", "${Stage}", ""},
    {"*", "prefix", "", "is everything"},
    {"/incoming", "prefix", "", "begins with '/'"},
    {"/", "prefix", "", "begins with '/'"},
    {"a\tb", "prefix", "", "control character"},
    {"a*b", "object-key", "a${*}b", ""},
    {"${!x}", "object-key", "", "names nothing"},
    {"Order Placed", "detail-type", "Order Placed", ""},
    {"arn:x", "leading-key", "arn:x", ""},
    {"${cognito-identity.amazonaws.com:sub}", "leading-key", "${cognito-identity.amazonaws.com:sub}", ""},
    {"${AWS:Region}", "leading-key", "", "is not a pseudo parameter"},
};

static void free_text_is_literal(void **state)
{
    const struct value *row = *state;
    struct sg_scope scope;
    struct sg_value value;
    if (!read_value(&scope, row->kind, row->given, &value)) {
        assert_string_equal(*row->arn ? told() : "", "");
        assert_told("nowhere", row->words);
        return;
    }
    const struct sg_node *node = sg_text_node(&scope, value.name);
    if (!node->tag)
        assert_string_equal(node->text, row->arn);
    else
        assert_string_equal(value.name, row->arn);
}

static void a_name_that_is_too_long_is_refused(void **state)
{
    (void)state;
    struct sg_scope scope;
    struct sg_value value;
    char name[1026] = {0};
    memset(name, 'a', 1025);
    assert_false(read_value(&scope, "prefix", name, &value));
    assert_told("nowhere", "longer than 1024");
    assert_false(read_value(&scope, "bucket", name, &value));
}

static void an_arn_that_hides_the_name_says_so(void **state)
{
    (void)state;
    struct sg_scope scope;
    struct sg_value value;
    assert_true(read_value(&scope, "queue", "!GetAtt Jobs.Arn", &value));
    assert_null(sg_value_name(&scope, (struct sg_origin){0}, &value));
    assert_told("nowhere", "tells the ARN only");
}

static void a_ref_that_gives_a_url_is_warned_of(void **state)
{
    (void)state;
    struct sg_scope scope;
    struct sg_value value;
    assert_true(read_value(&scope, "queue", "!Ref Jobs", &value));
    assert_told("nowhere", "right only if Jobs is a parameter");
    assert_int_equal(findings.errors, 0);
}

/* References checked against a template. */
static const struct {
    const char *given, *kind, *arn, *words;
} template_rows[] = {
    {"${Jobs}", "queue", "!GetAtt Jobs.Arn", ""},
    {"${Name}", "queue", "!Sub arn:aws:sqs:" HERE "${Name}", ""},
    {"${QueueArn}", "queue", "!Ref QueueArn", ""},
    {"!Ref Name", "queue", "!Sub arn:aws:sqs:" HERE "${Name}", ""},
    {"!Ref Jobs", "queue", "", "write ${Jobs} to let samgen choose"},
    {"${Jbos}", "queue", "", "did you mean \"Jobs\"?"},
    {"${Nothing.Arn}", "queue", "", "no resource or parameter \"Nothing\""},
    {"${Data}", "queue", "", "is an AWS::S3::Bucket in the template, not an SQS queue"},
    {"x-${Jbos}", "queue", "", "did you mean \"Jobs\"?"},
    {"!GetAtt Data.Arn", "queue", "", "not an SQS queue"},
    {"${Welcome}", "ses-template", "", ""}, /* no attribute of it is known to give its name */
    {"${Slashed}", "parameter", "!Sub arn:aws:ssm:" HERE "parameter${Slashed}", ""},
};

static void references_are_checked_against_the_template(void **state)
{
    const struct value *row = *state;
    struct sg_node *with_arn = sg_map(arena), *slashed = sg_map(arena);
    sg_put(arena, with_arn, "Default", sg_scalar(arena, "arn:aws:sqs:us-east-1:123456789012:x"));
    sg_put(arena, slashed, "Name", sg_scalar(arena, "/app/level"));
    struct sg_name items[] = {{"Jobs", "AWS::SQS::Queue", NULL},
                              {"Data", "AWS::S3::Bucket", NULL},
                              {"Name", NULL, NULL},
                              {"QueueArn", NULL, with_arn},
                              {"Slashed", "AWS::SSM::Parameter", slashed},
                              {"Welcome", "AWS::SES::Template", NULL}};
    const struct sg_names names = {.items = items, .count = sizeof items / sizeof *items};
    struct sg_scope scope = {.arena = arena, .findings = &findings, .partition = "aws", .names = &names};
    const struct sg_kind *kind = sg_find_kind(sg_catalog_new(arena), row->kind, &findings);
    struct sg_value value;
    bool ok = sg_read_value(&scope, (struct sg_origin){0}, kind, row->given, &value);
    assert_int_equal(ok, *row->arn != '\0');
    if (!ok)
        assert_told("nowhere", row->words);
    else
        assert_string_equal(
            yaml_of(sg_text_node(&scope, sg_value_arn(&scope, (struct sg_origin){0}, &value, NULL, SG_ARN_SHORTEST))),
            row->arn);
}

SUITE(value)
{
    static const struct CMUnitTest tests[] = {
        TEST(a_name_that_is_too_long_is_refused),
        TEST(an_arn_that_hides_the_name_says_so),
        TEST(a_ref_that_gives_a_url_is_warned_of),
    };
    return cmocka_run_group_tests_name("value", tests, NULL, NULL) + RUN_ROWS(value_rows, values_are_understood) +
           RUN_ROWS(text_rows, free_text_is_literal) +
           RUN_ROWS(template_rows, references_are_checked_against_the_template);
}
