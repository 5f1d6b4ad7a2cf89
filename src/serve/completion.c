#include "serve/completion_internal.h"
#include "serve/fact_internal.h"

#include "yaml/quote.h"

#include <stdlib.h>
#include <string.h>

/* ---- Proposals ---- */

/* 0: it begins with what was typed; 1: it contains it; 2: it has its letters in order; 3: it does not match. */
static int rank_of(const char *label, const char *typed)
{
    size_t length = strlen(typed), same = 0;
    while (same < length && sg_small_letter(label[same]) == sg_small_letter(typed[same]))
        same++;
    if (same == length)
        return 0;
    for (const char *p = label; *p; p++) {
        same = 0;
        while (same < length && sg_small_letter(p[same]) == sg_small_letter(typed[same]))
            same++;
        if (same == length)
            return 1;
    }
    for (const char *p = label; *p && *typed; p++)
        if (sg_small_letter(*p) == sg_small_letter(*typed))
            typed++;
    return *typed ? 3 : 2;
}

void sg_propose(struct sg_completion *c, struct sg_proposal proposal)
{
    if (rank_of(proposal.label, c->typed) == 3)
        return;
    sg_grow(c->arena, c->items, c->count, c->capacity);
    c->items[c->count++] = proposal;
}

const char *sg_snippet_text(struct sg_arena *a, const char *text)
{
    struct sg_buffer b = sg_buffer_new(a, SG_BUFFER_MOST);
    for (; *text; text++) {
        if (strchr("$}\\", *text))
            sg_add_char(&b, '\\');
        sg_add_char(&b, *text);
    }
    return b.length ? b.text : "";
}

/* The label as it must be written here. */
static const char *written(const struct sg_completion *c, const struct sg_proposal *p)
{
    if (p->snippet)
        return c->session->snippets ? p->snippet : p->plain;
    if (c->spot.quote || c->start != c->spot.start)
        return p->label;
    return c->spot.json ? sg_format(c->arena, "\"%s\"", p->label) : p->label;
}

static json_t *item_of(const struct sg_completion *c, const struct sg_proposal *p, size_t number)
{
    char sort[16];
    bool quotes = p->whole && c->spot.quote;
    size_t start = c->start - quotes, end = c->end;
    if (quotes && end < c->document->text.length && c->document->text.bytes[end] == c->spot.quote)
        end++;
    snprintf(sort, sizeof sort, "%05zu", number);
    json_t *item =
        json_pack("{s:s, s:i, s:s, s:s, s:{s:o, s:s}}", "label", p->label, "kind", (int)p->kind, "sortText", sort,
                  "filterText", quotes ? sg_format(c->arena, "%c%s", c->spot.quote, p->label) : p->label, "textEdit",
                  "range", sg_range(c->document->text, start, end), "newText", written(c, p));
    if (p->detail)
        json_object_set_new(item, "detail", json_string(p->detail));
    if (p->snippet && c->session->snippets)
        json_object_set_new(item, "insertTextFormat", json_integer(2));
    if (p->snippet && c->session->as_is)
        json_object_set_new(item, "insertTextMode", json_integer(1));
    if (p->fact)
        json_object_set_new(item, "data", json_pack("[s, s]", p->fact, p->label));
    return item;
}

/* The best ones first, else in the order in which they were added. */
static json_t *list_of(const struct sg_completion *c)
{
    json_t *items = json_array();
    for (int rank = 0; rank < 3; rank++)
        for (size_t i = 0; i < c->count && json_array_size(items) < SG_PROPOSALS_MOST; i++)
            if (rank_of(c->items[i].label, c->typed) == rank)
                json_array_append_new(items, item_of(c, &c->items[i], json_array_size(items)));
    bool cut = json_array_size(items) < c->count;
    return json_pack("{s:b, s:o}", "isIncomplete", cut, "items", items);
}

/* ---- Templates ---- */

static bool is_one_of(const char *key, const char *const *keys)
{
    while (*keys && strcmp(*keys, key) != 0)
        keys++;
    return *keys != NULL;
}

/* The key above the innermost one that is not a condition of the template. */
static const char *key_at(const struct sg_completion *c, size_t up)
{
    for (size_t i = 0;; i++) {
        const char *key = sg_spot_key(&c->spot, i);
        if (!*key)
            return key;
        if (strcmp(key, "Fn::If") != 0 && up-- == 0)
            return key;
    }
}

/* In a policy template: its parameters, or the values of one. */
static bool propose_in_template(struct sg_completion *c)
{
    const char *key = key_at(c, 0), *above = key_at(c, 1);
    const struct sg_policy *policy = sg_find_policy(c->catalog, key, NULL);
    if (policy && c->spot.may_be_key && strcmp(above, "Policies") == 0) {
        sg_propose_parameters(c, policy);
        return true;
    }
    policy = sg_find_policy(c->catalog, above, NULL);
    const struct sg_parameter *parameter = policy ? sg_find_parameter(policy, key) : NULL;
    if (!parameter || strcmp(key_at(c, 2), "Policies") != 0)
        return false;
    if (!c->spot.tag)
        sg_propose_parameter_values(c, parameter);
    else
        sg_propose_ids(c, c->spot.tag);
    return true;
}

