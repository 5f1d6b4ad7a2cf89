#include "yaml/typed.h"

#include <string.h>

/* libcyaml grows lists one item a call, so each allocation keeps its capacity, rounded up to a power of two. */
struct header {
    size_t capacity;
    max_align_t bytes[];
};

void *sg_arena_cyaml_mem(void *context, void *memory, size_t size)
{
    if (size == 0)
        return NULL;
    struct header *old = memory ? (struct header *)(void *)((char *)memory - offsetof(struct header, bytes)) : NULL;
    if (old && old->capacity >= size)
        return memory;
    size_t capacity = sizeof(max_align_t);
    while (capacity < size)
        capacity *= 2;
    struct header *new = sg_alloc(context, 1, sizeof *new + capacity);
    new->capacity = capacity;
    if (old)
        memcpy(new->bytes, old->bytes, old->capacity);
    return new->bytes;
}

bool sg_typed_fill(struct sg_arena *a, const struct sg_source *source, const cyaml_schema_value_t *schema, void **data,
                   struct sg_findings *findings)
{
    const cyaml_config_t config = {
        .mem_fn = sg_arena_cyaml_mem,
        .mem_ctx = a,
        .flags = CYAML_CFG_NO_ALIAS,
    };
    cyaml_err_t error = cyaml_load_data((const uint8_t *)source->bytes, source->length, &config, schema, data, NULL);
    if (error == CYAML_OK && *data)
        return true;
    return sg_fail(findings, (struct sg_origin){.source = source}, "cannot be read: %s", cyaml_strerror(error));
}

struct sg_node *sg_typed_load(struct sg_arena *a, const struct sg_source *source, const cyaml_schema_value_t *schema,
                              void **data, struct sg_findings *findings)
{
    struct sg_node *root = sg_yaml_load(a, source, SG_ALIASES_REFUSED, findings);
    bool ok =
        root && sg_schema_walk(source, root, schema, findings) && sg_typed_fill(a, source, schema, data, findings);
    return ok ? root : NULL;
}
