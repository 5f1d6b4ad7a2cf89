#include "sam/attachment.h"

#include "base/list.h"
#include "catalog/holder.h"
#include "sam/connector_internal.h"
#include "sam/intrinsic.h"
#include "yaml/scalar.h"

#include <string.h>

/* ---- Reading ---- */

static void add(struct sg_resolver *r, const struct sg_resource *resource, const char *role, bool by_id)
{
    struct sg_attachments *all = r->attachments;
    sg_grow(r->template->arena, all->items, all->count, all->capacity);
    all->items[all->count++] = (struct sg_attachment){role, by_id, all->resources, resource};
}

/* A role is named by !Ref, or by its name in any form. */
static void add_role(struct sg_resolver *r, const struct sg_resource *resource, const struct sg_node *value)
{
    const struct sg_node *id = sg_intrinsic(value, "Ref");
    if (sg_is_text(id))
        add(r, resource, id->text, true);
    if (sg_is_text(id) && sg_find_resource(r->template, id->text))
        return;
    const struct sg_node *resolved = sg_resolve(r, value);
    bool list = resolved && resolved->type == SG_LIST;
    for (const struct sg_node *item = list ? resolved->first : resolved; item; item = list ? item->next : NULL)
        if (item->type == SG_SCALAR)
            add(r, resource, item->text, false);
}

static void add_roles(struct sg_resolver *r, const struct sg_resource *resource, const struct sg_node *roles)
{
    bool list = roles && roles->type == SG_LIST;
    for (const struct sg_node *item = list ? roles->first : roles; item; item = list ? item->next : NULL)
        add_role(r, resource, item);
}

static int by_role(const void *x, const void *y)
{
    const struct sg_attachment *a = x, *b = y;
    int order = a->by_id != b->by_id ? a->by_id - b->by_id : strcmp(a->role, b->role);
    return order || a->number == b->number ? order : a->number < b->number ? -1 : 1;
}

/* The property that says which roles the policy of a resource is attached to; NULL: the resource attaches none. */
static const struct sg_node *attached_roles(const struct sg_holders_by_type *holders,
                                            const struct sg_resource *resource)
{
    size_t count;
    const struct sg_holder *row = sg_holders_of(holders, resource->type, &count);
    for (; count; count--, row++)
        if (row->holding == SG_HOLDS_IDENTITY && row->kind && strcmp(row->kind, "role") == 0 && row->names &&
            sg_get(resource->properties, row->property))
            return sg_get(resource->properties, row->names);
    return NULL;
}

static void read_all(struct sg_resolver *r)
{
    const struct sg_template *t = r->template;
    const struct sg_holders_by_type *holders = sg_holders(t->catalog, t->findings);
    struct sg_connector_policies made = {0};
    struct sg_attachments *all = r->attachments = sg_new(t->arena, struct sg_attachments);
    const struct sg_findings before = *t->findings;
    (void)sg_read_connectors(t, &made); /* sg_build_roles reports faults */
    sg_forget_since(t->findings, &before);
    all->unread_connector = made.unread;
    all->connected_apart = made.apart;
    for (size_t i = 0; holders && i < t->count; i++, all->resources++)
        add_roles(r, &t->resources[i], attached_roles(holders, &t->resources[i]));
    for (size_t i = 0; i < made.count; i++, all->resources++)
        add_roles(r, &made.items[i], sg_get(made.items[i].properties, "Roles"));
    sg_sort(r->attachments->items, r->attachments->count, sizeof *r->attachments->items, by_role);
}

/* ---- Finding ---- */

/* Returns the index of the first attachment to a role; the others follow it. */
static size_t first_for(const struct sg_attachments *all, const char *role, bool by_id)
{
    size_t low = 0, high = all->count;
    const struct sg_attachment wanted = {.role = role, .by_id = by_id};
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (by_role(&all->items[middle], &wanted) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static bool is_for(const struct sg_attachments *all, size_t i, const char *role, bool by_id)
{
    return i < all->count && all->items[i].by_id == by_id && strcmp(all->items[i].role, role) == 0;
}

const struct sg_attachments *sg_attachments_of(struct sg_resolver *r)
{
    if (!r->attachments)
        read_all(r);
    return r->attachments;
}

const struct sg_resource **sg_attached_to(struct sg_resolver *r, const char *id, const char *name)
{
    const struct sg_attachments *all = sg_attachments_of(r);
    size_t i = first_for(all, id, true), n = first_for(all, name, false), most = 0, count = 0;
    while (is_for(all, i + most, id, true) || is_for(all, n + most, name, false))
        most++;
    const struct sg_resource **found = sg_new_array(r->template->arena, const struct sg_resource *, 2 * most + 1);
    while (is_for(all, i, id, true) || is_for(all, n, name, false)) {
        bool take =
            is_for(all, i, id, true) && (!is_for(all, n, name, false) || all->items[i].number <= all->items[n].number);
        const struct sg_resource *next = all->items[take ? i++ : n++].resource;
        if (!count || found[count - 1] != next)
            found[count++] = next;
    }
    return found;
}
