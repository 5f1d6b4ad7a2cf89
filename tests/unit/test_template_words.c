#include "roles.h"
#include "sam/role.h"
#include "support.h"

/*
 * Templates whose messages are compared in unit/told/template_words.txt, and templates that SAM accepts: a name that
 * samgen does not know would make a message.
 */
struct written {
    const char *name, *yaml;
};

#define BARE_FUNCTION "  F:\n    Type: AWS::Serverless::Function\n    Properties:\n"
#define IMAGE(line) "Resources:\n" BARE_FUNCTION "      PackageType: Image\n      ImageUri: i\n" line
#define URL(cors) FUNCTION("      FunctionUrlConfig: {AuthType: NONE, Cors: " cors "}\n")
#define DEPLOY(inside) FUNCTION("      AutoPublishAlias: live\n      DeploymentPreference: {" inside "}\n")
#define EVENT(type, inside) FUNCTION("      Events: {E: {Type: " type ", Properties: {" inside "}}}\n")
#define LAYER(inside) FUNCTION("  L: {Type: AWS::Serverless::LayerVersion, Properties: {ContentUri: c/, " inside "}}\n")
#define TABLE(key) FUNCTION("  T: {Type: AWS::Serverless::SimpleTable, Properties: {PrimaryKey: " key "}}\n")
#define REGISTRY(inside)                                                                              \
    EVENT("MSK", "Stream: s, StartingPosition: LATEST, SchemaRegistryConfig: {SchemaRegistryURI: u, " \
                 "EventRecordFormat: JSON, " inside "}")
#define KAFKA(access)                                                                               \
    EVENT("SelfManagedKafka", "KafkaBootstrapServers: [b], Topics: [t], StartingPosition: LATEST, " \
                              "SourceAccessConfigurations: [" access "]")

