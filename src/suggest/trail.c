#include "suggest/trail.h"

#include "base/list.h"
#include "base/text.h"
#include "yaml/json_load.h"

#include <string.h>

#define ROLE_MARK ":assumed-role/"
#define PARAMETERS_MOST 32 /* of one request; the first ones name its resource */
#define TEXT_MOST 2048     /* of a value; ARNs are at most this long */

/* One record, with memory of the scratch arena. */
struct record {
    const struct sg_node *node;
    const char *source, *name, *role, *session, *resource, *time;
    bool denied;
};

static const char *text_of(const struct sg_node *map, const char *key)
{
    const struct sg_node *value = sg_get(map, key);
    return value && value->type == SG_SCALAR && !value->plain && strlen(value->text) <= TEXT_MOST ? value->text : NULL;
}

/* "arn:aws:sts::123456789012:assumed-role/ROLE/SESSION". */
static bool read_caller(struct sg_arena *a, struct record *r)
{
    const char *arn = text_of(sg_get(r->node, "userIdentity"), "arn"), *mark = arn ? strstr(arn, ROLE_MARK) : NULL;
    const char *slash = mark ? strchr(mark + strlen(ROLE_MARK), '/') : NULL;
    if (!slash)
        return false;
    mark += strlen(ROLE_MARK);
    r->role = sg_copy_bytes(a, mark, (size_t)(slash - mark));
    r->session = slash + 1;
    return true;
}

static const char *resource_of(const struct sg_node *record)
{
    const struct sg_node *list = sg_get(record, "resources");
    const char *found = NULL;
    for (const struct sg_node *item = list && list->type == SG_LIST ? list->first : NULL; item; item = item->next) {
        const char *arn = text_of(item, "ARN");
        if (arn && (!found || strlen(arn) > strlen(found))) /* an object rather than its bucket */
            found = arn;
    }
    return found;
}

/* CloudTrail User Guide, "CloudTrail record contents"; the codes are those of services, November 2026. */
static bool is_denial(const char *code)
{
    static const char *const codes[] = {"AccessDenied", "UnauthorizedOperation", "Client.UnauthorizedOperation",
                                        "AuthorizationError"};
    for (size_t i = 0; code && i < sizeof codes / sizeof *codes; i++)
        if (sg_starts_with(code, codes[i]))
            return true;
    return false;
}

static bool read_record(struct sg_arena *a, const struct sg_node *node, struct record *r)
{
    const char *code = text_of(node, "errorCode");
    *r = (struct record){.node = node,
                         .source = text_of(node, "eventSource"),
                         .name = text_of(node, "eventName"),
                         .resource = resource_of(node),
                         .time = text_of(node, "eventTime"),
                         .denied = is_denial(code)};
    return r->source && r->name && r->time && read_caller(a, r);
}

/* "bucketName" and "BucketName" are one parameter, which the API writes with a capital. */
static const char *capital(struct sg_arena *a, const char *name)
{
    char *text = sg_copy(a, name);
    *text = sg_capital_letter(*text);
    return text;
}

static void read_parameters(struct sg_trail *trail, const struct sg_node *record, struct sg_trail_event *event)
{
    const struct sg_node *map = sg_get(record, "requestParameters");
    event->parameters = sg_new_array(trail->arena, const char *, 2 * PARAMETERS_MOST);
    for (const struct sg_node *key = map && map->type == SG_MAP ? map->first : NULL; key; key = key->next->next) {
        const char *text = text_of(map, key->text);
        if (!text || !*key->text || event->parameter_count == 2 * PARAMETERS_MOST)
            continue;
        event->parameters[event->parameter_count++] = capital(trail->arena, key->text);
        event->parameters[event->parameter_count++] = sg_copy(trail->arena, text);
    }
}

/* What tells one event from another: the request, not its time. */
static const char *key_of(struct sg_arena *a, const struct record *r)
{
    const struct sg_node *parameters = sg_get(r->node, "requestParameters");
    struct sg_strings parts = {0};
    sg_push(a, &parts, r->role);
    sg_push(a, &parts, r->session);
    sg_push(a, &parts, r->source);
    sg_push(a, &parts, r->name);
    sg_push(a, &parts, r->resource ? r->resource : "");
    for (const struct sg_node *key = !r->resource && parameters && parameters->type == SG_MAP ? parameters->first
                                                                                              : NULL;
         key; key = key->next->next)
        if (text_of(parameters, key->text)) {
            sg_push(a, &parts, key->text);
            sg_push(a, &parts, key->next->text);
        }
    return sg_join(a, &parts, "\t");
}

