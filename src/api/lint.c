#include <samgen/samgen.h>

#include "lint/fix.h"
#include "sam/nested.h"
#include "yaml/diff.h"
#include "yaml/load.h"

#include <string.h>

#include "api/lint_internal.h"

/* Words of templates: the first two of those that cannot be read, the third of all. */
#define TRANSFORM "AWS::Serverless-2016-10-31"
#define VERSION "AWSTemplateFormatVersion"
#define RESOURCES "Resources"

/* ---- Templates ---- */

static bool has_words(const struct sg_source *source, const char *words)
{
    size_t length = strlen(words);
    const char *p = source->bytes, *end = source->bytes + source->length;
    while ((size_t)(end - p) >= length && (p = memchr(p, *words, (size_t)(end - p) - length + 1))) {
        if (memcmp(p, words, length) == 0)
            return true;
        p++;
    }
    return false;
}

/* A text that cannot be read counts as a template if it has a word of one. */
static bool is_template(const struct sg_lint *lint)
{
    if (lint->root)
        return lint->kind == SAMGEN_LINT_TEMPLATE;
    return has_words(lint->source, TRANSFORM) || has_words(lint->source, VERSION);
}

static bool is_readable(const struct sg_lint *lint)
{
    return sg_yaml_load(lint->arena, lint->source, SG_ALIASES_RESOLVED, NULL) != NULL;
}

/* Finds what the settings select. False after reporting faults of the catalog or the settings. */
static bool look(struct samgen *samgen, struct sg_lint *lint, const struct samgen_lint_settings *settings,
                 struct sg_findings *findings)
{
    struct sg_lint_filter filter;
    if (!sg_api_lint_filter(samgen, settings, &filter, findings))
        return false;
    lint->read_code = settings->code ? sg_api_lint_code : NULL;
    if (settings->only_templates && !has_words(lint->source, RESOURCES) && is_readable(lint))
        return true;
    if (!sg_lint_template(lint, findings))
        return false;
    if (settings->only_templates && lint->root && !is_template(lint)) {
        lint->first = lint->last = NULL;
        lint->count = 0;
    }
    sg_lint_use_filter(lint, &filter);
    return true;
}

/* ---- Reports ---- */

static const struct samgen_fix *public_fix(struct samgen *samgen, const struct sg_splice *splice,
                                           struct sg_cursor cursor)
{
    if (!splice)
        return NULL;
    struct samgen_fix *fix = sg_new(samgen->arena, struct samgen_fix);
    struct sg_position start = sg_locate_next(&cursor, splice->start), end = sg_locate_next(&cursor, splice->end);
    *fix = (struct samgen_fix){.line = start.line,
                               .column = start.column,
                               .end_line = end.line,
                               .end_column = end.column,
                               .text = splice->text};
    return fix;
}

/* The grants of an offer; each names the resource by its option of that kind. */
static void add_grants(struct samgen *samgen, const struct sg_lint_offer *offer, struct samgen_lint_finding *finding)
{
    struct sg_arena *a = samgen->arena;
    struct samgen_grant *grants = sg_new_array(a, struct samgen_grant, offer->count);
    struct samgen_option *options = sg_new_array(a, struct samgen_option, offer->count);
    for (size_t i = 0; i < offer->count; i++) {
        const struct sg_grant *grant = sg_find_grant(samgen->catalog, offer->grants[i], NULL);
        const struct sg_option *option = grant ? grant->options.items : NULL;
        size_t left = grant ? grant->options.count : 0;
        while (left && strcmp(option->kind->name, offer->kind->name) != 0)
            option++, left--;
        if (!left)
            continue;
        options[i] = (struct samgen_option){option->name, sg_format(a, "${%s}", offer->id)};
        grants[finding->grant_count++] = (struct samgen_grant){grant->name, &options[i], 1};
    }
    finding->grants = grants;
    finding->grant_to = sg_copy(a, offer->to);
}

/* Findings on one line share its text: a JSON template may be one single line. */
static const char *text_of_line(struct samgen *samgen, const struct sg_source *source, struct sg_position place,
                                const struct samgen_lint_finding *before)
{
    if (before && before->line == place.line)
        return before->source_line;
    return sg_copy_bytes(samgen->arena, source->bytes + place.line_start, place.line_end - place.line_start);
}

/* `before`: the previous finding, or NULL. */
static struct samgen_lint_finding to_public(struct samgen *samgen, const struct sg_lint_finding *f,
                                            struct sg_cursor *cursor, const struct samgen_lint_finding *before)
{
    const struct sg_source *source = cursor->source;
    struct sg_position start = sg_locate_next(cursor, f->start);
    struct sg_cursor from_start = *cursor;
    struct sg_position end = sg_locate_next(&from_start, f->end > f->start ? f->end : f->start);
    return (struct samgen_lint_finding){
        .rule = f->rule->code,
        .severity = sg_lint_severity(f),
        .file = source->name,
        .line = start.line,
        .column = start.column,
        .end_line = end.line,
        .end_column = end.column,
        .resource = f->resource,
        .path = f->path,
        .message = f->message,
        .fix = public_fix(samgen, f->fix, *cursor),
        .source_line = text_of_line(samgen, source, start, before),
    };
}

static void list_nested(struct samgen *samgen, const struct sg_template *t, struct samgen_lint_report *report)
{
    struct sg_strings paths = {0};
    struct sg_nested nested;
    for (size_t i = 0; i < t->count; i++)
        if (sg_is_nested(t, &t->resources[i], &nested) && nested.path)
            sg_push_once(samgen->arena, &paths, sg_api_beside(samgen->arena, t->source->name, nested.path));
    report->nested = paths.items;
    report->nested_count = paths.count;
}

