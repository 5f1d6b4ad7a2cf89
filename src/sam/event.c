#include "sam/event_internal.h"

#include "base/list.h"
#include "base/text.h"
#include "sam/destination_internal.h"
#include "sam/event_check_internal.h"
#include "sam/event_secret_internal.h"
#include "sam/intrinsic.h"
#include "sam/property_internal.h"
#include "yaml/scalar.h"

#include <string.h>

#define MAPPING "event source mapping"

bool sg_event_fail(const struct sg_event *event, const struct sg_node *at, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    const char *message = sg_vformat(event->template->arena, format, args);
    va_end(args);
    return sg_fail(event->template->findings, sg_at(event->template, at), "event %s of %s: %s", event->id,
                   event->resource->id, message);
}

/* What SAM writes into the role for an event that Lambda polls with it, beside the managed policy of sam.yaml. */
typedef struct sg_node *policy_fn(const struct sg_event *event);

static policy_fn *find_policy(const char *type)
{
    static const struct {
        const char *type;
        policy_fn *policy;
    } policies[] = {
        {"MSK", sg_msk_policy},
        {"MQ", sg_mq_policy},
        {"SelfManagedKafka", sg_kafka_policy},
        {"DocumentDB", sg_documentdb_policy},
    };
    for (size_t i = 0; i < sizeof policies / sizeof *policies; i++)
        if (strcmp(policies[i].type, type) == 0)
            return policies[i].policy;
    return NULL;
}

/* Its row in sam.yaml, if Lambda polls for it; else NULL. */
static const struct sg_property_owner *find_polled(const struct sg_event *event)
{
    const struct sg_template *t = event->template;
    const struct sg_property_owner *owner = sg_sam_owner(t, sg_format(t->arena, "event %s", event->type));
    return owner && owner->polled ? owner : NULL;
}

static const char *because(const struct sg_event *event)
{
    return sg_format(event->template->arena, "event %s (%s)", event->id, event->type);
}

/* Attaches a policy of SAM itself, whose path is fixed, also in partitions that the list of SAM lacks. */
static void attach_managed(const struct sg_event *event, struct sg_role *role, const char *name)
{
    const struct sg_template *t = event->template;
    struct sg_node *arn =
        sg_scalar(t->arena, sg_format(t->arena, "arn:%s:iam::aws:policy/service-role/%s", t->partition, name));
    for (size_t i = 0; i < role->managed.count; i++)
        if (sg_intrinsic_equal(t->arena, role->managed.items[i].node, arn))
            return;
    sg_role_attach(t, &role->managed,
                   (struct sg_attached){.node = arn, .entry = event->key, .because = because(event)});
}

/* Attaches a policy, unless the role has its document already under another name. */
static void attach_policy(const struct sg_event *event, struct sg_role *role, struct sg_node *policy)
{
    const struct sg_node *document = sg_get(policy, "PolicyDocument");
    for (size_t i = 0; i < role->policies.count; i++) {
        const struct sg_node *other = sg_get(role->policies.items[i].node, "PolicyDocument");
        if (other && sg_intrinsic_equal(event->template->arena, other, document))
            return;
    }
    sg_role_attach(event->template, &role->policies,
                   (struct sg_attached){
                       .type = SG_DOCUMENT_ENTRY, .node = policy, .entry = event->key, .because = because(event)});
}

/* Returns the policy for DestinationConfig.OnFailure, or NULL: it has no Type, or an error is reported. */
static struct sg_node *failure_policy(const struct sg_event *event)
{
    static const char *const kinds[] = {"SQS", "SNS", "S3", "Kafka"};
    const struct sg_node *config = sg_get(event->properties, "DestinationConfig");
    if (sg_is_nothing(config))
        return NULL;
    const struct sg_node *failure = sg_get(config, "OnFailure"), *type = sg_get(failure, "Type");
    if (!failure || failure->type != SG_MAP) {
        sg_event_fail(event, config, "DestinationConfig must have a map OnFailure");
        return NULL;
    }
    if (sg_is_nothing(type))
        return NULL;
    bool known = false;
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        known = known || (sg_is_text(type) && strcmp(type->text, kinds[i]) == 0);
    if (!known) {
        sg_event_fail(event, type, "the Type of DestinationConfig.OnFailure must be SQS, SNS, S3 or Kafka");
        return NULL;
    }
    const struct sg_node *target = sg_get(failure, "Destination");
    struct sg_node none = {.type = SG_SCALAR, .plain = true, .text = "null"};
    return sg_destination_policy(event->template, type->text,
                                 sg_concat(event->template->arena, event->resource->id, event->id),
                                 target ? target : &none);
}

static bool add_polled(const struct sg_event *event, const struct sg_property_owner *polled, struct sg_role *role)
{
    policy_fn *policy = find_policy(event->type);
    size_t errors = event->template->findings->errors;
    bool ok = sg_check_polled_event(event);
    struct sg_node *failure = ok ? failure_policy(event) : NULL;
    struct sg_node *own = policy && event->template->findings->errors == errors ? policy(event) : NULL;
    if (event->template->findings->errors != errors)
        return false;
    if (role && polled->managed)
        attach_managed(event, role, polled->managed);
    if (role && own)
        attach_policy(event, role, own);
    if (role && failure)
        attach_policy(event, role, failure);
    return true;
}

