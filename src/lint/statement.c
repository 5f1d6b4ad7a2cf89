#include "lint/statement_internal.h"

#include "lint/reference_internal.h"

#include "base/list.h"
#include "sam/intrinsic.h"

#include <string.h>

/* ---- Statements ---- */

static void add_text(struct sg_lint *l, const struct sg_node *value, void *context)
{
    struct sg_lint_texts *texts = context;
    sg_grow(l->arena, texts->items, texts->count, texts->capacity);
    texts->items[texts->count++] = (struct sg_lint_text){.text = sg_lint_text(l, value), .node = value};
}

struct collecting {
    const struct sg_node *document;
    const struct sg_holder *holder;
    enum sg_lint_attachment place;
    struct sg_lint_statements *list;
};

static void push(struct sg_lint *l, struct sg_lint_statements *list, const struct sg_lint_statement *statement)
{
    sg_grow(l->arena, list->items, list->count, list->capacity);
    list->items[list->count++] = *statement;
}

static void read_statement(struct sg_lint *l, const struct sg_node *node, void *context)
{
    const struct collecting *of = context;
    if (node->type != SG_MAP || sg_intrinsic_name(node))
        return;
    struct sg_lint_statement s = {.place = of->place, .holder = of->holder, .document = of->document, .node = node};
    const char *effect = sg_get_text(node, "Effect");
    s.deny = effect && strcmp(effect, "Deny") == 0;
    s.not_action = !sg_get(node, "Action") && sg_get(node, "NotAction");
    s.not_resource = !sg_get(node, "Resource") && sg_get(node, "NotResource");
    s.action = sg_get(node, s.not_action ? "NotAction" : "Action");
    s.resource = sg_get(node, s.not_resource ? "NotResource" : "Resource");
    s.condition = sg_get(node, "Condition");
    sg_lint_each(l, s.action, add_text, &s.actions);
    sg_lint_each(l, s.resource, add_text, &s.resources);
    push(l, of->list, &s);
}

static struct sg_lint_statements read_statements(struct sg_lint *l, const struct sg_node *document,
                                                 const struct sg_holder *holder, enum sg_lint_attachment place)
{
    struct sg_lint_statements list = {0};
    struct collecting of = {document, holder, place, &list};
    sg_lint_each(l, sg_get(document, "Statement"), read_statement, &of);
    return list;
}

/* ---- Documents ---- */

struct visit {
    struct sg_lint_documents *list;
    const struct sg_holder *holder; /* NULL: the Policies of a function or state machine */
    enum sg_lint_attachment place;
};

static void visit_document(struct sg_lint *l, const struct sg_node *node, void *context)
{
    const struct visit *v = context;
    struct sg_lint_documents *list = v->list;
    if (node->type != SG_MAP || !sg_get(node, "Statement"))
        return;
    sg_grow(l->arena, list->items, list->count, list->capacity);
    list->items[list->count++] = (struct sg_lint_document){.resource = l->resource,
                                                           .holder = v->holder,
                                                           .node = node,
                                                           .place = v->place,
                                                           .statements = read_statements(l, node, v->holder, v->place)};
}

/* Gives statements the document that they do not have around them. */
static void visit_statements(struct sg_lint *l, const struct sg_node *statements, void *context)
{
    struct sg_node *document = sg_map(l->arena);
    sg_put(l->arena, document, "Statement", sg_copy_node(l->arena, statements));
    visit_document(l, document, context);
}

static void visit_resource(struct sg_lint *l, struct sg_lint_documents *list)
{
    static const enum sg_lint_attachment places[] = {
        [SG_HOLDS_RESOURCE] = SG_IN_RESOURCE, [SG_HOLDS_IDENTITY] = SG_IN_IDENTITY, [SG_HOLDS_TRUST] = SG_IN_TRUST};
    const struct sg_resource *r = l->resource;
    bool makes_role = sg_has_type(r, SG_FUNCTION_TYPE) || sg_has_type(r, SG_STATE_MACHINE_TYPE);
    struct visit own = {.list = list, .place = SG_IN_POLICIES};
    if (makes_role && !sg_get(r->properties, "Role"))
        sg_lint_each(l, sg_get(r->properties, "Policies"), visit_document, &own);
    size_t count;
    const struct sg_holder *holder = sg_holders_of(l->holders, r->type, &count);
    for (; count; count--, holder++) {
        struct visit v = {.list = list, .holder = holder, .place = places[holder->holding]};
        sg_lint_at_path(l, r->properties, holder->property, holder->statements ? visit_statements : visit_document, &v);
    }
}

static struct sg_lint_documents *find_documents(struct sg_lint *l)
{
    struct sg_lint_documents *list = sg_new(l->arena, struct sg_lint_documents);
    for (size_t i = 0; i < l->template->count; i++) {
        l->resource = &l->template->resources[i];
        visit_resource(l, list);
    }
    return list;
}

void sg_lint_each_document(struct sg_lint *l, sg_lint_document_fn *call)
{
    if (!l->documents)
        l->documents = find_documents(l);
    struct sg_lint_documents *list = l->documents;
    for (list->current = 0; list->current < list->count; list->current++) {
        const struct sg_lint_document *one = &list->items[list->current];
        l->resource = one->resource;
        call(l, one->node, one->place);
    }
    l->resource = NULL;
}

struct sg_lint_statements sg_lint_statements_of(struct sg_lint *l, const struct sg_node *document,
                                                enum sg_lint_attachment place)
{
    const struct sg_lint_documents *list = l->documents;
    if (list && list->current < list->count && list->items[list->current].node == document)
        return list->items[list->current].statements;
    return read_statements(l, document, NULL, place);
}

const struct sg_holder *sg_lint_holder_of(const struct sg_lint *l)
{
    return l->documents->items[l->documents->current].holder;
}

void sg_lint_each_statement(struct sg_lint *l, const struct sg_node *document, enum sg_lint_attachment place,
                            sg_lint_statement_fn *call)
{
    const struct sg_lint_statements list = sg_lint_statements_of(l, document, place);
    for (size_t i = 0; i < list.count; i++)
        call(l, &list.items[i]);
}
