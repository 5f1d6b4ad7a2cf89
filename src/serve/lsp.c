#include "serve/session_internal.h"

#include <string.h>

/* ---- The life of the conversation ---- */

static json_t *capabilities(const struct sg_session *s);

static json_t *answer_initialize(struct sg_session *s, const json_t *params)
{
    if (s->initialized)
        return sg_refuse(s, SG_RPC_REQUEST, "initialize was called before");
    s->initialized = true;
    sg_read_client(s, params);
    return json_pack("{s:o, s:{s:s, s:s}}", "capabilities", capabilities(s), "serverInfo", "name", "samgen", "version",
                     samgen_version());
}

/* Another .samgen.yaml changes what is reported in open documents. */
static void take_initialized(struct sg_session *s, const json_t *params)
{
    (void)params;
    if (!s->watches_files)
        return;
    json_t *watch = json_pack("{s:[{s:s}]}", "watchers", "globPattern", "**/.samgen.yaml");
    json_t *registration = json_pack("{s:s, s:s, s:o}", "id", "settings", "method", "workspace/didChangeWatchedFiles",
                                     "registerOptions", watch);
    sg_send(&s->inbox, json_pack("{s:s, s:s, s:s, s:{s:[o]}}", "jsonrpc", "2.0", "id", "samgen-settings", "method",
                                 "client/registerCapability", "params", "registrations", registration));
}

static json_t *answer_shutdown(struct sg_session *s, const json_t *params)
{
    (void)params;
    s->shut_down = true;
    return json_null();
}

static void take_exit(struct sg_session *s, const json_t *params)
{
    (void)params;
    s->left = true;
}

static void take_changed_files(struct sg_session *s, const json_t *params)
{
    (void)params;
    for (struct sg_document *d = s->documents.first; d; d = d->next)
        sg_publish(s, d);
}

/* ---- What the server can do: every method, and the capability that tells the editor of it ---- */

static const struct method {
    const char *name;
    sg_answer_fn *answer; /* of a request; NULL: a notification */
    void (*take)(struct sg_session *s, const json_t *params);
    const char *capability, *value; /* value: JSON */
} methods[] = {
    {"initialize", .answer = answer_initialize},
    {"initialized", .take = take_initialized},
    {"shutdown", .answer = answer_shutdown},
    {"exit", .take = take_exit},
    {"textDocument/didOpen", .take = sg_take_open, .capability = "textDocumentSync",
     .value = "{\"openClose\": true, \"change\": 2}"},
    {"textDocument/didChange", .take = sg_take_change},
    {"textDocument/didClose", .take = sg_take_close},
    {"workspace/didChangeWorkspaceFolders", .take = sg_take_folders, .capability = "workspace",
     .value = "{\"workspaceFolders\": {\"supported\": true, \"changeNotifications\": true}}"},
    {"workspace/didChangeWatchedFiles", .take = take_changed_files},
    {"textDocument/codeAction", .answer = sg_answer_code_action, .capability = "codeActionProvider",
     .value = "{\"codeActionKinds\": [\"quickfix\", \"source.fixAll.samgen\"]}"},
    {"textDocument/hover", .answer = sg_answer_hover, .capability = "hoverProvider", .value = "true"},
    {"textDocument/completion", .answer = sg_answer_completion, .capability = "completionProvider",
     .value = "{\"triggerCharacters\": [\":\", \".\", \"{\", \" \", \"\\\"\"], \"resolveProvider\": true}"},
    {"completionItem/resolve", .answer = sg_answer_resolve},
    {"textDocument/definition", .answer = sg_answer_definition, .capability = "definitionProvider", .value = "true"},
    {"textDocument/references", .answer = sg_answer_references, .capability = "referencesProvider", .value = "true"},
    {"textDocument/codeLens", .answer = sg_answer_code_lens, .capability = "codeLensProvider", .value = "{}"},
    {"workspace/executeCommand", .answer = sg_answer_command, .capability = "executeCommandProvider",
     .value = "{\"commands\": [\"samgen.explain\"]}"},
    {0},
};

