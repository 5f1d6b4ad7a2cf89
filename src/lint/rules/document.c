/* SG312, SG313 and SG322: documents that IAM refuses or reads differently than they look. */
#include "lint/rules_internal.h"
#include "lint/statement_internal.h"

#include "iam/policy.h"
#include "sam/intrinsic.h"

#include <string.h>

static const enum sg_iam_policy_type types[] = {[SG_IN_POLICIES] = SG_IDENTITY_POLICY,
                                                [SG_IN_IDENTITY] = SG_IDENTITY_POLICY,
                                                [SG_IN_TRUST] = SG_TRUST_POLICY,
                                                [SG_IN_RESOURCE] = SG_RESOURCE_POLICY};

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

static void check_version(struct sg_lint *l, const struct sg_node *document, enum sg_lint_attachment place)
{
    const struct sg_node *variable = find_variable(document), *version = sg_get(document, "Version");
    bool old = version && version->type == SG_SCALAR && strcmp(version->text, "2008-10-17") == 0;
    if (variable && (!version || old))
        sg_lint_report(l, "SG312", variable,
                       "IAM replaces ${aws:...} only in a document with Version: \"2012-10-17\"; without it this text "
                       "matches nothing");
    else if (!version && place != SG_IN_RESOURCE)
        sg_lint_report(l, "SG322", document, "the document has no Version; add Version: \"2012-10-17\"");
}

/* What stands in for unknown values may look wrong where the value is right. */
static bool is_certain(const struct sg_finding *f)
{
    return f->severity == SAMGEN_ERROR && !strstr(f->message, "${=");
}

static void check_grammar(struct sg_lint *l, const struct sg_node *document, enum sg_lint_attachment place)
{
    struct sg_findings told = {.arena = l->arena};
    const struct sg_node *resolved = sg_resolve(&l->resolver, document);
    if (!resolved || resolved->type != SG_MAP)
        return;
    const struct sg_holder *holder = sg_lint_holder_of(l);
    enum sg_iam_policy_type type =
        holder && place == SG_IN_RESOURCE && holder->no_resource ? SG_IMPLICIT_RESOURCE_POLICY : types[place];
    (void)sg_iam_policy_read(l->arena, l->source, resolved, l->resource->id, type, &told);
    for (const struct sg_finding *f = told.first; f; f = f->next)
        if (is_certain(f)) {
            const struct sg_node at = {.start = f->offset, .end = f->offset};
            sg_lint_report(l, "SG313", &at, "%s", f->message);
        }
}

/* A statement that a condition decides on, which is left out of the resolved document. */
static void check_branch(struct sg_lint *l, const struct sg_node *statement, void *context)
{
    const enum sg_lint_attachment *place = context;
    struct sg_node *document = sg_map(l->arena);
    sg_put(l->arena, document, "Statement", sg_copy_node(l->arena, statement));
    check_grammar(l, document, *place);
}

static void check_document(struct sg_lint *l, const struct sg_node *document, enum sg_lint_attachment place)
{
    const struct sg_node *statements = sg_get(document, "Statement");
    check_version(l, document, place);
    check_grammar(l, document, place);
    if (sg_is_if(statements))
        sg_lint_each(l, statements, check_branch, &place);
    for (const struct sg_node *s = statements->type == SG_LIST ? statements->first : NULL; s; s = s->next)
        if (sg_is_if(s))
            sg_lint_each(l, s, check_branch, &place);
}

void sg_lint_check_documents(struct sg_lint *l)
{
    sg_lint_each_document(l, check_document);
}