enum samgen_status samgen_lint(struct samgen *samgen, const struct samgen_input *input,
                               const struct samgen_lint_settings *settings, struct samgen_lint_report *report,
                               struct samgen_result *result)
{
    struct sg_findings findings = {.arena = samgen->arena};
    struct sg_lint lint = {.arena = samgen->arena,
                           .catalog = samgen->catalog,
                           .source = sg_api_input_source(samgen, input),
                           .no_fixes = settings->no_fixes};
    *result = (struct samgen_result){0};
    *report = (struct samgen_lint_report){0};
    if (!look(samgen, &lint, settings, &findings)) {
        sg_api_publish(samgen, &findings, result);
        return SAMGEN_BAD_INPUT;
    }
    struct samgen_lint_finding *items = sg_new_array(samgen->arena, struct samgen_lint_finding, lint.count);
    struct sg_cursor cursor = {.source = lint.source};
    for (const struct sg_lint_finding *f = lint.first; f; f = f->next) {
        size_t n = report->finding_count++;
        items[n] = to_public(samgen, f, &cursor, n ? &items[n - 1] : NULL);
        if (f->offer)
            add_grants(samgen, f->offer, &items[n]);
    }
    report->findings = items;
    if (lint.template)
        list_nested(samgen, lint.template, report);
    report->file = lint.source->name;
    report->kind = is_template(&lint) ? SAMGEN_LINT_TEMPLATE : lint.kind;
    return SAMGEN_OK;
}

/* ---- Fixes ---- */

#define ROUNDS_MOST 10 /* fixes that overlap others wait for a later round */

/* One edit that turns the old text into the new one. */
static struct sg_edit edit_between(struct sg_arena *a, const struct sg_source *old, const struct sg_source *made,
                                   const struct sg_node *root)
{
    struct sg_edit edit = sg_edit_new(a, old, root);
    size_t least = old->length < made->length ? old->length : made->length, start = 0, end = 0;
    while (start < least && old->bytes[start] == made->bytes[start])
        start++;
    while (end < least - start && old->bytes[old->length - end - 1] == made->bytes[made->length - end - 1])
        end++;
    sg_edit_splice(&edit, start, old->length - end, sg_copy_bytes(a, made->bytes + start, made->length - end - start));
    (void)sg_edit_finish(&edit);
    return edit;
}

struct fixing {
    struct samgen *samgen;
    const struct samgen_lint_settings *settings;
    struct sg_source text; /* with the fixes of all rounds so far */
    struct sg_edit edit;   /* of the last round */
    size_t rounds, fixed;
};

/* Makes the fixes of one round. False when there are none, and after reporting. */
static bool fix_once(struct fixing *m, struct sg_findings *findings)
{
    struct sg_arena *a = m->samgen->arena;
    struct sg_source *source = sg_new(a, struct sg_source);
    *source = m->text;
    struct sg_lint lint = {.arena = a, .catalog = m->samgen->catalog, .source = source};
    if (!look(m->samgen, &lint, m->settings, findings))
        return false;
    const struct sg_node *root = lint.template ? sg_yaml_load(a, source, SG_ALIASES_RESOLVED, findings) : NULL;
    if (!root)
        return false;
    struct sg_edit edit = sg_edit_new(a, source, root);
    size_t count = sg_lint_put_fixes(&lint, &edit);
    if (!count)
        return false;
    struct sg_source made = sg_edit_finish(&edit);
    struct sg_findings refused = {.arena = a};
    if (!sg_yaml_load(a, &made, SG_ALIASES_RESOLVED, &refused))
        return sg_fail(findings, (struct sg_origin){0}, "%s: the text with the fixes cannot be read, so no fix is made",
                       source->name);
    m->text = made;
    m->edit = edit;
    m->fixed += count;
    m->rounds++;
    return true;
}

static const char *diff_of(struct fixing *m, const struct sg_source *old)
{
    struct sg_arena *a = m->samgen->arena;
    struct sg_buffer diff = sg_buffer_new(a, SG_BUFFER_MOST);
    if (m->rounds > 1)
        m->edit = edit_between(a, old, &m->text, sg_yaml_load(a, old, SG_ALIASES_RESOLVED, NULL));
    if (m->rounds)
        sg_yaml_write_diff(&diff, &m->edit);
    return diff.text;
}

enum samgen_status samgen_lint_fix(struct samgen *samgen, const struct samgen_input *template,
                                   const struct samgen_lint_settings *settings, struct samgen_change *change,
                                   size_t *fixed, struct samgen_result *result)
{
    struct sg_findings findings = {.arena = samgen->arena};
    const struct sg_source *source = sg_api_input_source(samgen, template);
    struct fixing m = {.samgen = samgen, .settings = settings, .text = *source};
    *result = (struct samgen_result){0};
    *change = (struct samgen_change){0};
    while (m.rounds < ROUNDS_MOST && fix_once(&m, &findings))
        ;
    *fixed = findings.errors ? 0 : m.fixed;
    sg_api_publish(samgen, &findings, result);
    if (findings.errors)
        return SAMGEN_BAD_INPUT;
    *change = (struct samgen_change){
        .changed = m.rounds > 0, .text = m.text.bytes, .length = m.text.length, .diff = diff_of(&m, source)};
    return SAMGEN_OK;
}
