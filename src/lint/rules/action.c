/* SG301 to SG303: names that are no actions. */
#include "lint/rules_internal.h"
#include "lint/fix.h"
#include "lint/named_internal.h"

#include <string.h>

static void tell_unknown(struct sg_lint *l, const struct sg_lint_text *text, const struct sg_actions *service,
                         struct sg_findings *silent)
{
    if (sg_lint_is_full(l))
        return;
    const char *near = sg_nearest_action(l->arena, l->catalog, text->text, silent);
    const char *guess = sg_lint_guess(l, near);
    struct sg_lint_finding *finding;
    if (!service)
        finding = sg_lint_report(l, "SG302", text->node, "no AWS service has the prefix \"%.*s\"%s",
                                 (int)strcspn(text->text, ":"), text->text, guess);
    else if (strpbrk(text->text, "*?"))
        finding = sg_lint_report(l, "SG303", text->node, "%s matches no AWS action%s", text->text, guess);
    else
        finding = sg_lint_report(l, "SG301", text->node, "%s is not an AWS action%s", text->text, guess);
    finding->fix = sg_lint_fix_action(l, text->node, near);
}

static void add_actions(struct sg_lint *l, const struct sg_lint_text *text, struct sg_named_actions *list)
{
    struct sg_findings silent = {.arena = l->arena};
    const char *colon = text->text ? strchr(text->text, ':') : NULL;
    if (!colon || strstr(text->text, "${") || strpbrk(text->text, "*?") == text->text) {
        list->complete = false;
        return;
    }
    const struct sg_actions *service = sg_find_actions(l->catalog, text->text, &silent);
    size_t before = list->count;
    const struct sg_action *action = NULL;
    if (service && !strpbrk(text->text, "*?")) {
        action = sg_find_action(l->catalog, text->text, &silent);
        if (action && list->count < SG_NAMED_MOST)
            list->items[list->count++] = (struct sg_named_action){action, text};
    } else if (service) {
        while ((action = sg_next_action(service, text->text, action)) && list->count < SG_NAMED_MOST)
            list->items[list->count++] = (struct sg_named_action){action, text};
    }
    list->complete = list->complete && list->count > before && list->count < SG_NAMED_MOST;
    if (list->count == before && before < SG_NAMED_MOST)
        tell_unknown(l, text, service, &silent);
}

static void check_statement(struct sg_lint *l, const struct sg_lint_statements *all, const struct sg_lint_statement *s)
{
    struct sg_named_actions list; /* large, so its items are not zeroed */
    list.count = 0;
    list.complete = true;
    for (size_t i = 0; i < s->actions.count; i++)
        add_actions(l, &s->actions.items[i], &list);
    if (s->not_action || s->not_resource || !s->resource || s->place == SG_IN_RESOURCE || s->place == SG_IN_TRUST)
        return;
    sg_lint_works_on(l, &list, all, s);
}

static void check_document(struct sg_lint *l, const struct sg_node *document, enum sg_lint_attachment place)
{
    const struct sg_lint_statements all = sg_lint_statements_of(l, document, place);
    for (size_t i = 0; i < all.count; i++)
        check_statement(l, &all, &all.items[i]);
}

void sg_lint_check_statements(struct sg_lint *l)
{
    sg_lint_each_document(l, check_document);
}
