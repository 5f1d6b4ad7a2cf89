#include "lint/filter.h"

#include "catalog/fields.h"
#include "lint/comment_internal.h"
#include "lint/finding_internal.h"
#include "yaml/typed.h"

#include <string.h>

static bool begins_a_code(const struct sg_rules *rules, const char *beginning)
{
    for (size_t i = 0; *beginning && i < rules->count; i++)
        if (sg_starts_with(rules->items[i].code, beginning))
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

bool sg_lint_add_codes(struct sg_arena *a, const struct sg_rules *rules, const char *list, struct sg_origin origin,
                       struct sg_strings *codes, struct sg_findings *findings)
{
    bool ok = true;
    for (const char *p = list;; p++) {
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

static bool counts(struct sg_lint *l, const struct sg_lint_filter *filter, const struct sg_excuses *excuses,
                   struct sg_lint_finding *finding)
{
    const char *code = finding->rule->code;
    if (finding->rule->severity > filter->least || have_code(&filter->ignore, code) ||
        (filter->select.count && !have_code(&filter->select, code)) || sg_lint_is_excused(excuses, finding))
        return false;
    finding->path = sg_lint_path(l, finding);
    return !(filter->baseline && sg_lint_baseline_has(l->arena, filter->baseline, l->source->name, finding));
}

void sg_lint_use_filter(struct sg_lint *l, const struct sg_lint_filter *filter)
{
    struct sg_excuses excuses = sg_lint_read_excuses(l->arena, l->source);
    struct sg_lint_finding **link = &l->first;
    l->last = NULL;
    while (*link) {
        struct sg_lint_finding *finding = *link;
        if (counts(l, filter, &excuses, finding)) {
            l->last = finding;
            link = &finding->next;
        } else {
            *link = finding->next;
            l->count--;
        }
    }
}

/* ---- .samgen.yaml ---- */

static const cyaml_schema_field_t lint_fields[] = {
    TEXTS("select", sg_lint_settings, select),
    TEXTS("ignore", sg_lint_settings, ignore),
    TEXT_OR_NONE("severity", sg_lint_settings, severity),
    CYAML_FIELD_END,
};

/* The whole file. Other commands can have a section beside `lint`. */
struct file_keys {
    struct sg_lint_settings *lint;
};

static const cyaml_schema_field_t file_fields[] = {
    CYAML_FIELD_MAPPING_PTR("lint", OPTIONAL, struct file_keys, lint, lint_fields),
    CYAML_FIELD_END,
};
static FILE_SCHEMA(file_schema, file_keys, file_fields);

/* Reports each wrong code of a list at its position. */
static bool check_codes(struct sg_arena *a, const struct sg_rules *rules, const struct sg_source *source,
                        const struct sg_node *list, struct sg_findings *findings)
{
    struct sg_strings codes = {0};
    bool ok = true;
    for (const struct sg_node *item = list ? list->first : NULL; item; item = item->next) {
        const struct sg_origin origin = {.source = source, .offset = item->start};
        ok = sg_lint_add_codes(a, rules, item->text, origin, &codes, findings) && ok;
    }
    return ok;
}

bool sg_lint_read_settings(struct sg_arena *a, const struct sg_rules *rules, const struct sg_source *source,
                           struct sg_lint_settings *settings, struct sg_findings *findings)
{
    void *data = NULL;
    enum samgen_severity severity;
    *settings = (struct sg_lint_settings){0};
    const struct sg_node *root = sg_typed_load(a, source, &file_schema, &data, findings);
    const struct file_keys *file = data;
    const struct sg_node *lint = root ? sg_get(root, "lint") : NULL;
    if (!root || !file)
        return false;
    if (file->lint)
        *settings = *file->lint;
    bool ok = check_codes(a, rules, source, sg_get(lint, "select"), findings);
    ok = check_codes(a, rules, source, sg_get(lint, "ignore"), findings) && ok;
    if (!settings->severity)
        return ok;
    const struct sg_origin origin = {.source = source, .offset = sg_get(lint, "severity")->start};
    return sg_lint_find_severity(settings->severity, origin, &severity, findings) && ok;
}
