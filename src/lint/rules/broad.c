/* SG307, SG315, SG318 and SG325: statements that allow more than anybody needs. */
#include "lint/rules_internal.h"
#include "lint/statement_internal.h"

#include "base/text.h"
#include "catalog/action.h"
#include "iam/arn.h"
#include "sam/intrinsic.h"
#include "yaml/scalar.h"

#include <string.h>
#include <strings.h>

static bool is_on_all(const struct sg_lint_statement *s, const struct sg_node **where)
{
    for (size_t i = 0; i < s->resources.count; i++)
        if (s->resources.items[i].text && strcmp(s->resources.items[i].text, "*") == 0) {
            *where = s->resources.items[i].node;
            return true;
        }
    return false;
}

static bool has_key(const struct sg_node *condition, const char *key)
{
    for (const struct sg_node *o = condition && condition->type == SG_MAP ? condition->first : NULL; o;
         o = o->next->next)
        for (const struct sg_node *k = o->next->type == SG_MAP ? o->next->first : NULL; k; k = k->next->next)
            if (strcasecmp(k->text, key) == 0)
                return true;
    return false;
}

/* Returns whether an action, or a pattern of IAM actions, includes iam:PassRole. */
static bool passes_role(struct sg_lint *l, const char *pattern)
{
    const struct sg_action *action = NULL;
    if (!pattern || strncasecmp(pattern, "iam:", 4) != 0)
        return false;
    const struct sg_actions *iam = sg_find_actions(l->catalog, pattern, NULL);
    while (iam && (action = sg_next_action(iam, pattern, action)))
        if (strcmp(action->name, "PassRole") == 0)
            return true;
    return false;
}

static const struct sg_node *every_role(const struct sg_lint_statement *s)
{
    for (size_t i = 0; i < s->resources.count; i++) {
        const char *text = s->resources.items[i].text;
        if (text && (strcmp(text, "*") == 0 || (sg_starts_with(text, "arn:") && sg_ends_with(text, ":role/*"))))
            return s->resources.items[i].node;
    }
    return NULL;
}

/* Returns the resource that is reported, or NULL. Of iam:* on everything SG318 says more. */
static const struct sg_node *check_pass_role(struct sg_lint *l, const struct sg_lint_statement *s,
                                             const struct sg_node *all)
{
    const struct sg_node *every = every_role(s), *reported = NULL;
    for (size_t i = 0; every && !has_key(s->condition, "iam:PassedToService") && i < s->actions.count; i++) {
        const char *action = s->actions.items[i].text;
        if (!passes_role(l, action) || (all && strcasecmp(action, "iam:*") == 0))
            continue;
        reported = every;
        sg_lint_report(l, SG315, every,
                       "%s on every role can pass any role of the account to any service; name the role, or add a "
                       "StringEquals condition on iam:PassedToService",
                       action);
    }
    return reported;
}

static bool is_everything(const char *action)
{
    return action && (strcmp(action, "*") == 0 || strcmp(action, "*:*") == 0);
}

/* A service with only one action has no narrower name for it. */
static void check_service(struct sg_lint *l, const struct sg_lint_text *action)
{
    const struct sg_actions *service = sg_find_actions(l->catalog, action->text, NULL);
    if (service && service->count > 1)
        sg_lint_report(l, SG325, action->node,
                       "%s also allows every future %s action; list the actions that are called", action->text,
                       service->prefix);
}

static void check_wildcards(struct sg_lint *l, const struct sg_lint_statement *s, bool on_all)
{
    for (size_t i = 0; i < s->actions.count; i++) {
        const struct sg_lint_text *action = &s->actions.items[i];
        bool everything = is_everything(action->text);
        if (everything && on_all)
            sg_lint_report(l, SG318, action->node,
                           "this allows every action on every resource; list the actions that are called");
        else if (everything)
            sg_lint_report(l, SG325, action->node,
                           "this allows every action of every service; list the actions that are called");
        else if (on_all && action->text && strcasecmp(action->text, "iam:*") == 0) /* it can change its own policies */
            sg_lint_report(l, SG318, action->node,
                           "with %s the role can give itself every permission; list the actions that are called",
                           action->text);
        else if (action->text && sg_ends_with(action->text, ":*"))
            check_service(l, action);
    }
}

