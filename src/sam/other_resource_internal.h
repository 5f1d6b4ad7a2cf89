#ifndef SG_SAM_OTHER_RESOURCE_INTERNAL_H
#define SG_SAM_OTHER_RESOURCE_INTERNAL_H

#include "sam/template.h"

/*
 * Checks layers and tables: they have no roles, but SAM refuses the whole template when one of them is faulty. APIs,
 * connectors and nested applications are not checked. Returns false after reporting an error.
 */
bool sg_check_other_resources(const struct sg_template *t);

#endif
