#ifndef SG_PLACE_RESOURCE_POLICY_INTERNAL_H
#define SG_PLACE_RESOURCE_POLICY_INTERNAL_H

#include "place/resource_policy_write_internal.h"

/* One policy that is being written. */
struct sg_callee_writing {
    struct sg_scope *scope;
    const struct sg_callee_use *use;
    const struct sg_callee_access *access;
    struct sg_node *to;
};

/* The account of the resource, as a text. */
const char *sg_place_policy_account(const struct sg_callee_writing *w);

/* "Data" when the resource is the one of this id in the template, else NULL. */
const char *sg_place_policy_id(const struct sg_callee_writing *w);

/* One statement that lets `who` in. */
struct sg_node *sg_place_policy_statement(const struct sg_callee_writing *w, const struct sg_statement *s,
                                          const struct sg_callee_access *who);

/* The whole policy. */
struct sg_node *sg_place_policy_document(const struct sg_callee_writing *w);

#endif
