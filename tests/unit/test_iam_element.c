#include "iam.h"
#include "support.h"

#include <string.h>
#include <time.h>

/* Actions and resources: IAM User Guide, the pages on Action, Resource, NotAction, NotResource and variables. */
struct row {
    const char *element; /* of a statement that allows, YAML; the other element is "*" */
    const char *asked;
    bool matches;
};

static const struct row action_rows[] = {
    {"Action: s3:GetObject", "s3:GetObject", true},
    {"Action: s3:getobject", "S3:GETOBJECT", true},
    {"Action: s3:GetObject", "s3:GetObjectAcl", false},
    {"Action: s3:GetObjectAcl", "s3:GetObject", false},
    {"Action: s3:GetObject", "s3-outposts:GetObject", false},
    {"Action: '*'", "s3:GetObject", true},
    {"Action: '**'", "s3:GetObject", true},
    {"Action: s3:*", "s3:GetObject", true},
    {"Action: s3:*", "sqs:SendMessage", false},
    {"Action: s3:Get*", "s3:GetObject", true},
    {"Action: s3:Get*", "s3:PutObject", false},
    {"Action: s3:*Object", "s3:GetObject", true},
    {"Action: s3:*Object", "s3:GetObjectAcl", false},
    {"Action: s3:G*O*t", "s3:GetObject", true},
    {"Action: s3:Get?bject", "s3:GetObject", true},
    {"Action: s3:GetObject?", "s3:GetObject", false},
    {"Action: 's3:GET*'", "s3:getObject", true},
    {"Action: '*:*'", "s3:GetObject", true},
    {"Action: 's3:'", "s3:GetObject", false},
    {"Action: [sqs:*, s3:GetObject]", "s3:GetObject", true},
    {"Action: []", "s3:GetObject", false},
    {"Action: 's3:${*}'", "s3:GetObject", false},
    {"NotAction: s3:PutObject", "s3:GetObject", true},
    {"NotAction: s3:PutObject", "s3:putobject", false},
    {"NotAction: [s3:Put*, iam:*]", "iam:CreateRole", false},
    {"NotAction: [s3:Put*, iam:*]", "sqs:SendMessage", true},
    {"NotAction: '*'", "s3:GetObject", false},
    {"NotAction: []", "s3:GetObject", true},
};

#define DYNAMODB "arn:aws:dynamodb:us-east-1:123456789012:"
#define LAMBDA "arn:aws:lambda:us-east-1:123456789012:"
#define API "arn:aws:execute-api:us-east-1:123456789012:"

