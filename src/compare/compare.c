#include "compare/compare_internal.h"

#include "explain/template_role.h"
#include "sam/intrinsic.h"
#include "yaml/scalar.h"

#include <string.h>

/* ---- Resources that got another ID ---- */

/* Returns whether both are the same but for their IDs; one without properties is like many others. */
static bool are_alike(const struct sg_resource *x, const struct sg_resource *y)
{
    return strcmp(x->type, y->type) == 0 && x->properties && y->properties && x->properties->count &&
           sg_same(x->properties, y->properties);
}

/* Returns the resource of the other side that has another ID there, if exactly one is like it; or NULL. */
static const struct sg_resource *renamed(const struct sg_resource *resource, const struct sg_template *own,
                                         const struct sg_template *other)
{
    const struct sg_resource *found = NULL;
    if (!other || sg_find_resource(other, resource->id))
        return NULL;
    for (size_t i = 0; i < other->count; i++)
        if (!sg_find_resource(own, other->resources[i].id) && are_alike(resource, &other->resources[i])) {
            if (found)
                return NULL;
            found = &other->resources[i];
        }
    return found;
}

/* A function is the same under another ID when its code and handler are. */
static bool run_same_code(const struct sg_resource *x, const struct sg_resource *y)
{
    static const char *const code[] = {"CodeUri", "InlineCode", "Handler", "ImageUri", "Code", "DefinitionUri"};
    bool any = false;
    if (strcmp(x->type, y->type) != 0)
        return false;
    for (size_t i = 0; i < sizeof code / sizeof *code; i++) {
        const struct sg_node *one = sg_get(x->properties, code[i]), *other = sg_get(y->properties, code[i]);
        if (!one != !other || (one && !sg_same(one, other)))
            return false;
        any = any || one;
    }
    return any;
}

static const struct sg_resource *old_function(const struct sg_resource *resource, const struct sg_template *newer,
                                              const struct sg_template *older)
{
    const struct sg_resource *found = older ? sg_find_resource(older, resource->id) : NULL;
    if (found || !older)
        return found;
    for (size_t i = 0; i < older->count; i++)
        if (!sg_find_resource(newer, older->resources[i].id) && run_same_code(resource, &older->resources[i])) {
            if (found)
                return NULL;
            found = &older->resources[i];
        }
    return found;
}

/* NEW gives a renamed resource the name that it has in OLD, so that its ARNs are the same. */
static void bind_renamed(struct sg_arena *a, struct sg_compared_template *newer,
                         const struct sg_compared_template *older)
{
    struct sg_resolver *r = &newer->resolver;
    size_t most = newer->template ? newer->template->count : 0;
    struct samgen_binding *bindings = sg_new_array(a, struct samgen_binding, r->binding_count + most);
    for (size_t i = 0; i < r->binding_count; i++)
        bindings[i] = r->bindings[i];
    for (size_t i = 0; i < most; i++) {
        const struct sg_resource *resource = &newer->template->resources[i];
        const struct sg_resource *old = renamed(resource, newer->template, older->template);
        if (old && *sg_physical_name(r, resource) == '~') /* one with a name of its own has it under any ID */
            bindings[r->binding_count++] =
                (struct samgen_binding){.name = resource->id, .value = sg_concat(a, "~", old->id)};
    }
    r->bindings = bindings;
}

/* ---- Roles ---- */

static bool add_policies(struct sg_arena *a, struct sg_resolver *r, const struct sg_granted_list *granted,
                         struct sg_compared_policies *policies, struct sg_strings *unknown)
{
    bool ok = true;
    for (size_t i = 0; i < granted->count; i++) {
        const struct sg_granted *one = &granted->items[i];
        if (!one->policy) {
            sg_push_once(a, unknown,
                         sg_format(a, "%s%s%s", one->name, one->when ? " " : "", one->when ? one->when : ""));
            continue;
        }
        ok = sg_compare_add_policy(r, one, policies) && ok;
    }
    return ok;
}

/* Reads the roles of a resource, or the role itself. Returns false after reporting an error. */
static bool read_role(struct sg_arena *a, struct sg_compared_template *side, const struct sg_resource *resource,
                      struct sg_compared_role *role, struct sg_strings *unknown)
{
    const struct sg_template *t = side->template;
    bool runs = resource && sg_runs_with_role(t, resource);
    const struct sg_role_choice choice = {.function = runs ? resource->id : NULL,
                                          .role = resource && !runs ? resource->id : NULL};
    struct sg_template_role *r = sg_new(a, struct sg_template_role);
    if (!resource)
        return true;
    *r = (struct sg_template_role){.template = t, .resolver = side->resolver};
    const struct sg_findings before = sg_findings_now(t->findings);
    bool ok = sg_explain_find_role(r, &side->roles, &choice) && sg_explain_read_role(r);
    ok = ok && add_policies(a, &r->resolver, &r->granted, &role->identity, unknown) &&
         add_policies(a, &r->resolver, &r->boundaries, &role->boundaries, unknown);
    side->resolver = r->resolver;
    if (!ok || t->findings->errors > before.errors)
        return false;
    sg_forget_since(t->findings, &before); /* what is unknown is listed */
    for (size_t i = 0; i < r->uses.count; i++)
        if (!r->uses.items[i].role)
            sg_push_once(a, unknown, sg_format(a, "the role (%s)", sg_other_role_text(t, &r->uses.items[i])));
    return true;
}

