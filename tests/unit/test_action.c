#include "catalog/action.h"

#include "catalog/action_file_internal.h"
#include "with_catalog.h"

#include <string.h>
#include <strings.h>
#include <time.h>

/* One catalog for all rows of a table: services are read once. */
static void start(void)
{
    catalog = catalog ? catalog : sg_catalog_new(sg_arena_new());
}

/* What is found under a name, however it is spelled. */
static const struct {
    const char *name, *found, *access;
} names[] = {
    {"s3:GetObject", "s3:GetObject", "Read"},
    {"S3:getobject", "s3:GetObject", "Read"},
    {"iam:PassRole", "iam:PassRole", "Write"},
    {"dynamodb:ListTables", "dynamodb:ListTables", "List"},
    {"sqs:TagQueue", "sqs:TagQueue", "Tagging"},
    {"s3:PutBucketPolicy", "s3:PutBucketPolicy", "Permissions management"},
    {"rds-db:connect", "rds-db:connect", "Permissions management"},
    {"s3:GetObjects", NULL, NULL},
    {"s3:", NULL, NULL},
    {"s3", NULL, NULL},
    {":GetObject", NULL, NULL},
    {"*:GetObject", NULL, NULL},
    {"../s3:GetObject", NULL, NULL},
    {"nosuchservice:GetObject", NULL, NULL},
    {"averyveryveryveryveryveryveryveryveryveryveryveryverylongserviceprefix:Get", NULL, NULL},
};

static void names_are_found_without_case(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const struct sg_action *action = sg_find_action(catalog, names[i].name, &findings);
        const char *found = action ? sg_action_name(arena, action) : "none";
        if (strcmp(found, names[i].found ? names[i].found : "none") != 0)
            fail_msg("%s: found %s", names[i].name, found);
        if (action)
            assert_string_equal(sg_access_name(action->access), names[i].access);
    }
    assert_string_equal(told(), "");
}

struct nearest {
    const char *name, *near;
};

static const struct nearest nearest_rows[] = {
    {"s3:GetObjct", "s3:GetObject"},
    {"s3:getobjct", "s3:GetObject"},
    {"s3:HeadObject", "s3:GetObject"},
    {"s3:ListObjectsV2", "s3:ListBucket"},
    {"s3:ListObject", "s3:ListBucket"},
    {"sqs:SendMessageBatch", "sqs:SendMessage"},
    {"bedrock-runtime:InvokeModel", "bedrock:InvokeModel"},
    {"bedrock-runtime:Converse", "bedrock:InvokeModel"},
    {"dynamdb:GetItem", "dynamodb:GetItem"},
    {"dynamdb:GetItm", "dynamodb:GetItem"},
    {"stepfunctions:StartExecution", "states:StartExecution"},
    {"eventbridge", "events:"},
    {"s3tables:ListNamespace", "s3tables:ListNamespaces"},
    {"sqs:SendMessages", "sqs:SendMessage"},
    {"iot-data:Publish", "iot:Publish"},
    {"s3:DeleteBucketCors", "s3:PutBucketCORS"},
    {"kms:ReEncrypt", "kms:ReEncryptFrom"},
    {"bedrock:StartAsyncInvoke", "bedrock:InvokeModel"},
    {"bedrock:RetrieveAndGenerateStream", "bedrock:RetrieveAndGenerate"},
    {"apigatewaymanagementapi:ManageConnections", "execute-api:ManageConnections"},
    {"apigatewayv2:Nothing", "apigateway:"},
    {"resource-explorer-2:DescribeIndex", "resource-explorer-2:GetIndex"},
    {"resource-explorer-2:DesribeIndex", "resource-explorer-2:GetIndex"},
    {"resource-explorer-2:DeletIndex", "resource-explorer-2:DeleteIndex"},
    {"dynamodb:GetTable", "dynamodb:DescribeTable"},
    {"lambda:CheckpointDurableExecuton", "lambda:CheckpointDurableExecution"},
    {"sqs:RecieveMessage", "sqs:ReceiveMessage"},
    {"kinesis:DescribeStreems", "kinesis:DescribeStream"},
    {"s3vectors:WriteVectors", "s3vectors:PutVectors"},
    {"s3vectors:ReadVectors", "s3vectors:GetVectors"},
    {"sqs:RemoveMessage", "sqs:DeleteMessage"},
    {"s3:SetBucketEncryption", "s3:PutEncryptionConfiguration"},
    {"iam:AttachUserPolicies", "iam:AttachUserPolicy"},
    {"s3:GetIpConfiguration", NULL},
    {"codebuild:DeleteBuild", NULL},
    {"foo:Bar", NULL},
    {"s3:CompletelyDifferent", NULL},
    {"", NULL},
};

