#include "suggest/used_internal.h"

#include "base/text.h"
#include "catalog/function.h"
#include "explain/explain.h"
#include "sam/intrinsic.h"
#include "yaml/scalar.h"

#include <string.h>

/* What a part of a text is whose value nobody knows. It matches any text. */
#define ANY_TEXT "*"

#define DEPTH_MOST 20 /* of values within values */

/* ---- Values of the template ---- */

struct adding {
    const struct sg_surroundings *around;
    const char *service;
    bool sub;
    struct sg_used_list *list;
    size_t depth;
};

static void add_used(struct adding *a, struct sg_used used)
{
    struct sg_used_list *list = a->list;
    for (size_t i = 0; i < list->count; i++)
        if (list->items[i].type == used.type && sg_same_text(list->items[i].id, used.id) &&
            (used.type != SG_USED_UNKNOWN || sg_same_text(list->items[i].from, used.from)))
            return;
    sg_grow(a->around->joiner->arena, list->items, list->count, list->capacity);
    list->items[list->count++] = used;
}

static void add_unknown(struct adding *a, const char *from)
{
    add_used(a, (struct sg_used){.type = SG_USED_UNKNOWN, .from = from});
}

/* "Uploads" of {Ref: Uploads}, {Fn::GetAtt: [Uploads, Arn]} and {Fn::Sub: "${Uploads.Arn}"}; NULL: it is another value. */
static const char *id_of(struct sg_arena *a, const struct sg_node *value)
{
    const struct sg_node *ref = sg_intrinsic(value, "Ref"), *att = sg_intrinsic(value, "Fn::GetAtt"),
                         *sub = sg_intrinsic(value, "Fn::Sub");
    const char *text = NULL;
    if (ref && ref->type == SG_SCALAR)
        text = ref->text;
    else if (att)
        text = att->type == SG_LIST && att->first ? att->first->text : att->text;
    else if (sub && sub->type == SG_SCALAR && sg_starts_with(sub->text, "${") && sub->text[2] != '!' &&
             strchr(sub->text, '}') && !strchr(sub->text, '}')[1])
        text = sg_copy_bytes(a, sub->text + 2, strlen(sub->text) - 3);
    return text ? sg_copy_bytes(a, text, strcspn(text, ".")) : NULL;
}

/* "Chat" of {Fn::Sub: "https://${Chat}.execute-api..."}; NULL: it is no URL of an API. */
static const char *api_of(struct sg_arena *a, const struct sg_node *value)
{
    const struct sg_node *sub = sg_intrinsic(value, "Fn::Sub");
    const char *open = sub && sub->type == SG_SCALAR ? strstr(sub->text, "://${") : NULL;
    const char *close = open ? strchr(open, '}') : NULL;
    size_t start = strlen("://${");
    return close && sg_starts_with(close, "}.execute-api.")
               ? sg_copy_bytes(a, open + start, (size_t)(close - open) - start)
               : NULL;
}

static const char *import_of(struct sg_arena *a, const struct sg_node *value)
{
    const struct sg_node *name = sg_intrinsic(value, "Fn::ImportValue");
    return name ? sg_explain_value_text(a, name) : NULL;
}

static const char *resolved_text(struct sg_resolver *r, const struct sg_node *value)
{
    const struct sg_node *resolved = sg_resolve(r, value);
    return resolved && resolved->type == SG_SCALAR ? resolved->text : NULL;
}

static void add_text(struct adding *a, const char *text, const char *written);

/* A stack inside the template knows its resources by other names, so what its output is stays unknown. */
static bool is_stack(const struct sg_resource *resource)
{
    return sg_has_type(resource, "AWS::CloudFormation::Stack") || sg_has_type(resource, "AWS::Serverless::Application");
}

