#include "base/file.h"
#include "base/text.h"
#include "catalog/own_internal.h"
#include "catalog/shape_internal.h"
#include "catalog/table_internal.h"
#include "support.h"

#include <string.h>

/* The tables that scripts write from AWS's own data are built in as they are in templates/, by lines and by items. */

#define FILE_MOST ((size_t)16 << 20) /* bytes */

static const char *const made[] = {"actions",  "descriptions", "operations", "types.txt",
                                   "managed/", "policies/",    "sam.yaml",   "roles.yaml"};

static bool is_made(const char *file)
{
    for (size_t i = 0; i < sizeof made / sizeof *made; i++)
        if (sg_starts_with(file, made[i]))
            return true;
    return false;
}

static void lines_are_those_of_the_file(void **state)
{
    (void)state;
    size_t files = 0;
    for (size_t i = 0; i < sg_table_count; i++) {
        struct sg_source built_in;
        const char *bytes, *error, *name = sg_table_name(i);
        size_t length;
        if (!is_made(name) || sg_ends_with(name, ".yaml"))
            continue;
        sg_table_text(arena, i, &built_in);
        assert_true(sg_read_file(arena, built_in.name, FILE_MOST, &bytes, &length, &error));
        if (built_in.length != length || memcmp(built_in.bytes, bytes, length) != 0)
            fail_msg("%s: the built-in table is another one", name);
        files++;
    }
    assert_true(files > 100);
}

/* ---- YAML ---- */

static bool same_map(const char *x, const char *y, unsigned shape);

static bool same_texts(const char *const *x, const char *const *y, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (strcmp(x[i], y[i]) != 0)
            return false;
    return true;
}

static bool same_items(const char *x, const char *y, size_t count, unsigned shape)
{
    for (size_t i = 0, size = sg_catalog_shape(shape).size; i < count; i++)
        if (!same_map(x + i * size, y + i * size, shape))
            return false;
    return true;
}

/* Returns whether a member of two structs, which begin at `x` and `y`, has the same value. */
static bool same_field(const struct sg_field *field, const char *x, const char *y)
{
    const void *const *p = (const void *const *)(const void *)(x + field->offset);
    const void *const *q = (const void *const *)(const void *)(y + field->offset);
    const size_t *count = (const size_t *)(const void *)(x + field->count_offset);
    const size_t *other = (const size_t *)(const void *)(y + field->count_offset);
    switch (field->type) {
    case SG_FIELD_TEXT:
        return sg_same_text(*p, *q);
    case SG_FIELD_FLAG:
        return x[field->offset] == y[field->offset];
    case SG_FIELD_NUMBER:
        return memcmp(p, q, sizeof(unsigned)) == 0;
    case SG_FIELD_TEXTS:
        return *count == *other && same_texts(*p, *q, *count);
    case SG_FIELD_MAP:
        return !*p == !*q && (!*p || same_map(*p, *q, field->shape));
    case SG_FIELD_ITEMS:
        return *count == *other && same_items(*p, *q, *count, field->shape);
    default:
        return true;
    }
}

static bool same_map(const char *x, const char *y, unsigned shape)
{
    for (const struct sg_field *field = sg_catalog_shape(shape).fields; field->type != SG_FIELD_END; field++)
        if (!same_field(field, x, y))
            return false;
    return true;
}

static void items_are_those_of_the_file(void **state)
{
    (void)state;
    size_t files = 0;
    if (!sg_own_allowed())
        skip(); /* no YAML of a catalog is read */
    for (size_t i = 0; i < sg_table_count; i++) {
        const char *name = sg_table_name(i);
        const void *own;
        if (!is_made(name) || !sg_ends_with(name, ".yaml"))
            continue;
        assert_true(sg_own_load(arena, "templates", name, &own, &findings));
        assert_non_null(own);
        if (!same_map(sg_table_read(arena, i, NULL, NULL), own, sg_shape_of_file(name)))
            fail_msg("%s: the built-in table is another one", name);
        files++;
    }
    assert_true(files > 50);
}

SUITE(made_table)
{
    const struct CMUnitTest tests[] = {TEST(lines_are_those_of_the_file), TEST(items_are_those_of_the_file)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