static void the_nearest_is_offered(void **state)
{
    const struct nearest *row = *state;
    start();
    const char *near = sg_nearest_action(arena, catalog, row->name, &findings);
    assert_string_equal(near ? near : "none", row->near ? row->near : "none");
}

static void patterns_give_each_action_once(void **state)
{
    (void)state;
    static const struct {
        const char *pattern;
        size_t count;
    } rows[] = {{"sqs:SendMessage*", 1}, {"sqs:sendmessage*", 1}, {"states:SendTask*", 3},
                {"sqs:?endMessage", 1},  {"sqs:None*", 0},        {"sqs:SendMessage", 1}};
    const struct sg_actions *s3 = sg_find_actions(catalog, "s3", &findings);
    size_t all = 0;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const struct sg_actions *service = sg_find_actions(catalog, rows[i].pattern, &findings);
        size_t count = 0;
        for (const struct sg_action *a = NULL; (a = sg_next_action(service, rows[i].pattern, a));)
            count++;
        if (count != rows[i].count)
            fail_msg("%s: %zu", rows[i].pattern, count);
    }
    for (const struct sg_action *a = NULL; (a = sg_next_action(s3, "*", a));)
        all++;
    assert_int_equal(all, s3->count);
    assert_string_equal(s3->title, "Amazon S3");
}

struct key {
    const char *name, *action, *key;
    enum sg_key_use use;
    const char *type;
};

static const struct key key_rows[] = {
    {"a key of the action", "s3:ListBucket", "s3:prefix", SG_KEY_LISTED, "String"},
    {"case does not count", "s3:ListBucket", "S3:PREFIX", SG_KEY_LISTED, "String"},
    {"a key of another action", "s3:GetObject", "s3:prefix", SG_KEY_UNKNOWN, NULL},
    {"<key> in the reference", "s3:GetObject", "s3:ExistingObjectTag/team", SG_KEY_LISTED, "String"},
    {"a pattern needs its start", "s3:GetObject", "s3:ExistingObjectTagteam", SG_KEY_UNKNOWN, NULL},
    {"${EncryptionContextKey}", "kms:Decrypt", "kms:EncryptionContext:aws:s3:arn", SG_KEY_LISTED, "String"},
    {"a key beside a pattern", "kms:Decrypt", "kms:EncryptionContextKeys", SG_KEY_LISTED, "ArrayOfString"},
    {"a key of the resource type", "dynamodb:GetItem", "aws:ResourceTag/Stage", SG_KEY_LISTED, "String"},
    {"a key for the resource type", "ec2:RunInstances", "ec2:InstanceType", SG_KEY_LISTED, "String"},
    {"a list", "dynamodb:GetItem", "dynamodb:LeadingKeys", SG_KEY_LISTED, "ArrayOfString"},
    {"of every request", "s3:GetObject", "aws:RequestedRegion", SG_KEY_GLOBAL, "String"},
    {"of every request, with a tag", "s3:GetObject", "aws:PrincipalTag/team", SG_KEY_GLOBAL, "String"},
    {"a number", "s3:GetObject", "aws:MultiFactorAuthAge", SG_KEY_GLOBAL, "Numeric"},
    {"a tag key where no tags are", "s3:ListAllMyBuckets", "aws:RequestTag/team", SG_KEY_UNLISTED, "String"},
    {"kept by hand", "iam:GetRole", "aws:PrincipalOrgMasterAccountId", SG_KEY_GLOBAL, "String"},
    {"nothing", "s3:GetObject", "aws:NoSuchKey", SG_KEY_UNKNOWN, NULL},
};

