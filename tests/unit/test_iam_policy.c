#include "iam.h"

#include "base/buffer.h"
#include "support.h"
#include "yaml/load.h"

#include <stdio.h>
#include <string.h>

/* What IAM refuses, and where it is told. */
struct row {
    const char *name, *yaml, *place, *words;
};

#define STATEMENT(element) "Statement: {Effect: Allow, Action: s3:GetObject, Resource: '*', " element "}"

static const struct row identity_faults[] = {
    {"no map", "[]", "1:1", "not a policy"},
    {"a text", "hello", "1:1", "not a policy"},
    {"no statement", "Version: 2012-10-17", "1:1", "not a policy"},
    {"wrong version", "Version: 2012-10-18\nStatement: []", "1:10", "does not exist"},
    {"version is a list", "Version: []\nStatement: []", "1:10", "must be a text"},
    {"unknown element of a policy", "Statment: []\nStatement: []", "1:1", "\"Statment\" is not an element"},
    {"Id of an identity policy", "Id: x\nStatement: []", "1:1", "must not have Id"},
    {"element twice", "Statement: []\nStatement: []", "2:1", "duplicate"},
    {"statement is a text", "Statement: [x]", "1:13", "must be a map"},
    {"unknown element of a statement", STATEMENT("Actions: x"), "1:65", "did you mean Action?"},
    {"statement element twice", STATEMENT("Effect: Deny"), "1:65", "duplicate"},
    {"no effect", "Statement: {Action: s3:GetObject, Resource: '*'}", "1:12", "has no Effect"},
    {"wrong effect", "Statement: {Effect: allow, Action: s3:GetObject, Resource: '*'}", "1:21", "Allow or Deny"},
    {"no action", "Statement: {Effect: Allow, Resource: '*'}", "1:12", "has no Action"},
    {"both actions", STATEMENT("NotAction: s3:PutObject"), "1:12", "both Action and NotAction"},
    {"no resource", "Statement: {Effect: Allow, Action: s3:GetObject}", "1:12", "has no Resource"},
    {"both resources", STATEMENT("NotResource: '*'"), "1:12", "both Resource and NotResource"},
    {"principal of an identity policy", STATEMENT("Principal: '*'"), "1:65",
     "an identity policy must not have Principal"},
    {"action without service", "Statement: {Effect: Allow, Action: GetObject, Resource: '*'}", "1:36",
     "has no service"},
    {"empty action", "Statement: {Effect: Allow, Action: '', Resource: '*'}", "1:36", "has no service"},
    {"action with two colons", "Statement: {Effect: Allow, Action: 's3:Get:Object', Resource: '*'}", "1:36",
     "more than one colon"},
    {"wildcard in a service", "Statement: {Effect: Allow, Action: 's*:Get*', Resource: '*'}", "1:36",
     "a wildcard in its service"},
    {"one letter of a service", "Statement: {Effect: Allow, Action: '?3:*', Resource: '*'}", "1:36",
     "a wildcard in its service"},
    {"any service", "Statement: {Effect: Deny, NotAction: '*:Get*', Resource: '*'}", "1:38",
     "a wildcard in its service"},
    {"action is a map", "Statement: {Effect: Allow, Action: {a: b}, Resource: '*'}", "1:36", "must be a text"},
    {"second action is wrong", "Statement: {Effect: Allow, Action: [s3:GetObject, x], Resource: '*'}", "1:51",
     "has no service"},
    {"an intrinsic", "Statement: {Effect: Allow, Action: s3:GetObject, Resource: !GetAtt B.Arn}", "1:60",
     "is an intrinsic"},
    {"an intrinsic in long form", "Statement: {Effect: Allow, Action: s3:GetObject, Resource: {Ref: B}}", "1:60",
     "is an intrinsic"},
    {"wrong characters of a Sid", STATEMENT("Sid: my-sid"), "1:70", "must consist of A-Z"},
    {"a Sid twice",
     "Statement: [{Sid: A, Effect: Allow, Action: 'a:b', Resource: '*'}, {Sid: A, Effect: Deny, Action: 'a:b', "
     "Resource: '*'}]",
     "1:68", "an earlier statement has the Sid \"A\""},
    {"condition is a text", STATEMENT("Condition: x"), "1:76", "Condition must be a map"},
    {"operator is a list", STATEMENT("Condition: {StringEquals: []}"), "1:91", "an operator must be a map"},
    {"unknown operator", STATEMENT("Condition: {StringEqual: {a: b}}"), "1:77", "did you mean StringEquals?"},
    {"unknown operator of a set", STATEMENT("Condition: {'ForAllValues:StringLik': {a: b}}"), "1:77",
     "did you mean StringLike?"},
    {"unknown qualifier", STATEMENT("Condition: {'ForSomeValues:StringLike': {a: b}}"), "1:77",
     "\"ForSomeValues:StringLike\" is not a condition operator"},
    {"NullIfExists", STATEMENT("Condition: {NullIfExists: {a: true}}"), "1:77", "does not exist"},
    {"operator twice", STATEMENT("Condition: {Bool: {a: true}, Bool: {a: true}}"), "1:94", "duplicate"},
    {"key twice", STATEMENT("Condition: {Bool: {a: true, a: false}}"), "1:93", "duplicate"},
    {"value is a map", STATEMENT("Condition: {Bool: {a: {b: c}}}"), "1:87", "must be a text"},
};

