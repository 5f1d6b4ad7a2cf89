/* Denials as JSON: a tree is made of them, and yaml/ writes it. */
#include <samgen/samgen.h>

#include "base/buffer.h"
#include "yaml/write.h"

#include <string.h>

#include "api.h"

static struct sg_node *plain_word(struct sg_arena *a, const char *word)
{
    struct sg_node *node = sg_scalar(a, word);
    node->plain = true;
    return node;
}

static void put_text(struct sg_arena *a, struct sg_node *map, const char *key, const char *text)
{
    sg_put(a, map, key, text ? sg_scalar(a, sg_in_utf8(a, text)) : plain_word(a, "null"));
}

static void put_number(struct sg_arena *a, struct sg_node *map, const char *key, size_t number)
{
    sg_put(a, map, key, plain_word(a, sg_format(a, "%zu", number)));
}

static void put_texts(struct sg_arena *a, struct sg_node *map, const char *key, const char *const *texts, size_t count)
{
    struct sg_node *list = sg_list(a);
    for (size_t i = 0; i < count; i++)
        sg_append(list, sg_scalar(a, sg_in_utf8(a, texts[i])));
    sg_put(a, map, key, list);
}

static void put_statement(struct sg_arena *a, struct sg_node *map, const char *key, const struct samgen_statement *s)
{
    if (!s)
        return;
    struct sg_node *statement = sg_map(a);
    put_text(a, statement, "file", s->file);
    put_text(a, statement, "policy", s->policy);
    put_text(a, statement, "sid", s->sid);
    put_number(a, statement, "line", s->line);
    put_number(a, statement, "column", s->column);
    sg_put(a, map, key, statement);
}

static struct sg_node *denial_node(struct sg_arena *a, const struct samgen_denial *d)
{
    struct sg_node *map = sg_map(a);
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
        put_text(a, map, texts[i].key, texts[i].text);
    put_texts(a, map, "candidates", d->candidates, d->candidate_count);
    put_texts(a, map, "advice", d->advice, d->advice_count);
    put_statement(a, map, "by", d->by);
    put_statement(a, map, "near", d->near);
    put_text(a, map, "fix", d->fix);
    put_text(a, map, "fix_command", d->fix_command);
    sg_put(a, map, "denied", plain_word(a, d->denied ? "true" : "false"));
    put_number(a, map, "line", d->line);
    put_number(a, map, "count", d->count);
    return map;
}

const char *samgen_diagnose_json(struct samgen *samgen, const struct samgen_denials *denials)
{
    struct sg_arena *a = samgen->arena;
    struct sg_buffer text = sg_buffer_new(a, SG_BUFFER_MOST);
    struct sg_node *root = sg_map(a), *list = sg_list(a);
    for (size_t i = 0; i < denials->count; i++)
        sg_append(list, denial_node(a, &denials->items[i]));
    sg_put(a, root, "denials", list);
    sg_write_json(&text, root, 0);
    return text.text;
}
