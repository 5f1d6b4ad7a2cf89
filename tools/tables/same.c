#include "tables.h"

#include "base/list.h"
#include "catalog/shape_internal.h"

#include <string.h>

static const char *member_of(const void *made, size_t offset)
{
    return (const char *)made + offset;
}

static const void *pointer_in(const void *made, size_t offset)
{
    const void *pointer;
    memcpy(&pointer, member_of(made, offset), sizeof pointer);
    return pointer;
}

static size_t count_in(const void *made, const struct sg_field *field)
{
    return *(const size_t *)(const void *)member_of(made, field->count_offset);
}

static bool same_texts(const struct sg_field *field, const void *x, const void *y)
{
    const char *const *texts = pointer_in(x, field->offset), *const *others = pointer_in(y, field->offset);
    size_t count = count_in(x, field);
    bool same = count == count_in(y, field);
    for (size_t i = 0; same && i < count; i++)
        same = strcmp(texts[i], others[i]) == 0;
    return same;
}

static bool same_items(const struct sg_field *field, const void *x, const void *y)
{
    const char *items = pointer_in(x, field->offset), *others = pointer_in(y, field->offset);
    size_t count = count_in(x, field), size = sg_catalog_shape(field->shape).size;
    bool same = count == count_in(y, field);
    for (size_t i = 0; same && i < count; i++)
        same = same_structs(field->shape, items + i * size, others + i * size);
    return same;
}

static bool same_field(const struct sg_field *field, const void *x, const void *y)
{
    const void *member = member_of(x, field->offset), *other = member_of(y, field->offset);
    switch ((enum sg_field_type)field->type) {
    case SG_FIELD_TEXT:
        return sg_same_text(pointer_in(x, field->offset), pointer_in(y, field->offset));
    case SG_FIELD_FLAG:
        return *(const bool *)member == *(const bool *)other;
    case SG_FIELD_NUMBER:
        return *(const unsigned *)member == *(const unsigned *)other;
    case SG_FIELD_TEXTS:
        return same_texts(field, x, y);
    case SG_FIELD_MAP:
        member = pointer_in(x, field->offset);
        other = pointer_in(y, field->offset);
        return member && other ? same_structs(field->shape, member, other) : member == other;
    case SG_FIELD_ITEMS:
        return same_items(field, x, y);
    case SG_FIELD_END:
    case SG_FIELD_ANYTHING:
        break;
    }
    return true;
}

bool same_structs(unsigned shape, const void *x, const void *y)
{
    const struct sg_field *fields = sg_catalog_shape(shape).fields;
    bool same = true;
    for (size_t i = 0; same && fields[i].type != SG_FIELD_END; i++)
        same = same_field(&fields[i], x, y);
    return same;
}
