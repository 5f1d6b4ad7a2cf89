#include "catalog/shape_internal.h"

#include "catalog/catalog_internal.h"
#include "catalog/role.h"
#include "catalog/sam.h"
#include "yaml/fields.h"

SHAPE(arn_form) = {
    TEXT("name", arn_form, name),
    TEXT("arn", arn_form, arn),
    WORDS_OR_NONE("title", arn_form, title),
    WORDS_OR_NONE("note", arn_form, note),
    TEXT_OR_NONE("shape", arn_form, shape),
    TEXT_OR_NONE("inside", arn_form, inside),
    TEXT_OR_NONE("via", arn_form, via),
    TEXT_OR_NONE("with", arn_form, with),
    TEXT_OR_NONE("without", arn_form, without),
    WORDS_OR_NONE("dead", arn_form, dead),
    FLAG("apart", arn_form, apart),
    FLAG("input", arn_form, input),
    TEXT_OR_NONE("option", arn_form, option),
    FLAG("tell", arn_form, tell),
    FLAG("maybe", arn_form, maybe),
    TEXTS("prefixes", arn_form, prefixes),
    TEXTS("is", arn_form, is),
    END,
};

SHAPE(yield) = {
    TEXT("attribute", yield, attribute),     TEXT("gives", yield, gives),   TEXT_OR_NONE("separator", yield, separator),
    TEXT_OR_NONE("pattern", yield, pattern), NUMBER("index", yield, index), END,
};

SHAPE(other_yield) = {
    TEXTS("types", other_yield, types),
    TEXT("attribute", other_yield, attribute),
    TEXT("gives", other_yield, gives),
    TEXT_OR_NONE("separator", other_yield, separator),
    TEXT_OR_NONE("property", other_yield, property),
    TEXT_OR_NONE("names", other_yield, names),
    TEXT_OR_NONE("form", other_yield, form),
    NUMBER("index", other_yield, index),
    FLAG("sam", other_yield, sam),
    TEXT_OR_NONE("made-for", other_yield, made_for),
    END,
};

SHAPE(refusal) = {
    TEXT("like", refusal, like),
    TEXT_OR_NONE("shape", refusal, shape),
    WORDS("say", refusal, say),
    END,
};

SHAPE(replicas) = {
    TEXT("list", replicas, list),
    TEXT("region", replicas, region),
    END,
};

SHAPE(polled) = {
    TEXT("action", polled, action),
    TEXT("event", polled, event),
    TEXT("property", polled, property),
    END,
};

SHAPE(stand_in) = {
    TEXT("type", stand_in, type),
    TEXT("names", stand_in, names),
    WORDS("returns", stand_in, returns),
    END,
};

SHAPE(kind) = {
    TEXT("name", kind, name),
    WORDS("title", kind, title),
    TEXT_OR_NONE("value", kind, value),
    TEXTS("types", kind, types),
    TEXT_OR_NONE("property", kind, property),
    TEXT_OR_NONE("arn", kind, arn),
    ITEMS("others", kind, others, arn_form),
    TEXTS("in-arns", kind, in_arns),
    TEXTS("urls", kind, urls),
    TEXT_OR_NONE("suffix", kind, suffix),
    TEXT_OR_NONE("receives", kind, receives),
    TEXT_OR_NONE("sent-as", kind, sent_as),
    WORDS_OR_NONE("noun", kind, noun),
    TEXT_OR_NONE("key", kind, key),
    TEXTS("suggest", kind, suggest),
    MAP_OR_NONE("polled", kind, polled, polled),
    MAP_OR_NONE("replicas", kind, replicas, replicas),
    ITEMS("stand-ins", kind, stand_ins, stand_in),
    FLAG("numbered", kind, numbered),
    FLAG("handed-on", kind, handed_on),
    TEXT_OR_NONE("drop", kind, drop),
    ITEMS("yields", kind, yields, yield),
    ITEMS("from-others", kind, from_others, other_yield),
    TEXT_OR_NONE("characters", kind, characters),
    TEXT_OR_NONE("region-ends", kind, region_ends),
    TEXT_OR_NONE("old-characters", kind, old_characters),
    TEXT_OR_NONE("first", kind, first),
    TEXT_OR_NONE("last", kind, last),
    NUMBER("least", kind, least),
    NUMBER("most", kind, most),
    TEXTS("forbidden", kind, forbidden),
    TEXTS("choices", kind, choices),
    TEXT_OR_NONE("path-option", kind, path_option),
    TEXT_OR_NONE("ending", kind, ending),
    WORDS_OR_NONE("braces", kind, braces),
    TEXT_OR_NONE("shape", kind, shape),
    WORDS_OR_NONE("form", kind, form),
    TEXT_OR_NONE("usual", kind, usual),
    WORDS_OR_NONE("unusual", kind, unusual),
    WORDS_OR_NONE("wildcards", kind, wildcards),
    TEXT_OR_NONE("trim", kind, trim),
    WORDS_OR_NONE("widens", kind, widens),
    ITEMS("refused", kind, refused, refusal),
    WORDS_OR_NONE("hint", kind, hint),
    WORDS("example", kind, example),
    END,
};

