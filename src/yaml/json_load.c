#include "yaml/json_load.h"

#include "base/text.h"
#include "base/utf8.h"

#include <string.h>

struct reader {
    struct sg_arena *arena;
    const char *start, *p, *end;
    struct sg_json_fault *fault;
    size_t depth;
};

static struct sg_node *read_value(struct reader *r);

static void *fail(struct reader *r, const char *message)
{
    if (!r->fault->message)
        *r->fault = (struct sg_json_fault){.message = message, .offset = (size_t)(r->p - r->start)};
    return NULL;
}

static void skip_blanks(struct reader *r)
{
    while (r->p < r->end && (*r->p == ' ' || *r->p == '\t' || *r->p == '\n' || *r->p == '\r'))
        r->p++;
}

/* Skips blanks and then the character; returns false when another one comes next. */
static bool take(struct reader *r, char c)
{
    skip_blanks(r);
    if (r->p == r->end || *r->p != c)
        return false;
    r->p++;
    return true;
}

static bool take_hex(struct reader *r, unsigned *value)
{
    *value = 0;
    if (r->end - r->p < 4)
        return false;
    for (int i = 0; i < 4; i++, r->p++) {
        static const char digits[] = SG_DIGITS "abcdefABCDEF";
        const char *found = *r->p ? strchr(digits, *r->p) : NULL;
        if (!found)
            return false;
        size_t digit = (size_t)(found - digits);
        *value = *value * 16 + (unsigned)(digit < 16 ? digit : digit - 6);
    }
    return true;
}

/* Writes a code point as UTF-8 and returns the end of it. */
static char *put_utf8(char *to, unsigned code)
{
    if (code < 0x80) {
        *to++ = (char)code;
        return to;
    }
    int more = code < 0x800 ? 1 : code < 0x10000 ? 2 : 3;
    static const unsigned leads[] = {0, 0xC0, 0xE0, 0xF0};
    *to++ = (char)(leads[more] | code >> (6 * more));
    while (more--)
        *to++ = (char)(0x80 | (code >> (6 * more) & 0x3F));
    return to;
}

/* Reads what follows "\u", and the second half of a surrogate pair. */
static char *take_unicode(struct reader *r, char *to)
{
    unsigned code, low;
    if (!take_hex(r, &code) || code == 0)
        return fail(r, "four hexadecimal digits other than 0000 must follow \\u");
    if (code < 0xD800 || code > 0xDFFF)
        return put_utf8(to, code);
    bool pair = code < 0xDC00 && r->end - r->p >= 2 && r->p[0] == '\\' && r->p[1] == 'u';
    r->p += pair ? 2 : 0;
    if (!pair || !take_hex(r, &low) || low < 0xDC00 || low > 0xDFFF)
        return fail(r, "half of a surrogate pair is missing");
    return put_utf8(to, 0x10000 + ((code - 0xD800) << 10) + (low - 0xDC00));
}

static char *take_escape(struct reader *r, char *to)
{
    static const char names[] = "\"\\/bfnrt", meanings[] = "\"\\/\b\f\n\r\t";
    const char *found = r->p < r->end && *r->p ? strchr(names, *r->p) : NULL;
    if (found) {
        r->p++;
        *to++ = meanings[found - names];
        return to;
    }
    if (r->p == r->end || *r->p != 'u')
        return fail(r, "JSON has no such escape");
    r->p++;
    return take_unicode(r, to);
}

/* Copies one character that is not plain ASCII, or an escape. */
static char *take_special(struct reader *r, char *to)
{
    const unsigned char *c = (const unsigned char *)r->p;
    if (*c == '\\') {
        r->p++;
        return take_escape(r, to);
    }
    if (*c < 0x20)
        return fail(r, "a control character in a text; write it as an escape");
    size_t length = sg_utf8_length(c, (size_t)(r->end - r->p));
    if (!length)
        return fail(r, "this byte is not UTF-8");
    memcpy(to, r->p, length);
    r->p += length;
    return to + length;
}

static bool is_plain(char c)
{
    return (unsigned char)c >= 0x20 && (unsigned char)c < 0x80 && c != '"' && c != '\\';
}

/* Returns the end of the text that starts at p. Its value is never longer than its source. */
static const char *closing_quote(const struct reader *r)
{
    const char *p = r->p;
    while (p < r->end && *p != '"')
        p += *p == '\\' && p + 1 < r->end ? 2 : 1;
    return p;
}

static const char *read_text(struct reader *r)
{
    const char *quote = closing_quote(r);
    char *text = sg_alloc_text(r->arena, (size_t)(quote - r->p) + 1), *to = text;
    while (r->p < quote) {
        const char *from = r->p;
        while (r->p < quote && is_plain(*r->p))
            r->p++;
        memcpy(to, from, (size_t)(r->p - from));
        to += r->p - from;
        if (r->p < quote && !(to = take_special(r, to)))
            return NULL;
    }
    if (r->p >= r->end)
        return fail(r, "the closing quote is missing");
    r->p++;
    *to = '\0';
    return text;
}

