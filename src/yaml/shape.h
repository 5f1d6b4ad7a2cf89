#ifndef SG_YAML_SHAPE_H
#define SG_YAML_SHAPE_H

#include <stdbool.h>
#include <stddef.h>

/*
 * The shape of a map in YAML: its keys, what each holds, and the member of a struct that takes it. One description
 * serves the schema walk, libcyaml and the tables of the built-in catalog. Shapes name each other by number, so they
 * hold no pointers: the loader has nothing to relocate. yaml/fields.h has macros for the rows.
 */
enum sg_field_type {
    SG_FIELD_END, /* ends the rows of a shape */
    SG_FIELD_ANYTHING,
    SG_FIELD_TEXT,   /* const char * */
    SG_FIELD_FLAG,   /* bool */
    SG_FIELD_NUMBER, /* unsigned */
    SG_FIELD_TEXTS,  /* struct sg_strings */
    SG_FIELD_MAP,    /* a pointer to the struct of `shape` */
    SG_FIELD_ITEMS,  /* a list of maps: a pointer to structs of `shape`, and a size_t */
};

#define SG_FIELD_KEY_MOST 24 /* bytes of a key, with its NUL */

struct sg_field {
    char key[SG_FIELD_KEY_MOST];
    unsigned char type, shape;
    bool required;
    bool shown; /* a sentence or title that users read */
    unsigned short offset, count_offset;
};

struct sg_shape {
    const struct sg_field *fields;
    size_t size; /* of the struct */
};

/* The shape of a number. */
typedef struct sg_shape sg_shape_fn(unsigned number);

#endif
