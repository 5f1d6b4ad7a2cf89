#include "grant/generate.h"

#include "grant/allow.h"
#include "grant/block.h"
#include "grant/cover.h"
#include "grant/literal.h"
#include "grant/needs.h"
#include "grant/open_policy.h"
#include "grant/sam_template.h"
#include "grant/raw_statement_internal.h"
#include "grant/self_check.h"

#include <string.h>

#define BASELINE "AWSLambdaBasicExecutionRole"

struct generation {
    struct sg_scope *scope;
    struct sg_catalog *catalog;
    const struct sg_settings *settings;
    struct sg_block block;
};

static const char *comment(const struct generation *g, const char *text)
{
    if (g->settings->explain == SG_EXPLAIN_BESIDE)
        sg_report(g->scope->findings, SAMGEN_NOTE, (struct sg_origin){0}, "%s", text);
    return g->settings->explain == SG_EXPLAIN_IN_TREE ? text : NULL;
}

static void note(const struct generation *g, const char *grant, const char *text)
{
    sg_note_once(g->scope->findings, grant, text);
}

/* " on my-bucket": the value of the first required option as the user wrote it. */
static const char *on_what(const struct sg_scope *scope, const struct sg_use *use)
{
    for (size_t i = 0; i < use->count; i++)
        if (use->given[i].option->required)
            return sg_format(scope->arena, " on %s", use->given[i].values[0].given);
    return "";
}

/* One sentence on what a template allows beyond the needs, or NULL. */
static const char *excess_text(const struct sg_scope *scope, const struct sg_use *use,
                               const struct sg_chosen_form *chosen)
{
    struct sg_arena *a = scope->arena;
    struct sg_strings parts = {0}, more = {0};
    if (chosen->dropped.count)
        sg_push(a, &parts, sg_format(a, "cannot express --%s", sg_join(a, &chosen->dropped, ", --")));
    for (size_t i = 0; i < chosen->excess.count; i++)
        sg_push(a, &more, chosen->excess.items[i]);
    for (size_t i = 0; i < chosen->parts.count; i++)
        sg_push(a, &more, chosen->parts.items[i]);
    if (more.count)
        sg_push(a, &parts, sg_format(a, "also allows %s%s", sg_join(a, &more, ", "), on_what(scope, use)));
    if (chosen->reaches.count)
        sg_push(a, &parts, sg_format(a, "also reaches %s", sg_join(a, &chosen->reaches, ", ")));
    return parts.count ? sg_format(a, "%s %s", chosen->policy->name, sg_join(a, &parts, ", ")) : NULL;
}

/* The comment "grant: reason" for --explain; NULL without --explain. */
static const char *because(const struct generation *g, const struct sg_use *use, const char *why, const char *more)
{
    if (g->settings->explain == SG_EXPLAIN_NOT)
        return NULL;
    return comment(g, sg_format(g->scope->arena, "%s: %s%s", use->grant->name, why, more));
}

/* The actions of the inline form that a template lacks, or NULL. */
static const char *lacking_actions(const struct sg_scope *scope, const struct sg_use *use,
                                   const struct sg_policy *policy)
{
    struct sg_strings lacking = {0};
    for (size_t i = 0; i < use->grant->needs.count; i++) {
        const struct sg_statement *need = &use->grant->needs.items[i];
        for (size_t n = 0; n < need->inline_only.count && sg_grant_statement_applies(use, need); n++)
            if (!sg_grant_allows_action(&policy->statements, need->inline_only.items[n]))
                sg_push_once(scope->arena, &lacking, need->inline_only.items[n]);
    }
    return lacking.count ? sg_join(scope->arena, &lacking, ", ") : NULL;
}

/* The statements that SAM makes of a template. */
static void add_opened_template(struct generation *g, const struct sg_use *use, const struct sg_chosen_form *chosen)
{
    struct sg_statements statements;
    sg_grant_open_template(g->scope, chosen, &statements);
    sg_grant_block_statements(&g->block, &statements, because(g, use, "the statements of ", chosen->policy->name));
}

static void add_template(struct generation *g, const struct sg_use *use, const struct sg_chosen_form *chosen)
{
    struct sg_arena *a = g->scope->arena;
    if (g->settings->entries != SG_ENTRIES_ALL) {
        add_opened_template(g, use, chosen);
        return;
    }
    bool explain = g->settings->explain != SG_EXPLAIN_NOT,
         wide = chosen->writes || chosen->reaches.count || chosen->dropped.count;
    const char *excess = explain || wide ? excess_text(g->scope, use, chosen) : NULL;
    const char *lacking = lacking_actions(g->scope, use, chosen->policy);
    if (!explain && wide)
        note(g, use->grant->name, sg_format(a, "%s (--style inline grants only the need)", excess));
    if (!explain && lacking)
        note(g, use->grant->name,
             sg_format(a, "%s does not allow %s; --style inline does", chosen->policy->name, lacking));
    const char *more = excess ? sg_concat(a, "; ", excess) : "";
    if (lacking)
        more = sg_format(a, "%s; it does not allow %s", more, lacking);
    sg_grant_block_template(&g->block, chosen, because(g, use, chosen->why, more));
}

