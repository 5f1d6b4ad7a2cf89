#include "iam.h"
#include "support.h"

#include <string.h>

/* Who must allow: IAM User Guide, "Policy evaluation logic", and its page on access across accounts. */
#define SESSION "arn:aws:sts::123456789012:assumed-role/R/s"
#define ROLE "arn:aws:iam::123456789012:role/R"
#define USER "arn:aws:iam::123456789012:user/u"
#define OTHER "arn:aws:sts::999999999999:assumed-role/R/s"
#define QUEUE "arn:aws:sqs:us-east-1:123456789012:q"
#define KEY "arn:aws:kms:us-east-1:123456789012:key/k"

#define ALLOW "{Effect: Allow, Action: '*', Resource: '*'}"
#define DENY "{Effect: Deny, Action: '*', Resource: '*'}"
#define NOTHING "{Effect: Allow, Action: 'ec2:*', Resource: '*'}"
#define NAMES(principal) "{Effect: Allow, Action: '*', Resource: '*', Principal: " principal "}"
#define BARS(principal) "{Effect: Deny, Action: '*', Resource: '*', Principal: " principal "}"
#define AWS(arn) "{AWS: '" arn "'}"
#define EXCEPT(principal) "{Effect: Deny, Action: '*', Resource: '*', NotPrincipal: " principal "}"
#define LISTED(arn) "{AWS: ['arn:aws:iam::123456789012:root', '" arn "']}"
#define ROOT AWS("arn:aws:iam::123456789012:root")

struct row {
    const char *name, *principal, *request;                              /* request: "action resource" */
    const char *identity, *boundary, *resource_policy, *service_control; /* one statement each, or NULL */
    const char *decision;                                                /* "allowed by identity" */
};

#define SEND "sqs:SendMessage " QUEUE
#define DECRYPT "kms:Decrypt " KEY
#define ASSUME "sts:AssumeRole arn:aws:iam::123456789012:role/Target"
#define GET "s3:GetObject arn:aws:s3:::b/k"

