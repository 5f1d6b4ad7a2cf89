#include "sam/role.h"

#include "roles.h"
#include "support.h"

#include <string.h>

/* What SAM puts into the role of a function or state machine; the real translator was asked for each. */

#define POLICY(name) "\"arn:aws:iam::aws:policy/" name "\""
#define BASIC POLICY("service-role/AWSLambdaBasicExecutionRole")
#define P "Parameters: {P: {Type: String, Default: Disabled}, Q: {Type: String}}\n"

struct managed {
    const char *name, *yaml, *region, *wanted;
};

static const struct managed managed_rows[] = {
    {"nothing", FUNCTION(""), "us-east-1", "[" BASIC "]"},
    {"DurableConfig", FUNCTION("      DurableConfig: {ExecutionTimeout: 60}\n"), "us-east-1",
     "[" POLICY("service-role/AWSLambdaBasicDurableExecutionRolePolicy") "]"},
    {"DurableConfig of an intrinsic",
     FUNCTION("      DurableConfig: !If [C, {ExecutionTimeout: 60}, !Ref AWS::NoValue]\n"), "us-east-1",
     "[" POLICY("service-role/AWSLambdaBasicDurableExecutionRolePolicy") "]"},
    {"empty DurableConfig", FUNCTION("      DurableConfig: {}\n"), "us-east-1", "[" BASIC "]"},
    {"Tracing", FUNCTION("      Tracing: Active\n"), "us-east-1", "[" BASIC "," POLICY("AWSXrayWriteOnlyAccess") "]"},
    {"Tracing PassThrough", FUNCTION("      Tracing: PassThrough\n"), "us-east-1",
     "[" BASIC "," POLICY("AWSXrayWriteOnlyAccess") "]"},
    {"Tracing Disabled", FUNCTION("      Tracing: Disabled\n"), "us-east-1", "[" BASIC "]"},
    {"empty Tracing", FUNCTION("      Tracing: ''\n"), "us-east-1", "[" BASIC "]"},
    {"Tracing of a parameter that says Disabled", FUNCTION_IN(P, "      Tracing: !Ref P\n"), "us-east-1",
     "[" BASIC "]"},
    {"Tracing of a parameter without a Default", FUNCTION_IN(P, "      Tracing: !Ref Q\n"), "us-east-1",
     "[" BASIC "," POLICY("AWSXrayWriteOnlyAccess") "]"},
    {"Tracing of a Sub stays one", FUNCTION_IN(P, "      Tracing: !Sub '${P}'\n"), "us-east-1",
     "[" BASIC "," POLICY("AWSXrayWriteOnlyAccess") "]"},
    {"VpcConfig", FUNCTION("      VpcConfig: {SubnetIds: [s]}\n"), "us-east-1",
     "[" BASIC "," POLICY("service-role/AWSLambdaVPCAccessExecutionRole") "]"},
    {"VpcConfig of any shape", FUNCTION("      VpcConfig: x\n"), "us-east-1",
     "[" BASIC "," POLICY("service-role/AWSLambdaVPCAccessExecutionRole") "]"},
    {"VpcConfig null", FUNCTION("      VpcConfig:\n"), "us-east-1", "[" BASIC "]"},
    {"VpcConfig 0", FUNCTION("      VpcConfig: 0\n"), "us-east-1", "[" BASIC "]"},
    {"all three in their order",
     FUNCTION(
         "      VpcConfig: {SubnetIds: [s]}\n      Tracing: Active\n      DurableConfig: {RetentionPeriodInDays: 7}\n"),
     "us-east-1",
     "[" POLICY("service-role/AWSLambdaBasicDurableExecutionRolePolicy") "," POLICY(
         "AWSXrayWriteOnlyAccess") "," POLICY("service-role/AWSLambdaVPCAccessExecutionRole") "]"},
    {"China", FUNCTION("      Tracing: Active\n      Policies: AmazonS3ReadOnlyAccess\n"), "cn-north-1",
     "[\"arn:aws-cn:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole\","
     "\"arn:aws-cn:iam::aws:policy/AWSXRayDaemonWriteAccess\",\"arn:aws-cn:iam::aws:policy/AmazonS3ReadOnlyAccess\"]"},
    {"GovCloud", FUNCTION("      Tracing: Active\n"), "us-gov-west-1",
     "[\"arn:aws-us-gov:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole\","
     "\"arn:aws-us-gov:iam::aws:policy/AWSXRayDaemonWriteAccess\"]"},
    {"no names are known in the isolated partitions", FUNCTION("      Policies: AmazonS3ReadOnlyAccess\n"),
     "us-iso-east-1",
     "[\"arn:aws-iso:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole\",\"AmazonS3ReadOnlyAccess\"]"},
    {"the second of them", FUNCTION(""), "us-isob-east-1",
     "[\"arn:aws-iso-b:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole\"]"},
    {"the European one", FUNCTION(""), "eu-isoe-west-1",
     "[\"arn:aws-iso-e:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole\"]"},
    {"the last", FUNCTION(""), "us-isof-south-1",
     "[\"arn:aws-iso-f:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole\"]"},
    {"Europe", FUNCTION(""), "eu-west-1", "[" BASIC "]"},
    {"a managed policy by name", FUNCTION("      Policies: AmazonS3ReadOnlyAccess\n"), "us-east-1",
     "[" BASIC "," POLICY("AmazonS3ReadOnlyAccess") "]"},
    {"one with a path", FUNCTION("      Policies: [AWSLambdaSQSQueueExecutionRole]\n"), "us-east-1",
     "[" BASIC "," POLICY("service-role/AWSLambdaSQSQueueExecutionRole") "]"},
    {"what SAM adds by itself is not doubled", FUNCTION("      Policies: [AWSLambdaBasicExecutionRole]\n"), "us-east-1",
     "[" BASIC "]"},
    {"nor what stands twice",
     FUNCTION("      Policies: [AmazonS3ReadOnlyAccess, 'arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess', !Ref X, "
              "{Ref: X}]\n"),
     "us-east-1", "[" BASIC "," POLICY("AmazonS3ReadOnlyAccess") ",{\"Ref\":\"X\"}]"},
    {"a name that nobody knows", FUNCTION("      Policies: [NoSuchPolicy]\n"), "us-east-1",
     "[" BASIC ",\"NoSuchPolicy\"]"},
    {"an empty name in a list", FUNCTION("      Policies: ['']\n"), "us-east-1", "[" BASIC ",\"\"]"},
    {"an empty name alone", FUNCTION("      Policies: ''\n"), "us-east-1", "[" BASIC "]"},
    {"an intrinsic", FUNCTION("      Policies: !Sub 'arn:${AWS::Partition}:iam::aws:policy/X'\n"), "us-east-1",
     "[" BASIC ",{\"Fn::Sub\":\"arn:${AWS::Partition}:iam::aws:policy/X\"}]"},
    {"Condition is taken for an intrinsic", FUNCTION("      Policies: [{Condition: C}]\n"), "us-east-1",
     "[" BASIC ",{\"Condition\":\"C\"}]"},
    {"names in an If", FUNCTION("      Policies: [!If [C, AmazonS3ReadOnlyAccess, !Ref X]]\n"), "us-east-1",
     "[" BASIC ",{\"Fn::If\":[\"C\"," POLICY("AmazonS3ReadOnlyAccess") ",{\"Ref\":\"X\"}]}]"},
    {"names in an If in an If stay names",
     FUNCTION("      Policies: [!If [C, AmazonS3ReadOnlyAccess, !If [D, AmazonSQSFullAccess, x]]]\n"), "us-east-1",
     "[" BASIC
     ",{\"Fn::If\":[\"C\"," POLICY("AmazonS3ReadOnlyAccess") ",{\"Fn::If\":[\"D\",\"AmazonSQSFullAccess\",\"x\"]}]}]"},
    {"an If of two NoValues", FUNCTION("      Policies: [!If [C, !Ref AWS::NoValue, !Ref AWS::NoValue]]\n"),
     "us-east-1", "[" BASIC ",{\"Fn::If\":[\"C\",{\"Ref\":\"AWS::NoValue\"},{\"Ref\":\"AWS::NoValue\"}]}]"},
    {"a number in an intrinsic's list stays one", FUNCTION("      Policies: [{'Fn::Select': [0, [a, b]]}]\n"),
     "us-east-1", "[" BASIC ",{\"Fn::Select\":[0,[\"a\",\"b\"]]}]"},
};

