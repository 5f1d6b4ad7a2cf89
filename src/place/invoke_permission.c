#include "place/invoke_permission.h"

#include "iam/arn.h"
#include "place/place.h"

#include <stdlib.h>
#include <string.h>

#define PERMISSION "AWS::Lambda::Permission"
#define INVOKE "lambda:InvokeFunction"

struct writing {
    struct sg_scope *scope;
    const struct sg_invoker *invoker;
    const struct sg_use *use;
    const struct sg_permission_row *row;
};

static const struct sg_value *value_of(const struct sg_use *use, const char *option)
{
    const struct sg_given *given = sg_given(use, option, strlen(option));
    return given ? &given->values[0] : NULL;
}

/* The value of the first option that the file of the source requires; it distinguishes permissions. */
static const struct sg_value *source_value(const struct sg_use *use)
{
    for (size_t i = 0; i < use->grant->options.count; i++) {
        const struct sg_option *option = &use->grant->options.items[i];
        if (option->required && strcmp(option->name, "function") != 0)
            return value_of(use, option->name);
    }
    return NULL;
}

/* "ThumbnailS3IncomingPermission" */
static const char *logical_id(const struct writing *w)
{
    struct sg_arena *a = w->scope->arena;
    const struct sg_value *function = value_of(w->use, "function"), *qualifier = value_of(w->use, "qualifier"),
                          *source = source_value(w->use);
    const char *words = sg_place_id_words(w->scope, function);
    return sg_format(a, "%s%s%s%s%sPermission", *words ? words : "Function",
                     qualifier ? sg_place_id_words(w->scope, qualifier) : "", w->invoker->word,
                     w->row->word ? w->row->word : "", source ? sg_place_id_words(w->scope, source) : "");
}

/* FunctionName can be a name or an ARN, each with a qualifier; !Ref of an alias or a version gives its ARN. */
static const char *function_text(const struct writing *w)
{
    const struct sg_value *function = value_of(w->use, "function"), *qualifier = value_of(w->use, "qualifier");
    bool elsewhere = function->region || function->account || !function->name;
    if (qualifier && function->name && strchr(function->name, ':') && !strstr(function->name, "${")) {
        sg_fail(w->scope->findings, qualifier->origin, "\"%s\" already names a version or an alias; remove one",
                function->given);
        return NULL;
    }
    const char *text = elsewhere ? sg_value_arn(w->scope, function->origin, function, NULL, SG_ARN_SHORTEST)
                                 : sg_value_name(w->scope, function->origin, function);
    return text && qualifier ? sg_format(w->scope->arena, "%s:%s", text, qualifier->name) : text;
}

/* ---- Sources that wait for the permission ---- */

/*
 * Returns whether an id names a resource. Without a template, samgen assumes that a value which is only a reference
 * names the source itself, and that an id within a text is a parameter, such as the stage in a name.
 */
static bool is_resource(const struct sg_scope *scope, const char *id, bool whole)
{
    const struct sg_name *name = sg_find_name(scope->names, id);
    return !sg_starts_with(id, "AWS::") && (name ? name->type != NULL : whole && !scope->names);
}

static bool text_waits(const struct sg_scope *scope, const char *text);

static bool node_waits(const struct sg_scope *scope, const struct sg_node *node)
{
    bool refers = node->tag && (strcmp(node->tag, "!Ref") == 0 || strcmp(node->tag, "!GetAtt") == 0);
    if (node->type == SG_SCALAR)
        return refers ? is_resource(scope, sg_copy_bytes(scope->arena, node->text, strcspn(node->text, ".")), true)
                      : text_waits(scope, node->text);
    for (const struct sg_node *child = node->first; child; child = child->next)
        if (node_waits(scope, child))
            return true;
    return false;
}

