#include "catalog/action.h"
#include "support.h"

#include <string.h>

/* An action that is found alone has the resource types that it has in its service. */

static size_t wrong(const char *action, const char *what)
{
    print_message("%s: %s\n", action, what);
    return 1;
}

static size_t compare_type(const char *name, const struct sg_resource_type *alone, const struct sg_resource_type *whole)
{
    if (strcmp(alone->name, whole->name) != 0 || alone->arn_count != whole->arn_count)
        return wrong(name, whole->name);
    for (size_t i = 0; i < whole->arn_count; i++)
        if (strcmp(alone->arns[i].form, whole->arns[i].form) != 0 ||
            alone->arns[i].has_parts != whole->arns[i].has_parts)
            return wrong(name, whole->arns[i].form);
    return 0;
}

static size_t compare(struct sg_catalog *catalog, const struct sg_action *whole)
{
    const char *name = sg_action_name(arena, whole);
    const struct sg_action *alone = sg_action_alone(catalog, name, &findings);
    size_t faults = 0;
    if (!alone || strcmp(alone->name, whole->name) != 0 || alone->type_count != whole->type_count ||
        alone->on_all != whole->on_all)
        return wrong(name, "is not the same");
    for (size_t i = 0; i < whole->type_count; i++)
        faults += compare_type(name, alone->types[i].type, whole->types[i].type);
    return faults;
}

static void each_action_is_the_same_alone(void **state)
{
    (void)state;
    struct sg_catalog *one = sg_catalog_new(arena), *other = sg_catalog_new(arena);
    struct sg_strings prefixes = {0};
    size_t faults = 0, count = 0;
    sg_action_services(one, &prefixes);
    for (size_t s = 0; s < prefixes.count; s++) {
        const struct sg_actions *service = sg_find_actions(one, prefixes.items[s], &findings);
        for (size_t i = 0; i < service->count; i++, count++)
            faults += compare(other, &service->items[i]);
    }
    assert_int_equal(faults, 0);
    assert_true(count > 20000);
}

static void what_there_is_not_is_not_found(void **state)
{
    (void)state;
    struct sg_catalog *catalog = sg_catalog_new(arena);
    static const char *const names[] = {"s3:GetObjects", "s3:",  "s3",    "nosuchservice:Get",
                                        ":GetObject",    "s3:A", "s3:zzz"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        assert_null(sg_action_alone(catalog, names[i], &findings));
    assert_ptr_equal(sg_action_alone(catalog, "s3:GetObject", &findings),
                     sg_action_alone(catalog, "s3:GetObject", &findings));
    assert_string_equal(told(), "");
}

SUITE(action_alone)
{
    const struct CMUnitTest tests[] = {
        TEST(each_action_is_the_same_alone),
        TEST(what_there_is_not_is_not_found),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