static const struct row resource_rows[] = {
    {"Resource: '*'", "arn:aws:s3:::b/k", true},
    {"Resource: '*'", "*", true},
    {"Resource: arn:aws:s3:::b/k", "arn:aws:s3:::b/k", true},
    {"Resource: arn:aws:s3:::b/k", "arn:aws:s3:::B/k", false},
    {"Resource: arn:aws:s3:::b/k", "arn:aws:s3:::b/k2", false},
    {"Resource: arn:aws:s3:::b/k", "*", false},
    {"Resource: 'arn:aws:s3:::*'", "*", false},
    {"Resource: arn:aws:s3:::b/*", "arn:aws:s3:::b/a/b:c", true},
    {"Resource: arn:aws:s3:::b/*", "arn:aws:s3:::b", false},
    {"Resource: arn:aws:s3:::b/*", "arn:aws:s3:::b/", true},
    {"Resource: arn:aws:s3:::b*", "arn:aws:s3:::bucket/k", true},
    {"Resource: arn:aws:s3:::*/in/a.csv", "arn:aws:s3:::b/in/a.csv", true},
    {"Resource: 'arn:aws:s3:::?/k'", "arn:aws:s3:::b/k", true},
    {"Resource: arn:aws:s3:::b/*.csv", "arn:aws:s3:::b/in/a.csv", true},
    {"Resource: arn:aws:s3:::b/*.csv", "arn:aws:s3:::b/in/a.csv.gz", false},
    {"Resource: 'arn:aws:s3:::b/?'", "arn:aws:s3:::b/\xC3\xA9", true},
    {"Resource: [arn:aws:s3:::a, arn:aws:s3:::b]", "arn:aws:s3:::b", true},
    {"Resource: []", "arn:aws:s3:::b", false},
    /* a wildcard stays between its colons */
    {"Resource: 'arn:*:s3:::b'", "arn:aws-cn:s3:::b", true},
    {"Resource: 'arn:aws:*:::b'", "arn:aws:s3:::b", true},
    {"Resource: 'arn:aws:sqs:*:123456789012:q'", "arn:aws:sqs:us-east-1:123456789012:q", true},
    {"Resource: 'arn:aws:sqs:*:q'", "arn:aws:sqs:us-east-1:123456789012:q", false},
    {"Resource: 'arn:aws:sqs:us-east-1:12*q'", "arn:aws:sqs:us-east-1:123456789012:q", false},
    {"Resource: 'arn:aws:sqs?us-east-1:123456789012:q'", "arn:aws:sqs:us-east-1:123456789012:q", false},
    {"Resource: '" LAMBDA "function:f:*'", LAMBDA "function:f:live", true},
    {"Resource: '" LAMBDA "function:*:live'", LAMBDA "function:a:b:live", true},
    /* but one at the end of what is no whole ARN takes all the rest */
    {"Resource: 'arn:aws:s3*'", "arn:aws:s3:::b/k", true},
    {"Resource: 'arn:aws:s3:*'", "arn:aws:s3:::b/k", true},
    {"Resource: 'arn:aws:s3*'", "arn:aws:sqs:us-east-1:123456789012:q", false},
    {"Resource: 'arn:aws:*?'", "arn:aws:s3:::b/k", true},
    /* missing parts are any */
    {"Resource: 'arn:aws:s3'", "arn:aws:s3:::b/k", true},
    {"Resource: 'arn:aws:sqs:us-east-1'", "arn:aws:sqs:us-east-1:123456789012:q", true},
    {"Resource: 'arn:aws:sqs:us-east-1'", "arn:aws:sqs:eu-west-1:123456789012:q", false},
    {"Resource: 'arn:aws:sqs'", "arn:aws:s3:::b/k", false},
    {"NotResource: 'arn:aws:s3'", "arn:aws:s3:::b/k", false},
    {"Resource: 'a*'", "arn:aws:s3:::b/k", true},
    {"Resource: '**'", "arn:aws:s3:::b/k", true},
    /* what !Ref of a bucket gives is no ARN */
    {"Resource: bucket", "arn:aws:s3:::bucket", false},
    {"Resource: bucket", "arn:aws:s3:::b", false},
    {"Resource: '*bucket'", "arn:aws:s3:::bucket", false},
    /* managed policies of AWS have a wildcard as the whole type of a resource; among its letters it rules all out */
    {"Resource: '" DYNAMODB "table/*'", DYNAMODB "table/t/index/i", true},
    {"Resource: '" DYNAMODB "table*'", DYNAMODB "table/t", true},
    {"Resource: '" DYNAMODB "t*'", DYNAMODB "table/t", true},
    {"Resource: '" DYNAMODB "*'", DYNAMODB "table/t", true},
    {"Resource: '" DYNAMODB "ta?le/t'", DYNAMODB "table/t", false},
    {"Resource: '" DYNAMODB "*/t'", DYNAMODB "table/t", true},
    {"Resource: '" LAMBDA "func*:f'", LAMBDA "function:f", false},
    {"Resource: 'arn:aws:s3:us-east-1:123456789012:access*/x'", "arn:aws:s3:us-east-1:123456789012:accesspoint/x",
     false},
    {"Resource: '" API "*/prod/GET/orders'", API "a1b2/prod/GET/orders", true},
    {"Resource: 'arn:aws:apigateway:us-east-1::/rest*/x'", "arn:aws:apigateway:us-east-1::/restapis/x", true},
    {"Resource: 'arn:aws:sns:us-east-1:123456789012:t*:9'", "arn:aws:sns:us-east-1:123456789012:topic:9", true},
    /* escapes */
    {"Resource: 'arn:aws:s3:::b/${*}'", "arn:aws:s3:::b/*", true},
    {"Resource: 'arn:aws:s3:::b/${*}'", "arn:aws:s3:::b/k", false},
    {"Resource: 'arn:aws:s3:::b/${?}${$}*'", "arn:aws:s3:::b/?$k", true},
    {"Resource: 'arn:aws:s3:::b/${?}'", "arn:aws:s3:::b/k", false},
    {"Resource: 'arn:aws:s3:::b/*'", "arn:aws:s3:::b/*", true},
    /* the state machine of a callback: SAR knows no resource of states:SendTaskSuccess, AWS does */
    {"Resource: 'arn:aws:states:us-east-1:123456789012:stateMachine:m'",
     "arn:aws:states:us-east-1:123456789012:stateMachine:m", true},
    {"Resource: 'arn:aws:states:us-east-1:123456789012:stateMachine:m'", "*", false},
    {"NotResource: arn:aws:s3:::b/*", "arn:aws:s3:::c", true},
    {"NotResource: arn:aws:s3:::b/*", "arn:aws:s3:::b/k", false},
    {"NotResource: [arn:aws:s3:::b/*, arn:aws:s3:::c]", "arn:aws:s3:::c", false},
    {"NotResource: '*'", "arn:aws:s3:::b/k", false},
    {"NotResource: []", "arn:aws:s3:::b/k", true},
    {"NotResource: 'arn:aws:sqs*'", "arn:aws:s3:::b/k", true},
    {"NotResource: bucket", "arn:aws:s3:::b/k", false},
    {"NotResource: '" DYNAMODB "ta?le/t'", DYNAMODB "table/t", true},
};

