#ifndef SG_GRANT_GENERATE_H
#define SG_GRANT_GENERATE_H

#include "grant/choose.h"

/*
 * A permission goes through five stages, one noun each:
 *   asked  (catalog/request.h)  the words of the user, from a command line, a spec or the library's caller; not checked
 *   use    (catalog/request.h)  a grant of the catalog with its options, checked and read into values
 *   needs  (needs.h)            the minimal statements of the use, with every placeholder filled
 *   form   (choose.h)           how to write them: managed policy, SAM policy template or inline; with its excess
 *   block  (block.h)            the Policies list that collects the forms of all uses of one function
 */

enum sg_explain { SG_EXPLAIN_NOT, SG_EXPLAIN_IN_TREE, SG_EXPLAIN_BESIDE };

/* Which entries a block can have. */
enum sg_entries {
    SG_ENTRIES_ALL,          /* those of Policies in SAM */
    SG_ENTRIES_NO_TEMPLATES, /* the ARNs of managed policies, and statements: those of a role */
    SG_ENTRIES_STATEMENTS,   /* statements alone, also for managed policies */
};

struct sg_settings {
    enum sg_entries entries;
    bool literal;     /* refuse values that only a template knows */
    size_t size_most; /* of the statements, in characters; 0: of the inline policies of a role */
    enum samgen_style style;
    bool no_logs;
    bool with_places;        /* place/spec_places.h writes invoked-by: do not note that it is missing */
    enum sg_explain explain; /* give the reasons as comments in the tree, or as notes */
};

/* The tree {Policies: [...]} for what one function asks, or NULL after reporting every fault. */
struct sg_node *sg_grant_generate(struct sg_scope *scope, struct sg_catalog *catalog, const struct sg_asked *asked,
                                  const struct sg_settings *settings);

#endif
