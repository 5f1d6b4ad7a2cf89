#ifndef SG_CATALOG_SHAPE_INTERNAL_H
#define SG_CATALOG_SHAPE_INTERNAL_H

#include "yaml/shape.h"

/*
 * The shapes of all catalog files, each named after the struct that it fills: shape `grant` fills struct sg_grant.
 *
 * To add a kind of file:
 *   1. write its structs in a header, such as denial.h; the struct of a map that has a name begins with the name;
 *   2. write their shapes in a shape_*.c, as SHAPE(name) = {rows}; yaml/fields.h has the rows;
 *   3. add the names of the shapes to shapes.inc, and include the header in shape.c;
 *   4. give the path of the files a row in shape.c. sg_catalog_load then returns the struct, of a built-in file and of
 *      a user's.
 */
#define SHAPE(name) const struct sg_field sg_fields_##name[]

#define X(name) extern SHAPE(name);
#include "catalog/shapes.inc"
#undef X

enum sg_shape_number {
    SG_SHAPE_NONE,
#define X(name) SG_SHAPE_##name,
#include "catalog/shapes.inc"
#undef X
};

struct sg_shape sg_catalog_shape(unsigned number);

/* The shape of a file ("grants/s3.yaml"); SG_SHAPE_NONE for a file that is not known, or not YAML. */
enum sg_shape_number sg_shape_of_file(const char *file);

#endif
