#include "lint/filter.h"

#include "lint/comment_internal.h"

#include <string.h>

static bool begins_a_code(const struct sg_rules *rules, const char *text)
{
    for (size_t i = 0; *text && i < rules->count; i++)
        if (sg_starts_with(rules->items[i].code, text))
            return true;
    return false;
}

static bool unknown_code(struct sg_arena *a, const struct sg_rules *rules, const char *code, struct sg_origin origin,
                         struct sg_findings *findings)
{
    struct sg_strings known = {0};
    for (size_t i = 0; i < rules->count; i++)
        sg_push(a, &known, rules->items[i].code);
    const char *near = sg_nearest(code, &known);
    if (near)
        return sg_fail(findings, origin, "no rule has the code \"%s\"; did you mean %s?", code, near);
    return sg_fail(findings, origin,
                   "no rule has the code \"%s\"; write a code such as %s, or %.3s for every code that "
                   "begins so",
                   code, rules->items[0].code, rules->items[0].code);
}

bool sg_lint_add_codes(struct sg_arena *a, const struct sg_rules *rules, const char *text, struct sg_origin origin,
                       struct sg_strings *codes, struct sg_findings *findings)
{
    bool ok = true;
    for (const char *p = text;; p++) {
        p += strspn(p, " \t");
        size_t length = strcspn(p, ",");
        size_t own = length;
        while (own && strchr(" \t", p[own - 1]))
            own--;
        const char *code = sg_copy_bytes(a, p, own);
        if (begins_a_code(rules, code))
            sg_push_once(a, codes, code);
        else
            ok = unknown_code(a, rules, code, origin, findings);
        p += length;
        if (!*p)
            return ok;
    }
}

bool sg_lint_find_severity(const char *name, struct sg_origin origin, enum samgen_severity *severity,
                           struct sg_findings *findings)
{
    return sg_severity_of(name, severity) ||
           sg_fail(findings, origin, "\"%s\" is not one of error, warning, info", name);
}

static bool have_code(const struct sg_strings *codes, const char *code)
{
    for (size_t i = 0; i < codes->count; i++)
        if (sg_starts_with(code, codes->items[i]))
            return true;
    return false;
}

static bool counts(const struct sg_lint *l, const struct sg_lint_filter *choice, const struct sg_lint_finding *finding)
{
    const char *code = finding->rule->code;
    return finding->rule->severity <= choice->least && !have_code(&choice->ignore, code) &&
           (!choice->select.count || have_code(&choice->select, code)) &&
           !(choice->baseline && sg_lint_baseline_has(l->arena, choice->baseline, l->source->name, finding));
}

void sg_lint_use_filter(struct sg_lint *l, const struct sg_lint_filter *choice)
{
    struct sg_excuses excuses = sg_lint_read_excuses(l->arena, l->source);
    struct sg_lint_finding **link = &l->first;
    l->last = NULL;
    while (*link) {
        struct sg_lint_finding *finding = *link;
        if (!counts(l, choice, finding) || sg_lint_is_excused(&excuses, finding)) {
            *link = finding->next;
            l->count--;
        } else {
            l->last = finding;
            link = &finding->next;
        }
    }
}
