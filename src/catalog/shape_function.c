#include "catalog/shape_internal.h"

#include "catalog/function.h"
#include "catalog/library.h"
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

/* ---- Code that is read ---- */

SHAPE(library) = {
    TEXTS("names", library, names),
    WORDS_OR_NONE("effect", library, effect),
    FLAG("external", library, external),
    END,
};

SHAPE(libraries) = {
    TEXT("language", libraries, language),
    TEXT("source", libraries, source),
    TEXT("date", libraries, date),
    LIST("libraries", libraries, items, count, library),
    END,
};

SHAPE(code_row) = {
    TEXT("name", code_row, name),
    TEXT("does", code_row, does),
    TEXT_OR_NONE("service", code_row, service),
    TEXTS("operations", code_row, operations),
    TEXTS("parameters", code_row, parameters),
    TEXT_OR_NONE("gives", code_row, gives),
    NUMBER("argument", code_row, argument),
    END,
};

SHAPE(code_group) = {
    TEXT("source", code_group, source),
    TEXT("date", code_group, date),
    LIST("rows", code_group, items, count, code_row),
    END,
};

SHAPE(code_names) = {
    TEXTS("credentials", code_names, credentials),
    TEXTS("endpoint", code_names, endpoint),
    TEXTS("endpoints", code_names, endpoints),
    TEXTS("made", code_names, made),
    LIST("groups", code_names, items, count, code_group),
    END,
};

SHAPE(implied_row) = {
    TEXTS("on", implied_row, on),
    TEXT_OR_NONE("given", implied_row, given),
    TEXT_OR_NONE("equals", implied_row, equals),
    TEXT("needs", implied_row, needs),
    FLAG("action", implied_row, action),
    FLAG("replaces", implied_row, replaces),
    TEXTS("parameters", implied_row, parameters),
    END,
};

SHAPE(implied_group) = {
    TEXT("source", implied_group, source),
    TEXT("date", implied_group, date),
    LIST("rows", implied_group, items, count, implied_row),
    END,
};

SHAPE(implied) = {
    LIST("groups", implied, items, count, implied_group),
    END,
};
