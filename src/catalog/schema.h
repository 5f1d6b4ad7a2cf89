#ifndef SG_CATALOG_SCHEMA_H
#define SG_CATALOG_SCHEMA_H

#include "catalog/catalog.h"
#include "yaml/typed.h"

/* libcyaml schemas of the files under templates/, each filling the struct of catalog.h named after it. */
extern const cyaml_schema_value_t sg_kinds_schema;         /* resources.yaml: struct sg_kinds_file */
extern const cyaml_schema_value_t sg_service_schema;       /* grants/: struct sg_service */
extern const cyaml_schema_value_t sg_policy_schema;        /* policies/ and managed/: struct sg_policy */
extern const cyaml_schema_value_t sg_managed_names_schema; /* managed/names.yaml: struct sg_managed_names */

struct sg_kinds_file {
    struct sg_kinds kinds;
};

/* A file of the catalog as its schema's struct, the user's or else the built-in one; NULL when there is none. */
const void *sg_catalog_load(struct sg_catalog *c, const char *file, const cyaml_schema_value_t *schema,
                            struct sg_findings *f);

#endif
