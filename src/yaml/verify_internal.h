#ifndef SG_YAML_VERIFY_INTERNAL_H
#define SG_YAML_VERIFY_INTERNAL_H

#include "yaml/load.h"

#include <yaml.h>

/* Compares the events of a text with a tree, which costs far less than a second tree. */
struct sg_verify {
    struct sg_arena *arena;
    const struct sg_node *next; /* the node that the next event must describe; NULL: `open` must end */
    const struct sg_node *open[SG_YAML_DEPTH_MOST];
    size_t depth;
    const struct sg_verify_anchor *anchors;
};

/* Returns whether the event is the next one of the tree, with aliases resolved. */
bool sg_verify_event(struct sg_verify *verify, const yaml_event_t *event);

#endif
