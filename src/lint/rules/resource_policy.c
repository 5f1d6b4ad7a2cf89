/* SG504: queues and topics that do not let a service send to them. */
#include "lint/fix.h"
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
    struct sg_strings fixed; /* ids of receivers whose policy a fix writes */
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
        const struct sg_lint_type *type = sg_lint_type_of(l, r);
        const struct sg_holder *holder = type->holders;
        for (size_t count = type->holder_count; count; count--, holder++) {
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

/* A service that cannot send to a queue or topic. */
struct sender {
    const struct sg_lint_invocation *call;
    const struct sg_resource *resource, *receiver; /* with the value; of the template */
    const struct document *policies;               /* of the receiver */
    const char *arn;                               /* of the source, if the policy can name it; else NULL */
    struct sender *next;
};

/* The policy would come too early or too late for a resource that a condition leaves out. */
static bool is_certain(const struct sg_resource *r)
{
    return r && !sg_get(r->body, "Condition");
}

static void add_sender(struct sg_lint *l, const struct documents *all, const struct sg_lint_invocation *call,
                       struct sender ***end)
{
    const struct sg_resource *receiver = sg_lint_named(l, call->value, all->types);
    const struct document *list = receiver ? all->of[sg_lint_number(l, receiver)] : NULL;
    const char *service = call->row->caller->principal;
    if (!receiver || names(l, list, service) || names(l, all->any, service))
        return;
    const struct sg_resource *source = sg_lint_source_of(l, call->row);
    bool certain = is_certain(l->resource) && is_certain(receiver) && is_certain(source) && !sg_is_if(call->value);
    struct sg_lint_invocation *copy = sg_new(l->arena, struct sg_lint_invocation);
    *copy = *call;
    **end = sg_new(l->arena, struct sender);
    ***end = (struct sender){.call = copy,
                             .resource = l->resource,
                             .receiver = receiver,
                             .policies = list,
                             .arn = certain ? sg_lint_first_arn(l, source) : NULL};
    *end = &(**end)->next;
}

static bool is_same_call(const struct sender *x, const struct sender *y)
{
    return x->receiver == y->receiver && strcmp(x->call->row->caller->principal, y->call->row->caller->principal) == 0;
}

/* ---- Fixes ---- */

/*
 * The ARNs of all sources for which this service sends to the receiver. False: one is not known, or the list was made
 * before.
 */
static bool sources_of(struct sg_lint *l, const struct sender *senders, const struct sender *sender,
                       struct sg_strings *arns)
{
    for (const struct sender *s = senders; s; s = s->next) {
        if (!is_same_call(s, sender))
            continue;
        if (!s->arn || (s != sender && !arns->count))
            return false;
        sg_push_once(l->arena, arns, s->arn);
    }
    return true;
}

/* The lines of a statement; the first begins with a dash. */
static void add_statement(struct sg_lint *l, const struct sender *sender, const char *action,
                          const struct sg_strings *arns, struct sg_strings *lines)
{
    struct sg_arena *a = l->arena;
    sg_push(a, lines, "- Effect: Allow");
    sg_push(a, lines, "  Principal:");
    sg_push(a, lines, sg_format(a, "    Service: %s", sender->call->row->caller->principal));
    sg_push(a, lines, sg_format(a, "  Action: %s", action));
    sg_push(a, lines, sg_format(a, "  Resource: %s", sg_lint_arn_of(l, sender->receiver)));
    sg_push(a, lines, "  Condition:");
    sg_push(a, lines, "    ArnEquals:");
    if (arns->count == 1)
        sg_push(a, lines, sg_format(a, "      aws:SourceArn: %s", arns->items[0]));
    else
        sg_push(a, lines, "      aws:SourceArn:");
    for (size_t i = 0; arns->count > 1 && i < arns->count; i++)
        sg_push(a, lines, sg_format(a, "        - %s", arns->items[i]));
}

/* A topic without a policy has that of AWS, which a new one would replace; a queue has none. */
static const struct sg_splice *new_policy(struct sg_lint *l, const struct sender *sender,
                                          const struct receiver *receiver, const struct sg_strings *statement)
{
    struct sg_arena *a = l->arena;
    const char *id = sg_format(a, "%sPolicy", sender->receiver->id);
    struct sg_strings lines = {0};
    if (!sg_has_type(sender->receiver, "AWS::SQS::Queue") || sg_find_resource(l->template, id))
        return NULL;
    sg_push(a, &lines, sg_format(a, "%s:", id));
    sg_push(a, &lines, sg_format(a, "  Type: %s", receiver->policy->type));
    sg_push(a, &lines, "  Properties:");
    sg_push(a, &lines, sg_format(a, "    %s:", receiver->policy->names));
    sg_push(a, &lines, sg_format(a, "      - !Ref %s", sender->receiver->id));
    sg_push(a, &lines, sg_format(a, "    %s:", receiver->policy->property));
    sg_push(a, &lines, "      Version: \"2012-10-17\"");
    sg_push(a, &lines, "      Statement:");
    for (size_t i = 0; i < statement->count; i++)
        sg_push(a, &lines, sg_format(a, "        %s", statement->items[i]));
    return sg_lint_fix_resource(l, sender->receiver, lines.items, lines.count);
}

static const struct sg_splice *make_fix(struct sg_lint *l, const struct sender *senders, const struct sender *sender,
                                        const struct receiver *receiver)
{
    struct sg_strings arns = {0}, statement = {0};
    if (!sources_of(l, senders, sender, &arns) || !sg_lint_arn_of(l, sender->receiver))
        return NULL;
    add_statement(l, sender, receiver->kind->receives, &arns, &statement);
    if (!sender->policies)
        return new_policy(l, sender, receiver, &statement);
    return sender->policies->next
               ? NULL
               : sg_lint_fix_append(l, sg_get(sender->policies->node, "Statement"), statement.items, statement.count);
}

/* Two fixes never write the policy of one receiver: the second waits for the next round. */
static const struct sg_splice *fix_of(struct sg_lint *l, struct documents *all, const struct sender *senders,
                                      const struct sender *sender)
{
    const char *id = sender->receiver->id;
    const struct sg_splice *fix =
        sg_strings_have(&all->fixed, id) ? NULL : make_fix(l, senders, sender, receiver_of(all, sender->receiver));
    if (fix)
        sg_push(l->arena, &all->fixed, id);
    return fix;
}

static void report_sender(struct sg_lint *l, struct documents *all, const struct sender *senders,
                          const struct sender *sender)
{
    const struct receiver *receiver = receiver_of(all, sender->receiver);
    const struct sg_caller *caller = sender->call->row->caller;
    const char *action = receiver->kind->receives;
    struct sg_lint_finding *finding =
        sender->policies
            ? sg_lint_report(l, SG504, sender->call->value,
                             "%s cannot send to %s, whose policy does not name %s; add a statement that allows %s to "
                             "it if aws:SourceArn is the ARN of the %s",
                             caller->title, sender->receiver->id, caller->principal, action, caller->noun)
            : sg_lint_report(l, SG504, sender->call->value,
                             "%s cannot send to %s, which has no policy; add an %s that allows %s to %s if "
                             "aws:SourceArn is the ARN of the %s",
                             caller->title, sender->receiver->id, receiver->policy->type, action, caller->principal,
                             caller->noun);
    finding->fix = fix_of(l, all, senders, sender);
}

void sg_lint_check_resource_policy(struct sg_lint *l)
{
    struct documents all = {0};
    struct sender *senders = NULL, **end = &senders;
    if (!sg_lint_shows_senders(l))
        return;
    find_receivers(l, &all);
    read_all(l, &all);
    for (struct sg_lint_invocation i = {0}; sg_lint_next_invocation(l, &i);)
        add_sender(l, &all, &i, &end);
    for (const struct sender *s = senders; s; s = s->next) {
        l->resource = s->resource;
        report_sender(l, &all, senders, s);
    }
    l->resource = NULL;
}
