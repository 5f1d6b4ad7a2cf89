#include "sam/dependency.h"

#include "base/buffer.h"
#include "roles.h"
#include "support.h"

/* What must exist before what; the graph of the real translator's output was asked for each. */
struct question {
    const char *name, *yaml, *from, *to;
    const char *wanted; /* the chain; NULL: it does not depend */
};

#define F(properties) FUNCTION(properties)
#define EVENT(type, properties) "      Events: {Up: {Type: " type ", Properties: {" properties "}}}\n"
#define S3 EVENT("S3", "Bucket: !Ref B, Events: 's3:ObjectCreated:*'")
#define BUCKET "  B: {Type: AWS::S3::Bucket}\n"
#define READ "      Policies: [S3ReadPolicy: {BucketName: !Ref B}]\n"
#define SECOND(properties)                                                                                          \
    "  G: {Type: AWS::Serverless::Function, Properties: {Handler: h, Runtime: python3.13, InlineCode: x" properties \
    "}}\n"
#define ENVIRONMENT(value) "      Environment: {Variables: {A: " value "}}\n"
#define STEPS(properties) \
    "  M: {Type: AWS::Serverless::StateMachine, Properties: {Definition: {StartAt: A}" properties "}}\n"
#define POLICY_ON_B \
    "PolicyDocument: {Version: '2012-10-17', Statement: {Effect: Allow, Action: 's3:*', Resource: !GetAtt B.Arn}}"

