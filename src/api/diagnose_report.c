/* Denials as JSON: builds a tree, which yaml/ writes. */
#include <samgen/samgen.h>

#include "base/buffer.h"
#include "yaml/tree.h"
#include "yaml/write.h"

#include <string.h>

#include "api/api_internal.h"

static void put_statement(struct sg_arena *a, struct sg_node *map, const char *key, const struct samgen_statement *s)
{
    if (!s)
        return;
    struct sg_node *statement = sg_map(a);
    sg_put_text(a, statement, "file", s->file);
    sg_put_text(a, statement, "policy", s->policy);
    sg_put_text(a, statement, "sid", s->sid);
    sg_put_number(a, statement, "line", s->line);
    sg_put_number(a, statement, "column", s->column);
    sg_put(a, map, key, statement);
}

static void put_denial(struct sg_arena *a, struct sg_node *map, const struct samgen_denial *d)
{
    const struct {
        const char *key, *text;
    } texts[] = {
        {"action", d->action},
        {"resource", d->resource},
        {"principal", d->principal},
        {"principal_kind", d->principal_kind},
        {"session_kind", d->session_kind},
        {"reason", d->reason},
        {"place", d->place},
        {"operation", d->operation},
        {"error_code", d->error_code},
        {"policy_arn", d->policy_arn},
        {"event_action", d->event_action},
        {"event_principal", d->event_principal},
        {"said", d->said},
    };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        sg_put_text(a, map, texts[i].key, texts[i].text);
    sg_put_texts(a, map, "candidates", d->candidates, d->candidate_count);
    sg_put_texts(a, map, "advice", d->advice, d->advice_count);
    put_statement(a, map, "by", d->by);
    put_statement(a, map, "near", d->near);
    sg_put_text(a, map, "fix", d->fix);
    sg_put_text(a, map, "fix_command", d->fix_command);
    sg_put_plain(a, map, "denied", d->denied ? "true" : "false");
    sg_put_number(a, map, "line", d->line);
    sg_put_number(a, map, "count", d->count);
}

const char *samgen_diagnose_json(struct samgen *samgen, const struct samgen_denials *denials)
{
    struct sg_arena *a = samgen->arena;
    struct sg_buffer text = sg_buffer_new(a, SG_BUFFER_MOST);
    struct sg_node *root = sg_map(a), *list = sg_list(a);
    for (size_t i = 0; i < denials->count; i++) {
        struct sg_node *map = sg_map(a);
        put_denial(a, map, &denials->items[i]);
        sg_append(list, map);
    }
    sg_put(a, root, "denials", list);
    sg_write_json(&text, root, 0);
    return text.text;
}

const char *samgen_diagnose_json_lines(struct samgen *samgen, const struct samgen_denials *denials, const char *file)
{
    struct sg_arena *a = samgen->arena;
    struct sg_buffer text = sg_buffer_new(a, SG_BUFFER_MOST);
    for (size_t i = 0; i < denials->count; i++) {
        struct sg_node *map = sg_map(a);
        sg_put_text(a, map, "file", file);
        put_denial(a, map, &denials->items[i]);
        sg_write_json_value(&text, map, (struct sg_layout){.one_line = true});
        sg_add_char(&text, '\n');
    }
    return text.length ? text.text : "";
}
