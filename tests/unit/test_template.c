#include "sam/template.h"

#include "base/buffer.h"
#include "iam/arn.h"
#include "roles.h"
#include "support.h"

#include <string.h>

/* A template that SAM refuses: where, and what is said of it. */
struct refused {
    const char *name, *yaml, *place, *words;
};

#define BARE "Resources:\n  F: {Type: AWS::Serverless::Function, Properties: {InlineCode: x}}\n"
#define GLOBALS(lines) "Globals:\n" lines BARE
#define HAVING(key) "Resources:\n  F:\n    Type: AWS::Serverless::Function\n    " key "\n"

static const struct refused structure_rows[] = {
    {"no Resources", "Transform: AWS::Serverless-2016-10-31\n", "1:1", "no map Resources"},
    {"null for Resources", "Resources:\n", "1:1", "no map Resources"},
    {"a list for Resources", "Resources: []\n", "1:1", "no map Resources"},
    {"no resource", "Resources: {}\n", "1:1", "no map Resources"},
    {"a list", "- a\n", "1:1", "no map Resources"},
    {"a text", "a\n", "1:1", "no map Resources"},
    {"an intrinsic for Resources", "Resources: !Ref X\n", "1:12", "Ref must be a map"},
    {"a resource that is a text", "Resources:\n  F: x\n", "2:3", "F must be a map"},
    {"a resource that is null", "Resources:\n  F:\n", "2:3", "F must be a map"},
    {"Fn::ForEach", "Resources:\n  Fn::ForEach::X: {a: [b]}\n", "2:3", "must be a list of"},
    {"Properties that are null", HAVING("Properties:"), "2:3", "the Properties of F"},
    {"Properties that are a list", HAVING("Properties: []"), "2:3", "the Properties of F"},
    {"a Condition that is no text", "Resources:\n  T:\n    Type: AWS::SNS::Topic\n    Condition: [C]\n", "4:16",
     "the Condition of T"},
    {"a Condition that is a number", HAVING("Condition: 1"), "4:16", "the Condition of F"},
    {"an id with a dash",
     "Resources:\n  my-F: {Type: AWS::Serverless::Function, Properties: {InlineCode: x, Handler: h, Runtime: r}}\n",
     "2:3", "must consist of letters and digits"},
    {"Mappings that are null", "Mappings:\n" BARE, "1:10", "Mappings must be a map"},
    {"Mappings that are a list", "Mappings: [a]\n" BARE, "1:11", "Mappings must be a map"},
    {"two documents", BARE "---\nx\n", "3:1", "a second document"},
    {"nothing", "", "1:1", "the text is empty"},
    {"a key that is a tagged text", "Resources: {!Ref X: {}}\n", "1:13", "a key must be a text without a tag"},
    {"Globals that are null", "Globals:\n" BARE, "1:9", "Globals must be a map"},
    {"Globals that are a text", "Globals: x\n" BARE, "1:10", "Globals must be a map"},
    {"an unknown section", GLOBALS("  Functions: {}\n"), "2:3", "does not know the section \"Functions\""},
    {"a section that is null", GLOBALS("  Function:\n"), "2:3", "Function must be a map"},
    {"a section that nobody uses is looked at too", GLOBALS("  HttpApi: {Foo: 1}\n"), "2:13",
     "HttpApi cannot have \"Foo\""},
    {"a property that Globals does not take", GLOBALS("  Function:\n    Policies: []\n"), "3:5",
     "cannot have \"Policies\"; write it into each resource"},
    {"Role in Globals", GLOBALS("  Function: {Role: r}\n"), "2:14", "cannot have \"Role\""},
    {"a property with a slip", GLOBALS("  Function: {MemorySixe: 1}\n"), "2:14", "did you mean MemorySize?"},
    {"Fn::Transform in Globals", GLOBALS("  Function: {'Fn::Transform': {Name: AWS::Include}}\n"), "2:14",
     "cannot have"},
    {"every fault of Globals", GLOBALS("  Function: {Foo: 1}\n  Foo: {}\n"), "3:3",
     "does not know the section \"Foo\""},
    {"IgnoreGlobals of a text", "Globals: {Function: {Handler: h}}\n" HAVING("IgnoreGlobals: Handler"), "5:20",
     "IgnoreGlobals must be \"*\" or a list"},
    {"IgnoreGlobals of what Globals does not have",
     "Globals: {Function: {Handler: h}}\n" HAVING("IgnoreGlobals: [Handler, Timeout]"), "5:30", "names \"Timeout\""},
};

