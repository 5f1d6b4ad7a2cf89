#include "iam.h"
#include "support.h"

#include <string.h>

struct row {
    const char *statement; /* of a resource policy, YAML */
    const char *words;     /* what is told; NULL: it matches */
};

#define QUEUE "arn:aws:sqs:us-east-1:123456789012:q"

static const struct row rows[] = {
    {"Action: '*', Resource: '*', Principal: '*'", NULL},
    {"Action: [sqs:Get*, s3:*], Resource: x, Principal: '*'",
     "the action sqs:SendMessage is not in its Action: sqs:Get*, s3:*"},
    {"NotAction: sqs:*, Resource: '*', Principal: '*'", "the action sqs:SendMessage is in its NotAction: sqs:*"},
    {"Action: [], Resource: '*', Principal: '*'", "is not in its Action: nothing"},
    {"Action: '*', Resource: 'arn:aws:sqs:us-east-1:123456789012:q2', Principal: '*'",
     "the resource " QUEUE " is not in its Resource: arn:aws:sqs:us-east-1:123456789012:q2"},
    {"Action: '*', NotResource: '*', Principal: '*'", "the resource " QUEUE " is in its NotResource: *"},
    {"Action: '*', Resource: q, Principal: '*'", "not in its Resource: q; q is not an ARN of six parts"},
    {"Action: '*', Resource: 'arn:aws:sqs:us-east-1:123456789012:${x}', Principal: '*'",
     "arn:aws:sqs:us-east-1:123456789012:${x} has a variable without a value"},
    {"Action: '*', Resource: '*', Principal: {AWS: ['999999999999', 'arn:aws:iam::123456789012:role/R2']}",
     "the caller arn:aws:iam::123456789012:role/R is not its Principal: 999999999999, "
     "arn:aws:iam::123456789012:role/R2"},
    {"Effect: Deny, Action: '*', Resource: '*', NotPrincipal: {AWS: '123456789012'}",
     "is in its NotPrincipal: 123456789012"},
    {"Action: '*', Resource: '*', Principal: '*', Condition: {StringEquals: {aws:SourceIp: [a, b]}}",
     "its condition StringEquals on aws:SourceIp is not met: it lists a, b; the request has 10.0.0.1"},
    {"Action: '*', Resource: '*', Principal: '*', Condition: {'Null': {aws:SourceIp: false}, Bool: {x: true}}",
     "its condition Bool on x is not met: it lists true; the request has no such key"},
    {"Action: '*', Resource: '*', Principal: '*', Condition: {'ForAllValues:StringLike': {many: 'a*'}}",
     "its condition ForAllValues:StringLike on many is not met: it lists a*; the request has a, b"},
};

static const struct sg_iam_policy *read_row(const char *statement)
{
    const char *effect = strstr(statement, "Effect") ? "" : "Effect: Allow, ";
    return policy_of(sg_format(arena, "Version: 2012-10-17\nStatement:\n  - {%s%s}\n", effect, statement),
                     SG_RESOURCE_POLICY);
}

static const char *why(const struct sg_iam_policy *policy)
{
    const struct sg_iam_situation situation = {.principal = "arn:aws:iam::123456789012:role/R"};
    struct sg_iam_request request = {.action = "sqs:SendMessage", .resource = QUEUE};
    context_of("aws:SourceIp=10.0.0.1; many=a; many=b", &request);
    return sg_iam_why(arena, &situation, policy, &policy->statements[0], &request);
}

static void reason(void **state)
{
    const struct row *row = *state;
    const char *told = why(read_row(row->statement));
    if (!row->words)
        assert_null(told);
    else if (!told || !strstr(told, row->words))
        fail_msg("told \"%s\", not \"%s\"", told ? told : "nothing", row->words);
}

static void a_long_list_is_cut(void **state)
{
    (void)state;
    const char *many = "s3:GetObject";
    for (int i = 0; i < 10; i++)
        many = sg_format(arena, "%s, %s", many, many);
    const char *told = why(read_row(sg_format(arena, "Action: [%s], Resource: '*', Principal: '*'", many)));
    assert_true(strlen(told) < 600);
    assert_string_equal(told + strlen(told) - 4, " ...");
}

SUITE(iam_why)
{
    static const struct CMUnitTest tests[] = {TEST(a_long_list_is_cut)};
    return RUN_ROWS(rows, reason) + cmocka_run_group_tests_name("why", tests, NULL, NULL);
}
