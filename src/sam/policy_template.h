#ifndef SG_SAM_POLICY_TEMPLATE_H
#define SG_SAM_POLICY_TEMPLATE_H

#include "sam/template.h"

/* The name of the SAM policy template that an entry calls, or NULL: a map with one key, which is such a name. */
const char *sg_policy_template_name(const struct sg_template *t, const struct sg_node *entry);

/* The document that SAM writes for such an entry. NULL after reporting parameters that are missing or no map. */
struct sg_node *sg_expand_policy_template(const struct sg_template *t, const struct sg_node *entry);

#endif
