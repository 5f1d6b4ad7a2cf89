#include "sam/entry.h"

#include "sam/intrinsic.h"
#include "sam/policy_template.h"
#include "yaml/scalar.h"

#include <string.h>

/* The translator reads entries twice; the second time its templates are documents already. */
enum pass { WITH_TEMPLATES, WITHOUT_TEMPLATES };

static bool find_type(const struct sg_template *t, const struct sg_node *entry, enum pass pass,
                      enum sg_entry_type *type);

static bool find_if_type(const struct sg_template *t, const struct sg_node *entry, enum pass pass,
                         enum sg_entry_type *type)
{
    struct sg_if items;
    enum sg_entry_type yes, no;
    if (!sg_if_items(entry, &items))
        return sg_fail(t->findings, sg_at(t, entry), "Fn::If must be a list of a condition and two values");
    if (!find_type(t, items.yes, pass, &yes) || !find_type(t, items.no, pass, &no))
        return false;
    *type = yes == no || sg_is_no_value(items.no) ? yes : no;
    return yes == no || sg_is_no_value(items.yes) || sg_is_no_value(items.no) ||
           sg_fail(t->findings, sg_at(t, entry),
                   "both values of an Fn::If must be policies of one kind; write one Fn::If for each kind");
}

static bool find_type(const struct sg_template *t, const struct sg_node *entry, enum pass pass,
                      enum sg_entry_type *type)
{
    if (sg_is_if(entry))
        return find_if_type(t, entry, pass, type);
    if (sg_is_text(entry) || sg_intrinsic_name(entry))
        *type = SG_MANAGED_ENTRY;
    else if (sg_get(entry, "Statement"))
        *type = SG_DOCUMENT_ENTRY;
    else if (pass == WITH_TEMPLATES && sg_policy_template_name(t, entry))
        *type = SG_TEMPLATE_ENTRY;
    else
        *type = SG_UNKNOWN_ENTRY;
    return true;
}

bool sg_entry_type(const struct sg_template *t, const struct sg_node *entry, enum sg_entry_type *type)
{
    return find_type(t, entry, WITH_TEMPLATES, type);
}

/* Expands the template of one branch of an Fn::If, or of the entry. Returns NULL after reporting an error. */
static struct sg_node *expand(const struct sg_template *t, const struct sg_node *entry)
{
    if (sg_is_no_value(entry))
        return sg_shared(t->arena, entry);
    if (sg_policy_template_name(t, entry))
        return sg_expand_policy_template(t, entry);
    sg_fail(t->findings, sg_at(t, entry),
            "SAM does not expand a policy template in a nested Fn::If; write one Fn::If for each policy template");
    return NULL;
}

/* Returns the entry as the translator reads it the second time, or NULL after reporting an error. */
static struct sg_node *expanded(const struct sg_template *t, const struct sg_node *entry, enum sg_entry_type type)
{
    struct sg_if items;
    if (type != SG_TEMPLATE_ENTRY)
        return sg_shared(t->arena, entry);
    if (!sg_if_items(entry, &items))
        return expand(t, entry);
    struct sg_node *yes = expand(t, items.yes), *no = yes ? expand(t, items.no) : NULL;
    return no ? sg_make_if(t->arena, items.condition, yes, no) : NULL;
}

const char *sg_managed_arn(const struct sg_template *t, const char *name)
{
    const struct sg_managed_name *known = sg_find_managed_name(t->catalog, name, t->findings);
    if (!known || known->unknown_to_sam || !sg_strings_have(&known->partitions, t->partition))
        return name;
    return sg_format(t->arena, "arn:%s:iam::aws:policy/%s%s", t->partition, known->path ? known->path : "", name);
}

static struct sg_node *managed_node(const struct sg_template *t, const struct sg_node *value)
{
    return sg_is_text(value) ? sg_scalar(t->arena, sg_managed_arn(t, value->text)) : sg_shared(t->arena, value);
}

