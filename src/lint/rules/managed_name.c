/* SG104: names of managed policies that SAM or CloudFormation does not find. */
#include "lint/rules_internal.h"
#include "lint/values_internal.h"

#include "catalog/data_source.h"
#include "sam/intrinsic.h"
#include "sam/policy_template.h"
#include "yaml/scalar.h"

#include <string.h>

/* ---- Unknown names ---- */

#define AWS_POLICY ":iam::aws:policy/"

static const char *policy_name_of(const char *text)
{
    const char *slash = strrchr(text, '/');
    return strstr(text, AWS_POLICY) && slash ? slash + 1 : text;
}

static const char *nearest_managed(struct sg_lint *l, const char *name)
{
    const struct sg_managed_names *all = sg_managed_names(l->catalog, NULL);
    struct sg_strings known = {0};
    for (size_t i = 0; all && i < all->policies.count; i++)
        sg_push(l->arena, &known, all->policies.items[i].name);
    sg_catalog_files(l->catalog, "policies", &known);
    return sg_nearest(name, &known);
}

/* SAM replaces names that it knows by ARNs. It passes on others to CloudFormation, which accepts only ARNs. */
static void check_name(struct sg_lint *l, const struct sg_node *entry, const char *text)
{
    bool of_aws = strstr(text, AWS_POLICY) != NULL;
    if (strchr(text, '{') || (sg_starts_with(text, "arn:") && !of_aws) || sg_lint_is_full(l))
        return;
    const char *name = policy_name_of(text);
    const struct sg_managed_name *known = sg_find_managed_name(l->catalog, name, NULL);
    const char *path = known && known->path ? known->path : "";
    const char *end = strchr(text, '/');
    if (known && of_aws && end && strcmp(end + 1, sg_concat(l->arena, path, name)) != 0)
        sg_lint_report(l, SG104, entry, "no managed policy has this ARN; the ARN of %s ends with :policy/%s%s", name,
                       path, name);
    if (known)
        return;
    if (sg_find_policy(l->catalog, name, NULL)) {
        sg_lint_report(l, SG104, entry,
                       "%s is a SAM policy template, not a managed policy; write \"%s: {...}\" with its "
                       "parameters",
                       name, name);
        return;
    }
    const char *near = nearest_managed(l, name);
    if (of_aws && !near) /* an ARN reaches CloudFormation as it is */
        sg_lint_report(l, SG104, entry,
                       "%s is not an AWS managed policy in the data of %s; correct it, unless it is newer", name,
                       sg_data_date(l->catalog, "managed policies"))
            ->milder = true;
    else
        sg_lint_report(l, SG104, entry, "%s is not an AWS managed policy%s", name, sg_lint_guess(l, near));
}

static const char *text_of(struct sg_lint *l, const struct sg_node *entry)
{
    return sg_is_text(entry) ? entry->text : sg_intrinsic(entry, "Fn::Sub") ? sg_lint_text(l, entry) : NULL;
}

/* ---- Names that SAM does not look up ---- */

static bool is_managed_name(struct sg_lint *l, const char *name)
{
    return name && sg_find_managed_name(l->catalog, name, NULL);
}

/* SAM looks up names in the list, but not those of parameters. */
static void check_reference(struct sg_lint *l, const struct sg_node *entry)
{
    const struct sg_node *ref = sg_intrinsic(entry, "Ref");
    const struct sg_node *declared = sg_is_text(ref) ? sg_key_index_get(&l->template->parameters, ref->text) : NULL;
    const char *initial = sg_get_text(declared, "Default");
    if (is_managed_name(l, initial))
        sg_lint_report(l, SG104, entry,
                       "SAM does not look up a managed policy by a name from a parameter; set %s to its ARN",
                       ref->text);
}

/* Nor does it look up names in nested Fn::Ifs. */
static void check_nested(struct sg_lint *l, const struct sg_node *entry, size_t depth)
{
    struct sg_if items;
    if (sg_if_items(entry, &items)) {
        check_nested(l, items.yes, depth + 1);
        check_nested(l, items.no, depth + 1);
    } else if (depth > 1 && sg_is_text(entry) && is_managed_name(l, entry->text)) {
        sg_lint_report(l, SG104, entry,
                       "SAM does not look up a managed policy by a name in a nested Fn::If; write its ARN");
    }
}

static void check_lookups(struct sg_lint *l, const struct sg_node *policies)
{
    bool list = policies->type == SG_LIST;
    for (const struct sg_node *entry = list ? policies->first : policies; entry; entry = list ? entry->next : NULL) {
        check_reference(l, entry);
        check_nested(l, entry, 0);
    }
}

/* ---- The template ---- */

static void check_entries(struct sg_lint *l, const struct sg_node *entries)
{
    for (struct sg_lint_values v = sg_lint_values_of(l, entries); sg_lint_next(&v);) {
        const char *text = sg_policy_template_name(l->template, v.value) ? NULL : text_of(l, v.value);
        if (text && *text)
            check_name(l, v.value, text);
    }
}

/* A role of the template has only ARNs; CloudFormation itself reports anything else. */
static void check_attached(struct sg_lint *l, const struct sg_node *arns)
{
    for (struct sg_lint_values v = sg_lint_values_of(l, arns); sg_lint_next(&v);) {
        const char *text = text_of(l, v.value);
        if (text && strstr(text, AWS_POLICY))
            check_name(l, v.value, text);
    }
}

void sg_lint_check_managed_name(struct sg_lint *l)
{
    for (const struct sg_resource *r = NULL; (r = sg_lint_next_resource(l, r));) {
        if (sg_has_type(r, "AWS::IAM::Role"))
            check_attached(l, sg_get(r->properties, "ManagedPolicyArns"));
        check_entries(l, sg_lint_entries_of(l, r));
        if (sg_lint_policies_of(l, r))
            check_lookups(l, sg_lint_policies_of(l, r));
    }
}
