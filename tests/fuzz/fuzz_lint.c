/*
 * Bytes as a template that all rules check. The findings are in order, at positions of the text, and the same each
 * time; a baseline of them as JSON leaves none. The fixed text can be read, has no finding with a fix, and a second fix
 * changes nothing.
 */
#include "result.h"

#include "api/lint_internal.h"
#include "apply_text.h"

static const struct samgen_lint_settings all_rules;
static struct samgen *samgen;

static struct samgen_lint_report lint(struct text text, const struct samgen_lint_settings *settings)
{
    const struct samgen_input input = {.name = "t.yaml", .bytes = text.bytes, .length = text.length};
    struct samgen_lint_report report;
    struct samgen_result result;
    MUST(samgen_lint(samgen, &input, settings, &report, &result) == SAMGEN_OK);
    MUST(result.finding_count == 0);
    return report;
}

/* ---- Positions ---- */

/* The start of each line, after CR, LF or CRLF, or a byte order mark; then the end of the text. */
struct starts {
    size_t *items, count;
};

static struct starts starts_of(struct text text)
{
    struct starts starts = {.items = sg_new_array(samgen->arena, size_t, text.length + 2), .count = 1};
    if (text.length >= 3 && memcmp(text.bytes, "\xEF\xBB\xBF", 3) == 0)
        starts.items[0] = 3;
    for (size_t i = 0; i < text.length; i++) {
        bool first_half = text.bytes[i] == '\r' && i + 1 < text.length && text.bytes[i + 1] == '\n';
        if ((text.bytes[i] == '\n' || text.bytes[i] == '\r') && !first_half)
            starts.items[starts.count++] = i + 1;
    }
    starts.items[starts.count] = text.length;
    return starts;
}

/* A column can be one after the last character of its line. */
static void check_place(const struct starts *starts, size_t line, size_t column)
{
    MUST(line >= 1 && line <= starts->count && column >= 1);
    MUST(column <= starts->items[line] - starts->items[line - 1] + 1);
}

static bool is_ordered(size_t line, size_t column, size_t end_line, size_t end_column)
{
    return line < end_line || (line == end_line && column <= end_column);
}

static void check_lint_finding(struct text text, const struct starts *starts, const struct samgen_lint_finding *f)
{
    MUST(*f->message && strncmp(f->rule, "SG", 2) == 0);
    check_text(f->message, false);
    check_place(starts, f->line, f->column);
    check_place(starts, f->end_line, f->end_column);
    MUST(is_ordered(f->line, f->column, f->end_line, f->end_column));
    size_t length = strlen(f->source_line), start = starts->items[f->line - 1];
    MUST(length <= text.length - start && memcmp(f->source_line, text.bytes + start, length) == 0);
    MUST(!strpbrk(f->source_line, "\r\n"));
    if (!f->fix)
        return;
    check_place(starts, f->fix->line, f->fix->column);
    check_place(starts, f->fix->end_line, f->fix->end_column);
    MUST(is_ordered(f->fix->line, f->fix->column, f->fix->end_line, f->fix->end_column));
}

static int compare(const struct samgen_lint_finding *x, const struct samgen_lint_finding *y)
{
    if (x->line != y->line)
        return x->line < y->line ? -1 : 1;
    if (x->column != y->column)
        return x->column < y->column ? -1 : 1;
    int order = strcmp(x->rule, y->rule);
    return order ? order : strcmp(x->message, y->message);
}

static void check_report(struct text text, const struct samgen_lint_report *report)
{
    const struct starts starts = starts_of(text);
    for (size_t i = 0; i < report->finding_count; i++) {
        check_lint_finding(text, &starts, &report->findings[i]);
        MUST(i == 0 || compare(&report->findings[i - 1], &report->findings[i]) < 0); /* no duplicates */
    }
}

/* ---- What is written ---- */

static const char *written(enum samgen_lint_format format, const struct samgen_lint_report *report)
{
    struct samgen_lint_frame frame;
    samgen_lint_frame(samgen, format, &frame);
    const char *text = samgen_lint_write(samgen, format, report);
    MUST(!text == !report->finding_count);
    text = sg_format(samgen->arena, "%s%s%s%s%s", frame.begin, text ? frame.first : "", text ? text : "",
                     text ? frame.last : "", frame.end);
    check_text(text, true);
    return text;
}

static void check_is_json(const char *text)
{
    json_t *json = json_loads(text, JSON_REJECT_DUPLICATES, NULL);
    MUST(json != NULL);
    json_decref(json);
}

static void check_baseline(struct text text, const char *json)
{
    struct sg_findings findings = {.arena = samgen->arena};
    const struct sg_source source = {.name = "baseline.json", .bytes = json, .length = strlen(json)};
    const struct sg_lint_baseline *inner = sg_lint_baseline_read(samgen->arena, &source, &findings);
    MUST(inner && !findings.first);
    const struct samgen_baseline baseline = {.inner = *inner};
    const struct samgen_lint_settings settings = {.baseline = &baseline};
    MUST(lint(text, &settings).finding_count == 0);
}

/* ---- Fixes ---- */

static struct samgen_change fix(struct text text, size_t *fixed)
{
    const struct samgen_input input = {.name = "t.yaml", .bytes = text.bytes, .length = text.length};
    struct samgen_change change;
    struct samgen_result result;
    MUST(samgen_lint_fix(samgen, &input, &all_rules, &change, fixed, &result) == SAMGEN_OK);
    MUST(change.changed == (*fixed > 0) && change.changed == (*change.diff != '\0'));
    return change;
}

static void check_fixed(struct text old, const struct samgen_lint_report *before)
{
    size_t fixed, again, possible = 0;
    for (size_t i = 0; i < before->finding_count; i++)
        possible += before->findings[i].fix != NULL;
    const struct samgen_change change = fix(old, &fixed);
    const struct text made = {change.text, change.length};
    MUST(change.changed == (possible > 0));
    if (!change.changed) {
        MUST(made.length == old.length && memcmp(made.bytes, old.bytes, old.length) == 0);
        return;
    }
    check_diff(samgen->arena, change.diff, old, made);
    struct sg_findings silent = {.arena = samgen->arena};
    const struct sg_source source = {.name = "made", .bytes = made.bytes, .length = made.length};
    MUST(sg_yaml_load(samgen->arena, &source, SG_ALIASES_RESOLVED, &silent) != NULL);
    const struct samgen_lint_report after = lint(made, &all_rules);
    check_report(made, &after);
    for (size_t i = 0; i < after.finding_count; i++)
        MUST(!after.findings[i].fix);
    MUST(!fix(made, &again).changed);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const struct text text = {(const char *)data, size};
    begin_run(&samgen);
    const struct samgen_lint_report report = lint(text, &all_rules);
    check_report(text, &report);
    const char *json = written(SAMGEN_LINT_JSON, &report);
    const struct samgen_lint_report again = lint(text, &all_rules);
    MUST(strcmp(written(SAMGEN_LINT_JSON, &again), json) == 0);
    check_is_json(json);
    check_is_json(written(SAMGEN_LINT_SARIF, &report));
    (void)written(SAMGEN_LINT_GITHUB, &report);
    check_baseline(text, json);
    check_fixed(text, &report);
    return 0;
}
