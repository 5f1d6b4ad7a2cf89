#include "sam/config.h"

#include "base/buffer.h"
#include "base/list.h"
#include "base/text.h"

#include <string.h>

/*
 * A reader of TOML that keeps one thing: texts under ENVIRONMENT.COMMAND.parameters.template_file. It reads all else to
 * pass over it, so that a text which only looks like such a line is not one.
 */
struct reader {
    struct sg_arena *arena;
    const struct sg_source *source;
    struct sg_findings *findings;
    struct sg_sam_config *config;
    const char *p, *end;
    struct sg_strings table; /* the words of the last [header] */
    size_t depth;            /* of arrays and inline tables */
};

#define DEPTH_MOST 64 /* of nested values */

static bool refuse(const struct reader *r)
{
    const struct sg_origin origin = {.source = r->source, .offset = (size_t)(r->p - r->source->bytes)};
    return sg_fail(r->findings, origin, "this is not TOML; name the template on the command line, or mend the file");
}

static bool at(const struct reader *r, const char *text)
{
    size_t length = strlen(text);
    return (size_t)(r->end - r->p) >= length && memcmp(r->p, text, length) == 0;
}

static bool take(struct reader *r, const char *text)
{
    bool found = at(r, text);
    r->p += found ? strlen(text) : 0;
    return found;
}

static void skip_blanks(struct reader *r)
{
    while (r->p < r->end && (*r->p == ' ' || *r->p == '\t'))
        r->p++;
}

/* Blanks, comments and line ends. */
static void skip_lines(struct reader *r)
{
    do {
        skip_blanks(r);
        if (at(r, "#"))
            while (r->p < r->end && *r->p != '\n')
                r->p++;
    } while (take(r, "\n") || take(r, "\r\n"));
}

/* ---- Texts ---- */

static const char *no_text(const struct reader *r)
{
    (void)refuse(r);
    return NULL;
}

static bool add_escaped(struct reader *r, struct sg_buffer *b)
{
    static const char letters[] = "btnfr\"\\", meant[] = "\b\t\n\f\r\"\\";
    const char *letter = r->p < r->end && *r->p ? strchr(letters, *r->p) : NULL;
    if (at(r, "u") || at(r, "U")) { /* kept as it is written: no name of a template needs it */
        sg_add_char(b, '\\');
        sg_add_char(b, *r->p++);
        return true;
    }
    if (!letter)
        return refuse(r);
    sg_add_char(b, meant[letter - letters]);
    r->p++;
    return true;
}

/* The text up to `quote`, which is past; with three quotes it may have several lines. */
static const char *read_text(struct reader *r, const char *quote)
{
    struct sg_buffer b = sg_buffer_new(r->arena, SG_BUFFER_MOST);
    bool basic = *quote == '"', lines = strlen(quote) > 1;
    while (r->p < r->end && !at(r, quote)) {
        if ((*r->p == '\n' && !lines) || !*r->p)
            return no_text(r);
        if (basic && !lines && take(r, "\\")) {
            if (!add_escaped(r, &b))
                return NULL;
            continue;
        }
        if (basic && take(r, "\\") && r->p == r->end)
            break;
        sg_add_char(&b, *r->p++);
    }
    if (!take(r, quote))
        return no_text(r);
    while (lines && r->p < r->end && *r->p == *quote)
        r->p++; /* up to two quotes can stand before the closing ones */
    return b.text;
}

/* NULL if it has no text, or after reporting. */
static const char *read_quoted(struct reader *r)
{
    static const char *const quotes[] = {"\"\"\"", "'''", "\"", "'"};
    for (size_t i = 0; i < sizeof quotes / sizeof *quotes; i++)
        if (take(r, quotes[i]))
            return read_text(r, quotes[i]);
    return NULL;
}

/* ---- Keys ---- */

#define BARE SG_ALNUM "_-"

