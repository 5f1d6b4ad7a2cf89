#include "catalog/table_internal.h"

#include "catalog/shape_internal.h"
#include "catalog/trial_internal.h"

#include <string.h>

const char *sg_table_name(size_t file)
{
    return (const char *)sg_table_bytes + sg_table_files[file].name;
}

bool sg_table_find(const char *name, size_t *file)
{
    size_t low = 0, high = sg_table_count;
    while (low < high) {
        *file = (low + high) / 2;
        int order = strcmp(name, sg_table_name(*file));
        if (order == 0)
            return true;
        if (order < 0)
            high = *file;
        else
            low = *file + 1;
    }
    return false;
}

bool sg_table_has(size_t file, const char *key)
{
    const struct sg_field *fields = sg_catalog_shape(sg_shape_of_file(sg_table_name(file))).fields;
    unsigned present = sg_table_bytes[sg_table_files[file].start];
    for (unsigned i = 0; i < 8 && fields[i].type != SG_FIELD_END; i++)
        if (strcmp(fields[i].key, key) == 0)
            return present >> i & 1;
    return false;
}

void sg_table_text(struct sg_arena *a, size_t file, struct sg_source *source)
{
    *source = (struct sg_source){
        .name = sg_concat(a, "templates/", sg_table_name(file)),
        .bytes = (const char *)sg_table_texts + sg_table_files[file].start,
        .length = sg_table_files[file].length,
    };
    sg_trial_lines(a, source);
}

void *sg_table_read(struct sg_arena *a, size_t file, const char *list, const char *name)
{
    const unsigned char *bytes = sg_table_bytes + sg_table_files[file].start;
    return sg_table_read_map(a, bytes, sg_shape_of_file(sg_table_name(file)), list, name);
}
