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

static void add_seen(struct sg_using *a, const struct sg_seen *seen);

static void add_set(struct sg_using *a, const struct sg_seen_set *set)
{
    for (size_t i = 0; set && i < set->count; i++)
        add_seen(a, set->items[i]);
}

/* `process.env.HOOK || ""` is nothing where HOOK is not defined. */
static bool is_nothing(const struct sg_seen_set *fallback)
{
    for (size_t i = 0; fallback && i < fallback->count; i++)
        if (fallback->items[i]->type != SG_SEEN_TEXT || *fallback->items[i]->text)
            return false;
    return true;
}

static void add_variable(struct sg_using *a, const struct sg_seen *seen)
{
    const struct sg_node *value = variable(a->around, seen->text);
    const char *own = value ? NULL : variable_of_lambda(a->around, seen->text);
    if (value && seen->separator)
        sg_use_parts(a, value, seen->separator, seen->last);
    else if (value)
        sg_use_value(a, value);
    else if (own && strcmp(own, ANY_TEXT) != 0)
        sg_use_written(a, own, own);
    else if (!is_nothing(seen->fallback))
        add_set(a, seen->fallback);
    else if (a->around->defined && sg_strings_have(a->around->defined, seen->text))
        sg_use(a, (struct sg_used){
                      .type = SG_USED_UNKNOWN,
                      .from = sg_format(a->around->joiner->arena, "the variable %s, which the code sets", seen->text)});
    else
        sg_use(a, (struct sg_used){
                      .type = SG_USED_UNKNOWN,
                      .from = sg_format(a->around->joiner->arena, "the variable %s, which is not defined", seen->text),
                      .undefined = true});
}

/* ---- The context ---- */

static bool is_function_name(const struct sg_seen *seen)
{
    return strcmp(seen->text, "function_name") == 0 || strcmp(seen->text, "functionName") == 0;
}

static bool is_function_arn(const struct sg_seen *seen)
{
    return strcmp(seen->text, "invoked_function_arn") == 0 || strcmp(seen->text, "invokedFunctionArn") == 0;
}

static void add_context(struct sg_using *a, const struct sg_seen *seen)
{
    const struct sg_resource *function = a->around->function;
    if (is_function_name(seen) || is_function_arn(seen))
        sg_use(a, (struct sg_used){.type = SG_USED_TEMPLATE,
                                   .id = function->id,
                                   .resource = function,
                                   .value = sg_physical_name(a->around->joiner->apart, function)});
    else
        sg_use_unknown(a, NULL);
}

/* ---- Texts that are put together ---- */

/* One text of a set that has only one; NULL: none, or several. `written` gets it in the notation of Fn::Sub. */
static const char *single(const struct sg_using *a, const struct sg_seen_set *set, size_t depth, const char **written);

static const char *joined(const struct sg_using *a, const struct sg_seen *seen, size_t depth, const char **written)
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

static const char *single(const struct sg_using *a, const struct sg_seen_set *set, size_t depth, const char **written)
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
    if (seen->type == SG_SEEN_CONTEXT && is_function_name(seen))
        return *written = sg_physical_name(j->apart, a->around->function);
    if (seen->separator)
        return NULL;
    const struct sg_node *value = seen->type == SG_SEEN_ENVIRONMENT ? variable(a->around, seen->text) : NULL;
    if (value) {
        const char *text = sg_use_resolved(j->apart, value);
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
static void add_event_value(struct sg_using *a, const struct sg_node *value)
{
    size_t before = a->list->count;
    if (value->type == SG_LIST)
        for (const struct sg_node *item = value->first; item; item = item->next)
            sg_use_value(a, item);
    else
        sg_use_value(a, value);
    for (size_t k = before; k < a->list->count; k++)
        if (a->list->items[k].type == SG_USED_TEMPLATE)
            a->list->items[k].type = SG_USED_EVENT;
}

/* Adds what the events of the function give for `path`. Returns whether one does. */
static bool add_given(struct sg_using *a, const struct sg_event *row, const char *path)
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

static void add_event(struct sg_using *a, const struct sg_seen *seen)
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
        sg_use_unknown(a, "the event");
}

/* ---- Values of the code ---- */

static void add_code_text(struct sg_using *a, const char *text)
{
    struct sg_joiner *j = a->around->joiner;
    if (!a->sub || !strstr(text, "${")) {
        sg_use_written(a, text, text);
        return;
    }
    struct sg_node *sub = sg_make_intrinsic(j->arena, "Fn::Sub", sg_scalar(j->arena, text));
    sg_use_value(a, sub);
}

static void add_seen(struct sg_using *a, const struct sg_seen *seen)
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
        add_context(a, seen);
        break;
    case SG_SEEN_JOINED:
        text = single(a, &set, 0, &written);
        if (seen->part_count == 1) /* f"{NAME}" is what NAME is */
            add_set(a, &seen->parts[0]);
        else if (text)
            sg_use_written(a, text, written);
        else
            sg_use_unknown(a, NULL);
        break;
    case SG_SEEN_ANSWER:
        sg_use_unknown(a, "the answer of another call");
        break;
    case SG_SEEN_UNKNOWN:
        sg_use_unknown(a, seen->text);
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
    struct sg_using a = {.around = around, .service = service, .sub = sub, .list = list};
    add_set(&a, values);
}

const char *sg_seen_prefix(const struct sg_surroundings *around, const struct sg_seen_set *values)
{
    const struct sg_using a = {.around = around};
    const char *written, *text = values->count == 1 ? single(&a, values, 0, &written) : NULL;
    return text ? sg_copy_bytes(around->joiner->arena, text, strcspn(text, "*~")) : "";
}
