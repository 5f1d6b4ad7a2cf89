/* SG320: a table without its indexes. */
#include "lint/checks.h"
#include "lint/statement.h"

#include "sam/mention.h"

#include <string.h>
#include <strings.h>

static bool reads_indexes(const struct sg_lint_statement *s)
{
    for (size_t i = 0; i < s->actions.count; i++)
        if (s->actions.items[i].text && strcasecmp(s->actions.items[i].text, "dynamodb:Query") == 0)
            return !s->deny && !s->not_action && !s->not_resource;
    return false;
}

static bool has_indexes(const struct sg_resource *r)
{
    return sg_has_type(r, "AWS::DynamoDB::Table") && sg_get(r->properties, "GlobalSecondaryIndexes");
}

/* Whether any statement of the document reaches behind the table's ARN. */
static bool is_reached(const struct sg_lint_statements *all, const char *arn)
{
    size_t length = strlen(arn);
    for (size_t i = 0; i < all->count; i++)
        for (size_t j = 0; j < all->items[i].resources.count; j++) {
            const char *text = all->items[i].resources.items[j].text;
            if (text && (strcmp(text, "*") == 0 || (strncmp(text, arn, length) == 0 && text[length])))
                return true;
        }
    return false;
}

/* Names that come in by parameters look alike. */
static bool names_table(struct sg_lint *l, const struct sg_node *resource, const struct sg_resource *table)
{
    struct sg_strings names = {0};
    sg_add_mentions(l->arena, resource, &names);
    return sg_strings_have(&names, table->id) || sg_strings_have(&names, sg_concat(l->arena, table->id, ".Arn"));
}

static void check_table(struct sg_lint *l, const struct sg_lint_statements *all, const struct sg_lint_statement *s,
                        const struct sg_resource *table)
{
    const char *arn = sg_attribute_of(&l->resolver, table, "Arn");
    for (size_t i = 0; arn && i < s->resources.count; i++)
        if (s->resources.items[i].text && strcmp(s->resources.items[i].text, arn) == 0 &&
            names_table(l, s->resources.items[i].node, table) && !is_reached(all, arn))
            sg_lint_report(l, "SG320", s->resources.items[i].node,
                           "%s has indexes, and a query of one needs !Sub ${%s.Arn}/index/* as well", table->id,
                           table->id);
}

static void check_document(struct sg_lint *l, const struct sg_node *document, enum sg_lint_place place)
{
    if (place == SG_IN_RESOURCE || place == SG_IN_TRUST)
        return;
    const struct sg_lint_statements all = sg_lint_statements_of(l, document, place);
    for (size_t i = 0; i < all.count; i++)
        for (size_t r = 0; reads_indexes(&all.items[i]) && r < l->template->count; r++)
            if (has_indexes(&l->template->resources[r]))
                check_table(l, &all, &all.items[i], &l->template->resources[r]);
}

void sg_check_indexes(struct sg_lint *l)
{
    sg_lint_each_document(l, check_document);
}
