#include "serve/inbox_internal.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#define READ_SIZE ((size_t)64 * 1024)
#define KEPT_MOST ((size_t)1024 * 1024) /* of the room for a large message */

/* ---- Room ---- */

static bool fault(struct sg_inbox *in, const char *message)
{
    in->fault = message;
    in->ended = true;
    return false;
}

/* Makes room for `more` bytes after those that are there. */
static bool make_room(struct sg_inbox *in, size_t more)
{
    if (in->start) {
        memmove(in->bytes, in->bytes + in->start, in->length - in->start);
        in->length -= in->start;
        in->start = 0;
    }
    if (in->capacity - in->length >= more)
        return true;
    size_t capacity = in->length + more > 2 * in->capacity ? in->length + more : 2 * in->capacity;
    char *bytes = realloc(in->bytes, capacity);
    if (!bytes)
        return fault(in, "not enough memory for the message");
    in->bytes = bytes;
    in->capacity = capacity;
    return true;
}

static void read_some(struct sg_inbox *in)
{
    if (!make_room(in, READ_SIZE))
        return;
    size_t count = in->channel->read(in->channel->context, in->bytes + in->length, READ_SIZE);
    in->length += count;
    in->ended = in->ended || count == 0;
}

static void drop(struct sg_inbox *in, size_t count)
{
    in->start += count;
    if (in->start < in->length)
        return;
    in->start = in->length = 0;
    if (in->capacity > KEPT_MOST) {
        free(in->bytes);
        in->bytes = NULL;
        in->capacity = 0;
    }
}

/* ---- Messages ---- */

static void keep_message(struct sg_inbox *in, const char *bytes, size_t length)
{
    json_t *message = json_loadb(bytes, length, JSON_DECODE_ANY | JSON_ALLOW_NUL, NULL);
    if (!in->waiting)
        in->waiting = json_array();
    json_array_append_new(in->waiting, message ? message : json_null());
}

/* Reads the headers in bytes[0, length). False when they do not say the length of the message. */
static bool read_headers(const char *bytes, size_t length, size_t *content)
{
    static const char name[] = "Content-Length:";
    bool found = false;
    for (const char *p = bytes, *end = bytes + length; p < end;) {
        const char *line_end = memchr(p, '\n', (size_t)(end - p));
        size_t line = line_end ? (size_t)(line_end - p) : (size_t)(end - p);
        if (line >= strlen(name) && strncasecmp(p, name, strlen(name)) == 0) {
            const char *digit = p + strlen(name), *stop = p + line;
            while (digit < stop && *digit == ' ')
                digit++;
            *content = 0;
            for (; digit < stop && *digit >= '0' && *digit <= '9' && *content <= SG_MESSAGE_MOST; digit++, found = true)
                *content = *content * 10 + (size_t)(*digit - '0');
            if (digit < stop && *digit != '\r' && *content <= SG_MESSAGE_MOST)
                return false;
        }
        p += line + 1;
    }
    return found;
}

/* The length of the headers with the empty line after them; 0 when they are not all there. */
static size_t header_length(const char *bytes, size_t length)
{
    for (size_t i = 0; i < length; i++) {
        if (bytes[i] != '\n')
            continue;
        if (i + 1 < length && bytes[i + 1] == '\n')
            return i + 2;
        if (i + 2 < length && bytes[i + 1] == '\r' && bytes[i + 2] == '\n')
            return i + 3;
    }
    return 0;
}

/* Takes one message out of the bytes. False when none is whole. */
static bool take_framed(struct sg_inbox *in)
{
    const char *bytes = in->bytes + in->start;
    size_t length = in->length - in->start, content = 0;
    size_t headers = header_length(bytes, length < SG_HEADER_MOST ? length : SG_HEADER_MOST);
    if (!headers)
        return length < SG_HEADER_MOST ? false : fault(in, "the headers are longer than 4096 bytes");
    if (!read_headers(bytes, headers, &content))
        return fault(in, "a message has no header Content-Length with a number");
    if (content > SG_MESSAGE_MOST)
        return fault(in, "a message is longer than 32 MiB");
    if (length - headers < content)
        return false;
    keep_message(in, bytes + headers, content);
    drop(in, headers + content);
    return true;
}

static bool is_blank(const char *bytes, size_t length)
{
    size_t i = 0;
    while (i < length && strchr(" \t\r", bytes[i]) && bytes[i])
        i++;
    return i == length;
}

static bool take_line(struct sg_inbox *in)
{
    const char *bytes = in->bytes + in->start;
    size_t length = in->length - in->start;
    const char *end = length > in->seen ? memchr(bytes + in->seen, '\n', length - in->seen) : NULL;
    size_t line = end ? (size_t)(end - bytes) : length;
    in->seen = end ? 0 : length;
    if (line > SG_MESSAGE_MOST)
        return fault(in, "a message is longer than 32 MiB");
    if (!end && (!in->ended || !length))
        return false;
    if (!is_blank(bytes, line))
        keep_message(in, bytes, line);
    in->seen = 0;
    drop(in, end ? line + 1 : line);
    return true;
}

static bool take(struct sg_inbox *in)
{
    if (in->fault || in->start == in->length)
        return false;
    return in->framing == SG_FRAMED ? take_framed(in) : take_line(in);
}

/* ---- The inbox ---- */

void sg_inbox_look(struct sg_inbox *in)
{
    while (json_array_size(in->waiting) < SG_WAITING_MOST)
        if (!take(in)) {
            if (in->ended || !in->channel->is_ready(in->channel->context))
                return;
            read_some(in);
        }
}

json_t *sg_inbox_next(struct sg_inbox *in)
{
    while (!json_array_size(in->waiting)) {
        if (take(in))
            continue;
        if (in->ended && !in->fault && in->start < in->length)
            fault(in, "the input ends within a message");
        if (in->ended)
            return NULL;
        read_some(in);
    }
    json_t *message = json_incref(json_array_get(in->waiting, 0));
    json_array_remove(in->waiting, 0);
    return message;
}

void sg_inbox_free(struct sg_inbox *in)
{
    json_decref(in->waiting);
    free(in->bytes);
}

/* ---- Answers ---- */

void sg_send(const struct sg_inbox *in, json_t *message)
{
    char *text = json_dumps(message, JSON_COMPACT), header[64];
    json_decref(message);
    if (!text)
        return;
    size_t length = strlen(text);
    const struct sg_channel *out = in->channel;
    if (in->framing == SG_FRAMED) {
        int count = snprintf(header, sizeof header, "Content-Length: %zu\r\n\r\n", length);
        out->write(out->context, header, (size_t)count);
    }
    out->write(out->context, text, length);
    if (in->framing == SG_LINES)
        out->write(out->context, "\n", 1);
    free(text);
}

static json_t *answer(const json_t *id)
{
    json_t *copy = id ? json_deep_copy(id) : json_null();
    return json_pack("{s:s, s:o}", "jsonrpc", "2.0", "id", copy);
}

json_t *sg_rpc_result(const json_t *id, json_t *result)
{
    json_t *message = answer(id);
    json_object_set_new(message, "result", result);
    return message;
}

json_t *sg_rpc_error(const json_t *id, enum sg_rpc_error code, const char *message)
{
    json_t *made = answer(id);
    json_object_set_new(made, "error", json_pack("{s:i, s:s}", "code", (int)code, "message", message));
    return made;
}
