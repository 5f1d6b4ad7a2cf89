#include "sam/granted.h"

#include "catalog/document.h"
#include "sam/intrinsic.h"
#include "yaml/scalar.h"

#include <string.h>

#define AWS_MANAGED ":iam::aws:policy/"

static void push(struct sg_resolver *r, struct sg_granted_list *list, struct sg_granted item)
{
    if (list->count == list->capacity) {
        struct sg_granted *old = list->items;
        list->capacity = list->capacity ? 2 * list->capacity : 8;
        list->items = sg_new_array(r->template->arena, struct sg_granted, list->capacity);
        if (list->count)
            memcpy(list->items, old, list->count * sizeof *old);
    }
    list->items[list->count++] = item;
}

/*
 * Resolves the document and reads it; `source` is NULL for documents that no file of the user holds. What is odd about
 * values that only stand in for unknown ones is not told.
 */
static bool read_document(struct sg_resolver *r, const struct sg_source *source, struct sg_granted *granted)
{
    const struct sg_template *t = r->template;
    size_t unknown = r->unknown;
    const struct sg_node *resolved = sg_resolve(r, granted->document);
    if (!resolved || resolved->type != SG_MAP)
        return sg_fail(t->findings, sg_at(t, granted->entry), "the policy document of %s is to be a map",
                       granted->name);
    struct sg_findings before = *t->findings;
    granted->policy = sg_iam_policy_read(t->arena, source, resolved, granted->name, SG_IDENTITY_POLICY, t->findings);
    if (granted->policy && r->unknown != unknown)
        sg_forget_since(t->findings, &before);
    return granted->policy != NULL;
}

/* "Name" of "arn:aws:iam::aws:policy/service-role/Name". */
static const char *last_part(const char *arn)
{
    const char *slash = strrchr(arn, '/');
    return slash ? slash + 1 : arn;
}

/* A policy that AWS manages, or one whose text the user keeps in a folder: known or not. */
static bool read_named(struct sg_resolver *r, struct sg_granted *granted, const char *arn)
{
    const struct sg_template *t = r->template;
    bool of_aws = strstr(arn, AWS_MANAGED) != NULL;
    const struct sg_source *source = NULL;
    granted->name = of_aws ? last_part(arn) : arn;
    granted->document = sg_managed_document(t->arena, t->catalog, last_part(arn), of_aws, &source, t->findings);
    if (!granted->document)
        return true;
    granted->policy =
        sg_iam_policy_read(t->arena, source, granted->document, granted->name, SG_IDENTITY_POLICY, t->findings);
    return granted->policy != NULL;
}

static const struct sg_resource *managed_resource(const struct sg_resolver *r, const struct sg_node *node)
{
    const struct sg_node *id = sg_intrinsic(node, "Ref");
    const struct sg_resource *resource = sg_is_text(id) ? sg_find_resource(r->template, id->text) : NULL;
    return resource && sg_has_type(resource, "AWS::IAM::ManagedPolicy") ? resource : NULL;
}

/* An ARN, or an intrinsic that gives one. NULL in `name` when it gives none. */
static bool read_managed(struct sg_resolver *r, const struct sg_node *node, struct sg_granted *granted)
{
    struct sg_if items;
    if (sg_if_items(node, &items) && items.condition->type == SG_SCALAR)
        return read_managed(r, sg_condition_holds(r, items.condition->text) ? items.yes : items.no, granted);
    const struct sg_resource *resource = managed_resource(r, node);
    if (resource && sg_get(resource->properties, "PolicyDocument")) {
        granted->name = resource->id;
        granted->document = sg_get(resource->properties, "PolicyDocument");
        return read_document(r, r->template->source, granted);
    }
    const struct sg_node *arn = sg_resolve(r, node);
    granted->name = NULL;
    return !arn || arn->type != SG_SCALAR || read_named(r, granted, arn->text);
}

static bool add_managed(struct sg_resolver *r, const struct sg_attached *item, struct sg_granted_list *list)
{
    struct sg_granted granted = {.type = item->type, .entry = item->entry, .because = item->because};
    if (!read_managed(r, item->node, &granted))
        return false;
    if (granted.name)
        push(r, list, granted);
    return true;
}

/* A role of the template's own may have names that are made of parameters. */
static const char *policy_name(struct sg_resolver *r, const struct sg_node *policy)
{
    const struct sg_node *given = sg_get(policy, "PolicyName"), *name = given ? sg_resolve(r, given) : NULL;
    return sg_is_text(name) ? name->text : "inline policy";
}

/* {PolicyName, PolicyDocument}, or an Fn::If with such values. */
static bool add_inline(struct sg_resolver *r, const struct sg_attached *item, struct sg_granted_list *list)
{
    struct sg_if items;
    const struct sg_node *node = item->node;
    if (sg_if_items(node, &items) && items.condition->type == SG_SCALAR)
        node = sg_condition_holds(r, items.condition->text) ? items.yes : items.no;
    struct sg_granted granted = {
        .name = policy_name(r, node),
        .type = item->type,
        .entry = item->entry,
        .because = item->because,
        .document = sg_get(node, "PolicyDocument"),
    };
    if (!granted.document)
        return true;
    if (!read_document(r, r->template->source, &granted))
        return false;
    push(r, list, granted);
    return true;
}

/* Whether a list of roles, or one, has {Ref: FRole} for the function F. */
static bool names_role(const struct sg_node *roles, const char *role_id)
{
    const struct sg_node *id = sg_intrinsic(roles, "Ref");
    if (id)
        return sg_is_text(id) && strcmp(id->text, role_id) == 0;
    for (const struct sg_node *item = roles && roles->type == SG_LIST ? roles->first : NULL; item; item = item->next)
        if (names_role(item, role_id))
            return true;
    return false;
}

static bool add_attaching(struct sg_resolver *r, const struct sg_resource *resource, const char *role_id,
                          struct sg_granted_list *list)
{
    static const struct {
        const char *type, *roles;
    } rows[] = {
        {"AWS::IAM::Policy", "Roles"}, {"AWS::IAM::ManagedPolicy", "Roles"}, {"AWS::IAM::RolePolicy", "RoleName"}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        if (!sg_has_type(resource, rows[i].type) || !names_role(sg_get(resource->properties, rows[i].roles), role_id))
            continue;
        struct sg_granted granted = {
            .name = resource->id,
            .type = SG_DOCUMENT_ENTRY,
            .entry = resource->key,
            .because = sg_format(r->template->arena, "%s %s", rows[i].type, resource->id),
            .document = sg_get(resource->properties, "PolicyDocument"),
        };
        if (!granted.document || !read_document(r, r->template->source, &granted))
            return granted.document == NULL;
        push(r, list, granted);
    }
    return true;
}

bool sg_read_granted(struct sg_resolver *r, const struct sg_role *role, struct sg_granted_list *list)
{
    bool ok = true;
    for (size_t i = 0; i < role->managed.count; i++)
        ok = add_managed(r, &role->managed.items[i], list) && ok;
    for (size_t i = 0; i < role->policies.count; i++)
        ok = add_inline(r, &role->policies.items[i], list) && ok;
    for (size_t i = 0; i < r->template->count; i++)
        ok = add_attaching(r, &r->template->resources[i], role->id, list) && ok;
    return ok;
}

bool sg_read_boundary(struct sg_resolver *r, const struct sg_role *role, struct sg_granted *boundary)
{
    *boundary = (struct sg_granted){.entry = role->boundary};
    return !role->boundary || read_managed(r, role->boundary, boundary);
}
