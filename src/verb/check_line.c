#include "verb/check.h"

#include "yaml/write.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#define KEYS_MOST 1000 /* of the context of one request; AWS sends some dozens */

/* A request in the making. */
struct reader {
    struct sg_arena *arena;
    struct sg_check_request *request;
    struct sg_iam_key *keys;
    const char *error;
};

static bool fail(struct reader *r, const char *error)
{
    r->error = error;
    return false;
}

static bool read_text(struct reader *r, const json_t *value, const char *name, const char **text)
{
    if (!json_is_string(value))
        return fail(r, sg_format(r->arena, "\"%s\" must be a text", name));
    *text = json_string_value(value); /* without NULs: jansson refuses them */
    return true;
}

/* A number as IAM's numeric operators read it: without an exponent. */
static const char *real_text(struct sg_arena *a, double value)
{
    const char *text = sg_format(a, "%.15g", value);
    return strpbrk(text, "eE") ? sg_format(a, "%.20f", value) : text;
}

static bool read_value(struct reader *r, const json_t *value, const char *key, const char **text)
{
    if (json_is_boolean(value))
        *text = json_is_true(value) ? "true" : "false";
    else if (json_is_integer(value))
        *text = sg_format(r->arena, "%" JSON_INTEGER_FORMAT, json_integer_value(value));
    else if (json_is_real(value))
        *text = real_text(r->arena, json_real_value(value));
    else
        return read_text(r, value, key, text);
    return true;
}

static bool read_key(struct reader *r, const char *name, const json_t *value)
{
    struct sg_iam_key *key = &r->keys[r->request->iam.key_count++];
    size_t count = json_is_array(value) ? json_array_size(value) : 1;
    const char **values = sg_new_array(r->arena, const char *, count);
    *key = (struct sg_iam_key){.name = name, .values = values, .count = count};
    if (!json_is_array(value))
        return read_value(r, value, name, values);
    for (size_t i = 0; i < count; i++)
        if (!read_value(r, json_array_get(value, i), name, &values[i]))
            return false;
    return true;
}

static bool read_context(struct reader *r, json_t *context)
{
    const char *name;
    json_t *value;
    if (!json_is_object(context))
        return fail(r, "\"context\" must be an object of keys and their values");
    if (json_object_size(context) > KEYS_MOST)
        return fail(r, sg_format(r->arena, "\"context\" has more than %d keys", KEYS_MOST));
    r->request->iam.keys = r->keys = sg_new_array(r->arena, struct sg_iam_key, json_object_size(context));
    json_object_foreach(context, name, value) if (!read_key(r, name, value)) return false;
    return true;
}

static bool read_action(struct reader *r, json_t *value)
{
    return read_text(r, value, "action", &r->request->iam.action);
}

static bool read_resource(struct reader *r, json_t *value)
{
    return read_text(r, value, "resource", &r->request->iam.resource);
}

static bool read_principal(struct reader *r, json_t *value)
{
    return json_is_null(value) || read_text(r, value, "principal", &r->request->principal);
}

static bool read_id(struct reader *r, json_t *value)
{
    (void)r, (void)value;
    return true;
}

static const struct {
    const char *name;
    bool (*read)(struct reader *r, json_t *value);
} members[] = {{"action", read_action},
               {"resource", read_resource},
               {"context", read_context},
               {"id", read_id},
               {"principal", read_principal}};

#define MEMBER_COUNT (sizeof members / sizeof *members)

/* A misspelled "context" would change decisions; what resembles no key of ours is somebody else's. */
static bool check_unknown(struct reader *r, const char *name)
{
    struct sg_strings known = {0};
    for (size_t i = 0; i < MEMBER_COUNT; i++)
        sg_push(r->arena, &known, members[i].name);
    const char *near = sg_nearest(name, &known);
    return !near || fail(r, sg_format(r->arena, "unknown key \"%s\" (did you mean \"%s\"?)", name, near));
}

static bool read_member(struct reader *r, const char *name, json_t *value)
{
    for (size_t i = 0; i < MEMBER_COUNT; i++)
        if (strcmp(members[i].name, name) == 0)
            return members[i].read(r, value);
    return check_unknown(r, name);
}

