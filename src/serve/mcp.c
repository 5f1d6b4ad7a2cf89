#include "serve/inbox_internal.h"

#include <stdlib.h>
#include <string.h>

/* The versions of the protocol that samgen speaks, the newest first. What it uses of them is the same in all. */
static const char *const versions[] = {"2025-11-25", "2025-06-18", "2025-03-26", "2024-11-05"};

/* A conversation with an agent. */
struct agent {
    const struct sg_tool *tools;
    size_t count;
    const char *instructions;
    struct sg_inbox inbox;
    enum sg_rpc_error error; /* of a request that is refused */
    const char *error_text;
};

static json_t *refuse(struct agent *s, enum sg_rpc_error error, const char *text)
{
    s->error = error;
    s->error_text = text;
    return NULL;
}

/* ---- Requests ---- */

/* A version that samgen does not speak is answered with the newest that it does; then it is for the client to go. */
static json_t *answer_initialize(struct agent *s, const json_t *params)
{
    const char *wanted = json_string_value(json_object_get(params, "protocolVersion")), *version = versions[0];
    for (size_t i = 0; wanted && i < sizeof versions / sizeof *versions; i++)
        if (strcmp(versions[i], wanted) == 0)
            version = versions[i];
    return json_pack("{s:s, s:{s:{}}, s:{s:s, s:s, s:s}, s:s}", "protocolVersion", version, "capabilities", "tools",
                     "serverInfo", "name", "samgen", "title", "samgen", "version", samgen_version(), "instructions",
                     s->instructions);
}

static json_t *answer_ping(struct agent *s, const json_t *params)
{
    (void)s;
    (void)params;
    return json_object();
}

static json_t *describe(const struct sg_tool *tool)
{
    json_t *output = tool->output ? tool->output(tool) : NULL;
    json_t *made =
        json_pack("{s:s, s:s, s:s, s:o, s:{s:b, s:b, s:b, s:b}}", "name", tool->name, "title", tool->title,
                  "description", tool->description, "inputSchema", tool->input(tool), "annotations", "readOnlyHint",
                  !tool->writes, "destructiveHint", tool->writes, "idempotentHint", 1, "openWorldHint", 0);
    if (output)
        json_object_set_new(made, "outputSchema", output);
    return made;
}

static json_t *answer_list(struct agent *s, const json_t *params)
{
    json_t *list = json_array();
    (void)params;
    for (size_t i = 0; i < s->count; i++)
        json_array_append_new(list, describe(&s->tools[i]));
    return json_pack("{s:o}", "tools", list);
}

static const struct sg_tool *find_tool(const struct agent *s, const char *name)
{
    for (size_t i = 0; name && i < s->count; i++)
        if (strcmp(s->tools[i].name, name) == 0)
            return &s->tools[i];
    return NULL;
}

static json_t *answer_call(struct agent *s, const json_t *params)
{
    const struct sg_tool *tool = find_tool(s, json_string_value(json_object_get(params, "name")));
    const json_t *given = json_object_get(params, "arguments");
    struct sg_tool_answer answer = {0};
    if (!tool)
        return refuse(s, SG_RPC_PARAMS, "samgen has no tool with this name; tools/list names all");
    if (given && !json_is_object(given))
        return refuse(s, SG_RPC_PARAMS, "arguments must be an object");
    json_t *none = json_object();
    tool->call(tool, given ? given : none, &answer);
    json_decref(none);
    json_t *result = json_pack("{s:[{s:s, s:s}], s:b}", "content", "type", "text", "text",
                               answer.text ? answer.text : "", "isError", answer.failed);
    free(answer.text);
    if (!result) { /* tools answer in UTF-8 */
        json_decref(answer.structured);
        return refuse(s, SG_RPC_INTERNAL, "not enough memory for the answer");
    }
    if (answer.structured)
        json_object_set_new(result, "structuredContent", answer.structured);
    return result;
}

static const struct {
    const char *name;
    json_t *(*answer)(struct agent *s, const json_t *params);
} methods[] = {
    {"initialize", answer_initialize}, {"ping", answer_ping}, {"tools/list", answer_list}, {"tools/call", answer_call}};

/* ---- Messages ---- */

/* Takes the request's cancellation out of the messages that wait. */
static bool is_cancelled(struct agent *s, const json_t *id)
{
    sg_inbox_look(&s->inbox);
    for (size_t i = 0; i < json_array_size(s->inbox.waiting); i++) {
        const json_t *message = json_array_get(s->inbox.waiting, i);
        const char *method = json_string_value(json_object_get(message, "method"));
        const json_t *other = json_object_get(json_object_get(message, "params"), "requestId");
        if (method && strcmp(method, "notifications/cancelled") == 0 && other && json_equal(other, id)) {
            json_array_remove(s->inbox.waiting, i);
            return true;
        }
    }
    return false;
}

static json_t *answer(struct agent *s, const char *name, const json_t *id, const json_t *params)
{
    for (size_t i = 0; i < sizeof methods / sizeof *methods; i++) {
        if (strcmp(methods[i].name, name) != 0)
            continue;
        refuse(s, SG_RPC_INTERNAL, "not enough memory");
        json_t *result = methods[i].answer(s, params);
        return result ? sg_rpc_result(id, result) : sg_rpc_error(id, s->error, s->error_text);
    }
    return sg_rpc_error(id, SG_RPC_METHOD, "samgen does not have this method");
}

/* The answer, or NULL when none is due: of a notification, an answer, and a request that was cancelled. */
static json_t *take(struct agent *s, const json_t *message)
{
    const json_t *id = json_object_get(message, "id");
    const char *name = json_string_value(json_object_get(message, "method"));
    if (json_is_null(message))
        return sg_rpc_error(NULL, SG_RPC_PARSE, "the message is not JSON");
    if (!name && (json_object_get(message, "result") || json_object_get(message, "error")))
        return NULL;
    if (!name)
        return sg_rpc_error(id, SG_RPC_REQUEST, "the message is not a request: it has no method");
    if (!id || is_cancelled(s, id))
        return NULL;
    return answer(s, name, id, json_object_get(message, "params"));
}

/* Several messages in one list, as version 2025-03-26 allows: their answers are one list. */
static json_t *take_batch(struct agent *s, const json_t *batch)
{
    json_t *answers = json_array();
    const json_t *message;
    size_t i;
    json_array_foreach (batch, i, message) {
        json_t *one = take(s, message);
        if (one)
            json_array_append_new(answers, one);
    }
    if (json_array_size(answers))
        return answers;
    json_decref(answers);
    return json_array_size(batch) ? NULL : sg_rpc_error(NULL, SG_RPC_REQUEST, "the list of messages is empty");
}

enum sg_serve_end sg_serve_mcp(const struct sg_tool *tools, size_t count, const char *instructions,
                               const struct sg_channel *channel)
{
    struct agent s = {.tools = tools,
                      .count = count,
                      .instructions = instructions,
                      .inbox = {.channel = channel, .framing = SG_LINES}};
    json_t *message;
    while ((message = sg_inbox_next(&s.inbox))) {
        json_t *made = json_is_array(message) ? take_batch(&s, message) : take(&s, message);
        json_decref(message);
        if (made)
            sg_send(&s.inbox, made);
    }
    if (s.inbox.fault)
        sg_send(&s.inbox, sg_rpc_error(NULL, SG_RPC_PARSE, s.inbox.fault));
    enum sg_serve_end end = s.inbox.fault ? SG_SERVE_BROKEN : SG_SERVE_DONE;
    sg_inbox_free(&s.inbox);
    return end;
}
