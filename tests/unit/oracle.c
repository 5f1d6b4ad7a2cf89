#include "oracle.h"

#include "base/buffer.h"
#include "catalog/pattern.h"

#include <setjmp.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#define NEEDS_MOST 64

static bool is_of_option(const struct sample *s, const char *text, size_t length)
{
    return strlen(s->option->name) == length && strncmp(s->option->name, text, length) == 0;
}

static bool has_form(const struct sample *s, const char *form)
{
    return s->form && strcmp(s->form->name, form) == 0;
}

static bool may_have_form(const struct sample *s, const char *form)
{
    return has_form(s, form) || (s->maybe && strcmp(s->maybe->name, form) == 0);
}

/* Whether an item of `when` or `unless` ("prefix", "model:profile") is true of a sample. */
static bool is_true_of(const struct sample *s, const char *item)
{
    size_t length = strcspn(item, ":");
    return is_of_option(s, item, length) && (!item[length] || has_form(s, item + length + 1));
}

/* The same for an item of `when`, which is also true of what may have the form. */
static bool may_be_true_of(const struct sample *s, const char *item)
{
    size_t length = strcspn(item, ":");
    return is_of_option(s, item, length) && (!item[length] || may_have_form(s, item + length + 1));
}

/* A statement with "option:form" stands for those samples of the option alone that are of the form, or are not. */
static bool may_stand(const struct sg_statement *need, const struct sample *s)
{
    for (size_t i = 0; i < need->when.count; i++)
        if (is_of_option(s, need->when.items[i], strcspn(need->when.items[i], ":")) &&
            !may_be_true_of(s, need->when.items[i]))
            return false;
    for (size_t i = 0; i < need->unless.count; i++)
        if (is_true_of(s, need->unless.items[i]))
            return false;
    return true;
}

static size_t count_given(const struct oracle *o, const char *item)
{
    size_t count = 0;
    for (size_t i = 0; i < o->count; i++)
        count += is_of_option(&o->samples[i], item, strcspn(item, ":"));
    return count;
}

static size_t count_true(const struct oracle *o, const char *item)
{
    size_t count = 0;
    for (size_t i = 0; i < o->count; i++)
        count += is_true_of(&o->samples[i], item);
    return count;
}

static size_t count_maybe(const struct oracle *o, const char *item)
{
    size_t count = 0;
    for (size_t i = 0; i < o->count; i++)
        count += may_be_true_of(&o->samples[i], item);
    return count;
}

static bool is_needed(const struct oracle *o, const struct sg_statement *need)
{
    for (size_t i = 0; i < need->when.count; i++)
        if (count_maybe(o, need->when.items[i]) == 0)
            return false;
    for (size_t i = 0; i < need->unless.count; i++) {
        size_t count = count_true(o, need->unless.items[i]);
        if (count && count == count_given(o, need->unless.items[i]))
            return false;
    }
    return true;
}

/* The name with what IAM would read as a wildcard made literal. */
static const char *plain_name(const struct oracle *o, const struct sample *s)
{
    struct sg_buffer b = sg_buffer_new(o->arena, SG_BUFFER_MOST);
    if (!is_free_text(s->option->kind))
        return s->name;
    for (const char *p = s->name; *p; p++)
        if (strchr("*?$", *p))
            sg_add_format(&b, "${%c}", *p);
        else
            sg_add_char(&b, *p);
    return b.text;
}

static const char *arn_of(const struct oracle *o, const struct sample *s, const struct sg_arn_form *form)
{
    const struct sg_kind *kind = s->option->kind;
    bool ending = !form && !s->form && kind->suffix && !s->whole;
    const struct sg_parts parts = {.partition = s->partition,
                                   .region = s->region,
                                   .account = s->account,
                                   .name = sg_format(o->arena, "%s%s", plain_name(o, s), ending ? kind->suffix : "")};
    return sg_fill_pattern(o->arena, form ? form->arn : s->form ? s->form->arn : kind->arn, &parts);
}

static bool begins(const char *text, const char *prefix)
{
    for (; *prefix; prefix++, text++)
        if (*prefix != *text && *prefix != '?')
            return false;
    return true;
}

