#include "catalog/shape_internal.h"

#include "catalog/function.h"
#include "yaml/fields.h"

SHAPE(part) = {
    TEXTS("when", part, when),
    TEXTS("unless", part, unless),
    WORDS("text", part, text),
    END,
};

SHAPE(project_file) = {
    TEXT("path", project_file, path),
    FLAG("function", project_file, function),
    ITEMS("parts", project_file, parts, part),
    END,
};

SHAPE(project_layout) = {
    ITEMS("files", project_layout, files, project_file),
    END,
};

SHAPE(code) = {
    TEXT("language", code, language),
    TEXTS("imports", code, imports),
    TEXTS("clients", code, clients),
    ITEMS("parts", code, parts, part),
    END,
};

SHAPE(runtime) = {
    TEXT("name", runtime, name),
    WORDS("title", runtime, title),
    TEXT("language", runtime, language),
    TEXT("handler", runtime, handler),
    END,
};

SHAPE(runtimes) = {
    ITEMS("runtimes", runtimes, runtimes, runtime),
    END,
};

SHAPE(language) = {
    TEXT("name", language, name),
    TEXT("between", language, between),
    TEXT("variable", language, variable),
    TEXT_OR_NONE("variable-import", language, variable_import),
    TEXT("call", language, call),
    NUMBER("apart", language, apart),
    ITEMS("files", language, files, project_file),
    MAP("other", language, other, code),
    END,
};

SHAPE(event_value) = {
    TEXT("path", event_value, path),
    TEXT("property", event_value, property),
    END,
};

SHAPE(event) = {
    TEXT("name", event, name),
    WORDS("title", event, title),
    TEXT_OR_NONE("kind", event, kind),
    TEXT_OR_NONE("id", event, id),
    TEXT_OR_NONE("fixed-name", event, fixed_name),
    TEXT_OR_NONE("name-property", event, name_property),
    TEXT_OR_NONE("property", event, property),
    TEXTS("types", event, types),
    ITEMS("gives", event, gives, event_value),
    TEXTS("grants", event, grants),
    TEXTS("each", event, each),
    ITEMS("globals", event, globals, part),
    ITEMS("properties", event, properties, part),
    ITEMS("events", event, events, part),
    ITEMS("example", event, example, part),
    ITEMS("code", event, code, code),
    END,
};

SHAPE(example) = {
    TEXT("grant", example, grant),
    ITEMS("code", example, code, code),
    END,
};

SHAPE(blueprint) = {
    TEXT("kind", blueprint, kind),
    TEXT("variable", blueprint, variable),
    TEXT_OR_NONE("holds", blueprint, holds),
    ITEMS("parts", blueprint, parts, part),
    END,
};