static void a_key_is_carried_or_not(void **state)
{
    const struct key *row = *state;
    const struct sg_action_key *found;
    start();
    const struct sg_action *action = sg_find_action(catalog, row->action, &findings);
    assert_int_equal(sg_action_key(catalog, action, row->key, &found, &findings), row->use);
    assert_string_equal(found ? found->type : "none", row->type ? row->type : "none");
}

static void the_nearest_key_is_offered(void **state)
{
    (void)state;
    const struct sg_action *list = sg_find_action(catalog, "s3:ListBucket", &findings);
    assert_string_equal(sg_nearest_key(arena, catalog, list, "s3:prefx", &findings), "s3:prefix");
    assert_string_equal(sg_nearest_key(arena, catalog, list, "aws:RequestdRegion", &findings), "aws:RequestedRegion");
    assert_null(sg_nearest_key(arena, catalog, list, "xyz", &findings));
}

struct fit {
    const char *action, *arn;
    enum sg_resource_use use;
};

#define FITS SG_RESOURCE_FITS
#define WRONG SG_RESOURCE_WRONG
#define NEEDS_ALL SG_RESOURCE_NEEDS_ALL
#define WIDE SG_RESOURCE_WIDE

static const struct fit fits[] = {
    /* literals */
    {"s3:GetObject", "arn:aws:s3:::b/k", FITS},
    {"s3:GetObject", "arn:aws:s3:::b/a/b/c", FITS},
    {"s3:GetObject", "arn:aws:s3:::b", WRONG},
    {"s3:GetObject", "arn:aws:s3:::b/", WRONG},
    {"s3:GetObject", "arn:aws:s3:us-east-1:123456789012:b/k", WRONG},
    {"s3:ListBucket", "arn:aws:s3:::b", FITS},
    {"s3:ListBucket", "arn:aws:s3:::b/k", WRONG},
    {"s3:GetObject", "arn:aws:s3:us-east-1:123456789012:accesspoint/p/object/k", FITS},
    {"dynamodb:GetItem", "arn:aws:dynamodb:us-east-1:123456789012:table/t", FITS},
    {"dynamodb:GetItem", "arn:aws:dynamodb:us-east-1:123456789012:table/t/index/i", WRONG},
    {"dynamodb:Query", "arn:aws:dynamodb:us-east-1:123456789012:table/t/index/i", FITS},
    {"sqs:SendMessage", "arn:aws:sqs:us-east-1:123456789012:jobs", FITS},
    {"sqs:SendMessage", "arn:aws:sns:us-east-1:123456789012:jobs", WRONG},
    {"sqs:SendMessage", "jobs", WRONG},
    {"sqs:SendMessage", "", WRONG},
    {"iam:PassRole", "arn:aws:iam::123456789012:role/path/to/r", FITS},
    {"ssm:GetParameter", "arn:aws:ssm:us-east-1:123456789012:parameter/a/b/c", FITS},
    {"kms:Decrypt", "arn:aws:kms:us-east-1:123456789012:alias/a", WRONG},
    {"logs:CreateLogGroup", "arn:aws:logs:us-east-1:123456789012:log-group:/aws/lambda/f:*", FITS},
    {"logs:PutLogEvents", "arn:aws:logs:us-east-1:123456789012:log-group:/aws/lambda/f", WRONG},
    {"lambda:InvokeFunction", "arn:aws:lambda:us-east-1:123456789012:function:f:prod", FITS},
    {"bedrock:InvokeModel", "arn:aws:bedrock:us-east-1::foundation-model/m", FITS},
    {"bedrock:InvokeModel", "arn:aws:bedrock:us-east-1:123456789012:foundation-model/m", WRONG},
    /* wildcards */
    {"s3:GetObject", "*", FITS},
    {"s3:GetObject", "arn:aws:s3:::*", FITS},
    {"s3:GetObject", "arn:*:s3:::b*", FITS},
    {"s3:GetObject", "arn:aws:s3:::b?k", FITS},
    {"s3:ListBucket", "arn:aws:s3:::b*", FITS},
    {"s3:ListBucket", "arn:aws:s3:::b/*", WRONG},
    {"s3:ListBucket", "arn:aws:s3:::*/x", WRONG},
    {"dynamodb:GetItem", "arn:aws:dynamodb:*:*:table/*", FITS},
    {"dynamodb:GetItem", "arn:aws:dynamodb:*:*:*/index/*", WRONG},
    {"dynamodb:GetItem", "arn:aws:dynamodb*", FITS},
    {"dynamodb:GetItem", "arn:aws:s*", WRONG},
    /* no wildcard in the head of an ARN takes a colon, save one at the very end */
    {"dynamodb:GetItem", "arn:aws:dynamodb:*:*:T", WRONG},
    {"dynamodb:GetItem", "arn:aws:dynamodb:${Region}:*:T", WRONG},
    {"dynamodb:GetItem", "arn:aws:dynamodb:${Region}:*:table/T", FITS},
    {"dynamodb:GetItem", "arn:aws:dynamodb:us-east-1?123456789012:table/T", WRONG},
    {"dynamodb:GetItem", "arn:aws:dynamodb:us-east-?:*:table/T", FITS},
    {"secretsmanager:GetSecretValue", "arn:aws:secretsmanager:*:123456789012:my-secret", WRONG},
    {"secretsmanager:GetSecretValue", "arn:aws:secretsmanager:*:123456789012:secret:my-secret", FITS},
    {"states:StartExecution", "arn:aws:states:*:123456789012:statemachine:x", WRONG},
    {"states:StartExecution", "arn:aws:states:*:*:stateMachine:x", FITS},
    {"lambda:InvokeFunction", "arn:aws:lambda:*:*:functions:f", WRONG},
    {"lambda:InvokeFunction", "arn:aws:lambda:us-east-1:*:*:f", FITS},
    {"lambda:InvokeFunction", "arn:aws:lambda:us-east-1:*", FITS},
    /* substitutions stand for anything, those of the stack for one part */
    {"s3:GetObject", "${X}", FITS},
    {"s3:GetObject", "{{resolve:ssm:bucket-arn}}/*", FITS},
    {"s3:GetObject", "${X.Arn}/*", FITS},
    {"s3:ListBucket", "${X.Arn}/*", FITS}, /* X may stand for the start of an access point's ARN */
    {"s3:ListBucketVersions", "${X.Arn}/a/*", WRONG},
    {"s3:ListBucketMultipartUploads", "${X.Arn}/*", WRONG},
    {"s3:ListBucket", "arn:${AWS::Partition}:s3:::${X}", FITS},
    {"s3:GetObject", "arn:${AWS::Partition}:s3:::${X}", FITS},
    {"s3:ListBucket", "arn:aws:s3:::${X}/k", WRONG},
    {"sqs:SendMessage", "arn:${AWS::Partition}:sqs:${AWS::Region}:${AWS::AccountId}:jobs", FITS},
    {"sqs:SendMessage", "arn:${AWS::Partition}:sns:${AWS::Region}:${AWS::AccountId}:jobs", WRONG},
    {"dynamodb:GetItem", "arn:aws:dynamodb:${AWS::Region}:${AWS::AccountId}:table/${T}", FITS},
    {"dynamodb:GetItem", "arn:aws:dynamodb:${AWS::Region}:${AWS::AccountId}:index/${T}", WRONG},
    {"s3:GetObject", "arn:aws:s3:::b/${!aws:username}", FITS},
    {"s3:ListBucket", "arn:aws:s3:::" SG_SOME_NAME, FITS},
    {"s3:GetObject", "arn:aws:s3:::" SG_SOME_NAME, WRONG},
    {"s3:GetObject", "arn:aws:s3:::" SG_SOME_PATH, FITS},
    {"logs:PutLogEvents", "arn:aws:logs:us-east-1:123456789012:log-group:" SG_SOME_PATH, WRONG},
    {"logs:PutLogEvents", "arn:aws:logs:us-east-1:123456789012:log-group:" SG_SOME_PATH ":*", FITS},
    /* actions without resources */
    {"sqs:ListQueues", "*", FITS},
    {"sqs:ListQueues", "${X}", FITS},
    {"sqs:ListQueues", "arn:aws:sqs:us-east-1:123456789012:jobs", NEEDS_ALL},
    {"sqs:ListQueues", "arn:aws:sqs:us-east-1:123456789012:jobs-*", NEEDS_ALL},
    {"sqs:ListQueues", "arn:aws:sqs:us-east-1:123456789012:${X}", NEEDS_ALL},
    {"sqs:ListQueues", "arn:aws:sqs:us-east-1:123456789012:*", WIDE},
    {"dynamodb:ListTables", "arn:aws:dynamodb:*:*:table/*", WIDE},
    {"dynamodb:ListTables", "arn:aws:dynamodb:*:*:table/t*", NEEDS_ALL},
    {"dynamodb:ListTables", "arn:aws:s3:::*", NEEDS_ALL},
    /* where AWS behaves otherwise than its reference says */
    {"states:SendTaskSuccess", "arn:aws:states:us-east-1:123456789012:stateMachine:m", FITS},
    {"states:SendTaskSuccess", "arn:aws:states:us-east-1:123456789012:execution:m:x", WRONG},
    {"codedeploy:PutLifecycleEventHookExecutionStatus", "arn:aws:codedeploy:us-east-1:123456789012:deploymentgroup:a/b",
     FITS},
    {"bedrock:InvokeModel", "arn:aws:bedrock:::foundation-model/m", FITS},
    {"s3:ListAllMyBuckets", "arn:aws:s3:::*", FITS},
    {"s3:ListAllMyBuckets", "arn:aws:s3:::b*", WRONG},
    {"logs:DescribeLogGroups", "arn:aws:logs:us-east-1:123456789012:log-group:*", FITS},
    {"logs:DescribeLogGroups", "arn:aws:logs:us-east-1:123456789012:log-group:/aws/lambda/*", WRONG},
    {"ssm:GetParameter", "arn:aws:ssm:us-east-1::parameter/aws/service/ami-amazon-linux-latest/*", FITS},
    {"ssm:GetParametersByPath", "arn:aws:ssm:*::parameter/aws/service/*", FITS},
    {"ssm:GetParameter", "arn:aws:ssm:us-east-1::parameter/mine", WRONG},
    {"ssm:PutParameter", "arn:aws:ssm:us-east-1::parameter/aws/service/x", WRONG},
    {"ssm:SendCommand", "arn:aws:ssm:us-east-1::document/AWS-RunShellScript", FITS},
    {"ssm:StartAutomationExecution", "arn:aws:ssm:us-east-1::automation-definition/AWS-StopEC2Instance:*", FITS},
    {"cloudformation:CreateChangeSet", "arn:aws:cloudformation:us-east-1:aws:transform/Serverless-2016-10-31", FITS},
    {"cloudformation:CreateStack", "arn:aws:cloudformation:us-east-1:aws:transform/Serverless-2016-10-31", WRONG},
    {"securityhub:BatchImportFindings", "arn:aws:securityhub:us-east-1::product/aws/securityhub", FITS},
    {"securityhub:BatchImportFindings", "arn:aws:securityhub:us-east-1:123456789012:product/123456789012/default",
     FITS},
    {"elasticbeanstalk:ListAvailableSolutionStacks", "arn:aws:elasticbeanstalk:us-east-1::solutionstack/64bit*", FITS},
    {"sns:CreatePlatformEndpoint", "arn:aws:sns:us-east-1:123456789012:app/GCM/mine", FITS},
    {"sns:CreatePlatformEndpoint", "arn:aws:sns:us-east-1:123456789012:mine", WRONG},
};

