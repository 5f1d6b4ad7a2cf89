#include "grant/block.h"

#include "grant/provided.h"

#include <string.h>

struct sg_block sg_grant_block_new(struct sg_scope *scope)
{
    return (struct sg_block){.scope = scope,
                             .entries = sg_list(scope->arena),
                             .statements = sg_list(scope->arena),
                             .most = SG_INLINE_POLICY_MOST};
}

/* The least number of characters after CloudFormation has filled the substitutions. */
static size_t size_of_text(const char *text)
{
    static const struct {
        const char *substitution;
        size_t least;
    } known[] = {{"${AWS::Partition}", 3}, {"${AWS::Region}", 9}, {"${AWS::AccountId}", 12}};
    size_t size = 2; /* quotes */
    for (const char *p = text; *p;) {
        if (*p != '$') {
            size += *p++ != ' ';
            continue;
        }
        const char *end = p[1] == '{' && p[2] != '!' ? sg_substitution_end(p) : NULL;
        size_t least = 1;
        for (size_t i = 0; end && i < sizeof known / sizeof *known; i++)
            if (sg_starts_with(p, known[i].substitution))
                least = known[i].least;
        size += least;
        p = end ? end : p + 1;
    }
    return size;
}

/* The size as compact JSON. */
static size_t size_of(const struct sg_node *node)
{
    if (node->type == SG_SCALAR || node->tag)
        return node->type == SG_SCALAR ? size_of_text(node->text) : 2; /* an intrinsic can give nothing */
    size_t size = 2;
    for (const struct sg_node *child = node->first; child; child = child->next)
        size += size_of(child) + (child->next ? 1 : 0);
    return size;
}

static bool append_once(struct sg_node *list, struct sg_node *item, const char *comment)
{
    if (sg_list_has(list, item))
        return false;
    item->comment = comment;
    sg_append(list, item);
    return true;
}

void sg_grant_block_managed(struct sg_block *b, const char *policy, const char *comment)
{
    if (append_once(b->entries, sg_text_node(b->scope, policy), comment))
        b->managed++;
}

static struct sg_node *plain_list(struct sg_arena *a, const struct sg_strings *texts)
{
    struct sg_node *list = sg_list(a);
    for (size_t i = 0; i < texts->count; i++)
        sg_append(list, sg_scalar(a, texts->items[i]));
    return list;
}

static struct sg_node *conditions_node(struct sg_scope *scope, const struct sg_statement *s)
{
    struct sg_node *conditions = sg_map(scope->arena);
    for (size_t i = 0; i < s->conditions.count; i++) {
        const struct sg_condition *c = &s->conditions.items[i];
        struct sg_node *keys = sg_get(conditions, c->name);
        if (!keys) {
            keys = sg_map(scope->arena);
            sg_put(scope->arena, conditions, c->name, keys);
        }
        if (!sg_get(keys, c->key))
            sg_put(scope->arena, keys, c->key, sg_text_nodes(scope, &c->values));
    }
    return conditions;
}

struct sg_node *sg_grant_statement_node(struct sg_scope *scope, const struct sg_statement *s, const char *sid)
{
    struct sg_arena *a = scope->arena;
    struct sg_node *node = sg_map(a);
    if (*sid)
        sg_put(a, node, "Sid", sg_scalar(a, sid));
    sg_put(a, node, "Effect", sg_scalar(a, "Allow"));
    sg_put(a, node, "Action", plain_list(a, &s->actions));
    sg_put(a, node, "Resource", sg_text_nodes(scope, &s->resources));
    if (s->conditions.count)
        sg_put(a, node, "Condition", conditions_node(scope, s));
    if (s->found && s->found->conditions.count)
        return sg_grant_provided(a, node, &s->found->conditions);
    return node;
}

bool sg_grant_same_statement(const struct sg_node *x, const struct sg_node *y)
{
    size_t compared = 0, others = 0;
    if (x->type != SG_MAP || y->type != SG_MAP || (x->first && sg_equals(x->first->text, "Fn::If")))
        return sg_grant_same_provided(x, y);
    const struct sg_node *beside = y->first; /* most have the same keys in the same order */
    for (const struct sg_node *key = x->first; key; key = key->next->next) {
        const struct sg_node *value =
            beside && sg_equals(beside->text, key->text) ? beside->next : sg_get(y, key->text);
        beside = beside ? beside->next->next : NULL;
        if (sg_equals(key->text, "Sid"))
            continue;
        if (!value || !sg_same(key->next, value))
            return false;
        compared++;
    }
    for (const struct sg_node *key = y->first; key; key = key->next->next)
        others += !sg_equals(key->text, "Sid");
    return compared == others;
}

static bool has_permission(const struct sg_node *statements, const struct sg_node *statement)
{
    for (const struct sg_node *other = statements->first; other; other = other->next)
        if (sg_grant_same_statement(other, statement))
            return true;
    return false;
}