static const struct question circle_rows[] = {
    {"a bucket's event alone", F(S3) BUCKET, "B", "B", NULL},
    {"the bucket needs the function", F(S3) BUCKET, "B", "F", "B F"},
    {"and its permission", F(S3) BUCKET, "B", "FUpPermission", "B FUpPermission"},
    {"and its role", F(S3) BUCKET, "B", "FRole", "B F FRole"},
    {"the function does not need the bucket", F(S3) BUCKET, "F", "B", NULL},
    {"nor does the permission", F(S3) BUCKET, "FUpPermission", "B", NULL},
    {"a function alone is in no circle", F(""), "F", "F", NULL},
    {"a policy on the bucket", F(S3 READ) BUCKET, "B", "B", "B F FRole B"},
    {"the bucket in the environment", F(S3 ENVIRONMENT("!Ref B")) BUCKET, "B", "B", "B F B"},
    {"the bucket in DependsOn", F(S3 "    DependsOn: B\n") BUCKET, "B", "B", "B F B"},
    {"the bucket in a list of DependsOn", F(S3 "    DependsOn: [B]\n") BUCKET, "B", "B", "B F B"},
    {"a managed policy on the bucket in Policies",
     F(S3 "      Policies: [!Ref P]\n") BUCKET "  P: {Type: AWS::IAM::ManagedPolicy, Properties: {" POLICY_ON_B "}}\n",
     "B", "B", "B F FRole P B"},
    {"a managed policy that names the role",
     F(S3) BUCKET "  P: {Type: AWS::IAM::ManagedPolicy, Properties: {Roles: [!Ref FRole], " POLICY_ON_B "}}\n", "B",
     "B", NULL},
    {"and needs both",
     F(S3) BUCKET "  P: {Type: AWS::IAM::Policy, Properties: {Roles: [!Ref FRole], " POLICY_ON_B "}}\n", "P", "FRole",
     "P FRole"},
    {"another bucket that refers to the first",
     F(S3 "      Policies: [S3ReadPolicy: {BucketName: !Ref C}]\n") BUCKET
     "  C: {Type: AWS::S3::Bucket, Properties: {BucketName: !Sub '${B}-copy'}}\n",
     "B", "B", "B F FRole C B"},
    {"the bucket by its own name",
     F(S3
       "      Policies: [S3ReadPolicy: {BucketName: !Sub '${AWS::AccountId}-in'}]\n") "  B: {Type: AWS::S3::Bucket, "
                                                                                      "Properties: {BucketName: !Sub "
                                                                                      "'${AWS::AccountId}-in'}}\n",
     "B", "B", NULL},
    {"a connector",
     F(S3) BUCKET "  C: {Type: AWS::Serverless::Connector, Properties: {Source: {Id: F}, Destination: "
                  "{Id: B}, Permissions: [Read]}}\n",
     "B", "B", NULL},
    {"which needs the bucket",
     F(S3) BUCKET "  C: {Type: AWS::Serverless::Connector, Properties: {Source: {Id: F}, Destination: "
                  "{Id: B}, Permissions: [Read]}}\n",
     "C", "F", "C B F"},
    {"a connector in the function",
     F(S3 "    Connectors: {C: {Properties: {Destination: {Id: B}, Permissions: [Read]}}}\n") BUCKET, "B", "B", NULL},
    {"through EventBridge", F(EVENT("EventBridgeRule", "Pattern: {detail: {bucket: {name: [!Ref B]}}}") READ) BUCKET,
     "B", "F", NULL},
    {"a function with a condition",
     FUNCTION_IN("Conditions: {C: !Equals [a, a]}\n", S3 READ "    Condition: C\n") BUCKET, "B", "B", "B F FRole B"},
    {"a user pool's trigger and a policy on the pool",
     F(EVENT("Cognito", "UserPool: !Ref U, Trigger: PreSignUp") "      Policies: {Statement: [{Effect: Allow, "
                                                                "Action: 'cognito-idp:*', Resource: !GetAtt "
                                                                "U.Arn}]}\n") "  U: {Type: AWS::Cognito::UserPool}\n",
     "U", "U", "U F FRole U"},
    {"a topic with an inline subscription",
     F("      Policies: [SNSPublishMessagePolicy: {TopicName: !GetAtt T.TopicName}]\n") "  T: {Type: AWS::SNS::Topic, "
                                                                                        "Properties: {Subscription: "
                                                                                        "[{Protocol: lambda, "
                                                                                        "Endpoint: !GetAtt F.Arn}]}}\n",
     "T", "T", "T F FRole T"},
    {"the address of the implicit API",
     F(EVENT("Api", "Path: /a, Method: get") ENVIRONMENT("!Sub 'https://${ServerlessRestApi}.execute-api'")), "F", "F",
     "F ServerlessRestApi F"},
    {"its stage", F(EVENT("Api", "Path: /a, Method: get") ENVIRONMENT("!Ref ServerlessRestApiProdStage")), "F", "F",
     "F ServerlessRestApi.Stage ServerlessRestApi.Deployment ServerlessRestApi F"},
    {"the implicit HTTP API",
     F(EVENT("HttpApi", "Path: /a, Method: get") ENVIRONMENT("!GetAtt ServerlessHttpApi.ApiEndpoint")), "F", "F",
     "F ServerlessHttpApi F"},
    {"a function that may invoke itself", F("      Policies: [LambdaInvokePolicy: {FunctionName: !Ref F}]\n"), "F", "F",
     "F FRole F"},
    {"two functions that may invoke each other",
     F("      Policies: [LambdaInvokePolicy: {FunctionName: !Ref G}]\n")
         SECOND(", Policies: [LambdaInvokePolicy: {FunctionName: !Ref F}]"),
     "F", "F", "F FRole G GRole F"},
    {"a function that starts the state machine that invokes it",
     F("      Policies: [StepFunctionsExecutionPolicy: {StateMachineName: !GetAtt M.Name}]\n")
         STEPS(", Policies: [LambdaInvokePolicy: {FunctionName: !Ref F}]"),
     "F", "F", "F FRole M MRole F"},
    {"a key whose policy names the role",
     F("      Policies: [KMSDecryptPolicy: {KeyId: !Ref K}]\n") "  K: {Type: AWS::KMS::Key, Properties: {KeyPolicy: "
                                                                "{Statement: {Principal: {AWS: !GetAtt "
                                                                "FRole.Arn}}}}}\n",
     "FRole", "FRole", "FRole K FRole"},
    {"an event of a topic and a policy on it",
     F(EVENT(
         "SNS",
         "Topic: !Ref T") "      Policies: [SNSPublishMessagePolicy: {TopicName: !GetAtt T.TopicName}]\n") "  T: "
                                                                                                           "{Type: "
                                                                                                           "AWS::SNS::"
                                                                                                           "Topic}\n",
     "T", "T", NULL},
    {"an event of a queue and a policy on it",
     F(EVENT("SQS", "Queue: !GetAtt Q.Arn") "      Policies: [SQSSendMessagePolicy: {QueueName: !GetAtt "
                                            "Q.QueueName}]\n") "  Q: {Type: AWS::SQS::Queue}\n",
     "Q", "Q", NULL},
};

