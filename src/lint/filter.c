#include "lint/filter.h"

#include "lint/comment_internal.h"
#include "lint/finding_internal.h"
#include "yaml/fields.h"
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

static bool counts(const struct sg_lint_filter *filter, const struct sg_lint_excuses *excuses,
                   const struct sg_lint_finding *finding)
{
    const char *code = finding->rule->code;
    return sg_lint_severity(finding) <= filter->least && !have_code(&filter->ignore, code) &&
           (!filter->select.count || have_code(&filter->select, code)) && !sg_lint_is_excused(excuses, finding);
}

/* The list of findings that is made of the old one. */
struct kept {
    struct sg_lint_finding *first, **link, *last;
    size_t count;
};

static void keep(struct kept *kept, struct sg_lint_finding *finding)
{
    *kept->link = kept->last = finding;
    kept->link = &finding->next;
    kept->count++;
}

/*
 * The first finding with this message, if the rule is shown once a file. Few messages of such rules differ in a file.
 */
static struct sg_lint_finding *first_of(struct sg_lint_finding *first, const struct sg_lint_finding *finding)
{
    while (first && (first->rule != finding->rule || strcmp(first->message, finding->message) != 0))
        first = first->next;
    return first;
}

static struct kept keep_counting(struct sg_lint *l, const struct sg_lint_filter *filter)
{
    struct sg_lint_excuses excuses = sg_lint_read_excuses(l->arena, l->source);
    struct kept kept = {0};
    kept.link = &kept.first;
    for (struct sg_lint_finding *f = l->first, *next; f; f = next) {
        next = f->next;
        if (!counts(filter, &excuses, f))
            continue;
        *kept.link = NULL;
        struct sg_lint_finding *first = f->rule->once ? first_of(kept.first, f) : NULL;
        if (!first) {
            keep(&kept, f);
            continue;
        }
        f->same = first->same;
        first->same = f;
    }
    *kept.link = NULL;
    return kept;
}

static const char *with_count(struct sg_lint *l, const struct sg_lint_finding *finding)
{
    size_t others = 0;
    for (const struct sg_lint_finding *same = finding->same; same; same = same->same)
        others++;
    return others ? sg_format(l->arena, "%s (%zu more in this file)", finding->message, others) : finding->message;
}

void sg_lint_use_filter(struct sg_lint *l, const struct sg_lint_filter *filter)
{
    struct kept all = keep_counting(l, filter), kept = {0};
    kept.link = &l->first;
    l->first = NULL;
    for (struct sg_lint_finding *f = all.first, *next; f; f = next) {
        next = f->next;
        f->path = sg_lint_path(l, f);
        f->message = with_count(l, f);
        if (!filter->baseline || !sg_lint_baseline_has(l->arena, filter->baseline, l->source->name, f))
            keep(&kept, f);
    }
    *kept.link = NULL;
    l->last = kept.last;
    l->count = kept.count;
}

/* ---- .samgen.yaml ---- */

/* Other commands can have a section beside `lint`. */
enum { FILE_KEYS, LINT_KEYS };

static const struct sg_field file_fields[] = {
    KEY_OF_MAP_OR_NONE("lint", LINT_KEYS),
    END,
};

static const struct sg_field lint_fields[] = {
    KEY_OR_NONE("select", TEXTS),
    KEY_OR_NONE("ignore", TEXTS),
    KEY_OR_NONE("exclude", TEXTS),
    KEY_OR_NONE("severity", TEXT),
    END,
};

const struct sg_field *sg_lint_settings_keys(void)
{
    return lint_fields;
}

static struct sg_shape shape_of(unsigned number)
{
    return (struct sg_shape){.fields = number == FILE_KEYS ? file_fields : lint_fields};
}

/* The codes of a list. Reports each wrong one at its position. */
static bool read_codes(struct sg_arena *a, const struct sg_rules *rules, const struct sg_source *source,
                       const struct sg_node *list, struct sg_strings *codes, struct sg_findings *findings)
{
    struct sg_strings checked = {0};
    bool ok = true;
    for (const struct sg_node *item = list ? list->first : NULL; item; item = item->next) {
        const struct sg_origin origin = {.source = source, .offset = item->start};
        sg_push(a, codes, item->text);
        ok = sg_lint_add_codes(a, rules, item->text, origin, &checked, findings) && ok;
    }
    return ok;
}

bool sg_lint_read_settings(struct sg_arena *a, const struct sg_rules *rules, const struct sg_source *source,
                           struct sg_lint_settings *settings, struct sg_findings *findings)
{
    enum samgen_severity severity;
    *settings = (struct sg_lint_settings){0};
    const struct sg_node *root = sg_yaml_load(a, source, SG_ALIASES_REFUSED, findings);
    if (!root || !sg_schema_walk(source, "the file", root, shape_of, FILE_KEYS, findings))
        return false;
    const struct sg_node *lint = sg_get(root, "lint");
    bool ok = read_codes(a, rules, source, sg_get(lint, "select"), &settings->select, findings);
    ok = read_codes(a, rules, source, sg_get(lint, "ignore"), &settings->ignore, findings) && ok;
    const struct sg_node *exclude = sg_get(lint, "exclude");
    for (const struct sg_node *item = exclude ? exclude->first : NULL; item; item = item->next)
        sg_push(a, &settings->exclude, item->text);
    settings->severity = sg_get_text(lint, "severity");
    if (!settings->severity)
        return ok;
    const struct sg_origin origin = {.source = source, .offset = sg_get(lint, "severity")->start};
    return sg_lint_find_severity(settings->severity, origin, &severity, findings) && ok;
}
