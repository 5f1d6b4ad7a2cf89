#ifndef SG_GRANT_SAM_TEMPLATE_H
#define SG_GRANT_SAM_TEMPLATE_H

#include "grant/choose.h"

#define SG_SAM_TEMPLATE "sam-template"

/*
 * `sam-template NAME --set Param=Value`: any SAM policy template as the user names it. Checks the name, that every
 * parameter is set once and no other, and that each value is what the template needs there (a queue's name, not its URL).
 */
bool sg_grant_choose_sam_template(struct sg_scope *scope, struct sg_catalog *catalog, const struct sg_use *use,
                                  struct sg_chosen_form *choice);

#endif