static struct sg_trail_event *event_of(struct sg_trail *trail, struct sg_arena *scratch, const struct record *r)
{
    const char *key = key_of(scratch, r);
    struct sg_trail_event *event = sg_map_get(&trail->by_key, key);
    if (event)
        return event;
    if (trail->count == SG_TRAIL_EVENTS_MOST) {
        trail->full = true;
        return NULL;
    }
    event = sg_new(trail->arena, struct sg_trail_event);
    *event = (struct sg_trail_event){.role = sg_copy(trail->arena, r->role),
                                     .session = sg_copy(trail->arena, r->session),
                                     .source = sg_copy(trail->arena, r->source),
                                     .name = sg_copy(trail->arena, r->name),
                                     .resource = r->resource ? sg_copy(trail->arena, r->resource) : NULL,
                                     .last = ""};
    read_parameters(trail, r->node, event);
    *sg_map_at(trail->arena, &trail->by_key, sg_copy(trail->arena, key)) = event;
    sg_grow(trail->arena, trail->items, trail->count, trail->capacity);
    return trail->items[trail->count++] = event;
}

static void keep_time(struct sg_trail *trail, const char *time)
{
    if (!trail->first || strcmp(time, trail->first) < 0)
        trail->first = sg_copy(trail->arena, time);
    if (!trail->last || strcmp(time, trail->last) > 0)
        trail->last = sg_copy(trail->arena, time);
}

static void take_record(struct sg_trail *trail, struct sg_arena *scratch, const struct sg_node *node)
{
    struct record r;
    const char *category = text_of(node, "eventCategory"), *source = text_of(node, "eventSource");
    if (category && source && strcmp(category, "Data") == 0)
        sg_set_add(trail->arena, &trail->data, sg_copy_bytes(trail->arena, source, strcspn(source, ".")));
    if (!read_record(scratch, node, &r))
        return;
    struct sg_trail_event *event = event_of(trail, scratch, &r);
    keep_time(trail, r.time);
    if (!event)
        return;
    event->denied += r.denied;
    event->allowed += !r.denied;
    if (strcmp(r.time, event->last) > 0)
        event->last = sg_copy(trail->arena, r.time);
}

static bool take_node(struct sg_trail *trail, struct sg_arena *scratch, const struct sg_node *node)
{
    const struct sg_node *records = node->type == SG_MAP ? sg_get(node, "Records") : node;
    if (node->type == SG_MAP && sg_get(node, "eventName")) {
        take_record(trail, scratch, node);
        return true;
    }
    if (!records || records->type != SG_LIST)
        return false;
    for (const struct sg_node *item = records->first; item; item = item->next)
        if (item->type == SG_MAP)
            take_record(trail, scratch, item);
    return true;
}

static bool take_lines(struct sg_trail *trail, struct sg_arena *scratch, const char *bytes, size_t length)
{
    bool any = false;
    for (const char *p = bytes, *end = bytes + length; p < end;) {
        const char *line_end = memchr(p, '\n', (size_t)(end - p));
        size_t line = (size_t)((line_end ? line_end : end) - p);
        struct sg_mark mark = sg_arena_mark(scratch);
        struct sg_json_fault fault;
        const struct sg_node *node = line ? sg_json_load(scratch, p, line, &fault) : NULL;
        if (line && (!node || node->type != SG_MAP))
            return false;
        if (node) {
            take_record(trail, scratch, node);
            any = true;
        }
        sg_arena_rewind(scratch, mark);
        p += line + 1;
    }
    return any;
}

bool sg_trail_take(struct sg_trail *trail, struct sg_arena *scratch, const char *bytes, size_t length,
                   const char **fault)
{
    struct sg_mark mark = sg_arena_mark(scratch);
    struct sg_json_fault json;
    const struct sg_node *node = sg_json_load(scratch, bytes, length, &json);
    bool ok = node ? take_node(trail, scratch, node) : take_lines(trail, scratch, bytes, length);
    *fault = node ? "the key Records is missing" : json.message;
    sg_arena_rewind(scratch, mark);
    return ok;
}