/* With aws:username=u and x=s3. */
static const struct row variable_rows[] = {
    {"Resource: 'arn:aws:s3:::b/${aws:username}'", "arn:aws:s3:::b/u", true},
    {"Resource: 'arn:aws:s3:::b/${aws:username}'", "arn:aws:s3:::b/v", false},
    {"Resource: 'arn:aws:s3:::b/${aws:username}/*'", "arn:aws:s3:::b/u/k", true},
    {"Resource: 'arn:aws:s3:::${aws:username}*'", "arn:aws:s3:::u-bucket", true},
    {"Resource: 'arn:aws:s3:::b/${aws:PrincipalTag/team}*'", "arn:aws:s3:::b/k", false},
    {"Resource: 'arn:aws:s3:::b/${aws:PrincipalTag/team, ''d''}'", "arn:aws:s3:::b/d", true},
    {"Resource: 'arn:aws:s3:::b/${star}'", "arn:aws:s3:::b/k", false},
    {"Resource: 'arn:aws:s3:::b/${star}'", "arn:aws:s3:::b/*", true},
    {"Resource: 'arn:aws:s3:::b/${many}'", "arn:aws:s3:::b/a", false},
    {"Resource: 'arn:aws:s3:::b/${empty}'", "arn:aws:s3:::b/", false},
    {"Resource: 'arn:aws:${x}:::b'", "arn:aws:s3:::b", false},
    {"Resource: '${aws:username}'", "arn:aws:s3:::u", false},
    {"Resource: '" DYNAMODB "table/${aws:username}'", DYNAMODB "table/u", true},
    {"Resource: '" DYNAMODB "${aws:PrincipalTag/team, ''table''}/*'", DYNAMODB "table/u", true},
    {"NotResource: 'arn:aws:s3:::b/${aws:username}'", "arn:aws:s3:::b/u", false},
    {"NotResource: 'arn:aws:s3:::b/${aws:username}'", "arn:aws:s3:::b/v", true},
    {"NotResource: 'arn:aws:s3:::b/${aws:PrincipalTag/team}'", "arn:aws:s3:::b/u", true},
};

#define CONTEXT "aws:username=u; x=s3; star=*; many=a; many=b; empty="