static const struct refused function_rows[] = {
    {"an unknown property", FUNCTION("      MemorySixe: 1\n"), "8:7",
     "does not know the property \"MemorySixe\" here; did you mean MemorySize?"},
    {"an intrinsic for a property", FUNCTION("      Fn::Transform: {Name: AWS::Include}\n"), "8:7",
     "does not know the property"},
    {"no Handler", "Resources:\n  F: {Type: AWS::Serverless::Function, Properties: {Runtime: r}}\n", "2:3",
     "must have Runtime and Handler"},
    {"no properties", HAVING("Metadata: {}"), "2:3", "must have Runtime and Handler"},
    {"ImageConfig of a zip", FUNCTION("      ImageConfig: {Command: [a]}\n"), "8:20", "PackageType: Image"},
    {"an image with a Handler", FUNCTION("      PackageType: Image\n"), "5:16", "Handler cannot be used with"},
    {"another package", FUNCTION("      PackageType: Jar\n"), "8:20", "Zip or Image"},
    {"CodeUri by an intrinsic",
     "Resources:\n  F:\n    Type: AWS::Serverless::Function\n    Properties: {Handler: h, Runtime: r, CodeUri: !Ref "
     "C}\n",
     "4:51", "CodeUri must be a path"},
    {"Policies that are a number", FUNCTION("      Policies: 1\n"), "8:17", "Policies must be"},
    {"Policies that are false", FUNCTION("      Policies: false\n"), "8:17", "Policies must be"},
    {"an entry that is null", FUNCTION("      Policies:\n        - a\n        -\n"), "9:9", "Policies must be"},
    {"an entry that is a list", FUNCTION("      Policies: [[a]]\n"), "8:17", "Policies must be"},
    {"a template with a slip", FUNCTION("      Policies:\n        - S3ReedPolicy: {BucketName: b}\n"), "9:11",
     "did you mean S3ReadPolicy?"},
    {"a template without its parameter", FUNCTION("      Policies:\n        - S3ReadPolicy: {Bucket: b}\n"), "9:11",
     "S3ReadPolicy is missing the parameter BucketName"},
    {"a template without its map", FUNCTION("      Policies:\n        - CloudWatchPutMetricPolicy:\n"), "9:11",
     "write CloudWatchPutMetricPolicy: {}"},
    {"two templates in one entry",
     FUNCTION("      Policies:\n        - S3ReadPolicy: {BucketName: b}\n          CloudWatchPutMetricPolicy: {}\n"),
     "9:11", "start each policy template with its own dash"},
    {"a map that is nothing", FUNCTION("      Policies: {Foo: 1, Bar: 2}\n"), "8:17",
     "SAM does not accept this policy"},
    {"an If of a document and a name", FUNCTION("      Policies: [!If [C, {Statement: []}, a]]\n"), "8:18",
     "must be policies of one kind"},
    {"an If of a document and a template",
     FUNCTION("      Policies: [!If [C, {Statement: []}, {CloudWatchPutMetricPolicy: {}}]]\n"), "8:18",
     "must be policies of one kind"},
    {"an If of nothing that is a policy", FUNCTION("      Policies: [!If [C, {a: b}, !Ref AWS::NoValue]]\n"), "8:18",
     "SAM does not accept this policy"},
    {"an If of two values", FUNCTION("      Policies: [!If [C, a]]\n"), "8:18", "a condition and two values"},
    {"a template in an If in an If",
     FUNCTION(
         "      Policies: [!If [C, !Ref AWS::NoValue, !If [D, {CloudWatchPutMetricPolicy: {}}, !Ref AWS::NoValue]]]\n"),
     "8:45", "does not expand a policy template in a nested Fn::If"},
    {"Tracing of a list", FUNCTION("      Tracing: [Active]\n"), "8:16", "Tracing must be"},
    {"DurableConfig of a text", FUNCTION("      DurableConfig: yes, please\n"), "8:22", "DurableConfig must be a map"},
    {"a dead letter queue without an address", FUNCTION("      DeadLetterQueue: {Type: SQS}\n"), "8:24",
     "must have Type and TargetArn"},
    {"a dead letter queue of another kind", FUNCTION("      DeadLetterQueue: {Type: S3, TargetArn: a}\n"), "8:31",
     "SQS or SNS"},
    {"a dead letter queue by a parameter",
     FUNCTION_IN("Parameters: {P: {Default: SQS}}\n", "      DeadLetterQueue: {Type: !Ref P, TargetArn: a}\n"), "9:31",
     "SQS or SNS"},
    {"a destination without a kind",
     FUNCTION("      EventInvokeConfig: {DestinationConfig: {OnFailure: {Destination: a}}}\n"), "8:58",
     "DestinationConfig.OnFailure must be SQS"},
    {"a destination of another kind",
     FUNCTION("      EventInvokeConfig: {DestinationConfig: {OnSuccess: {Type: S3, Destination: a}}}\n"), "8:65",
     "DestinationConfig.OnSuccess must be SQS"},
    {"a bus that SAM does not make",
     FUNCTION("      EventInvokeConfig: {DestinationConfig: {OnSuccess: {Type: EventBridge}}}\n"), "8:58",
     "must have a Destination"},
    {"a function that SAM does not make",
     FUNCTION("      EventInvokeConfig: {DestinationConfig: {OnSuccess: {Type: Lambda, Destination: !If [C, a, !Ref "
              "AWS::NoValue]}}}\n"),
     "8:58", "must have a Destination"},
    {"a destination that is a text", FUNCTION("      EventInvokeConfig: {DestinationConfig: {OnSuccess: SQS}}\n"),
     "8:58", "OnSuccess must be a map"},
    {"destinations that are a list", FUNCTION("      EventInvokeConfig: {DestinationConfig: [a]}\n"), "8:46",
     "must be a map"},
    {"an If for a destination that has two values",
     FUNCTION("      EventInvokeConfig: {DestinationConfig: {OnSuccess: {Type: SQS, Destination: !If [C, a]}}}\n"),
     "8:58", "a condition and two values"},
    {"a Default that is no text in a Sub",
     FUNCTION_IN("Parameters: {P: {Default: 1}}\n",
                 "      EventInvokeConfig: {DestinationConfig: {OnSuccess: {Type: SQS, Destination: !Sub 'a${P}'}}}\n"),
     "9:83", "the Default of P must be a text"},
    {"an If for Role with two values", FUNCTION("      Role: !If [C, a]\n"), "8:13", "a condition and two values"},
    {"the role's id is taken", FUNCTION("  FRole: {Type: AWS::SNS::Topic}\n"), "8:3", "SAM creates the role FRole"},
    {"an alias that is a number", FUNCTION("      AutoPublishAlias: '12'\n"), "8:25", "the name of an alias"},
    {"an alias that nobody knows yet", FUNCTION("      AutoPublishAlias: !Ref P\n"), "8:25",
     "a parameter with a Default"},
    {"ProvisionedConcurrencyConfig without an alias", FUNCTION("      ProvisionedConcurrencyConfig: {A: 1}\n"), "8:37",
     "requires AutoPublishAlias"},
    {"a URL without AuthType", FUNCTION("      FunctionUrlConfig: {Cors: {}}\n"), "8:26", "must have an AuthType"},
    {"a tag of SAM's own", FUNCTION("      Tags: {'lambda:createdBy': me}\n"), "8:13", "is reserved for SAM"},
    {"a table without a type for its key",
     FUNCTION("  T: {Type: AWS::Serverless::SimpleTable, Properties: {PrimaryKey: {Name: a}}}\n"), "8:68",
     "PrimaryKey must have Type"},
    {"a layer without content", FUNCTION("  L: {Type: AWS::Serverless::LayerVersion, Properties: {LayerName: a}}\n"),
     "8:3", "ContentUri is missing"},
    {"a machine without a definition", "Resources:\n  M: {Type: AWS::Serverless::StateMachine, Properties: {}}\n",
     "2:3", "Definition or DefinitionUri"},
    {"a machine with two", MACHINE("      DefinitionUri: a\n"), "5:19", "cannot be used with"},
    {"a machine with Role and Policies", MACHINE("      Role: r\n      Policies: a\n"), "6:13",
     "cannot be used together"},
    {"a machine with VpcConfig", MACHINE("      VpcConfig: {}\n"), "6:7", "does not know the property"},
    {"a machine whose role's id is taken", MACHINE("  MRole: {Type: AWS::SNS::Topic}\n"), "6:3",
     "SAM creates the role MRole"},
    {"a function of a refused machine is refused too", MACHINE("      Foo: 1\n"), "6:7", "does not know the property"},
};

