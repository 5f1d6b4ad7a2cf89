#include "sam/role_use.h"

#include "base/list.h"
#include "iam/arn.h"
#include "sam/intrinsic.h"
#include "yaml/scalar.h"

#include <string.h>

/* ---- Roles of the template ---- */

static void attach_all(const struct sg_template *t, struct sg_attached_list *list, struct sg_node *values,
                       enum sg_entry_type type)
{
    bool listed = values && values->type == SG_LIST; /* otherwise an intrinsic function that returns a list */
    if (listed && values->count > SG_ENTRIES_MOST) {
        sg_fail(t->findings, sg_at(t, values), "more than %d policies, the most that samgen reads", SG_ENTRIES_MOST);
        return;
    }
    for (struct sg_node *item = listed ? values->first : values; item; item = listed ? item->next : NULL)
        sg_role_attach(t, list, (struct sg_attached){.type = type, .node = item, .entry = item});
}

static struct sg_role *read_role(const struct sg_template *t, const struct sg_resource *resource)
{
    struct sg_role *own = sg_new(t->arena, struct sg_role);
    *own = (struct sg_role){
        .resource = resource,
        .id = resource->id,
        .own = true,
        .trust = sg_get(resource->properties, "AssumeRolePolicyDocument"),
        .path = sg_get(resource->properties, "Path"),
        .boundary = sg_get(resource->properties, "PermissionsBoundary"),
    };
    attach_all(t, &own->managed, sg_get(resource->properties, "ManagedPolicyArns"), SG_MANAGED_ENTRY);
    attach_all(t, &own->policies, sg_get(resource->properties, "Policies"), SG_DOCUMENT_ENTRY);
    return own;
}

/* Many resources can have the same role, so it is read once. */
static const struct sg_role *own_role(const struct sg_template *t, const struct sg_roles *roles,
                                      const struct sg_resource *resource)
{
    struct sg_role **kept = roles->own ? &roles->own[resource - t->resources] : NULL;
    if (kept && *kept)
        return *kept;
    struct sg_role *made = read_role(t, resource);
    if (kept)
        *kept = made;
    return made;
}

const struct sg_role *sg_role_with_id(const struct sg_template *t, const struct sg_roles *roles, const char *id)
{
    const struct sg_resource *resource = sg_find_resource(t, id);
    if (resource && sg_has_type(resource, SG_ROLE_TYPE))
        return own_role(t, roles, resource);
    for (size_t i = 0; i < roles->count; i++)
        if (strcmp(roles->items[i].id, id) == 0)
            return &roles->items[i];
    return NULL;
}

/* ---- Values that name a role ---- */

/* Returns "Id" of "${Id.Arn}". */
static const char *id_in_sub(struct sg_arena *a, const struct sg_node *text)
{
    size_t length = sg_is_text(text) && sg_starts_with(text->text, "${") ? strcspn(text->text + 2, ".}") : 0;
    return length && strcmp(text->text + 2 + length, ".Arn}") == 0 ? sg_copy_bytes(a, text->text + 2, length) : NULL;
}

/* Returns the ID in !GetAtt Id.Arn or {Ref: Id}, or NULL when the value is something else. */
static const char *named_id(struct sg_arena *a, const struct sg_node *value)
{
    const struct sg_node *ref = sg_intrinsic(value, "Ref"), *attribute = sg_intrinsic(value, "Fn::GetAtt");
    if (attribute && attribute->type == SG_LIST)
        ref = attribute->first;
    return sg_is_text(ref) ? ref->text : id_in_sub(a, sg_intrinsic(value, "Fn::Sub"));
}

static const char *path_of(struct sg_resolver *r, const struct sg_role *role)
{
    const struct sg_node *path = role->path ? sg_resolve(r, role->path) : NULL;
    return sg_is_text(path) && *path->text ? path->text : "/";
}

/* Returns whether an ARN is that of a role: "arn:aws:iam::~account:role/service/Name". */
static bool has_arn(struct sg_resolver *r, const struct sg_resource *resource, const struct sg_role *role,
                    const char *arn)
{
    const char *rest = sg_arn_at(arn, SG_ARN_PART_RESOURCE), *path = path_of(r, role);
    return rest && sg_starts_with(rest, "role") && sg_starts_with(rest + strlen("role"), path) &&
           strcmp(rest + strlen("role") + strlen(path), sg_physical_name(r, resource)) == 0;
}

