#ifndef SG_GRANT_FILL_H
#define SG_GRANT_FILL_H

#include "value/request.h"

/*
 * Fills the placeholders of one statement of a grant (templates/README.md lists them) with the values of a use. An item
 * "option:form" in the statement's `when` selects the values of that form, in `unless` the others.
 */
struct sg_filling {
    struct sg_scope *scope;
    const struct sg_use *use;
    const struct sg_statement *statement;
    enum sg_arn_style style;
};

/* Adds one text for each value of each option that `pattern` names; false after reporting. */
bool sg_grant_fill(const struct sg_filling *filling, const char *pattern, struct sg_strings *texts);

/* A Sid, with the words of the values in CamelCase. */
const char *sg_grant_fill_sid(const struct sg_filling *filling, const char *pattern);

/* Returns whether all of `when` is given and nothing of `unless`. */
bool sg_grant_statement_applies(const struct sg_use *use, const struct sg_statement *statement);

/* Returns whether the statement names the option, in a placeholder or in `when`. */
bool sg_grant_statement_uses(const struct sg_statement *statement, const char *option);

#endif
