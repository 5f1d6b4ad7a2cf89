#include "serve/session_internal.h"

#include <stdlib.h>
#include <string.h>

/* ---- The life of the conversation ---- */

static void add_folder(struct sg_session *s, const json_t *uri)
{
    char *path = json_is_string(uri) ? sg_uri_path(json_string_value(uri)) : NULL;
    if (path)
        json_array_append_new(s->folders, json_string(path));
    free(path);
}

static void remove_folder(struct sg_session *s, const json_t *uri)
{
    char *path = json_is_string(uri) ? sg_uri_path(json_string_value(uri)) : NULL;
    for (size_t i = json_array_size(s->folders); path && i > 0; i--)
        if (strcmp(json_string_value(json_array_get(s->folders, i - 1)), path) == 0)
            json_array_remove(s->folders, i - 1);
    free(path);
}

/* The value under a path of keys, or NULL. */
static const json_t *inside(const json_t *json, const char *const *keys)
{
    for (; *keys; keys++)
        json = json_object_get(json, *keys);
    return json;
}

/* The editor's list is in the order that it prefers; without one it is UTF-16. */
static bool prefers_utf8(const json_t *client)
{
    static const char *const keys[] = {"general", "positionEncodings", NULL};
    const json_t *list = inside(client, keys), *item;
    size_t i;
    json_array_foreach(list, i, item)
    {
        const char *name = json_is_string(item) ? json_string_value(item) : "";
        if (strcmp(name, "utf-8") == 0 || strcmp(name, "utf-16") == 0)
            return strcmp(name, "utf-8") == 0;
    }
    return false;
}

/* Returns whether the list under a path of keys has a value; a list that is not there has none. */
static bool lists(const json_t *client, const char *const *keys, const json_t *value)
{
    const json_t *list = inside(client, keys), *item;
    size_t i;
    json_array_foreach(list, i, item) if (json_equal(item, value)) return true;
    return false;
}

static void read_client(struct sg_session *s, const json_t *client)
{
    static const char *const snippets[] = {"textDocument", "completion", "completionItem", "snippetSupport", NULL};
    static const char *const modes[] = {"textDocument",          "completion", "completionItem",
                                        "insertTextModeSupport", "valueSet",   NULL};
    static const char *const formats[] = {"textDocument", "hover", "contentFormat", NULL};
    static const char *const watches[] = {"workspace", "didChangeWatchedFiles", "dynamicRegistration", NULL};
    json_t *as_is = json_integer(1), *markdown = json_string("markdown");
    s->documents.utf8 = prefers_utf8(client);
    s->snippets = json_is_true(inside(client, snippets));
    s->as_is = lists(client, modes, as_is);
    s->markdown = lists(client, formats, markdown);
    s->watches_files = json_is_true(inside(client, watches));
    json_decref(as_is);
    json_decref(markdown);
}

static json_t *capabilities(const struct sg_session *s);

static json_t *answer_initialize(struct sg_session *s, const json_t *params)
{
    const json_t *folders = json_object_get(params, "workspaceFolders"), *item;
    size_t i;
    if (s->initialized)
        return sg_refuse(s, SG_RPC_REQUEST, "initialize was called before");
    s->initialized = true;
    read_client(s, json_object_get(params, "capabilities"));
    json_array_foreach(folders, i, item) add_folder(s, json_object_get(item, "uri"));
    if (!json_array_size(s->folders))
        add_folder(s, json_object_get(params, "rootUri"));
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

static void take_folders(struct sg_session *s, const json_t *params)
{
    const json_t *event = json_object_get(params, "event"), *item;
    size_t i;
    json_array_foreach(json_object_get(event, "removed"), i, item) remove_folder(s, json_object_get(item, "uri"));
    json_array_foreach(json_object_get(event, "added"), i, item) add_folder(s, json_object_get(item, "uri"));
}

static void take_changed_files(struct sg_session *s, const json_t *params)
{
    (void)params;
    for (struct sg_document *d = s->documents.first; d; d = d->next)
        sg_publish(s, d);
}

/* ---- Texts ---- */

static void take_open(struct sg_session *s, const json_t *params)
{
    const json_t *item = json_object_get(params, "textDocument"), *text = json_object_get(item, "text");
    const char *uri = json_string_value(json_object_get(item, "uri"));
    if (!uri || !json_is_string(text))
        return;
    struct sg_document *d = sg_document_open(&s->documents, uri, json_string_value(text), json_string_length(text),
                                             json_integer_value(json_object_get(item, "version")));
    if (d) {
        sg_name_kind(d);
        sg_publish(s, d);
    } else {
        sg_tell(s, "samgen does not check a document that is longer than 8 MiB, or more than 1000 documents at once");
    }
}

/* False when the change cannot be made, so that the text is not that of the editor any more. */
static bool edit(struct sg_document *d, const json_t *change)
{
    const json_t *range = json_object_get(change, "range"), *text = json_object_get(change, "text");
    struct sg_place start, end;
    if (!json_is_string(text))
        return false;
    size_t from = 0, to = d->text.length;
    if (json_is_object(range)) {
        if (!sg_read_place_json(json_object_get(range, "start"), &start) ||
            !sg_read_place_json(json_object_get(range, "end"), &end))
            return false;
        from = sg_place_offset(d->text, start);
        to = sg_place_offset(d->text, end);
    }
    return from <= to && sg_document_edit(d, from, to, json_string_value(text), json_string_length(text));
}

/* Returns whether a later message that waits changes the same document, so that this version is out of date. */
static bool changes_again(struct sg_session *s, const char *uri)
{
    const json_t *message;
    size_t i;
    sg_inbox_look(&s->inbox);
    json_array_foreach(s->inbox.waiting, i, message)
    {
        const char *method = json_string_value(json_object_get(message, "method")), *other;
        if (!method || json_object_get(message, "id"))
            return false; /* a request is about this version */
        if (strcmp(method, "textDocument/didChange") == 0 &&
            json_unpack((json_t *)(uintptr_t)message, "{s:{s:{s:s}}}", "params", "textDocument", "uri", &other) == 0 &&
            strcmp(other, uri) == 0)
            return true;
    }
    return false;
}

static void take_change(struct sg_session *s, const json_t *params)
{
    struct sg_document *d = sg_document_of(s, params);
    const json_t *changes = json_object_get(params, "contentChanges"), *change, *version;
    size_t i;
    if (!d)
        return;
    json_array_foreach(changes, i, change)
    {
        if (edit(d, change))
            continue;
        sg_tell(s, "samgen cannot follow a change of the document: it stops checking it until it is opened again");
        sg_document_close(&s->documents, d);
        return;
    }
    version = json_object_get(json_object_get(params, "textDocument"), "version");
    d->version = json_is_integer(version) ? json_integer_value(version) : d->version + 1;
    if (!changes_again(s, d->uri))
        sg_publish(s, d);
}

static void take_close(struct sg_session *s, const json_t *params)
{
    struct sg_document *d = sg_document_of(s, params);
    if (!d)
        return;
    sg_notify(s, "textDocument/publishDiagnostics", json_pack("{s:s, s:[]}", "uri", d->uri, "diagnostics"));
    sg_document_close(&s->documents, d);
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
    {"textDocument/didOpen", .take = take_open, .capability = "textDocumentSync",
     .value = "{\"openClose\": true, \"change\": 2}"},
    {"textDocument/didChange", .take = take_change},
    {"textDocument/didClose", .take = take_close},
    {"workspace/didChangeWorkspaceFolders", .take = take_folders, .capability = "workspace",
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