/* Returns whether what the action works on sometimes has no ARN. */
static bool is_without_arn(const struct sg_lint *l, const char *action)
{
    for (size_t i = 0; i < l->needs->without_arn.count; i++)
        if (strcasecmp(l->needs->without_arn.items[i].action, action) == 0)
            return true;
    return false;
}

/* Returns whether every action of the statement can be limited to resources. */
static bool could_be_scoped(struct sg_lint *l, const struct sg_lint_statement *s)
{
    for (size_t i = 0; i < s->actions.count; i++) {
        const char *text = s->actions.items[i].text;
        bool plain = text && strchr(text, ':') && !strpbrk(text, "*?$") && !is_without_arn(l, text);
        const struct sg_action *action = plain ? sg_find_action(l->catalog, text, NULL) : NULL;
        if (!action || action->on_all || !action->type_count)
            return false;
    }
    return s->actions.count > 0;
}

#define NAMES_MOST 5 /* actions in a message */

static const char *names_of(struct sg_lint *l, const struct sg_lint_statement *s)
{
    struct sg_strings names = {0};
    for (size_t i = 0; i < s->actions.count && names.count <= NAMES_MOST; i++)
        sg_push_once(l->arena, &names, s->actions.items[i].text);
    if (names.count <= NAMES_MOST)
        return sg_join(l->arena, &names, ", ");
    names.count = NAMES_MOST;
    return sg_concat(l->arena, sg_join(l->arena, &names, ", "), " and others");
}

/* Returns whether an ARN names every resource of its type in the account, such as "function:*". */
static bool names_every(struct sg_lint *l, const struct sg_lint_statement *s, const char *arn)
{
    const char *account = arn ? sg_arn_at(arn, SG_ARN_PART_ACCOUNT) : NULL;
    const char *resource = account ? sg_arn_at(arn, SG_ARN_PART_RESOURCE) : NULL;
    size_t type = resource ? strspn(resource, SG_SMALL_LETTERS "-") : 0;
    bool every = type && (resource[type] == ':' || resource[type] == '/') && strcmp(resource + type + 1, "*") == 0;
    if (!every || *account == ':')
        return false;
    const struct sg_actions *service = sg_find_actions(l->catalog, s->actions.items[0].text, NULL);
    return service && sg_is_wide_arn(service, arn);
}

static void check_scope(struct sg_lint *l, const struct sg_lint_statement *s, const struct sg_node *all)
{
    const struct sg_node *reported = check_pass_role(l, s, all);
    if (s->condition || !could_be_scoped(l, s) || (reported && s->actions.count == 1))
        return;
    if (all && !sg_is_if(s->resource)) /* "*" is often the branch for where no ARNs are given */
        sg_lint_report(l, SG307, all, "%s %s ARNs; list them instead of \"*\"", names_of(l, s),
                       s->actions.count > 1 ? "accept" : "accepts");
    for (size_t i = 0; !all && i < s->resources.count; i++)
        if (s->resources.items[i].node != reported && names_every(l, s, s->resources.items[i].text))
            sg_lint_report(l, SG307, s->resources.items[i].node,
                           "%s names every resource of its type; list those that are used",
                           sg_lint_shown(l, s->resources.items[i].node));
}

static void check_statement(struct sg_lint *l, const struct sg_lint_statement *s)
{
    const struct sg_node *all = NULL;
    enum sg_lint_attachment attachment = s->document->attachment;
    if (s->deny || attachment == SG_LINT_IN_TRUST || attachment == SG_LINT_IN_RESOURCE)
        return;
    bool on_all = is_on_all(s, &all) || s->not_resource;
    if (s->not_action && on_all)
        sg_lint_report(
            l, SG318, s->action,
            "this allows every action except those listed here; list the actions that are called under Action");
    if (!s->not_action)
        check_wildcards(l, s, on_all);
    if (!s->not_action && !s->not_resource)
        check_scope(l, s, all);
}

void sg_lint_check_broad(struct sg_lint *l)
{
    for (const struct sg_lint_document *d = NULL; (d = sg_lint_next_document(l, d));)
        for (size_t i = 0; i < d->count; i++)
            check_statement(l, &d->statements[i]);
}
