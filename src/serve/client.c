/* What the editor can do, and which folders it has open. */
#include "serve/session_internal.h"

#include <stdlib.h>
#include <string.h>

/* ---- Folders ---- */

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

void sg_take_folders(struct sg_session *s, const json_t *params)
{
    const json_t *event = json_object_get(params, "event"), *item;
    size_t i;
    json_array_foreach (json_object_get(event, "removed"), i, item)
        remove_folder(s, json_object_get(item, "uri"));
    json_array_foreach (json_object_get(event, "added"), i, item)
        add_folder(s, json_object_get(item, "uri"));
}

/* ---- Capabilities ---- */

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
    json_array_foreach (list, i, item) {
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
    json_array_foreach (list, i, item)
        if (json_equal(item, value))
            return true;
    return false;
}

void sg_read_client(struct sg_session *s, const json_t *params)
{
    const json_t *client = json_object_get(params, "capabilities"), *item;
    const json_t *folders = json_object_get(params, "workspaceFolders");
    size_t i;
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
    json_array_foreach (folders, i, item)
        add_folder(s, json_object_get(item, "uri"));
    if (!json_array_size(s->folders))
        add_folder(s, json_object_get(params, "rootUri"));
}
