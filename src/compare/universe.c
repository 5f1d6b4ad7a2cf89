#include "compare/universe_internal.h"

#include "base/buffer.h"
#include "compare/witness_internal.h"
#include "iam/condition.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

static bool has_word(const struct sg_iam_condition *c, const char *word)
{
    return strstr(c->op->name, word) != NULL;
}

static bool is_text(const struct sg_iam_condition *c)
{
    return has_word(c, "String") || has_word(c, "Arn");
}

static const char *value_of(const struct sg_universe_statements *statements, const char *variable)
{
    for (size_t i = 0; i < statements->context_count; i++)
        if (strcasecmp(statements->context[i].key, variable) == 0 && statements->context[i].value_count == 1)
            return statements->context[i].values[0];
    return SG_UNIVERSE_VARIABLE;
}

/* A pattern as text, with the value of its variables in their place. */
static const char *text_of(struct sg_arena *a, const struct sg_universe_statements *statements,
                           const struct sg_iam_pattern *pattern)
{
    struct sg_buffer b = sg_buffer_new(a, SG_BUFFER_MOST);
    if (!pattern->variables)
        return pattern->text;
    for (size_t i = 0; i < pattern->count; i++)
        switch (pattern->pieces[i].type) {
        case SG_LITERAL:
            sg_add_bytes(&b, pattern->pieces[i].text, pattern->pieces[i].length);
            break;
        case SG_ONE:
            sg_add_char(&b, '?');
            break;
        case SG_ANY:
            sg_add_char(&b, '*');
            break;
        case SG_VARIABLE:
            sg_add(&b, value_of(statements, pattern->pieces[i].text));
            break;
        }
    return b.text;
}

static void add_variables(struct sg_arena *a, const struct sg_iam_pattern *pattern, struct sg_strings *names)
{
    for (size_t i = 0; i < pattern->count && pattern->variables; i++)
        if (pattern->pieces[i].type == SG_VARIABLE)
            sg_push_once(a, names, pattern->pieces[i].text);
}

void sg_universe_variables(struct sg_arena *a, const struct sg_universe_statements *statements,
                           struct sg_strings *names)
{
    for (size_t i = 0; i < statements->count; i++) {
        const struct sg_iam_statement *s = statements->items[i];
        for (size_t k = 0; k < s->resource_count; k++)
            add_variables(a, &s->resources[k], names);
        for (size_t k = 0; k < s->condition_count; k++)
            for (size_t v = 0; v < s->conditions[k].count && is_text(&s->conditions[k]); v++)
                add_variables(a, &s->conditions[k].values[v].pattern, names);
    }
}

bool sg_universe_actions(struct sg_arena *a, const struct sg_universe_statements *statements, const char *more,
                         struct sg_strings *actions)
{
    struct sg_strings patterns = {0};
    if (more)
        sg_push(a, &patterns, more);
    for (size_t i = 0; i < statements->count; i++)
        for (size_t k = 0; k < statements->items[i]->action_count; k++)
            sg_push_once(a, &patterns, text_of(a, statements, &statements->items[i]->actions[k]));
    return sg_compare_witnesses(a, SG_WITNESS_TEXT, true, &patterns, actions);
}

/* Adds the values of conditions on a key that texts of the policies contain as ${key}. */
static void add_variable_values(struct sg_arena *a, const struct sg_universe_statements *statements,
                                const char *variable, struct sg_strings *values)
{
    for (size_t i = 0; i < statements->count; i++)
        for (size_t k = 0; k < statements->items[i]->condition_count; k++) {
            const struct sg_iam_condition *c = &statements->items[i]->conditions[k];
            for (size_t v = 0; v < c->count && is_text(c) && strcasecmp(c->key, variable) == 0; v++)
                sg_push_once(a, values, c->values[v].text);
        }
}

static void add_resources(struct sg_arena *a, const struct sg_universe_statements *statements,
                          struct sg_strings *patterns)
{
    for (size_t i = 0; i < statements->count; i++)
        for (size_t k = 0; k < statements->items[i]->resource_count; k++)
            sg_push_once(a, patterns,
                         sg_iam_complete_arn(a, text_of(a, statements, &statements->items[i]->resources[k])));
}

/*
 * "*" among the patterns gives an ARN that no other pattern matches, which NotResource allows. A text with a variable
 * is taken with each value that a condition gives its key.
 */
bool sg_universe_resources(struct sg_arena *a, const struct sg_universe_statements *statements, const char *more,
                           struct sg_strings *resources)
{
    struct sg_strings patterns = {0}, variables = {0};
    sg_push(a, &patterns, "*");
    if (more)
        sg_push_once(a, &patterns, sg_iam_complete_arn(a, more));
    add_resources(a, statements, &patterns);
    sg_universe_variables(a, statements, &variables);
    for (size_t i = 0; i < variables.count; i++) {
        struct sg_strings values = {0};
        add_variable_values(a, statements, variables.items[i], &values);
        for (size_t k = 0; k < values.count; k++) {
            struct sg_universe_statements with = *statements;
            const struct samgen_context value = {
                .key = variables.items[i], .values = &values.items[k], .value_count = 1};
            with.context = &value;
            with.context_count = 1;
            add_resources(a, &with, &patterns);
        }
    }
    return sg_compare_witnesses(a, SG_WITNESS_ARN, false, &patterns, resources);
}

