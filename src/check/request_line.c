#include "check/check.h"

#include "yaml/json_load.h"
#include "yaml/write.h"

#include <string.h>
#include <strings.h>

/* A request that is being read. */
struct reader {
    struct sg_arena *arena;
    struct samgen_request *request;
    const char *fault;
};

static bool fail(struct reader *r, const char *fault)
{
    r->fault = fault;
    return false;
}

static bool read_text(struct reader *r, const struct sg_node *value, const char *name, const char **text)
{
    *text = value->text;
    return (value->type == SG_SCALAR && !value->plain) || fail(r, sg_format(r->arena, "\"%s\" must be a text", name));
}

/* Reads a text, number or boolean, but not null. */
static bool read_value(struct reader *r, const struct sg_node *value, const char *key, const char **text)
{
    *text = value->text;
    return (value->type == SG_SCALAR && !(value->plain && *value->text == 'n')) ||
           fail(r, sg_format(r->arena, "a value of \"%s\" must be a text, number or boolean", key));
}

static bool read_key(struct reader *r, const struct sg_node *name, struct samgen_context *key)
{
    const struct sg_node *value = name->next;
    bool list = value->type == SG_LIST;
    const char **values = sg_new_array(r->arena, const char *, list ? value->count : 1);
    *key = (struct samgen_context){.key = name->text, .values = values};
    for (const struct sg_node *item = list ? value->first : value; item; item = list ? item->next : NULL)
        if (!read_value(r, item, name->text, &values[key->value_count++]))
            return false;
    return true;
}

/* Returns whether an earlier key has the same name, in any case. */
static bool is_second_key(const struct samgen_request *request)
{
    const struct sg_iam_request asked = {.keys = request->context, .key_count = request->context_count};
    const struct samgen_context *last = &request->context[request->context_count - 1];
    return sg_iam_find_key(&asked, last->key) != last;
}

static bool read_context(struct reader *r, const struct sg_node *context)
{
    if (context->type != SG_MAP)
        return fail(r, "\"context\" must be an object of keys and their values");
    struct samgen_context *keys = sg_new_array(r->arena, struct samgen_context, context->count / 2);
    r->request->context = keys;
    for (const struct sg_node *name = context->first; name; name = name->next->next) {
        if (!read_key(r, name, &keys[r->request->context_count++]))
            return false;
        if (is_second_key(r->request))
            return fail(r,
                        sg_format(r->arena, "duplicate context key \"%s\"; their names match in any case", name->text));
    }
    return true;
}

static bool read_action(struct reader *r, const struct sg_node *value)
{
    return read_text(r, value, "action", &r->request->action);
}

static bool read_resource(struct reader *r, const struct sg_node *value)
{
    return read_text(r, value, "resource", &r->request->resource);
}

static bool read_principal(struct reader *r, const struct sg_node *value)
{
    return read_text(r, value, "principal", &r->request->principal);
}

static bool read_id(struct reader *r, const struct sg_node *value)
{
    (void)r, (void)value; /* it is copied into the answer, whatever its type */
    return true;
}

static const struct {
    const char *name;
    bool (*read)(struct reader *r, const struct sg_node *value);
} members[] = {{"action", read_action},
               {"resource", read_resource},
               {"context", read_context},
               {"id", read_id},
               {"principal", read_principal}};

#define MEMBER_COUNT (sizeof members / sizeof *members)

/*
 * A misspelled "context", or its name in other tools, would change decisions. Keys that resemble none of ours belong to
 * others.
 */
static bool check_unknown(struct reader *r, const char *name)
{
    static const char *const contexts[] = {"conditions", "contextEntries", "contextVariables", "contextKeys"};
    struct sg_strings known = {0};
    for (size_t i = 0; i < sizeof contexts / sizeof *contexts; i++)
        if (strcasecmp(contexts[i], name) == 0)
            return fail(r, sg_format(r->arena, "unknown key \"%s\"; did you mean \"context\"?", name));
    for (size_t i = 0; i < MEMBER_COUNT; i++)
        sg_push(r->arena, &known, members[i].name);
    const char *near = sg_nearest(name, &known);
    return !near || fail(r, sg_format(r->arena, "unknown key \"%s\"; did you mean \"%s\"?", name, near));
}

static bool read_member(struct reader *r, const struct sg_node *name)
{
    for (size_t i = 0; i < MEMBER_COUNT; i++)
        if (strcmp(members[i].name, name->text) == 0)
            return members[i].read(r, name->next);
    return check_unknown(r, name->text);
}

