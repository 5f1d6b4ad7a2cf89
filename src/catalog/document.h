#ifndef SG_CATALOG_DOCUMENT_H
#define SG_CATALOG_DOCUMENT_H

#include "catalog/catalog.h"

/* The statements of a policy as a document for IAM: {Version, Statement}. Placeholders stay as they are. */
struct sg_node *sg_policy_document(struct sg_arena *a, const struct sg_policy *policy);

/*
 * The document of a managed policy: of the file NAME.json or NAME.yaml in the user's folder of managed policies, else,
 * when AWS manages it, of the catalog. NULL when neither has it, or after reporting a file that is not a policy.
 * `*source` is the user's file, or NULL.
 */
const struct sg_node *sg_managed_document(struct sg_arena *a, struct sg_catalog *c, const char *name, bool of_aws,
                                          const struct sg_source **source, struct sg_findings *findings);

#endif
