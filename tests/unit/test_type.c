#include "catalog/type.h"

#include "with_catalog.h"

#include <string.h>

/* What !Ref returns and which attribute is the ARN; "" where that is not known. */
static const struct {
    const char *type, *ref, *arn;
} types[] = {
    {"AWS::SQS::Queue", "url", "Arn"},
    {"AWS::S3::Bucket", "name", "Arn"},
    {"AWS::SNS::Topic", "arn", "TopicArn"},
    {"AWS::Events::Rule", "name", "Arn"},
    {"AWS::KMS::Key", "id", "Arn"},
    {"AWS::Glue::Job", "name", ""},
    {"AWS::StepFunctions::StateMachine", "arn", "Arn"},
    {"AWS::SecretsManager::Secret", "arn", "Ref"},
    {"AWS::BedrockAgentCore::Runtime", "arn", "AgentRuntimeArn"},
    {"AWS::Batch::JobQueue", "arn", "JobQueueArn"},
    {"AWS::Kinesis::StreamConsumer", "arn", "ConsumerARN"},
    {"AWS::Serverless::Function", "name", "Arn"},
    {"AWS::Serverless::SimpleTable", "name", "Arn"},
    {"AWS::Serverless::Application", "arn", "Ref"},
    {"AWS::CloudFormation::CustomResource", "", ""},
    {"AWS::ACMPCA::Certificate", "arn", "Arn"},
};

static void types_have_facts(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof types / sizeof *types; i++) {
        struct sg_type found;
        if (!sg_find_type(arena, catalog, types[i].type, &found))
            fail_msg("%s is not found", types[i].type);
        assert_string_equal(found.name, types[i].type);
        if (types[i].ref)
            assert_string_equal(found.ref ? found.ref : "", types[i].ref);
        assert_string_equal(found.arn ? found.arn : "", types[i].arn);
    }
}

static void of_other_types_nothing_is_known(void **state)
{
    static const char *const others[] = {"",
                                         "AWS::",
                                         "AWS::SQS",
                                         "AWS::SQS::Queu",
                                         "AWS::SQS::Queue2",
                                         "Custom::Own",
                                         "AWS::New::Thing",
                                         "My::Own::Module::MODULE",
                                         ".source",
                                         "zzz"};
    (void)state;
    for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
        struct sg_type found;
        if (sg_find_type(arena, catalog, others[i], &found))
            fail_msg("%s is found", others[i]);
        assert_null(sg_attribute_fault(arena, catalog, others[i], "Anything"));
    }
}

/* Every line can be found by its name, and what it says of the ARN is one of its attributes. */
static void each_line_is_found(void **state)
{
    struct sg_source source;
    size_t count = 0;
    (void)state;
    assert_true(sg_catalog_read(catalog, "types.txt", &source));
    for (const char *p = strchr(source.bytes, '\n'); p && p[1]; p = strchr(p + 1, '\n'), count++) {
        struct sg_type found;
        const char *name = sg_copy_bytes(arena, p + 1, strcspn(p + 1, " \n"));
        if (!sg_find_type(arena, catalog, name, &found) || strcmp(found.name, name) != 0)
            fail_msg("%s is not found", name);
        if (found.arn && strcmp(found.arn, "Ref") != 0 && !sg_strings_have(&found.attributes, found.arn))
            fail_msg("%s has no attribute %s", name, found.arn);
    }
    assert_true(count > 1500);
}

/* resources.yaml, which people write, and types.txt, which is made from the schemas, do not contradict each other. */
static void kinds_have_attributes_of_their_types(void **state)
{
    const struct sg_kinds *kinds = sg_all_kinds(catalog, &findings);
    (void)state;
    for (size_t k = 0; k < kinds->count; k++)
        for (size_t t = 0; t < kinds->items[k].types.count; t++)
            for (size_t y = 0; y < kinds->items[k].yields.count; y++) {
                const struct sg_yield *yield = &kinds->items[k].yields.items[y];
                const char *type = kinds->items[k].types.items[t];
                struct sg_type found;
                bool known = sg_find_type(arena, catalog, type, &found);
                bool ref = strcmp(yield->attribute, "Ref") == 0;
                if (known && !ref && kinds->items[k].types.count == 1 && sg_type_lacks(&found, yield->attribute))
                    fail_msg("%s: %s has no attribute %s", kinds->items[k].name, type, yield->attribute);
                bool arn = strcmp(yield->gives, "arn") == 0;
                bool other = strcmp(yield->gives, "url") == 0;
                if (known && ref && found.ref && !yield->separator && !other && arn != (strcmp(found.ref, "arn") == 0))
                    fail_msg("%s: !Ref of %s returns the %s", kinds->items[k].name, type, found.ref);
            }
}

