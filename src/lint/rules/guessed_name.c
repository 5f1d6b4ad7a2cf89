/* SG330: ARNs that guess the name that CloudFormation generates for a resource. */
#include "lint/rules_internal.h"
#include "lint/statement_internal.h"

#include "base/text.h"
#include "sam/intrinsic.h"
#include "yaml/scalar.h"

#include <string.h>

/* Types whose generated names are cut at 64 characters, and the property with a name of one's own. */
static const struct {
    const char *type, *property;
} cut[] = {
    {SG_FUNCTION_TYPE, "FunctionName"},
    {"AWS::Lambda::Function", "FunctionName"},
    {"AWS::IAM::Role", "RoleName"},
};

static bool has_generated_name(const struct sg_resource *r)
{
    for (size_t i = 0; i < sizeof cut / sizeof *cut; i++)
        if (sg_has_type(r, cut[i].type))
            return !sg_get(r->properties, cut[i].property);
    return false;
}

/* The resource of "...${AWS::StackName}-Id-*", or NULL. */
static const struct sg_resource *guessed_in(const struct sg_lint *l, const char *text)
{
    static const char stack[] = "${AWS::StackName}-";
    const char *at = strstr(text, stack);
    size_t length = at ? strspn(at + strlen(stack), SG_ALNUM) : 0;
    const char *end = length ? at + strlen(stack) + length : NULL;
    if (!end || (strncmp(end, "-", 1) != 0 && strncmp(end, "*", 1) != 0))
        return NULL;
    const struct sg_resource *r = sg_find_resource(l->template, sg_copy_bytes(l->arena, end - length, length));
    return r && has_generated_name(r) ? r : NULL;
}

static void check_resource(struct sg_lint *l, const struct sg_node *value)
{
    const struct sg_node *sub = sg_intrinsic(value, "Fn::Sub");
    if (sub && sub->type == SG_LIST)
        sub = sub->first;
    const struct sg_resource *r = sg_is_text(sub) ? guessed_in(l, sub->text) : NULL;
    if (r)
        sg_lint_report(l, SG330, value,
                       "this guesses the name that CloudFormation generates for %s, which is cut at 64 characters; use "
                       "%s.Arn, or give it a name",
                       r->id, r->id);
}

void sg_lint_check_guessed_name(struct sg_lint *l)
{
    for (const struct sg_lint_document *d = NULL; (d = sg_lint_next_document(l, d));)
        for (size_t i = 0; i < d->count; i++)
            for (size_t j = 0; j < d->statements[i].resources.count; j++)
                check_resource(l, d->statements[i].resources.items[j].node);
}
