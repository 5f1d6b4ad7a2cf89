#ifndef SG_GRANT_GENERATE_H
#define SG_GRANT_GENERATE_H

#include "grant/choose.h"

enum sg_explain { SG_EXPLAIN_NOT, SG_EXPLAIN_IN_TREE, SG_EXPLAIN_BESIDE };

struct sg_settings {
    enum sg_style style;
    bool no_logs;
    bool with_places;        /* what invokes the function is written elsewhere: see place/spec_places.h */
    enum sg_explain explain; /* the reasons: as comments in the tree, or as notes */
};

/* The tree {Policies: [...]} of what one function asks for, or NULL after reporting every fault. */
struct sg_node *sg_grant_generate(struct sg_scope *scope, struct sg_catalog *catalog, const struct sg_asked *asked,
                                  const struct sg_settings *settings);

#endif
