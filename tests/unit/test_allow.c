#include "base/list.h"
#include "support.h"

#include <samgen/samgen.h>

#include <string.h>

#define OPTIONS_MOST 64

static const char template_text[] = "Transform: AWS::Serverless-2016-10-31\n"
                                    "Parameters:\n"
                                    "  TableArn: {Type: String}\n"
                                    "Resources:\n"
                                    "  Orders: {Type: AWS::DynamoDB::Table}\n"
                                    "  Data: {Type: AWS::S3::Bucket}\n"
                                    "  Alerts: {Type: AWS::SNS::Topic}\n"
                                    "  Level: {Type: AWS::SSM::Parameter, Properties: {Name: /app/level}}\n"
                                    "  Nightly: {Type: AWS::CodeBuild::Project}\n";

/* A call as on the command line: words between blanks; "T" before it gives the template. What its result says,
 * without blanks, or after a '!' an error; `note` is in some finding, "": there is none. */
struct row {
    const char *call, *says, *note;
};

static const struct row rows[] = {
    /* actions */
    {"s3:getobject --resource arn:aws:s3:::b/k", "\"s3:GetObject\"", NULL},
    {"s3:GetObject S3:GETOBJECT --resource arn:aws:s3:::b/k", "\"Action\":[\"s3:GetObject\"]", NULL},
    {"s3:GetObjct --resource arn:aws:s3:::b/k", "!did you mean s3:GetObject?", NULL},
    {"bedrock-runtime:Converse --resource *", "!did you mean bedrock:InvokeModel?", NULL},
    {"nosuch:Action --resource *",
     "!\"nosuch:Action\" does not begin with the prefix of an AWS service in the data of 20", NULL},
    {"s3:CompletelyDifferent --resource *", "[\"s3:CompletelyDifferent\"]", NULL},
    {"s3 --resource *", "!\"s3\" is not an action; write one such as s3:GetObject", NULL},
    {"s3: --resource *", "!\"s3:\" is not an action", NULL},
    {"s3:Get/Object --resource *", "!is not an action; write one", NULL},
    {"s*:Get --resource *", "!is not an action; write one", NULL},
    {"* --resource *", "!every action of every service", NULL},
    {"arn:aws:s3:::b --resource *", "!write --resource before each resource", NULL},
    {"--resource *", "!allow needs an ACTION", NULL},
    {"s3:GetObject", "!allow needs --resource", NULL},
    /* patterns of actions */
    {"s3:Get* --resource arn:aws:s3:::b/*", "\"s3:Get*\"", "and those that AWS adds"},
    {"S3:get* --resource arn:aws:s3:::b/*", "\"s3:get*\"", NULL},
    {"s3:* --resource arn:aws:s3:::b/*", "\"AllowS3\"", "change permissions"},
    {"s3:Gett* --resource arn:aws:s3:::b/*", "!\"s3:Gett*\" matches no AWS action", NULL},
    {"sqs:Send* --resource arn:aws:sns:us-east-1:123456789012:t", "!no action that matches sqs:Send* works on", NULL},
    /* resources */
    {"s3:ListBucket --resource arn:aws:s3:::b/*", "!did you mean arn:aws:s3:::b?", NULL},
    {"s3:ListBucket --resource arn:aws:s3:::b/in/2026/*", "!did you mean arn:aws:s3:::b?", NULL},
    {"s3:GetObject --resource arn:aws:s3:::b", "!did you mean arn:aws:s3:::b/*?", NULL},
    {"s3:GetObject --resource arn:aws:s3:::b", "!it works on arn:aws:s3:::{BucketName}/{ObjectName}", NULL},
    {"s3:GetObject s3:ListBucket --resource arn:aws:s3:::b --resource arn:aws:s3:::b/*", "AllowGetObjectAndListBucket",
     NULL},
    {"s3:GetObject s3:ListBucket --resource arn:aws:s3:::b/*", "!s3:ListBucket does not work on", NULL},
    {"s3:GetObject --resource arn:aws:s3:::b/* --resource arn:aws:s3:::b",
     "!none of these actions works on arn:aws:s3:::b", NULL},
    {"s3:ListBucket --resource arn:aws:s3:::b/* --resource arn:aws:s3:::c/*", "!works on none of these resources",
     NULL},
    {"sqs:ListQueues --resource arn:aws:sqs:us-east-1:123456789012:q", "!only \"*\" allows it", NULL},
    {"sqs:ListQueues --resource arn:aws:sqs:us-east-1:123456789012:*", "123456789012:*",
     "lists only \"*\" for sqs:ListQueues"},
    {"sqs:ListQueues --resource *", "\"*\"", NULL},
    {"sqs:SendMessage --resource *", "\"*\"", "sqs:SendMessage can be limited"},
    {"s3:ListAllMyBuckets --resource arn:aws:s3:::b", "!it works on \"*\"", NULL},
    {"cloudwatch:PutMetricData --resource *", "\"*\"", NULL},
    {"sqs:SendMessage --resource * --resource arn:aws:sqs:us-east-1:123456789012:q", "!includes the other resources",
     NULL},
    {"dynamodb:GetItem --resource arn:aws:dynamodb:us-east-1:123456789012:table/*", "table/*",
     "means every resource of its type"},
    {"sqs:SendMessage --resource arn:aws:sqs:us-east-1:123456789012:${Q.QueueName}*", "QueueName", ""},
    {"kms:Decrypt s3:GetObject --resource arn:aws:kms:us-east-1:123456789012:key/* --resource arn:aws:s3:::b/k",
     "key/*", "type; kms:Decrypt can be limited"},
    {"dynamodb:GetItem --resource arn:aws:dynamodb:*:*:tables/T",
     "!does not work on arn:aws:dynamodb:*:*:tables/T; it works on", NULL},
    {"s3:GetObject --resource arn:aws:s3:::", "!does not work on arn:aws:s3:::; it works on", NULL},
    {"sqs:SendMessage --resource q", "!neither an ARN nor", NULL},
    {"sqs:SendMessage --resource arn:aws:sqs:q", "!six parts", NULL},
    {"sqs:SendMessage --resource arn:aws:sqs:us-east-1:12345:q", "!where it must have an account of 12 digits", NULL},
    {"sqs:SendMessage --resource arn:aws:*:us-east-1:123456789012:q", "!where it must have a service without wildcards",
     NULL},
    {"sqs:SendMessage --resource arn:awz:sqs:us-east-1:123456789012:q", "!where it must have a partition, such as aws",
     NULL},
    {"sqs:SendMessage --resource arn:aws:sqs:US_EAST:123456789012:q", "!where it must have a region, such as us-east-1",
     NULL},
    {"sqs:SendMessage --resource arn:aws:sqs:us-east-1:123456789012:${X", "!close it", NULL},
    {"s3:GetObject --resource arn:aws:s3:::b/${aws:username}/*", "arn:aws:s3:::b/${aws:username}/*", NULL},
    {"s3:GetObject --resource arn:aws:s3:::b/${*}", "arn:aws:s3:::b/${*}", NULL},
    {"s3:GetObject --resource arn:aws:s3:::${Stage}-b/*", "\"Fn::Sub\":\"arn:aws:s3:::${Stage}-b/*\"", NULL},
    /* references, without a template */
    {"dynamodb:GetItem --resource ${Orders}", "{\"Fn::GetAtt\":[\"Orders\",\"Arn\"]}", NULL},
    {"dynamodb:Query --resource ${Orders}/index/*", "\"Fn::Sub\":\"${Orders.Arn}/index/*\"", NULL},
    {"sns:Publish --resource ${Alerts}", "\"Ref\":\"Alerts\"", NULL},
    {"s3:GetObject --resource ${Data}/in/*", "\"Fn::Sub\":\"${Data.Arn}/in/*\"", NULL},
    {"s3:GetObject --resource ${Data}", "!did you mean ${Data}/*?", NULL},
    {"s3:GetObject --resource ${Data.Arn}", "!did you mean ${Data.Arn}/*?", NULL},
    {"athena:StartQueryExecution --resource ${Group}", ":workgroup/${Group}", NULL},
    {"lambda:InvokeFunction --resource ${Resize}:*", "${Resize.Arn}:*", NULL},
    {"lambda:CheckpointDurableExecution --resource ${Fn}", "!did you mean ${Fn}:*?", NULL},
    {"rds-data:ExecuteStatement --resource ${Cluster}", "\"DBClusterArn\"", NULL},
    {"execute-api:Invoke --resource ${Api}/prod/GET/orders", ":${Api}/prod/GET/orders", NULL},
    {"states:GetActivityTask --resource ${Act.Arn}", "\"Act\"", NULL},
    {"codebuild:StartBuild --resource ${Nightly}",
     "!give the template (--template), or write the attribute, as in ${Nightly.Arn}", NULL},
    {"codebuild:StartBuild --resource ${Nightly.Arn}", "\"Nightly\"", NULL},
    {"sqs:SendMessage --resource ${AWS::NoSuch}", "!is not a pseudo parameter", NULL},
    /* and with one */
    {"T dynamodb:GetItem --resource ${Orders}", "\"Orders\"", NULL},
    {"T dynamodb:GetItem --resource ${TableArn}", "\"Ref\":\"TableArn\"", NULL},
    {"T dynamodb:GetItem --resource ${Alerts}", "!dynamodb:GetItem does not work on ${Alerts}", NULL},
    {"T dynamodb:GetItem --resource ${Ordres}", "!did you mean \"Orders\"?", NULL},
    {"T dynamodb:GetRecords --resource ${Orders.StreamArn}", "StreamArn", NULL},
    {"T ssm:GetParameter --resource ${Level}", ":parameter${Level}", NULL},
    {"ssm:GetParameter --resource ${Level}", "!may begin with '/'", NULL},
    {"T codebuild:StartBuild --resource ${Nightly}", "{\"Fn::GetAtt\":[\"Nightly\",\"Arn\"]}", NULL},
    /* conditions */
    {"sqs:SendMessage --resource ${Q} --condition StringEquals:aws:RequestedRegion=us-east-1",
     "{\"StringEquals\":{\"aws:RequestedRegion\":[\"us-east-1\"]}}", NULL},
    {"sqs:SendMessage --resource ${Q} --condition stringequals:aws:requestedregion=a --condition "
     "StringEquals:aws:RequestedRegion=b",
     "{\"StringEquals\":{\"aws:RequestedRegion\":[\"a\",\"b\"]}}", NULL},
    {"ec2:StartInstances --resource arn:aws:ec2:*:*:instance/i-1 --condition StringEquals:aws:ResourceTag/Team=${Team}",
     "\"Ref\":\"Team\"", NULL},
    {"dynamodb:GetItem --resource ${O} --condition ForAllValues:StringEquals:dynamodb:LeadingKeys=${aws:userid}",
     "ForAllValues:StringEquals", "add Null:dynamodb:LeadingKeys=false"},
    {"sqs:SendMessage --resource ${Q} --condition StringEqual:aws:RequestedRegion=a", "!did you mean StringEquals?",
     NULL},
    {"sqs:SendMessage --resource ${Q} --condition ForAnyValue:StringLke:aws:TagKeys=a", "!did you mean StringLike?",
     NULL},
    {"sqs:SendMessage --resource ${Q} --condition StringEquals:aws:RequestedRegon=a",
     "!did you mean aws:RequestedRegion?", NULL},
    {"s3:GetObject --resource ${B}/* --condition StringLike:s3:prefix=a",
     "!a request for s3:GetObject never carries s3:prefix", NULL},
    {"s3:GetObject s3:ListBucket --resource ${B} --resource ${B}/* --condition StringLike:s3:prefix=a",
     "!write a separate `allow` for it", NULL},
    {"s3:GetObject s3:ListBucket --resource ${B} --resource ${B}/* --condition StringLikeIfExists:s3:prefix=a",
     "StringLikeIfExists", NULL},
    {"s3:ListAllMyBuckets --resource * --condition StringEquals:aws:ResourceTag/a=b", "StringEquals",
     "does not list aws:ResourceTag/a"},
    {"sqs:SendMessage --resource ${Q} --condition StringEquals", "!is not OPERATOR:KEY=VALUE", NULL},
    {"sqs:SendMessage --resource ${Q} --condition StringEquals:aws:RequestedRegion=", "!is not OPERATOR:KEY=VALUE",
     NULL},
    {"sqs:SendMessage --resource ${Q} --condition StringEquals:=a", "!is not OPERATOR:KEY=VALUE", NULL},
    {"sqs:SendMessage --resource ${Q} --condition StringEquals:key=a", "!is not OPERATOR:KEY=VALUE", NULL},
    {"sqs:SendMessage --resource ${Q} --condition Bool:aws:SecureTransport=maybe", "!needs true or false", NULL},
    {"sqs:SendMessage --resource ${Q} --condition NumericLessThan:aws:MultiFactorAuthAge=x", "!needs a number", NULL},
    {"sqs:SendMessage --resource ${Q} --condition NumericLessThan:aws:MultiFactorAuthAge=${Age}", "\"Age\"", NULL},
    {"sqs:SendMessage --resource ${Q} --condition IpAddress:aws:SourceIp=10.0.0.0/33", "!needs an IP address", NULL},
    {"sqs:SendMessage --resource ${Q} --condition StringEquals:aws:RequestedRegion=us-*", "us-*",
     "use StringLike to match a pattern"},
    {"sqs:SendMessage --resource ${Q} --condition StringNotEquals:aws:NoSuch=a",
     "!carries aws:NoSuch, so this condition is always met", NULL},
    {"sqs:SendMessage --resource ${Q} --condition StringEquals:aws:NoSuch=a", "!so this condition never allows it",
     NULL},
    {"sqs:SendMessage --resource ${Q} --condition Null:aws:NoSuch=true", "!so this condition is always met", NULL},
    {"sqs:SendMessage --resource ${Q} --condition Null:aws:NoSuch=false", "!so this condition never allows it", NULL},
    {"sqs:SendMessage --resource ${Q} --condition ForAnyValue:StringNotEquals:aws:NoSuch=a",
     "!so this condition never allows it", NULL},
    /* the types of keys */
    {"sqs:SendMessage --resource ${Q} --condition StringEquals:aws:SourceIp=10.0.0.0/8",
     "!StringEquals cannot compare aws:SourceIp, which is an IP address; use IpAddress", NULL},
    {"sqs:SendMessage --resource ${Q} --condition NotIpAddress:aws:SourceIp=10.0.0.0/8", "NotIpAddress", NULL},
    {"sqs:SendMessage --resource ${Q} --condition Bool:aws:SourceIp=true", "!use IpAddress", NULL},
    {"sqs:SendMessage --resource ${Q} --condition NumericLessThan:aws:SourceArn=1", "!use ArnLike", NULL},
    {"sqs:SendMessage --resource ${Q} --condition IpAddress:aws:MultiFactorAuthAge=10.0.0.1", "!use NumericEquals",
     NULL},
    {"sqs:SendMessage --resource ${Q} --condition StringEquals:aws:SecureTransport=true", "SecureTransport",
     "StringEquals may compare it differently than you expect; use Bool"},
    {"dynamodb:GetItem --resource ${O} --condition StringEquals:dynamodb:LeadingKeys=a",
     "!write ForAllValues:StringEquals if all must match", NULL},
    {"dynamodb:GetItem --resource ${O} --condition ForAnyValue:StringEquals:dynamodb:LeadingKeys=a", "ForAnyValue",
     NULL},
    {"dynamodb:GetItem --resource ${O} --condition ForAllValues:NumericEquals:kms:NoSuch=1", "!is always met", NULL},
    {"dynamodb:GetItem --resource ${O} --condition Null:dynamodb:LeadingKeys=false", "\"Null\"", NULL},
    /* what is also met without the key */
    {"sqs:SendMessage --resource ${Q} --condition StringNotEquals:aws:PrincipalTag/t=a", "StringNotEquals",
     "StringNotEquals also allows requests without aws:PrincipalTag/t; add Null:aws:PrincipalTag/t=false"},
    {"sqs:SendMessage --resource ${Q} --condition StringEqualsIfExists:aws:PrincipalTag/t=a", "IfExists",
     "StringEqualsIfExists also allows requests without"},
    {"sqs:SendMessage --resource ${Q} --condition StringNotEquals:aws:PrincipalTag/t=a --condition "
     "Null:aws:PrincipalTag/t=true",
     "Null", "also allows requests without"},
    {"sqs:SendMessage --resource ${Q} --condition StringNotEquals:aws:PrincipalTag/t=a --condition "
     "Null:aws:PrincipalTag/t=false",
     "Null", ""},
    {"sqs:SendMessage --resource ${Q} --condition StringNotEquals:aws:RequestedRegion=a", "RequestedRegion", ""},
    {"sqs:SendMessage --resource ${Q} --condition ForAnyValue:StringNotEquals:aws:CalledVia=a", "CalledVia", ""},
    {"sqs:SendMessage --resource ${Q} --condition StringEquals:aws:PrincipalTag/t=a", "PrincipalTag", ""},
};

