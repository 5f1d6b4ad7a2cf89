#ifndef SG_GRANT_CHOOSE_H
#define SG_GRANT_CHOOSE_H

#include "value/request.h"

/* The form of a use: the name of an AWS managed policy, a SAM policy template, or statements. */
enum sg_form { SG_FORM_MANAGED, SG_FORM_TEMPLATE, SG_FORM_INLINE };

struct sg_filled {
    const char *parameter, *text;
};

struct sg_chosen_form {
    enum sg_form form;
    const struct sg_policy *policy; /* the managed policy or the template */
    struct {
        struct sg_filled *items;
        size_t count;
    } parameters;
    struct sg_statements needs;   /* of the use, which the template covers; SG_ARN_BY_NAME, as SAM writes ARNs */
    struct sg_statements allowed; /* by the template, if its parameters are compared as they are written; else none */
    const char *why;              /* for --explain */
    struct sg_strings excess;     /* actions beyond the needs */
    struct sg_strings parts;      /* needed actions that it also allows on other parts of the named resources */
    struct sg_strings reaches;    /* resources beyond the named ones */
    struct sg_strings dropped;    /* options that the policy cannot express */
    bool unconditional;           /* it lacks a condition of the needs */
    bool writes;                  /* an action of `excess` does more than read */
};

struct sg_preference {
    enum samgen_style style;
    bool no_templates;
    bool explain; /* fill `why`, which is "" otherwise */
};

/* Chooses the form of a use. False after reporting. */
bool sg_grant_choose(struct sg_scope *scope, struct sg_catalog *catalog, const struct sg_use *use,
                     const struct sg_preference *preference, struct sg_chosen_form *chosen);

/* Fills a policy's parameters into its statements, with resources as SAM writes them. */
void sg_grant_instantiate(struct sg_scope *scope, const struct sg_policy *policy, const struct sg_filled *parameters,
                          size_t count, struct sg_statements *statements);

/* The same for one text: each {Parameter} is replaced. */
const char *sg_grant_instantiate_text(struct sg_arena *a, const char *pattern, const struct sg_filled *parameters,
                                      size_t count);

#endif
