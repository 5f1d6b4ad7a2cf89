#include "base/text.h"
#include "catalog/catalog_internal.h"
#include "catalog/operation.h"
#include "with_catalog.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

/*
 * Each row of tools/operation-overrides.tsv, which people write, is in what tools/make-operations wrote into
 * templates/.
 */

static char *next_cell(char **line)
{
    char *cell = *line, *end = cell + strcspn(cell, "\t\n");
    *line = *end ? end + 1 : end;
    *end = '\0';
    return cell;
}

static const char *needs_of(const struct sg_operation *operation)
{
    if (operation->free)
        return "-";
    return operation->actions.count ? sg_join(arena, &operation->actions, operation->one_of ? "|" : ",") : "?";
}

static bool has_parameter(const struct sg_operation_parameters *all, const char *name, const char *placeholder)
{
    for (size_t i = 0; i < all->count; i++)
        if (strcmp(all->items[i].name, name) == 0 && strcmp(all->items[i].placeholder, placeholder) == 0)
            return true;
    return false;
}

/* "s3:*" is for all operations of the client. A parameter that is called as the placeholder needs no line. */
static bool holds_parameter(const char *client, const char *operation, char *value)
{
    char *placeholder = strrchr(value, '=') + 1;
    struct sg_operation found;
    struct sg_source source;
    placeholder[-1] = '\0';
    if (strcmp(operation, "*") != 0)
        return sg_find_operation(arena, catalog, client, operation, &found, &findings) &&
               has_parameter(&found.own, value, placeholder);
    if (strcasecmp(value, placeholder) == 0)
        return true;
    const char *line = sg_format(arena, ".parameter %s %s\n", value, placeholder);
    return sg_catalog_read(catalog, sg_format(arena, "operations/%s.txt", client), &source) &&
           strstr(source.bytes, line);
}

/* "ds-data directory-service-data": the prefix, then other names. */
static bool is_called(const struct sg_client *client, char *value)
{
    char *name = strchr(value, ' ');
    if (!name)
        return strcmp(client->prefix, value) == 0;
    *name = '\0';
    return strcmp(client->prefix, value) == 0 && sg_strings_have(&client->names, name + 1);
}

static bool holds(const char *change, char *subject, char *value)
{
    struct sg_operation operation;
    char *colon = strchr(subject, ':');
    const struct sg_client *client = sg_find_client(catalog, subject, &findings);
    if (strcmp(change, "client") == 0)
        return client && strcmp(client->name, subject) == 0 && is_called(client, value);
    if (strcmp(change, "prefix") == 0)
        return strcmp(value, "-") == 0 ? !client || strcmp(client->name, subject) != 0
                                       : client && strcmp(client->prefix, value) == 0;
    if (strcmp(change, "name") == 0)
        return client && strcmp(client->name, value) == 0;
    if (strcmp(change, "also") == 0)
        return client && sg_strings_have(&client->names, value);
    *colon = '\0';
    if (strcmp(change, "parameter") == 0)
        return holds_parameter(subject, colon + 1, value);
    return strcmp(change, "actions") == 0 &&
           sg_find_operation(arena, catalog, subject, colon + 1, &operation, &findings) &&
           strcmp(needs_of(&operation), value) == 0;
}

static void every_override_of_operations_holds(void **state)
{
    (void)state;
    FILE *file = fopen("tools/operation-overrides.tsv", "rb");
    char line[1024];
    size_t count = 0, lost = 0;
    assert_non_null(file);
    while (fgets(line, sizeof line, file)) {
        char *rest = line;
        next_cell(&rest);
        const char *change = next_cell(&rest);
        char *subject = next_cell(&rest), *value = next_cell(&rest);
        const char *row = sg_format(arena, "%s %s %s", change, subject, value);
        if (strcmp(change, "change") == 0)
            continue;
        count++;
        if (!holds(change, subject, value)) {
            print_error("%s\n", row);
            lost++;
        }
    }
    fclose(file);
    assert_true(count > 300);
    assert_int_equal(lost, 0);
    assert_string_equal(told(), "");
}

SUITE(override)
{
    const struct CMUnitTest tests[] = {WITH_CATALOG(every_override_of_operations_holds)};
    return cmocka_run_group_tests_name("overrides", tests, NULL, NULL);
}