static const struct row resource_faults[] = {
    {"no principal", "Statement: {Effect: Allow, Action: 's3:*', Resource: '*'}", "1:12", "has no Principal"},
    {"principal is a text", STATEMENT("Principal: me"), "1:76", "must be \"*\" or a map"},
    {"unknown principal", STATEMENT("Principal: {aws: '*'}"), "1:77", "not a type of principal"},
    {"principal twice", STATEMENT("Principal: {AWS: '*', AWS: '*'}"), "1:87", "duplicate"},
    {"no resource of a queue's policy", "Statement: {Effect: Allow, Action: 'sqs:*', Principal: '*'}", "1:12",
     "has no Resource"},
    {"no resource of one statement",
     "Statement: [{Effect: Allow, Action: sts:AssumeRole, Principal: '*'}, {Effect: Allow, Action: 'sqs:*', "
     "Principal: '*', Resource: '*'}]",
     "1:13", "has no Resource"},
    {"NotPrincipal of an Allow", STATEMENT("NotPrincipal: {AWS: '123456789012'}"), "1:79",
     "an Allow must not have NotPrincipal"},
    {"resource of what is a trust policy",
     "Statement: {Effect: Allow, Action: ['sts:AssumeRole', 'STS:TagSession'], Principal: '*', Resource: '*'}", "1:90",
     "a trust policy must not have Resource"},
    {"NotPrincipal of what is a trust policy",
     "Statement: {Effect: Deny, Action: 'sts:*', NotPrincipal: {AWS: '123456789012'}}", "1:58",
     "a trust policy must not have NotPrincipal"},
    {"principal is an intrinsic", STATEMENT("Principal: {AWS: !Ref R}"), "1:82", "is an intrinsic"},
};

static const struct row trust_faults[] = {
    {"resource of a trust policy", STATEMENT("Principal: '*'"), "1:50", "a trust policy must not have Resource"},
};

static const struct row control_faults[] = {
    {"principal of a service control policy", STATEMENT("Principal: '*'"), "1:65",
     "a service control policy must not have Principal"},
    {"Id of a service control policy", "Id: x\nStatement: []", "1:1", "a service control policy must not have Id"},
    {"no resource of a service control policy", "Statement: {Effect: Deny, Action: 's3:*'}", "1:12", "has no Resource"},
};

static const struct sg_iam_policy *read(const char *yaml, enum sg_iam_policy_type type)
{
    const struct sg_source *source = source_of(yaml);
    const struct sg_node *document = sg_yaml_load(arena, source, SG_ALIASES_REFUSED, &findings);
    assert_non_null(document);
    return sg_iam_policy_read(arena, source, document, "policy", type, &findings);
}

static void check_fault(const struct row *row, enum sg_iam_policy_type type)
{
    assert_null(read(row->yaml, type));
    assert_int_equal(findings.errors, 1);
    assert_told(row->place, row->words);
}

static void identity_fault(void **state)
{
    check_fault(*state, SG_IDENTITY_POLICY);
}

