#ifndef SG_SAM_POLICY_TEMPLATE_H
#define SG_SAM_POLICY_TEMPLATE_H

#include "sam/template.h"

/* Returns the name of the SAM policy template when the entry is a map with this name as its only key, or NULL. */
const char *sg_policy_template_name(const struct sg_template *t, const struct sg_node *entry);

/* Returns the document that SAM writes for such an entry, or NULL after reporting wrong or missing parameters. */
struct sg_node *sg_expand_policy_template(const struct sg_template *t, const struct sg_node *entry);

#endif