/* What an event adds. */
#define EVENT(type, properties) \
    FUNCTION("      Events:\n        E:\n          Type: " type "\n          Properties:\n" properties)
#define STREAM "            Stream: s\n            StartingPosition: LATEST\n"
static const struct managed event_rows[] = {
    {"SQS", EVENT("SQS", "            Queue: q\n"), "us-east-1",
     "[" BASIC "," POLICY("service-role/AWSLambdaSQSQueueExecutionRole") "]"},
    {"Kinesis", EVENT("Kinesis", STREAM), "us-east-1",
     "[" BASIC "," POLICY("service-role/AWSLambdaKinesisExecutionRole") "]"},
    {"DynamoDB", EVENT("DynamoDB", STREAM), "us-east-1",
     "[" BASIC "," POLICY("service-role/AWSLambdaDynamoDBExecutionRole") "]"},
    {"MSK", EVENT("MSK", STREAM), "us-east-1", "[" BASIC "," POLICY("service-role/AWSLambdaMSKExecutionRole") "]"},
    {"SQS in China", EVENT("SQS", "            Queue: q\n"), "cn-northwest-1",
     "[\"arn:aws-cn:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole\","
     "\"arn:aws-cn:iam::aws:policy/service-role/AWSLambdaSQSQueueExecutionRole\"]"},
    {"SNS", EVENT("SNS", "            Topic: t\n"), "us-east-1", "[" BASIC "]"},
    {"SNS through a queue of SAM's", EVENT("SNS", "            Topic: t\n            SqsSubscription: true\n"),
     "us-east-1", "[" BASIC "," POLICY("service-role/AWSLambdaSQSQueueExecutionRole") "]"},
    {"SNS through a queue",
     EVENT("SNS", "            Topic: t\n            SqsSubscription: {QueueArn: a, QueueUrl: u}\n"), "us-east-1",
     "[" BASIC "," POLICY("service-role/AWSLambdaSQSQueueExecutionRole") "]"},
    {"SNS through none", EVENT("SNS", "            Topic: t\n            SqsSubscription: false\n"), "us-east-1",
     "[" BASIC "]"},
    {"Schedule", EVENT("Schedule", "            Schedule: rate(1 hour)\n"), "us-east-1", "[" BASIC "]"},
    {"ScheduleV2", EVENT("ScheduleV2", "            ScheduleExpression: rate(1 hour)\n            State: ENABLED\n"),
     "us-east-1", "[" BASIC "]"},
    {"CloudWatchEvent", EVENT("CloudWatchEvent", "            Pattern: {source: [a]}\n"), "us-east-1", "[" BASIC "]"},
    {"EventBridgeRule", EVENT("EventBridgeRule", "            Pattern: {source: [a]}\n"), "us-east-1", "[" BASIC "]"},
    {"CloudWatchLogs", EVENT("CloudWatchLogs", "            LogGroupName: l\n            FilterPattern: ''\n"),
     "us-east-1", "[" BASIC "]"},
    {"IoTRule", EVENT("IoTRule", "            Sql: SELECT * FROM 'a'\n"), "us-east-1", "[" BASIC "]"},
    {"AlexaSkill", EVENT("AlexaSkill", "            SkillId: s\n"), "us-east-1", "[" BASIC "]"},
    {"Api", EVENT("Api", "            Path: /a\n            Method: get\n"), "us-east-1", "[" BASIC "]"},
    {"HttpApi", EVENT("HttpApi", "            Path: /a\n            Method: get\n"), "us-east-1", "[" BASIC "]"},
    {"S3",
     FUNCTION("      Events:\n        E: {Type: S3, Properties: {Bucket: !Ref B, Events: 's3:ObjectCreated:*'}}\n"
              "  B: {Type: AWS::S3::Bucket}\n"),
     "us-east-1", "[" BASIC "]"},
    {"Cognito",
     FUNCTION("      Events:\n        E: {Type: Cognito, Properties: {UserPool: !Ref U, Trigger: PreSignUp}}\n"
              "  U: {Type: AWS::Cognito::UserPool}\n"),
     "us-east-1", "[" BASIC "]"},
    {"no events", FUNCTION("      Events: {}\n"), "us-east-1", "[" BASIC "]"},
    {"null for events", FUNCTION("      Events:\n"), "us-east-1", "[" BASIC "]"},
    {"events go by their ids, and behind Policies",
     FUNCTION("      Policies: AWSLambdaDynamoDBExecutionRole\n      Events:\n"
              "        Z: {Type: DynamoDB, Properties: {Stream: s, StartingPosition: LATEST}}\n"
              "        Y: {Type: SQS, Properties: {Queue: q}}\n"
              "        X: {Type: SQS, Properties: {Queue: p}}\n"
              "        A: {Type: Kinesis, Properties: {Stream: s, StartingPosition: LATEST}}\n"),
     "us-east-1",
     "[" BASIC "," POLICY("service-role/AWSLambdaDynamoDBExecutionRole") "," POLICY(
         "service-role/AWSLambdaKinesisExecutionRole") "," POLICY("service-role/AWSLambdaSQSQueueExecutionRole") "]"},
    {"other keys of an event do not count",
     FUNCTION("      Events: {E: {Type: SQS, Properties: {Queue: q}, Foo: 1}}\n"), "us-east-1",
     "[" BASIC "," POLICY("service-role/AWSLambdaSQSQueueExecutionRole") "]"},
};

