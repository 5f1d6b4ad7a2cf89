#include "value/name.h"

#include "base/buffer.h"
#include "base/expression.h"
#include "base/text.h"
#include "base/utf8.h"
#include "catalog/pattern.h"
#include "iam/arn.h"
#include "iam/pattern.h"

#include <string.h>

const char *sg_with_article(struct sg_arena *a, const char *noun)
{
    if (!*noun)
        return "a resource without a type";
    bool spelled = noun[1] && strchr(SG_DIGITS SG_CAPITALS, noun[1]); /* "SQS" and "s3" are read letter by letter */
    return sg_format(a, "%s %s", strchr(spelled ? "AEFHILMNORSXaefhilmnorsx" : "aeioAEIO", *noun) ? "an" : "a", noun);
}

const char *sg_kind_name(struct sg_arena *a, const struct sg_kind *kind)
{
    char *noun = sg_copy(a, kind->name);
    for (char *p = noun; *p; p++)
        if (*p == '-')
            *p = ' ';
    bool said = !kind->characters || sg_ends_with(noun, "name") || sg_ends_with(noun, "id");
    return sg_with_article(a, said ? noun : sg_format(a, "%s name", noun));
}

/* Membership in a set written like a bracket expression: "A-Za-z0-9_.-". */
static bool in_set(const char *set, char c)
{
    for (const char *p = set; *p; p++) {
        if (p[1] == '-' && p[2]) {
            if (c >= p[0] && c <= p[2])
                return true;
            p += 2;
        } else if (*p == c) {
            return true;
        }
    }
    return false;
}

static const char *quoted_character(struct sg_arena *a, const char *p)
{
    return sg_format(a, "'%.*s'", (int)sg_utf8_length((const unsigned char *)p, strlen(p)), p);
}

/* Whether the text can be a value of its own: a name, or an ARN of the kind's main form. */
static bool is_whole(struct sg_arena *a, const struct sg_kind *kind, const char *text)
{
    struct sg_parts parts;
    return !sg_starts_with(text, "arn:") || (kind->arn && sg_match_pattern(a, kind->arn, text, &parts));
}

/* "my-bucket/incoming" most often means a bucket and a prefix in it; "ec2" means ec2.amazonaws.com. */
static const char *way_out(struct sg_arena *a, const struct sg_kind *kind, const char *given)
{
    const char *slash = strchr(given, '/'), *whole = kind->ending ? sg_concat(a, given, kind->ending) : NULL;
    if (whole && kind->shape && sg_match_expression(kind->shape, whole) == SG_MATCH)
        return sg_format(a, "; did you mean %s?", whole);
    if (kind->path_option && slash && slash > given && slash[1] && slash[1] != '*' && !strstr(given, "${") &&
        is_whole(a, kind, sg_copy_bytes(a, given, (size_t)(slash - given))))
        return sg_format(a, "; did you mean `--%s %.*s --%s %s%s`?", kind->name, (int)(slash - given), given,
                         kind->path_option, slash + 1, sg_ends_with(given, "/") ? "" : "/");
    if (kind->hint)
        return sg_format(a, " (%s)", kind->hint);
    return kind->example ? sg_format(a, " (a legal one: %s)", kind->example) : "";
}

struct check {
    struct sg_scope *scope;
    struct sg_origin origin;
    const struct sg_kind *kind;
    const char *given;
};

static bool refuse(const struct check *c, const char *why)
{
    struct sg_arena *a = c->scope->arena;
    return sg_fail(c->scope->findings, c->origin, "\"%s\" is not %s: %s%s", c->given, sg_kind_name(a, c->kind), why,
                   way_out(a, c->kind, c->given));
}

static bool check_characters(const struct check *c, const char *text)
{
    struct sg_arena *a = c->scope->arena;
    const char *last = NULL;
    for (const char *p = text; *p; p++) {
        bool substitution = strncmp(p, "${", 2) == 0 && sg_substitution_end(p);
        if (!substitution && !in_set(c->kind->characters, *p))
            return refuse(c, sg_format(a, "%s is not allowed", quoted_character(a, p)));
        if (!substitution && p == text && c->kind->first && !in_set(c->kind->first, *p))
            return refuse(c, sg_format(a, "it must not begin with %s", quoted_character(a, p)));
        last = substitution ? NULL : p;
        if (substitution)
            p = sg_substitution_end(p) - 1;
    }
    if (last && c->kind->last && !in_set(c->kind->last, *last))
        return refuse(c, sg_format(a, "it must not end with %s", quoted_character(a, last)));
    return true;
}

