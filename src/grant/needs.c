#include "grant/needs.h"

#include "grant/fill.h"
#include "iam/arn.h"

#include <string.h>

static bool fill_all(const struct sg_filling *f, const struct sg_strings *patterns, struct sg_strings *texts)
{
    for (size_t i = 0; i < patterns->count; i++)
        if (!sg_grant_fill(f, patterns->items[i], texts))
            return false;
    return true;
}

static bool fill_conditions(const struct sg_filling *f, struct sg_statement *made)
{
    const struct sg_statement *from = f->statement;
    made->conditions.items = sg_new_array(f->scope->arena, struct sg_condition, from->conditions.count);
    for (size_t i = 0; i < from->conditions.count; i++) {
        struct sg_condition *c = &made->conditions.items[made->conditions.count++];
        *c = (struct sg_condition){.name = from->conditions.items[i].name, .key = from->conditions.items[i].key};
        if (!fill_all(f, &from->conditions.items[i].values, &c->values))
            return false;
    }
    return true;
}

bool sg_grant_fill_need(const struct sg_filling *f, struct sg_statement *made)
{
    const struct sg_statement *from = f->statement;
    *made = (struct sg_statement){
        .sid = f->style == SG_ARN_BY_NAME ? "" : sg_grant_fill_sid(f, from->sid ? from->sid : ""),
        .actions = from->actions,
        .inline_only = from->inline_only,
        .note = from->note,
        .unverified = from->unverified,
    };
    if (!fill_all(f, &from->resources, &made->resources) || !fill_conditions(f, made))
        return false;
    return true;
}

void sg_grant_look(struct sg_arena *a, struct sg_use *use)
{
    const struct sg_statements *needs = &use->grant->needs;
    bool *applies = sg_new_array(a, bool, needs->count);
    for (size_t i = 0; i < needs->count; i++)
        applies[i] = sg_grant_statement_applies(use, &needs->items[i]);
    use->applies = applies;
}

static bool applies(const struct sg_use *use, size_t need)
{
    return use->applies ? use->applies[need] : sg_grant_statement_applies(use, &use->grant->needs.items[need]);
}

bool sg_grant_needs(struct sg_scope *scope, const struct sg_use *use, enum sg_arn_style style,
                    struct sg_statements *needs)
{
    const struct sg_statements *from = &use->grant->needs;
    *needs = (struct sg_statements){.items = sg_new_array(scope->arena, struct sg_statement, from->count)};
    for (size_t i = 0; i < from->count; i++) {
        const struct sg_filling f = {.scope = scope, .use = use, .statement = &from->items[i], .style = style};
        if (!applies(use, i))
            continue;
        if (!sg_grant_fill_need(&f, &needs->items[needs->count++]))
            return false;
    }
    return true;
}

struct sg_strings sg_grant_inline_actions(struct sg_arena *a, const struct sg_statement *need)
{
    struct sg_strings all = {0};
    if (!need->inline_only.count)
        return need->actions;
    for (size_t i = 0; i < need->actions.count; i++)
        sg_push(a, &all, need->actions.items[i]);
    for (size_t i = 0; i < need->inline_only.count; i++)
        sg_push(a, &all, need->inline_only.items[i]);
    return all;
}

bool sg_grant_inline_needs(struct sg_scope *scope, const struct sg_use *use, struct sg_statements *needs)
{
    if (!sg_grant_needs(scope, use, SG_ARN_SHORTEST, needs))
        return false;
    for (size_t i = 0; i < needs->count; i++)
        needs->items[i].actions = sg_grant_inline_actions(scope->arena, &needs->items[i]);
    return true;
}