static const char *unique_sid(struct sg_block *b, const char *sid)
{
    const char *unique = sid;
    for (size_t n = 2; *sid && !sg_push_once(b->scope->arena, &b->sids, unique); n++)
        unique = sg_format(b->scope->arena, "%s%zu", sid, n);
    return unique;
}

/* Counts what is added. Nothing is kept above the role's limit, so the number of comparisons stays bounded. */
static bool has_room(struct sg_block *b, size_t size)
{
    b->size += size + 1;
    return b->size <= b->most;
}

static void add_statement(struct sg_block *b, struct sg_node *statement)
{
    if (has_permission(b->statements, statement) || !has_room(b, size_of(statement)))
        return;
    struct sg_node *inner = statement->tag ? sg_grant_inner_statement(statement) : statement,
                   *sid = sg_get(inner, "Sid");
    if (sid)
        sid->text = unique_sid(b, sid->text);
    sg_append(b->statements, statement);
}

void sg_grant_block_statement(struct sg_block *b, const struct sg_statement *statement, const char *comment)
{
    struct sg_node *node = sg_grant_statement_node(b->scope, statement, statement->sid ? statement->sid : "");
    node->comment = comment;
    add_statement(b, node);
}

void sg_grant_block_statements(struct sg_block *b, const struct sg_statements *statements, const char *comment)
{
    for (size_t i = 0; i < statements->count; i++)
        sg_grant_block_statement(b, &statements->items[i], i ? NULL : comment);
}

void sg_grant_block_node(struct sg_block *b, struct sg_node *statement)
{
    add_statement(b, statement);
}

static size_t size_of_texts(const struct sg_strings *texts)
{
    size_t size = 2;
    for (size_t i = 0; i < texts->count; i++)
        size += size_of_text(texts->items[i]) + (i ? 1 : 0);
    return size;
}

#define STATEMENT_KEYS (sizeof "{\"Effect\":\"Allow\",\"Action\":,\"Resource\":}" - 1)

/* SAM expands a template into an inline policy of the role; conditions, which few have, are not counted. */
static size_t size_of_template(struct sg_scope *scope, const struct sg_chosen_form *chosen)
{
    struct sg_statements statements = chosen->allowed;
    if (!statements.count)
        sg_grant_instantiate(scope, chosen->policy, chosen->parameters.items, chosen->parameters.count, &statements);
    size_t size = 0;
    for (size_t i = 0; i < statements.count; i++)
        size += STATEMENT_KEYS + size_of_texts(&statements.items[i].actions) +
                size_of_texts(&statements.items[i].resources);
    return size;
}

void sg_grant_block_template(struct sg_block *b, const struct sg_chosen_form *chosen, const char *comment)
{
    struct sg_arena *a = b->scope->arena;
    struct sg_node *parameters = sg_map(a), *entry = sg_map(a);
    for (size_t i = 0; i < chosen->parameters.count; i++)
        sg_put(a, parameters, chosen->parameters.items[i].parameter,
               sg_text_node(b->scope, chosen->parameters.items[i].text));
    sg_put(a, entry, chosen->policy->name, parameters);
    if (!sg_list_has(b->entries, entry) && has_room(b, size_of_template(b->scope, chosen)))
        append_once(b->entries, entry, comment);
}

static bool check_limits(const struct sg_block *b, struct sg_origin origin)
{
    if (b->managed > SG_MANAGED_POLICIES_MOST)
        return sg_fail(b->scope->findings, origin,
                       "there are %zu managed policies, but a role can have at most %d; use --style inline", b->managed,
                       SG_MANAGED_POLICIES_MOST);
    if (b->size > b->most && b->most == SG_MANAGED_POLICY_MOST)
        return sg_fail(b->scope->findings, origin,
                       "the statements have more than %d characters, the limit of a managed policy; write several",
                       SG_MANAGED_POLICY_MOST);
    if (b->size > b->most)
        return sg_fail(
            b->scope->findings, origin,
            "the inline policies have more than %d characters, the limit of a role; split the function, or move "
            "statements to an AWS::IAM::ManagedPolicy",
            SG_INLINE_POLICY_MOST);
    return true;
}

struct sg_node *sg_grant_block_finish(struct sg_block *b, struct sg_origin origin)
{
    struct sg_arena *a = b->scope->arena;
    if (b->statements->count) {
        struct sg_node *document = sg_map(a);
        sg_put(a, document, "Version", sg_scalar(a, "2012-10-17"));
        sg_put(a, document, "Statement", b->statements);
        has_room(b, sizeof "{\"Version\":\"2012-10-17\",\"Statement\":[]}" - 1);
        sg_append(b->entries, document);
    }
    struct sg_node *root = sg_map(a);
    sg_put(a, root, "Policies", b->entries);
    return check_limits(b, origin) ? root : NULL;
}