static void resource_fault(void **state)
{
    check_fault(*state, SG_RESOURCE_POLICY);
}

static void trust_fault(void **state)
{
    check_fault(*state, SG_TRUST_POLICY);
}

static void control_fault(void **state)
{
    check_fault(*state, SG_SERVICE_CONTROL_POLICY);
}

static const struct row warnings[] = {
    {"any service and action", "Statement: {Effect: Allow, Action: '*:*', Resource: '*'}", "1:36", "IAM may refuse it"},
    {"one of several that are no ARN", STATEMENT("Condition: {ArnNotLike: {a: ['arn:aws:iam::1:role/x', '*Admin*']}}"),
     "1:119", "\"*Admin*\" is not an ARN"},
    {"a name", "Statement: {Effect: Allow, Action: 's3:*', Resource: bucket}", "1:54", "nor an ARN of six parts"},
    {"a short ARN", "Statement: {Effect: Allow, Action: 's3:*', Resource: 'arn:aws:s3*'}", "1:54",
     "IAM reads it as \"arn:aws:s3*:*:*:*\""},
    {"no number", STATEMENT("Condition: {NumericEquals: {a: x}}"), "1:96", "\"x\" is not a number"},
    {"no date", STATEMENT("Condition: {DateEquals: {a: [today]}}"), "1:94", "is not a date"},
    {"no range", STATEMENT("Condition: {IpAddress: {a: 10.0.0}}"), "1:92", "is not an IP address or range"},
    {"no truth", STATEMENT("Condition: {Bool: {a: yes}}"), "1:87", "is not true or false"},
    {"no ARN", STATEMENT("Condition: {ArnLike: {a: '*'}}"), "1:90", "is not an ARN"},
    {"no base64", STATEMENT("Condition: {BinaryEquals: {a: '!'}}"), "1:95", "is not base64"},
    {"a wildcard in a principal", STATEMENT("Principal: {AWS: 'arn:aws:iam::123456789012:role/*'}"), "1:82",
     "matches nobody"},
};

static void warning(void **state)
{
    const struct row *row = *state;
    enum sg_iam_policy_type type = strstr(row->yaml, "Principal") ? SG_RESOURCE_POLICY : SG_IDENTITY_POLICY;
    assert_non_null(read(row->yaml, type));
    assert_int_equal(findings.errors, 0);
    assert_int_equal(findings.count, 1);
    assert_told(row->place, row->words);
}

static void every_fault_is_told(void **state)
{
    (void)state;
    assert_null(read("Version: x\nStatement:\n  - {Effect: allow, Action: x}\n  - 5\n", SG_IDENTITY_POLICY));
    assert_int_equal(findings.errors, 5);
    assert_told("1:10", "does not exist");
    assert_told("3:14", "Allow or Deny");
    assert_told("3:29", "has no service");
    assert_told("3:5", "has no Resource");
    assert_told("4:5", "must be a map");
}

static void json_is_read_too(void **state)
{
    (void)state;
    const struct sg_iam_policy *policy =
        read("{\"Version\": \"2012-10-17\", \"Statement\": [\n"
             "\t{\"Sid\": \"A\", \"Effect\": \"Deny\", \"NotAction\": [\"s3:*\"],\n"
             "\t \"NotResource\": \"*\", \"Condition\": {\"Bool\": {\"a\": \"true\"}}},\n"
             "\t{\"Effect\": \"Allow\", \"Action\": \"*\", \"Resource\": \"*\"}]}",
             SG_IDENTITY_POLICY);
    assert_non_null(policy);
    assert_int_equal(findings.count, 0);
    assert_true(policy->has_variables);
    assert_string_equal(policy->name, "policy");
    assert_int_equal(policy->count, 2);
    const struct sg_iam_statement *s = &policy->statements[0];
    assert_string_equal(s->sid, "A");
    assert_int_equal(s->effect, SG_DENY);
    assert_true(s->not_action && s->not_resource && !s->not_principal && s->any_principal && !s->any_resource);
    assert_int_equal(s->action_count, 1);
    assert_int_equal(s->condition_count, 1);
    assert_int_equal(sg_locate(policy->source, s->offset).line, 2);
    assert_int_equal(policy->statements[1].index, 1);
    assert_null(policy->statements[1].sid);
}