SHAPE(kinds_file) = {
    ITEMS("kinds", kinds_file, kinds, kind),
    END,
};

SHAPE(condition) = {
    TEXT("operator", condition, name),
    TEXT("key", condition, key),
    TEXTS("values", condition, values),
    END,
};

SHAPE(statement) = {
    TEXT_OR_NONE("sid", statement, sid),
    TEXTS("when", statement, when),
    TEXTS("unless", statement, unless),
    WORDS_OR_NONE("note", statement, note),
    WORDS_OR_NONE("unverified", statement, unverified),
    TEXT_OR_NONE("effect", statement, effect),
    TEXTS("actions", statement, actions),
    TEXTS("inline-only", statement, inline_only),
    TEXTS("not-actions", statement, not_actions),
    TEXTS("resources", statement, resources),
    TEXTS("not-resources", statement, not_resources),
    ITEMS("conditions", statement, conditions, condition),
    FLAG("action-as-text", statement, action_as_text),
    FLAG("resource-as-list", statement, resource_as_list),
    END,
};

SHAPE(option) = {
    TEXT("name", option, name),
    TEXT("kind", option, kind_name),
    FLAG("required", option, required),
    FLAG("repeats", option, repeats),
    FLAG("positional", option, positional),
    TEXT_OR_NONE("default", option, initial),
    WORDS("title", option, title),
    TEXTS("words", option, words),
    TEXTS("refuses", option, refuses),
    END,
};

SHAPE(setting) = {
    TEXT("parameter", setting, parameter),
    TEXT_OR_NONE("option", setting, option),
    TEXT_OR_NONE("value", setting, value),
    END,
};

SHAPE(candidate) = {
    TEXT("name", candidate, name),
    ITEMS("set", candidate, set, setting),
    END,
};

SHAPE(encryption) = {
    TEXT("via", encryption, via),
    TEXTS("actions", encryption, actions),
    END,
};

SHAPE(advice) = {
    WORDS("text", advice, text),
    TEXTS("when", advice, when),
    TEXTS("unless", advice, unless),
    FLAG("help-only", advice, help_only),
    END,
};

SHAPE(grant) = {
    TEXT("name", grant, name),
    WORDS("title", grant, title),
    TEXTS("words", grant, words),
    WORDS_OR_NONE("example", grant, example),
    ITEMS("options", grant, options, option),
    TEXTS("one-of", grant, one_of),
    ITEMS("needs", grant, needs, statement),
    MAP_OR_NONE("kms", grant, kms, encryption),
    TEXTS("managed", grant, managed),
    ITEMS("templates", grant, templates, candidate),
    SENTENCES("notes", grant, notes),
    ITEMS("advice", grant, advice, advice),
    SENTENCES("sources", grant, sources),
    END,
};

SHAPE(holder) = {
    TEXT("type", holder, type),
    TEXT("property", holder, property),
    TEXT_OR_NONE("holds", holder, holds),
    TEXT_OR_NONE("names", holder, names),
    TEXT_OR_NONE("kind", holder, kind),
    TEXT_OR_NONE("relative", holder, relative),
    FLAG("services-send", holder, services_send),
    FLAG("statements", holder, statements),
    FLAG("no-resource", holder, no_resource),
    END,
};

SHAPE(holders_file) = {
    ITEMS("documents", holders_file, documents, holder),
    END,
};

SHAPE(role_giver) = {
    TEXT("type", role_giver, type),
    TEXTS("properties", role_giver, properties),
    TEXT_OR_NONE("trust", role_giver, trust),
    TEXTS("others", role_giver, others),
    FLAG("one", role_giver, one),
    END,
};

SHAPE(role_givers) = {
    ITEMS("roles", role_givers, roles, role_giver),
    END,
};

