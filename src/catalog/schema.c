#include "catalog/schema_internal.h"

#include "catalog/catalog.h"
#include "catalog/fields.h"

static const cyaml_schema_field_t form_fields[] = {
    TEXT("name", sg_arn_form, name),
    TEXT("arn", sg_arn_form, arn),
    FLAG("input", sg_arn_form, input),
    TEXTS("prefixes", sg_arn_form, prefixes),
    CYAML_FIELD_END,
};
ENTRY(form, sg_arn_form, form_fields);

static const cyaml_schema_field_t yield_fields[] = {
    TEXT("attribute", sg_yield, attribute),
    TEXT("gives", sg_yield, gives),
    TEXT_OR_NONE("separator", sg_yield, separator),
    TEXT_OR_NONE("pattern", sg_yield, pattern),
    NUMBER("index", sg_yield, index),
    CYAML_FIELD_END,
};
ENTRY(yield, sg_yield, yield_fields);

static const cyaml_schema_field_t kind_fields[] = {
    TEXT("name", sg_kind, name),
    TEXT("title", sg_kind, title),
    TEXT_OR_NONE("value", sg_kind, value),
    TEXTS("types", sg_kind, types),
    TEXT_OR_NONE("property", sg_kind, property),
    TEXT_OR_NONE("arn", sg_kind, arn),
    ITEMS("others", sg_kind, others, form),
    TEXTS("urls", sg_kind, urls),
    TEXT_OR_NONE("suffix", sg_kind, suffix),
    TEXT_OR_NONE("receives", sg_kind, receives),
    FLAG("numbered", sg_kind, numbered),
    TEXT_OR_NONE("drop", sg_kind, drop),
    ITEMS("yields", sg_kind, yields, yield),
    TEXT_OR_NONE("characters", sg_kind, characters),
    TEXT_OR_NONE("first", sg_kind, first),
    TEXT_OR_NONE("last", sg_kind, last),
    NUMBER("least", sg_kind, least),
    NUMBER("most", sg_kind, most),
    TEXTS("forbidden", sg_kind, forbidden),
    TEXTS("choices", sg_kind, choices),
    TEXT_OR_NONE("path-option", sg_kind, path_option),
    TEXT_OR_NONE("shape", sg_kind, shape),
    TEXT_OR_NONE("hint", sg_kind, hint),
    TEXT("example", sg_kind, example),
    CYAML_FIELD_END,
};
SHARED_ENTRY(sg_kind_schema, sg_kind, kind_fields);

static const cyaml_schema_field_t kinds_fields[] = {
    ITEMS("kinds", sg_kinds_file, kinds, sg_kind_schema),
    CYAML_FIELD_END,
};
FILE_SCHEMA(sg_kinds_schema, sg_kinds_file, kinds_fields);

static const cyaml_schema_field_t condition_fields[] = {
    TEXT("operator", sg_condition, name),
    TEXT("key", sg_condition, key),
    TEXTS("values", sg_condition, values),
    CYAML_FIELD_END,
};
SHARED_ENTRY(sg_condition_schema, sg_condition, condition_fields);

static const cyaml_schema_field_t statement_fields[] = {
    TEXT_OR_NONE("sid", sg_statement, sid),
    TEXTS("when", sg_statement, when),
    TEXTS("unless", sg_statement, unless),
    TEXT_OR_NONE("note", sg_statement, note),
    TEXT_OR_NONE("effect", sg_statement, effect),
    TEXTS("actions", sg_statement, actions),
    TEXTS("not-actions", sg_statement, not_actions),
    TEXTS("resources", sg_statement, resources),
    TEXTS("not-resources", sg_statement, not_resources),
    ITEMS("conditions", sg_statement, conditions, sg_condition_schema),
    FLAG("action-as-text", sg_statement, action_as_text),
    FLAG("resource-as-list", sg_statement, resource_as_list),
    CYAML_FIELD_END,
};
SHARED_ENTRY(sg_statement_schema, sg_statement, statement_fields);

static const cyaml_schema_field_t option_fields[] = {
    TEXT("name", sg_option, name),
    TEXT("kind", sg_option, kind_name),
    FLAG("required", sg_option, required),
    FLAG("repeats", sg_option, repeats),
    FLAG("positional", sg_option, positional),
    TEXT_OR_NONE("default", sg_option, initial),
    TEXT("title", sg_option, title),
    CYAML_FIELD_END,
};
SHARED_ENTRY(sg_option_schema, sg_option, option_fields);

static const cyaml_schema_field_t setting_fields[] = {
    TEXT("parameter", sg_setting, parameter),
    TEXT_OR_NONE("option", sg_setting, option),
    TEXT_OR_NONE("value", sg_setting, value),
    CYAML_FIELD_END,
};
ENTRY(setting, sg_setting, setting_fields);

static const cyaml_schema_field_t candidate_fields[] = {
    TEXT("name", sg_candidate, name),
    ITEMS("set", sg_candidate, set, setting),
    CYAML_FIELD_END,
};
ENTRY(candidate, sg_candidate, candidate_fields);

static const cyaml_schema_field_t encryption_fields[] = {
    TEXT("via", sg_encryption, via),
    TEXTS("actions", sg_encryption, actions),
    CYAML_FIELD_END,
};

