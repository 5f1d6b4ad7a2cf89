/* SG320: a query that is allowed on a table, but not on its indexes. */
#include "lint/rules_internal.h"
#include "lint/statement_internal.h"

#include "sam/mention.h"

#include <string.h>
#include <strings.h>

static bool is_named_query(const char *action)
{
    return action && (strcasecmp(action, "dynamodb:Query") == 0 || strcasecmp(action, "dynamodb:Scan") == 0);
}

/* A pattern such as dynamodb:* does not say that anybody queries. */
static bool reads_indexes(const struct sg_lint_statement *s)
{
    for (size_t i = 0; i < s->actions.count; i++)
        if (is_named_query(s->actions.items[i].text))
            return !s->deny && !s->not_action && !s->not_resource;
    return false;
}

static bool has_indexes(const struct sg_resource *r)
{
    bool table = sg_has_type(r, "AWS::DynamoDB::Table") || sg_has_type(r, "AWS::DynamoDB::GlobalTable");
    return table && (sg_get(r->properties, "GlobalSecondaryIndexes") || sg_get(r->properties, "LocalSecondaryIndexes"));
}

/* Returns whether a statement of the document names more than the ARN of the table. */
static bool is_reached(struct sg_lint *l, const struct sg_lint_document *d, const char *arn)
{
    size_t length = strlen(arn);
    for (size_t i = 0; i < d->count; i++)
        for (size_t j = 0; j < d->statements[i].resources.count; j++) {
            const char *text = d->statements[i].resources.items[j].text;
            if (!sg_lint_may_compare(l))
                return true;
            if (text && (strcmp(text, "*") == 0 || (strncmp(text, arn, length) == 0 && text[length])))
                return true;
        }
    return false;
}

static void check_table(struct sg_lint *l, const struct sg_lint_document *d, const struct sg_lint_text *text,
                        const struct sg_resource *table)
{
    const char *arn = sg_attribute_of(&l->resolver, table, "Arn");
    if (arn && text->text && strcmp(text->text, arn) == 0 && !is_reached(l, d, arn))
        sg_lint_report(
            l, SG320, text->node,
            "%s has indexes, but a query of an index needs permission on the index; add !Sub \"${%s.Arn}/index/*\"",
            table->id, table->id);
}

static bool is_identity(const struct sg_lint_document *d)
{
    return d->attachment == SG_LINT_IN_POLICIES || d->attachment == SG_LINT_IN_IDENTITY;
}

/* Finds the table by references: tables with names from parameters have the same stand-in for an ARN. */
static void check_resource(struct sg_lint *l, const struct sg_lint_document *d, const struct sg_lint_text *text)
{
    struct sg_strings names = {0};
    sg_add_mentions(l->arena, text->node, &names);
    for (size_t i = 0; i < names.count; i++) {
        size_t length = strlen(names.items[i]) - (sg_ends_with(names.items[i], ".Arn") ? strlen(".Arn") : 0);
        const struct sg_resource *r = sg_find_resource(l->template, sg_copy_bytes(l->arena, names.items[i], length));
        if (r && has_indexes(r))
            check_table(l, d, text, r);
    }
}

void sg_lint_check_index(struct sg_lint *l)
{
    for (const struct sg_lint_document *d = NULL; (d = sg_lint_next_document(l, d));)
        for (size_t i = 0; is_identity(d) && i < d->count; i++)
            for (size_t r = 0; reads_indexes(&d->statements[i]) && r < d->statements[i].resources.count; r++)
                check_resource(l, d, &d->statements[i].resources.items[r]);
}
