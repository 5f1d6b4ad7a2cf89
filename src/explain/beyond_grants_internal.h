#ifndef SG_EXPLAIN_BEYOND_GRANTS_INTERNAL_H
#define SG_EXPLAIN_BEYOND_GRANTS_INTERNAL_H

#include "explain/explain.h"

/*
 * Finds what the SAM policy templates and inline documents of the role allow beyond the needs of grants of the catalog:
 * the grant that a template corresponds to best, or all grants that a document covers. A policy without such a grant is
 * left out.
 */
void sg_explain_beyond_grants(struct sg_explanation *explanation);

#endif