/* Keys of a statement, and the values of Effect: IAM User Guide, "IAM JSON policy elements reference". */
static void propose_words(struct sg_completion *c, const char *const *words, bool keys)
{
    const char *quote = c->spot.json ? "\"" : "";
    for (; *words; words++) {
        const char *text = keys ? sg_format(c->arena, "%s%s%s: ", quote, *words, quote) : NULL;
        sg_propose(c, (struct sg_proposal){.label = *words,
                                           .kind = keys ? SG_PROPOSE_PROPERTY : SG_PROPOSE_ENUM,
                                           .snippet = text,
                                           .plain = text,
                                           .whole = keys});
    }
}

static void propose_in_policy(struct sg_completion *c)
{
    static const char *const elements[] = {"Sid",         "Effect",    "Action",    "NotAction",    "Resource",
                                           "NotResource", "Condition", "Principal", "NotPrincipal", NULL};
    static const char *const effects[] = {"Allow", "Deny", NULL};
    static const char *const actions[] = {"Action", "NotAction", NULL};
    static const char *const resources[] = {"Resource", "NotResource", NULL};
    const char *key = key_at(c, 0), *above = key_at(c, 1);
    bool condition = strcmp(key, "Condition") == 0;
    if (strcmp(key, "Statement") == 0 && c->spot.may_be_key)
        propose_words(c, elements, true);
    else if (strcmp(key, "Effect") == 0)
        propose_words(c, effects, false);
    else if (is_one_of(key, actions))
        sg_propose_actions(c);
    else if (is_one_of(key, resources))
        sg_propose_resources(c, sg_spot_node(&c->spot, c->root, 1));
    else if (condition && c->spot.may_be_key)
        sg_propose_operators(c);
    else if (strcmp(above, "Condition") == 0 && c->spot.may_be_key)
        sg_propose_keys(c, sg_spot_node(&c->spot, c->root, 2));
}

static void propose_in_resource(struct sg_completion *c)
{
    static const char *const references[] = {"Ref", "Fn::GetAtt", "DependsOn", NULL};
    const char *key = key_at(c, 0);
    if (is_one_of(key, references))
        sg_propose_ids(c, key);
    else if (c->spot.tag && (strcmp(c->spot.tag, "!Ref") == 0 || strcmp(c->spot.tag, "!GetAtt") == 0))
        sg_propose_ids(c, c->spot.tag);
    else if (strcmp(key, "Policies") == 0 && strcmp(key_at(c, 1), "Properties") == 0)
        sg_propose_policies(c);
    else if (strcmp(key, "ManagedPolicyArns") == 0)
        sg_propose_managed(c, true);
    else if (!propose_in_template(c))
        propose_in_policy(c);
}

json_t *sg_answer_completion(struct sg_session *s, const json_t *params)
{
    size_t offset;
    struct sg_text text;
    struct sg_completion c = {.session = s, .arena = sg_api_arena(s->samgen), .catalog = sg_api_catalog(s->samgen)};
    c.document = sg_document_at(s, params, &offset);
    if (!c.document)
        return NULL;
    sg_spot_find(c.arena, c.document->text, offset, &c.spot);
    c.root = sg_document_tree(c.document, offset, &text);
    c.typed = c.spot.typed;
    c.start = c.spot.start;
    c.end = c.spot.end;
    if (c.document->kind == SG_DOCUMENT_SPEC && !c.spot.in_comment)
        sg_propose_spec(&c);
    else if (c.document->kind == SG_DOCUMENT_TEMPLATE && !c.spot.in_comment && !sg_propose_substitutions(&c, c.root))
        propose_in_resource(&c);
    return list_of(&c);
}

/* ---- Explanations ---- */

json_t *sg_answer_resolve(struct sg_session *s, const json_t *params)
{
    static const struct {
        const char *name;
        bool (*add)(struct samgen *samgen, const char *name, struct sg_buffer *b);
    } facts[] = {{"action", sg_fact_action}, {"template", sg_fact_template}, {"managed", sg_fact_managed},
                 {"key", sg_fact_key},       {"operator", sg_fact_operator}, {"grant", sg_fact_grant}};
    json_t *item = params ? json_deep_copy(params) : NULL;
    const json_t *data = json_object_get(item, "data");
    const char *fact = json_string_value(json_array_get(data, 0)), *name = json_string_value(json_array_get(data, 1));
    struct sg_buffer b = sg_buffer_new(sg_api_arena(s->samgen), SG_BUFFER_MOST);
    if (!json_is_object(item)) {
        json_decref(item);
        return sg_refuse(s, SG_RPC_PARAMS, "an item is missing");
    }
    for (size_t i = 0; fact && name && i < sizeof facts / sizeof *facts; i++)
        if (strcmp(facts[i].name, fact) == 0 && facts[i].add(s->samgen, name, &b))
            json_object_set_new(
                item, "documentation",
                json_pack("{s:s, s:s}", "kind", s->markdown ? "markdown" : "plaintext", "value", b.text));
    return item;
}