/* Each event: whether the resource it is about, R, needs the function, and whether what SAM makes of it does. */
#define ABOUT(type, properties, resource) F(EVENT(type, properties)) "  R: {Type: " resource "}\n"
#define STREAM "Stream: !GetAtt R.Arn, StartingPosition: LATEST"
static const struct question event_rows[] = {
    {"S3", ABOUT("S3", "Bucket: !Ref R, Events: 's3:ObjectCreated:*'", "AWS::S3::Bucket"), "R", "F", "R F"},
    {"Cognito", ABOUT("Cognito", "UserPool: !Ref R, Trigger: PreSignUp", "AWS::Cognito::UserPool"), "R", "F", "R F"},
    {"a pool's permission", ABOUT("Cognito", "UserPool: !Ref R, Trigger: PreSignUp", "AWS::Cognito::UserPool"),
     "FCognitoPermission", "R", "FCognitoPermission R"},
    {"SNS", ABOUT("SNS", "Topic: !Ref R", "AWS::SNS::Topic"), "R", "F", NULL},
    {"a subscription", ABOUT("SNS", "Topic: !Ref R", "AWS::SNS::Topic"), "FUp", "R", "FUp R"},
    {"SNS through a queue", ABOUT("SNS", "Topic: !Ref R, SqsSubscription: true", "AWS::SNS::Topic"), "R", "F", NULL},
    {"the queue of that needs nothing", F(EVENT("SNS", "Topic: t, SqsSubscription: true") ENVIRONMENT("!Ref FUpQueue")),
     "F", "F", NULL},
    {"SQS", ABOUT("SQS", "Queue: !GetAtt R.Arn", "AWS::SQS::Queue"), "R", "F", NULL},
    {"a mapping", ABOUT("SQS", "Queue: !GetAtt R.Arn", "AWS::SQS::Queue"), "FUp", "R", "FUp R"},
    {"Kinesis", ABOUT("Kinesis", STREAM, "AWS::Kinesis::Stream"), "R", "F", NULL},
    {"DynamoDB", ABOUT("DynamoDB", STREAM, "AWS::DynamoDB::Table"), "R", "F", NULL},
    {"MSK", ABOUT("MSK", "Stream: !Ref R, StartingPosition: LATEST, Topics: [t]", "AWS::MSK::Cluster"), "R", "F", NULL},
    {"MQ",
     ABOUT("MQ", "Broker: !GetAtt R.Arn, Queues: [q], SourceAccessConfigurations: [{Type: BASIC_AUTH, URI: !Ref S}]",
           "AWS::AmazonMQ::Broker") "  S: {Type: AWS::SecretsManager::Secret}\n",
     "FRole", "R", "FRole R"},
    {"an MQ event's secret",
     ABOUT("MQ", "Broker: !GetAtt R.Arn, Queues: [q], SourceAccessConfigurations: [{Type: BASIC_AUTH, URI: !Ref S}]",
           "AWS::AmazonMQ::Broker") "  S: {Type: AWS::SecretsManager::Secret}\n",
     "F", "S", "F FRole S"},
    {"SelfManagedKafka",
     ABOUT("SelfManagedKafka",
           "KafkaBootstrapServers: [a], Topics: [t], SourceAccessConfigurations: [{Type: SASL_SCRAM_512_AUTH, URI: "
           "!Ref R}]",
           "AWS::SecretsManager::Secret"),
     "F", "R", "F FRole R"},
    {"DocumentDB",
     ABOUT("DocumentDB",
           "Cluster: c, DatabaseName: d, StartingPosition: LATEST, SourceAccessConfigurations: [{Type: BASIC_AUTH, "
           "URI: !Ref R}]",
           "AWS::SecretsManager::Secret"),
     "F", "R", "F FRole R"},
    {"a failure's destination",
     ABOUT("SQS", "Queue: q, DestinationConfig: {OnFailure: {Type: SQS, Destination: !GetAtt R.Arn}}",
           "AWS::SQS::Queue"),
     "F", "R", "F FRole R"},
    {"Schedule", ABOUT("Schedule", "Schedule: rate(1 hour), DeadLetterConfig: {Arn: !GetAtt R.Arn}", "AWS::SQS::Queue"),
     "R", "F", NULL},
    {"a rule's permission",
     ABOUT("Schedule", "Schedule: rate(1 hour), DeadLetterConfig: {Arn: !GetAtt R.Arn}", "AWS::SQS::Queue"),
     "FUpPermission", "F", "FUpPermission FUp F"},
    {"ScheduleV2", ABOUT("ScheduleV2", "ScheduleExpression: rate(1 hour), GroupName: !Ref R", "AWS::Scheduler::Group"),
     "R", "F", NULL},
    {"a schedule's role",
     ABOUT("ScheduleV2", "ScheduleExpression: rate(1 hour), GroupName: !Ref R", "AWS::Scheduler::Group"), "FUpRole",
     "F", "FUpRole F"},
    {"CloudWatchEvent", ABOUT("CloudWatchEvent", "Pattern: {source: [!Ref R]}", "AWS::SQS::Queue"), "R", "F", NULL},
    {"EventBridgeRule",
     ABOUT("EventBridgeRule", "Pattern: {source: [a]}, EventBusName: !Ref R", "AWS::Events::EventBus"), "R", "F", NULL},
    {"CloudWatchLogs", ABOUT("CloudWatchLogs", "LogGroupName: !Ref R, FilterPattern: ''", "AWS::Logs::LogGroup"), "R",
     "F", NULL},
    {"IoTRule", ABOUT("IoTRule", "Sql: !Sub 'SELECT * FROM ${R}'", "AWS::IoT::Thing"), "R", "F", NULL},
    {"AlexaSkill", F(EVENT("AlexaSkill", "SkillId: s")), "FUp", "F", "FUp F"},
    {"Api of its own",
     ABOUT("Api", "Path: /a, Method: get, RestApiId: !Ref R", "AWS::Serverless::Api, Properties: {StageName: s}"), "R",
     "F", "R F"},
    {"Api with a written definition",
     ABOUT("Api", "Path: /a, Method: get, RestApiId: !Ref R",
           "AWS::Serverless::Api, Properties: {StageName: s, DefinitionBody: {swagger: 2.0, paths: {}}}"),
     "R", "F", NULL},
    {"Api with a definition to merge into",
     ABOUT("Api", "Path: /a, Method: get, RestApiId: !Ref R",
           "AWS::Serverless::Api, Properties: {StageName: s, MergeDefinitions: true, DefinitionBody: {swagger: 2.0, "
           "paths: {/b: {}}}}"),
     "R", "F", "R F"},
    {"Api of CloudFormation's kind",
     ABOUT("Api", "Path: /a, Method: get, RestApiId: !Ref R", "AWS::ApiGateway::RestApi"), "R", "F", NULL},
    {"HttpApi of its own", ABOUT("HttpApi", "Path: /a, Method: get, ApiId: !Ref R", "AWS::Serverless::HttpApi"), "R",
     "F", "R F"},
    {"HttpApi with a written definition",
     ABOUT("HttpApi", "Path: /a, Method: get, ApiId: !Ref R",
           "AWS::Serverless::HttpApi, Properties: {DefinitionBody: {openapi: 3.0.1, paths: {}}}"),
     "R", "F", "R F"},
    {"HttpApi with a definition elsewhere",
     ABOUT("HttpApi", "Path: /a, Method: get, ApiId: !Ref R",
           "AWS::Serverless::HttpApi, Properties: {DefinitionUri: 's3://b/k'}"),
     "R", "F", NULL},
};

