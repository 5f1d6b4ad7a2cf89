#include "serve/session_internal.h"

#include <string.h>

/* ---- What is sent ---- */

json_t *sg_refuse(struct sg_session *s, enum sg_rpc_error error, const char *text)
{
    s->error = error;
    s->error_text = text;
    return NULL;
}

void sg_notify(struct sg_session *s, const char *method, json_t *params)
{
    sg_send(&s->inbox, json_pack("{s:s, s:s, s:o}", "jsonrpc", "2.0", "method", method, "params", params));
}

void sg_tell(struct sg_session *s, const char *text)
{
    enum { WARNING = 2 };
    sg_notify(s, "window/showMessage", json_pack("{s:i, s:s}", "type", WARNING, "message", text));
}

/* ---- Places ---- */

json_t *sg_place_json(struct sg_place place)
{
    return json_pack("{s:I, s:I}", "line", (json_int_t)place.line, "character", (json_int_t)place.character);
}

bool sg_read_place_json(const json_t *json, struct sg_place *place)
{
    const json_t *line = json_object_get(json, "line"), *character = json_object_get(json, "character");
    if (!json_is_integer(line) || !json_is_integer(character) || json_integer_value(line) < 0 ||
        json_integer_value(character) < 0)
        return false;
    *place = (struct sg_place){(size_t)json_integer_value(line), (size_t)json_integer_value(character)};
    return true;
}

json_t *sg_range(struct sg_text text, size_t start, size_t end)
{
    return json_pack("{s:o, s:o}", "start", sg_place_json(sg_offset_place(text, start)), "end",
                     sg_place_json(sg_offset_place(text, end)));
}

/* ---- Documents ---- */

struct sg_document *sg_document_of(struct sg_session *s, const json_t *params)
{
    const char *uri = json_string_value(json_object_get(json_object_get(params, "textDocument"), "uri"));
    struct sg_document *document = uri ? sg_document_find(&s->documents, uri) : NULL;
    if (!uri)
        sg_refuse(s, SG_RPC_PARAMS, "textDocument.uri is missing");
    else if (!document)
        sg_refuse(s, SG_RPC_PARAMS, "the document is not open");
    return document;
}

struct sg_document *sg_document_at(struct sg_session *s, const json_t *params, size_t *offset)
{
    struct sg_document *document = sg_document_of(s, params);
    struct sg_place place;
    if (!document)
        return NULL;
    if (!sg_read_place_json(json_object_get(params, "position"), &place)) {
        sg_refuse(s, SG_RPC_PARAMS, "position needs line and character");
        return NULL;
    }
    *offset = sg_place_offset(document->text, place);
    return document;
}

const char *sg_folder_of(const struct sg_session *s, const char *path)
{
    const char *found = NULL;
    size_t i;
    json_t *item;
    json_array_foreach (s->folders, i, item) {
        const char *folder = json_string_value(item);
        size_t length = strlen(folder);
        if (strncmp(path, folder, length) == 0 && (path[length] == '/' || (length && folder[length - 1] == '/')) &&
            (!found || length > strlen(found)))
            found = folder;
    }
    return found;
}
