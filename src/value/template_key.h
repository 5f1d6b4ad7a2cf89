#ifndef SG_VALUE_TEMPLATE_KEY_H
#define SG_VALUE_TEMPLATE_KEY_H

#include "value/request.h"

/*
 * The key that the template says: a grant on a resource that the template encrypts with a customer's key needs that
 * key. Adds it to each grant of `asked` as if the user had given --kms-key; a grant that has one keeps it. Notes why a
 * key that may be a customer's is not added. Does nothing without the names of a template.
 */
void sg_ask_template_keys(struct sg_scope *scope, struct sg_catalog *catalog, struct sg_asked *asked);

#endif
