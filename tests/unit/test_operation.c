#include "catalog/operation.h"

#include "catalog/operation_file_internal.h"
#include "with_catalog.h"

#include <string.h>

/* The client of a name, as SDKs, the AWS CLI and CloudTrail write it. */
static const struct {
    const char *name, *client, *prefix;
} clients[] = {
    {"s3", "s3", "s3"},
    {"stepfunctions", "stepfunctions", "states"},
    {"StepFunctions", "stepfunctions", "states"},
    {"SFN", "stepfunctions", "states"},
    {"SFNClient", "stepfunctions", "states"},
    {"@aws-sdk/client-sfn", "stepfunctions", "states"},
    {"AWS Step Functions", "stepfunctions", "states"},
    {"states.amazonaws.com", "stepfunctions", "states"},
    {"states.amazonaws.com.cn", "stepfunctions", "states"},
    {"monitoring.amazonaws.com", "cloudwatch", "cloudwatch"},
    {"events", "events", "events"},
    {"EventBridge", "events", "events"},
    {"Amazon SQS", "sqs", "sqs"},
    {"@aws-sdk/client-cognito-identity-provider", "cognito-idp", "cognito-idp"},
    {"CognitoIdentityServiceProvider", "cognito-idp", "cognito-idp"},
    {"dynamodbstreams", "dynamodbstreams", "dynamodb"},
    {"@aws-sdk/client-dynamodb-streams", "dynamodbstreams", "dynamodb"},
    {"logs", "logs", "logs"},
    {"cloudwatch-logs", "logs", "logs"},
    {"sesv2", "sesv2", "ses"},
    {"email", "ses", "ses"},
    {"bedrock-runtime", "bedrock-runtime", "bedrock"},
    {"apigatewaymanagementapi", "apigatewaymanagementapi", "execute-api"},
    {"s3vectors", "s3vectors", "s3vectors"},
    {"bedrock-agentcore", "bedrock-agentcore", "bedrock-agentcore"},
    {"ds-data", "ds-data", "ds-data"},
    {"directory-service-data", "ds-data", "ds-data"},
    {"iot-data", "iot-data", "iot"},
    {"elbv2", "elbv2", "elasticloadbalancing"},
    {"nothing", NULL, NULL},
    {"", NULL, NULL},
    {"amazonaws.com", NULL, NULL},
};

static void a_client_has_many_names(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof clients / sizeof *clients; i++) {
        const struct sg_client *found = sg_find_client(catalog, clients[i].name, &findings);
        if (!found != !clients[i].client)
            fail_msg("%s: found %s", clients[i].name, found ? found->name : "nothing");
        if (found) {
            assert_string_equal(found->name, clients[i].client);
            assert_string_equal(found->prefix, clients[i].prefix);
        }
    }
    assert_string_equal(told(), "");
}

/* What an operation needs; "free" where it needs nothing, "?" where that is not known, NULL where there is none. */
static const struct {
    const char *service, *name, *actions;
} operations[] = {
    {"s3", "PutObject", "s3:PutObject"},
    {"s3", "head_object", "s3:GetObject"},
    {"S3", "ListObjectsV2Command", "s3:ListBucket"},
    {"s3.amazonaws.com", "CopyObject", "s3:GetObject,s3:PutObject"},
    {"s3", "get_bucket_cors", "s3:GetBucketCORS"},
    {"s3", "delete_bucket_cors", "s3:PutBucketCORS"},
    {"dynamodb", "putItem", "dynamodb:PutItem"},
    {"dynamodb", "execute_statement",
     "one of dynamodb:PartiQLSelect,dynamodb:PartiQLInsert,dynamodb:PartiQLUpdate,"
     "dynamodb:PartiQLDelete"},
    {"dynamodb", "TransactWriteItems",
     "one of dynamodb:PutItem,dynamodb:UpdateItem,dynamodb:DeleteItem,dynamodb:ConditionCheckItem"},
    {"dynamodb.amazonaws.com", "GetRecords", "dynamodb:GetRecords"},
    {"SQS", "SendMessage", "sqs:SendMessage"},
    {"sqs", "send_message_batch", "sqs:SendMessage"},
    {"lambda", "invoke", "lambda:InvokeFunction"},
    {"lambda.amazonaws.com", "CreateFunction20150331", "lambda:CreateFunction"},
    {"lambda.amazonaws.com", "UpdateFunctionCode20150331v2", "lambda:UpdateFunctionCode"},
    {"sfn", "StartSyncExecutionCommand", "states:StartSyncExecution"},
    {"events", "put_events", "events:PutEvents"},
    {"monitoring.amazonaws.com", "PutMetricData", "cloudwatch:PutMetricData"},
    {"bedrock-runtime", "converse", "bedrock:InvokeModel"},
    {"bedrock.amazonaws.com", "ConverseStream", "bedrock:InvokeModelWithResponseStream"},
    {"bedrock.amazonaws.com", "RetrieveAndGenerateStream", "bedrock:RetrieveAndGenerate"},
    {"apigatewaymanagementapi", "post_to_connection", "execute-api:ManageConnections"},
    {"apigateway", "create_rest_api", "apigateway:POST"},
    {"apigateway", "get_rest_apis", "apigateway:GET"},
    {"kms", "re_encrypt", "kms:ReEncryptFrom,kms:ReEncryptTo"},
    {"s3vectors", "query_vectors", "s3vectors:QueryVectors"},
    {"kafka-cluster", "Connect", "kafka-cluster:Connect"},
    {"sso-oidc", "create_token", "free"},
    {"finspace-data", "GetUser", "?"},
    {"s3", "PutObjects", NULL},
    {"nothing", "PutObject", NULL},
    {"sqs", "", NULL},
    {"sqs", "Command", NULL},
    {"sqs", "20150331", NULL},
};