static bool read_object(struct reader *r, const struct sg_node *object)
{
    if (object->type != SG_MAP)
        return fail(r, "a request must be a JSON object such as {\"action\": ..., \"resource\": ...}");
    r->request->resource = "*";
    for (const struct sg_node *name = object->first; name; name = name->next->next)
        if (!read_member(r, name))
            return false;
    if (!r->request->action)
        return fail(r, "the request has no \"action\"");
    const char *fault = sg_check_fault(r->arena, r->request);
    return !fault || fail(r, fault);
}

static void add_member(struct sg_buffer *b, const char *name, const char *text)
{
    if (b->text[b->length - 1] != '{')
        sg_add_char(b, ',');
    sg_add_json_text(b, name);
    sg_add_char(b, ':');
    sg_add_json_text(b, text);
}

/* Adds a number without the memory that sg_add_format takes. */
static void add_count(struct sg_buffer *b, const char *name, size_t number)
{
    char digits[24], *p = digits + sizeof digits;
    do
        *--p = (char)('0' + number % 10);
    while (number /= 10);
    sg_add_char(b, ',');
    sg_add_json_text(b, name);
    sg_add_char(b, ':');
    sg_add_bytes(b, p, (size_t)(digits + sizeof digits - p));
}

static void add_by(struct sg_buffer *b, const struct samgen_statement *by)
{
    if (by->layer)
        add_member(b, "place", by->layer);
    if (!by->policy)
        return;
    if (by->file && strcmp(by->file, by->policy) != 0)
        add_member(b, "file", by->file);
    add_member(b, "policy", by->policy);
    if (by->sid)
        add_member(b, "sid", by->sid);
    add_count(b, "statement", by->index);
    if (by->line)
        add_count(b, "line", by->line);
}

static void add_reasons(struct sg_buffer *b, const struct sg_check *check, struct sg_arena *a,
                        const struct samgen_request *request)
{
    const struct samgen_reason *reasons;
    size_t count = sg_check_reasons(check, a, request, &reasons);
    sg_add(b, ",\"why\":[");
    for (size_t i = 0; i < count; i++) {
        sg_add(b, i ? ",{" : "{");
        add_by(b, &reasons[i].statement);
        add_member(b, "effect", reasons[i].statement.denies ? "Deny" : "Allow");
        sg_add(b, reasons[i].reason ? ",\"matches\":false" : ",\"matches\":true");
        if (reasons[i].reason)
            add_member(b, "reason", reasons[i].reason);
        sg_add_char(b, '}');
    }
    sg_add_char(b, ']');
}

static void add_decision(struct sg_buffer *b, const struct sg_check *check, const struct sg_iam_decision *decision)
{
    struct samgen_statement by = sg_check_statement(check, decision);
    sg_add(b, b->length ? ",\"decision\":\"" : "{\"decision\":\"");
    sg_add(b, sg_check_word(decision->result));
    sg_add(b, "\",\"by\":{");
    add_by(b, &by);
    sg_add_char(b, '}');
}

struct sg_iam_decision sg_check_write(const struct sg_check *check, struct sg_arena *a,
                                      const struct samgen_request *request, enum samgen_detail detail,
                                      struct sg_buffer *text)
{
    struct sg_iam_decision decision = sg_check_decide(check, a, request);
    struct samgen_statement doubt;
    add_decision(text, check, &decision);
    if (sg_check_doubt(check, request, &decision, &doubt)) {
        sg_add(text, ",\"uncertain\":{");
        add_by(text, &doubt);
        sg_add_char(text, '}');
    }
    if (detail == SAMGEN_DECISION_AND_WHY)
        add_reasons(text, check, a, request);
    sg_add(text, "}\n");
    return decision;
}

bool sg_check_line_read(struct sg_arena *a, const char *text, size_t length, struct sg_check_line *line,
                        const char **error)
{
    struct sg_json_fault fault;
    struct reader r = {.arena = a, .request = &line->request};
    const struct sg_node *object = sg_json_load(a, text, length, &fault);
    *line = (struct sg_check_line){.id = "null", .id_length = strlen("null")};
    if (!object) {
        *error = sg_format(a, "not JSON: %s (column %zu)", fault.message, fault.offset + 1);
        return false;
    }
    if (!read_object(&r, object)) {
        *error = r.fault;
        return false;
    }
    const struct sg_node *id = sg_get(object, "id");
    if (id) {
        line->id = text + id->start;
        line->id_length = id->end - id->start;
    }
    return true;
}

struct sg_iam_decision sg_check_line_write(const struct sg_check *check, struct sg_arena *a,
                                           const struct sg_check_line *line, enum samgen_detail detail,
                                           struct sg_buffer *text)
{
    sg_add(text, "{\"id\":");
    sg_add_bytes(text, line->id, line->id_length);
    return sg_check_write(check, a, &line->request, detail, text);
}
