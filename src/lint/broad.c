/* SG105, SG106, SG307, SG315 and SG318: permissions that are wider than anybody needs. */
#include "lint/checks.h"
#include "lint/statement.h"

#include "catalog/action.h"
#include "yaml/scalar.h"

#include <string.h>
#include <strings.h>

/* ---- Statements ---- */

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

/* "iam:PassRole", and a pattern of IAM's actions that it matches. */
static bool passes_role(struct sg_lint *l, const char *pattern)
{
    struct sg_findings silent = {.arena = l->arena};
    const struct sg_action *action = NULL;
    if (!pattern || strncasecmp(pattern, "iam:", 4) != 0)
        return false;
    const struct sg_actions *iam = sg_find_actions(l->catalog, pattern, &silent);
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

static void check_pass_role(struct sg_lint *l, const struct sg_lint_statement *s)
{
    const struct sg_node *every = every_role(s);
    for (size_t i = 0; every && i < s->actions.count; i++)
        if (passes_role(l, s->actions.items[i].text) && !has_key(s->condition, "iam:PassedToService"))
            sg_lint_report(l, "SG315", every,
                           "%s on every role lets it hand any of the account to any service; name the role, or add the "
                           "condition StringEquals iam:PassedToService",
                           s->actions.items[i].text);
}

static void check_wildcards(struct sg_lint *l, const struct sg_lint_statement *s, const struct sg_node *all)
{
    for (size_t i = 0; i < s->actions.count; i++) {
        const char *text = s->actions.items[i].text;
        if (text && (strcmp(text, "*") == 0 || strcmp(text, "*:*") == 0) && all)
            sg_lint_report(l, "SG318", s->actions.items[i].node,
                           "this allows everything in the account; name the actions");
    }
}

/* Whether every action of the statement could be limited to resources. */
static bool could_be_scoped(struct sg_lint *l, const struct sg_lint_statement *s)
{
    struct sg_findings silent = {.arena = l->arena};
    for (size_t i = 0; i < s->actions.count; i++) {
        const char *text = s->actions.items[i].text;
        bool plain = text && strchr(text, ':') && !strpbrk(text, "*?$");
        const struct sg_action *action = plain ? sg_find_action(l->catalog, text, &silent) : NULL;
        if (!action || action->on_all || !action->type_count)
            return false;
    }
    return s->actions.count > 0;
}

static void check_statement(struct sg_lint *l, const struct sg_lint_statement *s)
{
    const struct sg_node *all = NULL;
    if (s->deny || s->not_action || s->not_resource || s->place == SG_IN_TRUST || s->place == SG_IN_RESOURCE)
        return;
    (void)is_on_all(s, &all);
    check_wildcards(l, s, all);
    check_pass_role(l, s);
    if (all && !s->condition && could_be_scoped(l, s))
        sg_lint_report(l, "SG307", all, "%s%s can be limited to resources; name them", s->actions.items[0].text,
                       s->actions.count > 1 ? " and the other actions" : "");
}

static void check_document(struct sg_lint *l, const struct sg_node *document, enum sg_lint_place place)
{
    sg_lint_each_statement(l, document, place, check_statement);
}

/* ---- Managed policies ---- */

/* AWS withdrew these; roles that do not have them yet cannot get them. */
static const struct {
    const char *name, *instead;
} withdrawn[] = {
    {"AWSLambdaFullAccess", "AWSLambda_FullAccess"},
    {"AWSLambdaReadOnlyAccess", "AWSLambda_ReadOnlyAccess"},
    {"AWSConfigRole", "AWS_ConfigRole"},
};

/* With these a function may do whatever it likes in the account, or make itself a role that may. */
static const char *const everything[] = {"AdministratorAccess", "PowerUserAccess", "IAMFullAccess"};

static void check_managed(struct sg_lint *l, const struct sg_node *entry, void *context)
{
    (void)context;
    const char *text = sg_is_text(entry) ? entry->text : sg_lint_text(l, entry),
               *slash = text ? strrchr(text, '/') : NULL;
    const char *name = slash ? slash + 1 : text;
    if (!name || (slash && !strstr(text, ":iam::aws:policy/")))
        return;
    for (size_t i = 0; i < sizeof withdrawn / sizeof *withdrawn; i++)
        if (strcmp(withdrawn[i].name, name) == 0)
            sg_lint_report(l, "SG105", entry, "AWS has withdrawn %s; use %s, or grant what is needed", name,
                           withdrawn[i].instead);
    for (size_t i = 0; i < sizeof everything / sizeof *everything; i++)
        if (strcmp(everything[i], name) == 0)
            sg_lint_report(l, "SG106", entry, "%s allows everything in the account; grant what is needed", name);
}

void sg_check_breadth(struct sg_lint *l)
{
    sg_lint_each_document(l, check_document);
    for (size_t i = 0; i < l->template->count; i++) {
        const struct sg_resource *r = l->resource = &l->template->resources[i];
        bool makes_role = sg_has_type(r, SG_FUNCTION_TYPE) || sg_has_type(r, SG_STATE_MACHINE_TYPE);
        if (makes_role && !sg_get(r->properties, "Role"))
            sg_lint_each(l, sg_get(r->properties, "Policies"), check_managed, NULL);
        if (sg_has_type(r, "AWS::IAM::Role"))
            sg_lint_each(l, sg_get(r->properties, "ManagedPolicyArns"), check_managed, NULL);
    }
}
