#include "lint/statement_internal.h"

#include "base/list.h"
#include "sam/intrinsic.h"

#include <string.h>

/* Resources that hold a policy document, and the property that is one. */
static const struct {
    const char *type, *property;
    enum sg_lint_attachment place;
} holders[] = {
    {"AWS::IAM::Role", "AssumeRolePolicyDocument", SG_IN_TRUST},
    {SG_FUNCTION_TYPE, "AssumeRolePolicyDocument", SG_IN_TRUST},
    {"AWS::IAM::Policy", "PolicyDocument", SG_IN_IDENTITY},
    {"AWS::IAM::ManagedPolicy", "PolicyDocument", SG_IN_IDENTITY},
    {"AWS::IAM::RolePolicy", "PolicyDocument", SG_IN_IDENTITY},
    {"AWS::IAM::UserPolicy", "PolicyDocument", SG_IN_IDENTITY},
    {"AWS::IAM::GroupPolicy", "PolicyDocument", SG_IN_IDENTITY},
    {"AWS::S3::BucketPolicy", "PolicyDocument", SG_IN_RESOURCE},
    {"AWS::SQS::QueuePolicy", "PolicyDocument", SG_IN_RESOURCE},
    {"AWS::SNS::TopicPolicy", "PolicyDocument", SG_IN_RESOURCE},
    {"AWS::KMS::Key", "KeyPolicy", SG_IN_RESOURCE},
    {"AWS::SecretsManager::ResourcePolicy", "ResourcePolicy", SG_IN_RESOURCE},
};

/* Resources whose Policies are a list of {PolicyName, PolicyDocument}. */
static const char *const with_inline[] = {"AWS::IAM::Role", "AWS::IAM::User", "AWS::IAM::Group"};

/* ---- Statements ---- */

static void add_text(struct sg_lint *l, const struct sg_node *value, void *context)
{
    struct sg_lint_texts *texts = context;
    sg_grow(l->arena, texts->items, texts->count, texts->capacity);
    texts->items[texts->count++] = (struct sg_lint_text){.text = sg_lint_text(l, value), .node = value};
}

struct collecting {
    const struct sg_node *document;
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
    struct sg_lint_statement s = {.place = of->place, .document = of->document, .node = node};
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
                                                 enum sg_lint_attachment place)
{
    struct sg_lint_statements list = {0};
    struct collecting of = {document, place, &list};
    sg_lint_each(l, sg_get(document, "Statement"), read_statement, &of);
    return list;
}

/* ---- Documents ---- */

struct visit {
    struct sg_lint_documents *list;
    enum sg_lint_attachment place;
};

static void visit_document(struct sg_lint *l, const struct sg_node *node, void *context)
{
    const struct visit *v = context;
    struct sg_lint_documents *list = v->list;
    if (node->type != SG_MAP || !sg_get(node, "Statement"))
        return;
    sg_grow(l->arena, list->items, list->count, list->capacity);
    list->items[list->count++] = (struct sg_lint_document){
        .resource = l->resource, .node = node, .place = v->place, .statements = read_statements(l, node, v->place)};
}

static void visit_inline(struct sg_lint *l, const struct sg_node *policy, void *context)
{
    sg_lint_each(l, sg_get(policy, "PolicyDocument"), visit_document, context);
}

static void visit_resource(struct sg_lint *l, struct sg_lint_documents *list)
{
    const struct sg_resource *r = l->resource;
    struct visit v = {.list = list, .place = SG_IN_POLICIES};
    const struct sg_node *policies = sg_get(r->properties, "Policies");
    bool makes_role = sg_has_type(r, SG_FUNCTION_TYPE) || sg_has_type(r, SG_STATE_MACHINE_TYPE);
    if (makes_role && !sg_get(r->properties, "Role"))
        sg_lint_each(l, policies, visit_document, &v);
    for (size_t i = 0; i < sizeof holders / sizeof *holders; i++)
        if (sg_has_type(r, holders[i].type)) {
            v.place = holders[i].place;
            sg_lint_each(l, sg_get(r->properties, holders[i].property), visit_document, &v);
        }
    v.place = SG_IN_IDENTITY;
    for (size_t i = 0; i < sizeof with_inline / sizeof *with_inline; i++)
        if (sg_has_type(r, with_inline[i]))
            sg_lint_each(l, policies, visit_inline, &v);
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
    return read_statements(l, document, place);
}

void sg_lint_each_statement(struct sg_lint *l, const struct sg_node *document, enum sg_lint_attachment place,
                            sg_lint_statement_fn *call)
{
    const struct sg_lint_statements list = sg_lint_statements_of(l, document, place);
    for (size_t i = 0; i < list.count; i++)
        call(l, &list.items[i]);
}
