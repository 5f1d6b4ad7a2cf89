#include "sam/destination_internal.h"

#include "base/list.h"
#include "base/sha1.h"
#include "sam/intrinsic.h"
#include "sam/parameter_internal.h"
#include "yaml/scalar.h"

#include <string.h>

struct sg_node *sg_made_statement(struct sg_arena *a, const char *const *actions, size_t count,
                                  const struct sg_node *resource)
{
    struct sg_node *statement = sg_map(a), *list = sg_list(a);
    for (size_t i = 0; i < count; i++)
        sg_append(list, sg_scalar(a, actions[i]));
    sg_put(a, statement, "Effect", sg_scalar(a, "Allow"));
    sg_put(a, statement, "Action", list);
    sg_put(a, statement, "Resource", sg_shared(a, resource));
    return statement;
}

/* Makes the same with the action as a text. */
static struct sg_node *one_action(struct sg_arena *a, const char *action, const struct sg_node *resource)
{
    struct sg_node *statement = sg_map(a);
    sg_put(a, statement, "Effect", sg_scalar(a, "Allow"));
    sg_put(a, statement, "Action", sg_scalar(a, action));
    sg_put(a, statement, "Resource", sg_shared(a, resource));
    return statement;
}

struct sg_node *sg_made_policy(struct sg_arena *a, const char *name, struct sg_node *statements)
{
    struct sg_node *policy = sg_map(a), *document = sg_map(a);
    sg_put(a, document, "Statement", statements);
    sg_put(a, policy, "PolicyName", sg_scalar(a, name));
    sg_put(a, policy, "PolicyDocument", document);
    return policy;
}

/* The actions that a role needs for each kind of target, and what SAM appends to the name of the policy. */
static const struct kind {
    const char *name, *suffix, *action;
    const char *made;      /* what SAM appends to the ID of a target that it creates; NULL: it creates none */
    const char *attribute; /* the attribute of a created target that is its ARN */
    bool of_function, of_event;
} kinds[] = {
    {"SQS", "SQSPolicy", "sqs:SendMessage", "Queue", "Arn", true, true},
    {"SNS", "SNSPolicy", "sns:publish", "Topic", "Ref", true, true},
    {"EventBridge", "EventBridgePolicy", "events:PutEvents", NULL, NULL, true, false},
    {"Lambda", "LambdaPolicy", "lambda:InvokeFunction", NULL, NULL, true, false},
    {"S3Bucket", "S3Policy", "s3:PutObject", NULL, NULL, true, false},
    {"S3", "S3Policy", "s3:PutObject", NULL, NULL, false, true},
};

static const struct kind *find_kind(const char *name)
{
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (strcmp(kinds[i].name, name) == 0)
            return &kinds[i];
    return NULL;
}

/* Makes the ARN of the objects of a bucket from the ARN of the bucket. */
static struct sg_node *objects_of(struct sg_arena *a, const struct sg_node *bucket)
{
    struct sg_node *parts = sg_list(a), *join = sg_list(a);
    sg_append(parts, sg_shared(a, bucket));
    sg_append(parts, sg_scalar(a, "*"));
    sg_append(join, sg_scalar(a, "/"));
    sg_append(join, parts);
    return sg_make_intrinsic(a, "Fn::Join", join);
}

struct sg_node *sg_destination_policy(const struct sg_template *t, const char *kind, const char *name,
                                      const struct sg_node *target)
{
    const struct kind *k = find_kind(kind);
    if (!k)
        return NULL;
    struct sg_arena *a = t->arena;
    struct sg_node *statements = sg_list(a);
    bool bucket = strcmp(k->suffix, "S3Policy") == 0;
    sg_append(statements, one_action(a, k->action, bucket ? objects_of(a, target) : target));
    if (bucket)
        sg_append(statements, one_action(a, "s3:ListBucket", target));
    return sg_made_policy(a, sg_concat(a, name, k->suffix), statements);
}

