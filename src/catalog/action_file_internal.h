#ifndef SG_CATALOG_ACTION_FILE_INTERNAL_H
#define SG_CATALOG_ACTION_FILE_INTERNAL_H

#include "catalog/action.h"
#include "catalog/record_internal.h"

/*
 * The records of templates/actions.txt and templates/actions/, as templates/README.md explains them. Each returns NULL
 * after reporting the first wrong line at its position.
 */
struct sg_action_index *sg_read_action_index(struct sg_arena *a, const struct sg_source *source, struct sg_findings *f);

/* `added` (or NULL) is a file with .add: its records count besides those of `source`, and before them. */
struct sg_actions *sg_read_actions(struct sg_arena *a, const struct sg_source *source, const struct sg_source *added,
                                   const char *prefix, const struct sg_action_index *index, struct sg_findings *f);

/* Whether the file adds to the built-in one of its name. */
bool sg_adds_actions(const struct sg_source *source);

/* Lines that occur in both: adds one after the `*count` existing ones. Returns false after reporting. */
bool sg_read_action_key(struct sg_records *r, struct sg_action_key *keys, size_t *key_count);
bool sg_read_action_alias(struct sg_records *r, struct sg_action_alias *aliases, size_t *alias_count);

/* Finds a name in either case. Returns NULL when it is missing. */
const struct sg_action *sg_action_named(const struct sg_actions *service, const char *name);

#endif
