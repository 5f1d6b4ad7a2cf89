#include "catalog/search.h"

#include "with_catalog.h"

#include <string.h>

static bool has_grant(const struct sg_grants *grants, const char *name)
{
    for (size_t i = 0; i < grants->count; i++)
        if (strcmp(grants->items[i]->name, name) == 0)
            return true;
    return false;
}

static const char *names_of(const struct sg_grants *grants)
{
    struct sg_strings names = {0};
    for (size_t i = 0; i < grants->count; i++)
        sg_push(arena, &names, grants->items[i]->name);
    return sg_join(arena, &names, " ");
}

/* What people search, and a grant that must be found. */
static const struct {
    const char *words, *grant;
} searches[] = {
    {"s3", "s3-read"},
    {"PutItem", "dynamodb-put"},
    {"put_item", "dynamodb-put"},
    {"PutItemCommand", "dynamodb-put"},
    {"dynamodb:PutItem", "dynamodb-write"},
    {"sqs:SendMessage", "sqs-send"},
    {"sqs:SendMessageBatch", "sqs-send"},
    {"send_message_batch", "sqs-send"},
    {"ListObjectsV2", "s3-list"},
    {"HeadObject", "s3-read"},
    {"PostToConnection", "apigateway-connections"},
    {"apigatewaymanagementapi", "apigateway-connections"},
    {"@aws-sdk/client-sfn", "stepfunctions-start"},
    {"bedrock-runtime", "bedrock-invoke"},
    {"events.amazonaws.com", "eventbridge-put"},
    {"converse", "bedrock-invoke"},
    {"email", "ses-send"},
    {"upload", "s3-write"},
    {"url", "s3-read"},
    {"presigned", "s3-write"},
    {"tracing", "xray"},
    {"otel", "xray"},
    {"inference profile", "bedrock-invoke"},
    {"send an email", "ses-send"},
    {"read a secret", "secretsmanager-read"},
    {"secrets", "secretsmanager-read"},
    {"sms", "sns-sms"},
    {"graphql", "appsync-query"},
    {"aoss", "opensearch-serverless"},
    {"vectors", "s3vectors-query"},
    {"partiql", "dynamodb-partiql"},
    {"idempotency", "dynamodb-idempotency"},
    {"delete a schedule", "scheduler-manage"},
    {"distributed map", "stepfunctions-map"},
    {"durable callback", "lambda-callback"},
    {"sagemaker endpoint", "sagemaker-invoke"},
    {"agentcore", "agentcore-invoke"},
    {"dsql", "dsql-connect"},
    {"iceberg", "s3tables-read"},
    {"rotation", "secretsmanager-rotate"},
    {"query gsi", "dynamodb-query"},
    {"leading keys", "dynamodb-query"},
    {"data api", "rds-data"},
    {"msk", "kafka-consume"},
    {"cron", "scheduler-create"},
    {"rag", "bedrock-retrieve"},
    {"task token", "stepfunctions-callback"},
};

static void a_grant_is_found_by_what_people_call_it(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof searches / sizeof *searches; i++) {
        struct sg_grants found = {0};
        sg_search_grants(arena, catalog, searches[i].words, &found, &findings);
        if (!has_grant(&found, searches[i].grant))
            fail_msg("%s: found %s", searches[i].words, names_of(&found));
        if (found.count > 14)
            fail_msg("%s: finds %zu grants", searches[i].words, found.count);
    }
    assert_string_equal(told(), "");
}

/* The sources that invoke functions have words too. */
static void a_source_is_found_by_what_people_call_it(void **state)
{
    static const struct {
        const char *words, *source;
    } rows[] = {
        {"function url", "function-url"}, {"cron", "eventbridge"},  {"bucket", "s3"}, {"email", "ses"},
        {"rule", "eventbridge"},          {"load balancer", "alb"}, {"bot", "lex"},   {"rotation", "secretsmanager"},
        {"user pool trigger", "cognito"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct sg_grants found = {0};
        sg_search_sources(arena, catalog, rows[i].words, &found, &findings);
        if (!has_grant(&found, rows[i].source))
            fail_msg("%s: found %s", rows[i].words, names_of(&found));
    }
}

static void expect_found(const struct sg_grant *grant, const struct sg_strings *words)
{
    for (size_t i = 0; i < words->count; i++) {
        struct sg_grants found = {0};
        sg_search_grants(arena, catalog, words->items[i], &found, &findings);
        if (!has_grant(&found, grant->name))
            fail_msg("%s does not find %s", words->items[i], grant->name);
        if (strcspn(words->items[i], " ") != strlen(words->items[i]))
            fail_msg("%s: \"%s\" has a blank", grant->name, words->items[i]);
    }
}

/* Every synonym of a grant and of its service finds it. */
static void every_synonym_finds_its_grant(void **state)
{
    (void)state;
    struct sg_grants all = {0};
    sg_search_grants(arena, catalog, NULL, &all, &findings);
    assert_true(all.count > 60);
    for (size_t i = 0; i < all.count; i++) {
        expect_found(all.items[i], &all.items[i]->words);
        expect_found(all.items[i], &all.items[i]->service->words);
    }
}

static void words_that_mean_nothing_find_nothing(void **state)
{
    static const char *const words[] = {"nothingofthekind", "s3 nothingofthekind", "NoSuchOperation", "s3:NoSuchAction",
                                        ":"};
    (void)state;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        struct sg_grants found = {0};
        sg_search_grants(arena, catalog, words[i], &found, &findings);
        if (found.count)
            fail_msg("%s: found %s", words[i], names_of(&found));
    }
}

