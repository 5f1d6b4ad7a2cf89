/* SG501: services that are to call a function, and are not permitted to. */
#include "lint/rules_internal.h"
#include "lint/reference_internal.h"
#include "lint/invoker_internal.h"

#include "sam/intrinsic.h"
#include "sam/mention.h"

#include <string.h>

struct permission {
    const char *principal;            /* NULL: not known */
    const struct sg_resource *source; /* it is for this one alone; NULL: for others too, or not known */
    struct permission *next;
};

struct permissions {
    struct permission **of; /* by the number of the function */
    struct permission *any; /* of functions that are not known */
};

static void add(struct sg_lint *l, struct permission **list, const char *principal, const struct sg_resource *source)
{
    struct permission *permission = sg_new(l->arena, struct permission);
    *permission = (struct permission){.principal = principal, .source = source, .next = *list};
    *list = permission;
}

static const char *const sources[] = {"AWS::Events::Rule", "AWS::S3::Bucket", "AWS::SNS::Topic", NULL};

/* ---- Written permissions ---- */

/* The function whose name, or ARN, a text is; what stands behind the name is a version or alias. */
static const struct sg_resource *function_called(struct sg_lint *l, const char *text)
{
    const char *start = strstr(text, ":function:");
    start = start ? start + strlen(":function:") : text;
    for (size_t i = 0; i < l->template->count; i++) {
        const struct sg_resource *r = &l->template->resources[i];
        const char *name = sg_get(r->properties, "FunctionName") ? sg_physical_name(&l->resolver, r) : NULL;
        if (name && sg_starts_with(start, name) && (!start[strlen(name)] || start[strlen(name)] == ':') &&
            !strstr(name, "${"))
            return r;
    }
    return NULL;
}

struct reading {
    struct permissions *permissions;
    const char *principal;
    const struct sg_resource *source;
};

static void read_function(struct sg_lint *l, const struct sg_node *value, void *context)
{
    const struct reading *reading = context;
    struct permissions *all = reading->permissions;
    const struct sg_resource *function = sg_lint_named(l, value, sg_lint_functions);
    const char *text = function ? NULL : sg_lint_text(l, value);
    bool unknown = !function && (!text || strstr(text, "${"));
    if (!function && !unknown)
        function = function_called(l, text);
    if (function || unknown)
        add(l, function ? &all->of[sg_lint_number(l, function)] : &all->any, reading->principal, reading->source);
}

/* "!Ref TestRoleArn": some account or role, though nobody knows which. */
static bool is_no_service(struct sg_lint *l, const struct sg_node *principal)
{
    struct sg_strings names = {0};
    sg_add_mentions(l->arena, principal, &names);
    return names.count == 1 &&
           (strstr(names.items[0], "Arn") || strstr(names.items[0], "Role") || strstr(names.items[0], "Account"));
}

static void read_permission(struct sg_lint *l, struct permissions *all, const struct sg_resource *r)
{
    const struct sg_node *principal = sg_get(r->properties, "Principal"), *source = sg_get(r->properties, "SourceArn");
    const char *text = principal ? sg_lint_text(l, principal) : NULL;
    bool known = text && !strstr(text, "${");
    struct reading reading = {all, known ? text : NULL, sg_is_if(source) ? NULL : sg_lint_named(l, source, sources)};
    if (known || !is_no_service(l, principal))
        sg_lint_each(l, sg_get(r->properties, "FunctionName"), read_function, &reading);
}

/* ---- Those that SAM makes ---- */

static const struct {
    const char *event, *principal;
} made[] = {
    {"S3", "s3.amazonaws.com"},
    {"SNS", "sns.amazonaws.com"},
    {"Schedule", "events.amazonaws.com"},
    {"EventBridgeRule", "events.amazonaws.com"},
    {"CloudWatchEvent", "events.amazonaws.com"},
    {"Api", "apigateway.amazonaws.com"},
    {"HttpApi", "apigateway.amazonaws.com"},
    {"CloudWatchLogs", "logs.amazonaws.com"},
    {"IoTRule", "iot.amazonaws.com"},
    {"Cognito", "cognito-idp.amazonaws.com"},
};

static void read_event(struct sg_lint *l, const struct sg_node *event, void *context)
{
    const char *type = sg_get_text(event, "Type");
    for (size_t i = 0; type && i < sizeof made / sizeof *made; i++)
        if (strcmp(type, made[i].event) == 0)
            add(l, context, made[i].principal, NULL);
}

/* Lambda authorizers and the routes of APIs bring permissions as well, which it is not worth telling apart. */
static void read_api(struct sg_lint *l, struct permissions *all, const struct sg_resource *r)
{
    if (sg_starts_with(r->type, "AWS::Serverless::") && strstr(r->type, "Api"))
        add(l, &all->any, "apigateway.amazonaws.com", NULL);
}

static void read_all(struct sg_lint *l, struct permissions *all)
{
    all->of = sg_new_array(l->arena, struct permission *, l->template->count);
    for (size_t i = 0; i < l->template->count; i++) {
        const struct sg_resource *r = &l->template->resources[i];
        if (sg_has_type(r, "AWS::Lambda::Permission"))
            read_permission(l, all, r);
        else if (sg_has_type(r, SG_FUNCTION_TYPE))
            sg_lint_at_path(l, sg_get(r->properties, "Events"), "*", read_event, &all->of[i]);
        else
            read_api(l, all, r);
    }
}

/* ---- Who calls ---- */

/* Who calls: the resource itself, or the topic of a subscription. */
static const struct sg_resource *source_of(struct sg_lint *l, const struct sg_resource *r)
{
    const struct sg_node *topic = sg_get(r->properties, "TopicArn");
    return sg_has_type(r, "AWS::SNS::Subscription") ? sg_lint_named(l, topic, sources) : r;
}

/* Logs also call in the name of one region: "logs.eu-west-1.amazonaws.com". */
static bool is_permitted(const struct permission *list, const char *service, const struct sg_resource *source)
{
    for (; list; list = list->next) {
        const char *principal = list->principal;
        size_t name = strcspn(service, ".");
        bool other = list->source && source && list->source != source && sg_has_type(source, list->source->type);
        bool named = !principal || strcmp(principal, "*") == 0 ||
                     (strncmp(principal, service, name + 1) == 0 && strstr(principal, ".amazonaws.com"));
        if (named && !other)
            return true;
    }
    return false;
}

static void check_wire(struct sg_lint *l, const struct sg_lint_invoker *wire, const struct sg_node *value,
                       void *context)
{
    const struct permissions *all = context;
    const struct sg_resource *function = sg_lint_named(l, value, sg_lint_functions),
                             *source = source_of(l, l->resource);
    if (!function || is_permitted(all->of[sg_lint_number(l, function)], wire->service, source) ||
        is_permitted(all->any, wire->service, source))
        return;
    sg_lint_report(l, "SG501", value,
                   "%s cannot invoke %s; add an AWS::Lambda::Permission with FunctionName: !Ref %s, Action: "
                   "lambda:InvokeFunction, Principal: %s and the ARN of %s as SourceArn",
                   wire->title, function->id, function->id, wire->service, source ? source->id : "the topic");
}

void sg_lint_check_triggers(struct sg_lint *l)
{
    struct permissions all = {0};
    if (!l->is_whole)
        return;
    read_all(l, &all);
    sg_lint_each_invoker(l, check_wire, &all);
}
