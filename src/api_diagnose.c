#include <samgen/samgen.h>

#include "base/utf8.h"
#include "diagnose/reader.h"
#include "yaml/write.h"

#include <string.h>

#include "api.h"

struct samgen_diagnosis {
    struct samgen *samgen;
    const struct sg_denial_facts *facts;
    struct sg_reader *reader;
};

enum samgen_status samgen_diagnose_begin(struct samgen *samgen, struct samgen_diagnosis **diagnosis,
                                         struct samgen_result *result)
{
    struct sg_findings findings = {.arena = samgen->arena};
    const struct sg_denial_facts *facts = sg_denial_facts(samgen->catalog, &findings);
    *diagnosis = NULL;
    *result = (struct samgen_result){0};
    sg_publish(samgen, &findings, result);
    if (!facts)
        return SAMGEN_BAD_INPUT;
    *diagnosis = sg_new(samgen->arena, struct samgen_diagnosis);
    **diagnosis = (struct samgen_diagnosis){
        .samgen = samgen, .facts = facts, .reader = sg_reader_new(samgen->arena, facts)};
    return SAMGEN_OK;
}

void samgen_diagnose_take(struct samgen_diagnosis *diagnosis, const char *bytes, size_t length)
{
    sg_reader_take(diagnosis->reader, bytes, length);
}

static struct samgen_denial publish(const struct samgen_diagnosis *d, const struct sg_denial *from)
{
    const struct sg_denial_place *place = sg_find_denial_place(d->facts, from->place);
    return (struct samgen_denial){
        .action = from->action,
        .resource = from->resource,
        .principal = from->principal,
        .principal_kind = from->principal_kind,
        .session_kind = from->session_kind,
        .reason = from->reason,
        .place = from->place,
        .place_title = place ? place->title : from->place,
        .operation = from->operation,
        .error_code = from->error_code,
        .policy_arn = from->policy_arn,
        .event_action = from->event_action,
        .event_principal = from->event_principal,
        .candidates = from->candidates.items,
        .candidate_count = from->candidates.count,
        .advice = from->advice.items,
        .advice_count = from->advice.count,
        .denied = !(from->message && from->message->harmless),
        .encoded = from->encoded,
        .line = from->line,
        .count = from->count,
    };
}

enum samgen_status samgen_diagnose_end(struct samgen_diagnosis *diagnosis, struct samgen_denials *denials)
{
    size_t count, unkept;
    const struct sg_denial *found = sg_reader_end(diagnosis->reader, &count, &unkept);
    struct samgen_denial *items = sg_new_array(diagnosis->samgen->arena, struct samgen_denial, count);
    for (size_t i = 0; i < count; i++)
        items[i] = publish(diagnosis, &found[i]);
    *denials = (struct samgen_denials){.items = items, .count = count, .unkept = unkept};
    return count ? SAMGEN_FINDINGS : SAMGEN_OK;
}

/* ---- JSON ---- */

static struct sg_node *plain_word(struct sg_arena *a, const char *word)
{
    struct sg_node *node = sg_scalar(a, word);
    node->plain = true;
    return node;
}

/* Texts come from anywhere; JSON wants UTF-8. */
static const char *in_utf8(struct sg_arena *a, const char *text)
{
    struct sg_buffer b = sg_buffer_new(a, SG_BUFFER_MOST);
    for (const char *p = text; *p;) {
        size_t length = sg_utf8_length((const unsigned char *)p, strlen(p));
        sg_add_bytes(&b, length ? p : "\xEF\xBF\xBD", length ? length : 3);
        p += length ? length : 1;
    }
    return b.text;
}

static void put_text(struct sg_arena *a, struct sg_node *map, const char *key, const char *text)
{
    sg_put(a, map, key, text ? sg_scalar(a, in_utf8(a, text)) : plain_word(a, "null"));
}

static void put_texts(struct sg_arena *a, struct sg_node *map, const char *key, const char *const *texts, size_t count)
{
    struct sg_node *list = sg_list(a);
    for (size_t i = 0; i < count; i++)
        sg_append(list, sg_scalar(a, in_utf8(a, texts[i])));
    sg_put(a, map, key, list);
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
    };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        put_text(a, map, texts[i].key, texts[i].text);
    put_texts(a, map, "candidates", d->candidates, d->candidate_count);
    put_texts(a, map, "advice", d->advice, d->advice_count);
    sg_put(a, map, "denied", plain_word(a, d->denied ? "true" : "false"));
    sg_put(a, map, "line", plain_word(a, sg_format(a, "%zu", d->line)));
    sg_put(a, map, "count", plain_word(a, sg_format(a, "%zu", d->count)));
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
