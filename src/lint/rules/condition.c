/* SG203: conditions on keys that requests for the actions do not have. */
#include "lint/rules_internal.h"
#include "lint/statement_internal.h"

#include "catalog/action.h"
#include "sam/intrinsic.h"

#include <string.h>

/* With these operators a condition can be true for requests without the key. */
static bool takes_missing(const char *operator)
{
    static const char *const words[] = {"IfExists", "Not", "Null", "ForAllValues:"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strstr(operator, words[i]))
            return true;
    return false;
}

#define NAMES_MOST 5 /* actions in a message */

static void check_key(struct sg_lint *l, const struct sg_lint_statement *s, const struct sg_node *key)
{
    struct sg_strings without = {0};
    size_t known = 0, lacking = 0;
    for (size_t i = 0; i < s->actions.count; i++) {
        const char *name = s->actions.items[i].text;
        bool plain = name && strchr(name, ':') && !strpbrk(name, "*?$");
        const struct sg_action *action = plain ? sg_find_action(l->catalog, name, NULL) : NULL;
        if (!action)
            continue;
        if (!sg_lint_may_compare(l))
            return;
        known++;
        if (sg_action_key(l->catalog, action, key->text, NULL, NULL) != SG_KEY_UNKNOWN)
            continue;
        lacking++;
        if (without.count <= NAMES_MOST)
            sg_push_once(l->arena, &without, name);
    }
    if (!lacking)
        return;
    bool more = without.count > NAMES_MOST;
    without.count -= more;
    const char *names = sg_join(l->arena, &without, ", "), *others = more ? " and others" : "";
    if (lacking == known)
        sg_lint_report(
            l, SG203, key,
            "requests for %s%s do not have the condition key %s, so this statement never applies; remove the "
            "key, or test another one",
            names, others, key->text);
    else
        sg_lint_report(l, SG203, key,
                       "requests for %s%s do not have the condition key %s, so this statement never applies to them; "
                       "move them to a statement without it",
                       names, others, key->text);
}

static void check_statement(struct sg_lint *l, const struct sg_lint_statement *s)
{
    enum sg_lint_attachment attachment = s->document->attachment;
    if (!s->condition || s->condition->type != SG_MAP || sg_intrinsic_name(s->condition) || s->not_action ||
        attachment == SG_LINT_IN_TRUST || attachment == SG_LINT_IN_RESOURCE)
        return;
    for (const struct sg_node *operator= s->condition->first; operator; operator= operator->next->next)
        if (operator->next->type == SG_MAP && !sg_intrinsic_name(operator->next) && !takes_missing(operator->text))
            for (const struct sg_node *key = operator->next->first; key; key = key->next->next)
                if (strchr(key->text, ':') && !strchr(key->text, '$'))
                    check_key(l, s, key);
}

void sg_lint_check_condition(struct sg_lint *l)
{
    for (const struct sg_lint_document *d = NULL; (d = sg_lint_next_document(l, d));)
        for (size_t i = 0; i < d->count; i++)
            check_statement(l, &d->statements[i]);
}
