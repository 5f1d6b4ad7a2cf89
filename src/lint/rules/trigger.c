/* SG501: services without permission to invoke a function that a resource gives them. */
#include "lint/fix.h"
#include "lint/invoker_internal.h"
#include "lint/reference_internal.h"
#include "lint/rules_internal.h"
#include "lint/values_internal.h"

#include "sam/intrinsic.h"
#include "sam/mention.h"
#include "yaml/scalar.h"

#include <string.h>

#define HTTP_API_TYPE "AWS::Serverless::HttpApi"
#define AUTHORIZERS "Auth.Authorizers.*"
#define API_PRINCIPAL "apigateway.amazonaws.com"

struct permission {
    const char *principal;            /* NULL: not known */
    const struct sg_resource *source; /* the only source; NULL: any, or not known */
    bool written;                     /* it is a resource of the template */
    struct permission *next;
};

struct permissions {
    const char **sources;    /* types that a source can have; NULL at the end */
    struct permission **of;  /* by the number of the function */
    struct permission *any;  /* of unknown functions */
    struct sg_strings *made; /* ids of permissions that fixes add */
};

static struct permission *add(struct sg_lint *l, struct permission **list, const char *principal,
                              const struct sg_resource *source)
{
    struct permission *permission = sg_new(l->arena, struct permission);
    *permission = (struct permission){.principal = principal, .source = source, .next = *list};
    *list = permission;
    return permission;
}

/* ---- Written permissions ---- */

/* The function whose name or ARN a text is, with or without a version or alias. */
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

/* The list for the function that a value names; NULL: it is a function outside of the template. */
static struct permission **list_of(struct sg_lint *l, struct permissions *all, const struct sg_node *value)
{
    const struct sg_resource *function = sg_lint_named(l, value, sg_lint_functions);
    const char *text = function ? NULL : sg_lint_text(l, value);
    if (!function && (!text || strstr(text, "${")))
        return &all->any;
    if (!function)
        function = function_called(l, text);
    return function ? &all->of[sg_lint_number(l, function)] : NULL;
}

/* Such as "!Ref TestRoleArn": an unknown account or role. */
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
    if (!known && is_no_service(l, principal))
        return;
    const struct sg_resource *named = sg_is_if(source) ? NULL : sg_lint_named(l, source, all->sources);
    for (struct sg_lint_values v = sg_lint_values_at(l, r->properties, "FunctionName"); sg_lint_next(&v);) {
        struct permission **list = list_of(l, all, v.value);
        if (list)
            add(l, list, known ? text : NULL, named)->written = true;
    }
}

/* ---- Permissions that SAM makes ---- */

static void read_events(struct sg_lint *l, struct permission **list, const struct sg_resource *function)
{
    for (struct sg_lint_values v = sg_lint_values_at(l, function->properties, "Events.*"); sg_lint_next(&v);) {
        const char *type = sg_get_text(v.value, "Type");
        const struct sg_caller *caller = type ? sg_caller_of_event(l->callers, type) : NULL;
        if (caller)
            add(l, list, caller->principal, NULL);
    }
}

static bool is_asked_for(const struct sg_node *authorizer)
{
    return !sg_is_nothing(sg_get(authorizer, "EnableFunctionDefaultPermissions"));
}

static void read_http_api(struct sg_lint *l, struct permissions *all, const struct sg_resource *r)
{
    for (struct sg_lint_values v = sg_lint_values_at(l, r->properties, AUTHORIZERS); sg_lint_next(&v);) {
        const struct sg_node *arn = is_asked_for(v.value) ? sg_get(v.value, "FunctionArn") : NULL;
        const struct sg_resource *function = arn ? sg_lint_named(l, arn, sg_lint_functions) : NULL;
        if (arn)
            add(l, function ? &all->of[sg_lint_number(l, function)] : &all->any, API_PRINCIPAL, NULL);
    }
}

/* Lambda authorizers and routes of APIs also bring permissions; for which function is not read. */
static void read_api(struct sg_lint *l, struct permissions *all, const struct sg_resource *r)
{
    const struct sg_caller *caller = sg_caller_of_event(l->callers, "Api");
    if (caller && sg_starts_with(r->type, "AWS::Serverless::") && strstr(r->type, "Api"))
        add(l, &all->any, caller->principal, NULL);
}

/* The types of resources for which services invoke functions. */
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
    all->made = sg_new(l->arena, struct sg_strings);
    all->of = sg_new_array(l->arena, struct permission *, l->template->count);
    for (size_t i = 0; i < l->template->count; i++) {
        const struct sg_resource *r = &l->template->resources[i];
        if (sg_has_type(r, "AWS::Lambda::Permission"))
            read_permission(l, all, r);
        else if (sg_has_type(r, SG_FUNCTION_TYPE))
            read_events(l, &all->of[i], r);
        else if (sg_has_type(r, HTTP_API_TYPE))
            read_http_api(l, all, r);
        else
            read_api(l, all, r);
    }
}