static void an_action_works_on_what_its_row_says(void **state)
{
    (void)state;
    static const char *const uses[] = {[FITS] = "fits", [WIDE] = "wide", [NEEDS_ALL] = "needs *", [WRONG] = "wrong"};
    for (size_t i = 0; i < sizeof fits / sizeof *fits; i++) {
        const struct sg_action *action = sg_find_action(catalog, fits[i].action, &findings);
        enum sg_resource_use use = sg_action_on(action, fits[i].arn);
        if (use != fits[i].use)
            fail_msg("%s on %s: %s", fits[i].action, fits[i].arn, uses[use]);
    }
}

static void types_are_told_from_arns(void **state)
{
    (void)state;
    const struct sg_actions *dynamodb = sg_find_actions(catalog, "dynamodb", &findings);
    const struct sg_resource_type *type =
        sg_resource_type_of(dynamodb, "arn:aws:dynamodb:us-east-1:123456789012:table/t/index/i");
    assert_string_equal(type->name, "index");
    assert_null(sg_resource_type_of(dynamodb, "arn:aws:sqs:us-east-1:123456789012:jobs"));
    assert_true(sg_is_wide_arn(dynamodb, "arn:aws:dynamodb:us-east-1:123456789012:table/*"));
    assert_false(sg_is_wide_arn(dynamodb, "arn:aws:dynamodb:us-east-1:123456789012:table/t"));
    assert_false(sg_is_wide_arn(dynamodb, "arn:aws:dynamodb:us-east-1:123456789012:table/?"));
    assert_false(sg_is_wide_arn(dynamodb, "arn:aws:dynamodb:us-east-1:123456789012:table/${T}"));
    assert_false(sg_is_wide_arn(dynamodb, "arn:aws:dynamodb:us-east-1:123456789012:table/${T}*"));
    assert_false(sg_is_wide_arn(dynamodb, "${X}*"));
    assert_true(sg_is_wide_arn(dynamodb, "arn:${AWS::Partition}:dynamodb:${Region}:${AWS::AccountId}:table/*"));
}

