#ifndef SG_CATALOG_PLACE_SCHEMA_INTERNAL_H
#define SG_CATALOG_PLACE_SCHEMA_INTERNAL_H

#include "catalog/place.h"
#include "catalog/schema_internal.h"

/* places/invoke.yaml: the options of every invoker, which function above all. */
struct sg_common {
    struct sg_grant grant;
};

/* Of the files under places/. */
extern const cyaml_schema_value_t sg_invoker_schema; /* invoke/: struct sg_invoker */
extern const cyaml_schema_value_t sg_truster_schema; /* trust/: struct sg_truster */
extern const cyaml_schema_value_t sg_callee_schema;  /* policy/: struct sg_callee */
extern const cyaml_schema_value_t sg_common_schema;  /* invoke.yaml: struct sg_common */

#endif