#define MACHINE_TRACING MACHINE("      Tracing: {Enabled: true}\n")
static const struct managed machine_rows[] = {
    {"nothing", MACHINE(""), "us-east-1", "[]"},
    {"tracing", MACHINE_TRACING, "us-east-1", "[" POLICY("AWSXrayWriteOnlyAccess") "]"},
    {"tracing in GovCloud", MACHINE_TRACING, "us-gov-east-1",
     "[\"arn:aws-us-gov:iam::aws:policy/AWSXRayDaemonWriteAccess\"]"},
    {"tracing where no names are known", MACHINE_TRACING, "us-iso-east-1", "[\"AWSXRayDaemonWriteAccess\"]"},
    {"tracing that is off", MACHINE("      Tracing: {Enabled: false}\n"), "us-east-1", "[]"},
    {"tracing of a word", MACHINE("      Tracing: {Enabled: 'true'}\n"), "us-east-1", "[]"},
    {"tracing comes last", MACHINE("      Tracing: {Enabled: yes}\n      Policies: [AmazonSQSFullAccess]\n"),
     "us-east-1", "[" POLICY("AmazonSQSFullAccess") "," POLICY("AWSXrayWriteOnlyAccess") "]"},
    {"tracing that is there already",
     MACHINE("      Tracing: {Enabled: on}\n      Policies: [AWSXrayWriteOnlyAccess, AmazonSQSFullAccess]\n"),
     "us-east-1", "[" POLICY("AWSXrayWriteOnlyAccess") "," POLICY("AmazonSQSFullAccess") "]"},
    {"events add nothing", MACHINE("      Events: {E: {Type: Schedule, Properties: {Schedule: rate(1 day)}}}\n"),
     "us-east-1", "[]"},
    {"an empty Role is none", MACHINE("      Role: ''\n      Policies: AmazonSQSFullAccess\n"), "us-east-1",
     "[" POLICY("AmazonSQSFullAccess") "]"},
};

static void has_managed(void **state)
{
    const struct managed *row = *state;
    assert_role(row->yaml, row->region, strstr(row->yaml, "  M:\n") ? "M" : "F", "managed", row->wanted);
    assert_string_equal(told(), "");
}

struct policies {
    const char *name, *yaml, *wanted;
};

#define ALLOW(action, resource) "{\"Effect\":\"Allow\",\"Action\":" action ",\"Resource\":" resource "}"
#define NAMED(name, document) "{\"PolicyName\":\"" name "\",\"PolicyDocument\":" document "}"
#define MADE(name, statements) NAMED(name, "{\"Statement\":[" statements "]}")
#define NO_VALUE "{\"Ref\":\"AWS::NoValue\"}"

