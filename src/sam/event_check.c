#include "sam/event_check_internal.h"

#include "sam/intrinsic.h"
#include "yaml/scalar.h"

#include <string.h>

static bool check_state(const struct sg_event *event)
{
    const struct sg_node *state = sg_get(event->properties, "State"), *enabled = sg_get(event->properties, "Enabled");
    return sg_is_nothing(state) || !enabled || sg_is_null(enabled) ||
           sg_event_fail(event, state, "State and Enabled cannot be used together");
}

static bool check_dead_letters(const struct sg_event *event)
{
    const struct sg_node *config = sg_get(event->properties, "DeadLetterConfig");
    if (!config || config->type != SG_MAP)
        return true;
    const struct sg_node *arn = sg_get(config, "Arn"), *type = sg_get(config, "Type"),
                         *id = sg_get(config, "QueueLogicalId");
    if ((arn != NULL) == (type != NULL))
        return sg_event_fail(event, config, "DeadLetterConfig must have either Arn or Type");
    if (type && !(sg_is_text(type) && strcmp(type->text, "SQS") == 0))
        return sg_event_fail(event, type, "the Type of DeadLetterConfig must be SQS");
    return !type || sg_is_nothing(id) || sg_is_text(id) || sg_event_fail(event, id, "QueueLogicalId must be a text");
}

/*
 * Returns the bucket or pool, which must be in the template because the event changes it; NULL after reporting an
 * error.
 */
static const struct sg_resource *target_of(const struct sg_event *event, const char *property, const char *type)
{
    const struct sg_node *value = sg_get(event->properties, property), *id = sg_intrinsic(value, "Ref");
    const struct sg_resource *target = sg_is_text(id) ? sg_find_resource(event->template, id->text) : NULL;
    if (target && sg_has_type(target, type))
        return target;
    sg_event_fail(event, value ? value : event->key, "%s must be !Ref of an %s in this template", property, type);
    return NULL;
}

static bool is_text_or_texts(const struct sg_node *value)
{
    if (!value || sg_is_null(value) || sg_is_text(value))
        return true;
    for (const struct sg_node *item = value->first; item; item = item->next)
        if (!sg_is_text(item))
            return false;
    return value->type == SG_LIST;
}

static bool check_bucket(const struct sg_event *event)
{
    const struct sg_resource *bucket = target_of(event, "Bucket", "AWS::S3::Bucket");
    const struct sg_node *after = bucket ? sg_get(bucket->body, "DependsOn") : NULL;
    return bucket && (is_text_or_texts(after) ||
                      sg_event_fail(event, after, "DependsOn of the bucket must be a text or a list of texts"));
}

static bool check_pool(const struct sg_event *event)
{
    const struct sg_resource *pool = target_of(event, "UserPool", "AWS::Cognito::UserPool");
    const struct sg_node *config = pool ? sg_get(pool->properties, "LambdaConfig") : NULL;
    return pool && (sg_is_nothing(config) || config->type == SG_MAP ||
                    sg_event_fail(event, config, "LambdaConfig of the user pool must be a map"));
}

/* SqsSubscription: with true SAM creates the queue; a map names one. */
static bool check_subscription(const struct sg_event *event)
{
    const struct sg_node *queue = sg_get(event->properties, "SqsSubscription");
    if (sg_is_nothing(queue) || queue->type != SG_MAP)
        return true;
    return (!sg_is_nothing(sg_get(queue, "QueueArn")) && !sg_is_nothing(sg_get(queue, "QueueUrl"))) ||
           sg_event_fail(event, queue, "SqsSubscription must be true, or a map with QueueArn and QueueUrl");
}

static bool check_rule(const struct sg_event *event)
{
    return check_state(event) && check_dead_letters(event);
}

/* What the translator checks of an event besides the shapes of its properties. */
static const struct {
    const char *type;
    bool (*check)(const struct sg_event *);
} checks[] = {
    {"Schedule", check_rule},
    {"CloudWatchEvent", check_rule},
    {"EventBridgeRule", check_rule},
    {"ScheduleV2", check_dead_letters},
    {"S3", check_bucket},
    {"Cognito", check_pool},
    {"SNS", check_subscription},
};

bool sg_check_event(const struct sg_event *event)
{
    for (size_t i = 0; i < sizeof checks / sizeof *checks; i++)
        if (strcmp(checks[i].type, event->type) == 0)
            return checks[i].check(event);
    return true;
}

static bool check_filter(const struct sg_event *event)
{
    const struct sg_node *filter = sg_get(event->properties, "FilterCriteria");
    if (sg_is_nothing(filter) || sg_intrinsic_name(filter))
        return true;
    return (filter->count == 2 && sg_get(filter, "Filters")) ||
           sg_event_fail(event, filter, "FilterCriteria must be a map whose only key is Filters");
}

static bool check_group(const struct sg_event *event)
{
    const struct sg_node *group = sg_get(event->properties, "ConsumerGroupId");
    bool kafka = strcmp(event->type, "MSK") == 0 || strcmp(event->type, "SelfManagedKafka") == 0;
    return kafka || sg_is_nothing(group) || sg_event_fail(event, group, "only Kafka events can have a ConsumerGroupId");
}

bool sg_check_polled_event(const struct sg_event *event)
{
    return check_filter(event) && check_group(event);
}
