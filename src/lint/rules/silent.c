/* SG104, SG109 and SG110: what SAM passes on without a word, and CloudFormation refuses. */
#include "lint/rules_internal.h"

#include "sam/intrinsic.h"
#include "yaml/scalar.h"

#include <string.h>

static bool is_managed_name(struct sg_lint *l, const char *name)
{
    struct sg_findings silent = {.arena = l->arena};
    return name && sg_find_managed_name(l->catalog, name, &silent);
}

/* SAM looks up names that stand in the list, not those that parameters give. */
static void check_reference(struct sg_lint *l, const struct sg_node *entry)
{
    const struct sg_node *ref = sg_intrinsic(entry, "Ref");
    const struct sg_node *declared = sg_is_text(ref) ? sg_key_index_get(&l->template->parameters, ref->text) : NULL;
    const char *initial = sg_get_text(declared, "Default");
    if (is_managed_name(l, initial))
        sg_lint_report(l, "SG104", entry,
                       "SAM does not look up a managed policy by a name from a parameter; set %s to its ARN",
                       ref->text);
}

/* Nor those in an Fn::If within another. */
static void check_nested(struct sg_lint *l, const struct sg_node *entry, size_t depth)
{
    struct sg_if items;
    if (sg_if_items(entry, &items)) {
        check_nested(l, items.yes, depth + 1);
        check_nested(l, items.no, depth + 1);
    } else if (depth > 1 && sg_is_text(entry) && is_managed_name(l, entry->text)) {
        sg_lint_report(l, "SG104", entry,
                       "SAM does not look up a managed policy by a name in a nested Fn::If; write its ARN");
    }
}

static void check_entries(struct sg_lint *l, const struct sg_node *policies)
{
    bool list = policies->type == SG_LIST;
    for (const struct sg_node *entry = list ? policies->first : policies; entry; entry = list ? entry->next : NULL) {
        check_reference(l, entry);
        check_nested(l, entry, 0);
    }
}

static void check_role(struct sg_lint *l, const struct sg_node *role)
{
    if (sg_is_no_value(role))
        sg_lint_report(
            l, "SG109", role,
            "because of this Role SAM creates no role, and AWS::NoValue then leaves the function without one; "
            "remove Role");
}

/* SAM names what it adds for Kafka and MQ after the kind of event, so a second one has the same name. */
static void check_names(struct sg_lint *l, const struct sg_role *role)
{
    l->resource = role->resource;
    for (size_t i = 0; i < role->policies.count; i++) {
        const char *name = sg_get_text(role->policies.items[i].node, "PolicyName");
        for (size_t j = 0; name && j < i && sg_lint_may_compare(l); j++) {
            const char *other = sg_get_text(role->policies.items[j].node, "PolicyName");
            if (other && strcmp(name, other) == 0) {
                sg_lint_report(
                    l, "SG110", role->policies.items[i].entry,
                    "for this event SAM gives the role a second policy with the name %s; move one of the two "
                    "events to another function%s",
                    name, strstr(name, "AMQ") ? ", or set DynamicPolicyName: true on both" : "");
                break;
            }
        }
    }
}

void sg_lint_check_silent(struct sg_lint *l)
{
    for (size_t i = 0; i < l->template->count; i++) {
        const struct sg_resource *r = l->resource = &l->template->resources[i];
        const struct sg_node *policies = sg_get(r->properties, "Policies"), *role = sg_get(r->properties, "Role");
        bool function = sg_has_type(r, SG_FUNCTION_TYPE);
        if (function && role)
            check_role(l, role);
        if (policies && !role && (function || sg_has_type(r, SG_STATE_MACHINE_TYPE)))
            check_entries(l, policies);
    }
    for (size_t i = 0; i < l->roles.count; i++)
        check_names(l, &l->roles.items[i]);
}