static void add_value(struct adding *a, const struct sg_node *value)
{
    struct sg_joiner *j = a->around->joiner;
    struct sg_if items;
    const char *import = import_of(j->arena, value);
    if (sg_if_items(value, &items) && a->depth < DEPTH_MOST) {
        a->depth++;
        add_value(a, items.yes);
        add_value(a, items.no);
        a->depth--;
        return;
    }
    if (sg_is_no_value(value))
        return;
    if (import) {
        add_used(a, (struct sg_used){.type = SG_USED_IMPORT, .id = import});
        return;
    }
    const char *id = id_of(j->arena, value), *text = resolved_text(j->apart, value);
    if (!id && a->service && strcmp(a->service, "execute-api") == 0)
        id = api_of(j->arena, value);
    const struct sg_resource *resource = id ? sg_find_resource(j->template, id) : NULL;
    if (resource && is_stack(resource)) {
        add_unknown(a, sg_format(j->arena, "an output of the stack %s", id));
    } else if (resource) {
        add_used(a, (struct sg_used){.type = SG_USED_TEMPLATE, .id = id, .resource = resource, .value = text});
    } else if (id && sg_key_index_get(&j->template->parameters, id)) {
        resource = text ? sg_resource_named(j, text, a->service) : NULL;
        add_used(
            a, resource
                   ? (struct sg_used){.type = SG_USED_TEMPLATE, .id = resource->id, .resource = resource, .value = text}
                   : (struct sg_used){.type = SG_USED_PARAMETER, .id = id, .value = text});
    } else if (text && *text) {
        add_text(a, text, sg_explain_value_text(j->arena, value));
    } else {
        add_unknown(a, NULL);
    }
}

/* ---- Texts ---- */

/* The address of "Shop <shop@example.com>". */
static const char *bare_address(struct sg_arena *arena, const char *text)
{
    const char *open = strchr(text, '<'), *close = open ? strchr(open, '>') : NULL;
    return close && !close[1] && memchr(open, '@', (size_t)(close - open))
               ? sg_copy_bytes(arena, open + 1, (size_t)(close - open) - 1)
               : text;
}

/* "uploads" of "s3://uploads/incoming/". */
static const char *bucket_of(struct sg_arena *a, const char *url)
{
    static const char scheme[] = "s3://";
    return sg_starts_with(url, scheme) ? sg_copy_bytes(a, url + strlen(scheme), strcspn(url + strlen(scheme), "/"))
                                       : url;
}

static void add_text(struct adding *a, const char *text, const char *written)
{
    struct sg_joiner *j = a->around->joiner;
    text = bare_address(j->arena, text);
    written = bare_address(j->arena, written);
    if (sg_same_text(a->service, "s3")) {
        text = bucket_of(j->arena, text);
        written = bucket_of(j->arena, written);
    }
    const struct sg_resource *resource = sg_resource_named(j, text, a->service);
    if (resource)
        add_used(a,
                 (struct sg_used){.type = SG_USED_TEMPLATE, .id = resource->id, .resource = resource, .value = text});
    else if (strchr(text, '*') || !*text)
        add_unknown(a, NULL);
    else
        add_used(a, (struct sg_used){.type = SG_USED_LITERAL, .id = written, .value = text});
}

/* The variable of the environment, or NULL. */
static const struct sg_node *variable(const struct sg_surroundings *around, const char *name)
{
    return sg_get(around->variables, name);
}

/* What Lambda itself sets. */
static const char *variable_of_lambda(const struct sg_surroundings *around, const char *name)
{
    struct sg_resolver *r = around->joiner->apart;
    if (strcmp(name, "AWS_LAMBDA_FUNCTION_NAME") == 0)
        return sg_physical_name(r, around->function);
    if (strcmp(name, "AWS_REGION") == 0 || strcmp(name, "AWS_DEFAULT_REGION") == 0)
        return ANY_TEXT;
    return NULL;
}

static void add_seen(struct adding *a, const struct sg_seen *seen);