/* The options of a call; the first words are actions. */
static size_t split(const char *call, struct samgen_option *options)
{
    size_t count = 0;
    const char *name = "action";
    for (const char *p = call; *p; p += *p == ' ') {
        const char *word = sg_copy_bytes(arena, p, strcspn(p, " "));
        p += strlen(word);
        assert_true(count < OPTIONS_MOST);
        if (sg_starts_with(word, "--"))
            name = word + 2;
        else
            options[count++] = (struct samgen_option){name, word};
        if (!sg_starts_with(word, "--"))
            name = "action";
    }
    return count;
}

static const char *without_blanks(const char *text)
{
    char *copy = sg_copy(arena, text), *end = copy;
    for (; *text; text++)
        if (!strchr(" \n", *text))
            *end++ = *text;
    *end = '\0';
    return copy;
}

static bool told_by(const struct samgen_result *result, enum samgen_severity least, const char *words)
{
    for (size_t i = 0; i < result->finding_count; i++)
        if (result->findings[i].severity <= least && strstr(result->findings[i].message, words))
            return true;
    return false;
}

static const char *first_message(const struct samgen_result *result)
{
    return result->finding_count ? result->findings[0].message : "";
}

static void it_says_what_its_row_says(void **state)
{
    const struct row *row = *state;
    struct samgen_option options[OPTIONS_MOST];
    bool with_template = sg_starts_with(row->call, "T ");
    const struct samgen_grant grant = {"allow", options, split(row->call + (with_template ? 2 : 0), options)};
    const struct samgen_input template = {"template.yaml", template_text, sizeof template_text - 1};
    const struct samgen_settings settings = {
        .format = SAMGEN_JSON, .no_logs = true, .template = with_template ? &template : NULL};
    struct samgen *samgen = samgen_new();
    struct samgen_result result;
    bool refused = samgen_generate(samgen, &grant, 1, &settings, &result) == SAMGEN_BAD_INPUT;
    const char *got = refused ? sg_copy(arena, first_message(&result)) : without_blanks(result.text);
    const char *finding = sg_copy(arena, first_message(&result));
    bool said = *row->says == '!' ? refused && told_by(&result, SAMGEN_ERROR, row->says + 1)
                                  : !refused && strstr(got, row->says);
    bool noted = !row->note || (*row->note ? told_by(&result, SAMGEN_NOTE, row->note) : !result.finding_count);
    samgen_free(samgen);
    if (!said)
        fail_msg("%s", got);
    if (!noted)
        fail_msg("%s", finding);
}

SUITE(allow)
{
    return RUN_ROWS(rows, it_says_what_its_row_says);
}