static bool add_inline(struct generation *g, const struct sg_use *use, const char *why)
{
    struct sg_statements needs;
    if (!sg_grant_inline_needs(g->scope, use, &needs) || !sg_grant_self_check(g->scope, g->catalog, use, &needs))
        return false;
    for (size_t i = 0; i < needs.count; i++) {
        const struct sg_statement *need = &needs.items[i];
        const char *unverified = need->unverified ? sg_concat(g->scope->arena, "UNVERIFIED: ", need->unverified) : NULL;
        if (need->note)
            note(g, use->grant->name, need->note);
        sg_grant_block_statement(
            &g->block, need,
            i == 0       ? because(g, use, why, unverified ? sg_concat(g->scope->arena, "; ", unverified) : "")
            : unverified ? because(g, use, unverified, "")
                         : NULL);
    }
    return true;
}

/* KMSDecryptPolicy has no kms:ViaService, so it is only used with --style template. */
static bool add_key_template(struct generation *g, const struct sg_use *use)
{
    const struct sg_given *key = sg_given(use, SG_KEY_OPTION, strlen(SG_KEY_OPTION));
    const struct sg_strings *actions = &use->grant->kms->actions;
    if (g->settings->style != SAMGEN_STYLE_TEMPLATE || actions->count != 1 ||
        strcmp(actions->items[0], "kms:Decrypt") != 0)
        return false;
    const struct sg_value *value = &key->values[0];
    struct sg_chosen_form chosen = {.form = SG_FORM_TEMPLATE};
    chosen.policy = sg_find_policy(g->catalog, "KMSDecryptPolicy", g->scope->findings);
    if (!chosen.policy || key->count != 1 || (value->found && value->found->conditions.count) || value->form ||
        value->region || !value->name)
        return false;
    struct sg_filled filled = {.parameter = "KeyId", .text = value->name};
    chosen.parameters.items = &filled;
    chosen.parameters.count = 1;
    if (!g->settings->explain)
        note(g, use->grant->name,
             "KMSDecryptPolicy allows calls through any service; --style inline allows only this one");
    sg_grant_block_template(&g->block, &chosen,
                            because(g, use, "the key; KMSDecryptPolicy allows calls through any service", ""));
    return true;
}

/* Says which line of the template names a key that the user did not. */
static void note_found_keys(const struct generation *g, const struct sg_use *use)
{
    const struct sg_given *given = sg_given(use, SG_KEY_OPTION, strlen(SG_KEY_OPTION));
    for (size_t i = 0; i < given->count; i++)
        if (given->values[i].found)
            sg_report(g->scope->findings, SAMGEN_NOTE, given->values[i].origin, "%s", given->values[i].found->note);
}

static bool add_key(struct generation *g, const struct sg_use *use)
{
    struct sg_statements needs;
    if (!sg_grant_key_needs(g->scope, use, &needs) || !sg_grant_self_check(g->scope, g->catalog, use, &needs))
        return false;
    if (needs.count == 0)
        return true;
    note_found_keys(g, use);
    note(g, use->grant->name,
         "the key policy must also let this role use the key, or let the IAM policies of the account decide");
    if (add_key_template(g, use))
        return true;
    for (size_t i = 0; i < needs.count; i++)
        sg_grant_block_statement(&g->block, &needs.items[i],
                                 i ? NULL
                                   : because(g, use, "the key, limited to calls through ", use->grant->kms->via));
    return true;
}

static void add_managed(struct generation *g, const char *name, const char *why)
{
    const struct sg_policy *policy =
        g->settings->entries == SG_ENTRIES_ALL ? NULL : sg_find_managed(g->catalog, name, g->scope->findings);
    if (!policy)
        sg_grant_block_managed(&g->block, name, why);
    else if (g->settings->entries == SG_ENTRIES_NO_TEMPLATES)
        sg_grant_block_managed(&g->block, sg_grant_managed_arn(g->scope, policy), why);
    else {
        struct sg_statements statements;
        sg_grant_open_managed(g->scope, policy, &statements);
        sg_grant_block_statements(&g->block, &statements, why);
    }
}

static bool choose(struct generation *g, const struct sg_use *use, struct sg_chosen_form *chosen)
{
    if (sg_equals(use->grant->name, SG_SAM_TEMPLATE))
        return sg_grant_choose_sam_template(g->scope, g->catalog, use, chosen);
    const struct sg_preference preference = {.style = g->settings->style,
                                             .no_templates = g->settings->entries != SG_ENTRIES_ALL,
                                             .explain = g->settings->explain != SG_EXPLAIN_NOT};
    return sg_grant_check_effect(g->scope, use) && sg_grant_choose(g->scope, g->catalog, use, &preference, chosen);
}