/* Returns whether CloudFormation must create a resource of the template before it knows the text. */
static bool text_waits(const struct sg_scope *scope, const char *text)
{
    bool whole = sg_place_whole_reference(scope->arena, text) != NULL;
    for (const char *p = strstr(text, "${"); p; p = strstr(p + 2, "${")) {
        const char *id = sg_copy_bytes(scope->arena, p + 2, strcspn(p + 2, ".}"));
        size_t variable = *id == '=' ? strtoul(id + 1, NULL, 10) : scope->variable_count;
        if (variable < scope->variable_count ? node_waits(scope, scope->variables[variable])
                                             : *id != '!' && is_resource(scope, id, whole))
            return true;
    }
    return false;
}

/* Returns whether CloudFormation must create a resource of the template before it knows the value. */
static bool is_late(const struct sg_scope *scope, const struct sg_value *value)
{
    const char *const texts[] = {value->name, value->arn};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        if (texts[i] && text_waits(scope, texts[i]))
            return true;
    return false;
}

static const struct sg_node *explicit_name(const struct sg_scope *scope, const struct sg_value *value)
{
    const char *id = sg_place_whole_reference(scope->arena, value->name ? value->name : value->arn);
    const struct sg_name *name = id ? sg_find_name(scope->names, id) : NULL;
    const struct sg_node *given =
        name && name->type && value->kind->property ? sg_get(name->properties, value->kind->property) : NULL;
    const char *reference = sg_get_text(given, "Ref"), *sub = sg_get_text(given, "Fn::Sub");
    if (reference)
        return sg_tagged(scope->arena, "!Ref", reference);
    return sub ? sg_tagged(scope->arena, "!Sub", sub) : given;
}

/* Reads the explicit name that the template gives the resource; false if there is none, or if it is late itself. */
static bool read_explicit_name(struct sg_scope *scope, const struct sg_value *value, struct sg_value *named)
{
    struct sg_hush hush;
    const struct sg_node *node = explicit_name(scope, value);
    sg_hush(&hush, &scope->findings);
    bool ok = node && sg_read_value_node(scope, value->origin, value->kind, node, named) && named->name &&
              !is_late(scope, named);
    sg_unhush(&hush);
    return ok;
}

static const char *left_out(const struct writing *w, const struct sg_value *value, const char *property)
{
    struct sg_scope *scope = w->scope;
    const char *way_out = !value->kind->property ? "add it after the resource exists"
                          : scope->names         ? "give the resource an explicit name"
                                                 : "give --template FILE to find its explicit name, or write the name";
    sg_report(scope->findings, SAMGEN_NOTE, value->origin,
              "%s is left out: %s needs this permission first, so a reference to it would be circular; %s", property,
              value->given, way_out);
    return "";
}

/* The text with the explicit name instead of a reference to the source; "" after reporting that it is left out. */
static const char *text_without_reference(const struct writing *w, const struct sg_property_row *row)
{
    const struct sg_value *value = source_value(w->use);
    const char *text = sg_place_property_text(w->scope, w->use, row, SG_ARN_SHORTEST);
    struct sg_value named;
    if (!text || !value || !is_late(w->scope, value))
        return text;
    if (!read_explicit_name(w->scope, value, &named))
        return left_out(w, value, row->name);
    struct sg_use use = *w->use;
    use.given = sg_new_array(w->scope->arena, struct sg_given, use.count);
    for (size_t i = 0; i < use.count; i++) {
        use.given[i] = w->use->given[i];
        if (use.given[i].values == value)
            use.given[i].values = &named;
    }
    return sg_place_property_text(w->scope, &use, row, SG_ARN_BY_NAME);
}

/* ---- Writing ---- */

static void put_text(struct sg_scope *scope, struct sg_node *properties, const char *name, const char *text)
{
    struct sg_node *node = sg_text_node(scope, text);
    node->plain = node->type == SG_SCALAR && strcmp(text, "true") == 0;
    sg_put(scope->arena, properties, name, node);
}

static bool put_properties(const struct writing *w, struct sg_node *properties)
{
    const struct sg_property_rows *rows = &w->row->properties;
    for (size_t i = 0; i < rows->count; i++) {
        const struct sg_property_row *row = &rows->items[i];
        if (sg_get(properties, row->name))
            continue;
        const char *text = row->no_reference ? text_without_reference(w, row)
                                             : sg_place_property_text(w->scope, w->use, row, SG_ARN_SHORTEST);
        if (!text)
            return false;
        if (*text)
            put_text(w->scope, properties, row->name, text);
    }
    return true;
}