static void check(const struct row *row, const char *other, struct sg_iam_request request)
{
    const char *yaml =
        sg_format(arena, "Version: 2012-10-17\nStatement:\n  - {Effect: Allow, %s: '*', %s}\n", other, row->element);
    context_of(CONTEXT, &request);
    if ((decide_alone(policy_of(yaml, SG_IDENTITY_POLICY), &request) == SAMGEN_ALLOWED) != row->matches)
        fail_msg("%s %s %s", row->element, row->matches ? "must match" : "must not match", row->asked);
}

static void actions(void **state)
{
    const struct row *row = *state;
    check(row, "Resource", (struct sg_iam_request){.action = row->asked, .resource = "arn:aws:s3:::b/k"});
}

static void resources(void **state)
{
    const struct row *row = *state;
    check(row, "Action", (struct sg_iam_request){.action = "s3:GetObject", .resource = row->asked});
}

static void escapes_need_the_version(void **state)
{
    (void)state;
    const struct sg_iam_policy *policy =
        policy_of("Statement: {Effect: Allow, Action: '*', Resource: 'arn:aws:s3:::b/${*}'}", SG_IDENTITY_POLICY);
    struct sg_iam_request request = {.action = "s3:GetObject", .resource = "arn:aws:s3:::b/*", .asks = SG_ASKS_EXACT};
    assert_int_equal(decide_alone(policy, &request), SAMGEN_IMPLICIT_DENY);
    request.resource = "arn:aws:s3:::b/${k}"; /* the '*' is a wildcard then */
    assert_int_equal(decide_alone(policy, &request), SAMGEN_ALLOWED);
}

/* What is asked, what a statement names, and whether an Allow and a Deny of it decide the request. */
static const struct {
    const char *element, *asked;
    enum sg_iam_asks asks;
    bool allows, denies;
} asked_rows[] = {
    {"Resource: 'arn:aws:s3:::b/in/*'", "arn:aws:s3:::b/*", SG_ASKS_ANY, true, false},
    {"Resource: 'arn:aws:s3:::b/*'", "arn:aws:s3:::b/in/*", SG_ASKS_ANY, true, true},
    {"Resource: 'arn:aws:s3:::b/in/*'", "arn:aws:s3:::b/*.csv", SG_ASKS_ANY, true, false},
    {"Resource: 'arn:aws:s3:::b/in/*'", "arn:aws:s3:::c/*", SG_ASKS_ANY, false, false},
    {"Resource: 'arn:aws:s3:::b/${*}'", "arn:aws:s3:::b/*", SG_ASKS_ANY, true, false},
    {"Resource: 'arn:aws:s3:::b/a${*}'", "arn:aws:s3:::b/*", SG_ASKS_ANY, true, false},
    {"Resource: 'arn:aws:s3:::b/k'", "arn:aws:s3:::b/*", SG_ASKS_ANY, true, false},
    {"Resource: 'arn:aws:s3:::*'", "arn:aws:s3:*:*:b", SG_ASKS_ANY, true, false},
    {"Resource: '*'", "arn:aws:s3:::b/*", SG_ASKS_ANY, true, true},
    {"NotResource: 'arn:aws:s3:::b/in/*'", "arn:aws:s3:::b/*", SG_ASKS_ANY, true, false},
    {"NotResource: 'arn:aws:s3:::b/*'", "arn:aws:s3:::b/in/*", SG_ASKS_ANY, false, false},
    {"Resource: 'arn:aws:s3:::b/${*}'", "arn:aws:s3:::b/*", SG_ASKS_EXACT, true, true},
    {"Resource: 'arn:aws:s3:::b/in/*'", "arn:aws:s3:::b/*", SG_ASKS_EXACT, false, false},
    {"Resource: 'arn:aws:s3:::b/k'", "arn:aws:s3:::b/*", SG_ASKS_EXACT, false, false},
    {"NotResource: 'arn:aws:s3:::b/in/*'", "arn:aws:s3:::b/*", SG_ASKS_EXACT, true, true},
    {"Resource: 'arn:aws:s3:::b/in/*'", "arn:aws:s3:::b/*", SG_ASKS_ALL, false, true},
    {"Resource: 'arn:aws:s3:::b/*'", "arn:aws:s3:::b/in/*", SG_ASKS_ALL, true, true},
    {"Resource: 'arn:aws:s3:::b/k'", "arn:aws:s3:::b/*", SG_ASKS_ALL, false, true},
    {"Resource: 'arn:aws:s3:::c/*'", "arn:aws:s3:::b/*", SG_ASKS_ALL, false, false},
    {"NotResource: 'arn:aws:s3:::b/in/*'", "arn:aws:s3:::b/*", SG_ASKS_ALL, false, true},
    {"NotResource: 'arn:aws:s3:::c/*'", "arn:aws:s3:::b/*", SG_ASKS_ALL, true, true},
};

