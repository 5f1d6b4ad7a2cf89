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
#define OPTIONS(type)                                                                                     \
    TEXT("name", type, grant.name), WORDS("title", type, grant.title), TEXTS("words", type, grant.words), \
        WORDS_OR_NONE("example", type, grant.example), ITEMS("options", type, grant.options, option),     \
        TEXTS("one-of", type, grant.one_of), SENTENCES("notes", type, grant.notes),                       \
        SENTENCES("sources", type, grant.sources), ITEMS("kinds", type, kinds, kind)

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

SHAPE(policy_row) = {
    TEXT("name", policy_row, name),
    WORDS("title", policy_row, title),
    TEXT("kind", policy_row, kind_name),
    TEXTS("services", policy_row, services),
    TEXT("form", policy_row, form),
    TEXT_OR_NONE("type", policy_row, type),
    TEXT_OR_NONE("document", policy_row, document),
    TEXT_OR_NONE("holds", policy_row, holds),
    TEXT_OR_NONE("relative", policy_row, relative),
    FLAG("services-send", policy_row, services_send),
    FLAG("no-resource", policy_row, no_resource),
    TEXT_OR_NONE("resource", policy_row, resource),
    TEXT_OR_NONE("behind", policy_row, behind),
    TEXT_OR_NONE("cut", policy_row, cut),
    FLAG("needed", policy_row, needed),
    FLAG("by-account", policy_row, by_account),
    FLAG("any-source", policy_row, any_source),
    TEXTS("roles-only", policy_row, roles_only),
    SENTENCES("notes", policy_row, notes),
    ITEMS("properties", policy_row, properties, property_row),
    ITEMS("always", policy_row, always, statement),
    ITEMS("kinds", policy_row, kinds, kind),
    END,
};

SHAPE(common) = {
    ITEMS("options", common, grant.options, option),
    MAP_OR_NONE("other", common, other, invoker),
    END,
};