/* ---- Invocations ---- */

static bool is_permitted(const struct permission *list, const char *service, const struct sg_resource *source)
{
    for (; list; list = list->next) {
        const char *principal = list->principal;
        bool other = list->source && source && list->source != source && sg_has_type(source, list->source->type);
        bool named = !principal || strcmp(principal, "*") == 0 || sg_lint_is_service(principal, service);
        if (named && !other)
            return true;
    }
    return false;
}

static const struct sg_splice *fix_of(struct sg_lint *l, const struct permissions *all, const struct sg_call_row *row,
                                      const struct sg_resource *source, const struct sg_resource *function,
                                      const struct sg_node *value)
{
    const char *arn = sg_lint_first_arn(l, source);
    const char *id = arn ? sg_format(l->arena, "%sInvokes%s", source->id, function->id) : NULL;
    bool conditional = sg_is_if(value) || sg_get(l->resource->body, "Condition");
    if (!id || conditional || sg_find_resource(l->template, id) || sg_strings_have(all->made, id))
        return NULL;
    sg_push(l->arena, all->made, id);
    const char *const lines[] = {
        sg_format(l->arena, "%s:", id),
        "  Type: AWS::Lambda::Permission",
        "  Properties:",
        sg_format(l->arena, "    FunctionName: !Ref %s", function->id),
        "    Action: lambda:InvokeFunction",
        sg_format(l->arena, "    Principal: %s", row->caller->principal),
        sg_format(l->arena, "    SourceArn: %s", arn),
    };
    return sg_lint_fix_resource(l, l->resource, lines, sizeof lines / sizeof *lines);
}

static void check_call(struct sg_lint *l, const struct permissions *all, const struct sg_call_row *row,
                       const struct sg_node *value)
{
    const struct sg_resource *function = sg_lint_named(l, value, sg_lint_functions),
                             *source = sg_lint_source_of(l, row);
    if (!function || is_permitted(all->of[sg_lint_number(l, function)], row->caller->principal, source) ||
        is_permitted(all->any, row->caller->principal, source))
        return;
    sg_lint_report(l, SG501, value,
                   "%s cannot invoke %s; add an AWS::Lambda::Permission with FunctionName: !Ref %s, Action: "
                   "lambda:InvokeFunction, Principal: %s and the ARN of %s as SourceArn",
                   row->caller->title, function->id, function->id, row->caller->principal,
                   source ? source->id : sg_format(l->arena, "the %s", row->caller->noun))
        ->fix = fix_of(l, all, row, source, function, value);
}

/* ---- Authorizers ---- */

static bool is_written(const struct permission *list)
{
    for (; list; list = list->next)
        if (list->written && (!list->principal || strcmp(list->principal, "*") == 0 ||
                              sg_lint_is_service(list->principal, API_PRINCIPAL)))
            return true;
    return false;
}

/* SAM adds a permission for the authorizer of an HTTP API only if it is asked to. */
static void check_authorizer(struct sg_lint *l, const struct permissions *all, const struct sg_node *authorizer)
{
    const struct sg_node *arn = sg_get(authorizer, "FunctionArn");
    const struct sg_resource *function = arn ? sg_lint_named(l, arn, sg_lint_functions) : NULL;
    if (!function || is_asked_for(authorizer) || !sg_is_nothing(sg_get(authorizer, "FunctionInvokeRole")) ||
        is_written(all->of[sg_lint_number(l, function)]) || is_written(all->any))
        return;
    sg_lint_report(l, SG501, arn,
                   "API Gateway cannot invoke the authorizer %s; add EnableFunctionDefaultPermissions: true, or an "
                   "AWS::Lambda::Permission with Principal: " API_PRINCIPAL,
                   function->id);
}

void sg_lint_check_trigger(struct sg_lint *l)
{
    struct permissions all = {0};
    if (!sg_lint_shows_senders(l))
        return;
    read_all(l, &all);
    for (struct sg_lint_invocation i = {0}; sg_lint_next_invocation(l, &i);)
        check_call(l, &all, i.row, i.value);
    for (const struct sg_resource *r = NULL; (r = sg_lint_next_resource(l, r));) {
        const struct sg_node *api = sg_has_type(r, HTTP_API_TYPE) ? r->properties : NULL;
        for (struct sg_lint_values v = sg_lint_values_at(l, api, AUTHORIZERS); sg_lint_next(&v);)
            check_authorizer(l, &all, v.value);
    }
}