SHAPE(connected_type) = {
    TEXT("type", connected_type, type),
    TEXT_OR_NONE("sam", connected_type, sam),
    TEXT_OR_NONE("role", connected_type, role),
    TEXT_OR_NONE("targets", connected_type, targets),
    TEXT_OR_NONE("target", connected_type, target),
    TEXT("arn", connected_type, arn),
    TEXT_OR_NONE("name", connected_type, name),
    END,
};

SHAPE(connector_statement) = {
    TEXTS("actions", connector_statement, actions),
    TEXTS("resources", connector_statement, resources),
    END,
};

SHAPE(connector_access) = {
    TEXT("name", connector_access, name),
    ITEMS("statements", connector_access, statements, connector_statement),
    END,
};

SHAPE(connector_row) = {
    TEXT("source", connector_row, source),
    TEXT("destination", connector_row, destination),
    TEXT_OR_NONE("attached-to", connector_row, attached_to),
    TEXTS("together", connector_row, together),
    ITEMS("permissions", connector_row, permissions, connector_access),
    END,
};

SHAPE(connector_data) = {
    ITEMS("resources", connector_data, resources, connected_type),
    ITEMS("connectors", connector_data, connectors, connector_row),
    END,
};

SHAPE(call_row) = {
    TEXT("type", call_row, type),
    TEXT_OR_NONE("path", call_row, path),
    TEXT("value", call_row, value),
    TEXT_OR_NONE("only", call_row, only),
    TEXTS("is", call_row, is),
    TEXT_OR_NONE("source", call_row, source),
    TEXT_OR_NONE("role", call_row, role),
    END,
};

SHAPE(caller) = {
    TEXT_OR_NONE("principal", caller, principal),
    WORDS_OR_NONE("title", caller, title),
    WORDS_OR_NONE("noun", caller, noun),
    TEXT_OR_NONE("arn", caller, arn),
    TEXT_OR_NONE("account", caller, account),
    FLAG("often-open", caller, often_open),
    TEXTS("events", caller, events),
    ITEMS("calls", caller, calls, call_row),
    END,
};

SHAPE(encryption_row) = {
    TEXTS("actions", encryption_row, actions),
    TEXTS("needs", encryption_row, needs),
    END,
};

/* The lists that sg_services_with asks for stand first; see sg_table_has. */
SHAPE(service) = {
    ITEMS("kinds", service, kinds, kind),
    ITEMS("documents", service, documents, holder),
    ITEMS("callers", service, callers, caller),
    ITEMS("encryption", service, encryption, encryption_row),
    ITEMS("invoke", service, invoke, invoker),
    ITEMS("trust", service, trust, truster),
    ITEMS("policy", service, policy, policy_row),
    TEXT("service", service, service),
    WORDS("title", service, title),
    TEXTS("words", service, words),
    SENTENCES("sources", service, sources),
    ITEMS("grants", service, grants, grant),
    END,
};

SHAPE(parameter) = {
    TEXT("name", parameter, name),
    TEXT("kind", parameter, kind_name),
    TEXT("holds", parameter, holds),
    TEXT_OR_NONE("variable", parameter, variable),
    END,
};

SHAPE(expansion) = {
    TEXT("action", expansion, action),
    TEXTS("to", expansion, to),
    END,
};

SHAPE(policy) = {
    TEXT("name", policy, name),
    WORDS_OR_NONE("title", policy, title),
    TEXT_OR_NONE("path", policy, path),
    ITEMS("parameters", policy, parameters, parameter),
    ITEMS("statements", policy, statements, statement),
    ITEMS("expands", policy, expands, expansion),
    TEXTS("dead", policy, dead),
    TEXTS("reads", policy, reads),
    TEXTS("partitions", policy, partitions),
    END,
};

SHAPE(managed_name) = {
    TEXT("name", managed_name, name),
    TEXT_OR_NONE("path", managed_name, path),
    TEXTS("partitions", managed_name, partitions),
    FLAG("unknown-to-sam", managed_name, unknown_to_sam),
    END,
};

SHAPE(managed_names) = {
    ITEMS("policies", managed_names, policies, managed_name),
    END,
};

SHAPE(property) = {
    TEXT("name", property, name),       TEXT("takes", property, takes),   FLAG("required", property, required),
    FLAG("literal", property, literal), FLAG("global", property, global), END,
};

SHAPE(property_owner) = {
    TEXT("name", property_owner, name),
    FLAG("polled", property_owner, polled),
    TEXT_OR_NONE("managed", property_owner, managed),
    ITEMS("properties", property_owner, properties, property),
    END,
};

SHAPE(sam_file) = {
    ITEMS("owners", sam_file, owners, property_owner),
    END,
};