static const struct row rows[] = {
    {"nothing allows", SESSION, SEND, NOTHING, NULL, NULL, NULL, "implicit by identity"},
    {"no policy at all", SESSION, SEND, NULL, NULL, NULL, NULL, "implicit by identity"},
    {"identity allows", SESSION, SEND, ALLOW, NULL, NULL, NULL, "allowed by identity"},
    {"identity denies", SESSION, SEND, "[" ALLOW ", " DENY "]", NULL, NULL, NULL, "explicit by identity"},
    {"the order does not count", SESSION, SEND, "[" DENY ", " ALLOW "]", NULL, NULL, NULL, "explicit by identity"},
    {"boundary limits", SESSION, SEND, ALLOW, NOTHING, NULL, NULL, "implicit by boundary"},
    {"boundary allows too", SESSION, SEND, ALLOW, ALLOW, NULL, NULL, "allowed by identity"},
    {"a boundary grants nothing", SESSION, SEND, NOTHING, ALLOW, NULL, NULL, "implicit by identity"},
    {"boundary denies", SESSION, SEND, ALLOW, DENY, NULL, NULL, "explicit by boundary"},
    {"service control allows", SESSION, SEND, ALLOW, NULL, NULL, ALLOW, "allowed by identity"},
    {"service control limits", SESSION, SEND, ALLOW, NULL, NULL, NOTHING, "implicit by service control"},
    {"service control denies", SESSION, SEND, ALLOW, NULL, NULL, DENY, "explicit by service control"},
    {"service control grants nothing", SESSION, SEND, NOTHING, NULL, NULL, ALLOW, "implicit by identity"},
    {"service control limits resource policies", SESSION, SEND, NULL, NULL, NAMES(AWS(SESSION)), NOTHING,
     "implicit by service control"},
    /* a resource policy in the caller's account */
    {"session named", SESSION, SEND, NOTHING, NULL, NAMES(AWS(SESSION)), NULL, "allowed by resource policy"},
    {"session named, above the boundary", SESSION, SEND, NOTHING, NOTHING, NAMES(AWS(SESSION)), NULL,
     "allowed by resource policy"},
    {"role named", SESSION, SEND, NOTHING, NULL, NAMES(AWS(ROLE)), NULL, "allowed by resource policy"},
    {"role named with its path", SESSION, SEND, NOTHING, NULL, NAMES(AWS("arn:aws:iam::123456789012:role/service/R")),
     NULL, "allowed by resource policy"},
    {"role named, below the boundary", SESSION, SEND, ALLOW, NOTHING, NAMES(AWS(ROLE)), NULL, "implicit by boundary"},
    {"role named, in the boundary", SESSION, SEND, NOTHING, ALLOW, NAMES(AWS(ROLE)), NULL,
     "allowed by resource policy"},
    {"role of another account named", SESSION, SEND, NOTHING, NULL, NAMES(AWS("arn:aws:iam::999999999999:role/R")),
     NULL, "implicit by identity"},
    {"another role named", SESSION, SEND, NOTHING, NULL, NAMES(AWS("arn:aws:iam::123456789012:role/R2")), NULL,
     "implicit by identity"},
    {"another session named", SESSION, SEND, NOTHING, NULL, NAMES(AWS(SESSION "2")), NULL, "implicit by identity"},
    {"role calls and is named", ROLE, SEND, NOTHING, NULL, NAMES(AWS(ROLE)), NULL, "allowed by resource policy"},
    {"role calls, its session is named", ROLE, SEND, NOTHING, NULL, NAMES(AWS(SESSION)), NULL, "implicit by identity"},
    {"user named", USER, SEND, NOTHING, NOTHING, NAMES(AWS(USER)), NULL, "allowed by resource policy"},
    {"account delegates", SESSION, SEND, NOTHING, NULL, NAMES(ROOT), NULL, "implicit by identity"},
    {"account delegates by its number", SESSION, SEND, NOTHING, NULL, NAMES(AWS("123456789012")), NULL,
     "implicit by identity"},
    {"account delegates, identity allows", SESSION, SEND, ALLOW, NULL, NAMES(ROOT), NULL, "allowed by identity"},
    {"the root user is the account", "arn:aws:iam::123456789012:root", SEND, NOTHING, NULL, NAMES(ROOT), NULL,
     "allowed by resource policy"},
    {"everyone", SESSION, SEND, NOTHING, NOTHING, NAMES("'*'"), NULL, "allowed by resource policy"},
    {"everyone of AWS", SESSION, SEND, NOTHING, NOTHING, NAMES("{AWS: '*'}"), NULL, "allowed by resource policy"},
    {"a wildcard inside names nobody", SESSION, SEND, NOTHING, NULL, NAMES(AWS("arn:aws:iam::123456789012:role/*")),
     NULL, "implicit by identity"},
    {"a service named", SESSION, SEND, NOTHING, NULL, NAMES("{Service: sns.amazonaws.com}"), NULL,
     "implicit by identity"},
    {"one of several", SESSION, SEND, NOTHING, NULL,
     NAMES("{Service: sns.amazonaws.com, AWS: ['999999999999', '" SESSION "']}"), NULL, "allowed by resource policy"},
    {"the best of several statements", SESSION, SEND, NOTHING, NOTHING,
     "[" NAMES(ROOT) ", " NAMES(AWS(ROLE)) ", " NAMES(AWS(SESSION)) "]", NULL, "allowed by resource policy"},
    {"resource policy denies", SESSION, SEND, ALLOW, NULL, BARS(ROOT), NULL, "explicit by resource policy"},
    {"resource policy denies another", SESSION, SEND, ALLOW, NULL, BARS(AWS("999999999999")), NULL,
     "allowed by identity"},
    {"federated user", "arn:aws:sts::123456789012:federated-user/f", SEND, NULL, NULL,
     NAMES(AWS("arn:aws:sts::123456789012:federated-user/f")), NULL, "allowed by resource policy"},
    {"all but the account are denied", SESSION, SEND, ALLOW, NULL, EXCEPT(ROOT), NULL, "allowed by identity"},
    {"all but the role are denied, its account too", SESSION, SEND, ALLOW, NULL, EXCEPT(AWS(ROLE)), NULL,
     "explicit by resource policy"},
    {"all but the session are denied, its account too", SESSION, SEND, ALLOW, NULL, EXCEPT(AWS(SESSION)), NULL,
     "explicit by resource policy"},
    {"all but the role in its account are denied", SESSION, SEND, ALLOW, NULL, EXCEPT(LISTED(ROLE)), NULL,
     "allowed by identity"},
    {"all but the session in its account are denied, its role too", SESSION, SEND, ALLOW, NULL, EXCEPT(LISTED(SESSION)),
     NULL, "explicit by resource policy"},
    {"all but a user in its account are denied", USER, SEND, ALLOW, NULL, EXCEPT(LISTED(USER)), NULL,
     "allowed by identity"},
    {"all but another user in the account are denied", SESSION, SEND, ALLOW, NULL, EXCEPT(LISTED(USER)), NULL,
     "explicit by resource policy"},
    {"all but the account and another's role are denied", SESSION, SEND, ALLOW, NULL,
     EXCEPT(LISTED("arn:aws:iam::999999999999:role/R")), NULL, "allowed by identity"},
    {"all but the account of the root user are denied", "arn:aws:iam::123456789012:root", SEND, ALLOW, NULL,
     EXCEPT(LISTED(USER)), NULL, "allowed by identity"},
    {"nobody is denied", SESSION, SEND, ALLOW, NULL, EXCEPT("'*'"), NULL, "allowed by identity"},
    {"all but the role are denied, and who has a boundary", SESSION, SEND, ALLOW, ALLOW, EXCEPT(LISTED(ROLE)), NULL,
     "explicit by resource policy"},
    {"all but another are denied", SESSION, SEND, ALLOW, NULL, EXCEPT("{AWS: '999999999999'}"), NULL,
     "explicit by resource policy"},
    {"all but a service are denied", "sns.amazonaws.com", SEND, NULL, NULL,
     "[" NAMES("'*'") ", " EXCEPT("{Service: sns.amazonaws.com}") "]", NULL, "allowed by resource policy"},
    {"all but another service are denied", "sns.amazonaws.com", SEND, NULL, NULL,
     "[" NAMES("'*'") ", " EXCEPT("{Service: s3.amazonaws.com}") "]", NULL, "explicit by resource policy"},
    /* the policy of a key, and who may assume a role */
    {"key policy not known", SESSION, DECRYPT, ALLOW, NULL, NULL, NULL, "allowed by identity"},
    {"key delegates", SESSION, DECRYPT, ALLOW, NULL, NAMES(ROOT), NULL, "allowed by identity"},
    {"key delegates, identity does not", SESSION, DECRYPT, NOTHING, NULL, NAMES(ROOT), NULL, "implicit by identity"},
    {"key names the role", SESSION, DECRYPT, NOTHING, NULL, NAMES(AWS(ROLE)), NULL, "allowed by resource policy"},
    {"key names another", SESSION, DECRYPT, ALLOW, NULL, NAMES(AWS("999999999999")), NULL,
     "implicit by resource policy"},
    {"keys of an account have no policy", SESSION, "kms:ListKeys *", ALLOW, NULL, NAMES(AWS("999999999999")), NULL,
     "allowed by identity"},
    {"an alias has no policy", SESSION, "kms:UpdateAlias arn:aws:kms:us-east-1:123456789012:alias/a", ALLOW, NULL,
     NAMES(AWS("999999999999")), NULL, "allowed by identity"},
    {"key of the account of an unknown role", NULL, DECRYPT, ALLOW, NULL, NAMES(ROOT), NULL, "allowed by identity"},
    {"trust not known", SESSION, ASSUME, ALLOW, NULL, NULL, NULL, "allowed by identity"},
    {"trust in the account", SESSION, ASSUME, ALLOW, NULL,
     "{Effect: Allow, Action: 'sts:AssumeRole', Principal: " ROOT "}", NULL, "allowed by identity"},
    {"trust in the role", SESSION, ASSUME, NOTHING, NULL,
     "{Effect: Allow, Action: 'sts:AssumeRole', Principal: " AWS(ROLE) "}", NULL, "allowed by resource policy"},
    {"trust without tags", SESSION, "sts:TagSession arn:aws:iam::123456789012:role/Target", ALLOW, NULL,
     "{Effect: Allow, Action: 'sts:AssumeRole', Principal: " ROOT "}", NULL, "implicit by resource policy"},
    {"trust without a source", SESSION, "sts:SetSourceIdentity arn:aws:iam::123456789012:role/Target", ALLOW, NULL,
     "{Effect: Allow, Action: 'sts:AssumeRole', Principal: " ROOT "}", NULL, "implicit by resource policy"},
    {"trust without a context", SESSION, "sts:SetContext arn:aws:iam::123456789012:role/Target", ALLOW, NULL,
     "{Effect: Allow, Action: 'sts:AssumeRole', Principal: " ROOT "}", NULL, "implicit by resource policy"},
    {"trust with tags", SESSION, "sts:TagSession arn:aws:iam::123456789012:role/Target", ALLOW, NULL,
     "{Effect: Allow, Action: ['sts:AssumeRole', 'sts:TagSession'], Principal: " ROOT "}", NULL, "allowed by identity"},
    {"trust has no say in other actions", SESSION, "sts:GetCallerIdentity *", ALLOW, NULL,
     "{Effect: Allow, Action: 'sts:AssumeRole', Principal: {Service: lambda.amazonaws.com}}", NULL,
     "allowed by identity"},
    {"trust in a service", SESSION, ASSUME, ALLOW, NULL,
     "{Effect: Allow, Action: 'sts:AssumeRole', Principal: {Service: lambda.amazonaws.com}}", NULL,
     "implicit by resource policy"},
    {"trusted service", "lambda.amazonaws.com", ASSUME, NULL, NULL,
     "{Effect: Allow, Action: 'sts:AssumeRole', Principal: {Service: lambda.amazonaws.com}}", NULL,
     "allowed by resource policy"},
    {"trusted provider", "cognito-identity.amazonaws.com", "sts:AssumeRoleWithWebIdentity *", NULL, NULL,
     "{Effect: Allow, Action: 'sts:AssumeRoleWithWebIdentity', "
     "Principal: {Federated: cognito-identity.amazonaws.com}}",
     NULL, "allowed by resource policy"},
    {"a provider is no service", "cognito-identity.amazonaws.com", "sts:AssumeRoleWithWebIdentity *", NULL, NULL,
     "{Effect: Allow, Action: 'sts:*', Principal: {Service: cognito-identity.amazonaws.com}}", NULL,
     "implicit by resource policy"},
    {"trusted provider of the account", "arn:aws:iam::123456789012:saml-provider/p",
     "sts:AssumeRoleWithSAML arn:aws:iam::123456789012:role/Target", NULL, NULL,
     "{Effect: Allow, Action: 'sts:AssumeRoleWithSAML', Principal: {Federated: "
     "'arn:aws:iam::123456789012:saml-provider/p'}}",
     NULL, "allowed by resource policy"},
    /* services have no identity policies */
    {"a service is no AWS principal", "sns.amazonaws.com", SEND, NULL, NULL, NAMES(AWS("sns.amazonaws.com")), NULL,
     "implicit by resource policy"},
    {"a service is no provider", "sns.amazonaws.com", SEND, NULL, NULL, NAMES("{Federated: sns.amazonaws.com}"), NULL,
     "implicit by resource policy"},
    {"a role is no service", ROLE, SEND, NOTHING, NULL, NAMES("{Service: '" ROLE "'}"), NULL, "implicit by identity"},
    {"service named itself", "sns.amazonaws.com", SEND, NULL, NULL, NAMES("{Service: sns.amazonaws.com}"), NULL,
     "allowed by resource policy"},
    {"service not named", "s3.amazonaws.com", SEND, ALLOW, NULL, NAMES("{Service: sns.amazonaws.com}"), NULL,
     "implicit by resource policy"},
    {"service without a policy", "s3.amazonaws.com", SEND, ALLOW, NULL, NULL, NULL, "implicit by resource policy"},
    {"service is everyone", "s3.amazonaws.com", SEND, NULL, NULL, NAMES("'*'"), NOTHING, "allowed by resource policy"},
    /* another account */
    {"across accounts, identity alone", OTHER, SEND, ALLOW, NULL, NULL, NULL, "implicit by resource policy"},
    {"across accounts, resource policy alone", OTHER, SEND, NOTHING, NULL, NAMES(AWS(OTHER)), NULL,
     "implicit by identity"},
    {"across accounts, both", OTHER, SEND, ALLOW, NULL, NAMES(AWS(OTHER)), NULL, "allowed by identity"},
    {"across accounts, the account named", OTHER, SEND, ALLOW, NULL, NAMES(AWS("999999999999")), NULL,
     "allowed by identity"},
    {"across accounts, everyone named", OTHER, SEND, ALLOW, NULL, NAMES("'*'"), NULL, "allowed by identity"},
    {"across accounts, the wrong one named", OTHER, SEND, ALLOW, NULL, NAMES(ROOT), NULL,
     "implicit by resource policy"},
    {"across accounts, boundary", OTHER, SEND, ALLOW, NOTHING, NAMES(AWS(OTHER)), NULL, "implicit by boundary"},
    {"across accounts, key", OTHER, DECRYPT, ALLOW, NULL, NAMES(AWS("arn:aws:iam::999999999999:role/R")), NULL,
     "allowed by identity"},
    {"a bucket's ARN tells no account", OTHER, GET, ALLOW, NULL, NULL, NULL, "allowed by identity"},
    {"an unknown role is of the account", NULL, SEND, ALLOW, NULL, NULL, NULL, "allowed by identity"},
    {"no way between partitions", "arn:aws-cn:sts::123456789012:assumed-role/R/s", GET, ALLOW, NULL, NAMES("'*'"), NULL,
     "implicit by nobody"},
    {"a role of another partition", "arn:aws-cn:sts::123456789012:assumed-role/R/s", "s3:ListAllMyBuckets *", NOTHING,
     NULL, NAMES(AWS(ROLE)), NULL, "implicit by identity"},
};