static const struct written refused_rows[] = {
    {"no section Resources", "Foo: {}\n"},
    {"a capacity provider with concurrency",
     FUNCTION("      CapacityProviderConfig: {Arn: a}\n      AutoPublishAlias: live\n"
              "      ProvisionedConcurrencyConfig: {ProvisionedConcurrentExecutions: 1}\n")},
    {"a capacity provider with a VPC",
     FUNCTION("      CapacityProviderConfig: {Arn: a}\n      VpcConfig: {SubnetIds: [s]}\n")},
    {"scaling alone", FUNCTION("      FunctionScalingConfig: {MinExecutionEnvironments: 1}\n")},
    {"deletion of versions without an alias", FUNCTION("      VersionDeletionPolicy: Delete\n")},
    {"tenants with concurrency",
     FUNCTION("      TenancyConfig: {TenantIsolationMode: PER_TENANT}\n      AutoPublishAlias: live\n"
              "      ProvisionedConcurrencyConfig: {ProvisionedConcurrentExecutions: 1}\n")},
    {"tenants with a URL", FUNCTION("      TenancyConfig: {TenantIsolationMode: PER_TENANT}\n"
                                    "      FunctionUrlConfig: {AuthType: NONE}\n")},
    {"tenants with a snapshot",
     FUNCTION("      TenancyConfig: {TenantIsolationMode: PER_TENANT}\n      SnapStart: {ApplyOn: None}\n")},
    {"tenants with a queue", FUNCTION("      TenancyConfig: {TenantIsolationMode: PER_TENANT}\n"
                                      "      Events: {E: {Type: SQS, Properties: {Queue: q}}}\n")},
    {"concurrency without an alias",
     FUNCTION("      ProvisionedConcurrencyConfig: {ProvisionedConcurrentExecutions: 1}\n")},
    {"a machine with both definitions", MACHINE("      DefinitionUri: d\n")},
    {"a machine's alias target without an alias", MACHINE("      UseAliasAsEventTarget: true\n")},
    {"a machine's deployment without an alias", MACHINE("      DeploymentPreference: {Type: ALL_AT_ONCE}\n")},
    {"a machine's alias with a dash", MACHINE("      AutoPublishAlias: my-alias\n")},
    {"a machine's address without a key",
     "Resources:\n  M: {Type: AWS::Serverless::StateMachine, Properties: {DefinitionUri: {Bucket: b}}}\n"},
    {"a machine's address without a bucket",
     "Resources:\n  M: {Type: AWS::Serverless::StateMachine, Properties: {DefinitionUri: {Key: k}}}\n"},
    {"a machine's policies that are a number", MACHINE("      Policies: 1\n")},
    {"code without a key",
     "Resources:\n" BARE_FUNCTION "      Handler: h\n      Runtime: r\n      CodeUri: {Bucket: b}\n"},
    {"an image with a handler", IMAGE("      Handler: h\n")},
    {"an image with a runtime", IMAGE("      Runtime: r\n")},
    {"an image with layers", IMAGE("      Layers: [l]\n")},
    {"the hash of code of a resource",
     FUNCTION("      AutoPublishAlias: live\n      AutoPublishCodeSha256: !GetAtt X.Y\n")},
    {"Cors that are a text", URL("all")},
    {"Cors with an unknown key", URL("{Origins: ['*']}")},
    {"Cors with one origin", URL("{AllowOrigins: '*'}")},
    {"Cors with an age in words", URL("{MaxAge: long}")},
    {"Cors with credentials in words", URL("{AllowCredentials: maybe}")},
    {"a condition to pass through that is a word",
     DEPLOY("Type: Canary10Percent5Minutes, PassthroughCondition: maybe")},
    {"a deployment without a type", DEPLOY("Alarms: [a]")},
    {"hooks that are a list", DEPLOY("Type: Canary10Percent5Minutes, Hooks: [a]")},
    {"alarms that are a map", DEPLOY("Type: Canary10Percent5Minutes, Alarms: {a: b}")},
    {"a deployment without an alias", FUNCTION("      DeploymentPreference: {Type: Canary10Percent5Minutes}\n")},
    {"the tag createdBy", FUNCTION("      Tags: {'lambda:createdBy': me}\n")},
    {"the tag applicationId", FUNCTION("      Tags: {'serverlessrepo:applicationId': a}\n")},
    {"the tag semanticVersion", FUNCTION("      Tags: {'serverlessrepo:semanticVersion': a}\n")},
    {"a layer without a bucket",
     FUNCTION("  L: {Type: AWS::Serverless::LayerVersion, Properties: {ContentUri: {Key: k}}}\n")},
    {"a layer without a key",
     FUNCTION("  L: {Type: AWS::Serverless::LayerVersion, Properties: {ContentUri: {Bucket: b}}}\n")},
    {"a layer that is kept for a while", LAYER("RetentionPolicy: Sometimes")},
    {"a layer of another architecture", LAYER("CompatibleArchitectures: [x86_64, arm64, sparc]")},
    {"a table's key of another type", TABLE("{Name: id, Type: Text}")},
    {"a table's key without a name", TABLE("{Type: String}")},
    {"IgnoreGlobals of a list", "Globals: {Function: {Handler: h}}\nResources:\n" BARE_FUNCTION
                                "      Handler: h\n      Runtime: r\n      InlineCode: x\n    IgnoreGlobals: [[a]]\n"},
    {"a property of resources of another kind in Globals", "Globals: {Function: {Zebra: 1}}\nResources:\n" BARE_FUNCTION
                                                           "      Handler: h\n      Runtime: r\n      InlineCode: x\n"},
    {"dead letters of another kind", EVENT("EventBridgeRule", "Pattern: {}, DeadLetterConfig: {Type: SNS}")},
    {"dead letters with an id in a list",
     EVENT("EventBridgeRule", "Pattern: {}, DeadLetterConfig: {Type: SQS, QueueLogicalId: [q]}")},
    {"a bucket that depends on a map",
     EVENT("S3", "Bucket: !Ref B, Events: e") "  B: {Type: AWS::S3::Bucket, DependsOn: {a: b}}\n"},
    {"a pool whose triggers are a text",
     EVENT("Cognito",
           "UserPool: !Ref P, Trigger: t") "  P: {Type: AWS::Cognito::UserPool, Properties: {LambdaConfig: x}}\n"},
    {"a registry with one validation", REGISTRY("SchemaValidationConfigs: x")},
    {"a registry with one access", REGISTRY("SchemaValidationConfigs: [], AccessConfigs: x")},
    {"Kafka with another access", KAFKA("{Type: PASSWORD, URI: u}")},
    {"Kafka with a secret without a URI", KAFKA("{Type: SASL_SCRAM_512_AUTH}")},
    {"one policy template that is a text", FUNCTION("      Policies: [{S3ReadPolicy: b}]\n")},
    {"a policy template without its parameters", FUNCTION("      Policies: [{EFSWriteAccessPolicy: {}}]\n")},
};

