#include "sam/binding.h"

#include "base/text.h"
#include "iam/arn.h"

#include <string.h>

/* Returns whether the pseudo parameter depends on the region, as other values do too. */
static bool follows_from_region(const char *name)
{
    return strcmp(name, "AWS::Region") == 0 || strcmp(name, "AWS::Partition") == 0 ||
           strcmp(name, "AWS::URLSuffix") == 0;
}

static bool is_pseudo(const char *name)
{
    return strcmp(name, "AWS::AccountId") == 0 || strcmp(name, "AWS::StackName") == 0 ||
           strcmp(name, "AWS::StackId") == 0;
}

/* SAM creates IDs that start with the ID of their resource, and the two APIs of events. */
static bool is_made_by_sam(const struct sg_template *t, const char *id)
{
    for (size_t i = 0; i < t->count; i++)
        if (sg_starts_with(t->resources[i].type, "AWS::Serverless::") && sg_starts_with(id, t->resources[i].id))
            return true;
    return sg_starts_with(id, "ServerlessRestApi") || sg_starts_with(id, "ServerlessHttpApi");
}

static bool names_resource(const struct sg_template *t, const char *name)
{
    const char *id = sg_copy_bytes(t->arena, name, strcspn(name, "."));
    return sg_find_resource(t, id) || is_made_by_sam(t, id);
}

static const char *nearest_name(const struct sg_template *t, const char *name)
{
    struct sg_strings known = {0};
    for (size_t i = 0; i < t->parameters.count; i++)
        sg_push(t->arena, &known, t->parameters.keys[i]->text);
    for (size_t i = 0; i < t->count; i++)
        sg_push(t->arena, &known, t->resources[i].id);
    return sg_nearest(name, &known);
}

static bool check_name(const struct sg_template *t, const char *name)
{
    const struct sg_origin origin = {.subject = "--set"};
    for (size_t i = 0; i < t->loop_count; i++)
        if (sg_same_text(t->loops[i].parameter, name))
            return sg_fail(t->findings, origin,
                           "%s is the collection of %s, which is read with the Default; change the Default instead",
                           name, t->loops[i].key->text);
    if (sg_key_index_get(&t->parameters, name) || names_resource(t, name) || is_pseudo(name))
        return true;
    if (follows_from_region(name))
        return sg_fail(t->findings, origin, "%s depends on the region; use --region instead", name);
    const char *near = nearest_name(t, name);
    if (near)
        return sg_fail(t->findings, origin, "the template has no \"%s\"; did you mean \"%s\"?", name, near);
    return sg_fail(t->findings, origin, "the template has no parameter, resource or attribute \"%s\"", name);
}

static bool check_value(const struct sg_template *t, const struct samgen_binding *binding)
{
    if (strcmp(binding->name, "AWS::AccountId") != 0)
        return true;
    return sg_is_account(binding->value) ||
           sg_fail(t->findings, (struct sg_origin){.subject = "--set"},
                   "\"%s\" is not an account, which has 12 digits, such as " SG_EXAMPLE_ACCOUNT, binding->value);
}

bool sg_check_bindings(const struct sg_resolver *r)
{
    bool ok = true;
    for (size_t i = 0; i < r->binding_count; i++)
        ok = check_name(r->template, r->bindings[i].name) && check_value(r->template, &r->bindings[i]) && ok;
    return ok;
}