/* What is wrong with an attribute; NULL: nothing, or nothing that is known. */
static const struct {
    const char *type, *attribute, *fault;
} attributes[] = {
    {"AWS::SQS::Queue", "Arn", NULL},
    {"AWS::SQS::Queue", "FifoQueue", NULL},
    {"AWS::SQS::Queue", "Arnn", "AWS::SQS::Queue has no attribute Arnn; did you mean Arn?"},
    {"AWS::SQS::Queue", "arn", "AWS::SQS::Queue has no attribute arn; did you mean Arn?"},
    {"AWS::SQS::Queue", "Arn.Part", NULL},
    {"AWS::SQS::Queue", "${Which}", NULL},
    {"AWS::SQS::Queue", "", NULL},
    {"AWS::SNS::Topic", "Arn", "AWS::SNS::Topic has no attribute Arn; !Ref returns its ARN"},
    {"AWS::S3::Bucket", "BucketName", "AWS::S3::Bucket has no attribute BucketName; !Ref returns its name"},
    {"AWS::S3::Bucket", "Zone",
     "AWS::S3::Bucket has no attribute Zone; it has Arn, DomainName, DualStackDomainName, "
     "RegionalDomainName, WebsiteURL and 12 more"},
    {"AWS::RDS::DBInstance", "MasterUserSecret.SecretArn", NULL},
    {"AWS::RDS::DBInstance", "MasterUserSecret", NULL},
    {"AWS::RDS::DBCluster", "MasterUserSecret.SecretArn", NULL},
    {"AWS::RDS::DBInstance", "Endpoint.Port", NULL},
    {"AWS::RDS::DBInstance", "Endpoint.Pot",
     "AWS::RDS::DBInstance has no attribute Endpoint.Pot; did you mean Endpoint.Port?"},
    {"AWS::CloudFormation::Stack", "Outputs.Anything", NULL},
    {"AWS::CloudFormation::Stack", "Anything",
     "AWS::CloudFormation::Stack has no attribute Anything; it has ChangeSetId, "
     "CreationTime, LastUpdateTime, Outputs, ParentId, RootId, StackId, "
     "StackStatus and 1 more"},
    {"AWS::CloudFormation::CustomResource", "Any.Thing", NULL},
    {"AWS::Serverless::Function", "Arn", NULL},
    {"AWS::Serverless::Function", "Alias", NULL},
    {"AWS::Serverless::Function", "Version.Version", NULL},
    {"AWS::Serverless::Connector", "Anything", NULL},
    {"AWS::APS::ResourcePolicy", "Arn", "AWS::APS::ResourcePolicy has no attributes; only !Ref returns something"},
};

static void attributes_are_judged(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof attributes / sizeof *attributes; i++) {
        const char *fault = sg_attribute_fault(arena, catalog, attributes[i].type, attributes[i].attribute);
        if (!fault != !attributes[i].fault || (fault && strcmp(fault, attributes[i].fault) != 0))
            fail_msg("%s.%s: %s", attributes[i].type, attributes[i].attribute, fault ? fault : "nothing is wrong");
    }
    assert_null(sg_attribute_fault(arena, catalog, NULL, "Arn"));
}

SUITE(type)
{
    const struct CMUnitTest tests[] = {
        WITH_CATALOG(types_have_facts),      WITH_CATALOG(of_other_types_nothing_is_known),
        WITH_CATALOG(each_line_is_found),    WITH_CATALOG(kinds_have_attributes_of_their_types),
        WITH_CATALOG(attributes_are_judged),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