/*
 * Finds a role by an ARN that is put together: !Sub arn:aws:iam::${AWS::AccountId}:role/${Role}. Names that are unknown
 * before deployment equal only themselves, and the role of another account is not one of the template.
 */
static const struct sg_role *role_with_arn(struct sg_resolver *r, const struct sg_roles *roles,
                                           const struct sg_node *value)
{
    const struct sg_template *t = r->template;
    struct sg_resolver apart = {
        .template = t, .bindings = r->bindings, .binding_count = r->binding_count, .unknown_apart = true};
    const struct sg_findings before = *t->findings;
    const struct sg_node *resolved = sg_resolve(&apart, value);
    const char *arn = sg_is_text(resolved) && sg_starts_with(resolved->text, "arn:") ? resolved->text : NULL;
    const char *account = arn ? sg_arn_part(t->arena, arn, SG_ARN_PART_ACCOUNT) : NULL;
    const struct sg_role *found = NULL;
    bool here = account && (strcmp(account, "~account") == 0 || strcmp(account, sg_example_account(r)) == 0);
    for (size_t i = 0; here && !found && i < t->count; i++) {
        const struct sg_resource *resource = &t->resources[i];
        const struct sg_role *role = sg_has_type(resource, SG_ROLE_TYPE) ? own_role(t, roles, resource) : NULL;
        if (role && has_arn(&apart, resource, role, arn))
            found = role;
    }
    sg_forget_since(t->findings, &before);
    return found;
}

/* Returns the branch of an Fn::If whose condition is true. */
static const struct sg_node *settled(struct sg_resolver *r, const struct sg_node *value)
{
    struct sg_if items;
    while (value && sg_if_items(value, &items) && items.condition->type == SG_SCALAR)
        value = sg_condition_holds(r, items.condition->text) ? items.yes : items.no;
    return value;
}

const struct sg_role *sg_role_named(struct sg_resolver *r, const struct sg_roles *roles, const struct sg_node *value)
{
    value = settled(r, value);
    const char *id = value ? named_id(r->template->arena, value) : NULL;
    const struct sg_role *role = id ? sg_role_with_id(r->template, roles, id) : NULL;
    return role || !value ? role : role_with_arn(r, roles, value);
}

static const char *parameter_text(const struct sg_template *t, const char *id)
{
    bool declared = sg_key_index_get(&t->parameters, id) != NULL;
    return sg_format(t->arena, declared ? "the parameter %s" : "%s, which is not a role", id);
}

const char *sg_other_role_text(const struct sg_template *t, const struct sg_role_use *use)
{
    const struct sg_node *ref = sg_intrinsic(use->given, "Ref"), *import = sg_intrinsic(use->given, "Fn::ImportValue"),
                         *sub = sg_intrinsic(use->given, "Fn::Sub");
    if (sg_is_nothing(use->given))
        return "missing";
    if (sg_is_text(ref))
        return parameter_text(t, ref->text);
    import = import && sg_is_text(sg_intrinsic(import, "Fn::Sub")) ? sg_intrinsic(import, "Fn::Sub") : import;
    if (sg_is_text(import))
        return sg_format(t->arena, "the import %s", import->text);
    if (sg_is_text(sub) || sg_is_text(use->given))
        return (sg_is_text(sub) ? sub : use->given)->text;
    const char *name = sg_intrinsic_name(use->given);
    return sg_format(t->arena, "a value of %s", name ? name : "another kind");
}

/* ---- Who has which role ---- */

/* Many ask for it, so it is looked for once. */
static const struct sg_role_giver *giver_of(const struct sg_template *t, const struct sg_resource *resource)
{
    static const struct sg_role_giver none;
    const struct sg_role_giver **kept = &t->givers[resource - t->resources];
    if (!*kept)
        *kept = sg_role_giver_of(sg_role_givers(t->catalog, t->findings), resource->type);
    if (!*kept)
        *kept = &none;
    return *kept != &none ? *kept : NULL;
}

bool sg_runs_with_role(const struct sg_template *t, const struct sg_resource *resource)
{
    const struct sg_role_giver *giver = giver_of(t, resource);
    return giver && giver->one;
}

const struct sg_node *sg_own_role_given(const struct sg_template *t, const struct sg_resource *resource)
{
    const struct sg_role_giver *giver = giver_of(t, resource);
    return giver && giver->one ? sg_get(resource->properties, giver->properties.items[0]) : NULL;
}

