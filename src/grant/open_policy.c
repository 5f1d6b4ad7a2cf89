#include "grant/open_policy.h"

#include "base/list.h"

#include <string.h>

void sg_grant_open_template(struct sg_scope *scope, const struct sg_chosen_form *chosen,
                            struct sg_statements *statements)
{
    const struct sg_filled *filled = chosen->parameters.items;
    size_t count = chosen->parameters.count;
    sg_grant_instantiate(scope, chosen->policy, filled, count, statements);
    for (size_t i = 0; i < statements->count; i++) {
        struct sg_statement *s = &statements->items[i];
        const struct sg_condition *from = s->conditions.items;
        s->conditions.items = sg_new_array(scope->arena, struct sg_condition, s->conditions.count);
        for (size_t c = 0; c < s->conditions.count; c++) {
            s->conditions.items[c] = (struct sg_condition){.name = from[c].name, .key = from[c].key};
            for (size_t v = 0; v < from[c].values.count; v++)
                sg_push(scope->arena, &s->conditions.items[c].values,
                        sg_grant_instantiate_text(scope->arena, from[c].values.items[v], filled, count));
        }
    }
}

/*
 * The catalog has the policies of the partition aws. Those of the others differ in the partition of their ARNs alone.
 */
void sg_grant_open_managed(struct sg_scope *scope, const struct sg_policy *policy, struct sg_statements *statements)
{
    static const char usual[] = "arn:aws:";
    struct sg_arena *a = scope->arena;
    *statements = (struct sg_statements){.items = sg_new_array(a, struct sg_statement, policy->statements.count)};
    for (size_t i = 0; i < policy->statements.count; i++) {
        const struct sg_strings *from = &policy->statements.items[i].resources;
        struct sg_statement *statement = &statements->items[statements->count++];
        *statement = policy->statements.items[i];
        statement->resources = (struct sg_strings){0};
        for (size_t r = 0; r < from->count; r++)
            sg_push(a, &statement->resources,
                    sg_starts_with(from->items[r], usual)
                        ? sg_format(a, "arn:%s:%s", scope->partition, from->items[r] + strlen(usual))
                        : from->items[r]);
    }
}

const char *sg_grant_managed_arn(struct sg_scope *scope, const struct sg_policy *policy)
{
    return sg_format(scope->arena, "arn:%s:iam::aws:policy/%s%s", scope->partition, policy->path ? policy->path : "",
                     policy->name);
}