static bool read_object(struct reader *r, json_t *object)
{
    const char *name;
    json_t *value;
    if (!json_is_object(object))
        return fail(r, "a request must be a JSON object such as {\"action\": ..., \"resource\": ...}");
    r->request->iam.resource = "*";
    json_object_foreach(object, name, value) if (!read_member(r, name, value)) return false;
    if (!r->request->iam.action)
        return fail(r, "the request has no \"action\"");
    const char *fault = sg_check_fault(r->arena, r->request);
    return !fault || fail(r, fault);
}

static void add_id(struct sg_buffer *b, const json_t *id)
{
    if (json_is_string(id)) {
        sg_add_json_text(b, json_string_value(id));
        return;
    }
    char *text = id ? json_dumps(id, JSON_ENCODE_ANY | JSON_COMPACT) : NULL;
    sg_add(b, text ? text : "null");
    free(text);
}

static void add_member(struct sg_buffer *b, const char *name, const char *text)
{
    if (b->text[b->length - 1] != '{')
        sg_add_char(b, ',');
    sg_add_json_text(b, name);
    sg_add_char(b, ':');
    sg_add_json_text(b, text);
}

/* A small number; sg_add_format would take memory for it. */
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

static void add_by(struct sg_buffer *b, const struct sg_check_by *by)
{
    if (by->place)
        add_member(b, "place", by->place);
    if (!by->policy)
        return;
    if (by->file && strcmp(by->file, by->policy) != 0)
        add_member(b, "file", by->file);
    add_member(b, "policy", by->policy);
    if (by->sid)
        add_member(b, "sid", by->sid);
    add_count(b, "statement", by->statement);
    if (by->line)
        add_count(b, "line", by->line);
}

static void add_reasons(struct sg_buffer *b, const struct sg_check *check, struct sg_arena *a,
                        const struct sg_check_request *request)
{
    const struct sg_check_reason *reasons;
    size_t count = sg_check_reasons(check, a, request, &reasons);
    sg_add(b, ",\"why\":[");
    for (size_t i = 0; i < count; i++) {
        sg_add(b, i ? ",{" : "{");
        add_by(b, &reasons[i].by);
        add_member(b, "effect", reasons[i].effect == SG_DENY ? "Deny" : "Allow");
        sg_add(b, reasons[i].reason ? ",\"matches\":false" : ",\"matches\":true");
        if (reasons[i].reason)
            add_member(b, "reason", reasons[i].reason);
        sg_add_char(b, '}');
    }
    sg_add_char(b, ']');
}

static void add_decision(struct sg_buffer *b, const struct sg_check *check, const struct sg_iam_decision *decision)
{
    struct sg_check_by by = sg_check_by(check, decision);
    sg_add(b, b->length ? ",\"decision\":\"" : "{\"decision\":\"");
    sg_add(b, sg_check_word(decision->result));
    sg_add(b, "\",\"by\":{");
    add_by(b, &by);
    sg_add_char(b, '}');
}

struct sg_iam_decision sg_check_write(const struct sg_check *check, struct sg_arena *a,
                                      const struct sg_check_request *request, enum sg_check_detail detail,
                                      struct sg_buffer *text)
{
    struct sg_iam_decision decision = sg_check_decide(check, a, request);
    add_decision(text, check, &decision);
    if (detail == SG_DECISION_WITH_REASONS)
        add_reasons(text, check, a, request);
    sg_add(text, "}\n");
    return decision;
}

bool sg_check_line(const struct sg_check *check, struct sg_arena *a, const char *line, size_t length,
                   enum sg_check_detail detail, struct sg_iam_decision *decision, struct sg_buffer *text,
                   const char **error)
{
    json_error_t fault;
    struct sg_check_request request = {0};
    struct reader r = {.arena = a, .request = &request};
    json_t *object = json_loadb(line, length, JSON_REJECT_DUPLICATES, &fault);
    if (!object) {
        *error = sg_format(a, "not JSON: %s (column %d)", fault.text, fault.column);
        return false;
    }
    bool ok = read_object(&r, object);
    if (ok) {
        sg_add(text, "{\"id\":");
        add_id(text, json_object_get(object, "id"));
        *decision = sg_check_write(check, a, &request, detail, text);
    }
    *error = r.error;
    json_decref(object);
    return ok;
}