/* The name without the prefix of a form; of a reference nobody knows it. */
static const char *base_of(const struct sample *s)
{
    const struct sg_kind *kind = s->option->kind;
    if (strchr("$!", *s->written))
        return "*";
    for (size_t f = 0; f < kind->others.count; f++)
        for (size_t i = 0; i < kind->others.items[f].prefixes.count; i++)
            if (begins(s->name, kind->others.items[f].prefixes.items[i]))
                return s->name + strlen(kind->others.items[f].prefixes.items[i]);
    return s->name;
}

/* What a placeholder stands for; `rest` is ".part", ":form" or "". */
static const char *part_of(const struct oracle *o, const struct sample *s, const char *rest, bool at_start)
{
    const struct {
        const char *rest, *text;
    } parts[] = {{".partition", s->partition},
                 {".region", s->region},
                 {".account", s->account},
                 {".base", strcmp(rest, ".base") ? NULL : base_of(s)},
                 {".name", plain_name(o, s)}};
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        if (strcmp(parts[i].rest, rest) == 0)
            return parts[i].text;
    if (*rest == ':') /* an ARN that nobody knows is itself in every form */
        return arn_of(o, s, s->arn_alone && s->maybe ? NULL : sg_find_form(s->option->kind, rest + 1));
    assert_string_equal(rest, "");
    return at_start && s->option->kind->arn ? arn_of(o, s, NULL) : plain_name(o, s);
}

static const char *stack_part(const struct oracle *o, const char *name, size_t length)
{
    const char *const known[][2] = {{"partition", o->partition}, {"region", o->region}, {"account", o->account}};
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (strlen(known[i][0]) == length && strncmp(known[i][0], name, length) == 0)
            return known[i][1];
    return NULL;
}

/* The pattern with every placeholder of this sample's option filled, and with those of the stack. */
static const char *fill_one(const struct oracle *o, const char *pattern, const struct sample *s)
{
    struct sg_buffer b = sg_buffer_new(o->arena, SG_BUFFER_MOST);
    for (const char *p = pattern; *p;) {
        const char *open = strchr(p, '{'), *close = open ? strchr(open, '}') : NULL, *text = NULL;
        if (!close) {
            sg_add(&b, p);
            break;
        }
        size_t length = strcspn(open + 1, ".:}");
        if (!s)
            text = stack_part(o, open + 1, length);
        else if (is_of_option(s, open + 1, length))
            text = part_of(o, s, sg_copy_bytes(o->arena, open + 1 + length, (size_t)(close - open) - 1 - length),
                           open == pattern);
        sg_add_bytes(&b, p, (size_t)((text ? open : open + 1) - p));
        if (text)
            sg_add(&b, text);
        p = text ? close + 1 : open + 1;
    }
    return b.text;
}

/* "{option}", "{option.part}" or "{option:form}" */
static bool names(const char *pattern, const char *option)
{
    const size_t length = strlen(option);
    for (const char *p = pattern; (p = strchr(p, '{')); p++)
        if (strncmp(p + 1, option, length) == 0 && p[1 + length] && strchr("}.:", p[1 + length]))
            return true;
    return false;
}

/* Once for each sample of the options named, in the order of the options. */
static void fill(const struct oracle *o, const struct sg_statement *need, const char *pattern, struct sg_strings *texts)
{
    struct sg_strings filled = {0};
    sg_push(o->arena, &filled, pattern);
    for (size_t i = 0; i < o->grant->options.count; i++) {
        const struct sg_option *option = &o->grant->options.items[i];
        struct sg_strings next = {0};
        if (!names(pattern, option->name))
            continue;
        for (size_t f = 0; f < filled.count; f++)
            for (size_t s = 0; s < o->count; s++)
                if (o->samples[s].option == option && may_stand(need, &o->samples[s]))
                    sg_push(o->arena, &next, fill_one(o, filled.items[f], &o->samples[s]));
        filled = next;
    }
    for (size_t f = 0; f < filled.count; f++)
        sg_push(o->arena, texts, fill_one(o, filled.items[f], NULL));
}

static void add(struct sg_statements *needs, struct sg_statement statement)
{
    assert_true(needs->count < NEEDS_MOST);
    needs->items[needs->count++] = statement;
}

static struct sg_strings actions_of(const struct oracle *o, const struct sg_statement *need)
{
    struct sg_strings actions = {0};
    for (size_t i = 0; i < need->actions.count; i++)
        sg_push(o->arena, &actions, need->actions.items[i]);
    for (size_t i = 0; o->written_inline && i < need->inline_only.count; i++)
        sg_push(o->arena, &actions, need->inline_only.items[i]);
    return actions;
}