static struct sg_node *begin(struct sg_scope *scope, const struct sg_permission_row *row, const char *function)
{
    struct sg_node *properties = sg_map(scope->arena);
    put_text(scope, properties, "Action", row->action ? row->action : INVOKE);
    put_text(scope, properties, "FunctionName", function);
    put_text(scope, properties, "Principal", row->principal);
    return properties;
}

static bool write_permission(const struct writing *w, struct sg_node *resources)
{
    const char *function = function_text(w);
    struct sg_node *properties = function ? begin(w->scope, w->row, function) : NULL;
    if (!properties || !put_properties(w, properties))
        return false;
    sg_place_put_resource(w->scope, resources, logical_id(w), PERMISSION, properties);
    return true;
}

bool sg_place_invoke_permission(struct sg_scope *scope, struct sg_catalog *catalog, const struct sg_asked_grant *source,
                                struct sg_node *resources)
{
    size_t errors = scope->findings->errors;
    const struct sg_invoker *invoker = sg_find_invoker(catalog, source->name, scope->findings);
    struct sg_use use;
    if (!invoker)
        return errors == scope->findings->errors && sg_place_unknown(scope, catalog, SG_INVOKE, source);
    if (invoker->instead)
        return sg_fail(scope->findings, source->origin, "%s needs no permission on the function: %s", source->name,
                       invoker->instead);
    const char *partition = scope->partition;
    if (!sg_read_options(scope, &invoker->grant, source, &use) || !sg_share_partition(scope, &use, 1))
        return false;
    bool ok = true;
    for (size_t i = 0; i < invoker->permissions.count; i++) {
        const struct writing w = {
            .scope = scope, .invoker = invoker, .use = &use, .row = &invoker->permissions.items[i]};
        ok = write_permission(&w, resources) && ok;
    }
    scope->partition = partition;
    if (ok)
        sg_place_add_notes(scope, source->name, &invoker->grant.notes);
    return ok;
}

/* ---- From a denial ---- */

static const struct sg_property_row *row_named(const struct sg_permission_row *permission, const char *name)
{
    for (size_t i = 0; permission && i < permission->properties.count; i++)
        if (strcmp(permission->properties.items[i].name, name) == 0)
            return &permission->properties.items[i];
    return NULL;
}

/* The name at the end of a function's ARN, or the name itself. */
static const char *function_words(struct sg_arena *a, const char *function)
{
    const char *name = strstr(function, ":function:");
    return sg_camel_case(a, name ? name + strlen(":function:") : function);
}

struct sg_node *sg_place_invoke_permission_for(struct sg_scope *scope, struct sg_catalog *catalog,
                                               const char *principal, const char *function, const char *source_arn)
{
    struct sg_arena *a = scope->arena;
    const struct sg_invoker *invoker = sg_invoker_of(catalog, principal, scope->findings);
    const struct sg_permission_row *known = invoker ? &invoker->permissions.items[0] : NULL;
    const struct sg_permission_row row = {.principal = principal, .action = known ? known->action : NULL};
    struct sg_node *properties = begin(scope, &row, function), *resources = sg_map(a);
    if (source_arn)
        put_text(scope, properties, "SourceArn", source_arn);
    const char *account = sg_arn_account(a, source_arn);
    if (row_named(known, "SourceAccount"))
        put_text(scope, properties, "SourceAccount", account ? account : "${AWS::AccountId}");
    const char *service = sg_copy_bytes(a, principal, strcspn(principal, "."));
    sg_place_put_resource(scope, resources,
                          sg_format(a, "%s%sPermission", function_words(a, function),
                                    invoker ? invoker->word : sg_camel_case(a, service)),
                          PERMISSION, properties);
    if (!source_arn && row_named(known, "SourceArn"))
        sg_report(scope->findings, SAMGEN_NOTE, (struct sg_origin){.subject = principal},
                  "add SourceArn, the ARN of the resource that calls the function; without it any such resource can "
                  "call it");
    return resources;
}
