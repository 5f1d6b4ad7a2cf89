/* The texts that the editor has open. */
#include "serve/session_internal.h"

#include <string.h>

void sg_take_open(struct sg_session *s, const json_t *params)
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
    json_t *message;
    size_t i;
    sg_inbox_look(&s->inbox);
    json_array_foreach (s->inbox.waiting, i, message) {
        const char *method = json_string_value(json_object_get(message, "method")), *other;
        if (!method || json_object_get(message, "id"))
            return false; /* a request is about this version */
        if (strcmp(method, "textDocument/didChange") == 0 &&
            json_unpack(message, "{s:{s:{s:s}}}", "params", "textDocument", "uri", &other) == 0 &&
            strcmp(other, uri) == 0)
            return true;
    }
    return false;
}

void sg_take_change(struct sg_session *s, const json_t *params)
{
    struct sg_document *d = sg_document_of(s, params);
    const json_t *changes = json_object_get(params, "contentChanges"), *change, *version;
    size_t i;
    if (!d)
        return;
    json_array_foreach (changes, i, change) {
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

void sg_take_close(struct sg_session *s, const json_t *params)
{
    struct sg_document *d = sg_document_of(s, params);
    if (!d)
        return;
    sg_notify(s, "textDocument/publishDiagnostics", json_pack("{s:s, s:[]}", "uri", d->uri, "diagnostics"));
    sg_document_close(&s->documents, d);
}
