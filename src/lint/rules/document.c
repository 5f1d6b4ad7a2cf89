/* SG312, SG313 and SG322: documents that IAM rejects, or reads in another way than their author. */
#include "lint/fix.h"
#include "lint/rules_internal.h"
#include "lint/statement_internal.h"
#include "lint/values_internal.h"

#include "iam/policy.h"
#include "sam/intrinsic.h"

#include <string.h>

static const enum sg_iam_policy_type types[] = {[SG_LINT_IN_POLICIES] = SG_IDENTITY_POLICY,
                                                [SG_LINT_IN_IDENTITY] = SG_IDENTITY_POLICY,
                                                [SG_LINT_IN_TRUST] = SG_TRUST_POLICY,
                                                [SG_LINT_IN_RESOURCE] = SG_RESOURCE_POLICY};

/* A text with ${aws:...} in it, or NULL. */
static const struct sg_node *find_variable(const struct sg_node *node)
{
    if (node->type == SG_SCALAR)
        return strstr(node->text, "${aws:") || strstr(node->text, "${!aws:") ? node : NULL;
    for (const struct sg_node *child = node->first; child; child = child->next) {
        const struct sg_node *found = find_variable(child);
        if (found)
            return found;
    }
    return NULL;
}

/* Returns whether a text has ${...} that Fn::Sub does not replace: with a Version it could mean something else. */
static bool has_dollar(const struct sg_node *node, bool in_sub)
{
    if (node->type == SG_SCALAR)
        return strstr(node->text, in_sub ? "${!" : "${") != NULL;
    bool sub = in_sub || sg_intrinsic(node, "Fn::Sub");
    for (const struct sg_node *child = node->first; child; child = child->next)
        if (has_dollar(child, sub))
            return true;
    return false;
}

static void check_version(struct sg_lint *l, const struct sg_lint_document *d)
{
    const struct sg_node *version = sg_get(d->node, "Version");
    bool old = version && version->type == SG_SCALAR && strcmp(version->text, "2008-10-17") == 0;
    const struct sg_node *variable = !version || old ? find_variable(d->node) : NULL;
    if (variable)
        sg_lint_report(l, SG312, variable,
                       "IAM replaces ${aws:...} only in a document with Version: \"2012-10-17\"; without it this text "
                       "matches nothing");
    else if (!version && d->attachment != SG_LINT_IN_RESOURCE)
        sg_lint_report(l, SG322, d->node, "the document has no Version; add Version: \"2012-10-17\"")->fix =
            has_dollar(d->node, false) ? NULL : sg_lint_fix_first_key(l, d->node, "Version", "\"2012-10-17\"");
}

/*
 * Returns whether the value at an offset is a stand-in, as for an attribute of a custom resource, which can be a map.
 */
static bool is_stand_in(const struct sg_node *node, size_t offset)
{
    if (node->type == SG_SCALAR)
        return node->start == offset && strstr(node->text, "${=");
    for (const struct sg_node *child = node->first; child; child = child->next)
        if (is_stand_in(child, offset))
            return true;
    return false;
}

/* A stand-in for an unknown value can look wrong where the value is right. */
static bool is_certain(const struct sg_finding *f, const struct sg_node *document)
{
    return f->severity == SAMGEN_ERROR && !strstr(f->message, "${=") && !is_stand_in(document, f->offset);
}

static void check_grammar(struct sg_lint *l, const struct sg_lint_document *d, const struct sg_node *document)
{
    struct sg_findings faults = {.arena = l->arena};
    const struct sg_node *resolved = sg_resolve(&l->resolver, document);
    if (!resolved || resolved->type != SG_MAP)
        return;
    bool implicit = d->holder && d->attachment == SG_LINT_IN_RESOURCE && d->holder->no_resource;
    enum sg_iam_policy_type type = implicit ? SG_IMPLICIT_RESOURCE_POLICY : types[d->attachment];
    (void)sg_iam_policy_read(l->arena, l->source, resolved, l->resource->id, type, &faults);
    for (const struct sg_finding *f = faults.first; f; f = f->next)
        if (is_certain(f, resolved)) {
            const struct sg_node position = {.start = (uint32_t)f->offset, .end = (uint32_t)f->offset};
            sg_lint_report(l, SG313, &position, "%s", f->message);
        }
}

/* The statements of an Fn::If one by one, because the resolved document has none of them. */
static void check_branches(struct sg_lint *l, const struct sg_lint_document *d, const struct sg_node *branches)
{
    for (struct sg_lint_values v = sg_lint_values_of(l, branches); sg_lint_next(&v);) {
        struct sg_node *document = sg_map(l->arena);
        sg_put(l->arena, document, "Statement", sg_copy_node(l->arena, v.value));
        check_grammar(l, d, document);
    }
}

void sg_lint_check_document(struct sg_lint *l)
{
    for (const struct sg_lint_document *d = NULL; (d = sg_lint_next_document(l, d));) {
        const struct sg_node *statements = sg_get(d->node, "Statement");
        check_version(l, d);
        check_grammar(l, d, d->node);
        if (sg_is_if(statements))
            check_branches(l, d, statements);
        for (const struct sg_node *s = statements->type == SG_LIST ? statements->first : NULL; s; s = s->next)
            if (sg_is_if(s))
                check_branches(l, d, s);
    }
}