bool sg_add_dead_letter_queue(const struct sg_template *t, struct sg_role *role)
{
    const struct sg_node *queue = sg_get(role->resource->properties, "DeadLetterQueue");
    if (sg_is_nothing(queue))
        return true;
    const struct sg_node *type = sg_get(queue, "Type"), *target = sg_get(queue, "TargetArn");
    if (sg_is_nothing(type) || sg_is_nothing(target))
        return sg_fail(t->findings, sg_at(t, queue), "%s: DeadLetterQueue must have Type and TargetArn",
                       role->resource->id);
    bool known = sg_is_text(type) && (strcmp(type->text, "SQS") == 0 || strcmp(type->text, "SNS") == 0);
    if (!known)
        return sg_fail(t->findings, sg_at(t, type), "%s: the Type of DeadLetterQueue must be SQS or SNS",
                       role->resource->id);
    struct sg_arena *a = t->arena;
    struct sg_node *statements = sg_list(a), *document = sg_map(a), *policy = sg_map(a);
    sg_append(statements, one_action(a, strcmp(type->text, "SQS") == 0 ? "sqs:SendMessage" : "sns:Publish", target));
    sg_put(a, document, "Version", sg_scalar(a, "2012-10-17"));
    sg_put(a, document, "Statement", statements);
    sg_put(a, policy, "PolicyName", sg_scalar(a, "DeadLetterQueuePolicy"));
    sg_put(a, policy, "PolicyDocument", document);
    sg_role_attach(
        t, &role->policies,
        (struct sg_attached){.type = SG_DOCUMENT_ENTRY, .node = policy, .entry = queue, .because = "DeadLetterQueue"});
    return true;
}

/* OnSuccess or OnFailure. */
struct outcome {
    const struct sg_template *template;
    struct sg_role *role;
    struct sg_made_destinations *made;
    const char *name;             /* "OnSuccess" */
    const char *id;               /* in the names that SAM creates: FEventInvokeConfigOnSuccess */
    const struct sg_node *config; /* as written */
};

static struct sg_node *already_made(const struct outcome *o)
{
    for (size_t i = 0; i < o->made->count; i++)
        if (o->made->items[i].config == o->config->first)
            return o->made->items[i].destination;
    return NULL;
}

static void remember(const struct outcome *o, struct sg_node *destination)
{
    struct sg_made_destinations *made = o->made;
    sg_grow(o->template->arena, made->items, made->count, made->capacity);
    made->items[made->count++] = (struct sg_made_destination){.config = o->config->first, .destination = destination};
}

static struct sg_node *made_target(const struct outcome *o, const struct kind *kind)
{
    struct sg_arena *a = o->template->arena;
    const char *id = sg_concat(a, o->id, kind->made);
    return strcmp(kind->attribute, "Ref") == 0 ? sg_make_intrinsic(a, "Ref", sg_scalar(a, id))
                                               : sg_make_get_att(a, id, kind->attribute);
}

static void short_hash(const char *text, char hash[SG_DESTINATION_HASH + 1])
{
    char digits[SG_SHA1_DIGITS + 1];
    sg_sha1(text, strlen(text), digits);
    memcpy(hash, digits, SG_DESTINATION_HASH);
    hash[SG_DESTINATION_HASH] = '\0';
}

/* Makes the name of the condition under which SAM creates the target of one branch of an Fn::If. */
static struct sg_node *not_condition(const struct outcome *o, const struct sg_node *condition)
{
    struct sg_arena *a = o->template->arena;
    char hash[SG_DESTINATION_HASH + 1];
    short_hash(sg_concat(a, o->role->resource->id, "EventInvokeConfig"), hash);
    return sg_scalar(a, sg_format(a, "NOT%s%s", condition->text, hash));
}

