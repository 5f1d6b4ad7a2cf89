#ifndef SG_VERB_WIDER_H
#define SG_VERB_WIDER_H

#include "verb/explain.h"

/*
 * Finds what the role's SAM policy templates and inline documents allow beyond the needs of grants of the catalog: of the
 * grant that a template may stand for, or of all grants that a document covers. Where no grant fits nothing is said.
 */
void sg_find_wider(struct sg_explanation *explanation);

#endif
