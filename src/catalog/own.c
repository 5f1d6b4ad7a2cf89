#include "catalog/own_internal.h"

#include "base/file.h"
#include "catalog/shape_internal.h"
#include "yaml/typed.h"

/* Files of the user's catalog. own_none.c takes the place of this file where a program is built without them. */

bool sg_own_allowed(void)
{
    return true;
}

bool sg_own_read(struct sg_arena *a, const char *directory, const char *file, struct sg_source *source)
{
    const char *error;
    source->name = sg_format(a, "%s/%s", directory, file);
    return sg_read_file(a, source->name, SG_YAML_BYTES_MOST, &source->bytes, &source->length, &error);
}

bool sg_own_load(struct sg_arena *a, const char *directory, const char *file, const void **made, struct sg_findings *f)
{
    struct sg_source *source = sg_new(a, struct sg_source);
    void *data = NULL;
    bool ok = !sg_own_read(a, directory, file, source) ||
              sg_typed_load(a, source, sg_catalog_shape, sg_shape_of_file(file), &data, f);
    *made = data;
    return ok;
}