static void add_need(const struct oracle *o, const struct sg_statement *need, struct sg_statements *needs)
{
    struct sg_strings resources = {0};
    struct sg_statement made = {.actions = actions_of(o, need)};
    made.conditions.count = need->conditions.count;
    made.conditions.items = sg_new_array(o->arena, struct sg_condition, need->conditions.count);
    for (size_t c = 0; c < need->conditions.count; c++) {
        const struct sg_condition *from = &need->conditions.items[c];
        made.conditions.items[c] = (struct sg_condition){.name = from->name, .key = from->key};
        for (size_t v = 0; v < from->values.count; v++)
            fill(o, need, from->values.items[v], &made.conditions.items[c].values);
    }
    for (size_t r = 0; r < need->resources.count; r++)
        fill(o, need, need->resources.items[r], &resources);
    for (size_t r = 0; r < resources.count; r++) {
        made.resources = (struct sg_strings){0};
        sg_push(o->arena, &made.resources, resources.items[r]);
        add(needs, made);
    }
}

/* An alias stands for every key that has it; a key is named by its ARN. */
static void add_key(const struct oracle *o, const struct sample *key, struct sg_statements *needs)
{
    const struct sg_encryption *kms = o->grant->kms;
    struct sg_statement made = {.actions = kms->actions};
    bool alias = has_form(key, "alias");
    made.conditions.items = sg_new_array(o->arena, struct sg_condition, 2);
    made.conditions.count = alias ? 2 : 1;
    made.conditions.items[0] = (struct sg_condition){.name = "StringEquals", .key = "kms:ViaService"};
    sg_push(o->arena, &made.conditions.items[0].values,
            sg_format(o->arena, "%s.%s.amazonaws.com", kms->via, key->region));
    made.conditions.items[1] = (struct sg_condition){.name = "ForAnyValue:StringEquals", .key = "kms:ResourceAliases"};
    sg_push(o->arena, &made.conditions.items[1].values, key->name);
    sg_push(o->arena, &made.resources,
            alias ? arn_of(o, key, sg_find_form(key->option->kind, "any")) : arn_of(o, key, NULL));
    add(needs, made);
}

struct sg_statements needs_of(const struct oracle *o)
{
    struct sg_statements needs = {.items = sg_new_array(o->arena, struct sg_statement, NEEDS_MOST)};
    for (size_t i = 0; i < o->grant->needs.count; i++)
        if (is_needed(o, &o->grant->needs.items[i]))
            add_need(o, &o->grant->needs.items[i], &needs);
    for (size_t i = 0; o->grant->kms && i < o->count; i++)
        if (strcmp(o->samples[i].option->name, "kms-key") == 0)
            add_key(o, &o->samples[i], &needs);
    return needs;
}

static bool has_effect(const struct sg_statement *need, const char *option)
{
    for (size_t i = 0; i < need->when.count; i++)
        if (strncmp(need->when.items[i], option, strcspn(need->when.items[i], ":")) == 0 &&
            strlen(option) == strcspn(need->when.items[i], ":"))
            return true;
    for (size_t i = 0; i < need->resources.count; i++)
        if (names(need->resources.items[i], option))
            return true;
    for (size_t c = 0; c < need->conditions.count; c++)
        for (size_t v = 0; v < need->conditions.items[c].values.count; v++)
            if (names(need->conditions.items[c].values.items[v], option))
                return true;
    return false;
}

bool is_senseless(const struct oracle *o)
{
    size_t chosen = o->grant->one_of.count == 0;
    for (size_t i = 0; i < o->grant->one_of.count; i++)
        chosen += count_given(o, o->grant->one_of.items[i]) > 0;
    for (size_t s = 0; s < o->count; s++) {
        const char *option = o->samples[s].option->name;
        bool used = o->samples[s].implied || is_flag(o->samples[s].option->kind) ||
                    (o->grant->kms && strcmp(option, "kms-key") == 0);
        for (size_t i = 0; i < o->grant->needs.count; i++)
            used = used || (is_needed(o, &o->grant->needs.items[i]) && has_effect(&o->grant->needs.items[i], option));
        if (!used)
            return true;
    }
    return chosen == 0;
}