static const struct sg_iam_policy *one(const char *statement, enum sg_iam_policy_type type)
{
    return statement ? policy_of(sg_format(arena, "Version: 2012-10-17\nStatement: %s\n", statement), type) : NULL;
}

static const char *tell(const struct sg_iam_decision *decision)
{
    static const char *const results[] = {
        [SAMGEN_IMPLICIT_DENY] = "implicit", [SAMGEN_EXPLICIT_DENY] = "explicit", [SAMGEN_ALLOWED] = "allowed"};
    static const char *const layers[] = {
        [SG_LAYER_NONE] = "nobody",
        [SG_LAYER_IDENTITY] = "identity",
        [SG_LAYER_BOUNDARY] = "boundary",
        [SG_LAYER_RESOURCE_POLICY] = "resource policy",
        [SG_LAYER_SERVICE_CONTROL] = "service control",
    };
    return sg_format(arena, "%s by %s", results[decision->result], layers[decision->layer]);
}

static struct sg_iam_request request_of(const char *text)
{
    size_t length = strcspn(text, " ");
    return (struct sg_iam_request){.action = sg_copy_bytes(arena, text, length), .resource = text + length + 1};
}

static void decision(void **state)
{
    const struct row *row = *state;
    const struct sg_iam_policy *identity = one(row->identity, SG_IDENTITY_POLICY),
                               *control = one(row->service_control, SG_IDENTITY_POLICY);
    const struct sg_iam_policies level = {.items = &control, .count = 1};
    const struct sg_iam_situation situation = {
        .principal = row->principal,
        .identity = {.items = &identity, .count = identity != NULL},
        .boundary = one(row->boundary, SG_IDENTITY_POLICY),
        .resource_policy = one(row->resource_policy, SG_RESOURCE_POLICY),
        .service_control = &level,
        .service_control_levels = control != NULL,
    };
    const struct sg_iam_request request = request_of(row->request);
    const struct sg_iam_decision got = sg_iam_decide(&situation, &request);
    assert_string_equal(tell(&got), row->decision);
    assert_int_equal(got.statement != NULL, got.result != SAMGEN_IMPLICIT_DENY);
    assert_int_equal(got.policy != NULL, got.result != SAMGEN_IMPLICIT_DENY);
}

