#ifndef SG_LINT_STATEMENT_INTERNAL_H
#define SG_LINT_STATEMENT_INTERNAL_H

#include "lint/lint.h"

/* The kind of thing that a policy document belongs to. */
enum sg_lint_attachment {
    SG_LINT_IN_POLICIES, /* of a function or state machine */
    SG_LINT_IN_IDENTITY, /* of a role, or a policy resource */
    SG_LINT_IN_TRUST,
    SG_LINT_IN_RESOURCE, /* a bucket, queue, topic, key ... */
};

struct sg_lint_text {
    const char *text; /* see sg_lint_text; NULL: not known */
    const struct sg_node *node;
};

struct sg_lint_texts {
    struct sg_lint_text *items;
    size_t count, capacity;
};

/* A statement as the author wrote it. */
struct sg_lint_statement {
    const struct sg_lint_document *document;                         /* NULL: it was read by itself */
    const struct sg_node *principal, *action, *resource, *condition; /* these elements, or Not...; or NULL */
    bool deny, not_action, not_resource;
    struct sg_lint_texts actions, resources; /* of a document: both branches of each Fn::If */
};

struct sg_lint_document {
    const struct sg_resource *resource;
    const struct sg_holder *holder; /* the property that holds it; NULL: the Policies of SAM */
    const struct sg_node *node;
    enum sg_lint_attachment attachment;
    struct sg_lint_statement *statements;
    size_t count, capacity;
};

/* All documents of a template, read once for all checks. */
struct sg_lint_documents {
    struct sg_lint_document *items;
    size_t count, capacity;
};

/*
 * A loop over the policy documents that are written out in the template; it begins with NULL. The findings that are
 * reported in it are about the resource of the document.
 */
const struct sg_lint_document *sg_lint_next_document(struct sg_lint *lint, const struct sg_lint_document *document);

/* Reads the elements, but no texts. Returns false if the node is an intrinsic, or not a map. */
bool sg_lint_read_statement(const struct sg_node *node, struct sg_lint_statement *statement);

#endif