/* SAM puts a queue between the topic and the function, and Lambda polls it. */
static bool add_topic(const struct sg_event *event, struct sg_role *role)
{
    const struct sg_node *subscription = sg_get(event->properties, "SqsSubscription");
    if (role && !sg_is_nothing(subscription))
        attach_managed(event, role, "AWSLambdaSQSQueueExecutionRole");
    return true;
}

static bool check_shapes(const struct sg_event *event, const char *owner, bool is_polled)
{
    const struct sg_properties properties = {
        .owner = owner,
        .other_owner = is_polled ? MAPPING : NULL,
        .subject = sg_format(event->template->arena, "event %s of %s", event->id, event->resource->id),
        .map = event->properties,
        .at = event->key,
    };
    return sg_check_properties(event->template, &properties);
}

/* Reads type and properties. Returns false after reporting an error. */
static bool read_event(const struct sg_template *t, const struct sg_resource *resource, const struct sg_node *key,
                       struct sg_event *event)
{
    const struct sg_node *type = sg_get(key->next, "Type"), *properties = sg_get(key->next, "Properties");
    *event = (struct sg_event){.template = t, .resource = resource, .id = key->text, .type = "", .key = key};
    if (!sg_is_text(type))
        return sg_event_fail(event, key, "Type is missing or not a text");
    event->type = type->text;
    if (!*key->text || key->text[sg_alnum_length(key->text)])
        return sg_event_fail(event, key, "its ID must consist of letters and digits");
    if (properties && properties->type != SG_MAP)
        return sg_event_fail(event, key, "Properties must be a map");
    event->properties = properties;
    return true;
}

static const char *owner_of(const struct sg_event *event, const char *prefix)
{
    const char *owner = sg_format(event->template->arena, "%s %s", prefix, event->type);
    return sg_sam_owner(event->template, owner) ? owner : NULL;
}

static bool fail_type(const struct sg_event *event)
{
    return sg_event_fail(event, event->key, "SAM does not know the event type \"%s\" here", event->type);
}

static bool add_event(const struct sg_template *t, const struct sg_resource *function, const struct sg_node *key,
                      struct sg_role *role)
{
    struct sg_event event;
    if (!read_event(t, function, key, &event))
        return false;
    const char *owner = owner_of(&event, "event");
    if (!owner)
        return fail_type(&event);
    const struct sg_property_owner *polled = find_polled(&event);
    if (!check_shapes(&event, owner, polled) || !sg_check_event(&event))
        return false;
    if (polled)
        return add_polled(&event, polled, role);
    return strcmp(event.type, "SNS") == 0 ? add_topic(&event, role) : true;
}

static int by_text(const void *x, const void *y)
{
    return strcmp((*(const struct sg_node *const *)x)->text, (*(const struct sg_node *const *)y)->text);
}

/* CloudFormation allows 500 resources, and each event creates one. Each policy is compared with all earlier ones. */
#define EVENTS_MOST 500

bool sg_add_events(const struct sg_template *t, const struct sg_resource *function, struct sg_role *role)
{
    const struct sg_node *events = sg_get(function->properties, "Events");
    size_t count = 0;
    if (sg_is_nothing(events) || events->type != SG_MAP)
        return true;
    if (events->count / 2 > EVENTS_MOST)
        return sg_fail(t->findings, sg_at(t, events), "%s has more than %d events, the most that samgen reads",
                       function->id, EVENTS_MOST);
    const struct sg_node **keys = sg_new_array(t->arena, const struct sg_node *, events->count / 2);
    for (const struct sg_node *key = events->first; key; key = key->next->next)
        keys[count++] = key;
    sg_sort(keys, count, sizeof(struct sg_node *), by_text);
    bool ok = true;
    for (size_t i = 0; i < count; i++)
        ok = add_event(t, function, keys[i], role) && ok;
    return ok;
}

static bool check_machine_event(const struct sg_template *t, const struct sg_resource *machine,
                                const struct sg_node *key)
{
    struct sg_event event;
    if (!read_event(t, machine, key, &event))
        return false;
    const char *owner = owner_of(&event, "machine event");
    if (!owner && strcmp(event.type, "ScheduleV2") == 0)
        owner = "event ScheduleV2";
    if (!owner)
        return fail_type(&event);
    return check_shapes(&event, owner, find_polled(&event)) && sg_check_event(&event);
}

bool sg_check_machine_events(const struct sg_template *t, const struct sg_resource *machine)
{
    const struct sg_node *events = sg_get(machine->properties, "Events");
    bool ok = true;
    for (const struct sg_node *key = events && events->type == SG_MAP ? events->first : NULL; key;
         key = key->next->next)
        ok = check_machine_event(t, machine, key) && ok;
    return ok;
}