#define EVENT(type, properties) \
    FUNCTION("      Events:\n        E:\n          Type: " type "\n          Properties:\n" properties)
#define KAFKA "            KafkaBootstrapServers: [b]\n            Topics: [t]\n"
#define REGISTRY(inside) \
    "            Stream: s\n            StartingPosition: LATEST\n            SchemaRegistryConfig: {" inside "}\n"

static const struct refused event_rows[] = {
    {"no type", FUNCTION("      Events:\n        E: {Properties: {}}\n"), "9:9", "Type is missing"},
    {"an unknown type", FUNCTION("      Events:\n        E: {Type: EventBridge}\n"), "9:9",
     "does not know the event type \"EventBridge\""},
    {"a machine's event that is a function's", MACHINE("      Events: {E: {Type: SQS, Properties: {Queue: q}}}\n"),
     "6:16", "does not know the event type \"SQS\""},
    {"an event that is a text", FUNCTION("      Events: {A: {Type: Api}, E: Api}\n"), "8:15", "a map of maps"},
    {"an id with a dash", FUNCTION("      Events:\n        e-1: {Type: SQS, Properties: {Queue: q}}\n"), "9:9",
     "letters and digits"},
    {"Properties that are a list", FUNCTION("      Events: {E: {Type: SQS, Properties: []}}\n"), "8:16",
     "Properties must be a map"},
    {"SQS without Queue", FUNCTION("      Events:\n        E: {Type: SQS}\n"), "9:9", "Queue is missing"},
    {"null for Queue", EVENT("SQS", "            Queue:\n"), "9:9", "Queue is missing"},
    {"a slip", EVENT("SQS", "            Queue: q\n            BatchSise: 1\n"), "13:13", "did you mean BatchSize?"},
    {"BatchSize of a text", EVENT("SQS", "            Queue: q\n            BatchSize: '1'\n"), "13:24",
     "a whole number"},
    {"Enabled of a text", EVENT("SQS", "            Queue: q\n            Enabled: 'true'\n"), "13:22",
     "true or false"},
    {"a filter without Filters", EVENT("SQS", "            Queue: q\n            FilterCriteria: {Filter: []}\n"),
     "13:29", "whose only key is Filters"},
    {"a group that is not Kafka's", EVENT("SQS", "            Queue: q\n            ConsumerGroupId: g\n"), "13:30",
     "ConsumerGroupId"},
    {"a destination without OnFailure",
     EVENT("SQS", "            Queue: q\n            DestinationConfig: {OnSuccess: {}}\n"), "13:32",
     "must have a map OnFailure"},
    {"a destination of another kind",
     EVENT("SQS", "            Queue: q\n            DestinationConfig: {OnFailure: {Type: Lambda, Destination: a}}\n"),
     "13:51", "SQS, SNS, S3 or Kafka"},
    {"Kinesis without a start", EVENT("Kinesis", "            Stream: s\n"), "9:9", "StartingPosition is missing"},
    {"MQ without a secret", EVENT("MQ", "            Broker: b\n"), "9:9", "a list with BASIC_AUTH"},
    {"MQ with another",
     EVENT("MQ", "            Broker: b\n            SourceAccessConfigurations: [{Type: VPC_SUBNET, URI: s}]\n"),
     "13:42", "BASIC_AUTH or VIRTUAL_HOST"},
    {"MQ with a host alone",
     EVENT("MQ", "            Broker: b\n            SourceAccessConfigurations: [{Type: VIRTUAL_HOST, URI: /}]\n"),
     "13:41", "has no BASIC_AUTH"},
    {"MQ with two secrets",
     EVENT("MQ", "            Broker: b\n            SourceAccessConfigurations: [{Type: BASIC_AUTH, URI: s}, {Type: "
                 "BASIC_AUTH, URI: t}]\n"),
     "13:70", "duplicate"},
    {"MQ with an empty secret",
     EVENT("MQ", "            Broker: b\n            SourceAccessConfigurations: [{Type: BASIC_AUTH}]\n"), "13:42",
     "no URI"},
    {"MQ with a key by an intrinsic",
     EVENT("MQ", "            Broker: b\n            SourceAccessConfigurations: [{Type: BASIC_AUTH, URI: s}]\n        "
                 "    SecretsManagerKmsKeyId: !Ref K\n"),
     "14:37", "SecretsManagerKmsKeyId must be a text"},
    {"DocumentDB without a database",
     EVENT("DocumentDB",
           "            Cluster: c\n            SourceAccessConfigurations: [{Type: BASIC_AUTH, URI: s}]\n"),
     "9:9", "DatabaseName is missing"},
    {"Kafka without servers", EVENT("SelfManagedKafka", "            Topics: [t]\n"), "9:9",
     "must have KafkaBootstrapServers"},
    {"Kafka with two topics",
     EVENT("SelfManagedKafka", "            KafkaBootstrapServers: [b]\n            Topics: [t, u]\n"), "9:9",
     "one topic"},
    {"Kafka without access", EVENT("SelfManagedKafka", KAFKA), "9:9", "must have a list SourceAccessConfigurations"},
    {"Kafka with half a network",
     EVENT("SelfManagedKafka", KAFKA "            SourceAccessConfigurations: [{Type: VPC_SUBNET, URI: s}]\n"), "14:41",
     "must be used together"},
    {"Kafka with two ways to authenticate",
     EVENT(
         "SelfManagedKafka", KAFKA
         "            SourceAccessConfigurations: [{Type: BASIC_AUTH, URI: s}, {Type: SASL_SCRAM_256_AUTH, URI: s}]\n"),
     "14:70", "two ways"},
    {"Kafka with a map that only looks like an intrinsic",
     EVENT("SelfManagedKafka", KAFKA "            SourceAccessConfigurations: [{Type: BASIC_AUTH, URI: {a: b}}]\n"),
     "14:42", "must have a URI"},
    {"a registry without a format", EVENT("MSK", REGISTRY("SchemaRegistryURI: u, SchemaValidationConfigs: []")),
     "14:35", "must have EventRecordFormat"},
    {"a registry with another format",
     EVENT("MSK", REGISTRY("SchemaRegistryURI: u, SchemaValidationConfigs: [], EventRecordFormat: XML")), "14:106",
     "JSON or SOURCE"},
    {"a registry with half an access",
     EVENT(
         "MSK",
         REGISTRY(
             "SchemaRegistryURI: u, SchemaValidationConfigs: [], EventRecordFormat: JSON, AccessConfigs: [{Type: a}]")),
     "14:128", "Type and URI"},
    {"S3 without its bucket", EVENT("S3", "            Bucket: b\n            Events: e\n"), "12:21",
     "!Ref of an AWS::S3::Bucket"},
    {"S3 of another template's", EVENT("S3", "            Bucket: !Ref B\n            Events: e\n"), "12:21",
     "in this template"},
    {"Cognito of a bucket",
     FUNCTION("      Events: {E: {Type: Cognito, Properties: {UserPool: !Ref B, Trigger: a}}}\n  B: {Type: "
              "AWS::S3::Bucket}\n"),
     "8:58", "AWS::Cognito::UserPool"},
    {"Schedule with State and Enabled",
     EVENT("Schedule", "            Schedule: s\n            State: ENABLED\n            Enabled: true\n"), "13:20",
     "cannot be used together"},
    {"ScheduleV2 knows no Enabled",
     EVENT("ScheduleV2", "            ScheduleExpression: s\n            Enabled: true\n"), "13:13",
     "does not know the property \"Enabled\""},
    {"a queue of two kinds for a rule",
     EVENT("EventBridgeRule", "            Pattern: {}\n            DeadLetterConfig: {Arn: a, Type: SQS}\n"), "13:31",
     "either Arn or Type"},
    {"SNS without its topic", EVENT("SNS", "            Region: r\n"), "9:9", "Topic is missing"},
    {"a subscription without an address",
     EVENT("SNS", "            Topic: t\n            SqsSubscription: {QueueArn: a}\n"), "13:30",
     "QueueArn and QueueUrl"},
    {"events are checked although the role is given", FUNCTION("      Role: r\n      Events: {E: {Type: SQS}}\n"),
     "9:16", "Queue is missing"},
};