static const struct question other_rows[] = {
    {"a role of its own", F("      Role: !GetAtt R.Arn\n") "  R: {Type: AWS::IAM::Role}\n", "F", "R", "F R"},
    {"there is no other then", F("      Role: !GetAtt R.Arn\n") "  R: {Type: AWS::IAM::Role}\n", "F", "FRole", NULL},
    {"a role in one branch",
     FUNCTION_IN("Conditions: {C: !Equals [a, a]}\n",
                 "      Role: !If [C, !GetAtt R.Arn, !Ref AWS::NoValue]\n") "  R: {Type: AWS::IAM::Role}\n",
     "F", "FRole", "F FRole"},
    {"PermissionsBoundary", F("      PermissionsBoundary: !Ref P\n") "  P: {Type: AWS::IAM::ManagedPolicy}\n", "F", "P",
     "F FRole P"},
    {"DeadLetterQueue",
     F("      DeadLetterQueue: {Type: SQS, TargetArn: !GetAtt Q.Arn}\n") "  Q: {Type: AWS::SQS::Queue}\n", "F", "Q",
     "F Q"},
    {"Layers",
     F("      Layers: [!Ref L]\n") "  L: {Type: AWS::Serverless::LayerVersion, Properties: {ContentUri: "
                                   "'s3://b/k'}}\n",
     "F", "L", "F L"},
    {"VpcConfig",
     F("      VpcConfig: {SubnetIds: [!Ref N], SecurityGroupIds: [s]}\n") "  N: {Type: AWS::EC2::Subnet}\n", "F", "N",
     "F N"},
    {"a destination",
     F("      EventInvokeConfig: {DestinationConfig: {OnSuccess: {Type: SQS, Destination: !GetAtt "
       "Q.Arn}}}\n") "  Q: {Type: AWS::SQS::Queue}\n",
     "F", "Q", "F FRole Q"},
    {"a destination that SAM makes", F("      EventInvokeConfig: {DestinationConfig: {OnSuccess: {Type: SQS}}}\n"), "F",
     "F", NULL},
    {"its name",
     F("      EventInvokeConfig: {DestinationConfig: {OnSuccess: {Type: SQS}}}\n" ENVIRONMENT(
         "!Ref F.DestinationQueue")),
     "F", "F", NULL},
    {"a tag on the role", F("      Tags: {a: !Ref B}\n") BUCKET, "FRole", "B", "FRole B"},
    {"Globals", FUNCTION_IN("Globals: {Function: {Environment: {Variables: {A: !Ref B}}}}\n", "") BUCKET, "F", "B",
     "F B"},
    {"Globals of the implicit API",
     FUNCTION_IN("Globals: {Api: {Name: !Ref B}}\n", EVENT("Api", "Path: /a, Method: get")) BUCKET, "ServerlessRestApi",
     "B", "ServerlessRestApi B"},
    {"through the alias", F(S3 "      AutoPublishAlias: live\n") BUCKET, "B", "F", "B F.Alias F.Version F"},
    {"the alias by its id",
     F("      AutoPublishAlias: live\n") "  T: {Type: AWS::SNS::Topic, Properties: {DisplayName: "
                                         "!Ref FAliaslive}}\n",
     "T", "F", "T F.Alias F.Version F"},
    {"the alias by its name",
     F("      AutoPublishAlias: live\n") "  T: {Type: AWS::SNS::Topic, Properties: "
                                         "{DisplayName: !Ref F.Alias}}\n",
     "T", "F", "T F.Alias F.Version F"},
    {"a hook of a deployment",
     F("      AutoPublishAlias: live\n      DeploymentPreference: {Type: AllAtOnce, Hooks: {PreTraffic: !Ref G}}\n")
         SECOND(""),
     "F.Alias", "G", "F.Alias G"},
    {"which the function does not need",
     F("      AutoPublishAlias: live\n      DeploymentPreference: {Type: AllAtOnce, Hooks: {PreTraffic: !Ref G}}\n")
         SECOND(""),
     "F", "G", NULL},
    {"Sub of an attribute", F(ENVIRONMENT("!Sub 'x-${B.Arn}-${AWS::Region}'")) BUCKET, "F", "B", "F B"},
    {"Sub of a text", F(ENVIRONMENT("!Sub '${!B}'")) BUCKET, "F", "B", NULL},
    {"Sub of a variable of its own", F(ENVIRONMENT("!Sub ['${B}', {B: x}]")) BUCKET, "F", "B", NULL},
    {"what that variable is", F(ENVIRONMENT("!Sub ['${X}', {X: !Ref B}]")) BUCKET, "F", "B", "F B"},
    {"GetAtt of a text", F(ENVIRONMENT("{'Fn::GetAtt': B.Arn}")) BUCKET, "F", "B", "F B"},
    {"GetAtt of a list", F(ENVIRONMENT("!GetAtt [B, Arn]")) BUCKET, "F", "B", "F B"},
    {"both branches of an If",
     FUNCTION_IN("Conditions: {C: !Equals [a, b]}\n", ENVIRONMENT("!If [C, !Ref B, x]")) BUCKET, "F", "B", "F B"},
    {"a parameter is no resource", FUNCTION_IN("Parameters: {FUrl: {Type: String}}\n", ENVIRONMENT("!Ref FUrl")), "F",
     "F", NULL},
    {"the function's address is of the function",
     F("      FunctionUrlConfig: {AuthType: NONE}\n" ENVIRONMENT("!GetAtt FUrl.FunctionUrl")), "F", "F", "F F"},
    {"a name that there is not", F(""), "F", "Nothing", NULL},
    {"a state machine's substitutions", F("") STEPS(", DefinitionSubstitutions: {A: !GetAtt F.Arn}"), "M", "FRole",
     "M F FRole"},
    {"a state machine's API", F("") STEPS(", Events: {E: {Type: Api, Properties: {Path: /a, Method: get}}}"),
     "ServerlessRestApi", "MRole", "ServerlessRestApi M MRole"},
    {"the role that starts it", F("") STEPS(", Events: {E: {Type: Schedule, Properties: {Schedule: rate(1 hour)}}}"),
     "MERole", "M", "MERole M"},
    {"an authorizer",
     F("") "  A: {Type: AWS::Serverless::Api, Properties: {StageName: s, Auth: {Authorizers: {X: {FunctionArn: !GetAtt "
           "F.Arn}}}}}\n",
     "A", "F", "A F"},
    {"what only the stage needs",
     F("") "  A: {Type: AWS::Serverless::Api, Properties: {StageName: s, Variables: {X: !Ref F}}}\n", "A", "F", NULL},
};

