#ifndef SG_YAML_LOAD_H
#define SG_YAML_LOAD_H

#include "yaml/tree.h"

/* CloudFormation takes template bodies up to 1 MB, so nothing legal is refused. */
#define SG_YAML_BYTES_MOST ((size_t)1024 * 1024)
#define SG_YAML_DEPTH_MOST 128
#define SG_YAML_NODES_MOST 250000
#define SG_YAML_ANCHORS_MOST 1000 /* each alias is looked for among all */

enum sg_aliases { SG_ALIASES_REFUSED, SG_ALIASES_RESOLVED };

/*
 * The gate: every YAML text comes in here, and only texts that passed may be given to libcyaml. Returns the tree, or
 * NULL after reporting why: too long, too deep, too many nodes, not UTF-8, a NUL, %TAG, an alias, no document or two.
 */
struct sg_node *sg_yaml_load(struct sg_arena *a, const struct sg_source *source, enum sg_aliases aliases,
                             struct sg_findings *findings);

#endif
