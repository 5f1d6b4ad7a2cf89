#include "iam/pattern.h"

#include "base/text.h"
#include "base/utf8.h"
#include "iam/decide.h"
#include "iam/overlap_internal.h"

#include <string.h>
#include <strings.h>

struct sg_iam_text sg_iam_text(const char *text)
{
    return (struct sg_iam_text){.start = text, .end = text + strlen(text), .tail = text};
}

bool sg_iam_arn_text(const char *text, struct sg_iam_text *arn)
{
    size_t colons = 0;
    const char *p = text;
    for (const char *c = text; *c && colons < SG_ARN_COLONS; c++)
        if (*c == ':') {
            colons++;
            p = c + 1;
        }
    const char *end = p + strlen(p);
    *arn = (struct sg_iam_text){.start = text, .end = end, .tail = colons == SG_ARN_COLONS ? p : end};
    return colons == SG_ARN_COLONS;
}

static unsigned char lower(unsigned char c)
{
    return c >= 'A' && c <= 'Z' ? (unsigned char)(c + ('a' - 'A')) : c;
}

/* Finds the values of all variables; returns false when one has none, or several. */
static bool find_values(const struct sg_iam_pattern *p, const struct sg_iam_request *request,
                        struct sg_iam_value *values)
{
    size_t n = 0;
    for (size_t i = 0; i < p->count; i++) {
        if (p->pieces[i].type != SG_VARIABLE)
            continue;
        const struct samgen_context *key = sg_iam_find_key(request, p->pieces[i].text);
        bool has = key && key->value_count == 1 && *key->values[0];
        const char *text = has ? key->values[0] : p->pieces[i].initial;
        if (!text)
            return false;
        values[n++] = (struct sg_iam_value){text, strlen(text)};
    }
    return true;
}

bool sg_iam_pattern_has_values(const struct sg_iam_pattern *pattern, const struct sg_iam_request *request)
{
    struct sg_iam_value values[SG_IAM_VARIABLES_MOST];
    return find_values(pattern, request, values);
}

static bool same(const char *x, const char *y, size_t length, bool folded)
{
    if (!folded)
        return memcmp(x, y, length) == 0;
    for (size_t i = 0; i < length; i++)
        if (lower((unsigned char)x[i]) != lower((unsigned char)y[i]))
            return false;
    return true;
}

/* Returns the end of the character at p, or NULL when a wildcard must not match it. */
static const char *next_character(const struct sg_iam_text *text, const char *p)
{
    if (p == text->end || (*p == ':' && p < text->tail))
        return NULL;
    size_t length = sg_utf8_length((const unsigned char *)p, (size_t)(text->end - p));
    return p + (length ? length : 1);
}

/* Matches one piece other than '*' with the text at p; returns the end of the match, or NULL. */
static const char *take_piece(const struct sg_iam_pattern *pattern, const struct sg_iam_piece *piece,
                              const struct sg_iam_value *value, const struct sg_iam_text *text, const char *p)
{
    if (text->wild && p < text->end && *p == '*')
        return NULL; /* only a '*' covers a '*' */
    if (piece->type == SG_ONE)
        return next_character(text, p);
    struct sg_iam_value wanted =
        piece->type == SG_VARIABLE ? *value : (struct sg_iam_value){piece->text, piece->length};
    if (wanted.length > (size_t)(text->end - p) || !same(wanted.text, p, wanted.length, pattern->folded))
        return NULL;
    return p + wanted.length;
}

/* Only the last '*' is tried again, so the time is not exponential. */
static bool match_pieces(const struct sg_iam_pattern *pattern, const struct sg_iam_value *values,
                         const struct sg_iam_text *text)
{
    const struct sg_iam_piece *piece = pattern->pieces, *end = piece + pattern->count, *star = NULL;
    const struct sg_iam_value *value = values, *star_value = NULL;
    const char *p = text->start, *resume = NULL;
    for (;;) {
        if (piece < end && piece->type == SG_ANY) {
            if (++piece == end && (pattern->open || p >= text->tail || !memchr(p, ':', (size_t)(text->tail - p))))
                return true;
            star = piece;
            star_value = value;
            resume = p;
            continue;
        }
        const char *after = piece < end ? take_piece(pattern, piece, value, text, p) : NULL;
        if (after) {
            value += piece->type == SG_VARIABLE;
            piece++;
            p = after;
            continue;
        }
        if (piece == end && p == text->end)
            return true;
        resume = star ? next_character(text, resume) : NULL;
        if (!resume)
            return false;
        piece = star;
        value = star_value;
        p = resume;
    }
}

enum sg_iam_match sg_iam_pattern_match(const struct sg_iam_pattern *pattern, const struct sg_iam_text *text,
                                       const struct sg_iam_request *request)
{
    struct sg_iam_value values[SG_IAM_VARIABLES_MOST];
    if (pattern->variables && !find_values(pattern, request, values))
        return SG_DIFFERS;
    if (pattern->least > (size_t)(text->end - text->start))
        return SG_DIFFERS;
    return match_pieces(pattern, values, text) ? SG_MATCHES : SG_DIFFERS;
}

enum sg_iam_match sg_iam_resource_match(const struct sg_iam_pattern *pattern, const struct sg_iam_text *text,
                                        enum sg_iam_extent extent, const struct sg_iam_request *request)
{
    struct sg_iam_value values[SG_IAM_VARIABLES_MOST];
    enum sg_iam_match match = SG_DIFFERS;
    if (pattern->never)
        return SG_DIFFERS;
    if (text->wild && pattern->colons < SG_ARN_COLONS && strcmp(pattern->text, "*") != 0)
        return SG_INCOMPARABLE; /* a short ARN does not say which resources it means */
    if (!text->wild || extent == SG_COVERS)
        match = sg_iam_pattern_match(pattern, text, request);
    else if (!pattern->variables || find_values(pattern, request, values))
        match = sg_iam_overlap(pattern, values, text) ? SG_MATCHES : SG_DIFFERS;
    return match == SG_DIFFERS && pattern->colons < SG_ARN_COLONS ? SG_INCOMPARABLE : match;
}

/* ---- Wildcards alone ---- */

/* Only the last '*' is tried again, so the time is not exponential. */
static bool match_wildcards(const char *pattern, const char *text, bool fold)
{
    const char *star = NULL, *resume = NULL;
    while (*text) {
        if (*pattern == '*') {
            star = pattern++;
            resume = text;
        } else if ((*pattern == '?' && *text != '*') || (*pattern && same(pattern, text, 1, fold))) {
            pattern++;
            text++;
        } else if (star) {
            pattern = star + 1;
            text = ++resume;
        } else {
            return false;
        }
    }
    while (*pattern == '*')
        pattern++;
    return *pattern == '\0';
}

bool sg_iam_glob(const char *pattern, const char *text)
{
    for (; *pattern == *text && *pattern != '*' && *pattern != '?'; pattern++, text++)
        if (!*pattern)
            return true;
    return (*pattern == '*' || *pattern == '?') && match_wildcards(pattern, text, false);
}

bool sg_iam_glob_action(const char *pattern, const char *action)
{
    /* Most pairs differ before a wildcard, and are spelled alike up to there. */
    while (*pattern == *action || sg_small_letter(*pattern) == sg_small_letter(*action)) {
        if (!*pattern)
            return true;
        if (*pattern == '*' || *pattern == '?')
            break;
        pattern++;
        action++;
    }
    return (*pattern == '*' || *pattern == '?') && match_wildcards(pattern, action, true);
}
