#include "lint/statement_internal.h"

#include "lint/reference_internal.h"
#include "lint/values_internal.h"

#include "base/list.h"
#include "sam/intrinsic.h"

#include <string.h>

/* ---- Statements ---- */

/* Returns the value of a key, or that of the one which stands for its opposite. */
static const struct sg_node *get_either(const struct sg_node *map, const char *key, const char *opposite,
                                        bool *is_opposite)
{
    const struct sg_node *value = sg_get(map, key), *other = value ? NULL : sg_get(map, opposite);
    *is_opposite = other != NULL;
    return value ? value : other;
}

bool sg_lint_read_statement(const struct sg_node *node, struct sg_lint_statement *s)
{
    *s = (struct sg_lint_statement){0};
    if (node->type != SG_MAP || sg_intrinsic_name(node))
        return false;
    const char *effect = sg_get_text(node, "Effect");
    s->deny = effect && strcmp(effect, "Deny") == 0;
    s->principal = sg_get(node, "Principal");
    s->action = get_either(node, "Action", "NotAction", &s->not_action);
    s->resource = get_either(node, "Resource", "NotResource", &s->not_resource);
    s->condition = sg_get(node, "Condition");
    return true;
}

static struct sg_lint_texts read_texts(struct sg_lint *l, const struct sg_node *value)
{
    struct sg_lint_texts texts = {0};
    for (struct sg_lint_values v = sg_lint_values_of(l, value); sg_lint_next(&v);) {
        sg_grow(l->arena, texts.items, texts.count, texts.capacity);
        texts.items[texts.count++] = (struct sg_lint_text){.text = sg_lint_text(l, v.value), .node = v.value};
    }
    return texts;
}

static void read_statements(struct sg_lint *l, struct sg_lint_document *document)
{
    struct sg_lint_statement s;
    for (struct sg_lint_values v = sg_lint_values_at(l, document->node, "Statement"); sg_lint_next(&v);) {
        if (!sg_lint_read_statement(v.value, &s))
            continue;
        s.actions = read_texts(l, s.action);
        s.resources = read_texts(l, s.resource);
        sg_grow(l->arena, document->statements, document->count, document->capacity);
        document->statements[document->count++] = s;
    }
}

/* ---- Documents ---- */

static void add_document(struct sg_lint *l, struct sg_lint_documents *list, const struct sg_lint_document *document)
{
    if (document->node->type != SG_MAP || !sg_get(document->node, "Statement"))
        return;
    sg_grow(l->arena, list->items, list->count, list->capacity);
    struct sg_lint_document *added = &list->items[list->count++];
    *added = *document;
    read_statements(l, added);
}

/* Statements that their property holds without a document around them. */
static const struct sg_node *around(struct sg_lint *l, const struct sg_node *statements)
{
    struct sg_node *document = sg_map(l->arena);
    sg_put(l->arena, document, "Statement", sg_shared(l->arena, statements));
    return document;
}

static void read_resource(struct sg_lint *l, struct sg_lint_documents *list)
{
    static const enum sg_lint_attachment attachments[] = {[SG_HOLDS_RESOURCE] = SG_LINT_IN_RESOURCE,
                                                          [SG_HOLDS_IDENTITY] = SG_LINT_IN_IDENTITY,
                                                          [SG_HOLDS_TRUST] = SG_LINT_IN_TRUST};
    const struct sg_resource *r = l->resource;
    struct sg_lint_document document = {.resource = r, .attachment = SG_LINT_IN_POLICIES};
    for (struct sg_lint_values v = sg_lint_values_of(l, sg_lint_policies_of(l, r)); sg_lint_next(&v);) {
        document.node = v.value;
        add_document(l, list, &document);
    }
    const struct sg_lint_type *type = sg_lint_type_of(l, r);
    const struct sg_holder *holder = type->holders;
    for (size_t count = type->holder_count; count; count--, holder++) {
        document.holder = holder;
        document.attachment = attachments[holder->holding];
        for (struct sg_lint_values v = sg_lint_values_at(l, r->properties, holder->property); sg_lint_next(&v);) {
            document.node = holder->statements ? around(l, v.value) : v.value;
            add_document(l, list, &document);
        }
    }
}

static struct sg_lint_documents *find_documents(struct sg_lint *l)
{
    struct sg_lint_documents *list = sg_new(l->arena, struct sg_lint_documents);
    for (const struct sg_resource *r = NULL; (r = sg_lint_next_resource(l, r));)
        read_resource(l, list);
    for (size_t i = 0; i < list->count; i++)
        for (size_t s = 0; s < list->items[i].count; s++)
            list->items[i].statements[s].document = &list->items[i];
    return list;
}

const struct sg_lint_document *sg_lint_next_document(struct sg_lint *l, const struct sg_lint_document *document)
{
    if (!l->documents)
        l->documents = find_documents(l);
    const struct sg_lint_document *items = l->documents->items;
    size_t next = document ? (size_t)(document - items) + 1 : 0;
    bool more = next < l->documents->count;
    l->resource = more ? items[next].resource : NULL;
    return more ? &items[next] : NULL;
}
