#include "sam/resolve.h"

#include "base/buffer.h"
#include "roles.h"
#include "support.h"
#include "yaml/write.h"

#include <string.h>

/* What CloudFormation makes of values, with the examples of sam/resolve.h for what only AWS knows. */

#define TEMPLATE                                                                                    \
    "Parameters:\n"                                                                                 \
    "  Stage: {Type: String, Default: dev}\n"                                                       \
    "  Free: {Type: String}\n"                                                                      \
    "  Count: {Type: Number, Default: 3}\n"                                                         \
    "  List: {Type: CommaDelimitedList, Default: 'a,b,c'}\n"                                        \
    "  Subnets: {Type: 'List<AWS::EC2::Subnet::Id>', Default: 's1,s2'}\n"                           \
    "Mappings: {M: {dev: {name: x, list: [p, q], map: {a: b}}}}\n"                                  \
    "Conditions:\n"                                                                                 \
    "  Always: !Equals [a, a]\n"                                                                    \
    "  Never: !Equals [a, b]\n"                                                                     \
    "  Dev: !Equals [!Ref Stage, dev]\n"                                                            \
    "  NotDev: !Not [!Condition Dev]\n"                                                             \
    "  Both: !And [!Condition Always, !Condition Never]\n"                                          \
    "  One: !Or [!Condition Never, !Condition Always]\n"                                            \
    "  CircleA: !Not [!Condition CircleB]\n"                                                        \
    "  CircleB: !Not [!Condition CircleA]\n"                                                        \
    "  Word: 'true'\n"                                                                              \
    "  Odd: {Foo: [a]}\n"                                                                           \
    "Resources:\n"                                                                                  \
    "  F: {Type: AWS::Serverless::Function, Properties: {Handler: h, Runtime: r, InlineCode: x}}\n" \
    "  Q: {Type: AWS::SQS::Queue}\n"                                                                \
    "  Named: {Type: AWS::SQS::Queue, Properties: {QueueName: !Sub 'jobs-${Stage}'}}\n"             \
    "  T: {Type: AWS::SNS::Topic}\n"                                                                \
    "  B: {Type: AWS::S3::Bucket}\n"                                                                \
    "  Table: {Type: AWS::DynamoDB::Table, Properties: {TableName: orders}}\n"                      \
    "  Secret: {Type: AWS::SecretsManager::Secret}\n"                                               \
    "  SelfNamed: {Type: AWS::S3::Bucket, Properties: {BucketName: !Ref SelfNamed}}\n"              \
    "  NameA: {Type: AWS::S3::Bucket, Properties: {BucketName: !Sub 'a-${NameB}'}}\n"               \
    "  NameB: {Type: AWS::S3::Bucket, Properties: {BucketName: !Sub 'b-${NameA}'}}\n"               \
    "  Odd: {Type: Custom::Thing}\n"

struct value {
    const char *name, *yaml, *json;
    const char *told; /* of a note, or NULL: there is none */
};

#define UNKNOWN "is unknown before deployment"

