#include "serve/session_internal.h"

#include "catalog/action.h"
#include "sam/template.h"

#include <string.h>

/* Counts the actions that a pattern allows; of an unknown service it is one thing. */
static size_t count_actions(struct sg_session *s, const char *pattern)
{
    struct sg_catalog *c = sg_api_catalog(s->samgen);
    const char *colon = strchr(pattern, ':');
    const struct sg_actions *service = colon ? sg_find_actions(c, pattern, NULL) : NULL;
    size_t count = 0;
    for (const struct sg_action *next = NULL; service && (next = sg_next_action(service, colon + 1, next));)
        count++;
    return count ? count : 1;
}

/* What the lens of a function says, of its part of samgen_explain. */
static const char *title_of(struct sg_session *s, const json_t *function)
{
    struct sg_strings seen = {0};
    struct sg_arena *a = sg_api_arena(s->samgen);
    const json_t *row, *action;
    size_t i, n, count = 0;
    json_array_foreach (json_object_get(function, "access"), i, row) {
        if (strcmp(json_string_value(json_object_get(row, "effect")), "Allow") != 0)
            continue;
        json_array_foreach (json_object_get(row, "actions"), n, action) {
            if (strcmp(json_string_value(action), "*") == 0)
                return "may do anything";
            if (sg_push_once(a, &seen, json_string_value(action)))
                count += count_actions(s, json_string_value(action));
        }
    }
    return count ? sg_format(a, "may do %zu thing%s", count, count == 1 ? "" : "s") : "may do nothing";
}

/* ---- The code ---- */

/* What samgen_suggest says of the functions, or NULL. */
static json_t *read_code(struct sg_session *s, struct sg_document *d, const struct samgen_input *input)
{
    const struct samgen_suggest_settings settings = {0};
    struct samgen_suggestion found;
    struct samgen_result result;
    clock_t start = clock();
    if (d->slow_code || samgen_suggest(s->samgen, input, &settings, SAMGEN_SUGGEST_JSON, &found, &result) != SAMGEN_OK)
        return NULL;
    sg_document_note_time(d, start);
    json_t *all = json_loadb(result.text, result.length, 0, NULL);
    json_t *functions = json_incref(json_object_get(all, "functions"));
    json_decref(all);
    return functions;
}

/*
 * "; 2 beyond the code": the actions that no call in the code uses. "" when there are none, or the code was not read.
 */
static const char *beyond(struct sg_session *s, const json_t *code)
{
    struct sg_strings seen = {0};
    const json_t *row, *action;
    size_t i, n;
    json_array_foreach (json_object_get(code, "unused"), i, row)
        json_array_foreach (json_object_get(row, "actions"), n, action)
            sg_push_once(sg_api_arena(s->samgen), &seen, json_string_value(action));
    bool read = json_array_size(json_object_get(code, "files"));
    return read && seen.count ? sg_format(sg_api_arena(s->samgen), "; %zu beyond the code", seen.count) : "";
}

/* ---- Lenses ---- */

static json_t *lens(const struct sg_document *d, const struct sg_node *key, const char *title)
{
    return json_pack("{s:o, s:{s:s, s:s, s:[s, s]}}", "range", sg_range(d->good_text, key->start, key->end), "command",
                     "title", title, "command", "samgen.explain", "arguments", d->uri, key->text);
}

/* Without an explanation, as of a template that SAM refuses, nothing is known, and nothing is said. */
json_t *sg_answer_code_lens(struct sg_session *s, const json_t *params)
{
    struct sg_document *d = sg_document_of(s, params);
    if (!d)
        return NULL;
    json_t *list = json_array();
    const struct sg_node *resources = d->is_good ? sg_get(d->good, "Resources") : NULL;
    const struct sg_node *key = resources && resources->type == SG_MAP ? resources->first : NULL;
    const struct samgen_input input = {.name = d->path, .bytes = d->text.bytes, .length = d->text.length};
    const struct samgen_template_settings settings = {0};
    struct samgen_result result;
    if (!key || samgen_explain(s->samgen, &input, &settings, SAMGEN_EXPLAIN_JSON, &result) != SAMGEN_OK)
        return list;
    json_t *all = json_loadb(result.text, result.length, 0, NULL), *code = read_code(s, d, &input);
    for (; key; key = key->next->next) {
        const json_t *function = json_object_get(json_object_get(all, "functions"), key->text);
        const char *more = beyond(s, json_object_get(code, key->text));
        if (function)
            json_array_append_new(list, lens(d, key, sg_concat(sg_api_arena(s->samgen), title_of(s, function), more)));
    }
    json_decref(all);
    json_decref(code);
    return list;
}

/* samgen.explain URI FUNCTION: what a function may do, as Markdown. */
json_t *sg_answer_command(struct sg_session *s, const json_t *params)
{
    const char *command = json_string_value(json_object_get(params, "command"));
    const json_t *arguments = json_object_get(params, "arguments");
    const char *uri = json_string_value(json_array_get(arguments, 0));
    const struct sg_document *d = uri ? sg_document_find(&s->documents, uri) : NULL;
    struct samgen_result result;
    if (!command || strcmp(command, "samgen.explain") != 0)
        return sg_refuse(s, SG_RPC_PARAMS, "samgen has only the command samgen.explain");
    if (!d)
        return sg_refuse(s, SG_RPC_PARAMS, "the document is not open");
    const struct samgen_input input = {.name = d->path, .bytes = d->text.bytes, .length = d->text.length};
    const struct samgen_template_settings settings = {.function = json_string_value(json_array_get(arguments, 1)),
                                                      .code = !d->slow_code};
    if (samgen_explain(s->samgen, &input, &settings, SAMGEN_EXPLAIN_MARKDOWN, &result) == SAMGEN_OK)
        return json_string(result.text);
    return result.finding_count ? sg_refuse(s, SG_RPC_PARAMS, result.findings[0].message) : NULL;
}
