#ifndef SG_GRANT_SAM_TEMPLATE_H
#define SG_GRANT_SAM_TEMPLATE_H

#include "grant/choose.h"

#define SG_SAM_TEMPLATE "sam-template"

/*
 * `sam-template NAME --set Param=Value`: the SAM policy template that the user names. Checks the name, that each
 * parameter is set exactly once, and that each value is what the parameter needs (a queue's name, not its URL).
 */
bool sg_grant_choose_sam_template(struct sg_scope *scope, struct sg_catalog *catalog, const struct sg_use *use,
                                  struct sg_chosen_form *chosen);

#endif
