#include "catalog/place_schema_internal.h"

#include "catalog/fields.h"
#include "catalog/schema_internal.h"

static const cyaml_schema_field_t property_fields[] = {
    TEXT("name", sg_property_row, name),
    TEXT("value", sg_property_row, value),
    TEXTS("when", sg_property_row, when),
    TEXTS("unless", sg_property_row, unless),
    FLAG("list", sg_property_row, list),
    FLAG("no-reference", sg_property_row, no_reference),
    CYAML_FIELD_END,
};
ENTRY(property, sg_property_row, property_fields);

static const cyaml_schema_field_t permission_fields[] = {
    TEXT_OR_NONE("action", sg_permission_row, action),
    TEXT("principal", sg_permission_row, principal),
    TEXT_OR_NONE("word", sg_permission_row, word),
    ITEMS("properties", sg_permission_row, properties, property),
    CYAML_FIELD_END,
};
ENTRY(permission, sg_permission_row, permission_fields);

/* What all of them have in common with grants. */
#define OPTIONS(type)                                                                                               \
    TEXT("name", type, grant.name), TEXT("title", type, grant.title), TEXT_OR_NONE("example", type, grant.example), \
        ITEMS("options", type, grant.options, sg_option_schema), TEXTS("one-of", type, grant.one_of),               \
        TEXTS("notes", type, grant.notes), ITEMS("kinds", type, kinds, sg_kind_schema)

static const cyaml_schema_field_t invoker_fields[] = {
    OPTIONS(sg_invoker),
    TEXT_OR_NONE("word", sg_invoker, word),
    TEXTS("also", sg_invoker, also),
    TEXT_OR_NONE("instead", sg_invoker, instead),
    ITEMS("permissions", sg_invoker, permissions, permission),
    CYAML_FIELD_MAPPING_PTR("caller", OPTIONAL, struct sg_invoker, caller, sg_caller_fields),
    CYAML_FIELD_END,
};
FILE_SCHEMA(sg_invoker_schema, sg_invoker, invoker_fields);

static const cyaml_schema_field_t truster_fields[] = {
    OPTIONS(sg_truster),
    TEXT("principal", sg_truster, principal),
    ITEMS("conditions", sg_truster, conditions, sg_condition_schema),
    CYAML_FIELD_END,
};
FILE_SCHEMA(sg_truster_schema, sg_truster, truster_fields);

static const cyaml_schema_field_t callee_fields[] = {
    TEXT("name", sg_callee, name),
    TEXT("title", sg_callee, title),
    TEXT("kind", sg_callee, kind_name),
    TEXTS("services", sg_callee, services),
    TEXT("form", sg_callee, form),
    TEXT_OR_NONE("type", sg_callee, type),
    TEXT_OR_NONE("document", sg_callee, document),
    TEXT_OR_NONE("holds", sg_callee, holds),
    TEXT_OR_NONE("relative", sg_callee, relative),
    FLAG("services-send", sg_callee, services_send),
    FLAG("no-resource", sg_callee, no_resource),
    TEXT_OR_NONE("resource", sg_callee, resource),
    TEXT_OR_NONE("behind", sg_callee, behind),
    TEXT_OR_NONE("cut", sg_callee, cut),
    FLAG("needed", sg_callee, needed),
    FLAG("by-account", sg_callee, by_account),
    FLAG("any-source", sg_callee, any_source),
    TEXTS("roles-only", sg_callee, roles_only),
    TEXTS("notes", sg_callee, notes),
    ITEMS("properties", sg_callee, properties, property),
    ITEMS("always", sg_callee, always, sg_statement_schema),
    ITEMS("kinds", sg_callee, kinds, sg_kind_schema),
    CYAML_FIELD_END,
};
FILE_SCHEMA(sg_callee_schema, sg_callee, callee_fields);

static const cyaml_schema_field_t common_fields[] = {
    ITEMS("options", sg_common, grant.options, sg_option_schema),
    CYAML_FIELD_END,
};
FILE_SCHEMA(sg_common_schema, sg_common, common_fields);