static bool add_allow(struct generation *g, const struct sg_use *use)
{
    struct sg_statement statement;
    if (!sg_grant_allow(g->scope, g->catalog, use, &statement))
        return false;
    sg_grant_block_statement(&g->block, &statement, because(g, use, "as asked", ""));
    return true;
}

static bool add_use(struct generation *g, struct sg_use *use)
{
    if (sg_equals(use->grant->name, SG_ALLOW))
        return add_allow(g, use);
    if (use->key_alone)
        return add_key(g, use);
    struct sg_chosen_form chosen;
    sg_grant_look(g->scope->arena, use);
    if (!choose(g, use, &chosen) || /* a template covers the needs, so it works where they do */
        (chosen.form == SG_FORM_TEMPLATE && !sg_grant_self_check(g->scope, g->catalog, use, &chosen.needs)))
        return false;
    for (size_t i = 0; i < use->grant->notes.count; i++)
        note(g, use->grant->name, use->grant->notes.items[i]);
    for (size_t i = 0; i < use->grant->advice.count; i++) {
        const struct sg_advice *advice = &use->grant->advice.items[i];
        const struct sg_statement condition = {.when = advice->when, .unless = advice->unless};
        if (!advice->help_only && sg_grant_statement_applies(use, &condition))
            note(g, use->grant->name, advice->text);
    }
    if (chosen.form == SG_FORM_MANAGED)
        add_managed(g, chosen.policy->name, because(g, use, chosen.why, ""));
    else if (chosen.form == SG_FORM_TEMPLATE)
        add_template(g, use, &chosen);
    else if (!add_inline(g, use, chosen.why))
        return false;
    return add_key(g, use);
}

/* A `logs` grant that is narrowed or written inline replaces the baseline. */
static bool brings_logs(const struct generation *g, const struct sg_use *uses, size_t count)
{
    bool found = false;
    for (size_t i = 0; i < count; i++) {
        if (!uses[i].grant || !sg_equals(uses[i].grant->name, "logs"))
            continue;
        if (!uses[i].count && g->settings->style != SAMGEN_STYLE_INLINE)
            return false;
        found = true;
    }
    return found;
}

static bool add_statements(struct generation *g, const struct sg_asked *asked)
{
    bool ok = true;
    for (const struct sg_node *item = asked->statements ? asked->statements->first : NULL; item; item = item->next) {
        struct sg_node *statement = sg_grant_read_statement(g->scope, g->catalog, asked->source, item);
        if (statement)
            sg_grant_block_node(&g->block, statement);
        ok = ok && statement;
    }
    return ok;
}

/* Reads every grant, so that every fault is reported; a faulty use has no grant. */
static bool read_uses(struct generation *g, const struct sg_asked *asked, struct sg_use *uses)
{
    bool ok = true;
    for (size_t i = 0; i < asked->count && g->scope->findings->errors < SG_FINDINGS_MOST; i++)
        if (!sg_read_use(g->scope, g->catalog, &asked->grants[i], &uses[i])) {
            uses[i].grant = NULL;
            ok = false;
        }
    return ok;
}

struct sg_node *sg_grant_generate(struct sg_scope *scope, struct sg_catalog *catalog, const struct sg_asked *asked,
                                  const struct sg_settings *settings)
{
    struct generation g = {
        .scope = scope, .catalog = catalog, .settings = settings, .block = sg_grant_block_new(scope)};
    g.block.most = settings->size_most ? settings->size_most : g.block.most;
    struct sg_use *uses = sg_new_array(scope->arena, struct sg_use, asked->count);
    const char *partition = scope->partition;
    bool ok = read_uses(&g, asked, uses) && sg_share_place(scope, uses, asked->count) &&
              (!settings->literal || sg_grant_check_literal(scope, uses, asked->count));
    if (asked->invoked_by && !settings->with_places)
        sg_report(scope->findings, SAMGEN_NOTE,
                  (struct sg_origin){asked->source, asked->invoked_by->start, "invoked-by"},
                  "the Policies of a function do not say who may invoke it, so nothing is written for this");
    if (!settings->no_logs && !asked->no_logs && !brings_logs(&g, uses, asked->count))
        add_managed(&g, BASELINE, comment(&g, "logs: every function writes its log"));
    for (size_t i = 0; i < asked->count; i++)
        if (uses[i].grant)
            ok = add_use(&g, &uses[i]) && ok;
    ok = add_statements(&g, asked) && ok;
    scope->partition = partition;
    return ok ? sg_grant_block_finish(&g.block, asked->origin) : NULL;
}