static void add_set(struct adding *a, const struct sg_seen_set *set)
{
    for (size_t i = 0; set && i < set->count; i++)
        add_seen(a, set->items[i]);
}

static void add_variable(struct adding *a, const struct sg_seen *seen)
{
    const struct sg_node *value = variable(a->around, seen->text);
    const char *own = value ? NULL : variable_of_lambda(a->around, seen->text);
    if (value)
        add_value(a, value);
    else if (own && strcmp(own, ANY_TEXT) != 0)
        add_text(a, own, own);
    else if (seen->fallback && seen->fallback->count)
        add_set(a, seen->fallback);
    else
        add_used(a, (struct sg_used){.type = SG_USED_UNKNOWN,
                                     .from = sg_format(a->around->joiner->arena,
                                                       "the variable %s, which is not defined", seen->text),
                                     .undefined = true});
}

/* ---- Texts that are put together ---- */

/* One text of a set that has only one; NULL: none, or several. `written` gets it in the notation of Fn::Sub. */
static const char *single(const struct adding *a, const struct sg_seen_set *set, size_t depth, const char **written);

static const char *joined(const struct adding *a, const struct sg_seen *seen, size_t depth, const char **written)
{
    struct sg_arena *arena = a->around->joiner->arena;
    struct sg_buffer text = sg_buffer_new(arena, SG_RESOLVED_MOST), shown = sg_buffer_new(arena, SG_RESOLVED_MOST);
    for (uint32_t i = 0; i < seen->part_count; i++) {
        const char *own = NULL, *part = single(a, &seen->parts[i], depth + 1, &own);
        sg_add(&text, part ? part : ANY_TEXT);
        sg_add(&shown, own ? own : ANY_TEXT);
    }
    *written = shown.text;
    return text.text;
}

static const char *single(const struct adding *a, const struct sg_seen_set *set, size_t depth, const char **written)
{
    struct sg_joiner *j = a->around->joiner;
    const struct sg_seen *seen = set->count == 1 ? set->items[0] : NULL;
    *written = NULL;
    if (!seen || depth > DEPTH_MOST)
        return NULL;
    if (seen->type == SG_SEEN_TEXT)
        return *written = seen->text;
    if (seen->type == SG_SEEN_JOINED)
        return joined(a, seen, depth, written);
    if (seen->type == SG_SEEN_CONTEXT && strcmp(seen->text, "function_name") == 0)
        return *written = sg_physical_name(j->apart, a->around->function);
    const struct sg_node *value = seen->type == SG_SEEN_ENVIRONMENT ? variable(a->around, seen->text) : NULL;
    if (value) {
        const char *text = resolved_text(j->apart, value);
        *written = sg_explain_value_text(j->arena, value);
        return text && *text ? text : NULL;
    }
    if (seen->type == SG_SEEN_ENVIRONMENT && variable_of_lambda(a->around, seen->text))
        return *written = variable_of_lambda(a->around, seen->text);
    return seen->type == SG_SEEN_ENVIRONMENT && seen->fallback ? single(a, seen->fallback, depth + 1, written) : NULL;
}

/* ---- The event ---- */

/* The value at a path of keys such as "Pattern.detail.bucket.name", or NULL. */
static const struct sg_node *value_at(struct sg_arena *a, const struct sg_node *value, const char *path)
{
    while (value && *path) {
        size_t length = strcspn(path, ".");
        value = sg_get(value, sg_copy_bytes(a, path, length));
        path += length + (path[length] == '.');
    }
    return value;
}

/* Values that come from an event name the resource that it comes from. */
static void add_event_value(struct adding *a, const struct sg_node *value)
{
    size_t before = a->list->count;
    if (value->type == SG_LIST)
        for (const struct sg_node *item = value->first; item; item = item->next)
            add_value(a, item);
    else
        add_value(a, value);
    for (size_t k = before; k < a->list->count; k++)
        if (a->list->items[k].type == SG_USED_TEMPLATE)
            a->list->items[k].type = SG_USED_EVENT;
}

