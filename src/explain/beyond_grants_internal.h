#ifndef SG_EXPLAIN_BEYOND_GRANTS_INTERNAL_H
#define SG_EXPLAIN_BEYOND_GRANTS_INTERNAL_H

#include "explain/explain.h"

/*
 * Finds what the role's SAM policy templates and inline documents allow beyond the needs of grants of the catalog: of the
 * grant that a template may stand for, or of all grants that a document covers. Where no grant fits nothing is said.
 */
void sg_explain_beyond_grants(struct sg_explanation *explanation);

#endif
