#ifndef SG_CATALOG_ACTION_FILE_H
#define SG_CATALOG_ACTION_FILE_H

#include "catalog/action.h"

/*
 * The text files of templates/actions: a line is a record of words between blanks, as templates/README.md explains.
 * Each returns NULL after reporting, at its place, the first line that is not as it must be.
 */
struct sg_action_index *sg_read_action_index(struct sg_arena *a, const struct sg_source *source,
                                             struct sg_findings *f);
struct sg_actions *sg_read_actions(struct sg_arena *a, const struct sg_source *source, const char *prefix,
                                   const struct sg_action_index *index, struct sg_findings *f);

/* The key of exactly this name among `count` sorted ones, or NULL. */
const struct sg_action_key *sg_key_named(const struct sg_action_key *keys, size_t count, const char *name);

#endif