/* Wrong names, and the grants that they were meant for; a service in brackets. */
static const struct {
    const char *name, *meant;
} guesses[] = {
    {"s3-upload", "s3-write"},
    {"s3-put", "s3-write"},
    {"s3-red", "s3-read"},
    {"sns-send", "sns-publish"},
    {"secrets-read", "secretsmanager-read"},
    {"events-put", "eventbridge-put"},
    {"lambda-call", "lambda-invoke"},
    {"sfn-start", "stepfunctions-start"},
    {"sqs:SendMessage", "sqs-send"},
    {"cognito:AdminGetUser", "cognito-read cognito-admin"},
    {"rds:ExecuteStatement", "rds-data"},
    {"dynamodbstreams:GetRecords", "dynamodb-stream-read"},
    {"apigateway:PostToConnection", "apigateway-connections"},
    {"dynamo-read", "dynamodb-read"},
    {"sqs", "[Amazon SQS] sqs-send sqs-consume"},
    {"sns", "[Amazon SNS] sns-publish sns-sms"},
    {"secrets", "[AWS Secrets Manager] secretsmanager-read secretsmanager-describe secretsmanager-write "
                "secretsmanager-rotate"},
    {"sfn", "[AWS Step Functions] stepfunctions-start stepfunctions-callback stepfunctions-sync "
            "stepfunctions-map stepfunctions-read"},
    {"sqs-nothing", "[Amazon SQS] sqs-send sqs-consume"},
    {"timestream-write", "[Amazon Timestream] "},
    {"zzz-zzz", ""},
};

static void a_wrong_name_leads_to_the_service_then_the_synonym(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof guesses / sizeof *guesses; i++) {
        struct sg_grants meant = {0};
        const char *service;
        sg_grants_meant(arena, catalog, guesses[i].name, &meant, &service, &findings);
        const char *text = sg_format(arena, "%s%s%s%s", service ? "[" : "", service ? service : "", service ? "] " : "",
                                     names_of(&meant));
        if (strcmp(text, guesses[i].meant) != 0)
            fail_msg("%s: %s", guesses[i].name, text);
    }
    assert_string_equal(told(), "");
}

/* Wrong options, and those that they were meant for. */
static const struct {
    const char *grant, *option, *meant;
} options[] = {
    {"rds-connect", "user", "db-user"},
    {"sqs-send", "queue-name", "queue"},
    {"sqs-send", "queue-url", "queue"},
    {"sns-publish", "topic-arn", "topic"},
    {"cognito-read", "pool", "user-pool"},
    {"scheduler-create", "role", "pass-role"},
    {"ecs-run-task", "role", "pass-role"},
    {"lambda-invoke", "alias", "qualifier"},
    {"lambda-invoke", "version", "qualifier"},
    {"bedrock-invoke", "profile", "inference-profile"},
    {"s3-read", "prefx", "prefix"},
    {"s3-read", "key", "key"},
    {"s3-read", "zzzzzzzz", ""},
    {"s3-read", "", ""},
};

static void a_wrong_option_leads_to_the_one_with_that_part(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof options / sizeof *options; i++) {
        struct sg_strings meant = {0};
        sg_options_meant(arena, sg_find_grant(catalog, options[i].grant, &findings), options[i].option, &meant);
        const char *first = meant.count ? meant.items[0] : "";
        if (strcmp(first, options[i].meant) != 0)
            fail_msg("%s --%s: %s", options[i].grant, options[i].option, first);
    }
}

SUITE(search)
{
    const struct CMUnitTest tests[] = {
        WITH_CATALOG(a_grant_is_found_by_what_people_call_it),
        WITH_CATALOG(a_source_is_found_by_what_people_call_it),
        WITH_CATALOG(every_synonym_finds_its_grant),
        WITH_CATALOG(words_that_mean_nothing_find_nothing),
        WITH_CATALOG(a_wrong_name_leads_to_the_service_then_the_synonym),
        WITH_CATALOG(a_wrong_option_leads_to_the_one_with_that_part),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
