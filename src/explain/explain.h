#ifndef SG_EXPLAIN_EXPLAIN_H
#define SG_EXPLAIN_EXPLAIN_H

#include "base/buffer.h"
#include "catalog/action.h"
#include "explain/template_role.h"

/* What one statement allows or denies in one service. Texts use the notation of Fn::Sub. */
struct sg_access_row {
    enum sg_effect effect;
    const char *service;       /* "Amazon S3"; "all services" for "*" */
    unsigned levels;           /* 1 << enum sg_access */
    bool all_but;              /* NotAction: all actions but these */
    struct sg_strings actions; /* as written */
    bool all_other;            /* NotResource: all resources but these */
    struct sg_strings resources, conditions;
    const char *when; /* the branch of an Fn::If that contains it ("if IsProd"), or NULL */
    const char *sid;  /* or NULL */
    const struct sg_granted *granted;
    size_t line; /* in the template */
};

/* A policy that allows more than the grants that it corresponds to need. */
struct sg_excess {
    const struct sg_granted *granted;
    size_t line; /* of the policy in the template */
    struct sg_strings grants;
    struct sg_strings actions; /* that they do not need */
};

/* What a policy allows that no call in the code uses. */
struct sg_unused {
    const char *policy; /* its name; NULL: it is a document */
    size_t line;        /* of the entry or the statement in the template */
    struct sg_strings actions;
};

struct sg_unused_list {
    struct sg_unused *items;
    size_t count;
    bool known; /* the code of all functions with the role was read to the end */
};

/* What a function or a role may do. */
struct sg_explanation {
    const struct sg_template_role *role;
    const struct sg_resource *resource; /* the function, or the role itself */
    struct sg_cursor *cursor;           /* in the template */
    size_t line;                        /* of the resource in the template */
    struct sg_strings others;           /* other resources that use its role */
    struct sg_access_row *rows;
    size_t row_count, row_capacity;
    struct sg_excess *excess;
    size_t excess_count, excess_capacity;
    struct sg_unused_list unused;
};

/*
 * Explains a role. All memory is from the arena of the template. `cursor` is in its text, and `uses` are those of the
 * whole template; both serve all roles.
 */
void sg_explain_role(const struct sg_template_role *role, const struct sg_role_uses *uses, struct sg_cursor *cursor,
                     struct sg_explanation *explanation);

/* Returns the line of the template in which the node starts. */
size_t sg_explain_line(struct sg_explanation *explanation, const struct sg_node *node);

/* Returns a value of the template as a text: {Ref: X} becomes ${X}; a value that has no text is described. */
const char *sg_explain_value_text(struct sg_arena *a, const struct sg_node *value);

/* Returns an ARN without what all ARNs of the stack have in common: "table/${Orders}". */
const char *sg_explain_short_resource(struct sg_arena *a, const char *resource);

/* Returns "Read, Write", for example. */
const char *sg_explain_level_names(struct sg_arena *a, unsigned levels);

/* Returns where the row comes from: "line 12, SAM template SQSPollerPolicy", "SAM adds it: VpcConfig". */
const char *sg_explain_row_origin(const struct sg_explanation *e, const struct sg_access_row *row);
/* Returns whether no call in the code uses an action of the row. */
bool sg_explain_is_unused(const struct sg_explanation *e, const struct sg_access_row *row, const char *action);
/* Returns whether a role of the function is written in the template, or not known. */
bool sg_explain_has_own_role(const struct sg_explanation *e);
/* Returns "inline", "template", "managed" or "unknown". */
const char *sg_explain_row_form(const struct sg_access_row *row);

/*
 * Lists what to say beside the rows: whose role it is and who else has it, before them; what is unknown, what bounds
 * the role, and what exceeds the grants, after them.
 */
void sg_explain_notes(const struct sg_explanation *e, struct sg_strings *before, struct sg_strings *after);

/* Add the explanation to `b` as a table for terminals, or as Markdown. */
void sg_explain_text(const struct sg_explanation *e, struct sg_buffer *b);
void sg_explain_markdown(const struct sg_explanation *e, struct sg_buffer *b);
/* Returns the explanation as a tree that will be written as JSON. */
struct sg_node *sg_explain_json(const struct sg_explanation *e);

#endif