static void is_refused(void **state)
{
    const struct refused *row = *state;
    struct sg_roles roles;
    assert_null(template_in(row->yaml, "us-east-1", &roles));
    assert_told(row->place, row->words);
}

/* What Globals gives a function. */
struct merged {
    const char *name, *globals, *own, *key, *wanted;
};

static const struct merged merged_rows[] = {
    {"a property of its own counts", "RolePath: /g/", "RolePath: /o/", "path", "\"/o/\""},
    {"one that it lacks", "RolePath: /g/", "", "path", "\"/g/\""},
    {"null of its own switches off", "RolePath: /g/", "RolePath: null", "path", "null"},
    {"maps are merged", "AssumeRolePolicyDocument: {a: {b: 1, c: 2}, d: 3}",
     "AssumeRolePolicyDocument: {a: {c: 4, e: 5}, f: 6}", "trust", "{\"a\":{\"b\":1,\"c\":4,\"e\":5},\"d\":3,\"f\":6}"},
    {"lists are joined, those of Globals first", "AssumeRolePolicyDocument: {a: [1, 2]}",
     "AssumeRolePolicyDocument: {a: [2, 3]}", "trust", "{\"a\":[1,2,2,3]}"},
    {"an intrinsic is one value", "AssumeRolePolicyDocument: {a: {Ref: x}}", "AssumeRolePolicyDocument: {a: {b: c}}",
     "trust", "{\"a\":{\"b\":\"c\"}}"},
    {"on both sides", "AssumeRolePolicyDocument: {a: {b: c}}", "AssumeRolePolicyDocument: {a: !Sub x}", "trust",
     "{\"a\":{\"Fn::Sub\":\"x\"}}"},
    {"a map with one key of another name is none", "AssumeRolePolicyDocument: {a: {b: 1}}",
     "AssumeRolePolicyDocument: {a: {c: 2}}", "trust", "{\"a\":{\"b\":1,\"c\":2}}"},
    {"a list and a map", "AssumeRolePolicyDocument: {a: [1]}", "AssumeRolePolicyDocument: {a: {b: 1}}", "trust",
     "{\"a\":{\"b\":1}}"},
    {"an intrinsic for the whole", "PermissionsBoundary: !Ref G", "", "boundary", "{\"Ref\":\"G\"}"},
};

