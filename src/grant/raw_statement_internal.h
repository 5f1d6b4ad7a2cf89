#ifndef SG_GRANT_RAW_STATEMENT_INTERNAL_H
#define SG_GRANT_RAW_STATEMENT_INTERNAL_H

#include "catalog/catalog.h"
#include "catalog/text.h"

/*
 * A raw statement of a spec: {actions, resources} and optionally {sid, effect, conditions}. Checks its shape, spelling
 * and actions, and returns it in IAM's spelling; NULL after reporting every fault.
 */
struct sg_node *sg_grant_read_statement(struct sg_scope *scope, struct sg_catalog *catalog,
                                        const struct sg_source *source, const struct sg_node *node);

#endif
