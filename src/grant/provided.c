#include "grant/provided.h"

#include "grant/block.h"

#include <string.h>

struct sg_node *sg_grant_provided(struct sg_arena *a, struct sg_node *statement, const struct sg_strings *conditions)
{
    const char *comment = statement->comment;
    statement->comment = NULL;
    for (size_t i = conditions->count; i-- > 0;) {
        const char *name = conditions->items[i];
        bool contrary = *name == '!';
        struct sg_node *either = sg_list(a), *nothing = sg_tagged(a, "!Ref", "AWS::NoValue");
        either->tag = "!If";
        sg_append(either, sg_scalar(a, name + contrary));
        sg_append(either, contrary ? nothing : statement);
        sg_append(either, contrary ? statement : nothing);
        statement = either;
    }
    statement->comment = comment;
    return statement;
}

/* The list [condition, value, value] of a node; NULL if it is not an Fn::If. */
static struct sg_node *arguments_of(const struct sg_node *node)
{
    struct sg_node *list = sg_get(node, "Fn::If");
    if (node->tag)
        list = strcmp(node->tag, "!If") == 0 ? (struct sg_node *)(size_t)node : NULL;
    return list && list->type == SG_LIST && list->count == 3 && list->first->type == SG_SCALAR ? list : NULL;
}

static bool is_nothing(const struct sg_node *node)
{
    const char *id = node->tag ? node->text : sg_get_text(node, "Ref");
    return id && strcmp(id, "AWS::NoValue") == 0;
}

struct sg_node *sg_grant_inner_statement(struct sg_node *node)
{
    for (struct sg_node *list; (list = arguments_of(node));) {
        struct sg_node *yes = list->first->next, *no = list->last;
        if (is_nothing(yes) == is_nothing(no))
            return NULL;
        node = is_nothing(yes) ? no : yes;
    }
    return node->type == SG_MAP && !node->tag ? node : NULL;
}

static bool same_branch(const struct sg_node *x, const struct sg_node *y)
{
    if (is_nothing(x) || is_nothing(y))
        return is_nothing(x) && is_nothing(y);
    return sg_grant_same_statement(x, y);
}

bool sg_grant_same_provided(const struct sg_node *x, const struct sg_node *y)
{
    const struct sg_node *p = arguments_of(x), *q = arguments_of(y);
    return p && q && strcmp(p->first->text, q->first->text) == 0 && same_branch(p->first->next, q->first->next) &&
           same_branch(p->last, q->last);
}