static const struct policies entry_rows[] = {
    {"a document", FUNCTION("      Policies: {Statement: {Effect: Allow, Action: 's3:*', Resource: '*'}}\n"),
     "[" NAMED("FRolePolicy0", "{\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"s3:*\",\"Resource\":\"*\"}}") "]"},
    {"a document in a list, unchanged",
     FUNCTION("      Policies:\n        - AmazonS3ReadOnlyAccess\n        - Version: 2012-10-17\n          Id: 1\n     "
              "     Statement: []\n"),
     "[" NAMED("FRolePolicy1", "{\"Version\":\"2012-10-17\",\"Id\":1,\"Statement\":[]}") "]"},
    {"a template", FUNCTION("      Policies: [{CloudWatchPutMetricPolicy: {}}]\n"),
     "[" MADE("FRolePolicy0", ALLOW("[\"cloudwatch:PutMetricData\"]", "\"*\"")) "]"},
    {"a template that is not in a list", FUNCTION("      Policies: {CloudWatchPutMetricPolicy: {}}\n"),
     "[" MADE("FRolePolicy0", ALLOW("[\"cloudwatch:PutMetricData\"]", "\"*\"")) "]"},
    {"a template with a parameter, and one that it does not have",
     FUNCTION("      Policies: [{SQSSendMessagePolicy: {QueueName: !GetAtt Q.QueueName, Foo: 1}}]\n"),
     "[" MADE("FRolePolicy0",
              ALLOW("[\"sqs:SendMessage*\"]",
                    "{\"Fn::Sub\":[\"arn:${AWS::Partition}:sqs:${AWS::Region}:${AWS::AccountId}:${queueName}\","
                    "{\"queueName\":{\"Fn::GetAtt\":[\"Q\",\"QueueName\"]}}]}")) "]"},
    {"names count all entries", FUNCTION("      Policies: [a, {Statement: []}, b, {Statement: []}]\n"),
     "[" NAMED("FRolePolicy1", "{\"Statement\":[]}") "," NAMED("FRolePolicy3", "{\"Statement\":[]}") "]"},
    {"an If of documents", FUNCTION("      Policies: [!If [C, {Statement: [a]}, {Statement: [b]}]]\n"),
     "[{\"Fn::If\":[\"C\"," NAMED("FRolePolicy0", "{\"Statement\":[\"a\"]}") "," NAMED(
         "FRolePolicy0", "{\"Statement\":[\"b\"]}") "]}]"},
    {"an If of a document and NoValue", FUNCTION("      Policies: [!If [C, !Ref AWS::NoValue, {Statement: [b]}]]\n"),
     "[{\"Fn::If\":[\"C\"," NO_VALUE "," NAMED("FRolePolicy0", "{\"Statement\":[\"b\"]}") "]}]"},
    {"an If of templates", FUNCTION("      Policies: [!If [C, {CloudWatchPutMetricPolicy: {}}, !Ref AWS::NoValue]]\n"),
     "[{\"Fn::If\":[\"C\"," MADE("FRolePolicy0", ALLOW("[\"cloudwatch:PutMetricData\"]", "\"*\"")) "," NO_VALUE "]}]"},
    {"an If that is not in a list", FUNCTION("      Policies: !If [C, {Statement: [a]}, !Ref AWS::NoValue]\n"),
     "[{\"Fn::If\":[\"C\"," NAMED("FRolePolicy0", "{\"Statement\":[\"a\"]}") "," NO_VALUE "]}]"},
    {"an If in an If of documents",
     FUNCTION("      Policies: [!If [C, {Statement: [a]}, !If [D, {Statement: [b]}, {Statement: [c]}]]]\n"),
     "[{\"Fn::If\":[\"C\"," NAMED("FRolePolicy0", "{\"Statement\":[\"a\"]}") "," NAMED(
         "FRolePolicy0", "{\"Fn::If\":[\"D\",{\"Statement\":[\"b\"]},{\"Statement\":[\"c\"]}]}") "]}]"},
    {"no policies", FUNCTION("      Policies: []\n"), "[]"},
    {"null for policies", FUNCTION("      Policies: null\n"), "[]"},
    {"an empty map for policies", FUNCTION("      Policies: {}\n"), "[]"},
    {"a machine's document", MACHINE("      Policies: {Statement: []}\n"),
     "[" NAMED("MRolePolicy0", "{\"Statement\":[]}") "]"},
};

#define QUEUE_SENT(name, resource) MADE(name "SQSPolicy", ALLOW("\"sqs:SendMessage\"", resource))
#define OUTCOME(lines) FUNCTION("      EventInvokeConfig:\n        DestinationConfig:\n          " lines)
#define NOT_HASH "33ddb54c8a" /* of FEventInvokeConfig */

