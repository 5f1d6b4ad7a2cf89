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
    const char **sources;   /* types of what permissions are for; NULL at the end */
    struct permission **of; /* by the number of the function */
    struct permission *any; /* of functions that are not known */
};

static void add(struct sg_lint *l, struct permission **list, const char *principal, const struct sg_resource *source)
{
    struct permission *permission = sg_new(l->arena, struct permission);
    *permission = (struct permission){.principal = principal, .source = source, .next = *list};
    *list = permission;
}

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
    struct reading reading = {all, known ? text : NULL,
                              sg_is_if(source) ? NULL : sg_lint_named(l, source, all->sources)};
    if (known || !is_no_service(l, principal))
        sg_lint_each(l, sg_get(r->properties, "FunctionName"), read_function, &reading);
}

/* ---- Those that SAM makes ---- */

static void read_event(struct sg_lint *l, const struct sg_node *event, void *context)
{
    const char *type = sg_get_text(event, "Type");
    const struct sg_caller *caller = type ? sg_caller_of_event(l->callers, type) : NULL;
    if (caller)
        add(l, context, caller->principal, NULL);
}

/* Lambda authorizers and the routes of APIs bring permissions as well, which it is not worth telling apart. */
static void read_api(struct sg_lint *l, struct permissions *all, const struct sg_resource *r)
{
    if (sg_starts_with(r->type, "AWS::Serverless::") && strstr(r->type, "Api"))
        add(l, &all->any, "apigateway.amazonaws.com", NULL);
}

/* The types of resources that services call for, and of those that such resources name as what they call for. */
static const char **source_types(struct sg_lint *l)
{
    const struct sg_callers *callers = l->callers;
    const char **types = sg_new_array(l->arena, const char *, callers->call_count + 1);
    for (size_t i = 0; i < callers->call_count; i++)
        types[i] = callers->calls[i].type;
    types[callers->call_count] = NULL;
    return types;
}

static void read_all(struct sg_lint *l, struct permissions *all)
{
    all->sources = source_types(l);
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
static const struct sg_resource *source_of(struct sg_lint *l, const struct sg_call_row *row, const char **types)
{
    const struct sg_node *named = row->source ? sg_get(l->resource->properties, row->source) : NULL;
    return row->source ? sg_lint_named(l, named, types) : l->resource;
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

static void check_call(struct sg_lint *l, const struct sg_call_row *row, const struct sg_node *value, void *context)
{
    const struct permissions *all = context;
    const struct sg_resource *function = sg_lint_named(l, value, sg_lint_functions),
                             *source = source_of(l, row, all->sources);
    if (!function || is_permitted(all->of[sg_lint_number(l, function)], row->caller->principal, source) ||
        is_permitted(all->any, row->caller->principal, source))
        return;
    sg_lint_report(l, "SG501", value,
                   "%s cannot invoke %s; add an AWS::Lambda::Permission with FunctionName: !Ref %s, Action: "
                   "lambda:InvokeFunction, Principal: %s and the ARN of %s as SourceArn",
                   row->caller->title, function->id, function->id, row->caller->principal,
                   source ? source->id : sg_format(l->arena, "the %s", row->caller->noun));
}

void sg_lint_check_triggers(struct sg_lint *l)
{
    struct permissions all = {0};
    if (!l->is_whole)
        return;
    read_all(l, &all);
    sg_lint_each_invoker(l, check_call, &all);
}
