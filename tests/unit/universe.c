#include "universe.h"

#include <string.h>

/* Actions that no grant gives, of services that have grants. */
static const char *const extra[] = {
    "s3:PutBucketPolicy",
    "s3:DeleteBucket",
    "s3:PutObjectAcl",
    "s3:GetObjectVersion",
    "s3:DeleteObjectVersion",
    "dynamodb:DeleteTable",
    "dynamodb:UpdateTable",
    "dynamodb:PartiQLSelect",
    "sqs:PurgeQueue",
    "sqs:DeleteQueue",
    "sns:Subscribe",
    "sns:DeleteTopic",
    "kms:ReEncryptFrom",
    "kms:CreateGrant",
    "kms:ScheduleKeyDeletion",
    "kms:PutKeyPolicy",
    "secretsmanager:PutSecretValue",
    "secretsmanager:DeleteSecret",
    "ssm:PutParameter",
    "ssm:DeleteParameter",
    "ssm:GetParameterHistory",
    "lambda:InvokeAsync",
    "lambda:UpdateFunctionCode",
    "lambda:InvokeFunctionUrl",
    "states:StopExecution",
    "states:DeleteStateMachine",
    "iam:CreateRole",
    "iam:AttachRolePolicy",
    "sts:TagSession",
    "events:PutRule",
    "events:DeleteEventBus",
    "scheduler:DeleteSchedule",
    "logs:DeleteLogGroup",
    "kinesis:DeleteStream",
    "firehose:DeleteDeliveryStream",
    "athena:DeleteWorkGroup",
    "glue:DeleteTable",
    "glue:UpdateTable",
    "ecs:StopTask",
    "rds-db:other",
    "rds-data:ExecuteSql",
    "elasticfilesystem:ClientRootAccess",
    "es:ESHttpDelete",
    "es:DeleteDomain",
    "execute-api:InvalidateCache",
    "cognito-idp:DeleteUserPool",
    "iot:RetainPublish",
    "iot:UpdateThingShadow",
    "kafka-cluster:DeleteTopic",
    "kafka:DeleteCluster",
    "bedrock:DeleteGuardrail",
    "ses:SendCustomVerificationEmail",
    "ses:DeleteIdentity",
    "appconfig:UpdateApplication",
    "cloudwatch:DeleteAlarms",
    "ec2:RunInstances",
    "xray:GetTraceSummaries",
    "textract:StartExpenseAnalysis",
    "rekognition:DeleteCollection",
    "polly:DeleteLexicon",
    "comprehend:DetectSentiment",
    "translate:DeleteTerminology",
    "transcribe:DeleteTranscriptionJob",
    "codepipeline:StartPipelineExecution",
};

static struct {
    const struct sg_catalog *catalog;
    struct sg_strings services, actions[256];
} known;

static struct sg_strings *list_of(struct sg_arena *a, const char *action)
{
    size_t length = strcspn(action, ":");
    for (size_t i = 0; i < known.services.count; i++)
        if (strlen(known.services.items[i]) == length && strncmp(known.services.items[i], action, length) == 0)
            return &known.actions[i];
    if (known.services.count == sizeof known.actions / sizeof *known.actions)
        return NULL;
    sg_push(a, &known.services, sg_copy_bytes(a, action, length));
    return &known.actions[known.services.count - 1];
}

static void add(struct sg_arena *a, const char *action)
{
    struct sg_strings *list = strpbrk(action, "*?") ? NULL : list_of(a, action);
    if (list)
        sg_push_once(a, list, action);
}

static void add_all(struct sg_arena *a, const struct sg_strings *actions)
{
    for (size_t i = 0; i < actions->count; i++)
        add(a, actions->items[i]);
}

static void add_statements(struct sg_arena *a, const struct sg_statements *statements)
{
    for (size_t i = 0; i < statements->count; i++)
        add_all(a, &statements->items[i].actions);
}

static void add_policies(struct sg_catalog *catalog, const char *folder,
                         const struct sg_policy *(*find)(struct sg_catalog *, const char *, struct sg_findings *))
{
    struct sg_arena *a = sg_catalog_arena(catalog);
    struct sg_findings findings = {.arena = a};
    struct sg_strings names = {0};
    sg_catalog_files(catalog, folder, &names);
    for (size_t i = 0; i < names.count; i++) {
        const struct sg_policy *policy =
            strcmp(names.items[i], "names") == 0 ? NULL : find(catalog, names.items[i], &findings);
        if (!policy)
            continue;
        add_statements(a, &policy->statements);
        for (size_t e = 0; e < policy->expands.count; e++)
            add_all(a, &policy->expands.items[e].to);
    }
}

static void add_grants(struct sg_catalog *catalog)
{
    struct sg_arena *a = sg_catalog_arena(catalog);
    struct sg_findings findings = {.arena = a};
    struct sg_strings names = {0};
    sg_grant_names(catalog, &names, &findings);
    for (size_t i = 0; i < names.count; i++) {
        const struct sg_grant *grant = sg_find_grant(catalog, names.items[i], &findings);
        add_statements(a, &grant->needs);
        if (grant->kms)
            add_all(a, &grant->kms->actions);
    }
}

const struct sg_strings *actions_of_service(struct sg_catalog *catalog, const char *action)
{
    struct sg_arena *a = sg_catalog_arena(catalog);
    if (known.catalog != catalog) {
        memset(&known, 0, sizeof known);
        known.catalog = catalog;
        add_grants(catalog);
        add_policies(catalog, "policies", sg_find_policy);
        add_policies(catalog, "managed", sg_find_managed);
        for (size_t i = 0; i < sizeof extra / sizeof *extra; i++)
            add(a, extra[i]);
    }
    return list_of(a, action);
}
