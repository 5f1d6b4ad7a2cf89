#include "catalog/shape_internal.h"

#include "catalog/library.h"
#include "yaml/fields.h"

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