static const struct policies destination_rows[] = {
    {"a dead letter queue", FUNCTION("      DeadLetterQueue: {Type: SQS, TargetArn: !GetAtt Q.Arn}\n"),
     "[" NAMED("DeadLetterQueuePolicy", "{\"Version\":\"2012-10-17\",\"Statement\":[" ALLOW(
                                            "\"sqs:SendMessage\"", "{\"Fn::GetAtt\":[\"Q\",\"Arn\"]}") "]}") "]"},
    {"a dead letter topic", FUNCTION("      DeadLetterQueue: {Type: SNS, TargetArn: a}\n"),
     "[" NAMED("DeadLetterQueuePolicy",
               "{\"Version\":\"2012-10-17\",\"Statement\":[" ALLOW("\"sns:Publish\"", "\"a\"") "]}") "]"},
    {"an empty DeadLetterQueue", FUNCTION("      DeadLetterQueue: {}\n"), "[]"},
    {"a queue", OUTCOME("OnSuccess: {Type: SQS, Destination: a}\n"),
     "[" QUEUE_SENT("FEventInvokeConfigOnSuccess", "\"a\"") "]"},
    {"a topic", OUTCOME("OnFailure: {Type: SNS, Destination: a}\n"),
     "[" MADE("FEventInvokeConfigOnFailureSNSPolicy", ALLOW("\"sns:publish\"", "\"a\"")) "]"},
    {"a bus", OUTCOME("OnFailure: {Type: EventBridge, Destination: a}\n"),
     "[" MADE("FEventInvokeConfigOnFailureEventBridgePolicy", ALLOW("\"events:PutEvents\"", "\"a\"")) "]"},
    {"a function", OUTCOME("OnFailure: {Type: Lambda, Destination: a}\n"),
     "[" MADE("FEventInvokeConfigOnFailureLambdaPolicy", ALLOW("\"lambda:InvokeFunction\"", "\"a\"")) "]"},
    {"a bucket", OUTCOME("OnFailure: {Type: S3Bucket, Destination: a}\n"),
     "[" MADE("FEventInvokeConfigOnFailureS3Policy",
              ALLOW("\"s3:PutObject\"", "{\"Fn::Join\":[\"/\",[\"a\",\"*\"]]}") "," ALLOW("\"s3:ListBucket\"",
                                                                                          "\"a\"")) "]"},
    {"OnSuccess comes first",
     OUTCOME("OnFailure: {Type: SQS, Destination: a}\n          OnSuccess: {Type: SQS, Destination: b}\n"),
     "[" QUEUE_SENT("FEventInvokeConfigOnSuccess", "\"b\"") "," QUEUE_SENT("FEventInvokeConfigOnFailure", "\"a\"") "]"},
    {"a queue that SAM makes", OUTCOME("OnSuccess: {Type: SQS}\n"),
     "[" QUEUE_SENT("FEventInvokeConfigOnSuccess",
                    "{\"Fn::GetAtt\":[\"FEventInvokeConfigOnSuccessQueue\",\"Arn\"]}") "]"},
    {"a topic that SAM makes", OUTCOME("OnFailure: {Type: SNS, Destination: null}\n"),
     "[" MADE("FEventInvokeConfigOnFailureSNSPolicy",
              ALLOW("\"sns:publish\"", "{\"Ref\":\"FEventInvokeConfigOnFailureTopic\"}")) "]"},
    {"one that SAM makes if a condition holds",
     OUTCOME("OnFailure: {Type: SNS, Destination: !If [C, !Ref AWS::NoValue, a]}\n"),
     "[" MADE(
         "FEventInvokeConfigOnFailureSNSPolicy",
         ALLOW("\"sns:publish\"", "{\"Fn::If\":[\"C\",{\"Ref\":\"FEventInvokeConfigOnFailureTopic\"},\"a\"]}")) "]"},
    {"one that SAM makes if it does not",
     FUNCTION_IN("Conditions: {C: !Equals [a, b]}\n", "      EventInvokeConfig: {DestinationConfig: {OnFailure: {Type: "
                                                      "SQS, Destination: !If [C, a, !Ref AWS::NoValue]}}}\n"),
     "[" QUEUE_SENT("FEventInvokeConfigOnFailure",
                    "{\"Fn::If\":[\"NOTC" NOT_HASH
                    "\",{\"Fn::GetAtt\":[\"FEventInvokeConfigOnFailureQueue\",\"Arn\"]},\"a\"]}") "]"},
    {"two values of an If stay", OUTCOME("OnFailure: {Type: SQS, Destination: !If [C, a, b]}\n"),
     "[" QUEUE_SENT("FEventInvokeConfigOnFailure", "{\"Fn::If\":[\"C\",\"a\",\"b\"]}") "]"},
    {"parameters have their values here",
     FUNCTION_IN("Parameters: {P: {Default: SQS}, Q: {Default: arn}}\n",
                 "      EventInvokeConfig: {DestinationConfig: {OnFailure: {Type: !Ref P, Destination: !Sub "
                 "'${Q}-${AWS::Region}-${AWS::AccountId}'}}}\n"),
     "[" QUEUE_SENT("FEventInvokeConfigOnFailure", "{\"Fn::Sub\":\"arn-us-east-1-${AWS::AccountId}\"}") "]"},
    {"null for an outcome", OUTCOME("OnFailure:\n"), "[]"},
    {"an intrinsic for all of it", FUNCTION("      EventInvokeConfig: {DestinationConfig: !If [C, a, b]}\n"), "[]"},
    {"an empty EventInvokeConfig", FUNCTION("      EventInvokeConfig: {}\n"), "[]"},
    {"the order of all kinds",
     FUNCTION("      Events: {E: {Type: SQS, Properties: {Queue: q, DestinationConfig: {OnFailure: {Type: SNS, "
              "Destination: t}}}}}\n"
              "      Policies: {Statement: []}\n"
              "      EventInvokeConfig: {DestinationConfig: {OnFailure: {Type: SQS, Destination: a}}}\n"
              "      DeadLetterQueue: {Type: SNS, TargetArn: a}\n"),
     "[" NAMED(
         "DeadLetterQueuePolicy",
         "{\"Version\":\"2012-10-17\",\"Statement\":[" ALLOW(
             "\"sns:Publish\"",
             "\"a\"") "]}") "," QUEUE_SENT("FEventInvokeConfigOnFailure",
                                           "\"a\"") "," NAMED("FRolePolicy0",
                                                              "{\"Statement\":[]}") "," MADE("FESNSPolicy",
                                                                                             ALLOW("\"sns:publish\"",
                                                                                                   "\"t\"")) "]"},
};

#define SUB(text) "{\"Fn::Sub\":\"arn:${AWS::Partition}:" text "\"}"
#define KEY SUB("kms:${AWS::Region}:${AWS::AccountId}:key/k")
#define SECRET(uri) ALLOW("[\"secretsmanager:GetSecretValue\"]", uri)
#define NETWORK                                                                                               \
    ALLOW("[\"ec2:CreateNetworkInterface\",\"ec2:DescribeNetworkInterfaces\",\"ec2:DeleteNetworkInterface\"," \
          "\"ec2:DescribeVpcs\",\"ec2:DescribeSubnets\",\"ec2:DescribeSecurityGroups\"]",                     \
          "\"*\"")
#define BASIC_AUTH "            SourceAccessConfigurations: [{Type: BASIC_AUTH, URI: s}]\n"
#define KAFKA \
    "            KafkaBootstrapServers: [b]\n            Topics: [t]\n            SourceAccessConfigurations:\n"
#define REGISTRY(uri, access)                                    \
    "            SchemaRegistryConfig: {SchemaRegistryURI: " uri \
    ", EventRecordFormat: JSON, SchemaValidationConfigs: [], AccessConfigs: [" access "]}\n"
#define REGISTRY_ARN "'arn:aws:glue:us-east-1:123456789012:registry/r'"
#define SCHEMAS "[{\"Fn::Sub\":\"arn:${AWS::Partition}:glue:${AWS::Region}:${AWS::AccountId}:schema/r/*\"}]"
#define KAFKA_MADE(statements) \
    NAMED("SelfManagedKafkaExecutionRolePolicy", "{\"Version\":\"2012-10-17\",\"Statement\":[" statements "]}")

