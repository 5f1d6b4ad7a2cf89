#include "catalog/text.h"
#include "iam/arn.h"
#include "place/resource_policy.h"

#include "support.h"

#include <string.h>

/* The account of an ARN, or "". */
struct account {
    const char *arn, *account;
};

static const struct account account_rows[] = {
    {"arn:aws:sqs:us-east-1:123456789012:jobs", "123456789012"},
    {"arn:aws:iam::123456789012:role/reader", "123456789012"},
    {"arn:aws:s3:::my-bucket", ""},
    {"arn:aws:sqs:us-east-1:12345678901:jobs", ""},
    {"arn:aws:sqs:us-east-1:12345678901x:jobs", ""},
    {"123456789012", ""},
};

static void accounts(void **state)
{
    const struct account *row = *state;
    const char *account = sg_arn_account(arena, row->arn);
    assert_string_equal(account ? account : "", row->account);
    assert_true(!account || sg_is_account(account));
}

/* What a denial tells, who is to be let in, and the type of the policy; "" where there is none. */
struct denied {
    const char *resource, *action, *principal, *type;
};

#define READER "arn:aws:iam::111122223333:role/reader"

static const struct denied denied_rows[] = {
    {"arn:aws:s3:::b/k", "s3:GetObject", READER, "AWS::S3::BucketPolicy"},
    {"arn:aws:s3:::my-bucket", "s3:ListBucket", READER, "AWS::S3::BucketPolicy"},
    {"arn:aws:ecr:us-east-1:123456789012:repository/x", "ecr:BatchGetImage", READER, "AWS::ECR::Repository"},
    {"arn:aws:sqs:us-east-1:123456789012:jobs", "sqs:SendMessage", READER, "AWS::SQS::QueuePolicy"},
    {"arn:aws-cn:sqs:cn-north-1:123456789012:jobs", "sqs:SendMessage", READER, ""},
    {"arn:aws:lambda:us-east-1:123456789012:function:resize", "lambda:InvokeFunction", "s3.amazonaws.com", ""},
    {"arn:aws:states:us-east-1:123456789012:stateMachine:orders", "states:StartExecution", READER, ""},
};

static void denials_have_policies(void **state)
{
    const struct denied *row = *state;
    struct sg_scope scope = {.arena = arena, .findings = &findings, .partition = "aws"};
    const struct sg_policy_access access = {
        .principal = row->principal, .service = strncmp(row->principal, "arn:", 4) != 0, .quiet = true};
    const struct sg_node *made =
        sg_place_resource_policy_for(&scope, sg_catalog_new(arena), row->resource, row->action, &access);
    const struct sg_node *resource = made && made->first ? made->first->next : NULL;
    assert_string_equal(resource ? sg_get_text(resource, "Type") : "", row->type);
    assert_int_equal(findings.errors, 0);
}

SUITE(resource_policy)
{
    return RUN_ROWS(account_rows, accounts) + RUN_ROWS(denied_rows, denials_have_policies);
}
