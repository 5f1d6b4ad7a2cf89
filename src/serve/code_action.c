#include "serve/session_internal.h"

#include "base/buffer.h"

#include <string.h>

/* ---- Edits ---- */

/* {changes: {URI: [{range, newText}]}} */
static json_t *edit_of(const struct sg_document *d, struct sg_place start, struct sg_place end, const char *text,
                       size_t length)
{
    json_t *edit = json_pack("{s:{s:o, s:o}, s:s%}", "range", "start", sg_place_json(start), "end", sg_place_json(end),
                             "newText", text, length);
    return json_pack("{s:{s:[o]}}", "changes", d->uri, edit);
}

/* The part of the text that differs in the new one, as an edit. */
static json_t *edit_to(const struct sg_document *d, const char *made, size_t length)
{
    const char *old = d->text.bytes;
    size_t least = d->text.length < length ? d->text.length : length, start = 0, end = 0;
    while (start < least && old[start] == made[start])
        start++;
    while (start > 0 && ((unsigned char)old[start] & 0xC0) == 0x80) /* not within a character */
        start--;
    while (end < least - start && old[d->text.length - end - 1] == made[length - end - 1])
        end++;
    while (end > 0 && ((unsigned char)made[length - end] & 0xC0) == 0x80)
        end--;
    return edit_of(d, sg_offset_place(d->text, start), sg_offset_place(d->text, d->text.length - end), made + start,
                   length - end - start);
}

/* ---- What is asked for ---- */

/* One request: which kinds it wants, and for which part of the text. */
struct asked {
    struct sg_session *session;
    struct sg_document *document;
    const json_t *context;
    struct sg_place start, end;
    json_t *actions;
};

/* A kind is asked for by itself, or by its beginning before a '.'. */
static bool wants(const struct asked *q, const char *kind)
{
    const json_t *only = json_object_get(q->context, "only"), *item;
    size_t i;
    if (!json_is_array(only))
        return true;
    json_array_foreach (only, i, item) {
        const char *said = json_is_string(item) ? json_string_value(item) : NULL;
        size_t length = said ? strlen(said) : 0;
        if (said && strncmp(kind, said, length) == 0 && (!kind[length] || kind[length] == '.' || !length))
            return true;
    }
    return false;
}

static bool is_before(struct sg_place x, struct sg_place y)
{
    return x.line < y.line || (x.line == y.line && x.character < y.character);
}

/* The diagnostic of the request that is this finding, or NULL. */
static json_t *diagnostic_of(const struct asked *q, const struct samgen_lint_finding *f, struct sg_place start)
{
    json_t *item;
    size_t i;
    json_array_foreach (json_object_get(q->context, "diagnostics"), i, item) {
        const char *code = json_string_value(json_object_get(item, "code"));
        struct sg_place at;
        if (code && strcmp(code, f->rule) == 0 &&
            sg_read_place_json(json_object_get(json_object_get(item, "range"), "start"), &at) &&
            at.line == start.line && at.character == start.character)
            return item;
    }
    return NULL;
}

static void add_action(struct asked *q, const char *title, const char *kind, json_t *diagnostic, json_t *edit)
{
    json_t *action = json_pack("{s:s, s:s, s:o}", "title", title, "kind", kind, "edit", edit);
    if (diagnostic)
        json_object_set_new(action, "diagnostics", json_pack("[O]", diagnostic));
    json_array_append_new(q->actions, action);
}

/* ---- Fixes of lint ---- */

/* The first line of the new text, cut where it is long. */
static const char *short_text(struct sg_arena *a, const char *text)
{
    enum { MOST = 60 };
    text += strspn(text, " \r\n");
    size_t length = strcspn(text, "\r\n"), cut = length < MOST ? length : MOST;
    while (cut < length && cut && ((unsigned char)text[cut] & 0xC0) == 0x80)
        cut--;
    bool whole = cut == length && !text[length + strspn(text + length, " \r\n")];
    return sg_format(a, "%.*s%s", (int)cut, text, whole ? "" : " ...");
}

static const char *title_of(struct sg_arena *a, const struct samgen_fix *fix)
{
    bool inserts = fix->line == fix->end_line && fix->column == fix->end_column;
    if (!fix->text[strspn(fix->text, " \r\n")])
        return "Remove this entry";
    return sg_format(a, inserts ? "Add %s" : "Replace with %s", short_text(a, fix->text));
}