static const char *needs_of(const struct sg_operation *operation)
{
    if (operation->free)
        return "free";
    return operation->actions.count
               ? sg_format(arena, "%s%s", operation->one_of ? "one of " : "", sg_join(arena, &operation->actions, ","))
               : "?";
}

static void an_operation_needs_actions(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof operations / sizeof *operations; i++) {
        struct sg_operation found;
        bool known = sg_find_operation(arena, catalog, operations[i].service, operations[i].name, &found, &findings);
        const char *needs = known ? needs_of(&found) : "none", *wanted = operations[i].actions;
        if (strcmp(needs, wanted ? wanted : "none") != 0)
            fail_msg("%s %s: %s", operations[i].service, operations[i].name, needs);
    }
    assert_string_equal(told(), "");
}

/* A message such as "when calling the PutObject operation" does not name the service. */
static void operations_of_a_name_are_found_in_all_services(void **state)
{
    static const struct {
        const char *name, *actions;
    } rows[] = {
        {"PutItem", "dynamodb:PutItem"},
        {"put_object", "s3:PutObject mediastore:PutObject"},
        {"HeadObjectCommand", "s3:GetObject"},
        {"Converse", "bedrock:InvokeModel"},
        {"ListObjectsV2", "s3:ListBucket"},
        {"AdminGetUser", "cognito-idp:AdminGetUser"},
        {"NoSuchOperation", ""},
        {"", ""},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct sg_operation *found;
        struct sg_strings actions = {0};
        size_t count;
        sg_operations_named(arena, catalog, rows[i].name, &found, &count, &findings);
        for (size_t k = 0; k < count; k++)
            sg_push(arena, &actions, sg_join(arena, &found[k].actions, ","));
        for (const char *p = rows[i].actions; *p; p += strspn(p + strcspn(p, " "), " ") + strcspn(p, " "))
            if (!sg_strings_have(&actions, sg_copy_bytes(arena, p, strcspn(p, " "))))
                fail_msg("%s: %s", rows[i].name, sg_join(arena, &actions, " "));
        if (!*rows[i].actions)
            assert_int_equal(count, 0);
    }
    assert_string_equal(told(), "");
}