static void no_pattern_takes_long(void **state)
{
    (void)state;
    char pattern[2049] = {0};
    const struct sg_action *action = sg_find_action(catalog, "ec2:CreateTags", &findings);
    assert_true(action->type_count > 100);
    clock_t start = clock();
    for (size_t i = 0; i < sizeof pattern - 1; i++)
        pattern[i] = "*a*:?$"[i % 6];
    for (int i = 0; i < 100; i++)
        (void)sg_action_on(action, pattern);
    assert_true((double)(clock() - start) / CLOCKS_PER_SEC < 5); /* 0.1 without sanitizers */
}

/* Every action takes part in at least one statement: on "*", and on the ARN forms of its own types. */
static void check_service(const struct sg_actions *service)
{
    for (size_t i = 0; i < service->count; i++) {
        const struct sg_action *action = &service->items[i];
        assert_true(i == 0 || strcasecmp(service->items[i - 1].name, action->name) < 0);
        assert_true(action->on_all || action->type_count);
        assert_int_equal(sg_action_on(action, "*"), SG_RESOURCE_FITS);
        assert_ptr_equal(sg_find_action(catalog, sg_action_name(arena, action), &findings), action);
        for (size_t t = 0; t < action->type_count; t++)
            if (sg_action_on(action, sg_format(arena, "arn:aws%s",
                                               action->types[t].type->arns[0].form + strlen("arn:{partition}"))) !=
                SG_RESOURCE_FITS)
                fail_msg("%s:%s does not work on its own %s", service->prefix, action->name,
                         action->types[t].type->name);
    }
}