static const struct value rows[] = {
    {"a text", "a", "\"a\"", NULL},
    {"numbers and booleans stay", "[1, yes, ~]", "[1,true,null]", NULL},
    {"a parameter", "!Ref Stage", "\"dev\"", NULL},
    {"a number of a parameter is a text", "!Ref Count", "\"3\"", NULL},
    {"a parameter without a Default", "!Ref Free", "\"param-Free\"", "give it with --set Free=VALUE"},
    {"a list of a parameter", "!Ref List", "[\"a\",\"b\",\"c\"]", NULL},
    {"a typed list", "!Ref Subnets", "[\"s1\",\"s2\"]", NULL},
    {"the region", "!Ref AWS::Region", "\"us-east-1\"", NULL},
    {"the account", "!Ref AWS::AccountId", "\"123456789012\"", NULL},
    {"the partition", "!Ref AWS::Partition", "\"aws\"", NULL},
    {"the suffix", "!Ref AWS::URLSuffix", "\"amazonaws.com\"", NULL},
    {"the stack", "!Ref AWS::StackName", "\"stack\"", NULL},
    {"its id", "!Ref AWS::StackId", "\"arn:aws:cloudformation:us-east-1:123456789012:stack/stack/1\"", NULL},
    {"NoValue takes its key away", "{a: !Ref AWS::NoValue, b: 1}", "{\"b\":1}", NULL},
    {"and its item", "[a, !Ref AWS::NoValue]", "[\"a\"]", NULL},
    {"a queue is its URL", "!Ref Q", "\"https://sqs.us-east-1.amazonaws.com/123456789012/q\"", NULL},
    {"a queue's ARN", "!GetAtt Q.Arn", "\"arn:aws:sqs:us-east-1:123456789012:q\"", NULL},
    {"a queue's name", "!GetAtt Named.QueueName", "\"jobs-dev\"", NULL},
    {"a name of its own", "!GetAtt Named.Arn", "\"arn:aws:sqs:us-east-1:123456789012:jobs-dev\"", NULL},
    {"a topic is its ARN", "!Ref T", "\"arn:aws:sns:us-east-1:123456789012:t\"", NULL},
    {"a bucket is its name", "!Ref B", "\"b\"", NULL},
    {"a bucket's ARN", "!GetAtt B.Arn", "\"arn:aws:s3:::b\"", NULL},
    {"a table", "[!Ref Table, !GetAtt Table.Arn]",
     "[\"orders\",\"arn:aws:dynamodb:us-east-1:123456789012:table/orders\"]", NULL},
    {"a secret has a suffix", "!Ref Secret", "\"arn:aws:secretsmanager:us-east-1:123456789012:secret:secret-AbCdEf\"",
     NULL},
    {"the role that SAM makes", "!GetAtt FRole.Arn", "\"arn:aws:iam::123456789012:role/frole\"", NULL},
    {"an attribute nobody knows", "!GetAtt Odd.Foo", "\"\"", "Odd.Foo " UNKNOWN},
    {"a resource of any type is its id in small letters", "!Ref Odd", "\"odd\"", NULL},
    {"a name that is not there", "!Ref Nowhere", "\"\"", "Nowhere " UNKNOWN},
    {"a bucket named after itself", "!Ref SelfNamed", "\"selfnamed\"", NULL},
    {"names in a circle", "!Ref NameA", "\"a-b-namea\"", NULL},
    {"GetAtt of a text", "{'Fn::GetAtt': Q.Arn}", "\"arn:aws:sqs:us-east-1:123456789012:q\"", NULL},
    {"GetAtt with an intrinsic", "{'Fn::GetAtt': [Q, !Sub 'A${Rn}']}", "\"\"", UNKNOWN},
    {"GetAtt of nothing", "{'Fn::GetAtt': []}", "\"\"", "this Fn::GetAtt"},
    {"Sub", "!Sub 'x-${Stage}-${Q.Arn}-${AWS::Region}'", "\"x-dev-arn:aws:sqs:us-east-1:123456789012:q-us-east-1\"",
     NULL},
    {"Sub without an end", "!Sub 'a${Stage'", "\"a${Stage\"", NULL},
    {"Sub of a literal", "!Sub '${!Stage} $ $$ {} ${Stage}'", "\"${Stage} $ $$ {} dev\"", NULL},
    {"Sub with variables", "!Sub ['${a}-${Stage}', {a: !Ref B, Stage: own}]", "\"b-own\"", NULL},
    {"Sub of a list is empty", "!Sub 'x${List}'", "\"x\"", NULL},
    {"Sub of NoValue", "!Sub '${AWS::NoValue}x'", "\"x\"", NULL},
    {"Sub of no text", "!Sub [[a], {}]", "\"\"", "this Fn::Sub"},
    {"Join", "!Join ['-', [a, !Ref Stage, !Ref AWS::NoValue]]", "\"a-dev\"", NULL},
    {"Join of a parameter's list", "!Join [',', !Ref List]", "\"a,b,c\"", NULL},
    {"Join of nothing", "!Join ['-', []]", "\"\"", NULL},
    {"Join of no list", "!Join ['-', a]", "\"\"", "this Fn::Join"},
    {"Select", "!Select [1, [a, b]]", "\"b\"", NULL},
    {"Select of a Split", "!Select ['2', !Split [':', 'a:b:c']]", "\"c\"", NULL},
    {"Select beyond the end", "!Select [7, [a]]", "\"\"", "this Fn::Select"},
    {"Split", "!Split ['-', !Sub 'a-${Stage}']", "[\"a\",\"dev\"]", NULL},
    {"Split by nothing", "!Split ['', a]", "[]", NULL},
    {"FindInMap", "!FindInMap [M, !Ref Stage, name]", "\"x\"", NULL},
    {"FindInMap of a list", "!FindInMap [M, dev, list]", "[\"p\",\"q\"]", NULL},
    {"FindInMap of what is not there", "!FindInMap [M, prod, name]", "\"\"", "this Fn::FindInMap"},
    {"FindInMap of a map", "!FindInMap [M, dev, map]", "\"\"", "this Fn::FindInMap"},
    {"ImportValue", "!ImportValue x", "\"import-x\"", "give it with --set x=VALUE"},
    {"an unknown function", "!Base64 x", "\"\"", "Fn::Base64 " UNKNOWN},
    {"a map with a key of a function and another is none", "{Ref: a, b: c}", "{\"Ref\":\"a\",\"b\":\"c\"}", NULL},
    {"If", "[!If [Always, a, b], !If [Never, a, b]]", "[\"a\",\"b\"]", NULL},
    {"If by a parameter", "[!If [Dev, a, b], !If [NotDev, a, b]]", "[\"a\",\"b\"]", NULL},
    {"And, Or", "[!If [Both, a, b], !If [One, a, b]]", "[\"b\",\"a\"]", NULL},
    {"the other branch is not looked at", "!If [Always, a, !Ref Nowhere]", "\"a\"", NULL},
    {"If within If", "!If [Always, !If [Never, a, b], c]", "\"b\"", NULL},
    {"If of NoValue", "{a: !If [Always, !Ref AWS::NoValue, b]}", "{}", NULL},
    {"a condition that is not there holds", "!If [Nowhere, a, b]", "\"a\"", "no condition Nowhere"},
    {"a word for a condition", "!If [Word, a, b]", "\"a\"", NULL},
    {"a condition of no function", "!If [Odd, a, b]", "\"b\"", NULL},
    {"conditions in a circle come to an end", "{a: !If [CircleA, x, x]}", "{\"a\":\"x\"}", NULL},
    {"If of two values", "!If [Always, a]", "\"\"", "this Fn::If"},
    {"Condition of a name", "!Condition Always", "\"true\"", NULL},
    {"Condition of a statement is no function", "{Condition: {StringEquals: {a: !Ref Stage}}}",
     "{\"Condition\":{\"StringEquals\":{\"a\":\"dev\"}}}", NULL},
};