/* Returns the target that SAM creates when none is given, at all or in one branch; NULL when it is given. */
static struct sg_node *target_to_make(const struct outcome *o, const struct kind *kind, const struct sg_node *given)
{
    struct sg_arena *a = o->template->arena;
    struct sg_if items;
    if (!given || sg_is_null(given))
        return kind->made ? made_target(o, kind) : sg_scalar(a, "");
    if (!sg_if_items(given, &items) || !sg_is_text(items.condition) ||
        sg_is_no_value(items.yes) == sg_is_no_value(items.no))
        return NULL;
    if (!kind->made)
        return sg_scalar(a, "");
    if (sg_is_no_value(items.yes))
        return sg_make_if(a, items.condition, made_target(o, kind), sg_shared(a, items.no));
    return sg_make_if(a, not_condition(o, items.condition), made_target(o, kind), sg_shared(a, items.yes));
}

static bool check_target(const struct outcome *o, const struct kind *kind, const struct sg_node *given)
{
    const struct sg_template *t = o->template;
    struct sg_if items;
    if (given && sg_is_if(given) && !sg_if_items(given, &items))
        return sg_fail(t->findings, sg_at(t, o->config), "%s: Fn::If must be a list of a condition and two values",
                       o->role->resource->id);
    if (!kind->made && target_to_make(o, kind, given))
        return sg_fail(t->findings, sg_at(t, o->config), "%s: a target of Type %s must have a Destination",
                       o->role->resource->id, kind->name);
    return true;
}

/* Returns the value of a key with parameters filled in, or NULL: the key is missing, or an error is reported. */
static const struct sg_node *value_of(const struct outcome *o, const char *key)
{
    const struct sg_node *value = sg_get(o->config, key);
    return value ? sg_with_parameters(o->template, value) : NULL;
}

static bool add_outcome(const struct outcome *o)
{
    const struct sg_template *t = o->template;
    const struct sg_node *type = value_of(o, "Type"), *given = value_of(o, "Destination");
    const struct kind *kind = sg_is_text(type) ? find_kind(type->text) : NULL;
    if (t->findings->errors && sg_get(o->config, "Destination") && !given)
        return false;
    if (!kind || !kind->of_function)
        return sg_fail(
            t->findings, sg_at(t, type ? type : o->config),
            "%s: the Type of EventInvokeConfig.DestinationConfig.%s must be SQS, SNS, EventBridge, Lambda or S3Bucket",
            o->role->resource->id, o->name);
    struct sg_node *before = already_made(o);
    given = before ? before : given;
    if (!check_target(o, kind, given))
        return false;
    struct sg_node *made = target_to_make(o, kind, given);
    if (made)
        remember(o, made);
    struct sg_node *policy = sg_destination_policy(t, kind->name, o->id, made ? made : given);
    sg_role_attach(t, &o->role->policies,
                   (struct sg_attached){
                       .type = SG_DOCUMENT_ENTRY, .node = policy, .entry = o->config, .because = "EventInvokeConfig"});
    return true;
}

bool sg_add_invoke_destinations(const struct sg_template *t, struct sg_role *role, struct sg_made_destinations *made)
{
    static const char *const names[] = {"OnSuccess", "OnFailure"};
    const struct sg_node *config = sg_get(role->resource->properties, "EventInvokeConfig");
    const struct sg_node *destinations = sg_get(config, "DestinationConfig");
    if (sg_is_nothing(destinations))
        return true;
    if (destinations->type != SG_MAP)
        return sg_fail(t->findings, sg_at(t, destinations), "%s: EventInvokeConfig.DestinationConfig must be a map",
                       role->resource->id);
    bool ok = true;
    for (size_t i = 0; i < 2; i++) {
        const struct sg_node *one = sg_get(destinations, names[i]);
        if (!one || sg_is_null(one))
            continue;
        const struct outcome o = {
            .template = t,
            .role = role,
            .made = made,
            .name = names[i],
            .id = sg_format(t->arena, "%sEventInvokeConfig%s", role->resource->id, names[i]),
            .config = one,
        };
        ok = (one->type == SG_MAP
                  ? add_outcome(&o)
                  : sg_fail(t->findings, sg_at(t, one), "%s: %s must be a map", role->resource->id, names[i])) &&
             ok;
    }
    return ok;
}
