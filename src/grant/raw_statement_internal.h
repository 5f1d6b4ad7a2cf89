#ifndef SG_GRANT_RAW_STATEMENT_INTERNAL_H
#define SG_GRANT_RAW_STATEMENT_INTERNAL_H

#include "catalog/catalog.h"
#include "catalog/text.h"

/*
 * A raw statement of a spec: {actions, resources} and, if wanted, {sid, effect, conditions}. Checked for shape and
 * spelling, its actions against what AWS has, and passed through as IAM writes it; NULL after reporting every fault.
 */
struct sg_node *sg_grant_read_statement(struct sg_scope *scope, struct sg_catalog *catalog,
                                        const struct sg_source *source, const struct sg_node *node);

#endif
