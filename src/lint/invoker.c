#include "lint/invoker_internal.h"

#include "lint/reference_internal.h"

#include <string.h>

/* Of the SAM events only the dead letter queues that are given by their ARN: SAM permits all else by itself. */
static const struct sg_lint_invoker wires[] = {
    {"AWS::Events::Rule", "Targets", "Arn", NULL, NULL, "RoleArn", "events.amazonaws.com", "EventBridge"},
    {"AWS::Events::Rule", "Targets", "DeadLetterConfig.Arn", NULL, NULL, NULL, "events.amazonaws.com", "EventBridge"},
    {"AWS::SNS::Subscription", "", "Endpoint", NULL, NULL, NULL, "sns.amazonaws.com", "SNS"},
    {"AWS::SNS::Subscription", "", "RedrivePolicy.deadLetterTargetArn", NULL, NULL, NULL, "sns.amazonaws.com", "SNS"},
    {"AWS::SNS::Topic", "Subscription", "Endpoint", NULL, NULL, NULL, "sns.amazonaws.com", "SNS"},
    {"AWS::S3::Bucket", "NotificationConfiguration.LambdaConfigurations", "Function", NULL, NULL, NULL,
     "s3.amazonaws.com", "S3"},
    {"AWS::S3::Bucket", "NotificationConfiguration.QueueConfigurations", "Queue", NULL, NULL, NULL, "s3.amazonaws.com",
     "S3"},
    {"AWS::S3::Bucket", "NotificationConfiguration.TopicConfigurations", "Topic", NULL, NULL, NULL, "s3.amazonaws.com",
     "S3"},
    {"AWS::Cognito::UserPool", "LambdaConfig", "*", NULL, NULL, NULL, "cognito-idp.amazonaws.com", "Cognito"},
    {"AWS::Logs::SubscriptionFilter", "", "DestinationArn", NULL, NULL, "RoleArn", "logs.amazonaws.com",
     "CloudWatch Logs"},
    {"AWS::IoT::TopicRule", "TopicRulePayload.Actions", "Lambda.FunctionArn", NULL, NULL, NULL, "iot.amazonaws.com",
     "IoT"},
    {"AWS::IoT::TopicRule", "TopicRulePayload.ErrorAction", "Lambda.FunctionArn", NULL, NULL, NULL, "iot.amazonaws.com",
     "IoT"},
    {"AWS::ApiGateway::Method", "Integration", "Uri", NULL, NULL, "Credentials", "apigateway.amazonaws.com",
     "API Gateway"},
    {"AWS::ApiGatewayV2::Integration", "", "IntegrationUri", NULL, NULL, "CredentialsArn", "apigateway.amazonaws.com",
     "API Gateway"},
    {"AWS::ElasticLoadBalancingV2::TargetGroup", "Targets", "Id", NULL, NULL, NULL,
     "elasticloadbalancing.amazonaws.com", "the load balancer"},
    {"AWS::SecretsManager::RotationSchedule", "", "RotationLambdaARN", NULL, NULL, NULL, "secretsmanager.amazonaws.com",
     "Secrets Manager"},
    {"AWS::Config::ConfigRule", "Source", "SourceIdentifier", NULL, NULL, NULL, "config.amazonaws.com", "AWS Config"},
    {"AWS::SES::ReceiptRule", "Rule.Actions", "LambdaAction.FunctionArn", NULL, NULL, NULL, "ses.amazonaws.com", "SES"},
    {SG_FUNCTION_TYPE, "Events.*", "Properties.DeadLetterConfig.Arn", "Type", "Schedule", NULL, "events.amazonaws.com",
     "EventBridge"},
    {SG_FUNCTION_TYPE, "Events.*", "Properties.DeadLetterConfig.Arn", "Type", "EventBridgeRule", NULL,
     "events.amazonaws.com", "EventBridge"},
    {SG_FUNCTION_TYPE, "Events.*", "Properties.DeadLetterConfig.Arn", "Type", "CloudWatchEvent", NULL,
     "events.amazonaws.com", "EventBridge"},
    {SG_FUNCTION_TYPE, "Events.*", "Properties.RedrivePolicy.deadLetterTargetArn", "Type", "SNS", NULL,
     "sns.amazonaws.com", "SNS"},
    {SG_STATE_MACHINE_TYPE, "Events.*", "Properties.DeadLetterConfig.Arn", "Type", "Schedule", NULL,
     "events.amazonaws.com", "EventBridge"},
    {SG_STATE_MACHINE_TYPE, "Events.*", "Properties.DeadLetterConfig.Arn", "Type", "EventBridgeRule", NULL,
     "events.amazonaws.com", "EventBridge"},
};

struct visit {
    const struct sg_lint_invoker *wire;
    sg_lint_invoker_fn *call;
    void *context;
};

static void visit_value(struct sg_lint *l, const struct sg_node *value, void *context)
{
    const struct visit *v = context;
    v->call(l, v->wire, value, v->context);
}

static void visit_map(struct sg_lint *l, const struct sg_node *map, void *context)
{
    const struct visit *v = context;
    const char *is = v->wire->only ? sg_get_text(map, v->wire->only) : NULL;
    bool counts = !v->wire->only || (is && strcmp(is, v->wire->is) == 0);
    const char *role = v->wire->role;
    if (counts && !(role && (sg_get(map, role) || sg_get(l->resource->properties, role))))
        sg_lint_at_path(l, map, v->wire->value, visit_value, context);
}

static void visit_resource(struct sg_lint *l, sg_lint_invoker_fn *call, void *context)
{
    for (size_t i = 0; i < sizeof wires / sizeof *wires; i++) {
        struct visit v = {&wires[i], call, context};
        if (sg_has_type(l->resource, wires[i].type))
            sg_lint_at_path(l, l->resource->properties, wires[i].path, visit_map, &v);
    }
}

void sg_lint_each_invoker(struct sg_lint *l, sg_lint_invoker_fn *call, void *context)
{
    for (size_t i = 0; i < l->template->count; i++) {
        l->resource = &l->template->resources[i];
        visit_resource(l, call, context);
    }
    l->resource = NULL;
}
