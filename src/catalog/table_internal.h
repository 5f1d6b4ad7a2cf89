#ifndef SG_CATALOG_TABLE_INTERNAL_H
#define SG_CATALOG_TABLE_INTERNAL_H

#include "base/arena.h"
#include "base/source.h"

#include <stdint.h>

/*
 * The files of templates/, compiled in: tools/tables writes them at build time. They are bytes and numbers without a
 * pointer, so nothing is done with them at the start of a program, and only the pages of what is asked for are ever
 * read.
 *
 * A .txt file is its text. The texts are apart: they are large, and most calls need none. A YAML file is the map of its
 * shape (shape_internal.h), field by field in the order of the rows:
 *   map     before every 8 fields a byte whose bit i says that field i of them is there; then the fields that are
 *   text    its bytes and a NUL
 *   flag    nothing more: it is true
 *   number  7 bits a byte, the least first; all but the last byte have bit 7 set
 *   texts   how many, then each
 *   items   how many; the length in bytes of what follows; then each map. In the map of a file, if the first field of
 *           an item is a text that must be there, its name: before the items their offsets from here on, in the order
 *           of the names, so that one is found without reading the others. A length or offset has 4 bytes, the least
 *           first
 */
struct sg_table_file {
    uint32_t name; /* in sg_table_bytes; a NUL follows it */
    uint32_t start,
        length; /* of a YAML file in sg_table_bytes, of any other in sg_table_texts, where a NUL follows it */
};

extern const unsigned char sg_table_bytes[], sg_table_texts[];
extern const struct sg_table_file sg_table_files[]; /* sorted by name */
extern const size_t sg_table_count;

#define SG_TABLE_OFFSET 4 /* bytes of a length or an offset */

/* "grants/s3.yaml", the name of a built-in file; `file` is below sg_table_count. */
const char *sg_table_name(size_t file);

/* Returns false when the file does not exist. */
bool sg_table_find(const char *name, size_t *file);

/* Returns whether a YAML file has this key, one of the first 8 of its shape. */
bool sg_table_has(size_t file, const char *key);

/* The text of a .txt file. */
void sg_table_text(struct sg_arena *a, size_t file, struct sg_source *source);

/*
 * The struct of a YAML file. With `list` (else NULL), a key of its map, that list holds only the item of this name, or
 * nothing. Texts stay where they are.
 */
void *sg_table_read(struct sg_arena *a, size_t file, const char *list, const char *name);

/* The same of the bytes of a map, whose shape has this number. */
void *sg_table_read_map(struct sg_arena *a, const unsigned char *bytes, unsigned number, const char *list,
                        const char *name);

#endif
