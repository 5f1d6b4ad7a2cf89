#include "lint/document_kind_internal.h"

#include "catalog/place.h"
#include "iam/policy.h"
#include "sam/intrinsic.h"

#include <string.h>
#include <strings.h>

/* ---- What it is ---- */

static bool has_typed_resource(const struct sg_node *resources)
{
    for (const struct sg_node *key = resources->first; key; key = key->next->next) {
        const char *type = key->next->type == SG_MAP ? sg_get_text(key->next, "Type") : NULL;
        if (type && strstr(type, "::"))
            return true;
    }
    return false;
}

static bool is_template(const struct sg_node *root)
{
    const struct sg_node *resources = sg_get(root, "Resources");
    if (sg_get(root, "Transform") || sg_get(root, "AWSTemplateFormatVersion"))
        return true;
    return resources && resources->type == SG_MAP && has_typed_resource(resources);
}

/* The first statement of a document, or NULL. */
static const struct sg_node *first_statement(const struct sg_node *document)
{
    const struct sg_node *statements = sg_get(document, "Statement");
    return statements && statements->type == SG_LIST ? statements->first : statements;
}

static const struct sg_node *document_in(const struct sg_node *root)
{
    const struct sg_node *version = sg_get(root, "PolicyVersion");
    const struct sg_node *inner = version ? sg_get(version, "Document") : sg_get(root, "PolicyDocument");
    return inner ? inner : root;
}

static const char *first_action(const struct sg_node *statement)
{
    const struct sg_node *action = sg_get(statement, "Action");
    if (action && action->type == SG_LIST)
        action = action->first;
    return action && action->type == SG_SCALAR ? action->text : "";
}

/* A stack policy of CloudFormation: its actions, such as Update:Replace, are not those of IAM. */
static bool is_stack_policy(const struct sg_node *statement)
{
    const char *action = first_action(statement);
    return strncasecmp(action, "Update:", strlen("Update:")) == 0;
}

enum samgen_lint_kind sg_lint_kind_of(const struct sg_node *root)
{
    if (root->type != SG_MAP)
        return SAMGEN_LINT_OTHER;
    if (is_template(root))
        return SAMGEN_LINT_TEMPLATE;
    const struct sg_node *statement = first_statement(document_in(root));
    bool policy = statement && statement->type == SG_MAP && sg_get(statement, "Effect");
    return policy && !is_stack_policy(statement) ? SAMGEN_LINT_POLICY : SAMGEN_LINT_OTHER;
}

/* ---- The template around a policy ---- */

/* A row of the catalog for policies about this action, which a property of a resource holds; or NULL. */
static const struct sg_policy_row *row_of_action(struct sg_arena *a, struct sg_catalog *catalog, const char *action,
                                                 struct sg_findings *findings)
{
    struct sg_strings names = {0};
    const char *service = sg_copy_bytes(a, action, strcspn(action, ":"));
    sg_place_names(catalog, SG_POLICY, &names);
    for (size_t i = 0; i < names.count; i++) {
        const struct sg_policy_row *row = sg_find_policy_row(catalog, names.items[i], findings);
        if (row && row->type && row->document && sg_strings_have(&row->services, service))
            return row;
    }
    return NULL;
}

/* Puts `value` at a path of keys with dots between them. */
static void put_at(struct sg_arena *a, struct sg_node *map, const char *path, struct sg_node *value)
{
    for (const char *dot; (dot = strchr(path, '.')); path = dot + 1) {
        struct sg_node *inner = sg_map(a);
        sg_put(a, map, sg_copy_bytes(a, path, (size_t)(dot - path)), inner);
        map = inner;
    }
    sg_put(a, map, path, value);
}

struct sg_node *sg_lint_template_of_policy(struct sg_arena *a, struct sg_catalog *catalog, struct sg_node *root,
                                           struct sg_findings *findings)
{
    const struct sg_node *document = document_in(root), *statement = first_statement(document);
    const char *type = "AWS::IAM::RolePolicy", *path = "PolicyDocument", *action = first_action(statement);
    bool principal = sg_get(statement, "Principal") || sg_get(statement, "NotPrincipal");
    const struct sg_policy_row *row = principal ? row_of_action(a, catalog, action, findings) : NULL;
    bool sts = sg_starts_with(action, "sts:"), control = sts && sg_iam_is_control(statement);
    if (principal && sts && !control) {
        type = "AWS::IAM::Role";
        path = "AssumeRolePolicyDocument";
    } else if (row && !control) {
        type = row->type;
        path = row->document;
    } else if (principal) {
        type = "AWS::S3::BucketPolicy";
    }
    struct sg_node *resource = sg_map(a), *properties = sg_map(a), *resources = sg_map(a), *template = sg_map(a);
    sg_put(a, resource, "Type", sg_scalar(a, type));
    put_at(a, properties, path, sg_shared(a, document));
    sg_put(a, resource, "Properties", properties);
    sg_put(a, resources, "Policy", resource);
    sg_put(a, template, "Resources", resources);
    return template;
}