static void add_fix(struct asked *q, const struct samgen_lint_finding *f, json_t *diagnostic)
{
    const struct samgen_fix *fix = f->fix;
    struct sg_place_reader reader = {.text = q->document->text};
    struct sg_place start = sg_read_place(&reader, fix->line, fix->column);
    struct sg_place end = sg_read_place(&reader, fix->end_line, fix->end_column);
    add_action(q, title_of(sg_api_arena(q->session->samgen), fix), "quickfix", diagnostic,
               edit_of(q->document, start, end, fix->text, strlen(fix->text)));
    json_object_set_new(json_array_get(q->actions, json_array_size(q->actions) - 1), "isPreferred", json_true());
}

/* ---- Grants ---- */

static void add_grant(struct asked *q, const struct samgen_lint_finding *f, const struct samgen_grant *grant,
                      json_t *diagnostic)
{
    struct samgen *samgen = q->session->samgen;
    const struct sg_document *d = q->document;
    const struct samgen_input input = {.name = d->path, .bytes = d->text.bytes, .length = d->text.length};
    const struct samgen_settings settings = {0};
    struct samgen_change change;
    struct samgen_result result;
    if (samgen_apply(samgen, &input, f->grant_to, grant, 1, &settings, &change, &result) != SAMGEN_OK ||
        !change.changed)
        return;
    const char *on = grant->option_count
                         ? sg_format(sg_api_arena(samgen), " on %.*s", (int)strlen(grant->options[0].value) - 3,
                                     grant->options[0].value + 2)
                         : "";
    add_action(q, sg_format(sg_api_arena(samgen), "Grant %s%s to %s", grant->name, on, f->grant_to), "quickfix",
               diagnostic, edit_to(d, change.text, change.length));
}

static void add_finding(struct asked *q, const struct samgen_lint_finding *f)
{
    struct sg_place_reader reader = {.text = q->document->text};
    struct sg_place start = sg_read_place(&reader, f->line, f->column);
    struct sg_place end = sg_read_place(&reader, f->end_line, f->end_column);
    if (is_before(end, q->start) || is_before(q->end, start))
        return;
    json_t *diagnostic = diagnostic_of(q, f, start);
    if (f->fix)
        add_fix(q, f, diagnostic);
    for (size_t i = 0; i < f->grant_count; i++)
        add_grant(q, f, &f->grants[i], diagnostic);
}

/* ---- All fixes at once ---- */

static void add_all_fixes(struct asked *q, const struct samgen_lint_settings *settings)
{
    struct sg_document *d = q->document;
    const struct samgen_input input = {.name = d->path, .bytes = d->text.bytes, .length = d->text.length};
    struct samgen_change change;
    struct samgen_result result;
    size_t fixed;
    if (samgen_lint_fix(q->session->samgen, &input, settings, &change, &fixed, &result) == SAMGEN_OK && change.changed)
        add_action(q, "Make all fixes of samgen", "source.fixAll.samgen", NULL, edit_to(d, change.text, change.length));
}

json_t *sg_answer_code_action(struct sg_session *s, const json_t *params)
{
    const json_t *range = json_object_get(params, "range");
    struct asked q = {
        .session = s, .document = sg_document_of(s, params), .context = json_object_get(params, "context")};
    const struct samgen_lint_settings *settings;
    struct samgen_lint_report report;
    if (!q.document)
        return NULL;
    if (!sg_read_place_json(json_object_get(range, "start"), &q.start) ||
        !sg_read_place_json(json_object_get(range, "end"), &q.end))
        return sg_refuse(s, SG_RPC_PARAMS, "range needs start and end");
    q.actions = json_array();
    if (q.document->kind != SG_DOCUMENT_TEMPLATE || !sg_check_document(s, q.document, &settings, &report))
        return q.actions;
    for (size_t i = 0; i < report.finding_count && wants(&q, "quickfix"); i++)
        add_finding(&q, &report.findings[i]);
    if (wants(&q, "source.fixAll.samgen") && json_object_get(q.context, "only"))
        add_all_fixes(&q, settings);
    return q.actions;
}