static const struct policies event_policy_rows[] = {
    {"a queue for failures",
     EVENT("Kinesis", STREAM "            DestinationConfig: {OnFailure: {Type: SQS, Destination: !Ref Q}}\n"),
     "[" QUEUE_SENT("FE", "{\"Ref\":\"Q\"}") "]"},
    {"a bucket for failures",
     EVENT("DynamoDB", STREAM "            DestinationConfig: {OnFailure: {Type: S3, Destination: a}}\n"),
     "[" MADE("FES3Policy", ALLOW("\"s3:PutObject\"",
                                  "{\"Fn::Join\":[\"/\",[\"a\",\"*\"]]}") "," ALLOW("\"s3:ListBucket\"", "\"a\"")) "]"},
    {"Kafka for failures",
     EVENT("MSK", STREAM "            DestinationConfig: {OnFailure: {Type: Kafka, Destination: a}}\n"), "[]"},
    {"a target without an address",
     EVENT("SQS", "            Queue: q\n            DestinationConfig: {OnFailure: {Type: SNS}}\n"),
     "[" MADE("FESNSPolicy", ALLOW("\"sns:publish\"", "null")) "]"},
    {"a target without a type",
     EVENT("SQS", "            Queue: q\n            DestinationConfig: {OnFailure: {Destination: a}}\n"), "[]"},
    {"one document for two events",
     FUNCTION(
         "      Events:\n"
         "        A: {Type: SQS, Properties: {Queue: q, DestinationConfig: {OnFailure: {Type: SNS, Destination: t}}}}\n"
         "        B: {Type: SQS, Properties: {Queue: p, DestinationConfig: {OnFailure: {Type: SNS, Destination: "
         "t}}}}\n"),
     "[" MADE("FASNSPolicy", ALLOW("\"sns:publish\"", "\"t\"")) "]"},
    {"MQ", EVENT("MQ", "            Broker: !GetAtt B.Arn\n            Queues: [q]\n" BASIC_AUTH),
     "[" MADE("SamAutoGeneratedAMQPolicy",
              SECRET("\"s\"") "," ALLOW("[\"mq:DescribeBroker\"]", "{\"Fn::GetAtt\":[\"B\",\"Arn\"]}")) "]"},
    {"MQ with a key, whose action is a text",
     EVENT("MQ", "            Broker: b\n            SecretsManagerKmsKeyId: k\n" BASIC_AUTH),
     "[" MADE("SamAutoGeneratedAMQPolicy",
              SECRET("\"s\"") "," ALLOW("[\"mq:DescribeBroker\"]", "\"b\"") "," ALLOW("\"kms:Decrypt\"", KEY)) "]"},
    {"MQ under a name of its own",
     EVENT("MQ", "            Broker: b\n            DynamicPolicyName: true\n" BASIC_AUTH),
     "[" MADE("FEAMQPolicy", SECRET("\"s\"") "," ALLOW("[\"mq:DescribeBroker\"]", "\"b\"")) "]"},
    {"MQ with a virtual host",
     EVENT("MQ", "            Broker: b\n            SourceAccessConfigurations: [{Type: VIRTUAL_HOST, URI: /}, {Type: "
                 "BASIC_AUTH, URI: s}]\n"),
     "[" MADE("SamAutoGeneratedAMQPolicy", SECRET("\"s\"") "," ALLOW("[\"mq:DescribeBroker\"]", "\"b\"")) "]"},
    {"DocumentDB",
     EVENT("DocumentDB",
           "            Cluster: c\n            DatabaseName: d\n            SecretsManagerKmsKeyId: k\n" BASIC_AUTH),
     "[" MADE("SamAutoGeneratedDocumentDBPolicy",
              SECRET("\"s\"") "," ALLOW(
                  "[\"rds:DescribeDBClusterParameters\"]",
                  SUB("rds:${AWS::Region}:${AWS::AccountId}:"
                      "cluster-pg:*")) "," ALLOW("[\"rds:DescribeDBSubnetGroups\"]",
                                                 SUB("rds:${AWS::Region}:${AWS::AccountId}:subgrp:"
                                                     "*")) "," ALLOW("[\"rds:DescribeDBClusters\"]",
                                                                     "\"c\"") "," NETWORK "," ALLOW("[\"kms:"
                                                                                                    "Decrypt\"]",
                                                                                                    KEY)) "]"},
    {"MSK with a certificate",
     EVENT("MSK", STREAM
           "            SourceAccessConfigurations: [{Type: CLIENT_CERTIFICATE_TLS_AUTH, URI: s}, {Type: x}, y]\n"),
     "[" MADE("MSKExecutionRolePolicy", SECRET("\"s\"")) "]"},
    {"MSK with a registry", EVENT("MSK", STREAM REGISTRY(REGISTRY_ARN, "{Type: BASIC_AUTH, URI: s}")),
     "[" MADE("MSKExecutionRolePolicy",
              SECRET("\"s\"") "," ALLOW(
                  "[\"glue:GetRegistry\"]",
                  "\"arn:aws:glue:us-east-1:123456789012:registry/r\"") "," ALLOW("[\"glue:GetSchemaVersion\"]",
                                                                                  SCHEMAS)) "]"},
    {"MSK with a registry that is no ARN", EVENT("MSK", STREAM REGISTRY("'https://r'", "")), "[]"},
    {"MSK with a registry in a Sub",
     EVENT("MSK", STREAM REGISTRY("!Sub 'arn:aws:glue:${AWS::Region}:1:registry/r'", "")),
     "[" MADE("MSKExecutionRolePolicy",
              ALLOW("[\"glue:GetRegistry\"]", "{\"Fn::Sub\":\"arn:aws:glue:${AWS::Region}:1:registry/r\"}") "," ALLOW(
                  "[\"glue:GetSchemaVersion\"]", SCHEMAS)) "]"},
    {"SelfManagedKafka", EVENT("SelfManagedKafka", KAFKA "              - {Type: SASL_SCRAM_512_AUTH, URI: s}\n"),
     "[" KAFKA_MADE(SECRET("\"s\"")) "]"},
    {"SelfManagedKafka in a network, with a key and a registry",
     EVENT("SelfManagedKafka",
           KAFKA "              - {Type: VPC_SUBNET, URI: a}\n              - {Type: VPC_SECURITY_GROUP, URI: b}\n"
                 "              - {Type: BASIC_AUTH, URI: !Ref S}\n"
                 "            SecretsManagerKmsKeyId: k\n" REGISTRY(REGISTRY_ARN, "")),
     "[" KAFKA_MADE(SECRET("{\"Ref\":\"S\"}") "," NETWORK "," ALLOW("[\"kms:Decrypt\"]", KEY) "," ALLOW(
         "[\"glue:GetRegistry\"]",
         "\"arn:aws:glue:us-east-1:123456789012:registry/r\"") "," ALLOW("[\"glue:GetSchemaVersion\"]", SCHEMAS)) "]"},
    {"a server's certificate names the other secret",
     EVENT("SelfManagedKafka", KAFKA
           "              - {Type: SERVER_ROOT_CA_CERTIFICATE, URI: c}\n              - {Type: BASIC_AUTH, URI: s}\n"),
     "[" KAFKA_MADE(SECRET("\"s\"") "," SECRET("\"s\"")) "]"},
    {"or none", EVENT("SelfManagedKafka", KAFKA "              - {Type: SERVER_ROOT_CA_CERTIFICATE, URI: c}\n"),
     "[" KAFKA_MADE(SECRET("null")) "]"},
    {"a network alone is no secret",
     EVENT("SelfManagedKafka",
           KAFKA "              - {Type: VPC_SUBNET, URI: a}\n              - {Type: VPC_SECURITY_GROUP, URI: b}\n"),
     "[" KAFKA_MADE(NETWORK) "]"},
};

