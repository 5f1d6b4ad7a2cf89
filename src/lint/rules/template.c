/* SG001 to SG005: faults that reading the template reports. */
#include "lint/document_kind_internal.h"
#include "lint/reference_internal.h"
#include "lint/rules_internal.h"
#include "sam/nested.h"

#include "yaml/load.h"

#include <string.h>

#define REGION "us-east-1" /* any Region would do: no rule depends on it */

static void report_all(struct sg_lint *l, enum sg_lint_rule code, enum samgen_severity severity,
                       const struct sg_findings *findings)
{
    for (const struct sg_finding *f = findings->first; f; f = f->next)
        if (f->severity == severity) {
            const struct sg_node position = {.start = (uint32_t)f->offset, .end = (uint32_t)f->offset};
            sg_lint_report(l, code, &position, "%s", f->message);
        }
}

static bool has_transform(const struct sg_node *transform, const char *name)
{
    bool found = transform && transform->type == SG_SCALAR && strcmp(transform->text, name) == 0;
    for (const struct sg_node *item = transform && transform->type == SG_LIST ? transform->first : NULL; item && !found;
         item = item->next)
        found = item->type == SG_SCALAR && strcmp(item->text, name) == 0;
    return found;
}

/* Says what is not read, and what CloudFormation would not read. */
static void check_parts(struct sg_lint *l)
{
    const struct sg_template *t = l->template;
    if (t->loop_count && !has_transform(sg_get(t->root, "Transform"), "AWS::LanguageExtensions"))
        sg_lint_report(l, SG002, t->loops[0].key,
                       "%s needs the transform AWS::LanguageExtensions; add it to Transform before "
                       "AWS::Serverless-2016-10-31",
                       t->loops[0].key->text);
    for (size_t i = 0; i < t->count; i++) {
        struct sg_nested nested;
        if (sg_is_nested(t, &t->resources[i], &nested) && nested.unread)
            sg_lint_report(l, SG005, t->resources[i].key, "%s is not read, because %s", t->resources[i].id,
                           nested.unread);
    }
    for (size_t i = 0; i < t->loop_count; i++)
        if (t->loops[i].unread)
            sg_lint_report(l, SG005, t->loops[i].key, "%s is not read, because %s", t->loops[i].key->text,
                           t->loops[i].unread);
}

void sg_lint_check_template(struct sg_lint *l)
{
    struct sg_findings *refused = sg_new(l->arena, struct sg_findings); /* the template keeps it */
    refused->arena = l->arena;
    struct sg_node *root = sg_yaml_load(l->arena, l->source, SG_ALIASES_RESOLVED, refused);
    l->root = root;
    if (!root)
        report_all(l, SG001, SAMGEN_ERROR, refused);
    if (!root)
        return;
    l->kind = sg_lint_kind_of(root);
    if (l->kind == SAMGEN_LINT_OTHER) {
        const struct sg_node start = {0};
        sg_lint_report(l, SG004, &start,
                       "this file is neither a SAM or CloudFormation template nor an IAM policy document");
    }
    if (l->kind == SAMGEN_LINT_POLICY)
        root = sg_lint_template_of_policy(l->arena, l->catalog, root, refused);
    if (!sg_get(root, "Resources"))
        return;
    bool whole;
    l->template = sg_template_in_part(l->arena, l->catalog, l->source, root, REGION, refused, &whole);
    sg_lint_find_types(l);
    report_all(l, SG003, SAMGEN_WARNING, refused); /* so far, its only warnings are about duplicate keys */
    bool accepted = whole && sg_build_roles(l->template, &l->roles);
    report_all(l, SG002, SAMGEN_ERROR, refused);
    sg_lint_find_policies(l);
    check_parts(l);
    l->resolver = (struct sg_resolver){.template = l->template, .symbolic = true, .all_branches = true, .again = true};
    if (accepted)
        l->dependencies = sg_dependencies_of(l->template, &l->roles);
    l->is_whole = sg_lint_is_whole(l);
}
