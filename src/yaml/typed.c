#include "yaml/typed.h"

#include <string.h>

#include <cyaml/cyaml.h>

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

/* ---- A libcyaml schema of a shape ---- */

static const cyaml_schema_value_t text_entry = {CYAML_VALUE_STRING(CYAML_FLAG_POINTER, char, 0, CYAML_UNLIMITED)};

static cyaml_schema_value_t map_value(struct sg_arena *a, sg_shape_fn *shapes, unsigned number, cyaml_flag_e flags);

static cyaml_schema_value_t list_value(const cyaml_schema_value_t *entry, cyaml_flag_e flags)
{
    return (cyaml_schema_value_t){.type = CYAML_SEQUENCE,
                                  .flags = flags | CYAML_FLAG_POINTER,
                                  .data_size = entry == &text_entry ? sizeof(char *) : entry->data_size,
                                  .sequence = {.entry = entry, .max = CYAML_UNLIMITED}};
}

static cyaml_schema_value_t items_value(struct sg_arena *a, sg_shape_fn *shapes, unsigned number, cyaml_flag_e flags)
{
    cyaml_schema_value_t *entry = sg_new(a, cyaml_schema_value_t);
    *entry = map_value(a, shapes, number, CYAML_FLAG_DEFAULT);
    return list_value(entry, flags);
}

static cyaml_schema_value_t value_of(struct sg_arena *a, sg_shape_fn *shapes, const struct sg_field *field)
{
    cyaml_flag_e flags = field->required ? CYAML_FLAG_DEFAULT : CYAML_FLAG_OPTIONAL;
    switch ((enum sg_field_type)field->type) {
    case SG_FIELD_TEXT:
        return (cyaml_schema_value_t){CYAML_VALUE_STRING(flags | CYAML_FLAG_POINTER, char, 0, CYAML_UNLIMITED)};
    case SG_FIELD_FLAG:
        return (cyaml_schema_value_t){CYAML_VALUE_BOOL(flags, bool)};
    case SG_FIELD_NUMBER:
        return (cyaml_schema_value_t){CYAML_VALUE_UINT(flags, unsigned)};
    case SG_FIELD_TEXTS:
        return list_value(&text_entry, flags);
    case SG_FIELD_MAP:
        return map_value(a, shapes, field->shape, flags | CYAML_FLAG_POINTER);
    case SG_FIELD_ITEMS:
        return items_value(a, shapes, field->shape, flags);
    case SG_FIELD_END:
    case SG_FIELD_ANYTHING:
        break;
    }
    return (cyaml_schema_value_t){.type = CYAML_IGNORE, .flags = flags};
}

static cyaml_schema_value_t map_value(struct sg_arena *a, sg_shape_fn *shapes, unsigned number, cyaml_flag_e flags)
{
    const struct sg_shape shape = shapes(number);
    size_t count = 0;
    while (shape.fields[count].type != SG_FIELD_END)
        count++;
    cyaml_schema_field_t *fields = sg_new_array(a, cyaml_schema_field_t, count + 1);
    for (size_t i = 0; i < count; i++)
        fields[i] = (cyaml_schema_field_t){.key = shape.fields[i].key,
                                           .data_offset = shape.fields[i].offset,
                                           .count_offset = shape.fields[i].count_offset,
                                           .count_size = sizeof(size_t),
                                           .value = value_of(a, shapes, &shape.fields[i])};
    return (cyaml_schema_value_t){
        .type = CYAML_MAPPING, .flags = flags, .data_size = (uint32_t)shape.size, .mapping = {.fields = fields}};
}

struct sg_node *sg_typed_load(struct sg_arena *a, const struct sg_source *source, sg_shape_fn *shapes, unsigned shape,
                              void **data, struct sg_findings *findings)
{
    struct sg_node *root = sg_yaml_load(a, source, SG_ALIASES_REFUSED, findings);
    if (!root || !sg_schema_walk(source, "the file", root, shapes, shape, findings))
        return NULL;
    const cyaml_config_t config = {.mem_fn = sg_arena_cyaml_mem, .mem_ctx = a, .flags = CYAML_CFG_NO_ALIAS};
    const cyaml_schema_value_t schema = map_value(a, shapes, shape, CYAML_FLAG_POINTER);
    cyaml_err_t error = cyaml_load_data((const uint8_t *)source->bytes, source->length, &config, &schema, data, NULL);
    if (error == CYAML_OK && *data)
        return root;
    sg_fail(findings, (struct sg_origin){.source = source}, "cannot be read: %s", cyaml_strerror(error));
    return NULL;
}