static struct sg_resolver resolver_in(const char *yaml, const char *region)
{
    struct sg_roles roles;
    const struct sg_template *t = template_in(yaml, region, &roles);
    if (!t)
        fail_msg("%s", told());
    return (struct sg_resolver){.template = t};
}

static const char *json_of(const struct sg_node *node)
{
    struct sg_buffer b = sg_buffer_new(arena, SG_BUFFER_MOST);
    sg_write_json(&b, node, 0);
    return b.text;
}

/* The value of Metadata.V of the template. */
static const char *resolved(struct sg_resolver *r)
{
    const struct sg_node *value = sg_resolve(r, sg_get(sg_get(r->template->root, "Metadata"), "V"));
    return value ? json_of(value) : "null";
}

static const char *with_value(const char *yaml)
{
    return sg_format(arena, TEMPLATE "Metadata:\n  V: %s\n", yaml);
}

static void is_resolved(void **state)
{
    const struct value *row = *state;
    struct sg_resolver r = resolver_in(with_value(row->yaml), "us-east-1");
    assert_same_json(resolved(&r), row->json);
    if (!row->told && *told())
        fail_msg("told: %s", told());
    if (row->told && !strstr(told(), row->told))
        fail_msg("not told, but: %s", told());
}

static void what_the_user_says_counts(void **state)
{
    (void)state;
    static const struct samgen_binding bindings[] = {{"Stage", "prod"},
                                                     {"Free", "f"},
                                                     {"B", "my-bucket"},
                                                     {"Odd.Foo", "foo"},
                                                     {"List", "x,y"},
                                                     {"exported", "e"},
                                                     {"AWS::AccountId", "999999999999"}};
    struct sg_resolver r = resolver_in(with_value("[!Ref Stage, !Ref Free, !Ref B, !GetAtt B.Arn, !GetAtt Odd.Foo, "
                                                  "!Ref List, !ImportValue exported, !GetAtt Q.Arn, "
                                                  "!If [Dev, a, b], !GetAtt Named.QueueName]"),
                                       "us-east-1");
    r.bindings = bindings;
    r.binding_count = sizeof bindings / sizeof *bindings;
    assert_same_json(resolved(&r),
                     "[\"prod\",\"f\",\"my-bucket\",\"arn:aws:s3:::my-bucket\",\"foo\",[\"x\",\"y\"],\"e\","
                     "\"arn:aws:sqs:us-east-1:999999999999:q\",\"b\",\"jobs-prod\"]");
    assert_string_equal(told(), "");
}

static void the_region_decides_the_partition(void **state)
{
    (void)state;
    struct sg_resolver r = resolver_in(
        with_value("[!Ref AWS::Partition, !Ref AWS::URLSuffix, !GetAtt T.TopicArn, !GetAtt B.Arn]"), "cn-north-1");
    assert_same_json(
        resolved(&r),
        "[\"aws-cn\",\"amazonaws.com.cn\",\"arn:aws-cn:sns:cn-north-1:123456789012:t\",\"arn:aws-cn:s3:::b\"]");
}

