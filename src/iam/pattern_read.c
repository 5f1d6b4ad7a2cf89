#include "iam/pattern.h"

#include "base/text.h"

#include <string.h>

#define SPECIAL "*?$" /* the first characters of wildcards, variables and escapes */

/* A pattern that is being parsed. */
struct reader {
    struct sg_arena *arena;
    struct sg_iam_pattern *pattern;
    const char *text; /* the start of the current literal, or NULL */
};

static void add_piece(struct reader *r, struct sg_iam_piece piece)
{
    r->pattern->pieces[r->pattern->count++] = piece;
    r->pattern->least += piece.length + (piece.type == SG_ONE);
}

static void end_literal(struct reader *r, const char *end)
{
    if (!r->text || r->text == end)
        return;
    size_t length = (size_t)(end - r->text);
    add_piece(r, (struct sg_iam_piece){.type = SG_LITERAL, .text = r->text, .length = length});
    for (const char *p = r->text; (p = memchr(p, ':', (size_t)(end - p))); p++)
        r->pattern->colons++;
}

/* Returns the end of the variable at p ("${key}" or "${key, 'default'}"), or NULL. */
static const char *variable_end(const char *p)
{
    size_t key = strncmp(p, "${", 2) == 0 ? strcspn(p + 2, ",}'") : 0;
    if (key == 0)
        return NULL;
    const char *after = p + 2 + key;
    const char *end = strncmp(after, ", '", 3) == 0 ? strstr(after + 3, "'}") : NULL;
    if (end)
        return end + 2;
    end = strchr(after, '}');
    return end ? end + 1 : NULL;
}

static void add_variable(struct reader *r, const char *start, const char *end)
{
    size_t key = strcspn(start + 2, ",}'");
    struct sg_iam_piece piece = {.type = SG_VARIABLE, .text = sg_copy_bytes(r->arena, start + 2, key)};
    const char *initial = start + 2 + key + 3; /* after ", '" */
    if (strncmp(start + 2 + key, ", '", 3) == 0 && end - initial >= 2 && strncmp(end - 2, "'}", 2) == 0)
        piece.initial = sg_copy_bytes(r->arena, initial, (size_t)(end - 2 - initial));
    add_piece(r, piece);
    r->pattern->variables++;
}

/* Reads a run of wildcards as its '?' and then one '*', which matches the same texts. */
static const char *read_wildcards(struct reader *r, const char *p)
{
    bool any = false;
    end_literal(r, p);
    for (; *p == '*' || *p == '?'; p++) {
        any = any || *p == '*';
        if (*p == '?')
            add_piece(r, (struct sg_iam_piece){.type = SG_ONE});
    }
    if (any)
        add_piece(r, (struct sg_iam_piece){.type = SG_ANY});
    return p;
}

/* Reads a wildcard, variable or escape at p and returns its end; returns p when there is none. */
static const char *read_special(struct reader *r, const char *p, unsigned flags)
{
    if ((flags & SG_WILDCARDS) && (*p == '*' || *p == '?'))
        return read_wildcards(r, p);
    const char *end = (flags & SG_VARIABLES) && *p == '$' ? variable_end(p) : NULL;
    if (!end)
        return p;
    if (end - p == 4 && strchr("*?$", p[2])) {
        end_literal(r, p);
        r->text = p + 2;
        end_literal(r, p + 3);
        return end;
    }
    if (r->pattern->variables == SG_IAM_VARIABLES_MOST)
        return p;
    end_literal(r, p);
    add_variable(r, p, end);
    return end;
}

static void read_part(struct reader *r, const char *start, const char *stop, unsigned flags)
{
    r->text = start;
    for (const char *p = start + strcspn(start, SPECIAL); p < stop; p += strcspn(p, SPECIAL)) {
        const char *end = read_special(r, p, flags);
        if (end == p)
            p++;
        else
            r->text = p = end;
    }
    end_literal(r, stop);
}

static void start_pattern(struct sg_arena *a, const char *text, unsigned flags, struct sg_iam_pattern *pattern,
                          struct reader *r)
{
    size_t special = 0;
    for (const char *p = text; (p = strpbrk(p, SPECIAL)); p++)
        special++;
    *pattern = (struct sg_iam_pattern){.text = text, .folded = flags & SG_FOLDED};
    pattern->pieces = sg_new_array(a, struct sg_iam_piece, special * 2 + 2);
    *r = (struct reader){.arena = a, .pattern = pattern};
}

void sg_iam_pattern_read(struct sg_arena *a, const char *text, unsigned flags, struct sg_iam_pattern *pattern)
{
    struct reader r;
    start_pattern(a, text, flags, pattern, &r);
    read_part(&r, text, text + strlen(text), flags);
}

/* Services whose resources do not start with a type: "bucket/key", "api/stage/GET/path". */
static bool has_no_type(const char *arn)
{
    static const char *const services[] = {"s3:::", "execute-api:", "codepipeline:", "sns:"};
    const char *partition = strchr(arn, ':'), *service = partition ? strchr(partition + 1, ':') : NULL;
    for (size_t i = 0; service && i < sizeof services / sizeof *services; i++)
        if (strncmp(service + 1, services[i], strlen(services[i])) == 0)
            return true;
    return false;
}

/*
 * Returns whether the type of the resource, before its first separator, contains a wildcard beside letters. A type of
 * "*" alone is common in policies of AWS.
 */
static bool has_wild_type(const char *tail)
{
    bool wild = false, other = false;
    for (const char *p = tail; *p;) {
        const char *end = *p == '$' ? variable_end(p) : NULL;
        if (*p == ':' || *p == '/')
            return wild && other;
        wild = wild || *p == '*' || *p == '?';
        other = other || *p != '*';
        p = end ? end : p + 1;
    }
    return false;
}

const char *sg_iam_complete_arn(struct sg_arena *a, const char *text)
{
    struct sg_iam_text arn;
    if (!sg_starts_with(text, "arn:"))
        return text;
    for (int i = 0; i < SG_ARN_COLONS && !sg_iam_arn_text(text, &arn); i++)
        text = sg_concat(a, text, ":*");
    return text;
}

void sg_iam_resource_pattern(struct sg_arena *a, const char *text, bool has_variables, struct sg_iam_pattern *pattern)
{
    struct reader r;
    struct sg_iam_text arn;
    bool whole = sg_iam_arn_text(text, &arn);
    start_pattern(a, text, SG_WILDCARDS, pattern, &r);
    read_part(&r, text, arn.tail, SG_WILDCARDS);
    read_part(&r, arn.tail, arn.end, SG_WILDCARDS | (has_variables ? SG_VARIABLES : 0));
    pattern->open = true;
    pattern->never = whole && has_wild_type(arn.tail) && !has_no_type(text);
}
