/* SG105, SG106 and SG111: managed policies that are withdrawn, or allow more than anybody needs. */
#include "lint/rules_internal.h"
#include "lint/values_internal.h"

#include "sam/intrinsic.h"

#include <string.h>

/* Roles that do not have these yet cannot get them any more. */
static const struct {
    const char *name, *instead;
} withdrawn[] = {
    {"AWSLambdaFullAccess", "AWSLambda_FullAccess"},
    {"AWSLambdaReadOnlyAccess", "AWSLambda_ReadOnlyAccess"},
    {"AWSConfigRole", "AWS_ConfigRole"},
};

/* With these a function can do everything in the account, or create a role that can. */
static const struct {
    const char *name, *allows;
} everything[] = {
    {"AdministratorAccess", "every action on every resource"},
    {"PowerUserAccess", "nearly everything except IAM"},
    {"IAMFullAccess", "changing every policy, so the role can give itself every permission"},
};

/* Parts of the names of policies for all or most of a service, and a policy with another name. */
static const char *const wide[] = {"FullAccess", "PowerUser", "Administrator", "SecretsManagerReadWrite"};

static bool is_called_wide(struct sg_lint *l, const char *name)
{
    for (size_t i = 0; i < sizeof wide / sizeof *wide; i++)
        if (strstr(name, wide[i]))
            return sg_find_managed_name(l->catalog, name, NULL) != NULL;
    return false;
}

/* "sqs:*", if the catalog has the policy and it allows that on every resource; else NULL. */
static const char *whole_service(struct sg_lint *l, const char *name)
{
    const struct sg_policy *policy = sg_find_managed(l->catalog, name, NULL);
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
            sg_lint_report(l, SG106, entry, "%s allows %s; grant only what is needed", name, everything[i].allows);
            return;
        }
    if (!is_called_wide(l, name))
        return;
    const char *actions = whole_service(l, name);
    if (actions)
        sg_lint_report(l, SG111, entry,
                       "%s allows %s on every resource; grant only the actions and resources that are used", name,
                       actions);
    else
        sg_lint_report(l, SG111, entry,
                       "%s allows much more than most roles need; grant only the actions and resources that are used",
                       name);
}

static void check_managed(struct sg_lint *l, const struct sg_node *entry)
{
    bool is_document = entry->type == SG_MAP && !sg_intrinsic_name(entry);
    const char *text = is_document ? NULL : sg_lint_text(l, entry), *slash = text ? strrchr(text, '/') : NULL;
    const char *name = slash ? slash + 1 : text;
    if (!name || (slash && !strstr(text, ":iam::aws:policy/")))
        return;
    for (size_t i = 0; i < sizeof withdrawn / sizeof *withdrawn; i++)
        if (strcmp(withdrawn[i].name, name) == 0) {
            sg_lint_report(l, SG105, entry,
                           "AWS has withdrawn the managed policy %s; use %s, or grant only what is needed", name,
                           withdrawn[i].instead);
            return;
        }
    check_width(l, entry, name);
}

void sg_lint_check_managed(struct sg_lint *l)
{
    for (const struct sg_resource *r = NULL; (r = sg_lint_next_resource(l, r));) {
        bool is_role = sg_has_type(r, "AWS::IAM::Role");
        const struct sg_node *list = is_role ? sg_get(r->properties, "ManagedPolicyArns") : sg_lint_policies_of(l, r);
        for (struct sg_lint_values v = sg_lint_values_of(l, list); sg_lint_next(&v);)
            check_managed(l, v.value);
    }
}
