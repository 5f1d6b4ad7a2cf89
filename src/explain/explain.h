#ifndef SG_EXPLAIN_EXPLAIN_H
#define SG_EXPLAIN_EXPLAIN_H

#include "base/buffer.h"
#include "catalog/action.h"
#include "explain/template_role.h"

/* What one statement allows or denies in one service. Texts are in the notation of Fn::Sub. */
struct sg_access_row {
    enum sg_effect effect;
    const char *service;       /* "Amazon S3"; "all services" for "*" */
    unsigned levels;           /* 1 << enum sg_access */
    bool all_but;              /* NotAction: everything but these actions */
    struct sg_strings actions; /* as written */
    bool all_other;            /* NotResource: everything but these */
    struct sg_strings resources, conditions;
    const char *when; /* "if IsProd": the branch of an Fn::If that it stands in, or NULL */
    const char *sid;  /* NULL: it has none */
    const struct sg_granted *granted;
    size_t line; /* in the template */
};

/* A policy that allows more than the grants of the catalog that it covers need. */
struct sg_wider {
    const struct sg_granted *granted;
    size_t line; /* of it in the template */
    struct sg_strings grants;
    struct sg_strings actions; /* beyond their needs */
};

/* What a role may do. */
struct sg_explanation {
    const struct sg_template_role *role;
    struct sg_cursor *cursor; /* in the template */
    size_t line;              /* of the function in the template */
    struct sg_access_row *rows;
    size_t row_count, row_capacity;
    struct sg_wider *wider;
    size_t wider_count, wider_capacity;
};

/* Everything lives in the template's arena. `cursor` stands in the template, and serves role after role. */
void sg_explain_role(const struct sg_template_role *role, struct sg_cursor *cursor, struct sg_explanation *explanation);

/* The line of the template that a node begins in. */
size_t sg_explain_line(struct sg_explanation *explanation, const struct sg_node *node);

/* A value of the template as a text: {Ref: X} is ${X}; what is no such text is described. */
const char *sg_explain_value_text(struct sg_arena *a, const struct sg_node *value);

/* "Read, Write" */
const char *sg_explain_level_names(struct sg_arena *a, unsigned levels);

/* "line 12, SAM template SQSPollerPolicy"; "SAM adds it: VpcConfig" */
const char *sg_explain_row_origin(const struct sg_explanation *e, const struct sg_access_row *row);
/* "inline", "template" or "managed" */
const char *sg_explain_row_form(const struct sg_access_row *row);

/* How an explanation is written. Both append. */
void sg_explain_text(const struct sg_explanation *e, struct sg_buffer *b);
void sg_explain_markdown(const struct sg_explanation *e, struct sg_buffer *b);
struct sg_node *sg_explain_json(const struct sg_explanation *e);

#endif