static struct sg_node *new_node(struct reader *r, enum sg_node_type type, size_t start)
{
    struct sg_node *node = sg_new(r->arena, struct sg_node);
    node->type = (unsigned char)type;
    node->flow = type != SG_SCALAR;
    node->start = (uint32_t)start;
    return node;
}

static struct sg_node *finish(struct reader *r, struct sg_node *node)
{
    node->end = (uint32_t)(r->p - r->start);
    return node;
}

static struct sg_node *read_string(struct reader *r)
{
    size_t start = (size_t)(r->p++ - r->start);
    const char *text = read_text(r);
    if (!text)
        return NULL;
    struct sg_node *node = new_node(r, SG_SCALAR, start);
    node->text = text;
    return finish(r, node);
}

static size_t digits_at(const struct reader *r, const char *p)
{
    size_t count = 0;
    while (p + count < r->end && p[count] >= '0' && p[count] <= '9')
        count++;
    return count;
}

/* Returns the length of the number at p, or 0. */
static size_t number_at(const struct reader *r)
{
    const char *p = r->p + (*r->p == '-');
    size_t whole = digits_at(r, p);
    if (whole == 0 || (*p == '0' && whole > 1))
        return 0;
    p += whole;
    if (p < r->end && *p == '.') {
        size_t fraction = digits_at(r, p + 1);
        if (!fraction)
            return 0;
        p += fraction + 1;
    }
    if (p < r->end && (*p == 'e' || *p == 'E')) {
        const char *exponent = p + 1 + (p + 1 < r->end && (p[1] == '+' || p[1] == '-'));
        size_t count = digits_at(r, exponent);
        if (!count)
            return 0;
        p = exponent + count;
    }
    return (size_t)(p - r->p);
}

static size_t word_at(const struct reader *r)
{
    static const char *const words[] = {"true", "false", "null"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        size_t length = strlen(words[i]);
        if ((size_t)(r->end - r->p) >= length && memcmp(r->p, words[i], length) == 0)
            return length;
    }
    return 0;
}

static struct sg_node *read_plain(struct reader *r)
{
    size_t length = word_at(r);
    if (!length)
        length = number_at(r);
    if (!length)
        return fail(r, "this is not a JSON value");
    struct sg_node *node = new_node(r, SG_SCALAR, (size_t)(r->p - r->start));
    node->plain = true;
    node->text = sg_copy_bytes(r->arena, r->p, length);
    r->p += length;
    return finish(r, node);
}

static bool read_member(struct reader *r, struct sg_node *object)
{
    skip_blanks(r);
    if (r->p == r->end || *r->p != '"')
        return fail(r, "a key in quotes must follow here");
    if (object->count / 2 == SG_JSON_KEYS_MOST)
        return fail(r, "an object of more than 1000 keys, the most that samgen reads");
    const char *start = r->p;
    struct sg_node *key = read_string(r);
    if (!key)
        return false;
    if (sg_get(object, key->text)) {
        r->p = start;
        return fail(r, "this object has this key already");
    }
    if (!take(r, ':'))
        return fail(r, "a ':' must follow the key");
    struct sg_node *value = read_value(r);
    if (!value)
        return false;
    sg_append(object, key);
    sg_append(object, value);
    return true;
}

static bool read_item(struct reader *r, struct sg_node *array)
{
    struct sg_node *item = read_value(r);
    if (item)
        sg_append(array, item);
    return item != NULL;
}

/* Reads an array or object, whose opening bracket comes next. */
static struct sg_node *read_many(struct reader *r, enum sg_node_type type, char close,
                                 bool (*read)(struct reader *, struct sg_node *))
{
    struct sg_node *node = new_node(r, type, (size_t)(r->p - r->start));
    if (r->depth == SG_JSON_DEPTH_MOST)
        return fail(r, "nested deeper than 64 levels, the most that samgen reads");
    r->depth++;
    r->p++;
    for (bool empty = take(r, close); !empty;) {
        if (!read(r, node))
            return NULL;
        if (take(r, close))
            break;
        if (!take(r, ','))
            return fail(r, close == ']' ? "a ',' or ']' must follow the value" : "a ',' or '}' must follow the value");
    }
    r->depth--;
    return finish(r, node);
}

static struct sg_node *read_value(struct reader *r)
{
    skip_blanks(r);
    if (r->p == r->end)
        return fail(r, "the text ends where a value must stand");
    if (*r->p == '{')
        return read_many(r, SG_MAP, '}', read_member);
    if (*r->p == '[')
        return read_many(r, SG_LIST, ']', read_item);
    return *r->p == '"' ? read_string(r) : read_plain(r);
}

struct sg_node *sg_json_load(struct sg_arena *a, const char *bytes, size_t length, struct sg_json_fault *fault)
{
    *fault = (struct sg_json_fault){0};
    if (length > UINT32_MAX) { /* what a node can count */
        *fault = (struct sg_json_fault){.message = "larger than 4 GiB, the most that samgen reads"};
        return NULL;
    }
    struct reader r = {.arena = a, .start = bytes, .p = bytes, .end = bytes + length, .fault = fault};
    struct sg_node *root = read_value(&r);
    if (!root)
        return NULL;
    skip_blanks(&r);
    return r.p == r.end ? root : fail(&r, "text after the end of the JSON value");
}