static bool has(const struct sg_template *t, const struct sg_attached_list *list, const struct sg_node *node)
{
    for (size_t i = 0; i < list->count; i++)
        if (sg_intrinsic_equal(t->arena, list->items[i].node, node))
            return true;
    return false;
}

static void add_managed(const struct sg_template *t, struct sg_role *role, struct sg_attached item)
{
    struct sg_if items;
    struct sg_node *node =
        sg_if_items(item.node, &items)
            ? sg_make_if(t->arena, items.condition, managed_node(t, items.yes), managed_node(t, items.no))
            : managed_node(t, item.node);
    item.node = node;
    if (!has(t, &role->managed, node))
        sg_role_attach(t, &role->managed, item);
}

static struct sg_node *named(const struct sg_template *t, const char *name, const struct sg_node *document)
{
    if (sg_is_no_value(document))
        return sg_shared(t->arena, document);
    struct sg_node *policy = sg_map(t->arena);
    sg_put(t->arena, policy, "PolicyName", sg_scalar(t->arena, name));
    sg_put(t->arena, policy, "PolicyDocument", sg_shared(t->arena, document));
    return policy;
}

static void add_document(const struct sg_template *t, struct sg_role *role, struct sg_attached item, size_t index)
{
    struct sg_if items;
    const char *name = sg_format(t->arena, "%sRolePolicy%zu", role->resource->id, index);
    item.node = sg_if_items(item.node, &items)
                    ? sg_make_if(t->arena, items.condition, named(t, name, items.yes), named(t, name, items.no))
                    : named(t, name, item.node);
    sg_role_attach(t, &role->policies, item);
}

static bool fail_unknown(const struct sg_template *t, const struct sg_node *entry)
{
    const char *key = entry->type == SG_MAP && entry->first ? entry->first->text : NULL;
    struct sg_strings known = {0};
    sg_catalog_files(t->catalog, "policies", &known);
    const char *near = key && entry->count == 2 && !sg_findings_full(t->findings) ? sg_nearest(key, &known) : NULL;
    if (near)
        return sg_fail(t->findings, sg_at(t, entry), "%s is not a SAM policy template; did you mean %s?", key, near);
    if (key && entry->count > 2 && sg_strings_have(&known, key))
        return sg_fail(t->findings, sg_at(t, entry),
                       "an entry with several keys is not a policy; start each policy template with its own dash");
    return sg_fail(t->findings, sg_at(t, entry),
                   "SAM does not accept this policy; write the name of a managed policy, a SAM policy template or a "
                   "document with Statement");
}

static bool add_entry(const struct sg_template *t, struct sg_role *role, const struct sg_node *entry, size_t index)
{
    enum sg_entry_type type, second;
    if (!find_type(t, entry, WITH_TEMPLATES, &type))
        return false;
    struct sg_node *node = expanded(t, entry, type);
    if (!node || !find_type(t, node, WITHOUT_TEMPLATES, &second))
        return false;
    const struct sg_attached item = {.type = type, .node = node, .entry = entry};
    if (second == SG_MANAGED_ENTRY)
        add_managed(t, role, item);
    else if (second == SG_DOCUMENT_ENTRY)
        add_document(t, role, item, index);
    else
        return fail_unknown(t, entry);
    return true;
}

bool sg_add_entries(const struct sg_template *t, struct sg_role *role, struct sg_node *extra, const char *because)
{
    const struct sg_node *value = sg_get(role->resource->properties, "Policies");
    const struct sg_node *entry = sg_is_nothing(value) ? NULL : value->type == SG_LIST ? value->first : value;
    bool ok = true;
    if (value && value->type == SG_LIST && value->count > SG_ENTRIES_MOST)
        return sg_fail(t->findings, sg_at(t, value), "more than %d policies, the most that samgen reads",
                       SG_ENTRIES_MOST);
    for (size_t index = 0; entry; index++) {
        ok = add_entry(t, role, entry, index) && ok;
        entry = value->type == SG_LIST ? entry->next : NULL;
    }
    if (extra)
        add_managed(t, role, (struct sg_attached){.node = extra, .entry = extra, .because = because});
    return ok;
}