static json_t *capabilities(const struct sg_session *s)
{
    json_t *all = json_pack("{s:s}", "positionEncoding", s->documents.utf8 ? "utf-8" : "utf-16");
    for (const struct method *m = methods; m->name; m++)
        if (m->capability)
            json_object_set_new(all, m->capability, json_loads(m->value, JSON_DECODE_ANY, NULL));
    return all;
}

/* ---- Messages ---- */

static const struct method *find_method(const char *name)
{
    for (const struct method *m = methods; m->name; m++)
        if (strcmp(m->name, name) == 0)
            return m;
    return NULL;
}

/* Takes the request's cancellation out of the messages that wait. */
static bool is_cancelled(struct sg_session *s, const json_t *id)
{
    sg_inbox_look(&s->inbox);
    for (size_t i = 0; i < json_array_size(s->inbox.waiting); i++) {
        const json_t *message = json_array_get(s->inbox.waiting, i);
        const char *method = json_string_value(json_object_get(message, "method"));
        const json_t *other = json_object_get(json_object_get(message, "params"), "id");
        if (method && strcmp(method, "$/cancelRequest") == 0 && other && json_equal(other, id)) {
            json_array_remove(s->inbox.waiting, i);
            return true;
        }
    }
    return false;
}

static json_t *answer(struct sg_session *s, const struct method *m, const json_t *id, const json_t *params)
{
    bool first = m && m->answer == answer_initialize;
    if (!s->initialized && !first)
        return sg_rpc_error(id, SG_RPC_NOT_INITIALIZED, "the first request must be initialize");
    if (s->shut_down)
        return sg_rpc_error(id, SG_RPC_REQUEST, "after shutdown only exit is allowed");
    if (!m || !m->answer)
        return sg_rpc_error(id, SG_RPC_METHOD, "samgen does not have this method");
    if (is_cancelled(s, id))
        return sg_rpc_error(id, SG_RPC_CANCELLED, "cancelled");
    s->error = SG_RPC_INTERNAL;
    s->error_text = "not enough memory";
    json_t *result = m->answer(s, params);
    samgen_release(s->samgen);
    return result ? sg_rpc_result(id, result) : sg_rpc_error(id, s->error, s->error_text);
}

static void take(struct sg_session *s, const json_t *message)
{
    const json_t *id = json_object_get(message, "id"), *params = json_object_get(message, "params");
    const char *name = json_string_value(json_object_get(message, "method"));
    const struct method *m = name ? find_method(name) : NULL;
    if (json_is_null(message))
        sg_send(&s->inbox, sg_rpc_error(NULL, SG_RPC_PARSE, "the message is not JSON"));
    else if (!json_is_object(message) ||
             (!name && !json_object_get(message, "result") && !json_object_get(message, "error")))
        sg_send(&s->inbox, sg_rpc_error(id, SG_RPC_REQUEST, "the message is not a request: it has no method"));
    else if (name && id)
        sg_send(&s->inbox, answer(s, m, id, params));
    else if (m && m->take && (m->take == take_exit || (s->initialized && !s->shut_down)))
        m->take(s, params);
}

enum sg_serve_end sg_serve_lsp(struct samgen *samgen, const struct sg_channel *channel)
{
    struct sg_session s = {
        .samgen = samgen, .inbox = {.channel = channel, .framing = SG_FRAMED}, .folders = json_array()};
    json_t *message;
    while (!s.left && (message = sg_inbox_next(&s.inbox))) {
        take(&s, message);
        json_decref(message);
        samgen_release(samgen);
    }
    if (s.inbox.fault)
        sg_send(&s.inbox, sg_rpc_error(NULL, SG_RPC_PARSE, s.inbox.fault));
    enum sg_serve_end end = s.inbox.fault ? SG_SERVE_BROKEN : s.shut_down ? SG_SERVE_DONE : SG_SERVE_NO_SHUTDOWN;
    sg_documents_free(&s.documents);
    json_decref(s.folders);
    sg_inbox_free(&s.inbox);
    return end;
}
