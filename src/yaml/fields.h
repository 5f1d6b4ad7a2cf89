#ifndef SG_YAML_FIELDS_H
#define SG_YAML_FIELDS_H

#include "yaml/shape.h"

/*
 * Rows of a shape. Structs and shapes are named without "sg_": TEXT("name", kind, name) fills struct sg_kind. A member
 * whose type does not fit the row does not compile. A key whose row ends in OR_NONE, FLAG, NUMBER, and a list, may be
 * missing; the member is then zero.
 */
#define ROW(...)    \
    {               \
        __VA_ARGS__ \
    }
#define MEMBER(of, member) (((struct sg_##of *)NULL)->member)
#define IS(of, member, wanted, what) _Generic(MEMBER(of, member), wanted : SG_FIELD_##what)
#define FIELD(word, of, member, wanted, what) \
    .key = word, .type = IS(of, member, wanted, what), .offset = offsetof(struct sg_##of, member)
#define TEXT_FIELD(word, of, member) FIELD(word, of, member, const char *, TEXT)
#define LIST_FIELD(word, of, items, count, wanted, what) \
    FIELD(word, of, items, wanted, what), .count_offset = offsetof(struct sg_##of, count)
#define TEXTS_FIELD(word, of, member) LIST_FIELD(word, of, member.items, member.count, const char **, TEXTS)
#define MAP_FIELD(word, of, member, other) FIELD(word, of, member, struct sg_##other *, MAP), .shape = SG_SHAPE_##other

#define TEXT(word, of, member) ROW(TEXT_FIELD(word, of, member), .required = true)
#define TEXT_OR_NONE(word, of, member) ROW(TEXT_FIELD(word, of, member))
#define FLAG(word, of, member) ROW(FIELD(word, of, member, bool, FLAG))
#define NUMBER(word, of, member) ROW(FIELD(word, of, member, unsigned, NUMBER))
#define TEXTS(word, of, member) ROW(TEXTS_FIELD(word, of, member))

/* Texts that users read: titles, and sentences. */
#define WORDS(word, of, member) ROW(TEXT_FIELD(word, of, member), .required = true, .shown = true)
#define WORDS_OR_NONE(word, of, member) ROW(TEXT_FIELD(word, of, member), .shown = true)
#define SENTENCES(word, of, member) ROW(TEXTS_FIELD(word, of, member), .shown = true)

/* Maps, and lists of them: in a struct with `items` and `count`, or in two members with names of their own. */
#define MAP(word, of, member, other) ROW(MAP_FIELD(word, of, member, other), .required = true)
#define MAP_OR_NONE(word, of, member, other) ROW(MAP_FIELD(word, of, member, other))
#define ITEMS(word, of, member, other) LIST(word, of, member.items, member.count, other)
#define LIST(word, of, items, count, other) \
    ROW(LIST_FIELD(word, of, items, count, struct sg_##other *, ITEMS), .shape = SG_SHAPE_##other)

/* Keys of a map that fills no struct: the walk checks them, and they are read from the tree. */
#define KEY(word, what) ROW(.key = word, .type = SG_FIELD_##what, .required = true)
#define KEY_OR_NONE(word, what) ROW(.key = word, .type = SG_FIELD_##what)
#define KEY_OF_ITEMS(word, number) ROW(.key = word, .type = SG_FIELD_ITEMS, .required = true, .shape = number)
#define KEY_OF_MAP_OR_NONE(word, number) ROW(.key = word, .type = SG_FIELD_MAP, .shape = number)

#define END ROW(.type = SG_FIELD_END)

#endif
