/* SG504: queues and topics that a service is to send to, and is not allowed to. */
#include "lint/rules_internal.h"
#include "lint/reference_internal.h"
#include "lint/invoker_internal.h"

#include "sam/intrinsic.h"
#include "yaml/scalar.h"

#include <string.h>

struct document {
    const struct sg_node *node;
    struct document *next;
};

/* A kind of resource that services send to, and the policy that lets them. */
struct receiver {
    const struct sg_kind *kind;
    const struct sg_holder *policy;
};

struct documents {
    struct document **of;       /* by the number of the queue or topic */
    struct document *any;       /* of what is not known */
    const struct sg_node *node; /* that is being read */
    struct receiver *receivers;
    const char **types; /* of all of them; NULL at the end */
    size_t receiver_count, type_count;
};

static void add_receiver(struct sg_lint *l, struct documents *all, const struct sg_holder *policy)
{
    struct sg_findings silent = {.arena = l->arena};
    const struct sg_kind *kind = sg_find_kind(l->catalog, policy->kind, &silent);
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

static void add_document(struct sg_lint *l, const struct sg_node *name, void *context)
{
    struct documents *all = context;
    const struct sg_resource *receiver = sg_lint_named(l, name, all->types);
    struct document **list = receiver ? &all->of[sg_lint_number(l, receiver)] : &all->any;
    struct document *document = sg_new(l->arena, struct document);
    *document = (struct document){.node = all->node, .next = *list};
    *list = document;
}

static void read_all(struct sg_lint *l, struct documents *all)
{
    all->of = sg_new_array(l->arena, struct document *, l->template->count);
    for (size_t i = 0; i < l->template->count; i++) {
        const struct sg_resource *r = &l->template->resources[i];
        size_t count;
        const struct sg_holder *holder = sg_holders_of(l->holders, r->type, &count);
        for (; count; count--, holder++)
            if (holder->services_send && holder->names) {
                all->node = sg_get(r->properties, holder->property);
                sg_lint_each(l, sg_get(r->properties, holder->names), add_document, all);
            }
    }
}

/* ---- Whom a policy names ---- */

struct search {
    const char *service;
    bool found;
};

static void compare(struct sg_lint *l, const struct sg_node *principal, void *context)
{
    struct search *search = context;
    const char *text = sg_lint_text(l, principal);
    search->found =
        search->found || !text || strcmp(text, search->service) == 0 || strcmp(text, "*") == 0 || strstr(text, "${");
}

static void search_statement(struct sg_lint *l, const struct sg_node *statement, void *context)
{
    const struct sg_node *principal = sg_get(statement, "Principal");
    const char *effect = sg_get_text(statement, "Effect");
    struct search *search = context;
    if (effect && strcmp(effect, "Deny") == 0)
        return;
    search->found = search->found || !principal || sg_intrinsic_name(statement) || sg_intrinsic_name(principal);
    if (search->found)
        return;
    if (principal->type == SG_SCALAR) {
        compare(l, principal, context);
        return;
    }
    sg_lint_each(l, sg_get(principal, "Service"), compare, context);
    const char *anyone = sg_get_text(principal, "AWS");
    search->found = search->found || (anyone && strcmp(anyone, "*") == 0);
}

static bool names(struct sg_lint *l, const struct document *list, const char *service)
{
    struct search search = {.service = service};
    for (; list && !search.found; list = list->next) {
        search.found = !list->node || list->node->type != SG_MAP || sg_intrinsic_name(list->node);
        sg_lint_each(l, sg_get(list->node, "Statement"), search_statement, &search);
    }
    return search.found;
}

/* ---- Who sends ---- */

static void check_call(struct sg_lint *l, const struct sg_call_row *row, const struct sg_node *value, void *context)
{
    const struct documents *all = context;
    const struct sg_resource *receiver = sg_lint_named(l, value, all->types);
    const struct document *list = receiver ? all->of[sg_lint_number(l, receiver)] : NULL;
    if (!receiver || names(l, list, row->caller->principal) || names(l, all->any, row->caller->principal))
        return;
    const struct receiver *found = receiver_of(all, receiver);
    const char *action = found->kind->receives;
    if (list)
        sg_lint_report(l, "SG504", value,
                       "%s cannot send to %s, whose policy does not name %s; add a statement that allows %s to it if "
                       "aws:SourceArn is the ARN of the %s",
                       row->caller->title, receiver->id, row->caller->principal, action, row->caller->noun);
    else
        sg_lint_report(l, "SG504", value,
                       "%s cannot send to %s, which has no policy; add an %s that allows %s to %s if "
                       "aws:SourceArn is the ARN of the %s",
                       row->caller->title, receiver->id, found->policy->type, action, row->caller->principal,
                       row->caller->noun);
}

void sg_lint_check_resource_policies(struct sg_lint *l)
{
    struct documents all = {0};
    if (!l->is_whole)
        return;
    find_receivers(l, &all);
    read_all(l, &all);
    sg_lint_each_invoker(l, check_call, &all);
}