static void empty_lists_are_legal(void **state)
{
    (void)state;
    assert_non_null(read("Statement: []", SG_IDENTITY_POLICY));
    assert_non_null(
        read("Statement: {Effect: Allow, Action: [], Resource: [], Condition: {}, Sid: ''}", SG_IDENTITY_POLICY));
    assert_int_equal(findings.count, 0);
}

static void resource_policies_may_have_an_id_and_any_sid(void **state)
{
    (void)state;
    assert_non_null(read("{Id: key-default-1, Statement: {Sid: Enable IAM policies, Effect: Allow, Action: 'kms:*', "
                         "Principal: {AWS: '123456789012'}, Resource: '*'}}",
                         SG_RESOURCE_POLICY));
    assert_non_null(read("Statement: {Effect: Allow, Action: sts:AssumeRole, Principal: {Service: "
                         "lambda.amazonaws.com}}",
                         SG_TRUST_POLICY));
    assert_non_null(read("Statement: {Effect: Allow, Action: 'sts:*', Principal: {Service: lambda.amazonaws.com}}",
                         SG_RESOURCE_POLICY));
    assert_non_null(read("Statement: {Effect: Allow, Action: ['ecr:Get*', 'ecr:BatchGetImage'], Principal: '*'}",
                         SG_RESOURCE_POLICY));
    assert_int_equal(findings.count, 0);
}

static void a_map_has_no_more_keys_than_iam_has_room_for(void **state)
{
    (void)state;
    char *keys = sg_alloc_text(arena, 16 * (SG_IAM_KEYS_MOST + 2)), *p = keys;
    for (int i = 0; i <= SG_IAM_KEYS_MOST; i++)
        p += snprintf(p, 16, "k%d: a, ", i);
    assert_null(
        read(sg_format(arena, "Statement: {Effect: Allow, Action: 'a:b', Resource: '*', Condition: {StringLike: {%s}}}",
                       keys),
             SG_IDENTITY_POLICY));
    assert_int_equal(findings.errors, 1);
    assert_non_null(strstr(told(), "more than 1000 keys"));
}

static void a_text_is_no_longer_than_any_of_iam(void **state)
{
    (void)state;
    char *text = sg_alloc_text(arena, SG_IAM_TEXT_MOST + 2);
    memset(text, 'a', SG_IAM_TEXT_MOST + 1);
    text[SG_IAM_TEXT_MOST + 1] = '\0';
    assert_null(
        read(sg_format(arena, "Statement: {Effect: Allow, Action: 's3:%s', Resource: '*'}", text), SG_IDENTITY_POLICY));
    assert_told("1:36", "longer than 4096 bytes");
}

static void a_document_is_no_larger_than_any_of_iam(void **state)
{
    (void)state;
    struct sg_buffer b = sg_buffer_new(arena, SG_BUFFER_MOST);
    sg_add(&b, "Statement:\n  Effect: Allow\n  Resource: '*'\n  Action:\n");
    for (size_t i = 0; i <= SG_IAM_TEXTS_MOST / 16; i++)
        sg_add(&b, "    - s3:GetObjectLong\n");
    assert_null(read(b.text, SG_IDENTITY_POLICY));
    assert_int_equal(findings.errors, 1);
    assert_non_null(strstr(told(), "exceed 256 KiB"));
}

SUITE(iam_policy)
{
    static const struct CMUnitTest tests[] = {
        TEST(every_fault_is_told),
        TEST(json_is_read_too),
        TEST(empty_lists_are_legal),
        TEST(resource_policies_may_have_an_id_and_any_sid),
        TEST(a_map_has_no_more_keys_than_iam_has_room_for),
        TEST(a_text_is_no_longer_than_any_of_iam),
        TEST(a_document_is_no_larger_than_any_of_iam),
    };
    return RUN_ROWS(identity_faults, identity_fault) + RUN_ROWS(resource_faults, resource_fault) +
           RUN_ROWS(trust_faults, trust_fault) + RUN_ROWS(control_faults, control_fault) + RUN_ROWS(warnings, warning) +
           cmocka_run_group_tests_name("policy", tests, NULL, NULL);
}