static const char *with_globals(const char *globals, const char *own, const char *more)
{
    return sg_format(arena,
                     "Globals:\n  Function:\n    Handler: h\n    Runtime: r\n    %s\nResources:\n  F:\n"
                     "    Type: AWS::Serverless::Function\n%s    Properties:\n      InlineCode: x\n      %s\n",
                     globals, more, own);
}

static void is_merged(void **state)
{
    const struct merged *row = *state;
    assert_role(with_globals(row->globals, row->own, ""), "us-east-1", "F", row->key, row->wanted);
}

static void globals_can_be_ignored(void **state)
{
    (void)state;
    assert_role(with_globals("RolePath: /g/", "", "    IgnoreGlobals: [RolePath]\n"), "us-east-1", "F", "path", "null");
    assert_role(with_globals("RolePath: /g/", "", "    IgnoreGlobals: []\n"), "us-east-1", "F", "path", "\"/g/\"");
    assert_role(with_globals("RolePath: /g/", "Handler: a\n      Runtime: b", "    IgnoreGlobals: '*'\n"), "us-east-1",
                "F", "path", "null");
}

static void globals_of_other_types_do_not_count(void **state)
{
    (void)state;
    assert_role("Globals: {HttpApi: {Tags: {a: b}}, Function: {RolePath: /f/}}\n" MACHINE(""), "us-east-1", "M", "path",
                "null");
}