static void accounts_given_count_more(void **state)
{
    (void)state;
    const struct sg_iam_policy *identity = one(ALLOW, SG_IDENTITY_POLICY);
    struct sg_iam_situation situation = {.principal = SESSION, .identity = {.items = &identity, .count = 1}};
    const struct sg_iam_request request = request_of(GET);
    assert_int_equal(sg_iam_decide(&situation, &request).result, SAMGEN_ALLOWED);
    situation.resource_account = "999999999999";
    assert_int_equal(sg_iam_decide(&situation, &request).result, SAMGEN_IMPLICIT_DENY);
    situation.principal = NULL;
    assert_int_equal(sg_iam_decide(&situation, &request).result, SAMGEN_ALLOWED);
    situation.account = "123456789012";
    assert_int_equal(sg_iam_decide(&situation, &request).result, SAMGEN_IMPLICIT_DENY);
}

static void each_level_must_allow(void **state)
{
    (void)state;
    const struct sg_iam_policy *all = one(ALLOW, SG_IDENTITY_POLICY), *none = one(NOTHING, SG_IDENTITY_POLICY),
                               *both[] = {none, all};
    const struct sg_iam_policies levels[] = {
        {.items = &all, .count = 1}, {.items = both, .count = 2}, {.items = &none, .count = 1}};
    struct sg_iam_situation situation = {
        .identity = {.items = &all, .count = 1}, .service_control = levels, .service_control_levels = 2};
    const struct sg_iam_request request = request_of(GET);
    assert_int_equal(sg_iam_decide(&situation, &request).result, SAMGEN_ALLOWED);
    situation.service_control_levels = 3;
    assert_int_equal(sg_iam_decide(&situation, &request).result, SAMGEN_IMPLICIT_DENY);
}

static void the_first_statement_that_decides_is_told(void **state)
{
    (void)state;
    const struct sg_iam_policy *first = one("[" NOTHING ", " ALLOW ", " ALLOW "]", SG_IDENTITY_POLICY),
                               *second = one("[" ALLOW ", " DENY "]", SG_IDENTITY_POLICY), *both[] = {first, second};
    struct sg_iam_situation situation = {.identity = {.items = both, .count = 1}};
    const struct sg_iam_request request = request_of(GET);
    struct sg_iam_decision got = sg_iam_decide(&situation, &request);
    assert_ptr_equal(got.statement, &first->statements[1]);
    assert_int_equal(got.statement->index, 1);
    situation.identity.count = 2;
    got = sg_iam_decide(&situation, &request);
    assert_ptr_equal(got.policy, second);
    assert_ptr_equal(got.statement, &second->statements[1]);
}

SUITE(iam_decide)
{
    static const struct CMUnitTest tests[] = {
        TEST(accounts_given_count_more),
        TEST(each_level_must_allow),
        TEST(the_first_statement_that_decides_is_told),
    };
    return RUN_ROWS(rows, decision) + cmocka_run_group_tests_name("decide", tests, NULL, NULL);
}