bool sg_grant_check_effect(struct sg_scope *scope, const struct sg_use *use)
{
    const struct sg_statements *needs = &use->grant->needs;
    bool ok = true;
    for (size_t g = 0; needs->count && g < use->count; g++) {
        const struct sg_given *given = &use->given[g];
        bool used = given->by_default || (use->grant->kms && sg_equals(given->option->name, SG_KEY_OPTION));
        for (size_t i = 0; i < needs->count && !used; i++)
            used = applies(use, i) && sg_grant_statement_uses(&needs->items[i], given->option->name);
        if (used)
            continue;
        const char *grant = use->grant->name;
        if (sg_is_flag(given->option))
            sg_report(scope->findings, SAMGEN_WARNING, given->origin, "adds nothing to %s with these options", grant);
        else
            ok = sg_fail(scope->findings, given->origin,
                         "has no effect on %s with these options; `samgen help %s` shows which options go together",
                         grant, grant);
    }
    return ok;
}

/* AWS does not document which spelling kms:ViaService has where endpoints end in another suffix, so allow both. */
static void add_via(struct sg_scope *scope, const struct sg_value *key, const char *service, struct sg_strings *values)
{
    static const char usual[] = "amazonaws.com";
    const char *partition = key->partition ? key->partition : scope->partition, *suffix = "${AWS::URLSuffix}";
    const char *region = key->region ? key->region : "${AWS::Region}";
    if (strcmp(partition, "${AWS::Partition}") != 0)
        suffix = sg_partition_suffix(partition);
    sg_push(scope->arena, values, sg_format(scope->arena, "%s.%s.%s", service, region, usual));
    if (strcmp(suffix, usual) != 0)
        sg_push(scope->arena, values, sg_format(scope->arena, "%s.%s.%s", service, region, suffix));
}

/* The service that uses the key: that of the grant, or of the form of its resource. */
static const char *via_of(const struct sg_use *use)
{
    for (size_t g = 0; g < use->count; g++)
        for (size_t i = 0; i < use->given[g].count; i++)
            if (use->given[g].values[i].form && use->given[g].values[i].form->via)
                return use->given[g].values[i].form->via;
    return use->grant->kms->via;
}

/* An alias in Resource means the alias and not its key, so allow any key that has the alias. */
static bool key_statement(struct sg_scope *scope, const struct sg_use *use, const struct sg_given *given,
                          const struct sg_value *key, struct sg_statement *made)
{
    struct sg_arena *a = scope->arena;
    const struct sg_encryption *kms = use->grant->kms;
    bool alias = key->form && strcmp(key->form->name, "alias") == 0;
    const struct sg_arn_form *any = alias ? sg_find_form(key->kind, "any") : NULL;
    const char *arn = sg_value_arn(scope, given->origin, key, any, SG_ARN_SHORTEST);
    if (!arn)
        return false;
    *made = (struct sg_statement){.actions = kms->actions, .found = key->found};
    made->sid = sg_format(a, "UseKeyThrough%s", sg_camel_case(a, via_of(use)));
    sg_push(a, &made->resources, arn);
    made->conditions.items = sg_new_array(a, struct sg_condition, 2);
    struct sg_condition *via = &made->conditions.items[made->conditions.count++];
    *via = (struct sg_condition){.name = "StringEquals", .key = "kms:ViaService"};
    add_via(scope, key, via_of(use), &via->values);
    if (!alias)
        return true;
    struct sg_condition *aliases = &made->conditions.items[made->conditions.count++];
    *aliases = (struct sg_condition){.name = "ForAnyValue:StringEquals", .key = "kms:ResourceAliases"};
    sg_push(a, &aliases->values, key->name);
    return true;
}

bool sg_grant_key_needs(struct sg_scope *scope, const struct sg_use *use, struct sg_statements *needs)
{
    const struct sg_given *given = use->grant->kms ? sg_given(use, SG_KEY_OPTION, strlen(SG_KEY_OPTION)) : NULL;
    *needs = (struct sg_statements){0};
    if (!given)
        return true;
    needs->items = sg_new_array(scope->arena, struct sg_statement, given->count);
    for (size_t i = 0; i < given->count; i++)
        if (!key_statement(scope, use, given, &given->values[i], &needs->items[needs->count++]))
            return false;
    return true;
}
