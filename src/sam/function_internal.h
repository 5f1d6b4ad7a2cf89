#ifndef SG_SAM_FUNCTION_INTERNAL_H
#define SG_SAM_FUNCTION_INTERNAL_H

#include "sam/template.h"

/*
 * What the translator refuses of a function or a state machine beyond the shapes of its properties: packages without
 * code, properties that exclude or need each other. False after reporting.
 */
bool sg_check_function(const struct sg_template *t, const struct sg_resource *function);
bool sg_check_state_machine(const struct sg_template *t, const struct sg_resource *machine);

#endif
