#ifndef SG_LINT_STATEMENT_INTERNAL_H
#define SG_LINT_STATEMENT_INTERNAL_H

#include "lint/lint.h"

/* What a document is attached to. */
enum sg_lint_attachment {
    SG_IN_POLICIES, /* of a function or state machine */
    SG_IN_IDENTITY, /* of a role, or a policy resource */
    SG_IN_TRUST,
    SG_IN_RESOURCE, /* a bucket, queue, topic, key ... */
};

struct sg_lint_text {
    const char *text; /* see sg_lint_text; NULL: not known */
    const struct sg_node *node;
};

struct sg_lint_texts {
    struct sg_lint_text *items;
    size_t count, capacity;
};

/* A statement as it is written, both branches of an Fn::If read. */
struct sg_lint_statement {
    enum sg_lint_attachment place;
    const struct sg_holder *holder; /* the property that holds it; NULL: it is in the Policies of SAM */
    const struct sg_node *document, *node;
    const struct sg_node *action, *resource, *condition; /* the values of these elements, or of Not...; or NULL */
    bool deny, not_action, not_resource;
    struct sg_lint_texts actions, resources;
};

struct sg_lint_statements {
    struct sg_lint_statement *items;
    size_t count, capacity;
};

struct sg_lint_document {
    const struct sg_resource *resource;
    const struct sg_holder *holder; /* as of a statement */
    const struct sg_node *node;
    enum sg_lint_attachment place;
    struct sg_lint_statements statements;
};

/* All of a template, read once for all checks. */
struct sg_lint_documents {
    struct sg_lint_document *items;
    size_t count, capacity;
    size_t current; /* the one that is being looked at */
};

typedef void sg_lint_statement_fn(struct sg_lint *lint, const struct sg_lint_statement *statement);
typedef void sg_lint_document_fn(struct sg_lint *lint, const struct sg_node *document, enum sg_lint_attachment place);

/* Every policy document of the template that is written out in it, and every statement of one. */
void sg_lint_each_document(struct sg_lint *lint, sg_lint_document_fn *call);
/* The property that holds the document, for the check that looks at it; NULL: it is in the Policies of SAM. */
const struct sg_holder *sg_lint_holder_of(const struct sg_lint *lint);
/* The statements of a document, for the check that looks at it. */
struct sg_lint_statements sg_lint_statements_of(struct sg_lint *lint, const struct sg_node *document,
                                                enum sg_lint_attachment place);
void sg_lint_each_statement(struct sg_lint *lint, const struct sg_node *document, enum sg_lint_attachment place,
                            sg_lint_statement_fn *call);

#endif
