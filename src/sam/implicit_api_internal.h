#ifndef SG_SAM_IMPLICIT_API_INTERNAL_H
#define SG_SAM_IMPLICIT_API_INTERNAL_H

#include "sam/template.h"

/*
 * SAM makes an API for events that name none, and puts it in the place of whatever has its id already. Says so with a
 * warning when that happens to this resource.
 */
bool sg_is_replaced_by_api(const struct sg_template *t, const struct sg_resource *resource);

#endif
