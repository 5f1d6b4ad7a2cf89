#ifndef SG_CATALOG_FIELDS_H
#define SG_CATALOG_FIELDS_H

#include <cyaml/cyaml.h>

/* A text, a list of texts and a list of structs, each optional or not: all that the files hold. */
#define OPTIONAL (CYAML_FLAG_POINTER | CYAML_FLAG_OPTIONAL)
#define TEXT(key, type, member) CYAML_FIELD_STRING_PTR(key, CYAML_FLAG_POINTER, struct type, member, 0, CYAML_UNLIMITED)
#define TEXT_OR_NONE(key, type, member) CYAML_FIELD_STRING_PTR(key, OPTIONAL, struct type, member, 0, CYAML_UNLIMITED)
#define TEXTS(key, type, member) \
    CYAML_FIELD_SEQUENCE_COUNT(key, OPTIONAL, struct type, member.items, member.count, &text, 0, CYAML_UNLIMITED)
#define ITEMS(key, type, member, entry) \
    CYAML_FIELD_SEQUENCE_COUNT(key, OPTIONAL, struct type, member.items, member.count, &entry, 0, CYAML_UNLIMITED)
#define FLAG(key, type, member) CYAML_FIELD_BOOL(key, CYAML_FLAG_OPTIONAL, struct type, member)
#define NUMBER(key, type, member) CYAML_FIELD_UINT(key, CYAML_FLAG_OPTIONAL, struct type, member)
#define ENTRY(name, type, fields) \
    static const cyaml_schema_value_t name = {CYAML_VALUE_MAPPING(CYAML_FLAG_DEFAULT, struct type, fields)}
#define SHARED_ENTRY(name, type, fields) \
    const cyaml_schema_value_t name = {CYAML_VALUE_MAPPING(CYAML_FLAG_DEFAULT, struct type, fields)}
#define FILE_SCHEMA(name, type, fields) \
    const cyaml_schema_value_t name = {CYAML_VALUE_MAPPING(CYAML_FLAG_POINTER, struct type, fields)}

static const cyaml_schema_value_t text = {CYAML_VALUE_STRING(CYAML_FLAG_POINTER, char, 0, CYAML_UNLIMITED)};

#endif
