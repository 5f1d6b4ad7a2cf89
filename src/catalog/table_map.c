#include "catalog/shape_internal.h"
#include "catalog/table_internal.h"
#include "catalog/trial_internal.h"

#include <string.h>

struct reader {
    struct sg_arena *arena;
    const unsigned char *at;
    const char *list, *name; /* of the map of a file: only this item of that list is wanted. NULL: all */
};

static void read_map(struct reader *r, struct sg_shape shape, void *made, bool is_file);

static size_t read_number(struct reader *r)
{
    size_t number = 0;
    unsigned shift = 0;
    for (; *r->at & 0x80; shift += 7)
        number |= (size_t)(*r->at++ & 0x7F) << shift;
    return number | (size_t)*r->at++ << shift;
}

static const char *read_text(struct reader *r, const struct sg_field *field)
{
    const char *text = (const char *)r->at;
    r->at += strlen(text) + 1;
    return field->shown ? sg_trial_text(r->arena, text) : text;
}

static const char **read_texts(struct reader *r, const struct sg_field *field, size_t *count)
{
    size_t all = read_number(r);
    const char **texts = sg_new_array(r->arena, const char *, all);
    for (size_t i = 0; i < all; i++) {
        bool left_out = sg_trial_leaves_out(r->at);
        texts[*count] = read_text(r, field);
        *count += !left_out;
    }
    return texts;
}

static size_t offset_at(const unsigned char *p)
{
    return p[0] | (size_t)p[1] << 8 | (size_t)p[2] << 16 | (size_t)p[3] << 24;
}

/* The name of an item follows its first byte, which says what fields it has. */
static const unsigned char *find_item(const unsigned char *offsets, size_t count, const char *name)
{
    size_t low = 0, high = count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        const unsigned char *item = offsets + offset_at(offsets + middle * SG_TABLE_OFFSET);
        int order = strcmp(name, (const char *)item + 1);
        if (order == 0)
            return item;
        if (order < 0)
            high = middle;
        else
            low = middle + 1;
    }
    return NULL;
}

static void *read_items(struct reader *r, const struct sg_field *field, size_t *count, bool is_file)
{
    const struct sg_shape shape = sg_catalog_shape(field->shape);
    bool has_names = is_file && shape.fields->type == SG_FIELD_TEXT && shape.fields->required;
    size_t all = read_number(r);
    const unsigned char *offsets = r->at + SG_TABLE_OFFSET, *end = offsets + offset_at(r->at);
    r->at = offsets + (has_names ? all * SG_TABLE_OFFSET : 0);
    if (is_file && r->list && strcmp(r->list, field->key) == 0) {
        r->at = has_names ? find_item(offsets, all, r->name) : NULL;
        all = r->at ? 1 : 0;
    }
    char *items = sg_alloc(r->arena, all, shape.size);
    for (size_t i = 0; i < all; i++) {
        char *item = items + *count * shape.size;
        bool left_out = sg_trial_leaves_out(r->at);
        read_map(r, shape, item, false);
        if (left_out)
            memset(item, 0, shape.size);
        else
            ++*count;
    }
    r->at = end;
    return items;
}

static void *read_one(struct reader *r, unsigned number)
{
    const struct sg_shape shape = sg_catalog_shape(number);
    void *made = sg_alloc(r->arena, 1, shape.size);
    read_map(r, shape, made, false);
    return made;
}

static void read_field(struct reader *r, const struct sg_field *field, char *made, bool is_file)
{
    void *member = made + field->offset, *pointer = NULL;
    size_t *count = (size_t *)(void *)(made + field->count_offset);
    switch ((enum sg_field_type)field->type) {
    case SG_FIELD_TEXT:
        *(const char **)member = read_text(r, field);
        return;
    case SG_FIELD_FLAG:
        *(bool *)member = true;
        return;
    case SG_FIELD_NUMBER:
        *(unsigned *)member = (unsigned)read_number(r);
        return;
    case SG_FIELD_TEXTS:
        *(const char ***)member = read_texts(r, field, count);
        return;
    case SG_FIELD_MAP:
        pointer = read_one(r, field->shape);
        break;
    case SG_FIELD_ITEMS:
        pointer = read_items(r, field, count, is_file);
        break;
    case SG_FIELD_END:
    case SG_FIELD_ANYTHING:
        return;
    }
    memcpy(member, &pointer, sizeof pointer); /* whatever it points to */
}

static void read_map(struct reader *r, struct sg_shape shape, void *made, bool is_file)
{
    unsigned present = 0;
    for (size_t i = 0; shape.fields[i].type != SG_FIELD_END; i++) {
        if (i % 8 == 0)
            present = *r->at++;
        if (present >> i % 8 & 1)
            read_field(r, &shape.fields[i], made, is_file);
    }
}

void *sg_table_read_map(struct sg_arena *a, const unsigned char *bytes, unsigned number, const char *list,
                        const char *name)
{
    const struct sg_shape shape = sg_catalog_shape(number);
    struct reader r = {.arena = a, .at = bytes, .list = list, .name = name};
    void *made = sg_alloc(a, 1, shape.size);
    read_map(&r, shape, made, true);
    return made;
}
