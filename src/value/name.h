#ifndef SG_VALUE_NAME_H
#define SG_VALUE_NAME_H

#include "catalog/catalog.h"
#include "catalog/text.h"

/* "a bucket name", "an SQS queue": what messages call a kind's name and its resources. */
const char *sg_kind_name(struct sg_arena *a, const struct sg_kind *kind);
const char *sg_with_article(struct sg_arena *a, const char *noun);

/*
 * Checks a text by the kind's rules: characters, ends, length, forbidden parts, choices. Substitutions in it are not
 * looked into, and lift the lower limit of the length. `given` is what messages quote.
 */
bool sg_check_name(struct sg_scope *scope, struct sg_origin origin, const struct sg_kind *kind, const char *text,
                   const char *given);

/* The region with which a literal name of the kind begins, or NULL. */
const char *sg_region_of_name(struct sg_arena *a, const struct sg_kind *kind, const char *name);

#endif
