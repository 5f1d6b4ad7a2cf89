#ifndef SG_VERB_STATEMENT_H
#define SG_VERB_STATEMENT_H

#include "catalog/text.h"

/*
 * A raw statement of a spec: {actions, resources} and, if wanted, {sid, effect, conditions}. Checked for shape and
 * spelling and passed through as IAM writes it; NULL after reporting every fault.
 */
struct sg_node *sg_read_statement(struct sg_scope *scope, const struct sg_source *source, const struct sg_node *node);

#endif
