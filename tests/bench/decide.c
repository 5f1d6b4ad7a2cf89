/*
 * How many requests a second sg_iam_decide decides by one role: decide ROLE [SECONDS]. A third of the requests is
 * denied. Prints the number.
 */
#include "base/file.h"
#include "iam/decide.h"
#include "yaml/load.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#define AT_ONCE 10000 /* requests between two looks at the clock */

static const char *const here[] = {"us-east-1"}, *const yes[] = {"true"}, *const via[] = {"s3.us-east-1.amazonaws.com"},
                         *const prefix[] = {"incoming/2026/"}, *const tenant[] = {"acme"},
                         *const other[] = {"umbrella"};

static const struct samgen_context keys[] = {
    {"aws:RequestedRegion", here, 1}, {"aws:SecureTransport", yes, 1},        {"kms:ViaService", via, 1},
    {"s3:prefix", prefix, 1},         {"aws:PrincipalTag/tenant", tenant, 1}, {"dynamodb:LeadingKeys", other, 1},
};

#define AWS "arn:aws:"
#define IN ":us-east-1:123456789012:"

static const char *const requests[][2] = {
    {"logs:PutLogEvents", AWS "logs" IN "log-group:/aws/lambda/f:log-stream:x"},
    {"s3:GetObject", AWS "s3:::data-123456789012/incoming/2026/11/23/a.csv"},
    {"s3:GetObject", AWS "s3:::data-123456789012/private/a.csv"},
    {"s3:ListBucket", AWS "s3:::data-123456789012"},
    {"s3:PutObject", AWS "s3:::data-123456789012/out/2026/a.parquet"},
    {"dynamodb:Query", AWS "dynamodb" IN "table/orders/index/by-date"},
    {"dynamodb:GetItem", AWS "dynamodb" IN "table/users"},
    {"dynamodb:DeleteTable", AWS "dynamodb" IN "table/orders"},
    {"sqs:SendMessage", AWS "sqs" IN "jobs"},
    {"sqs:DeleteMessage", AWS "sqs" IN "incoming"},
    {"sns:Publish", AWS "sns" IN "orders-placed"},
    {"kms:Decrypt", AWS "kms" IN "key/1234abcd-12ab-34cd-56ef-1234567890ab"},
    {"secretsmanager:GetSecretValue", AWS "secretsmanager" IN "secret:app/db-AbCdEf"},
    {"ssm:GetParametersByPath", AWS "ssm" IN "parameter/app/limits"},
    {"lambda:InvokeFunction", AWS "lambda" IN "function:price:live"},
    {"lambda:DeleteFunction", AWS "lambda" IN "function:price"},
    {"states:StartExecution", AWS "states" IN "stateMachine:other"},
    {"iam:CreateRole", AWS "iam::123456789012:role/x"},
};

#define REQUEST_COUNT (sizeof requests / sizeof *requests)

static const struct sg_iam_policy *read_role(struct sg_arena *a, const char *path)
{
    struct sg_findings findings = {.arena = a};
    struct sg_source source = {.name = path};
    const char *error;
    if (!sg_read_file(a, path, SG_YAML_BYTES_MOST, &source.bytes, &source.length, &error))
        return NULL;
    const struct sg_node *document = sg_yaml_load(a, &source, SG_ALIASES_REFUSED, &findings);
    return document ? sg_iam_policy_read(a, NULL, document, path, SG_IDENTITY_POLICY, &findings) : NULL;
}

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static size_t decide(const struct sg_iam_situation *situation, size_t count)
{
    size_t allowed = 0;
    for (size_t i = 0; i < count; i++) {
        const char *const *asked = requests[i % REQUEST_COUNT];
        const struct sg_iam_request request = {
            .action = asked[0], .resource = asked[1], .keys = keys, .key_count = sizeof keys / sizeof *keys};
        allowed += sg_iam_decide(situation, &request).result == SAMGEN_ALLOWED;
    }
    return allowed;
}

int main(int argc, char **argv)
{
    struct sg_arena *a = sg_arena_new();
    const struct sg_iam_policy *role = argc > 1 ? read_role(a, argv[1]) : NULL;
    const struct sg_iam_situation situation = {.principal = "arn:aws:sts::123456789012:assumed-role/F/f",
                                               .identity = {.items = &role, .count = 1}};
    double seconds = argc > 2 ? atof(argv[2]) : 2, start = now(), end = start;
    size_t count = 0, allowed = 0;
    for (; role && (end = now()) < start + seconds; count += AT_ONCE)
        allowed += decide(&situation, AT_ONCE);
    sg_arena_free(a);
    if (!allowed || allowed == count)
        return 2;
    printf("%.0f\n", (double)count / (end - start));
    return 0;
}