/* ---- Condition keys ---- */

static struct sg_universe_key *key_of(struct sg_arena *a, struct sg_universe_keys *keys, const char *name)
{
    for (size_t i = 0; i < keys->count; i++)
        if (strcasecmp(keys->items[i].name, name) == 0)
            return &keys->items[i];
    sg_grow(a, keys->items, keys->count, keys->capacity);
    keys->items[keys->count] = (struct sg_universe_key){.name = name};
    return &keys->items[keys->count++];
}

/* The number itself, one below and one above it. */
static void add_numbers(struct sg_arena *a, struct sg_universe_key *key, const char *text)
{
    long long number = strtoll(text, NULL, 10);
    for (long long by = -1; by <= 1; by++)
        sg_push_once(a, &key->values, sg_format(a, "%lld", number + by));
    sg_push_once(a, &key->values, text);
}

static void add_dates(struct sg_arena *a, struct sg_universe_key *key, const struct sg_iam_value *value)
{
    for (int by = -1; by <= 1 && value->readable; by++)
        sg_push_once(a, &key->values, sg_format(a, "%lld", (long long)value->date.seconds + by));
}

/* An address in the network, and one outside of all that people use in examples. */
static void add_addresses(struct sg_arena *a, struct sg_universe_key *key, const struct sg_iam_value *value)
{
    const unsigned char *b = value->network.bytes;
    if (value->readable && strchr(value->text, ':'))
        sg_push_once(a, &key->values, sg_copy_bytes(a, value->text, strcspn(value->text, "/")));
    else if (value->readable) {
        sg_push_once(a, &key->values, sg_format(a, "%u.%u.%u.%u", b[0], b[1], b[2], b[3]));
        if (value->network.bits < 32)
            sg_push_once(a, &key->values, sg_format(a, "%u.%u.%u.%u", b[0], b[1], b[2], b[3] | 1U));
    }
    sg_push_once(a, &key->values, "240.0.0.1");
}

/* Values of the conditions that are texts, as patterns. */
static void add_patterns(struct sg_arena *a, const struct sg_universe_statements *statements,
                         const struct sg_iam_condition *c, struct sg_strings *patterns)
{
    for (size_t i = 0; i < c->count; i++)
        sg_push_once(a, patterns,
                     c->op->flags & SG_WILDCARDS ? text_of(a, statements, &c->values[i].pattern) : c->values[i].text);
}

static void add_others(struct sg_arena *a, const struct sg_iam_condition *c, struct sg_universe_key *key)
{
    for (size_t i = 0; i < c->count; i++)
        if (has_word(c, "Numeric"))
            add_numbers(a, key, c->values[i].text);
        else if (has_word(c, "Date"))
            add_dates(a, key, &c->values[i]);
        else if (has_word(c, "IpAddress"))
            add_addresses(a, key, &c->values[i]);
        else if (has_word(c, "Binary"))
            sg_push_once(a, &key->values, c->values[i].text);
    if (has_word(c, "Bool")) {
        sg_push_once(a, &key->values, "true");
        sg_push_once(a, &key->values, "false");
    }
}

/* The values that texts of conditions on one key can tell apart. */
static bool add_texts(struct sg_arena *a, const struct sg_universe_statements *statements, struct sg_universe_key *key)
{
    struct sg_strings texts = {0}, arns = {0};
    bool whole = true;
    for (size_t i = 0; i < statements->count; i++)
        for (size_t k = 0; k < statements->items[i]->condition_count; k++) {
            const struct sg_iam_condition *c = &statements->items[i]->conditions[k];
            if (strcasecmp(c->key, key->name) == 0 && is_text(c))
                add_patterns(a, statements, c, has_word(c, "Arn") ? &arns : &texts);
        }
    if (texts.count)
        whole = sg_compare_witnesses(a, SG_WITNESS_TEXT, false, &texts, &key->values);
    if (arns.count)
        whole = sg_compare_witnesses(a, SG_WITNESS_ARN, false, &arns, &key->values) && whole;
    return whole;
}

bool sg_universe_values(struct sg_arena *a, const struct sg_universe_statements *statements,
                        struct sg_universe_keys *keys)
{
    struct sg_strings variables = {0};
    bool whole = true;
    for (size_t i = 0; i < statements->count; i++)
        for (size_t k = 0; k < statements->items[i]->condition_count; k++) {
            const struct sg_iam_condition *c = &statements->items[i]->conditions[k];
            add_others(a, c, key_of(a, keys, c->key));
        }
    sg_universe_variables(a, statements, &variables);
    for (size_t i = 0; i < variables.count; i++)
        sg_push_once(a, &key_of(a, keys, variables.items[i])->values, SG_UNIVERSE_VARIABLE);
    for (size_t i = 0; i < keys->count; i++) {
        struct sg_universe_key *key = &keys->items[i];
        whole = add_texts(a, statements, key) && whole;
        if (!key->values.count) /* only Null asks for it */
            sg_push(a, &key->values, "z");
    }
    return whole;
}
