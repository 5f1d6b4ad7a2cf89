/* SG105, SG106 and SG111: managed policies that are withdrawn, or wider than anybody needs. */
#include "lint/rules_internal.h"

#include "sam/intrinsic.h"

#include <string.h>

/* AWS withdrew these; roles that do not have them yet cannot get them. */
static const struct {
    const char *name, *instead;
} withdrawn[] = {
    {"AWSLambdaFullAccess", "AWSLambda_FullAccess"},
    {"AWSLambdaReadOnlyAccess", "AWSLambda_ReadOnlyAccess"},
    {"AWSConfigRole", "AWS_ConfigRole"},
};

/* With these a function may do whatever it likes in the account, or make itself a role that may. */
static const struct {
    const char *name, *allows;
} everything[] = {
    {"AdministratorAccess", "every action on every resource"},
    {"PowerUserAccess", "nearly every action on every resource"},
    {"IAMFullAccess", "changing every policy, so the role can give itself every permission"},
};

/* What AWS calls policies that hold all or most of a service, and one that it calls otherwise. */
static const char *const wide[] = {"FullAccess", "PowerUser", "Administrator", "SecretsManagerReadWrite"};

static bool is_called_wide(struct sg_lint *l, const char *name)
{
    struct sg_findings silent = {.arena = l->arena};
    for (size_t i = 0; i < sizeof wide / sizeof *wide; i++)
        if (strstr(name, wide[i]))
            return sg_find_managed_name(l->catalog, name, &silent) != NULL;
    return false;
}

/* "sqs:*", when the catalog has the policy and it allows that on everything. */
static const char *whole_service(struct sg_lint *l, const char *name)
{
    struct sg_findings silent = {.arena = l->arena};
    const struct sg_policy *policy = sg_find_managed(l->catalog, name, &silent);
    for (size_t i = 0; policy && i < policy->statements.count; i++) {
        const struct sg_statement *s = &policy->statements.items[i];
        bool allows = !s->effect || strcmp(s->effect, "Allow") == 0;
        for (size_t k = 0; allows && sg_strings_have(&s->resources, "*") && k < s->actions.count; k++)
            if (sg_ends_with(s->actions.items[k], ":*"))
                return s->actions.items[k];
    }
    return NULL;
}

static void check_width(struct sg_lint *l, const struct sg_node *entry, const char *name)
{
    for (size_t i = 0; i < sizeof everything / sizeof *everything; i++)
        if (strcmp(everything[i].name, name) == 0) {
            sg_lint_report(l, "SG106", entry, "%s allows %s; grant only what is needed", name, everything[i].allows);
            return;
        }
    if (!is_called_wide(l, name))
        return;
    const char *actions = whole_service(l, name);
    if (actions)
        sg_lint_report(l, "SG111", entry,
                       "%s allows %s on every resource; grant only the actions and resources that are used", name,
                       actions);
    else
        sg_lint_report(l, "SG111", entry,
                       "%s allows far more than one function needs; grant only the actions and resources that are used",
                       name);
}

static void check_managed(struct sg_lint *l, const struct sg_node *entry, void *context)
{
    (void)context;
    bool is_document = entry->type == SG_MAP && !sg_intrinsic_name(entry);
    const char *text = is_document ? NULL : sg_lint_text(l, entry), *slash = text ? strrchr(text, '/') : NULL;
    const char *name = slash ? slash + 1 : text;
    if (!name || (slash && !strstr(text, ":iam::aws:policy/")))
        return;
    for (size_t i = 0; i < sizeof withdrawn / sizeof *withdrawn; i++)
        if (strcmp(withdrawn[i].name, name) == 0) {
            sg_lint_report(l, "SG105", entry,
                           "AWS has withdrawn the managed policy %s; use %s, or grant only what is needed", name,
                           withdrawn[i].instead);
            return;
        }
    check_width(l, entry, name);
}

void sg_lint_check_managed(struct sg_lint *l)
{
    for (size_t i = 0; i < l->template->count; i++) {
        const struct sg_resource *r = l->resource = &l->template->resources[i];
        bool makes_role = sg_has_type(r, SG_FUNCTION_TYPE) || sg_has_type(r, SG_STATE_MACHINE_TYPE);
        if (makes_role && !sg_get(r->properties, "Role"))
            sg_lint_each(l, sg_get(r->properties, "Policies"), check_managed, NULL);
        if (sg_has_type(r, "AWS::IAM::Role"))
            sg_lint_each(l, sg_get(r->properties, "ManagedPolicyArns"), check_managed, NULL);
    }
}