static void add_missing(struct sg_arena *a, const struct sg_strings *have, const struct sg_strings *other,
                        struct sg_strings *missing)
{
    for (size_t i = 0; i < have->count; i++)
        if (!sg_strings_have(other, have->items[i]))
            sg_push(a, missing, have->items[i]);
}

static bool compare_holder(struct sg_arena *a, struct sg_catalog *catalog, struct sg_comparison *c,
                           struct sg_compared_template *older, struct sg_compared_template *newer,
                           const struct sg_resource *old, const struct sg_resource *new)
{
    struct sg_compared_role roles[2] = {{{0}, {0}}, {{0}, {0}}};
    struct sg_strings unknown[2] = {{0}, {0}};
    struct sg_holder_difference d = {
        .id = new ? new->id : NULL, .old_id = old ? old->id : NULL, .older = old, .newer = new};
    if (!read_role(a, older, old, &roles[0], &unknown[0]) || !read_role(a, newer, new, &roles[1], &unknown[1]))
        return false;
    sg_compare_roles(a, catalog, &roles[0], &roles[1], &d.differences);
    add_missing(a, &unknown[0], &unknown[1], &d.unknown_removed);
    add_missing(a, &unknown[1], &unknown[0], &d.unknown_added);
    bool same_id = old && new &&strcmp(old->id, new->id) == 0;
    if (same_id && !d.differences.count && !d.differences.in_part && !d.unknown_added.count && !d.unknown_removed.count)
        return true;
    sg_grow(a, c->holders, c->holder_count, c->holder_capacity);
    c->holders[c->holder_count++] = d;
    return true;
}

/* ---- The templates ---- */

/* A role that no function has is compared itself. */
static bool is_holder(struct sg_compared_template *side, const struct sg_role_uses *uses, const struct sg_resource *r)
{
    if (sg_runs_with_role(side->template, r))
        return true;
    if (!sg_has_type(r, "AWS::IAM::Role"))
        return false;
    for (size_t i = 0; i < uses->count; i++)
        if (uses->items[i].role && uses->items[i].role->resource == r &&
            sg_runs_with_role(side->template, uses->items[i].user))
            return false;
    return true;
}

static bool compare_holders(struct sg_arena *a, struct sg_catalog *catalog, struct sg_comparison *c,
                            struct sg_compared_template *older, struct sg_compared_template *newer)
{
    struct sg_role_uses uses[2] = {{0}, {0}};
    bool *known = sg_new_array(a, bool, older->template ? older->template->count : 0);
    for (size_t i = 0; older->template && i < older->template->count; i++)
        known[i] = false;
    if (older->template)
        sg_list_role_uses(&older->resolver, &older->roles, &uses[0]);
    if (newer->template)
        sg_list_role_uses(&newer->resolver, &newer->roles, &uses[1]);
    for (size_t i = 0; newer->template && i < newer->template->count; i++) {
        const struct sg_resource *resource = &newer->template->resources[i];
        if (!is_holder(newer, &uses[1], resource))
            continue;
        const struct sg_resource *old = old_function(resource, newer->template, older->template);
        if (old && !is_holder(older, &uses[0], old))
            old = NULL;
        if (old)
            known[old - older->template->resources] = true;
        if (!compare_holder(a, catalog, c, older, newer, old, resource))
            return false;
    }
    for (size_t i = 0; older->template && i < older->template->count; i++)
        if (!known[i] && is_holder(older, &uses[0], &older->template->resources[i]) &&
            !compare_holder(a, catalog, c, older, newer, &older->template->resources[i], NULL))
            return false;
    return true;
}

bool sg_compare_templates(struct sg_arena *a, struct sg_catalog *catalog, struct sg_compared_template *older,
                          struct sg_compared_template *newer, struct sg_comparison *comparison)
{
    *comparison = (struct sg_comparison){.older = older, .newer = newer};
    bind_renamed(a, newer, older);
    return compare_holders(a, catalog, comparison, older, newer) &&
           sg_compare_callers(a, catalog, comparison, older, newer);
}

const char *sg_compare_word(const struct sg_difference *d)
{
    if (d->in_new)
        return d->partial ? "widened" : "added";
    return d->partial ? "narrowed" : "removed";
}

static bool has_side(const struct sg_comparison *c, bool in_new)
{
    for (size_t i = 0; i < c->holder_count; i++) {
        const struct sg_holder_difference *h = &c->holders[i];
        if (h->differences.in_part) /* what was not compared may be anything */
            return true;
        if (in_new ? h->unknown_added.count : h->unknown_removed.count)
            return true;
        for (size_t k = 0; k < h->differences.count; k++)
            if (h->differences.items[k].in_new == in_new)
                return true;
    }
    for (size_t i = 0; i < c->caller_count; i++)
        if ((c->callers[i].in_new != c->callers[i].denies) == in_new)
            return true;
    return false;
}

bool sg_compare_adds(const struct sg_comparison *comparison)
{
    return has_side(comparison, true);
}

bool sg_compare_removes(const struct sg_comparison *comparison)
{
    return has_side(comparison, false);
}
