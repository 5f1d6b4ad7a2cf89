#ifndef SG_VERB_WIDER_H
#define SG_VERB_WIDER_H

#include "verb/explain.h"

/*
 * Finds, for each SAM policy template and inline document of the role, the grant of the catalog that comes nearest to it
 * from below, and what the policy allows beyond that grant's needs.
 */
void sg_find_wider(struct sg_explanation *explanation);

#endif
