/*
 * A conversation with samgen lsp. An input that begins with '{' is messages, one a line, which are framed here; another
 * one is the bytes of the connection as they are. Whatever comes, what is answered is framed JSON: each request gets
 * one answer, and each place in it is within the text. The documents of an editor are small, so that there are many
 * runs.
 */
#include "connection.h"

#define RUNS_MOST 200 /* with one context, which reads the catalog once */
#define INPUT_MOST 20000

/* ---- Input ---- */

/* Each line as a message with its length before it. */
static char *frame(const char *data, size_t size, size_t *length)
{
    char *text = NULL;
    size_t capacity = 0;
    *length = 0;
    for (const char *end = data + size; data < end;) {
        const char *stop = memchr(data, '\n', (size_t)(end - data));
        size_t line = stop ? (size_t)(stop - data) : (size_t)(end - data);
        char header[64];
        int count = snprintf(header, sizeof header, "Content-Length: %zu\r\n\r\n", line);
        add(&text, length, &capacity, header, (size_t)count);
        add(&text, length, &capacity, data, line);
        data += line + (stop != NULL);
    }
    return text;
}

/* ---- Output ---- */

static void check_place(const json_t *place)
{
    const json_t *line = json_object_get(place, "line"), *character = json_object_get(place, "character");
    MUST(json_is_integer(line) && json_integer_value(line) >= 0 && json_integer_value(line) <= INPUT_MOST);
    MUST(json_is_integer(character) && json_integer_value(character) >= 0 &&
         json_integer_value(character) <= INPUT_MOST);
}

static void check_range(const json_t *range)
{
    const json_t *start = json_object_get(range, "start"), *end = json_object_get(range, "end");
    check_place(start);
    check_place(end);
    json_int_t from = json_integer_value(json_object_get(start, "line")),
               to = json_integer_value(json_object_get(end, "line"));
    MUST(from <= to);
    MUST(from < to || json_integer_value(json_object_get(start, "character")) <=
                          json_integer_value(json_object_get(end, "character")));
}

static void check_diagnostics(const json_t *params)
{
    const json_t *item;
    size_t i;
    json_array_foreach (json_object_get(params, "diagnostics"), i, item) {
        check_range(json_object_get(item, "range"));
        MUST(json_string_length(json_object_get(item, "message")) > 0);
        json_int_t severity = json_integer_value(json_object_get(item, "severity"));
        MUST(severity >= 1 && severity <= 3);
    }
}

static void check_message(const json_t *message)
{
    const char *method = json_string_value(json_object_get(message, "method"));
    const json_t *result = json_object_get(message, "result"), *error = json_object_get(message, "error");
    MUST(json_is_object(message));
    MUST(method || json_object_get(message, "id"));
    if (method && strcmp(method, "textDocument/publishDiagnostics") == 0)
        check_diagnostics(json_object_get(message, "params"));
    if (method)
        return;
    MUST(!result != !error);
    if (error)
        MUST(json_is_integer(json_object_get(error, "code")) && json_string_length(json_object_get(error, "message")));
}

static void check_output(const struct connection *c)
{
    static const char name[] = "Content-Length: ";
    const char *p = c->out, *end = c->out + c->length;
    while (p < end) {
        MUST(strncmp(p, name, strlen(name)) == 0);
        char *rest;
        size_t length = strtoul(p + strlen(name), &rest, 10);
        MUST(strncmp(rest, "\r\n\r\n", 4) == 0 && length <= (size_t)(end - rest - 4));
        json_t *message = json_loadb(rest + 4, length, JSON_ALLOW_NUL, NULL);
        MUST(message != NULL);
        check_message(message);
        json_decref(message);
        p = rest + 4 + length;
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct samgen *samgen;
    static unsigned runs;
    if (size > INPUT_MOST)
        return 0;
    if (runs++ % RUNS_MOST == 0) {
        samgen_free(samgen);
        samgen = samgen_new();
    }
    size_t length = size;
    char *framed = size && *data == '{' ? frame((const char *)data, size, &length) : NULL;
    struct connection c = {.in = framed ? framed : (const char *)data, .left = length};
    const struct sg_channel channel = channel_of(&c);
    enum sg_serve_end end = sg_serve_lsp(samgen, &channel);
    MUST(end == SG_SERVE_DONE || end == SG_SERVE_NO_SHUTDOWN || end == SG_SERVE_BROKEN);
    MUST(!framed || end != SG_SERVE_BROKEN);
    if (c.out)
        check_output(&c);
    free(c.out);
    free(framed);
    return 0;
}
