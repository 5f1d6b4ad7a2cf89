#ifndef SG_LINT_REFERENCE_INTERNAL_H
#define SG_LINT_REFERENCE_INTERNAL_H

#include "lint/lint.h"

/* References from values of the template to its resources. */

/*
 * Returns whether the file shows all permissions of roles: no macro adds to it, and the ends of each connector are in
 * it.
 */
bool sg_lint_is_whole(struct sg_lint *lint);

/* Returns whether it also shows who may invoke functions and send to queues and topics, which connectors can allow. */
bool sg_lint_shows_senders(struct sg_lint *lint);

/*
 * The first resource that a value refers to and that has one of these types. The list of types ends with NULL; without
 * a list, the type must have a row in sg_lint_target_of. A reference to an alias or version is one to its function.
 * NULL: none.
 */
const struct sg_resource *sg_lint_named(struct sg_lint *lint, const struct sg_node *value, const char *const *types);

/* The same for one name, as sg_add_mentions returns it. */
const struct sg_resource *sg_lint_called(struct sg_lint *lint, const char *name, const char *const *types);

extern const char *const sg_lint_functions[]; /* types for sg_lint_named */

/* The index of a resource in the template, for tables of resources. */
size_t sg_lint_number(const struct sg_lint *lint, const struct sg_resource *resource);

/*
 * Returns whether a principal is the service ("logs.amazonaws.com"), or its name in one region
 * ("logs.eu-west-1.amazonaws.com").
 */
bool sg_lint_is_service(const char *principal, const char *service);

/* What the catalog has about a type of resources. */
struct sg_lint_type {
    const struct sg_target *target;     /* NULL: no grants are suggested for resources of this type */
    const struct sg_stand_in *stand_in; /* NULL: it stands for no other resource */
    const struct sg_holder *holders;
    const struct sg_call_row *calls;
    size_t holder_count, call_count;
};

/* Looks for the types of the template that has been read. */
void sg_lint_find_types(struct sg_lint *lint);

/* That of a resource. */
const struct sg_lint_type *sg_lint_type_of(const struct sg_lint *lint, const struct sg_resource *resource);
const struct sg_target *sg_lint_target_of(const struct sg_lint *lint, const struct sg_resource *resource);

#endif
