#include "serve/session_internal.h"

#include "yaml/load.h"

#include <string.h>

/* The severities of the protocol. */
static int severity_number(enum samgen_severity severity)
{
    switch (severity) {
    case SAMGEN_ERROR:
        return 1;
    case SAMGEN_WARNING:
        return 2;
    case SAMGEN_NOTE:
        return 3;
    }
    return 1;
}

static json_t *diagnostic(struct sg_place start, struct sg_place end, enum samgen_severity severity,
                          const char *message)
{
    return json_pack("{s:{s:o, s:o}, s:i, s:s, s:s}", "range", "start", sg_place_json(start), "end", sg_place_json(end),
                     "severity", severity_number(severity), "source", "samgen", "message", message);
}

/* ---- Settings ---- */

static const char *folder_of_path(struct sg_arena *a, const char *path)
{
    const char *slash = strrchr(path, '/');
    if (!slash)
        return ".";
    return slash == path ? "/" : sg_copy_bytes(a, path, (size_t)(slash - path));
}

/*
 * Reads the settings for a path. They are all zero without a settings file, and with a faulty one, whose faults are
 * reported in its own document. Returns false when the settings exclude the path.
 */
static bool read_settings(struct sg_session *s, const char *path, struct samgen_lint_settings *settings)
{
    struct sg_arena *a = sg_api_arena(s->samgen);
    const char *top = sg_folder_of(s, path);
    const char *file = samgen_lint_find_settings(s->samgen, folder_of_path(a, path), top ? top : "."), *error;
    struct samgen_input input;
    struct samgen_result result;
    *settings = (struct samgen_lint_settings){0};
    if (!file || samgen_read_file(s->samgen, file, &input, &error) != SAMGEN_OK)
        return true;
    samgen_lint_read_settings(s->samgen, &input, settings, &result);
    size_t length = strlen(folder_of_path(a, file));
    bool below = strncmp(path, file, length) == 0 && path[length] == '/';
    return !below || !samgen_lint_excludes(settings->exclude, settings->exclude_count, path + length + 1, false);
}

/* ---- Templates ---- */

bool sg_check_document(struct sg_session *s, struct sg_document *d, const struct samgen_lint_settings **settings,
                       struct samgen_lint_report *report)
{
    const struct samgen_input input = {.name = d->path, .bytes = d->text.bytes, .length = d->text.length};
    struct samgen_result result;
    struct samgen_lint_settings *own = sg_new(sg_api_arena(s->samgen), struct samgen_lint_settings);
    *settings = own;
    if (!read_settings(s, d->path, own))
        return false;
    clock_t start = clock();
    own->code = !d->slow_code;
    if (samgen_lint(s->samgen, &input, own, report, &result) != SAMGEN_OK)
        return false;
    sg_document_note_time(d, start);
    d->ours = d->ours || report->kind != SAMGEN_LINT_OTHER;
    return d->ours;
}

static const char *page_of(const struct samgen_rule *rules, size_t count, const char *code)
{
    for (size_t i = 0; i < count; i++)
        if (strcmp(rules[i].code, code) == 0)
            return rules[i].page;
    return NULL;
}

static json_t *check_template(struct sg_session *s, struct sg_document *d)
{
    json_t *list = json_array();
    const struct samgen_lint_settings *settings;
    struct samgen_lint_report report;
    const struct samgen_rule *rules;
    struct sg_place_reader reader = {.text = d->text};
    if (!sg_check_document(s, d, &settings, &report))
        return list;
    size_t rule_count = samgen_rules(s->samgen, &rules);
    for (size_t i = 0; i < report.finding_count; i++) {
        const struct samgen_lint_finding *f = &report.findings[i];
        struct sg_place start = sg_read_place(&reader, f->line, f->column);
        struct sg_place_reader ahead = reader;
        json_t *item = diagnostic(start, sg_read_place(&ahead, f->end_line, f->end_column), f->severity, f->message);
        const char *page = page_of(rules, rule_count, f->rule);
        json_object_set_new(item, "code", json_string(f->rule));
        if (page)
            json_object_set_new(item, "codeDescription", json_pack("{s:s}", "href", page));
        json_array_append_new(list, item);
    }
    return list;
}

/* ---- Specs and settings ---- */

static json_t *findings_of(struct sg_document *d, const struct samgen_result *result)
{
    json_t *list = json_array();
    struct sg_place_reader reader = {.text = d->text};
    for (size_t i = 0; i < result->finding_count; i++) {
        const struct samgen_finding *f = &result->findings[i];
        struct sg_place start = {0}, end = {0};
        if (!f->line && f->severity == SAMGEN_NOTE)
            continue; /* it is about what is generated */
        if (f->line) {
            start = sg_read_place(&reader, f->line, f->column);
            end = start;
            end.character += f->source_line[0] ? 1 : 0;
        }
        json_array_append_new(list, diagnostic(start, end, f->severity, f->message));
    }
    return list;
}

static json_t *check_spec(struct sg_session *s, struct sg_document *d)
{
    const struct samgen_input input = {.name = d->path, .bytes = d->text.bytes, .length = d->text.length};
    const struct samgen_settings settings = {.with_places = true};
    struct samgen_result result;
    samgen_generate_spec(s->samgen, &input, NULL, &settings, &result);
    return findings_of(d, &result);
}

static json_t *check_settings(struct sg_session *s, struct sg_document *d)
{
    const struct samgen_input input = {.name = d->path, .bytes = d->text.bytes, .length = d->text.length};
    struct samgen_lint_settings settings;
    struct samgen_result result;
    samgen_lint_read_settings(s->samgen, &input, &settings, &result);
    return findings_of(d, &result);
}

/* A spec can have any name: it has a list of functions, each with a name, and what they need or are expected to do. */
static bool looks_like_spec(const struct sg_node *root)
{
    static const char *const keys[] = {"grants", "statements", "invoked-by", "expect"};
    const struct sg_node *functions = sg_get(root, "functions");
    const struct sg_node *function = functions && functions->type == SG_LIST ? functions->first : NULL;
    bool has_key = false;
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        has_key = has_key || sg_get(function, keys[i]);
    return has_key && sg_get_text(function, "name");
}

void sg_name_kind(struct sg_document *d)
{
    if (d->kind == SG_DOCUMENT_TEMPLATE && sg_document_read(d) && looks_like_spec(d->good))
        d->kind = SG_DOCUMENT_SPEC;
}

void sg_publish(struct sg_session *s, struct sg_document *d)
{
    static json_t *(*const checks[])(struct sg_session *, struct sg_document *) = {
        [SG_DOCUMENT_TEMPLATE] = check_template,
        [SG_DOCUMENT_SPEC] = check_spec,
        [SG_DOCUMENT_SETTINGS] = check_settings,
    };
    json_t *list = checks[d->kind](s, d);
    sg_notify(s, "textDocument/publishDiagnostics",
              json_pack("{s:s, s:I, s:o}", "uri", d->uri, "version", d->version, "diagnostics", list));
    samgen_release(s->samgen);
    sg_document_read(d);
}
