#ifndef SG_CATALOG_SCHEMA_INTERNAL_H
#define SG_CATALOG_SCHEMA_INTERNAL_H

#include "catalog/catalog.h"
#include "yaml/typed.h"

/* libcyaml schemas of the files under templates/, each filling the struct of catalog.h named after it. */
extern const cyaml_schema_value_t sg_kinds_schema;         /* resources.yaml: struct sg_kinds_file */
extern const cyaml_schema_value_t sg_service_schema;       /* grants/: struct sg_service */
extern const cyaml_schema_value_t sg_policy_schema;        /* policies/ and managed/: struct sg_policy */
extern const cyaml_schema_value_t sg_managed_names_schema; /* managed/names.yaml: struct sg_managed_names */

extern const cyaml_schema_value_t sg_holders_schema; /* documents.yaml: struct sg_holders_file */

/* Of the structs that files of other kinds have too. */
extern const cyaml_schema_value_t sg_kind_schema, sg_option_schema, sg_condition_schema, sg_statement_schema;
extern const cyaml_schema_field_t sg_caller_fields[]; /* of struct sg_caller */

struct sg_kinds_file {
    struct sg_kinds kinds;
};

struct sg_holders_file {
    struct sg_holder_list documents;
};

/* A file of the catalog as its schema's struct, the user's or else the built-in one; NULL when there is none. */
const void *sg_catalog_load(struct sg_catalog *c, const char *file, const cyaml_schema_value_t *schema,
                            struct sg_findings *f);
/* The built-in file alone. */
const void *sg_catalog_load_built_in(struct sg_catalog *c, const char *file, const cyaml_schema_value_t *schema,
                                     struct sg_findings *f);

/* Finds the kinds that the options of a grant name, in `kinds` first; false after reporting one that there is not. */
bool sg_bind_options(struct sg_catalog *c, struct sg_grant *grant, const struct sg_kinds *kinds, struct sg_findings *f);

#endif
