#include "tables.h"

#include "base/list.h"
#include "catalog/shape_internal.h"
#include "catalog/table_internal.h"

#include <stdlib.h>
#include <string.h>

static void pack_map(struct packer *p, const struct sg_node *map, unsigned shape, const char *path);

/* What is left out is zero in the struct, as what is false, 0 or empty is. */
static bool is_worth_packing(const struct sg_node *value, const struct sg_field *field)
{
    switch ((enum sg_field_type)field->type) {
    case SG_FIELD_TEXT:
    case SG_FIELD_MAP:
        return value;
    case SG_FIELD_FLAG:
        return value && strcmp(value->text, "true") == 0;
    case SG_FIELD_NUMBER:
        return value && strtoul(value->text, NULL, 10) != 0;
    case SG_FIELD_TEXTS:
    case SG_FIELD_ITEMS:
        return value && value->count;
    case SG_FIELD_END:
    case SG_FIELD_ANYTHING:
        break;
    }
    return false;
}

static void pack_number(struct packer *p, size_t number)
{
    for (; number > 0x7F; number >>= 7)
        sg_add_char(&p->bytes, (char)((number & 0x7F) | 0x80));
    sg_add_char(&p->bytes, (char)number);
}

/* Room for a length or an offset that is not known yet. */
static size_t leave_room(struct packer *p, size_t count)
{
    static const char none[SG_TABLE_OFFSET];
    size_t at = p->bytes.length;
    for (size_t i = 0; i < count; i++)
        sg_add_bytes(&p->bytes, none, sizeof none);
    return at;
}

static void fill_room(struct packer *p, size_t at, size_t number)
{
    for (size_t i = 0; i < SG_TABLE_OFFSET; i++, number >>= 8)
        p->bytes.text[at + i] = (char)(number & 0xFF);
}

/* A name in a path may be a text of several lines. */
static void list_word(const struct packer *p, const char *text)
{
    for (; *text; text++)
        fputc(strchr("\n\t", *text) ? ' ' : *text, p->rows);
}

/*
 * KIND TAB NUMBER TAB FILE TAB PATH TAB TEXT; the number is where it stands in the tables, as SAMGEN_TRIALS wants it.
 */
static void list_row(const struct packer *p, const char *kind, const char *path, const char *text)
{
    if (!p->rows)
        return;
    fprintf(p->rows, "%s\t%zu\t%s\t", kind, p->bytes.length, p->file);
    list_word(p, path);
    fputc('\t', p->rows);
    list_word(p, text);
    fputc('\n', p->rows);
}

static void pack_text(struct packer *p, const struct sg_node *text, const struct sg_field *field, const char *path)
{
    if (field->shown)
        list_row(p, "text", path, text->text);
    sg_add_bytes(&p->bytes, text->text, strlen(text->text) + 1);
}

static void pack_texts(struct packer *p, const struct sg_node *list, const struct sg_field *field, const char *path)
{
    size_t i = 0;
    pack_number(p, list->count);
    for (const struct sg_node *item = list->first; item; item = item->next, i++) {
        const char *place = sg_format(p->arena, "%s[%zu]", path, i);
        list_row(p, "word", place, item->text);
        pack_text(p, item, field, place);
    }
}

struct named {
    const char *name;
    size_t offset;
};

static int by_name(const void *x, const void *y)
{
    return strcmp(((const struct named *)x)->name, ((const struct named *)y)->name);
}

/* The text of the first field, which names the item where it must be there. */
static const char *name_of(const struct sg_node *item, unsigned shape)
{
    const struct sg_field *first = sg_catalog_shape(shape).fields;
    return first->type == SG_FIELD_TEXT && first->required ? sg_get_text(item, first->key) : NULL;
}

static void pack_items(struct packer *p, const struct sg_node *list, const struct sg_field *field, const char *path)
{
    bool has_names = p->depth == 1 && name_of(list->first, field->shape);
    struct named *items = sg_new_array(p->arena, struct named, list->count);
    pack_number(p, list->count);
    size_t length = leave_room(p, 1), offsets = leave_room(p, has_names ? list->count : 0), i = 0;
    for (const struct sg_node *item = list->first; item; item = item->next, i++) {
        const char *name = name_of(item, field->shape);
        const char *place = sg_format(p->arena, "%s[%s]", path, name ? name : sg_format(p->arena, "%zu", i));
        items[i] = (struct named){.name = name, .offset = p->bytes.length - offsets};
        list_row(p, "row", place, name ? name : "");
        pack_map(p, item, field->shape, place);
    }
    fill_room(p, length, p->bytes.length - offsets);
    if (has_names)
        sg_sort(items, list->count, sizeof *items, by_name);
    for (i = 0; has_names && i < list->count; i++)
        fill_room(p, offsets + i * SG_TABLE_OFFSET, items[i].offset);
}

static void pack_value(struct packer *p, const struct sg_node *value, const struct sg_field *field, const char *path)
{
    switch ((enum sg_field_type)field->type) {
    case SG_FIELD_TEXT:
        pack_text(p, value, field, path);
        break;
    case SG_FIELD_NUMBER:
        pack_number(p, strtoul(value->text, NULL, 10));
        break;
    case SG_FIELD_TEXTS:
        pack_texts(p, value, field, path);
        break;
    case SG_FIELD_MAP:
        pack_map(p, value, field->shape, path);
        break;
    case SG_FIELD_ITEMS:
        pack_items(p, value, field, path);
        break;
    case SG_FIELD_FLAG:
    case SG_FIELD_END:
    case SG_FIELD_ANYTHING:
        break;
    }
}

/* Says of the next 8 fields which are there. */
static void pack_presence(struct packer *p, const struct sg_node *map, const struct sg_field *fields)
{
    unsigned present = 0;
    for (unsigned i = 0; i < 8 && fields[i].type != SG_FIELD_END; i++)
        present |= is_worth_packing(sg_get(map, fields[i].key), &fields[i]) ? 1U << i : 0U;
    sg_add_char(&p->bytes, (char)present);
}

static void pack_map(struct packer *p, const struct sg_node *map, unsigned shape, const char *path)
{
    const struct sg_field *fields = sg_catalog_shape(shape).fields;
    p->depth++;
    for (size_t i = 0; fields[i].type != SG_FIELD_END; i++) {
        const struct sg_node *value = sg_get(map, fields[i].key);
        if (i % 8 == 0)
            pack_presence(p, map, &fields[i]);
        if (is_worth_packing(value, &fields[i]))
            pack_value(p, value, &fields[i], *path ? sg_format(p->arena, "%s.%s", path, fields[i].key) : fields[i].key);
    }
    p->depth--;
}

void pack_file(struct packer *p, const struct sg_node *root, unsigned shape)
{
    pack_map(p, root, shape, "");
}
