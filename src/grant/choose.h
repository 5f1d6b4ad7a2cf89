#ifndef SG_GRANT_CHOOSE_H
#define SG_GRANT_CHOOSE_H

#include "catalog/request.h"

enum sg_style { SG_STYLE_AUTO, SG_STYLE_TEMPLATE, SG_STYLE_INLINE };

/* How a need is written: the name of an AWS managed policy, a SAM policy template, or statements. */
enum sg_form { SG_FORM_MANAGED, SG_FORM_TEMPLATE, SG_FORM_INLINE };

struct sg_filled {
    const char *parameter, *text;
};

struct sg_chosen_form {
    enum sg_form form;
    const struct sg_policy *policy; /* of a managed policy or a template */
    struct {
        struct sg_filled *items;
        size_t count;
    } parameters;
    const char *why;           /* for --explain */
    struct sg_strings excess;  /* actions that the policy allows beyond the needs */
    struct sg_strings parts;   /* needed actions that it allows on further parts of the named resources */
    struct sg_strings reaches; /* resources it reaches beyond the named ones */
    struct sg_strings dropped; /* options that the policy cannot express */
    bool writes;               /* excess has an action that does more than read */
};

/* What a form is chosen by. */
struct sg_preference {
    enum sg_style style;
    bool explain; /* say why in `choice->why`, which is "" otherwise */
};

/* Chooses the form of a use. False after reporting. */
bool sg_grant_choose(struct sg_scope *scope, struct sg_catalog *catalog, const struct sg_use *use,
                     const struct sg_preference *preference, struct sg_chosen_form *choice);

/* A policy's statements with its parameters filled in, resources as SAM writes them. */
void sg_grant_instantiate(struct sg_scope *scope, const struct sg_policy *policy, const struct sg_filled *parameters,
                          size_t count, struct sg_statements *statements);

#endif
