#ifndef SG_SAM_OTHER_RESOURCE_INTERNAL_H
#define SG_SAM_OTHER_RESOURCE_INTERNAL_H

#include "sam/template.h"

/*
 * Layers and tables have no roles, but one that SAM refuses spoils the whole template. False after reporting. APIs,
 * connectors and nested applications are not looked at.
 */
bool sg_check_other_resources(const struct sg_template *t);

#endif