static void has_policies(void **state)
{
    const struct policies *row = *state;
    assert_role(row->yaml, "us-east-1", strstr(row->yaml, "  M:\n") ? "M" : "F", "policies", row->wanted);
    assert_string_equal(told(), "");
}

/* Any one key of the role. */
struct part {
    const char *name, *yaml, *id, *key, *wanted;
};

#define TRUST(service)                                                                                        \
    "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":{\"Service\":[\"" service \
    "\"]},\"Action\":[\"sts:AssumeRole\"]}]}"
#define ALIASED(resource) \
    FUNCTION("      AutoPublishAlias: live-1_b\n      Policies: {Statement: [{Resource: " resource "}]}\n")
#define ALIASED_ROLE(resource) "[" NAMED("FRolePolicy0", "{\"Statement\":[{\"Resource\":" resource "}]}") "]"

static const struct part part_rows[] = {
    {"who may become a function", FUNCTION(""), "F", "trust", TRUST("lambda.amazonaws.com")},
    {"who may become a state machine", MACHINE(""), "M", "trust", TRUST("states.amazonaws.com")},
    {"a trust policy of one's own", FUNCTION("      AssumeRolePolicyDocument: {Statement: [], Foo: !Ref X}\n"), "F",
     "trust", "{\"Statement\":[],\"Foo\":{\"Ref\":\"X\"}}"},
    {"an empty one counts", FUNCTION("      AssumeRolePolicyDocument: {}\n"), "F", "trust", "{}"},
    {"null is none", FUNCTION("      AssumeRolePolicyDocument:\n"), "F", "trust", TRUST("lambda.amazonaws.com")},
    {"no path", FUNCTION(""), "F", "path", "null"},
    {"a path", FUNCTION("      RolePath: /a/\n"), "F", "path", "\"/a/\""},
    {"a path of any shape", FUNCTION("      RolePath: 012\n"), "F", "path", "10"},
    {"no boundary", FUNCTION(""), "F", "boundary", "null"},
    {"a boundary", FUNCTION("      PermissionsBoundary: !Ref B\n"), "F", "boundary", "{\"Ref\":\"B\"}"},
    {"a machine's path and boundary", MACHINE("      RolePath: /m/\n      PermissionsBoundary: b\n"), "M", "path",
     "\"/m/\""},
    {"Ref of an alias", ALIASED("!Ref F.Alias"), "F", "policies", ALIASED_ROLE("{\"Ref\":\"FAliasliveD1Ub\"}")},
    {"GetAtt of an alias", ALIASED("!GetAtt F.Alias.Arn"), "F", "policies",
     ALIASED_ROLE("{\"Fn::GetAtt\":[\"FAliasliveD1Ub\",\"Arn\"]}")},
    {"an alias in a Sub", ALIASED("!Sub '${F.Alias} ${F.Alias.Arn} ${!F.Alias} ${F.Arn}'"), "F", "policies",
     ALIASED_ROLE("{\"Fn::Sub\":\"${FAliasliveD1Ub} ${FAliasliveD1Ub.Arn} ${!F.Alias} ${F.Arn}\"}")},
    {"an alias in the text of a Sub with variables", ALIASED("!Sub ['${F.Alias}', {x: !Ref F.Alias}]"), "F", "policies",
     ALIASED_ROLE("{\"Fn::Sub\":[\"${FAliasliveD1Ub}\",{\"x\":{\"Ref\":\"FAliasliveD1Ub\"}}]}")},
    {"a part of an alias is none", ALIASED("!Ref F.Alias.Arn"), "F", "policies",
     ALIASED_ROLE("{\"Ref\":\"F.Alias.Arn\"}")},
    {"without an alias nothing is renamed", FUNCTION("      Policies: {Statement: [!Ref F.Alias]}\n"), "F", "policies",
     "[" NAMED("FRolePolicy0", "{\"Statement\":[{\"Ref\":\"F.Alias\"}]}") "]"},
    {"a queue that SAM makes",
     FUNCTION("      PermissionsBoundary: !GetAtt F.DestinationQueue.Arn\n"
              "      EventInvokeConfig: {DestinationConfig: {OnSuccess: {Type: SQS}}}\n"),
     "F", "boundary", "{\"Fn::GetAtt\":[\"FEventInvokeConfigOnSuccessQueue\",\"Arn\"]}"},
    {"a topic that SAM makes",
     FUNCTION("      PermissionsBoundary: !Ref F.DestinationTopic\n"
              "      EventInvokeConfig: {DestinationConfig: {OnFailure: {Type: SNS}}}\n"),
     "F", "boundary", "{\"Ref\":\"FEventInvokeConfigOnFailureTopic\"}"},
    {"the stage of an API",
     FUNCTION("      RolePath: !Ref A.Stage\n  A: {Type: AWS::Serverless::Api, Properties: {StageName: Prod}}\n"), "F",
     "path", "{\"Ref\":\"AProdStage\"}"},
    {"a Role that is NoValue in both branches", FUNCTION("      Role: !If [C, !Ref AWS::NoValue, !Ref AWS::NoValue]\n"),
     "F", "managed", "[" BASIC "]"},
    {"null for Role", FUNCTION("      Role:\n"), "F", "managed", "[" BASIC "]"},
    {"the first function's queue serves all that share Globals",
     "Globals: {Function: {Handler: h, Runtime: r, EventInvokeConfig: {DestinationConfig: {OnFailure: {Type: SQS}}}}}\n"
     "Resources:\n  G: {Type: AWS::Serverless::Function, Properties: {InlineCode: x}}\n"
     "  F: {Type: AWS::Serverless::Function, Properties: {InlineCode: x, EventInvokeConfig: {MaximumRetryAttempts: "
     "1}}}\n",
     "F", "policies",
     "[" QUEUE_SENT("FEventInvokeConfigOnFailure",
                    "{\"Fn::GetAtt\":[\"GEventInvokeConfigOnFailureQueue\",\"Arn\"]}") "]"},
    {"but not one with an OnFailure of its own",
     "Globals: {Function: {Handler: h, Runtime: r, EventInvokeConfig: {DestinationConfig: {OnFailure: {Type: SQS}}}}}\n"
     "Resources:\n  G: {Type: AWS::Serverless::Function, Properties: {InlineCode: x}}\n"
     "  F: {Type: AWS::Serverless::Function, Properties: {InlineCode: x, EventInvokeConfig: {DestinationConfig: "
     "{OnFailure: "
     "{Foo: 1}}}}}\n",
     "F", "policies",
     "[" QUEUE_SENT("FEventInvokeConfigOnFailure",
                    "{\"Fn::GetAtt\":[\"FEventInvokeConfigOnFailureQueue\",\"Arn\"]}") "]"},
};

static void has_part(void **state)
{
    const struct part *row = *state;
    assert_role(row->yaml, "us-east-1", row->id, row->key, row->wanted);
}

/* Functions whose role is not SAM's own are left out. */
struct without {
    const char *name, *yaml;
};

static const struct without without_rows[] = {
    {"a role", FUNCTION("      Role: arn:aws:iam::123456789012:role/r\n      Policies: [AmazonS3ReadOnlyAccess]\n")},
    {"a role by reference", FUNCTION("      Role: !GetAtt R.Arn\n")},
    {"an empty text", FUNCTION("      Role: ''\n")},
    {"NoValue", FUNCTION("      Role: !Ref AWS::NoValue\n")},
    {"a role in one branch",
     FUNCTION_IN("Conditions: {C: !Equals [a, b]}\n", "      Role: !If [C, arn, !Ref AWS::NoValue]\n")},
    {"roles in both", FUNCTION("      Role: !If [C, a, b]\n")},
    {"a machine's role", MACHINE("      Role: arn\n")},
    {"a function of CloudFormation", "Resources: {F: {Type: AWS::Lambda::Function, Properties: {Handler: h}}}\n"},
    {"no type", "Resources: {F: {Foo: 1}}\n"},
};

static void is_left_out(void **state)
{
    const struct without *row = *state;
    assert_same_json(expanded_json(row->yaml, "us-east-1"), "{\"functions\":{}}");
}

static void functions_come_first_then_machines_each_as_in_the_file(void **state)
{
    (void)state;
    const char *json = expanded_json("Globals: {Function: {Handler: h, Runtime: r}}\nResources:\n"
                                     "  M: {Type: AWS::Serverless::StateMachine, Properties: {DefinitionUri: d}}\n"
                                     "  Z: {Type: AWS::Serverless::Function}\n"
                                     "  A: {Type: AWS::Serverless::Function}\n",
                                     "us-east-1");
    const char *z = strstr(json, "\"Z\": {"), *a = strstr(json, "\"A\": {"), *m = strstr(json, "\"M\": {");
    assert_true(z && a && m && z < a && a < m);
}

static void everything_made_has_a_place_in_the_file(void **state)
{
    (void)state;
    struct sg_roles roles;
    const char *yaml = FUNCTION("      VpcConfig: {SubnetIds: [s]}\n      DeadLetterQueue: {Type: SQS, TargetArn: a}\n"
                                "      Policies: [{S3ReadPolicy: {BucketName: b}}, AmazonS3ReadOnlyAccess]\n"
                                "      Events: {E: {Type: SQS, Properties: {Queue: q}}}\n");
    assert_non_null(template_in(yaml, "us-east-1", &roles));
    const struct sg_role *role = sg_find_role(&roles, "F");
    assert_non_null(role);
    assert_null(sg_find_role(&roles, "G"));
    assert_int_equal(role->managed.count + role->policies.count, 6);
    for (size_t i = 0; i < role->managed.count; i++)
        assert_true(role->managed.items[i].node->end > 0);
    for (size_t i = 0; i < role->policies.count; i++)
        assert_true(role->policies.items[i].node->end > 0);
}

SUITE(role)
{
    static const struct CMUnitTest tests[] = {
        TEST(functions_come_first_then_machines_each_as_in_the_file),
        TEST(everything_made_has_a_place_in_the_file),
    };
    return cmocka_run_group_tests_name("role", tests, NULL, NULL) + RUN_ROWS(managed_rows, has_managed) +
           RUN_ROWS(event_rows, has_managed) + RUN_ROWS(machine_rows, has_managed) +
           RUN_ROWS(entry_rows, has_policies) + RUN_ROWS(destination_rows, has_policies) +
           RUN_ROWS(event_policy_rows, has_policies) + RUN_ROWS(part_rows, has_part) +
           RUN_ROWS(without_rows, is_left_out);
}