static bool read_key(struct reader *r, struct sg_strings *words)
{
    do {
        skip_blanks(r);
        const char *start = r->p, *word;
        while (r->p < r->end && *r->p && strchr(BARE, *r->p))
            r->p++;
        word = r->p > start ? sg_copy_bytes(r->arena, start, (size_t)(r->p - start)) : read_quoted(r);
        if (!word)
            return refuse(r);
        sg_push(r->arena, words, word);
        skip_blanks(r);
    } while (take(r, "."));
    return true;
}

/* ---- Values ---- */

static bool read_pair(struct reader *r, const struct sg_strings *table);
static bool read_value(struct reader *r, const struct sg_strings *words);

static bool read_items(struct reader *r, const struct sg_strings *words, const char *close)
{
    static const struct sg_strings nowhere;
    bool more = true;
    for (skip_lines(r); !take(r, close); skip_lines(r)) {
        if (!more || !(*close == '}' ? read_pair(r, words) : read_value(r, &nowhere)))
            return refuse(r);
        skip_lines(r);
        more = take(r, ",");
    }
    return true;
}

/* A number, a boolean or a date. */
static bool skip_plain(struct reader *r)
{
    const char *start = r->p;
    while (r->p < r->end && *r->p && strchr(SG_ALNUM "+-.:_ ", *r->p))
        r->p++;
    return r->p > start || refuse(r);
}

static void keep(const struct reader *r, const struct sg_strings *words, const char *text)
{
    static const char *const results[] = {"deploy", "package", "publish"};
    const char *command = words->count == 4 ? words->items[1] : "";
    struct sg_strings *kept = &r->config->sources;
    if (words->count != 4 || strcmp(words->items[2], "parameters") != 0 ||
        (strcmp(words->items[3], "template_file") != 0 && strcmp(words->items[3], "template") != 0))
        return;
    for (size_t i = 0; i < sizeof results / sizeof *results; i++)
        if (strcmp(command, results[i]) == 0)
            kept = &r->config->results;
    sg_push_once(r->arena, kept, sg_starts_with(text, "./") ? text + 2 : text);
}

static bool read_value(struct reader *r, const struct sg_strings *words)
{
    size_t errors = r->findings->errors;
    skip_blanks(r);
    const char *text = read_quoted(r);
    if (text || errors != r->findings->errors) {
        if (text)
            keep(r, words, text);
        return text != NULL;
    }
    bool list = at(r, "["), map = at(r, "{");
    if (!list && !map)
        return skip_plain(r);
    if (r->depth == DEPTH_MOST)
        return refuse(r);
    r->p++;
    r->depth++;
    bool ok = read_items(r, words, list ? "]" : "}");
    r->depth--;
    return ok;
}

static bool read_pair(struct reader *r, const struct sg_strings *table)
{
    struct sg_strings words = {0};
    for (size_t i = 0; i < table->count; i++)
        sg_push(r->arena, &words, table->items[i]);
    if (!read_key(r, &words))
        return false;
    return take(r, "=") ? read_value(r, &words) : refuse(r);
}

static bool read_header(struct reader *r)
{
    bool array = take(r, "[[");
    const char *close = array || !take(r, "[") ? "]]" : "]";
    r->table = (struct sg_strings){0};
    return read_key(r, &r->table) && (take(r, close) || refuse(r));
}

bool sg_read_sam_config(struct sg_arena *a, const struct sg_source *source, struct sg_findings *findings,
                        struct sg_sam_config *config)
{
    struct reader r = {.arena = a,
                       .source = source,
                       .findings = findings,
                       .config = config,
                       .p = source->bytes,
                       .end = source->bytes + source->length};
    *config = (struct sg_sam_config){0};
    (void)take(&r, "\xEF\xBB\xBF");
    for (skip_lines(&r); r.p < r.end; skip_lines(&r)) {
        if (!(at(&r, "[") ? read_header(&r) : read_pair(&r, &r.table)))
            return false;
        skip_blanks(&r);
        if (r.p < r.end && !strchr("#\r\n", *r.p))
            return refuse(&r);
    }
    return true;
}