static void is_found(void **state)
{
    const struct question *row = *state;
    struct sg_roles roles;
    struct sg_strings path = {0};
    const struct sg_template *t = template_in(row->yaml, "us-east-1", &roles);
    if (!t)
        fail_msg("refused:\n%s\n%s", told(), row->yaml);
    bool found = sg_depends_on(sg_dependencies_of(t, &roles), row->from, row->to, &path);
    assert_int_equal(found, path.count > 0);
    assert_string_equal(sg_join(arena, &path, " "), row->wanted ? row->wanted : "");
}

/* A chain of as many resources as may be, asked from each. */
static void long_chains_are_quick(void **state)
{
    (void)state;
    struct sg_buffer b = sg_buffer_new(arena, SG_BUFFER_MOST);
    struct sg_strings path = {0};
    struct sg_roles roles;
    sg_add(&b, "Resources:\n");
    for (int i = 0; i < SG_RESOURCES_MOST; i++)
        sg_add_format(&b, "  R%d: {Type: AWS::SNS::Topic, Properties: {DisplayName: !Ref R%d}}\n", i,
                      (i + 1) % SG_RESOURCES_MOST);
    const struct sg_template *t = template_in(b.text, "us-east-1", &roles);
    struct sg_dependencies *d = sg_dependencies_of(t, &roles);
    for (size_t i = 0; i < t->count; i++)
        assert_true(sg_depends_on(d, t->resources[i].id, t->resources[i].id, NULL));
    assert_true(sg_depends_on(d, "R0", "R1999", &path));
    assert_int_equal(path.count, SG_RESOURCES_MOST);
}