/* What is being listed. */
struct listing {
    struct sg_resolver *resolver;
    const struct sg_roles *roles;
    struct sg_role_use next; /* the user, and the branch around the value */
    struct sg_role_uses *uses;
    bool sam; /* without a value, SAM creates the role */
    bool all; /* also of values that name no role of the template */
};

static void add_value(struct listing *l, const struct sg_node *value)
{
    const struct sg_template *t = l->resolver->template;
    struct sg_role_use use = l->next;
    bool made = l->sam && (sg_is_nothing(value) || sg_is_no_value(value));
    use.given = made ? NULL : value;
    use.role = made ? sg_find_role(l->roles, use.user->id) : value ? sg_role_named(l->resolver, l->roles, value) : NULL;
    if (!use.role && (made || !l->all)) /* an API that SAM creates can replace the function */
        return;
    sg_grow(t->arena, l->uses->items, l->uses->count, l->uses->capacity);
    l->uses->items[l->uses->count++] = use;
}

static void add_branches(struct listing *l, const struct sg_node *value);

static void add_branch(struct listing *l, const char *word, const char *condition, const struct sg_node *value)
{
    struct sg_arena *a = l->resolver->template->arena;
    const char *outer = l->next.when;
    l->next.when = sg_format(a, "%s%s%s %s", outer ? outer : "", outer ? " and " : "", word, condition);
    add_branches(l, value);
    l->next.when = outer;
}

static void add_branches(struct listing *l, const struct sg_node *value)
{
    struct sg_if items;
    if (!l->resolver->all_branches)
        value = settled(l->resolver, value);
    bool branches = value && sg_if_items(value, &items) && items.condition->type == SG_SCALAR;
    if (!branches) {
        add_value(l, value);
        return;
    }
    add_branch(l, "if", items.condition->text, items.yes);
    add_branch(l, "unless", items.condition->text, items.no);
}

void sg_add_role_of(struct sg_resolver *r, const struct sg_roles *roles, const struct sg_resource *resource,
                    struct sg_role_uses *uses)
{
    const struct sg_role_giver *giver = giver_of(r->template, resource);
    struct listing l = {.resolver = r, .roles = roles, .next = {.user = resource}, .uses = uses, .all = true};
    l.next.trust = giver ? giver->trust : NULL;
    l.sam = sg_has_type(resource, SG_FUNCTION_TYPE) || sg_has_type(resource, SG_STATE_MACHINE_TYPE);
    add_branches(&l, sg_own_role_given(r->template, resource));
}

/* Adds what a path leads to: "Targets.RoleArn", where Targets is a list of maps. */
static void add_at(struct listing *l, const struct sg_node *map, const char *path)
{
    size_t length = strcspn(path, ".");
    struct sg_arena *a = l->resolver->template->arena;
    if (map && map->type == SG_LIST) {
        for (const struct sg_node *item = map->first; item; item = item->next)
            add_at(l, item, path);
        return;
    }
    const struct sg_node *value = map ? sg_get(map, sg_copy_bytes(a, path, length)) : NULL;
    if (value && path[length])
        add_at(l, value, path + length + 1);
    else if (value)
        add_branches(l, value);
}

void sg_list_role_uses(struct sg_resolver *r, const struct sg_roles *roles, struct sg_role_uses *uses)
{
    const struct sg_template *t = r->template;
    for (size_t i = 0; i < t->count; i++) {
        const struct sg_resource *resource = &t->resources[i];
        const struct sg_role_giver *giver = giver_of(t, resource);
        struct listing l = {.resolver = r, .roles = roles, .next = {.user = resource}, .uses = uses};
        if (giver && giver->one)
            sg_add_role_of(r, roles, resource, uses);
        for (size_t p = 0; giver && !giver->one && p < giver->others.count; p++)
            add_at(&l, resource->properties, giver->others.items[p]);
        l.next.trust = giver ? giver->trust : NULL;
        for (size_t p = 0; giver && !giver->one && p < giver->properties.count; p++)
            add_at(&l, resource->properties, giver->properties.items[p]);
    }
}

const struct sg_role *sg_own_role_of(struct sg_resolver *r, const struct sg_roles *roles,
                                     const struct sg_resource *resource)
{
    struct sg_role_uses uses = {0};
    bool all_branches = r->all_branches;
    r->all_branches = false;
    sg_add_role_of(r, roles, resource, &uses);
    r->all_branches = all_branches;
    return uses.count ? uses.items[0].role : NULL;
}
