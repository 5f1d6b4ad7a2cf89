/* SG301 to SG303: names that are not actions. Known actions go on to action_resource.c. */
#include "lint/rules/action_internal.h"

#include "lint/fix.h"
#include "lint/rules_internal.h"

#include "catalog/data_source.h"

#include <string.h>
#include <strings.h>

static bool lists(const struct sg_lint_statement *s, const char *action)
{
    for (size_t i = 0; i < s->actions.count; i++)
        if (s->actions.items[i].text && strcasecmp(s->actions.items[i].text, action) == 0)
            return true;
    return false;
}

/* An action of this name that another service of the statement has: profile:CreateProfile for connect:CreateProfile. */
static const char *of_other_service(struct sg_lint *l, const struct sg_lint_statement *s, const char *action)
{
    const char *name = strchr(action, ':');
    if (strstr(name, "Tag")) /* nearly every service has TagResource */
        return NULL;
    for (size_t i = 0; i < s->actions.count && sg_lint_may_compare(l); i++) {
        const char *other = s->actions.items[i].text, *colon = other ? strchr(other, ':') : NULL;
        if (!colon)
            continue;
        const char *meant = sg_concat(l->arena, sg_copy_bytes(l->arena, other, (size_t)(colon - other)), name);
        if (sg_find_action(l->catalog, meant, NULL) && !lists(s, meant))
            return meant;
    }
    return NULL;
}

static void report_unknown(struct sg_lint *l, const struct sg_lint_statement *s, const struct sg_lint_text *text,
                           const struct sg_actions *service)
{
    if (sg_lint_is_full(l))
        return;
    const char *other = of_other_service(l, s, text->text);
    const char *near = other ? other : sg_nearest_action(l->arena, l->catalog, text->text, NULL);
    const char *guess = sg_lint_guess(l, near);
    struct sg_lint_finding *finding;
    if (sg_lint_needs_no_permission(l, text->text)) {
        sg_lint_report(l, SG301, text->node, "%s needs no IAM permission; remove it", text->text)->milder = true;
        return;
    }
    if (!service)
        finding = sg_lint_report(l, SG302, text->node, "no AWS service has the prefix \"%.*s\"%s",
                                 (int)strcspn(text->text, ":"), text->text, guess);
    else if (strpbrk(text->text, "*?"))
        finding = sg_lint_report(l, SG303, text->node, "%s matches no AWS action%s", text->text, guess);
    else
        finding = near ? sg_lint_report(l, SG301, text->node, "%s is not an AWS action%s", text->text, guess)
                       : sg_lint_report(l, SG301, text->node,
                                        "%s is not an AWS action in the data of %s; correct it, unless it is newer",
                                        text->text, sg_data_date(l->catalog, "actions"));
    finding->milder = service && !near && !strpbrk(text->text, "*?");
    if (!other) /* both services may be meant */
        finding->fix = sg_lint_fix_action(l, text->node, near);
}

static void add_actions(struct sg_lint *l, const struct sg_lint_statement *s, const struct sg_lint_text *text,
                        struct sg_lint_named_actions *list)
{
    const char *colon = text->text ? strchr(text->text, ':') : NULL;
    if (!colon || strstr(text->text, "${") || strpbrk(text->text, "*?") == text->text) {
        list->complete = false;
        return;
    }
    const struct sg_actions *service = sg_find_actions(l->catalog, text->text, NULL);
    size_t before = list->count;
    const struct sg_action *action = NULL;
    if (service && !strpbrk(text->text, "*?")) {
        action = sg_find_action(l->catalog, text->text, NULL);
        if (action && list->count < SG_LINT_NAMED_MOST)
            list->items[list->count++] = (struct sg_lint_named_action){action, text};
    } else if (service) {
        while ((action = sg_next_action(service, text->text, action)) && list->count < SG_LINT_NAMED_MOST)
            list->items[list->count++] = (struct sg_lint_named_action){action, text};
    }
    list->complete = list->complete && list->count > before && list->count < SG_LINT_NAMED_MOST;
    if (list->count == before && before < SG_LINT_NAMED_MOST)
        report_unknown(l, s, text, service);
}

static void check_statement(struct sg_lint *l, const struct sg_lint_statement *s)
{
    enum sg_lint_attachment attachment = s->document->attachment;
    struct sg_lint_named_actions list; /* large, so its items are not zeroed */
    list.count = 0;
    list.complete = true;
    for (size_t i = 0; i < s->actions.count; i++)
        add_actions(l, s, &s->actions.items[i], &list);
    if (s->not_action || s->not_resource || !s->resource || attachment == SG_LINT_IN_RESOURCE ||
        attachment == SG_LINT_IN_TRUST)
        return;
    sg_lint_check_action_resources(l, &list, s);
}

void sg_lint_check_action(struct sg_lint *l)
{
    for (const struct sg_lint_document *d = NULL; (d = sg_lint_next_document(l, d));)
        for (size_t i = 0; i < d->count; i++)
            check_statement(l, &d->statements[i]);
}