/* Adds what the events of the function give for `path`. Returns whether one does. */
static bool add_given(struct adding *a, const struct sg_event *row, const char *path)
{
    struct sg_arena *arena = a->around->joiner->arena;
    const struct sg_node *events = sg_get(a->around->function->properties, "Events");
    bool found = false;
    for (const struct sg_node *key = events && events->type == SG_MAP ? events->first : NULL; key;
         key = key->next->next) {
        const char *type = sg_get_text(key->next, "Type");
        for (size_t i = 0; type && sg_strings_have(&row->types, type) && i < row->gives.count; i++) {
            const struct sg_node *value =
                value_at(arena, sg_get(key->next, "Properties"), row->gives.items[i].property);
            if (!value || strcmp(row->gives.items[i].path, path) != 0)
                continue;
            add_event_value(a, value);
            found = true;
        }
    }
    return found;
}

static void add_event(struct adding *a, const struct sg_seen *seen)
{
    struct sg_joiner *j = a->around->joiner;
    struct sg_strings names = {0};
    bool found = false;
    sg_catalog_files(j->catalog, "functions/events", &names);
    for (size_t i = 0; i < names.count; i++) {
        const struct sg_event *row = sg_find_event(j->catalog, names.items[i], j->template->findings);
        found = (row && add_given(a, row, seen->text)) || found;
    }
    if (!found)
        add_unknown(a, "the event");
}

/* ---- Values of the code ---- */

static void add_code_text(struct adding *a, const char *text)
{
    struct sg_joiner *j = a->around->joiner;
    if (!a->sub || !strstr(text, "${")) {
        add_text(a, text, text);
        return;
    }
    struct sg_node *sub = sg_make_intrinsic(j->arena, "Fn::Sub", sg_scalar(j->arena, text));
    add_value(a, sub);
}

static void add_seen(struct adding *a, const struct sg_seen *seen)
{
    const char *written, *text;
    const struct sg_seen_set set = {.items = (const struct sg_seen *[]){seen}, .count = 1};
    if (a->depth > DEPTH_MOST)
        return;
    a->depth++;
    switch (seen->type) {
    case SG_SEEN_TEXT:
        add_code_text(a, seen->text);
        break;
    case SG_SEEN_ENVIRONMENT:
        add_variable(a, seen);
        break;
    case SG_SEEN_EVENT:
        add_event(a, seen);
        break;
    case SG_SEEN_CONTEXT:
    case SG_SEEN_JOINED:
        text = single(a, &set, 0, &written);
        if (text)
            add_text(a, text, written);
        else
            add_unknown(a, NULL);
        break;
    case SG_SEEN_ANSWER:
        add_unknown(a, "the answer of another call");
        break;
    case SG_SEEN_UNKNOWN:
        add_unknown(a, seen->text);
        break;
    }
    a->depth--;
}

struct sg_surroundings sg_surroundings_of(struct sg_joiner *joiner, const struct sg_resource *function)
{
    const struct sg_node *variables = sg_get(sg_get(function->properties, "Environment"), "Variables");
    return (struct sg_surroundings){
        .joiner = joiner, .function = function, .variables = variables && variables->type == SG_MAP ? variables : NULL};
}

void sg_add_used(const struct sg_surroundings *around, const struct sg_seen_set *values, const char *service, bool sub,
                 struct sg_used_list *list)
{
    struct adding a = {.around = around, .service = service, .sub = sub, .list = list};
    add_set(&a, values);
}

const char *sg_seen_prefix(const struct sg_surroundings *around, const struct sg_seen_set *values)
{
    const struct adding a = {.around = around};
    const char *written, *text = values->count == 1 ? single(&a, values, 0, &written) : NULL;
    return text ? sg_copy_bytes(around->joiner->arena, text, strcspn(text, "*~")) : "";
}
