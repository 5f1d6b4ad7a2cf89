/* SG502, SG503 and SG512: whom an AWS::Lambda::Permission lets call. */
#include "lint/rules_internal.h"

#include "yaml/scalar.h"

#include <string.h>

/* How each service says for which resource it calls. */
static const struct caller {
    const char *principal;
    const char *source;                             /* the service in the ARN of that resource */
    const char *what;                               /* such a resource */
    enum { ARN, ARN_AND_ACCOUNT, ARN_ALONE } needs; /* ARN_ALONE: a call that has to be of an account is denied */
    bool often_left_open; /* few give it, for whoever calls must know the id of the function's API */
} callers[] = {
    {"s3.amazonaws.com", "s3", "bucket", ARN_AND_ACCOUNT, false},
    {"sns.amazonaws.com", "sns", "topic", ARN_ALONE, false},
    {"events.amazonaws.com", "events", "rule", ARN, false},
    {"apigateway.amazonaws.com", "execute-api", "API", ARN, true},
    {"elasticloadbalancing.amazonaws.com", "elasticloadbalancing", "target group", ARN, true},
    {"logs.amazonaws.com", "logs", "log group", ARN, false},
    {"iot.amazonaws.com", "iot", "topic rule", ARN, false},
    {"cognito-idp.amazonaws.com", "cognito-idp", "user pool", ARN, false},
    {"config.amazonaws.com", "config", "rule", ARN, true},
    {"ses.amazonaws.com", "ses", "receipt rule", ARN, false},
    {"secretsmanager.amazonaws.com", "secretsmanager", "secret", ARN, true},
    {"bedrock.amazonaws.com", "bedrock", "agent", ARN, false},
};

/* Services that never call in their own name, and with what they call instead. */
static const struct {
    const char *principal, *instead;
} strangers[] = {
    {"sqs.amazonaws.com", "Lambda reads the queue with the function's role"},
    {"dynamodb.amazonaws.com", "Lambda reads the stream with the function's role"},
    {"kinesis.amazonaws.com", "Lambda reads the stream with the function's role"},
    {"kafka.amazonaws.com", "Lambda reads the topic with the function's role"},
    {"mq.amazonaws.com", "Lambda reads the queue with the function's role"},
    {"states.amazonaws.com", "a state machine uses its own role"},
    {"scheduler.amazonaws.com", "a schedule uses its own role"},
    {"pipes.amazonaws.com", "a pipe uses its own role"},
    {"firehose.amazonaws.com", "a delivery stream uses its own role"},
    {"codepipeline.amazonaws.com", "a pipeline uses its own role"},
    {"ec2.amazonaws.com", "an instance uses its own role"},
    {"ecs-tasks.amazonaws.com", "a task uses its own role"},
};

static const struct caller *find_caller(const char *principal)
{
    for (size_t i = 0; i < sizeof callers / sizeof *callers; i++)
        if (strcmp(callers[i].principal, principal) == 0)
            return &callers[i];
    return NULL;
}

/* NULL: not known before deployment, or not given. */
static const char *known_text(struct sg_lint *l, const struct sg_node *value)
{
    const char *text = value ? sg_lint_text(l, value) : NULL;
    return text && !sg_lint_is_unknown(text) ? text : NULL;
}

/* The service in an ARN; NULL when that is not known. */
static const char *service_in(struct sg_arena *a, const char *arn)
{
    const char *partition = arn && sg_starts_with(arn, "arn:") ? strchr(arn + strlen("arn:"), ':') : NULL;
    size_t length = partition ? strcspn(partition + 1, ":") : 0;
    const char *service = length ? sg_copy_bytes(a, partition + 1, length) : NULL;
    return service && !strpbrk(service, "*?$") ? service : NULL;
}

static void check_strangers(struct sg_lint *l, const struct sg_node *place, const char *principal)
{
    for (size_t i = 0; i < sizeof strangers / sizeof *strangers; i++)
        if (strcmp(strangers[i].principal, principal) == 0)
            sg_lint_report(l, "SG503", place, "%s never invokes functions, because %s; remove this permission",
                           principal, strangers[i].instead);
}

static void check_open(struct sg_lint *l, const struct sg_resource *r, const struct caller *c)
{
    static const char *const limits[] = {"SourceArn", "SourceAccount", "PrincipalOrgID", "EventSourceToken"};
    bool limited = false;
    for (size_t i = 0; i < sizeof limits / sizeof *limits; i++)
        limited = limited || sg_get(r->properties, limits[i]);
    const struct sg_node *place = sg_get(r->properties, "Principal");
    if (!limited)
        sg_lint_report(l, c->often_left_open ? "SG512" : "SG502", place,
                       "any %s of any account can invoke the function; to allow only yours, add SourceArn%s", c->what,
                       c->needs == ARN_AND_ACCOUNT ? " and SourceAccount" : "");
    else if (c->needs == ARN_AND_ACCOUNT && !sg_get(r->properties, "SourceAccount"))
        sg_lint_report(l, "SG502", place,
                       "the ARN of a %s has no account, so if it is deleted, another account can create one with that "
                       "name and invoke the function; add SourceAccount: !Ref AWS::AccountId",
                       c->what);
}

static void check_source(struct sg_lint *l, const struct sg_resource *r, const struct caller *c)
{
    const struct sg_node *arn = sg_get(r->properties, "SourceArn"), *account = sg_get(r->properties, "SourceAccount");
    const char *service = service_in(l->arena, known_text(l, arn));
    if (service && strcmp(service, c->source) != 0)
        sg_lint_report(l, "SG503", arn,
                       "%s never sends a SourceArn of %s, so this permission allows nothing; use the ARN of the %s, "
                       "which begins with arn:aws:%s:",
                       c->principal, service, c->what, c->source);
    if (c->needs == ARN_ALONE && account && !sg_is_nothing(account))
        sg_lint_report(l, "SG503", account,
                       "%s does not send the source account, so with SourceAccount every call is denied; remove it, "
                       "the SourceArn of the %s is enough",
                       c->principal, c->what);
}

static void check_permission(struct sg_lint *l, const struct sg_resource *r)
{
    const struct sg_node *place = sg_get(r->properties, "Principal");
    const char *principal = known_text(l, place);
    const struct caller *caller = principal ? find_caller(principal) : NULL;
    if (principal)
        check_strangers(l, place, principal);
    if (!caller)
        return;
    check_source(l, r, caller);
    check_open(l, r, caller);
}

void sg_lint_check_permissions(struct sg_lint *l)
{
    for (size_t i = 0; i < l->template->count; i++) {
        l->resource = &l->template->resources[i];
        if (sg_has_type(l->resource, "AWS::Lambda::Permission"))
            check_permission(l, l->resource);
    }
}