static void added_ones_count(void **state)
{
    (void)state;
    struct sg_strings path = {0};
    struct sg_roles roles;
    const struct sg_template *t =
        template_in("Resources:\n" F("") "  Q: {Type: AWS::SQS::Queue}\n"
                                         "  T: {Type: AWS::SNS::Topic, Properties: {DisplayName: !Ref Q}}\n",
                    "us-east-1", &roles);
    struct sg_dependencies *d = sg_dependencies_of(t, &roles);
    sg_add_dependency(d, "Q", "Nobody");
    assert_false(sg_depends_on(d, "T", "FRole", NULL));
    sg_add_dependency(d, "Q.Arn", "F");
    sg_add_dependency(d, "Q", "T");
    assert_true(sg_depends_on(d, "T", "FRole", &path));
    assert_string_equal(sg_join(arena, &path, " "), "T Q F FRole");
    assert_true(sg_depends_on(d, "Q", "Q", NULL));
    assert_false(sg_depends_on(d, "F", "Q", NULL));
}

SUITE(dependency)
{
    const struct CMUnitTest tests[] = {TEST(long_chains_are_quick), TEST(added_ones_count)};
    int failed = RUN_ROWS(circle_rows, is_found);
    failed += RUN_ROWS(event_rows, is_found);
    failed += RUN_ROWS(other_rows, is_found);
    return failed + cmocka_run_group_tests(tests, NULL, NULL);
}