/* Sets `*matches`; false after reporting that the catalog has no regular expression there. */
static bool match(const struct check *c, const char *expression, const char *text, bool *matches)
{
    enum sg_match result = sg_match_expression(expression, text);
    *matches = result == SG_MATCH;
    return result != SG_MATCH_FAULTY ||
           sg_fail(c->scope->findings, c->origin, "%s: \"%s\" in the catalog is not a regular expression",
                   c->kind->name, expression);
}

static bool check_shape(const struct check *c, const char *text)
{
    const struct sg_kind *kind = c->kind;
    bool shaped = true, usual = true;
    if (sg_has_substitution(text))
        return true;
    if ((kind->shape && !match(c, kind->shape, text, &shaped)) || (kind->usual && !match(c, kind->usual, text, &usual)))
        return false;
    if (shaped && !usual)
        sg_report(c->scope->findings, SAMGEN_NOTE, c->origin, "\"%s\" may be wrong: %s", c->given, kind->unusual);
    return shaped || refuse(c, kind->form ? sg_format(c->scope->arena, "it must be %s", kind->form)
                                          : "it does not have the form of one");
}

/* Names that AWS reserves for something else. The way out is part of what is said. */
static bool check_refused(const struct check *c, const char *text)
{
    for (size_t i = 0; i < c->kind->refused.count; i++) {
        const struct sg_refusal *row = &c->kind->refused.items[i];
        bool matches = sg_iam_glob(row->like, text);
        if (matches && row->shape && !match(c, row->shape, text, &matches))
            return false;
        if (matches)
            return sg_fail(c->scope->findings, c->origin, "\"%s\" is not %s: %s", c->given,
                           sg_kind_name(c->scope->arena, c->kind), row->say);
    }
    return true;
}

static size_t characters_in(const char *text)
{
    size_t count = 0;
    for (const char *p = text; *p; p++)
        count += ((unsigned char)*p & 0xC0) != 0x80;
    return count;
}

static bool check_length(const struct check *c, const char *text)
{
    if (sg_has_substitution(text))
        return true;
    size_t length = characters_in(text);
    if (length < c->kind->least)
        return refuse(c, sg_format(c->scope->arena, "it is shorter than %u characters", c->kind->least));
    if (c->kind->most && length > c->kind->most)
        return refuse(c, sg_format(c->scope->arena, "it is longer than %u characters", c->kind->most));
    return true;
}

bool sg_check_name(struct sg_scope *scope, struct sg_origin origin, const struct sg_kind *kind, const char *text,
                   const char *given)
{
    const struct check c = {.scope = scope, .origin = origin, .kind = kind, .given = given};
    struct sg_arena *a = scope->arena;
    const char *end = strncmp(text, "${", 2) == 0 ? sg_substitution_end(text) : NULL;
    bool whole_reference = end && !*end;
    if (kind->choices.count && !whole_reference && !sg_strings_have(&kind->choices, text))
        return refuse(&c, sg_format(a, "it must be one of %s", sg_join(a, &kind->choices, ", ")));
    if (kind->characters && !check_characters(&c, text))
        return false;
    for (size_t i = 0; i < kind->forbidden.count; i++)
        if (strstr(text, kind->forbidden.items[i]))
            return refuse(&c, sg_format(a, "\"%s\" is not allowed in it", kind->forbidden.items[i]));
    return check_refused(&c, text) && check_length(&c, text) && check_shape(&c, text);
}

const char *sg_region_of_name(struct sg_arena *a, const struct sg_kind *kind, const char *name)
{
    size_t length = kind->region_ends && name ? strcspn(name, kind->region_ends) : 0;
    const char *region = length && name[length] ? sg_copy_bytes(a, name, length) : NULL;
    return region && sg_is_region(region) ? region : NULL;
}
