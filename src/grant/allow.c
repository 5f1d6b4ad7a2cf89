#include "grant/allow.h"

#include "base/text.h"
#include "grant/action_check_internal.h"
#include "grant/allow_internal.h"

#include <string.h>

#define SID_WORD_MOST 40

const struct sg_action *sg_grant_next_action(const struct sg_allow_action *action, const struct sg_action *last)
{
    if (action->only)
        return last ? NULL : action->only;
    return sg_next_action(action->service, action->text, last);
}

struct sg_origin sg_grant_action_origin(const struct sg_allow_action *action)
{
    struct sg_origin origin = action->origin;
    origin.subject = origin.source ? origin.subject : NULL;
    return origin;
}

static bool is_pattern(const char *action)
{
    return strpbrk(action, "*?") != NULL;
}

/* Words that probably belong to --resource. */
static bool is_resource(const char *text)
{
    return sg_starts_with(text, "arn:") || sg_starts_with(text, "${") || sg_starts_with(text, "!");
}

static bool refuse_word(const struct sg_allow_work *w, const struct sg_allow_action *action)
{
    struct sg_origin origin = sg_grant_action_origin(action);
    const char *text = action->text;
    if (strcmp(text, "*") == 0 || strcmp(text, "*:*") == 0)
        return sg_fail(w->scope->findings, origin,
                       "\"%s\" allows every action of every service; name the actions, or a service as in s3:*", text);
    if (is_resource(text))
        return sg_fail(w->scope->findings, origin, "\"%s\" is not an action; write --resource before each resource",
                       text);
    return sg_fail(w->scope->findings, origin, "\"%s\" is not an action; write one such as s3:GetObject", text);
}

static bool is_action_text(const char *text)
{
    static const char name[] = SG_ALNUM "-*?";
    const char *colon = strchr(text, ':');
    return colon && colon > text && colon[1] && strcspn(text, "*?") > (size_t)(colon - text) &&
           colon[1 + strspn(colon + 1, name)] == '\0';
}

/* Nobody sees in a pattern how many actions it allows, so say it. */
static void note_pattern(const struct sg_allow_work *w, const struct sg_allow_action *action)
{
    size_t count = 0, reads = 0, permissions = 0;
    for (const struct sg_action *a = NULL; (a = sg_grant_next_action(action, a)); count++) {
        reads += a->access == SG_ACCESS_READ || a->access == SG_ACCESS_LIST;
        permissions += a->access == SG_ACCESS_PERMISSIONS;
    }
    const char *more = permissions ? sg_format(w->scope->arena, ", %zu change permissions", permissions) : "";
    sg_report(w->scope->findings, reads == count ? SAMGEN_NOTE : SAMGEN_WARNING, sg_grant_action_origin(action),
              "%s allows %zu actions today (%zu only read%s) and those that AWS adds later", action->text, count, reads,
              more);
}

static bool read_action(const struct sg_allow_work *w, const struct sg_value *value, struct sg_allow_action *action)
{
    struct sg_arena *a = w->scope->arena;
    *action = (struct sg_allow_action){.text = value->name ? value->name : value->given, .origin = value->origin};
    if (!is_action_text(action->text))
        return refuse_word(w, action);
    if (!sg_grant_check_action(w->scope, w->catalog, sg_grant_action_origin(action), action->text, SG_NEWER_ACTION))
        return false;
    action->service = sg_find_actions(w->catalog, action->text, w->scope->findings);
    if (!is_pattern(action->text))
        action->only = sg_find_action(w->catalog, action->text, w->scope->findings);
    action->newer = !action->only && !is_pattern(action->text);
    action->text = action->only ? sg_action_name(a, action->only)
                                : sg_format(a, "%s%s", action->service->prefix, strchr(action->text, ':'));
    return true;
}

/* Each action once, as the reference spells it. */
static bool read_actions(struct sg_allow_work *w, struct sg_strings *actions)
{
    const struct sg_given *given = sg_given(w->use, "action", strlen("action"));
    bool ok = true;
    w->actions = sg_new_array(w->scope->arena, struct sg_allow_action, given->count);
    for (size_t i = 0; i < given->count; i++) {
        struct sg_allow_action *action = &w->actions[w->action_count];
        if (!read_action(w, &given->values[i], action))
            ok = false;
        else if (sg_push_once(w->scope->arena, actions, action->text))
            w->action_count++;
    }
    return ok;
}

/* "AllowGetItem", "AllowGetItemAndQuery", "AllowGetItemAnd2More". */
static const char *sid_of(const struct sg_allow_work *w)
{
    struct sg_arena *a = w->scope->arena;
    struct sg_strings words = {0};
    for (size_t i = 0; i < w->action_count; i++) {
        const char *colon = strchr(w->actions[i].text, ':'), *word = sg_camel_case(a, colon + 1);
        word = *word ? word : sg_camel_case(a, w->actions[i].service->prefix);
        sg_push_once(a, &words, strlen(word) > SID_WORD_MOST ? sg_copy_bytes(a, word, SID_WORD_MOST) : word);
    }
    if (words.count > 2)
        return sg_format(a, "Allow%sAnd%zuMore", words.items[0], words.count - 1);
    return sg_format(a, "Allow%s", sg_join(a, &words, "And"));
}

bool sg_grant_allow(struct sg_scope *scope, struct sg_catalog *catalog, const struct sg_use *use,
                    struct sg_statement *made)
{
    struct sg_allow_work w = {.scope = scope, .catalog = catalog, .use = use};
    *made = (struct sg_statement){0};
    if (!read_actions(&w, &made->actions))
        return false;
    bool resources = sg_grant_read_resources(&w, &made->resources), conditions = sg_grant_read_conditions(&w, made);
    if (!resources || !conditions)
        return false;
    made->sid = sid_of(&w);
    for (size_t i = 0; i < w.action_count; i++)
        if (is_pattern(w.actions[i].text))
            note_pattern(&w, &w.actions[i]);
    return true;
}