static void globals_are_the_properties_of_a_function_without_any(void **state)
{
    (void)state;
    assert_role("Globals: {Function: {Handler: h, Runtime: r, RolePath: /g/}}\n" HAVING("Metadata: {}"), "us-east-1",
                "F", "path", "\"/g/\"");
}

/* Files as people have them. */
struct file {
    const char *name, *text;
};

static const struct file file_rows[] = {
    {"a byte order mark", "\xEF\xBB\xBF" FUNCTION("      RolePath: /a/\n")},
    {"CRLF", "Resources:\r\n  F:\r\n    Type: AWS::Serverless::Function\r\n    Properties:\r\n      Handler: h\r\n     "
             " Runtime: r\r\n"
             "      RolePath: /a/\r\n"},
    {"CR alone",
     "Resources:\r  F:\r    Type: AWS::Serverless::Function\r    Properties:\r      Handler: h\r      Runtime: r\r"
     "      RolePath: /a/\r"},
    {"JSON", "{\"Resources\": {\"F\": {\"Type\": \"AWS::Serverless::Function\",\n  \"Properties\": {\"Handler\": "
             "\"\\u0068\", \"Runtime\": \"r\", "
             "\"RolePath\": \"/a/\"}}}}"},
    {"JSON on one line with a byte order mark", "\xEF\xBB\xBF{\"Resources\":{\"F\":{\"Type\":\"AWS::Serverless::"
                                                "Function\",\"Properties\":{\"Handler\":\"h\",\"Runtime\":\"r\","
                                                "\"RolePath\":\"/a/\"}}}}"},
    {"a document with its marks", "%YAML 1.1\n---\n" FUNCTION("      RolePath: /a/\n") "...\n"},
    {"anchors and a merge", "X: &x {Handler: h, Runtime: r, RolePath: /a/}\nResources:\n  F:\n    Type: "
                            "AWS::Serverless::Function\n    Properties: {<<: *x, "
                            "InlineCode: x}\n"},
    {"no line end",
     "Resources: {F: {Type: AWS::Serverless::Function, Properties: {Handler: h, Runtime: r, RolePath: /a/}}}"},
};