static void every_service_is_read_and_counted(void **state)
{
    (void)state;
    struct sg_strings prefixes = {0};
    size_t actions = 0;
    const struct sg_action_index *index = sg_action_index(catalog, &findings);
    sg_action_services(catalog, &prefixes);
    for (size_t i = 0; i < prefixes.count; i++) {
        const struct sg_actions *service = sg_find_actions(catalog, prefixes.items[i], &findings);
        if (!service)
            fail_msg("%s: %s", prefixes.items[i], told());
        assert_string_equal(service->prefix, prefixes.items[i]);
        assert_string_not_equal(service->title, service->prefix);
        check_service(service);
        actions += service->count;
    }
    assert_int_equal(prefixes.count, index->services);
    assert_int_equal(actions, index->actions);
    assert_true(actions > 20000);
    assert_string_equal(told(), "");
}

struct fault {
    const char *name, *text, *place, *words;
};

static const struct fault faults[] = {
    {"an unknown word", ".title T\n.tpye x\n", "2:1", "no line begins so"},
    {"no title", ".title\n", "1:7", "title is missing"},
    {"a key without a type", ".key x:y\n", "1:6", "a name and a type"},
    {"keys out of order", ".key x:z String\n.key x:a String\n", "2:6", "sorted"},
    {"a set of an unknown key", ".key x:y String\n.set 1 :z\n", "2:8", "no .key line"},
    {"a set of a wrong number", ".key x:y String\n.set 2 :y\n", "2:6", "number"},
    {"a type without an ARN", ".type t 0\n", "1:10", "ARN form"},
    {"a type with a name for an ARN", ".type t 0 table\n", "1:11", "ARN form"},
    {"a type with an unknown set", ".type t 1 :t\n", "1:9", "number"},
    {"a type without anything", ".type\n", "1:6", "number"},
    {"types out of order", ".type t 0 :t\n.type s 0 :s\n", "2:7", "sorted"},
    {"an unknown level", "Get X *\n", "1:5", "L, R, W, T, P"},
    {"no level", "Get\n", "1:4", "L, R, W, T, P"},
    {"no types", "Get R\n", "1:6", "or *"},
    {"an unknown type", "Get R table\n", "1:7", "no .type line"},
    {"an unknown set", ".type t 0 :t\nGet R t=3\n", "2:9", "number"},
    {"actions out of order", "Put W *\nGet R *\n", "2:1", "sorted"},
    {"an action twice", "Get R *\nget R *\n", "2:1", "sorted"},
    {"a word too many", "Get R * 0 x\n", "1:11", "nothing more"},
    {"an alias of nothing", ".alias A\n", "1:8", "two names"},
};

