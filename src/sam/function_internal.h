#ifndef SG_SAM_FUNCTION_INTERNAL_H
#define SG_SAM_FUNCTION_INTERNAL_H

#include "sam/template.h"

/*
 * Check what the translator refuses besides wrong shapes of properties: packages without code, properties that exclude
 * or require each other. Return false after reporting an error.
 */
bool sg_check_function(const struct sg_template *t, const struct sg_resource *function);
bool sg_check_state_machine(const struct sg_template *t, const struct sg_resource *machine);

#endif