/* The part of an ARN that a parameter gives. */
static const struct {
    const char *service, *operation, *parameter, *placeholder;
} parameters[] = {
    {"sqs", "SendMessage", "QueueUrl", "QueueName"},
    {"s3", "GetObject", "Bucket", "BucketName"},
    {"s3", "GetObject", "bucketName", "BucketName"},
    {"s3", "HeadObject", "Key", "ObjectName"},
    {"s3", "GetObject", "Range", NULL},
    {"s3", "ListObjectsV2", "Prefix", NULL},
    {"dynamodb", "Query", "TableName", "TableName"},
    {"dynamodb", "Query", "IndexName", "IndexName"},
    {"dynamodb", "BatchGetItem", "RequestItems{}", "TableName"},
    {"dynamodb", "TransactWriteItems", "TransactItems[].Put.TableName", "TableName"},
    {"sns", "publish", "TopicArn", "TopicName"},
    {"sns", "publish", "TargetArn", "TopicName"},
    {"sns", "publish", "PhoneNumber", NULL},
    {"lambda", "invoke", "FunctionName", "FunctionName"},
    {"events", "put_events", "Entries[].EventBusName", "EventBusName"},
    {"ssm", "get_parameter", "Name", "ParameterNameWithoutLeadingSlash"},
    {"bedrock-runtime", "converse", "modelId", "ResourceId"},
    {"stepfunctions", "start_execution", "stateMachineArn", "StateMachineName"},
    {"kms", "decrypt", "KeyId", "KeyId"},
    {"s3vectors", "query_vectors", "indexName", "IndexName"},
    {"s3vectors", "query_vectors", "vectorBucketName", "BucketName"},
    {"sqs", "SendMessage", "Region", NULL},
};

static void a_parameter_gives_a_part_of_the_arn(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof parameters / sizeof *parameters; i++) {
        struct sg_operation operation;
        assert_true(
            sg_find_operation(arena, catalog, parameters[i].service, parameters[i].operation, &operation, &findings));
        const char *found = sg_parameter_placeholder(catalog, &operation, parameters[i].parameter, &findings);
        const char *wanted = parameters[i].placeholder;
        if (strcmp(found ? found : "none", wanted ? wanted : "none") != 0)
            fail_msg("%s of %s: %s", parameters[i].parameter, parameters[i].operation, found ? found : "none");
    }
    assert_string_equal(told(), "");
}

static void a_waiter_calls_an_operation(void **state)
{
    (void)state;
    const struct sg_client *s3 = sg_find_client(catalog, "s3", &findings);
    assert_string_equal(sg_waiter_operation(catalog, s3, "object_exists", &findings), "HeadObject");
    assert_string_equal(sg_waiter_operation(catalog, s3, "BucketExists", &findings), "HeadBucket");
    assert_null(sg_waiter_operation(catalog, s3, "object_is_there", &findings));
}

/* Every client has an IAM prefix with actions, every file of a client is sound, and every action in it exists. */
static void the_table_is_sound(void **state)
{
    (void)state;
    const struct sg_clients *all = sg_clients(catalog, &findings);
    assert_non_null(all);
    for (size_t i = 0; i < all->count; i++) {
        const struct sg_client *client = &all->items[i];
        struct sg_operation none;
        if (!sg_find_actions(catalog, client->prefix, &findings))
            fail_msg("%s: no service has the prefix %s", client->name, client->prefix);
        assert_ptr_equal(sg_find_client(catalog, client->name, &findings), client);
        for (size_t n = 0; n < client->names.count; n++)
            assert_ptr_equal(sg_find_client(catalog, client->names.items[n], &findings), client);
        assert_false(sg_find_operation(arena, catalog, client->name, "NoSuchOperation", &none, &findings));
    }
    assert_string_equal(told(), "");
}

static void faults_of_the_files_are_told(void **state)
{
    (void)state;
    assert_null(sg_read_clients(arena, source_of(".count 1 2\ns3\n"), &findings));
    assert_told("2:1", "prefix");
    assert_null(sg_read_client_file(arena, source_of(".parameter Bucket\n"), &findings));
    assert_told("1:12", "placeholder");
    assert_null(sg_read_client_file(arena, source_of(".waiter Here\n"), &findings));
    assert_told("1:9", "operation");
    assert_null(sg_read_client_file(arena, source_of("GetObject\n"), &findings));
    assert_told("1:1", "actions");
    assert_null(sg_read_client_file(arena, source_of("GetObject = Bucket\n"), &findings));
    assert_told("1:13", "NAME=PLACEHOLDER");
}

SUITE(operation)
{
    const struct CMUnitTest tests[] = {
        WITH_CATALOG(a_client_has_many_names),
        WITH_CATALOG(an_operation_needs_actions),
        WITH_CATALOG(operations_of_a_name_are_found_in_all_services),
        WITH_CATALOG(a_parameter_gives_a_part_of_the_arn),
        WITH_CATALOG(a_waiter_calls_an_operation),
        WITH_CATALOG(the_table_is_sound),
        TEST(faults_of_the_files_are_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