static enum samgen_verdict decide_effect(const char *effect, const char *element, const struct sg_iam_request *request)
{
    const char *yaml =
        sg_format(arena, "{Version: 2012-10-17, Statement: [{Effect: %s, Action: '*', %s}]}", effect, element);
    return decide_alone(policy_of(yaml, SG_IDENTITY_POLICY), request);
}

static void a_wildcard_asks_about_whatever_it_matches(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof asked_rows / sizeof *asked_rows; i++) {
        const struct sg_iam_request request = {
            .action = "s3:GetObject", .resource = asked_rows[i].asked, .asks = asked_rows[i].asks};
        const char *element = asked_rows[i].element;
        if ((decide_effect("Allow", element, &request) == SAMGEN_ALLOWED) != asked_rows[i].allows)
            fail_msg("row %zu: Allow %s, asked for %s", i, element, asked_rows[i].asked);
        if ((decide_effect("Deny", element, &request) == SAMGEN_EXPLICIT_DENY) != asked_rows[i].denies)
            fail_msg("row %zu: Deny %s, asked for %s", i, element, asked_rows[i].asked);
    }
}

static void an_action_longer_than_any_is_denied(void **state)
{
    (void)state;
    char action[400];
    memset(action, 'a', sizeof action - 1);
    memcpy(action, "s3:", 3);
    action[sizeof action - 1] = '\0';
    const struct sg_iam_policy *policy = policy_under("{}");
    const struct sg_iam_request request = {.action = action, .resource = "*"};
    assert_int_equal(decide_alone(policy, &request), SAMGEN_IMPLICIT_DENY);
    assert_int_equal(decide_alone(policy, &(struct sg_iam_request){.action = action + 200, .resource = "*"}),
                     SAMGEN_ALLOWED);
}

/* *a*a*a...b against aaa...: exponential for a matcher that tries every star again. */
static void many_stars_take_no_longer(void **state)
{
    (void)state;
    char resource[2013] = "arn:aws:s3:::";
    struct sg_iam_request request = {.action = "s3:GetObject", .resource = resource};
    char *pattern = sg_alloc_text(arena, 1001);
    memset(resource + 13, 'a', sizeof resource - 14);
    resource[sizeof resource - 1] = '\0';
    for (size_t i = 0; i < 1000; i += 2)
        memcpy(pattern + i, "*a", 2);
    pattern[1000] = '\0';
    const struct sg_iam_policy *policy =
        policy_of(sg_format(arena, "Statement: {Effect: Allow, Action: '*', Resource: 'arn:aws:s3:::%sb'}", pattern),
                  SG_IDENTITY_POLICY);
    clock_t start = clock();
    for (int i = 0; i < 10; i++)
        assert_int_equal(decide_alone(policy, &request), SAMGEN_IMPLICIT_DENY);
    assert_true(clock() - start < 2 * CLOCKS_PER_SEC);
}

SUITE(iam_element)
{
    static const struct CMUnitTest tests[] = {
        TEST(a_wildcard_asks_about_whatever_it_matches),
        TEST(escapes_need_the_version),
        TEST(an_action_longer_than_any_is_denied),
        TEST(many_stars_take_no_longer),
    };
    return RUN_ROWS(action_rows, actions) + RUN_ROWS(resource_rows, resources) + RUN_ROWS(variable_rows, resources) +
           cmocka_run_group_tests_name("elements", tests, NULL, NULL);
}