static void a_fault_is_told_at_its_place(void **state)
{
    const struct fault *row = *state;
    const struct sg_action_index index = {.source = ""};
    assert_null(sg_read_actions(arena, source_of(row->text), NULL, "x", &index, &findings));
    assert_told(row->place, row->words);
}

static void faults_of_the_index_are_told_too(void **state)
{
    (void)state;
    assert_null(sg_read_action_index(arena, source_of(".source x 1\nGet R *\n"), &findings));
    assert_told("2:1", "no line begins so");
    assert_null(sg_read_action_index(arena, source_of(".count 1 x\n"), &findings));
    assert_told("1:10", "number");
}

static void lines_for_people_are_skipped(void **state)
{
    (void)state;
    static const char text[] = "# kept by hand\r\n\r\n.title Mine\r\nGet R *";
    const struct sg_action_index index = {.source = ""};
    const struct sg_actions *service = sg_read_actions(arena, source_of(text), NULL, "x", &index, &findings);
    assert_string_equal(service->title, "Mine");
    assert_int_equal(service->count, 1);
    assert_true(service->items[0].on_all);
}

SUITE(action)
{
    const struct CMUnitTest tests[] = {
        WITH_CATALOG(names_are_found_without_case),
        WITH_CATALOG(patterns_give_each_action_once),
        WITH_CATALOG(the_nearest_key_is_offered),
        WITH_CATALOG(an_action_works_on_what_its_row_says),
        WITH_CATALOG(types_are_told_from_arns),
        WITH_CATALOG(no_pattern_takes_long),
        WITH_CATALOG(every_service_is_read_and_counted),
        TEST(faults_of_the_index_are_told_too),
        TEST(lines_for_people_are_skipped),
    };
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    catalog = NULL;
    failed += RUN_ROWS(nearest_rows, the_nearest_is_offered) + RUN_ROWS(key_rows, a_key_is_carried_or_not) +
              RUN_ROWS(faults, a_fault_is_told_at_its_place);
    if (catalog)
        sg_arena_free(sg_catalog_arena(catalog));
    return failed;
}