static void each_unknown_value_is_told_once(void **state)
{
    (void)state;
    struct sg_resolver r =
        resolver_in(with_value("[!Ref X, !Ref X, !Sub '${X}${X}', !Ref Free, !Ref Free]"), "us-east-1");
    (void)resolved(&r);
    assert_int_equal(findings.count, 2);
    assert_int_equal(findings.errors, 0);
}

static void a_text_is_resolved_like_a_sub(void **state)
{
    (void)state;
    struct sg_resolver r = resolver_in(with_value("a"), "us-east-1");
    static const struct sg_node nowhere;
    assert_string_equal(sg_resolve_text(&r, &nowhere, "arn:aws:s3:::${B}/x"), "arn:aws:s3:::b/x");
    assert_string_equal(sg_resolve_text(&r, &nowhere, "${T}"), "arn:aws:sns:us-east-1:123456789012:t");
    assert_string_equal(sg_resolve_text(&r, &nowhere, "plain"), "plain");
    assert_string_equal(told(), "");
}

/* Values that grow, or never end: an error, soon. */
static void refused_for_size(const char *yaml)
{
    struct sg_resolver r = resolver_in(yaml, "us-east-1");
    (void)resolved(&r);
    assert_int_equal(findings.errors, 1);
    assert_true(strstr(told(), "than samgen follows") != NULL);
    assert_true(sg_arena_size(arena) < (size_t)1024 * 1024 * 1024);
}

static void variables_within_variables_end(void **state)
{
    (void)state;
    const char *inner = "''";
    for (int i = 0; i < 12; i++)
        inner = sg_format(arena, "!Sub ['${a}${a}${a}${a}${a}${a}${a}${a}', {a: %s}]", inner);
    refused_for_size(with_value(inner));
}

static void conditions_in_a_long_row_end(void **state)
{
    (void)state;
    struct sg_buffer b = sg_buffer_new(arena, SG_BUFFER_MOST);
    sg_add(&b, "Conditions:\n");
    for (int i = 0; i < 20000; i++)
        sg_add_format(&b, "  C%d: !Not [!Condition C%d]\n", i, i + 1);
    sg_add(&b, "Resources: {B: {Type: AWS::S3::Bucket}}\nMetadata: {V: !If [C0, a, b]}\n");
    refused_for_size(b.text);
}

static void names_in_a_long_row_end(void **state)
{
    (void)state;
    struct sg_buffer b = sg_buffer_new(arena, SG_BUFFER_MOST);
    sg_add(&b, "Resources:\n");
    for (int i = 0; i < 2000; i++)
        sg_add_format(&b, "  B%d: {Type: AWS::S3::Bucket, Properties: {BucketName: !Ref B%d}}\n", i, i + 1);
    sg_add(&b, "Metadata: {V: !Ref B0}\n");
    refused_for_size(b.text);
}

static void lists_of_parameters_do_not_fill_memory(void **state)
{
    (void)state;
    struct sg_buffer b = sg_buffer_new(arena, SG_BUFFER_MOST);
    sg_add(&b, "Parameters: {P: {Type: CommaDelimitedList, Default: '");
    for (int i = 0; i < 100000; i++)
        sg_add(&b, "a,");
    sg_add(&b, "'}}\nResources: {B: {Type: AWS::S3::Bucket}}\nMetadata:\n  V:\n");
    for (int i = 0; i < 1000; i++)
        sg_add(&b, "    - !Ref P\n");
    refused_for_size(b.text);
}

static void a_text_has_a_limit(void **state)
{
    (void)state;
    struct sg_buffer b = sg_buffer_new(arena, SG_BUFFER_MOST);
    for (int i = 0; i < 3000; i++)
        sg_add(&b, "${AWS::StackId}");
    struct sg_resolver r = resolver_in(with_value(sg_format(arena, "!Sub '%s'", b.text)), "us-east-1");
    assert_string_equal(resolved(&r), "\"\"\n");
    assert_true(strstr(told(), "more than 65536 characters") != NULL);
}

SUITE(resolve)
{
    static const struct CMUnitTest tests[] = {
        TEST(what_the_user_says_counts),
        TEST(the_region_decides_the_partition),
        TEST(each_unknown_value_is_told_once),
        TEST(a_text_is_resolved_like_a_sub),
        TEST(variables_within_variables_end),
        TEST(conditions_in_a_long_row_end),
        TEST(names_in_a_long_row_end),
        TEST(lists_of_parameters_do_not_fill_memory),
        TEST(a_text_has_a_limit),
    };
    return cmocka_run_group_tests_name("resolve", tests, NULL, NULL) + RUN_ROWS(rows, is_resolved);
}