static void is_read(void **state)
{
    const struct file *row = *state;
    assert_role(row->text, "us-east-1", "F", "path", "\"/a/\"");
    assert_string_equal(told(), "");
}

static void columns_count_characters_behind_a_byte_order_mark(void **state)
{
    (void)state;
    struct sg_roles roles;
    assert_null(template_in("\xEF\xBB\xBFResources:\n  \"\xC3\xBC\xE2\x82\xAC\": x\n", "us-east-1", &roles));
    assert_told("2:3", "must be a map");
    assert_null(template_in("\xEF\xBB\xBFResources: [\xC3\xBC, \xE2\x82\xAC]\n", "us-east-1", &roles));
    assert_told("1:1", "no map Resources");
}

static void a_region_tells_its_partition_and_its_host_names(void **state)
{
    static const struct {
        const char *region, *partition, *suffix;
    } rows[] = {
        {"us-east-1", "aws", "amazonaws.com"},
        {"eu-central-1", "aws", "amazonaws.com"},
        {"me-central-1", "aws", "amazonaws.com"},
        {"cn-north-1", "aws-cn", "amazonaws.com.cn"},
        {"us-gov-east-1", "aws-us-gov", "amazonaws.com"},
        {"us-iso-west-1", "aws-iso", "c2s.ic.gov"},
        {"us-isob-east-1", "aws-iso-b", "sc2s.sgov.gov"},
        {"eu-isoe-west-1", "aws-iso-e", "cloud.adc-e.uk"},
        {"us-isof-east-1", "aws-iso-f", "csp.hci.ic.gov"},
        {"eusc-de-east-1", "aws-eusc", "amazonaws.eu"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        assert_string_equal(sg_partition_of(rows[i].region), rows[i].partition);
        assert_string_equal(sg_partition_suffix(rows[i].partition), rows[i].suffix);
    }
}

static void all_faults_are_told_at_once(void **state)
{
    (void)state;
    struct sg_roles roles;
    assert_null(template_in(FUNCTION("      Foo: 1\n      Bar: 2\n  G: {Type: AWS::Serverless::Function}\n"
                                     "  M: {Type: AWS::Serverless::StateMachine}\n"),
                            "us-east-1", &roles));
    assert_told("8:7", "Foo");
    assert_told("9:7", "Bar");
    assert_told("10:3", "G:");
    assert_told("11:3", "M:");
}

/* Files that are short and would become very large, or take very long. */

static void refused_with(const char *yaml, const char *words)
{
    struct sg_roles roles;
    findings = (struct sg_findings){.arena = arena};
    assert_null(template_in(yaml, "us-east-1", &roles));
    if (!strstr(told(), words))
        fail_msg("not \"%s\" but %s", words, told());
}

static const char *repeated(const char *head, const char *format, int count, const char *tail)
{
    struct sg_buffer b = sg_buffer_new(arena, SG_BUFFER_MOST);
    sg_add(&b, head);
    for (int i = 0; i < count; i++) {
        const char *number = strchr(format, '#');
        sg_add_bytes(&b, format, (size_t)(number - format));
        sg_add_format(&b, "%d%s", i, number + 1);
    }
    sg_add(&b, tail);
    return b.text;
}

static void sizes_have_limits(void **state)
{
    (void)state;
    refused_with(repeated("Resources:\n", "  F#: {Type: AWS::SNS::Topic}\n", 2001, ""), "more than 2000 resources");
    refused_with(repeated(FUNCTION("      Policies:\n"), "        - p#\n", 501, ""), "more than 500 policies");
    refused_with(repeated(FUNCTION("      Events:\n"), "        E#: {Type: SQS, Properties: {Queue: q}}\n", 501, ""),
                 "more than 500 events");
    refused_with(repeated("X:\n", "  - &a# x\n", 1001, BARE), "more than 1000 anchors");
    const char *globals = repeated("Globals:\n  Function:\n    Tags:\n", "      k#: v\n", 2000, "Resources:\n");
    refused_with(repeated(globals, "  F#: {Type: AWS::Serverless::Function, Properties: {Tags: {a: b}}}\n", 1000, ""),
                 "more than 2000000 values");
    const char *parameter = repeated("Parameters: {P: {Default: '", "#", 2000, "'}}\n");
    refused_with(
        sg_concat(
            arena, parameter,
            repeated(
                FUNCTION("      EventInvokeConfig: {DestinationConfig: {OnFailure: {Type: SQS, Destination: !Sub '"),
                "${P}#", 20, "'}}}\n")),
        "longer than 65536 bytes");
}

SUITE(template)
{
    static const struct CMUnitTest tests[] = {
        TEST(sizes_have_limits),
        TEST(globals_can_be_ignored),
        TEST(globals_of_other_types_do_not_count),
        TEST(globals_are_the_properties_of_a_function_without_any),
        TEST(columns_count_characters_behind_a_byte_order_mark),
        TEST(a_region_tells_its_partition_and_its_host_names),
        TEST(all_faults_are_told_at_once),
    };
    return cmocka_run_group_tests_name("template", tests, NULL, NULL) + RUN_ROWS(structure_rows, is_refused) +
           RUN_ROWS(function_rows, is_refused) + RUN_ROWS(event_rows, is_refused) + RUN_ROWS(merged_rows, is_merged) +
           RUN_ROWS(file_rows, is_read);
}
