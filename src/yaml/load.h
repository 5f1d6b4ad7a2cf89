#ifndef SG_YAML_LOAD_H
#define SG_YAML_LOAD_H

#include "yaml/tree.h"

/* CloudFormation accepts templates up to 1 MB, so no legal template is refused. */
#define SG_YAML_BYTES_MOST ((size_t)1024 * 1024)
#define SG_YAML_DEPTH_MOST 128
#define SG_YAML_NODES_MOST 250000
#define SG_YAML_ANCHORS_MOST 1000 /* each alias is compared with all of them */

enum sg_aliases { SG_ALIASES_REFUSED, SG_ALIASES_RESOLVED };

/*
 * The gate: every YAML text is read here, and libcyaml gets only texts that passed it. Returns the tree, or NULL after
 * reporting one error: not YAML, not UTF-8, a NUL, %TAG, an alias that is refused, none or several documents, too long,
 * too deep or too many nodes.
 */
struct sg_node *sg_yaml_load(struct sg_arena *a, const struct sg_source *source, enum sg_aliases aliases,
                             struct sg_findings *findings);

/*
 * Returns whether sg_yaml_load of the text, with aliases resolved, would return a tree like this one. No tree is made.
 */
bool sg_yaml_means(struct sg_arena *a, const struct sg_source *source, const struct sg_node *tree);

struct sg_yaml_portion; /* portion.h */

/*
 * The gate for a long list under a key of the outermost map, or for a portion of it (NULL: all). Each item that is a
 * map is returned as soon as it is read, and lives until the next call; with an arena of its own, `passing`, all of
 * them take the memory of one. The tree that the end returns lacks these items. It is NULL after an error: then the
 * items that were returned do not count either.
 */
struct sg_yaml_reader *sg_yaml_read_items(struct sg_arena *a, struct sg_arena *passing, const struct sg_source *source,
                                          const char *list, struct sg_yaml_portion *portion,
                                          struct sg_findings *findings);
const struct sg_node *sg_yaml_next_item(struct sg_yaml_reader *reader);
const struct sg_node *sg_yaml_end_items(struct sg_yaml_reader *reader);

#endif
