#include "catalog/shape_internal.h"

#include "catalog/data_source.h"
#include "catalog/needs.h"
#include "catalog/rule.h"
#include "catalog/translation.h"
#include "yaml/fields.h"

SHAPE(rule) = {
    TEXT("code", rule, code),
    TEXT("severity", rule, severity_name),
    FLAG("once", rule, once),
    WORDS("title", rule, title),
    WORDS("why", rule, why),
    WORDS("bad", rule, bad),
    WORDS("good", rule, good),
    TEXT_OR_NONE("page", rule, page),
    END,
};

SHAPE(rules) = {
    LIST("rules", rules, items, count, rule),
    END,
};

SHAPE(without_arn) = {
    TEXT("action", without_arn, action),
    TEXT("because", without_arn, because),
    TEXT("source", without_arn, source),
    END,
};

SHAPE(passing) = {
    TEXT("action", passing, action),   FLAG("always", passing, always), FLAG("seldom", passing, seldom),
    TEXT("service", passing, service), TEXT("source", passing, source), END,
};

SHAPE(service_role) = {
    TEXT("type", service_role, type),        TEXT_OR_NONE("at", service_role, at), TEXT("role", service_role, role),
    TEXTS("actions", service_role, actions), TEXT("source", service_role, source), END,
};

SHAPE(without_permission) = {
    TEXT("action", without_permission, action),
    TEXT("source", without_permission, source),
    END,
};

SHAPE(beside_code) = {
    TEXTS("actions", beside_code, actions),
    TEXTS("properties", beside_code, properties),
    TEXTS("events", beside_code, events),
    TEXTS("calls", beside_code, calls),
    TEXT("because", beside_code, because),
    TEXT("source", beside_code, source),
    END,
};

SHAPE(needs) = {
    ITEMS("without-permission", needs, without_permission, without_permission),
    ITEMS("without-arn", needs, without_arn, without_arn),
    ITEMS("passing", needs, passing, passing),
    ITEMS("service-roles", needs, service_roles, service_role),
    ITEMS("beside-code", needs, beside_code, beside_code),
    END,
};

SHAPE(data_source) = {
    TEXT("data", data_source, data),
    TEXT_OR_NONE("source", data_source, source),
    TEXT_OR_NONE("version", data_source, version),
    TEXT("date", data_source, date),
    NUMBER("count", data_source, count),
    END,
};

SHAPE(data_sources) = {
    LIST("sources", data_sources, items, count, data_source),
    END,
};

SHAPE(translation) = {
    WORDS("en", translation, en),
    WORDS("ja", translation, ja),
    END,
};

SHAPE(translations) = {
    LIST("texts", translations, items, count, translation),
    END,
};
