#ifndef SG_CATALOG_CATALOG_INTERNAL_H
#define SG_CATALOG_CATALOG_INTERNAL_H

#include "catalog/catalog.h"

/* resources.yaml and places/kinds.yaml */
struct sg_kinds_file {
    struct sg_kinds kinds;
};

/* documents.yaml */
struct sg_holders_file {
    struct sg_holder_list documents;
};

/*
 * A file of the catalog as the struct of its shape (shape.c): the user's, or else the built-in one, also where the
 * user's is faulty. NULL when there is none.
 */
const void *sg_catalog_load(struct sg_catalog *c, const char *file, struct sg_findings *f);

/* The same, but NULL when the user's file is faulty. */
const void *sg_catalog_load_sound(struct sg_catalog *c, const char *file, struct sg_findings *f);

/* The built-in file alone. */
const void *sg_catalog_load_built_in(struct sg_catalog *c, const char *file);

/* False when no file of this name has the key. It is one of the first 8 of the file's shape. */
bool sg_catalog_may_have(struct sg_catalog *c, const char *file, const char *key);

/* The same, but of a built-in file's `list`, a key of it, only the item called `name`. */
const void *sg_catalog_load_item(struct sg_catalog *c, const char *file, const char *list, const char *name,
                                 struct sg_findings *f);

/*
 * FOLDER/NAME.yaml, whose struct begins with its name, which must be NAME. Pass one of the two functions above. A name
 * with a '/' or a dot at its start is the name of no file.
 */
typedef const void *sg_load_fn(struct sg_catalog *c, const char *file, struct sg_findings *f);
const void *sg_catalog_load_named(struct sg_catalog *c, const char *folder, const char *name, sg_load_fn *load,
                                  struct sg_findings *f);

/* NULL: there is none of this name. */
const struct sg_kind *sg_kind_in(const struct sg_kinds *kinds, const char *name);

/* Finds the kinds that the options of a grant name, in `kinds` first; false after reporting one that does not exist. */
bool sg_bind_options(struct sg_catalog *c, struct sg_grant *grant, const struct sg_kinds *kinds, struct sg_findings *f);

#endif
