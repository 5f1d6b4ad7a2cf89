#include "catalog/shape_internal.h"

#include "catalog/place_file_internal.h"
#include "yaml/fields.h"

SHAPE(property_row) = {
    TEXT("name", property_row, name),
    TEXT("value", property_row, value),
    TEXTS("when", property_row, when),
    TEXTS("unless", property_row, unless),
    FLAG("list", property_row, list),
    FLAG("no-reference", property_row, no_reference),
    END,
};

SHAPE(permission_row) = {
    TEXT_OR_NONE("action", permission_row, action),
    TEXT("principal", permission_row, principal),
    TEXT_OR_NONE("word", permission_row, word),
    ITEMS("properties", permission_row, properties, property_row),
    END,
};

/* What has options has them as a grant. */
#define OPTIONS(type)                                                                                                 \
    TEXT("name", type, grant.name), WORDS("title", type, grant.title), WORDS_OR_NONE("example", type, grant.example), \
        ITEMS("options", type, grant.options, option), TEXTS("one-of", type, grant.one_of),                           \
        SENTENCES("notes", type, grant.notes), ITEMS("kinds", type, kinds, kind)

SHAPE(invoker) = {
    OPTIONS(invoker),
    TEXT_OR_NONE("word", invoker, word),
    TEXTS("also", invoker, also),
    TEXT_OR_NONE("instead", invoker, instead),
    ITEMS("permissions", invoker, permissions, permission_row),
    MAP_OR_NONE("caller", invoker, caller, caller),
    END,
};

SHAPE(truster) = {
    OPTIONS(truster),
    TEXT("principal", truster, principal),
    ITEMS("conditions", truster, conditions, condition),
    END,
};

SHAPE(callee) = {
    TEXT("name", callee, name),
    WORDS("title", callee, title),
    TEXT("kind", callee, kind_name),
    TEXTS("services", callee, services),
    TEXT("form", callee, form),
    TEXT_OR_NONE("type", callee, type),
    TEXT_OR_NONE("document", callee, document),
    TEXT_OR_NONE("holds", callee, holds),
    TEXT_OR_NONE("relative", callee, relative),
    FLAG("services-send", callee, services_send),
    FLAG("no-resource", callee, no_resource),
    TEXT_OR_NONE("resource", callee, resource),
    TEXT_OR_NONE("behind", callee, behind),
    TEXT_OR_NONE("cut", callee, cut),
    FLAG("needed", callee, needed),
    FLAG("by-account", callee, by_account),
    FLAG("any-source", callee, any_source),
    TEXTS("roles-only", callee, roles_only),
    SENTENCES("notes", callee, notes),
    ITEMS("properties", callee, properties, property_row),
    ITEMS("always", callee, always, statement),
    ITEMS("kinds", callee, kinds, kind),
    END,
};

SHAPE(common) = {
    ITEMS("options", common, grant.options, option),
    END,
};
