#ifndef SG_PLACE_IDENTITY_H
#define SG_PLACE_IDENTITY_H

#include "grant/generate.h"
#include "grant/literal.h"

/* How what a function needs is written where it is not SAM's Policies. */
struct sg_identity {
    enum samgen_as as;
    struct sg_asked_grant trust; /* of a role: the service that assumes it, by its name in templates/places/trust/ */
    struct sg_strings roles;     /* of a policy: the ids of the roles that it is attached to */
    struct sg_stack stack;       /* of a document */
};

/*
 * Adds what `asked` needs to `made`: a resource under an id that is made of the function's name, or the keys of a
 * document. False after reporting.
 */
bool sg_place_identity(struct sg_scope *scope, struct sg_catalog *catalog, const struct sg_asked *asked,
                       const struct sg_settings *settings, const struct sg_identity *identity, struct sg_node *made);

/* Returns whether Lambda assumes the role. Other services write no logs with it. */
bool sg_place_is_for_lambda(const struct sg_identity *identity);

/* Checks that the template, if there is one, has these roles. False after reporting. */
bool sg_place_check_roles(struct sg_scope *scope, struct sg_origin origin, const struct sg_strings *roles);

#endif
