#include "lint/resource_match_internal.h"

#include "base/text.h"
#include "iam/decide.h"
#include "sam/mention.h"

#include <string.h>

/* "a-*-b" for "a-${=name}-b". */
const char *sg_lint_with_stars(struct sg_arena *a, const char *text)
{
    size_t plain = 0;
    while (text[plain] && text[plain] != '$' && text[plain] != '{')
        plain++;
    if (!text[plain])
        return text;
    char *out = sg_copy(a, text), *to = out + plain;
    for (const char *p = text + plain, *end; *p;) {
        bool dynamic = *p == '{' && sg_starts_with(p, "{{resolve:");
        end = dynamic ? strstr(p, "}}") : *p == '$' && p[1] == '{' ? strchr(p, '}') : NULL;
        *to++ = end ? '*' : *p;
        p = end ? end + (dynamic ? 2 : 1) : p + 1;
    }
    *to = '\0';
    return out;
}

static struct sg_iam_text read_arn(const char *arn)
{
    struct sg_iam_text text;
    (void)sg_iam_arn_text(arn, &text);
    text.wild = strchr(arn, '*') != NULL;
    return text;
}

struct sg_lint_question sg_lint_ask(struct sg_lint *l, const char *action, const char *arn)
{
    const char *wild = sg_lint_is_unknown(arn) ? "*" : sg_lint_with_stars(l->arena, arn);
    return (struct sg_lint_question){.action = action, .arn = read_arn(wild)};
}

/* The text after the fifth colon. */
static const char *rest_of(const char *arn)
{
    for (int colons = 0; *arn && colons < SG_ARN_COLONS; arn++)
        colons += *arn == ':';
    return arn;
}

/* A wildcard in the position of the name can match any name that AWS makes up. */
static bool matches_made_up(const char *pattern, const struct sg_lint_question *q)
{
    const char *rest = rest_of(pattern), *own = rest_of(q->arn.start);
    size_t lead = (size_t)(q->made_up - own);
    if (strncmp(rest, own, lead) != 0)
        return strcspn(rest, "*?") < lead;
    size_t name = strcspn(rest + lead, "/:");
    return strcspn(rest + lead, "*?") < name;
}

/* The ARN of another resource of the template is not that of this one, whatever names AWS makes up. */
static bool names_a_resource(struct sg_lint *l, const struct sg_node *value)
{
    struct sg_strings names = {0};
    sg_add_mentions(l->arena, value, &names);
    for (size_t i = 0; i < names.count; i++)
        if (sg_find_resource(l->template, sg_copy_bytes(l->arena, names.items[i], strcspn(names.items[i], "."))))
            return true;
    return false;
}

/* The texts before the first wildcard of either usually decide, and are cheap to compare. */
static bool begins_alike(const char *x, const char *y)
{
    for (; *x == *y && *x; x++, y++)
        if (*x == '*' || *x == '?')
            return true;
    return *x == *y || strchr("*?", *x ? *x : '.') || strchr("*?", *y ? *y : '.');
}

static bool matches(struct sg_lint *l, struct sg_lint_wildcard *w, const struct sg_iam_text *arn)
{
    static const struct sg_iam_request nothing = {.asks = SG_ASKS_ANY};
    if (!begins_alike(w->text, arn->start))
        return false;
    if (!w->pattern) {
        w->pattern = sg_new(l->arena, struct sg_iam_pattern);
        sg_iam_resource_pattern(l->arena, sg_iam_complete_arn(l->arena, w->text), false, w->pattern);
    }
    return sg_iam_resource_match(w->pattern, arn, SG_REACHES, &nothing) == SG_MATCHES;
}

static bool matches_part(struct sg_lint *l, struct sg_lint_wildcard *w, const char *arn, const char *part)
{
    const struct sg_iam_text longer = read_arn(sg_concat(l->arena, arn, part));
    return matches(l, w, &longer);
}

bool sg_lint_may_match(struct sg_lint *l, struct sg_lint_wildcard *w, const struct sg_lint_question *q)
{
    const char *arn = q->arn.start;
    size_t length = strlen(arn);
    if (strcmp(w->text, "*") == 0 || strcmp(arn, "*") == 0 || matches(l, w, &q->arn))
        return true;
    if (strncmp(w->text, arn, length) == 0)
        return w->text[length] == '/' || w->text[length] == ':';
    if (q->made_up && matches_made_up(w->text, q) && !names_a_resource(l, w->node))
        return true;
    bool within = strcspn(w->text, "*?") < length || strchr(arn, '*');
    return within && (matches_part(l, w, arn, "/*") || matches_part(l, w, arn, ":*"));
}