static void is_refused(void **state)
{
    const struct written *row = *state;
    struct sg_roles roles;
    assert_null(template_in(row->yaml, "us-east-1", &roles));
    assert_true(findings.errors > 0);
}

static const struct written accepted_rows[] = {
    {"scaling of a capacity provider", FUNCTION("      CapacityProviderConfig: {Arn: a}\n"
                                                "      FunctionScalingConfig: {MinExecutionEnvironments: 1}\n")},
    {"deletion of versions of an alias",
     FUNCTION("      AutoPublishAlias: live\n      VersionDeletionPolicy: Delete\n")},
    {"tenants with APIs", FUNCTION("      TenancyConfig: {TenantIsolationMode: PER_TENANT}\n      Events:\n"
                                   "        A: {Type: Api, Properties: {Path: /, Method: get}}\n"
                                   "        H: {Type: HttpApi, Properties: {Path: /, Method: get}}\n")},
    {"code of a bucket",
     "Resources:\n" BARE_FUNCTION "      Handler: h\n      Runtime: r\n      CodeUri: {Bucket: b, Key: k}\n"},
    {"a zip", FUNCTION("      PackageType: Zip\n")},
    {"an image", IMAGE("      ImageConfig: {Command: [a]}\n")},
    {"Cors with everything", URL("{AllowOrigins: [a], AllowMethods: [GET], AllowHeaders: [h], ExposeHeaders: [h], "
                                 "AllowCredentials: true, MaxAge: 10}")},
    {"a URL for those who sign", FUNCTION("      FunctionUrlConfig: {AuthType: AWS_IAM}\n")},
    {"a deployment that is off", FUNCTION("      DeploymentPreference: {Enabled: false}\n")},
    {"a deployment that is off by a text", FUNCTION("      DeploymentPreference: {Enabled: 'false'}\n")},
    {"a deployment that is off by a word", FUNCTION("      DeploymentPreference: {Enabled: 'False'}\n")},
    {"a deployment by a mapping",
     "Mappings: {M: {a: {b: false}}}\n" FUNCTION("      DeploymentPreference: {Enabled: !FindInMap [M, a, b]}\n")},
    {"what passes through by a mapping",
     "Mappings: {M: {a: {b: true}}}\n" DEPLOY("Type: AllAtOnce, PassthroughCondition: !FindInMap [M, a, b]")},
    {"what passes through by a text", DEPLOY("Type: AllAtOnce, PassthroughCondition: 'true'")},
    {"what passes through by a word", DEPLOY("Type: AllAtOnce, PassthroughCondition: 'True'")},
    {"what does not pass through by a text", DEPLOY("Type: AllAtOnce, PassthroughCondition: 'false'")},
    {"what does not pass through by a word", DEPLOY("Type: AllAtOnce, PassthroughCondition: 'False'")},
    {"hooks and alarms", DEPLOY("Type: AllAtOnce, Hooks: {PreTraffic: a}, Alarms: [a]")},
    {"a layer of a bucket",
     FUNCTION("  L: {Type: AWS::Serverless::LayerVersion, Properties: {ContentUri: {Bucket: b, Key: k}, "
              "RetentionPolicy: retain, CompatibleArchitectures: [x86_64, arm64]}}\n")},
    {"a layer that is deleted", LAYER("RetentionPolicy: Delete")},
    {"a table of texts", TABLE("{Name: id, Type: String}")},
    {"a table of numbers", TABLE("{Name: id, Type: Number}")},
    {"a table of bytes", TABLE("{Name: id, Type: Binary}")},
    {"dead letters with an id",
     EVENT("EventBridgeRule", "Pattern: {}, DeadLetterConfig: {Type: SQS, QueueLogicalId: q}")},
    {"a bucket that depends on others",
     EVENT("S3",
           "Bucket: !Ref B, Events: e") "  B: {Type: AWS::S3::Bucket, DependsOn: [T]}\n  T: {Type: AWS::SNS::Topic}\n"},
    {"a pool with triggers",
     EVENT("Cognito",
           "UserPool: !Ref P, Trigger: t") "  P: {Type: AWS::Cognito::UserPool, Properties: {LambdaConfig: {}}}\n"},
    {"a registry of sources",
     EVENT("MSK",
           "Stream: s, StartingPosition: LATEST, SchemaRegistryConfig: {SchemaRegistryURI: u, EventRecordFormat: "
           "SOURCE, SchemaValidationConfigs: [], AccessConfigs: [{Type: BASIC_AUTH, URI: u}]}")},
    {"Kafka with SCRAM 256", KAFKA("{Type: SASL_SCRAM_256_AUTH, URI: u}")},
    {"Kafka with SCRAM 512", KAFKA("{Type: SASL_SCRAM_512_AUTH, URI: u}")},
    {"Kafka with a password", KAFKA("{Type: BASIC_AUTH, URI: u}")},
    {"Kafka with a certificate",
     KAFKA("{Type: CLIENT_CERTIFICATE_TLS_AUTH, URI: u}, {Type: SERVER_ROOT_CA_CERTIFICATE, URI: u}")},
    {"Kafka in a network", KAFKA("{Type: VPC_SUBNET, URI: s}, {Type: VPC_SECURITY_GROUP, URI: g}")},
    {"MSK with a group", EVENT("MSK", "Stream: s, StartingPosition: LATEST, ConsumerGroupId: g")},
    {"Kafka with a group", EVENT("SelfManagedKafka", "KafkaBootstrapServers: [b], Topics: [t], ConsumerGroupId: g, "
                                                     "SourceAccessConfigurations: [{Type: BASIC_AUTH, URI: u}]")},
    {"a function with the ID of the API that SAM makes",
     "Resources:\n  ServerlessRestApi:\n    Type: AWS::Serverless::Function\n    Properties: {Handler: h, Runtime: r, "
     "InlineCode: x, Events: {E: {Type: Api, Properties: {Path: /, Method: get}}}}\n"},
    {"a function with the ID of the HTTP API that SAM makes",
     "Resources:\n  ServerlessHttpApi:\n    Type: AWS::Serverless::Function\n    Properties: {Handler: h, Runtime: r, "
     "InlineCode: x, Events: {E: {Type: HttpApi, Properties: {Path: /, Method: get}}}}\n"},
    {"a function with the ID of an API that SAM does not make",
     "Resources:\n  ServerlessRestApi:\n    Type: AWS::Serverless::Function\n    Properties: {Handler: h, Runtime: r, "
     "InlineCode: x, Events: {E: {Type: Api, Properties: {Path: /, Method: get, RestApiId: !Ref A}}}}\n"
     "  A: {Type: AWS::Serverless::Api, Properties: {StageName: a}}\n"},
    {"a function with the ID of an HTTP API that SAM does not make",
     "Resources:\n  ServerlessHttpApi:\n    Type: AWS::Serverless::Function\n    Properties: {Handler: h, Runtime: r, "
     "InlineCode: x, Events: {E: {Type: HttpApi, Properties: {Path: /, Method: get, ApiId: !Ref A}}}}\n"
     "  A: {Type: AWS::Serverless::HttpApi}\n"},
    {"a filter", EVENT("SQS", "Queue: q, FilterCriteria: {Filters: [{Pattern: p}]}")},
};

static void is_accepted(void **state)
{
    const struct written *row = *state;
    struct sg_roles roles;
    if (!template_in(row->yaml, "us-east-1", &roles) || findings.errors)
        fail_msg("refused:\n%s\n%s", told(), row->yaml);
}

SUITE(template_words)
{
    return RUN_ROWS(refused_rows, is_refused) + RUN_ROWS(accepted_rows, is_accepted);
}