static const cyaml_schema_field_t grant_fields[] = {
    TEXT("name", sg_grant, name),
    TEXT("title", sg_grant, title),
    TEXT_OR_NONE("example", sg_grant, example),
    ITEMS("options", sg_grant, options, sg_option_schema),
    TEXTS("one-of", sg_grant, one_of),
    ITEMS("needs", sg_grant, needs, sg_statement_schema),
    CYAML_FIELD_MAPPING_PTR("kms", OPTIONAL, struct sg_grant, kms, encryption_fields),
    TEXTS("managed", sg_grant, managed),
    ITEMS("templates", sg_grant, templates, candidate),
    TEXTS("notes", sg_grant, notes),
    CYAML_FIELD_END,
};
ENTRY(grant, sg_grant, grant_fields);

static const cyaml_schema_field_t holder_fields[] = {
    TEXT("type", sg_holder, type),
    TEXT("property", sg_holder, property),
    TEXT_OR_NONE("holds", sg_holder, holds),
    TEXT_OR_NONE("names", sg_holder, names),
    TEXT_OR_NONE("kind", sg_holder, kind),
    TEXT_OR_NONE("relative", sg_holder, relative),
    FLAG("services-send", sg_holder, services_send),
    FLAG("statements", sg_holder, statements),
    FLAG("no-resource", sg_holder, no_resource),
    CYAML_FIELD_END,
};
ENTRY(holder, sg_holder, holder_fields);

static const cyaml_schema_field_t holders_fields[] = {
    ITEMS("documents", sg_holders_file, documents, holder),
    CYAML_FIELD_END,
};
FILE_SCHEMA(sg_holders_schema, sg_holders_file, holders_fields);

static const cyaml_schema_field_t call_fields[] = {
    TEXT("type", sg_call_row, type),
    TEXT_OR_NONE("path", sg_call_row, path),
    TEXT("value", sg_call_row, value),
    TEXT_OR_NONE("only", sg_call_row, only),
    TEXTS("is", sg_call_row, is),
    TEXT_OR_NONE("source", sg_call_row, source),
    TEXT_OR_NONE("role", sg_call_row, role),
    CYAML_FIELD_END,
};
ENTRY(call, sg_call_row, call_fields);

const cyaml_schema_field_t sg_caller_fields[] = {
    TEXT_OR_NONE("principal", sg_caller, principal),
    TEXT_OR_NONE("title", sg_caller, title),
    TEXT_OR_NONE("noun", sg_caller, noun),
    TEXT_OR_NONE("arn", sg_caller, arn),
    TEXT_OR_NONE("account", sg_caller, account),
    FLAG("often-open", sg_caller, often_open),
    TEXTS("events", sg_caller, events),
    ITEMS("calls", sg_caller, calls, call),
    CYAML_FIELD_END,
};
ENTRY(caller, sg_caller, sg_caller_fields);

static const cyaml_schema_field_t service_fields[] = {
    TEXT("service", sg_service, service),
    TEXT("title", sg_service, title),
    ITEMS("grants", sg_service, grants, grant),
    ITEMS("kinds", sg_service, kinds, sg_kind_schema),
    ITEMS("documents", sg_service, documents, holder),
    ITEMS("callers", sg_service, callers, caller),
    CYAML_FIELD_END,
};
FILE_SCHEMA(sg_service_schema, sg_service, service_fields);

static const cyaml_schema_field_t parameter_fields[] = {
    TEXT("name", sg_parameter, name),
    TEXT("kind", sg_parameter, kind_name),
    TEXT("holds", sg_parameter, holds),
    TEXT_OR_NONE("variable", sg_parameter, variable),
    CYAML_FIELD_END,
};
ENTRY(parameter, sg_parameter, parameter_fields);

static const cyaml_schema_field_t expansion_fields[] = {
    TEXT("action", sg_expansion, action),
    TEXTS("to", sg_expansion, to),
    CYAML_FIELD_END,
};
ENTRY(expansion, sg_expansion, expansion_fields);

static const cyaml_schema_field_t policy_fields[] = {
    TEXT("name", sg_policy, name),
    TEXT_OR_NONE("title", sg_policy, title),
    TEXT_OR_NONE("path", sg_policy, path),
    ITEMS("parameters", sg_policy, parameters, parameter),
    ITEMS("statements", sg_policy, statements, sg_statement_schema),
    ITEMS("expands", sg_policy, expands, expansion),
    TEXTS("dead", sg_policy, dead),
    TEXTS("reads", sg_policy, reads),
    TEXTS("partitions", sg_policy, partitions),
    CYAML_FIELD_END,
};
FILE_SCHEMA(sg_policy_schema, sg_policy, policy_fields);

static const cyaml_schema_field_t managed_name_fields[] = {
    TEXT("name", sg_managed_name, name),
    TEXT_OR_NONE("path", sg_managed_name, path),
    TEXTS("partitions", sg_managed_name, partitions),
    FLAG("unknown-to-sam", sg_managed_name, unknown_to_sam),
    CYAML_FIELD_END,
};
ENTRY(managed_name, sg_managed_name, managed_name_fields);

static const cyaml_schema_field_t managed_names_fields[] = {
    ITEMS("policies", sg_managed_names, policies, managed_name),
    CYAML_FIELD_END,
};
FILE_SCHEMA(sg_managed_names_schema, sg_managed_names, managed_names_fields);
