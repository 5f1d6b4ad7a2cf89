#ifndef SG_SERVE_COMPLETION_INTERNAL_H
#define SG_SERVE_COMPLETION_INTERNAL_H

#include "serve/session_internal.h"
#include "serve/spot_internal.h"

/* More are not sent at once: the editor asks again while the user types on. */
#define SG_PROPOSALS_MOST 300

/* The kinds of proposals, as the protocol numbers them. */
enum sg_proposal_kind {
    SG_PROPOSE_FUNCTION = 3,
    SG_PROPOSE_VARIABLE = 6,
    SG_PROPOSE_MODULE = 9,
    SG_PROPOSE_PROPERTY = 10,
    SG_PROPOSE_VALUE = 12,
    SG_PROPOSE_ENUM = 13,
    SG_PROPOSE_SNIPPET = 15,
    SG_PROPOSE_REFERENCE = 18,
    SG_PROPOSE_OPERATOR = 24,
};

/* A word to write in place of the one at the cursor. */
struct sg_proposal {
    const char *label;
    enum sg_proposal_kind kind;
    const char *detail; /* or NULL */
    const char *fact;   /* what sg_answer_resolve explains it with: "action", "template" ...; or NULL */
    const char
        *snippet;      /* what to write instead of the label, with ${1:...}; NULL: the label, quoted where it must be */
    const char *plain; /* the same for editors without snippets */
    bool whole;        /* in place of the quotes too, as a map is */
};

/* A request for proposals. */
struct sg_completion {
    struct sg_session *session;
    struct sg_arena *arena;
    struct sg_catalog *catalog;
    struct sg_document *document;
    struct sg_spot spot;
    const struct sg_node *root; /* of the template or spec, or NULL */
    const char *typed;          /* what the labels must match */
    size_t start, end;          /* what they replace */
    struct sg_proposal *items;
    size_t count, capacity;
};

/* Adds a proposal if it has the letters that were typed, in this order. */
void sg_propose(struct sg_completion *c, struct sg_proposal proposal);

/* Proposals for one kind of place each. */
void sg_propose_policies(struct sg_completion *c);
void sg_propose_parameters(struct sg_completion *c, const struct sg_policy *policy);
void sg_propose_parameter_values(struct sg_completion *c, const struct sg_parameter *parameter);
void sg_propose_managed(struct sg_completion *c, bool by_arn);
void sg_propose_actions(struct sg_completion *c);
void sg_propose_resources(struct sg_completion *c, const struct sg_node *statement);
void sg_propose_operators(struct sg_completion *c);
void sg_propose_keys(struct sg_completion *c, const struct sg_node *statement);
void sg_propose_ids(struct sg_completion *c, const char *tag);
void sg_propose_spec(struct sg_completion *c);

/*
 * An intrinsic as YAML tags it and as JSON writes it; what the file is in is proposed. The detail is shown beside it.
 */
void sg_propose_intrinsic(struct sg_completion *c, const char *yaml, const char *json, const char *detail);

/* !Ref Id, when the attribute is "Ref", or !GetAtt Id.Attribute. */
void sg_propose_reference(struct sg_completion *c, const char *id, const char *attribute, const char *detail);

/* When the cursor is within ${...}: proposes what it can name. Returns whether it is. */
bool sg_propose_substitutions(struct sg_completion *c, const struct sg_node *template);

/* The actions of a statement: texts of Action, NotAction or actions. */
void sg_statement_actions(struct sg_completion *c, const struct sg_node *statement, struct sg_strings *actions);

/* The text with what snippets give a meaning escaped. */
const char *sg_snippet_text(struct sg_arena *a, const char *text);

#endif
