#ifndef SG_VERB_CALLEE_WRITING_H
#define SG_VERB_CALLEE_WRITING_H

#include "verb/callee.h"

/* One policy that is being written. */
struct sg_callee_writing {
    struct sg_scope *scope;
    const struct sg_callee_use *use;
    const struct sg_callee_access *access;
    struct sg_node *to;
};

/* The account of the resource, as a text. */
const char *sg_callee_account(const struct sg_callee_writing *w);

/* "Data" when the resource is the one of this id in the template, else NULL. */
const char *sg_callee_id(const struct sg_callee_writing *w);

/* One statement that lets `who` in. */
struct sg_node *sg_callee_statement(const struct sg_callee_writing *w, const struct sg_statement *s,
                                    const struct sg_callee_access *who);

/* The whole policy. */
struct sg_node *sg_callee_document(const struct sg_callee_writing *w);

#endif
