/* The formats of lint: which there are, JSON, and the workflow commands of GitHub. */
#include "api/lint_format_internal.h"

#include "base/shown.h"
#include "yaml/tree.h"
#include "yaml/write.h"

#include <string.h>

/* ---- JSON ---- */

static struct sg_node *fix_in_json(struct sg_arena *a, const struct samgen_fix *fix)
{
    struct sg_node *map = sg_map(a);
    sg_put_number(a, map, "line", fix->line);
    sg_put_number(a, map, "column", fix->column);
    sg_put_number(a, map, "end_line", fix->end_line);
    sg_put_number(a, map, "end_column", fix->end_column);
    sg_put_text(a, map, "text", fix->text);
    return map;
}

static struct sg_node *finding_in_json(struct sg_arena *a, const struct samgen_lint_finding *f)
{
    struct sg_node *map = sg_map(a);
    sg_put_text(a, map, "rule", f->rule);
    sg_put_text(a, map, "severity", sg_severity_word(f->severity));
    sg_put_text(a, map, "file", f->file);
    sg_put_number(a, map, "line", f->line);
    sg_put_number(a, map, "column", f->column);
    sg_put_number(a, map, "end_line", f->end_line);
    sg_put_number(a, map, "end_column", f->end_column);
    sg_put_text(a, map, "resource", f->resource);
    sg_put_text(a, map, "path", f->path);
    sg_put_text(a, map, "message", f->message);
    if (f->fix)
        sg_put(a, map, "fix", fix_in_json(a, f->fix));
    else
        sg_put_plain(a, map, "fix", "null");
    return map;
}

static void add_json(struct samgen *samgen, struct sg_buffer *b, const struct samgen_lint_finding *f)
{
    sg_write_json_value(b, finding_in_json(samgen->arena, f), (struct sg_layout){.indent = 4, .step = SG_STEP});
}

static void add_json_line(struct samgen *samgen, struct sg_buffer *b, const struct samgen_lint_finding *f)
{
    sg_write_json_value(b, finding_in_json(samgen->arena, f), (struct sg_layout){.one_line = true});
    sg_add_char(b, '\n');
}

/* ---- Workflow commands of GitHub ---- */

static const char *const commands[] = {
    [SAMGEN_ERROR] = "error", [SAMGEN_WARNING] = "warning", [SAMGEN_NOTE] = "notice"};

/* Escapes the characters of `escaped`, and what a terminal cannot show. */
static void add_escaped(struct sg_buffer *b, const char *text, const char *escaped)
{
    for (size_t plain; *text; text += plain) {
        plain = strcspn(text, escaped);
        sg_add_shown(b, text, plain);
        for (; text[plain] && strchr(escaped, text[plain]); plain++)
            sg_add_format(b, "%%%02X", (unsigned)(unsigned char)text[plain]);
    }
}

static void add_command(struct samgen *samgen, struct sg_buffer *b, const struct samgen_lint_finding *f)
{
    (void)samgen;
    sg_add_format(b, "::%s file=", commands[f->severity]);
    add_escaped(b, f->file, "%\r\n:,");
    sg_add_format(b, ",line=%zu,col=%zu,endLine=%zu,endColumn=%zu,title=%s::", f->line, f->column, f->end_line,
                  f->end_column, f->rule);
    add_escaped(b, f->message, "%\r\n");
    sg_add_char(b, '\n');
}

/* ---- The whole ---- */

static const char *no_head(struct samgen *samgen)
{
    (void)samgen;
    return "";
}

/* A format writes each finding, or the report of each file; `head` is what comes before the rest of `frame`. */
static const struct {
    const char *(*head)(struct samgen *);
    struct samgen_lint_frame frame;
    void (*add_finding)(struct samgen *, struct sg_buffer *, const struct samgen_lint_finding *);
    void (*add_report)(struct samgen *, struct sg_buffer *, const struct samgen_lint_report *);
} formats[] = {
    [SAMGEN_LINT_JSON] = {no_head, {"{\n  \"findings\": [", "\n    ", ",\n    ", "\n  ", "]\n}\n"}, add_json, NULL},
    [SAMGEN_LINT_SARIF] = {sg_api_sarif_head,
                           {"", "\n        ", ",\n        ", "\n      ", "]\n    }\n  ]\n}\n"},
                           sg_api_sarif_add,
                           NULL},
    [SAMGEN_LINT_GITHUB] = {no_head, {"", "", "", "", ""}, add_command, NULL},
    [SAMGEN_LINT_JSON_LINES] = {no_head, {"", "", "", "", ""}, add_json_line, NULL},
    [SAMGEN_LINT_JUNIT] = {no_head,
                           {"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"samgen lint\">\n", "", "",
                            "", "</testsuites>\n"},
                           NULL,
                           sg_api_junit_add},
};

void samgen_lint_frame(struct samgen *samgen, enum samgen_lint_format format, struct samgen_lint_frame *frame)
{
    const char *head = formats[format].head(samgen);
    *frame = formats[format].frame;
    if (*head)
        frame->begin = head;
}

const char *samgen_lint_write(struct samgen *samgen, enum samgen_lint_format format,
                              const struct samgen_lint_report *report)
{
    struct sg_buffer b = sg_buffer_new(samgen->arena, SG_BUFFER_MOST);
    if (formats[format].add_report)
        formats[format].add_report(samgen, &b, report);
    for (size_t i = 0; formats[format].add_finding && i < report->finding_count; i++) {
        sg_add(&b, i ? formats[format].frame.between : "");
        formats[format].add_finding(samgen, &b, &report->findings[i]);
    }
    return b.length ? b.text : NULL;
}

const char *samgen_lint_write_rules(struct samgen *samgen)
{
    struct sg_arena *a = samgen->arena;
    struct sg_node *root = sg_map(a), *list = sg_list(a);
    const struct samgen_rule *rules;
    size_t count = samgen_rules(samgen, &rules);
    for (size_t i = 0; i < count; i++) {
        struct sg_node *map = sg_map(a);
        sg_put_text(a, map, "code", rules[i].code);
        sg_put_text(a, map, "severity", sg_severity_word(rules[i].severity));
        sg_put_text(a, map, "title", rules[i].title);
        sg_put_text(a, map, "why", rules[i].why);
        sg_put_text(a, map, "bad", rules[i].bad);
        sg_put_text(a, map, "good", rules[i].good);
        sg_put_text(a, map, "page", rules[i].page);
        sg_append(list, map);
    }
    sg_put(a, root, "rules", list);
    struct sg_buffer b = sg_buffer_new(a, SG_BUFFER_MOST);
    sg_write_json(&b, root, 0);
    return b.text;
}
