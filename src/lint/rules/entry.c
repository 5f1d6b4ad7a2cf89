/* SG107, SG109 and SG110: the Policies of a function or state machine as a whole, and its Role. */
#include "lint/fix.h"
#include "lint/rules_internal.h"

#include "sam/intrinsic.h"

#include <string.h>

static void check_doubles(struct sg_lint *l, const struct sg_node *policies)
{
    for (const struct sg_node *entry = policies->type == SG_LIST ? policies->first : NULL; entry; entry = entry->next)
        for (const struct sg_node *before = policies->first; before != entry && sg_lint_may_compare(l);
             before = before->next)
            if (sg_same(before, entry)) {
                sg_lint_report(l, SG107, entry, "this entry is already in the list; remove one of the two")->fix =
                    sg_lint_fix_remove(l, policies, entry);
                break;
            }
}

/* SAM names a policy for Kafka or MQ after the type of the event, so that of a second event has the same name. */
static void check_names(struct sg_lint *l, const struct sg_role *role)
{
    l->resource = role->resource;
    for (size_t i = 0; i < role->policies.count; i++) {
        const char *name = sg_get_text(role->policies.items[i].node, "PolicyName");
        for (size_t j = 0; name && j < i && sg_lint_may_compare(l); j++) {
            const char *other = sg_get_text(role->policies.items[j].node, "PolicyName");
            if (other && strcmp(name, other) == 0) {
                sg_lint_report(
                    l, SG110, role->policies.items[i].entry,
                    "for this event SAM gives the role a second policy with the name %s; move one of the two "
                    "events to another function%s",
                    name, strstr(name, "AMQ") ? ", or set DynamicPolicyName: true on both" : "");
                break;
            }
        }
    }
}

static void check_function(struct sg_lint *l, const struct sg_resource *r)
{
    const struct sg_node *policies = sg_get(r->properties, "Policies"), *role = sg_get(r->properties, "Role");
    if (policies && !sg_lint_entries_of(l, r))
        sg_lint_report(l, SG109, policies,
                       "%s has a Role, so SAM ignores its Policies; add them to that role, or remove Role", r->id);
    if (sg_is_no_value(role))
        sg_lint_report(
            l, SG109, role,
            "because of this Role SAM creates no role, and AWS::NoValue then leaves the function without one; "
            "remove Role");
}

void sg_lint_check_entry(struct sg_lint *l)
{
    for (const struct sg_resource *r = NULL; (r = sg_lint_next_resource(l, r));) {
        if (sg_has_type(r, SG_FUNCTION_TYPE))
            check_function(l, r);
        if (sg_lint_entries_of(l, r))
            check_doubles(l, sg_lint_entries_of(l, r));
    }
    for (size_t i = 0; i < l->roles.count; i++)
        check_names(l, &l->roles.items[i]);
}
