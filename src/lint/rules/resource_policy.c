/* SG504: queues and topics that a service is to send to, and is not allowed to. */
#include "lint/rules_internal.h"
#include "lint/reference_internal.h"
#include "lint/invoker_internal.h"

#include "sam/intrinsic.h"
#include "yaml/scalar.h"

#include <string.h>

static const char *const receivers[] = {"AWS::SQS::Queue", "AWS::SNS::Topic", NULL};

/* Resources that give a queue or topic its policy, and the property that names it. */
static const struct {
    const char *type, *names;
} holders[] = {
    {"AWS::SQS::QueuePolicy", "Queues"},
    {"AWS::SQS::QueueInlinePolicy", "Queue"},
    {"AWS::SNS::TopicPolicy", "Topics"},
    {"AWS::SNS::TopicInlinePolicy", "TopicArn"},
};

struct document {
    const struct sg_node *node;
    struct document *next;
};

struct documents {
    struct document **of;       /* by the number of the queue or topic */
    struct document *any;       /* of what is not known */
    const struct sg_node *node; /* that is being read */
};

static void add_document(struct sg_lint *l, const struct sg_node *name, void *context)
{
    struct documents *all = context;
    const struct sg_resource *receiver = sg_lint_named(l, name, receivers);
    struct document **list = receiver ? &all->of[sg_lint_number(l, receiver)] : &all->any;
    struct document *document = sg_new(l->arena, struct document);
    *document = (struct document){.node = all->node, .next = *list};
    *list = document;
}

static void read_all(struct sg_lint *l, struct documents *all)
{
    all->of = sg_new_array(l->arena, struct document *, l->template->count);
    for (size_t i = 0; i < l->template->count; i++)
        for (size_t h = 0; h < sizeof holders / sizeof *holders; h++) {
            const struct sg_resource *r = &l->template->resources[i];
            if (!sg_has_type(r, holders[h].type))
                continue;
            all->node = sg_get(r->properties, "PolicyDocument");
            sg_lint_each(l, sg_get(r->properties, holders[h].names), add_document, all);
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

/* What a service names as the source of what it sends. */
static const char *source_of(const char *service)
{
    return sg_starts_with(service, "s3.") ? "bucket" : sg_starts_with(service, "sns.") ? "topic" : "rule";
}

static void check_wire(struct sg_lint *l, const struct sg_lint_invoker *wire, const struct sg_node *value,
                       void *context)
{
    const struct documents *all = context;
    const struct sg_resource *receiver = sg_lint_named(l, value, receivers);
    const struct document *list = receiver ? all->of[sg_lint_number(l, receiver)] : NULL;
    if (!receiver || names(l, list, wire->service) || names(l, all->any, wire->service))
        return;
    bool queue = sg_has_type(receiver, receivers[0]);
    const char *type = queue ? "AWS::SQS::QueuePolicy" : "AWS::SNS::TopicPolicy";
    const char *action = queue ? "sqs:SendMessage" : "sns:Publish", *source = source_of(wire->service);
    if (list)
        sg_lint_report(l, "SG504", value,
                       "%s cannot send to %s, whose policy does not name %s; add a statement that allows %s to it if "
                       "aws:SourceArn is the ARN of the %s",
                       wire->title, receiver->id, wire->service, action, source);
    else
        sg_lint_report(l, "SG504", value,
                       "%s cannot send to %s, which has no policy; add an %s that allows %s to %s if "
                       "aws:SourceArn is the ARN of the %s",
                       wire->title, receiver->id, type, action, wire->service, source);
}

void sg_lint_check_resource_policies(struct sg_lint *l)
{
    struct documents all = {0};
    if (!l->is_whole)
        return;
    read_all(l, &all);
    sg_lint_each_invoker(l, check_wire, &all);
}
