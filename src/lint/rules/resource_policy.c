/* SG504: queues and topics that do not let a service send to them. */
#include "lint/invoker_internal.h"
#include "lint/reference_internal.h"
#include "lint/rules_internal.h"
#include "lint/statement_internal.h"
#include "lint/values_internal.h"

#include "sam/intrinsic.h"
#include "yaml/scalar.h"

#include <string.h>

struct document {
    const struct sg_node *node;
    struct document *next;
};

/* A kind of resource that services send to, and the policy that can allow it. */
struct receiver {
    const struct sg_kind *kind;
    const struct sg_holder *policy;
};

struct documents {
    struct document **of; /* by the number of the queue or topic */
    struct document *any; /* of unknown queues and topics */
    struct receiver *receivers;
    const char **types; /* of all receivers; NULL at the end */
    size_t receiver_count, type_count;
};

static void add_receiver(struct sg_lint *l, struct documents *all, const struct sg_holder *policy)
{
    const struct sg_kind *kind = sg_find_any_kind(l->catalog, policy->kind, NULL);
    if (!kind || !kind->receives)
        return;
    const char **types = sg_new_array(l->arena, const char *, all->type_count + kind->types.count + 1);
    for (size_t i = 0; i < all->type_count; i++)
        types[i] = all->types[i];
    for (size_t i = 0; i < kind->types.count; i++)
        types[all->type_count++] = kind->types.items[i];
    types[all->type_count] = NULL;
    all->types = types;
    all->receivers[all->receiver_count++] = (struct receiver){kind, policy};
}

static void find_receivers(struct sg_lint *l, struct documents *all)
{
    const struct sg_holders_by_type *holders = l->holders;
    all->receivers = sg_new_array(l->arena, struct receiver, holders->count);
    all->types = sg_new_array(l->arena, const char *, 1);
    for (size_t i = 0; i < holders->count; i++)
        if (holders->items[i].services_send && holders->items[i].written && holders->items[i].kind)
            add_receiver(l, all, &holders->items[i]);
}

static const struct receiver *receiver_of(const struct documents *all, const struct sg_resource *r)
{
    const struct receiver *found = all->receivers;
    while (!sg_strings_have(&found->kind->types, r->type))
        found++;
    return found;
}

static void add_document(struct sg_lint *l, struct documents *all, const struct sg_node *name,
                         const struct sg_node *node)
{
    const struct sg_resource *receiver = sg_lint_named(l, name, all->types);
    struct document **list = receiver ? &all->of[sg_lint_number(l, receiver)] : &all->any;
    struct document *document = sg_new(l->arena, struct document);
    *document = (struct document){.node = node, .next = *list};
    *list = document;
}

static void read_all(struct sg_lint *l, struct documents *all)
{
    all->of = sg_new_array(l->arena, struct document *, l->template->count);
    for (const struct sg_resource *r = NULL; (r = sg_lint_next_resource(l, r));) {
        size_t count;
        const struct sg_holder *holder = sg_holders_of(l->holders, r->type, &count);
        for (; count; count--, holder++) {
            const char *names = holder->services_send ? holder->names : NULL;
            const struct sg_node *document = sg_get(r->properties, holder->property);
            for (struct sg_lint_values v = sg_lint_values_of(l, names ? sg_get(r->properties, names) : NULL);
                 sg_lint_next(&v);)
                add_document(l, all, v.value, document);
        }
    }
}

/* ---- The services that a policy names ---- */

static bool may_be(struct sg_lint *l, const struct sg_node *principal, const char *service)
{
    const char *text = sg_lint_text(l, principal);
    return !text || strcmp(text, service) == 0 || strcmp(text, "*") == 0 || strstr(text, "${");
}

static bool may_allow(struct sg_lint *l, const struct sg_node *node, const char *service)
{
    struct sg_lint_statement s;
    if (!sg_lint_read_statement(node, &s))
        return true;
    if (s.deny)
        return false;
    if (!s.principal || sg_intrinsic_name(s.principal))
        return true;
    if (s.principal->type == SG_SCALAR)
        return may_be(l, s.principal, service);
    for (struct sg_lint_values v = sg_lint_values_at(l, s.principal, "Service"); sg_lint_next(&v);)
        if (may_be(l, v.value, service))
            return true;
    return sg_same_text(sg_get_text(s.principal, "AWS"), "*");
}

static bool names(struct sg_lint *l, const struct document *list, const char *service)
{
    for (; list; list = list->next) {
        if (!list->node || list->node->type != SG_MAP || sg_intrinsic_name(list->node))
            return true;
        for (struct sg_lint_values v = sg_lint_values_at(l, list->node, "Statement"); sg_lint_next(&v);)
            if (may_allow(l, v.value, service))
                return true;
    }
    return false;
}

/* ---- The senders ---- */

static void check_call(struct sg_lint *l, const struct documents *all, const struct sg_call_row *row,
                       const struct sg_node *value)
{
    const struct sg_resource *receiver = sg_lint_named(l, value, all->types);
    const struct document *list = receiver ? all->of[sg_lint_number(l, receiver)] : NULL;
    if (!receiver || names(l, list, row->caller->principal) || names(l, all->any, row->caller->principal))
        return;
    const struct receiver *found = receiver_of(all, receiver);
    const char *action = found->kind->receives;
    if (list)
        sg_lint_report(l, SG504, value,
                       "%s cannot send to %s, whose policy does not name %s; add a statement that allows %s to it if "
                       "aws:SourceArn is the ARN of the %s",
                       row->caller->title, receiver->id, row->caller->principal, action, row->caller->noun);
    else
        sg_lint_report(l, SG504, value,
                       "%s cannot send to %s, which has no policy; add an %s that allows %s to %s if "
                       "aws:SourceArn is the ARN of the %s",
                       row->caller->title, receiver->id, found->policy->type, action, row->caller->principal,
                       row->caller->noun);
}

void sg_lint_check_resource_policy(struct sg_lint *l)
{
    struct documents all = {0};
    if (!l->is_whole)
        return;
    find_receivers(l, &all);
    read_all(l, &all);
    for (struct sg_lint_invocation i = {0}; sg_lint_next_invocation(l, &i);)
        check_call(l, &all, i.row, i.value);
}
