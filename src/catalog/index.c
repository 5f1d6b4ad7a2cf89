#include "catalog/action.h"

#include "base/list.h"
#include "catalog/catalog_internal.h"
#include "catalog/table_internal.h"

#include <dirent.h>
#include <string.h>

static int by_name(const void *x, const void *y)
{
    return strcmp(*(const char *const *)x, *(const char *const *)y);
}

/* Files of one folder with one ending, such as ".yaml", which their names leave out. */
struct collection {
    struct sg_arena *arena;
    const char *folder, *ending;
    struct sg_strings *names;
};

static void add_file(const struct collection *c, const char *file)
{
    if (sg_ends_with(file, c->ending))
        sg_push(c->arena, c->names, sg_copy_bytes(c->arena, file, strlen(file) - strlen(c->ending)));
}

static void add_own(const struct collection *c, const char *directory)
{
    DIR *dir = opendir(sg_format(c->arena, "%s/%s", directory, c->folder));
    if (!dir)
        return;
    for (const struct dirent *entry; (entry = readdir(dir));)
        add_file(c, entry->d_name);
    closedir(dir);
}

/* Built-in files are sorted by name. */
static size_t first_in(const char *folder)
{
    size_t low = 0, high = sg_table_count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (strcmp(sg_table_name(middle), folder) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* `folder` with a '/' at its end. */
static bool is_in(size_t file, const char *folder)
{
    return file < sg_table_count && sg_starts_with(sg_table_name(file), folder);
}

static void add_built_in(const struct collection *c)
{
    const char *folder = sg_concat(c->arena, c->folder, "/");
    for (size_t i = first_in(folder); is_in(i, folder); i++)
        add_file(c, sg_table_name(i) + strlen(folder));
}

/* A file of the user's may have the name of a built-in one. */
static void drop_doubles(struct sg_strings *sorted)
{
    size_t kept = 0;
    for (size_t i = 0; i < sorted->count; i++)
        if (i == 0 || strcmp(sorted->items[i], sorted->items[kept - 1]) != 0)
            sorted->items[kept++] = sorted->items[i];
    sorted->count = kept;
}

static void collect(struct sg_catalog *catalog, const char *folder, const char *ending, struct sg_strings *names)
{
    const struct collection c = {sg_catalog_arena(catalog), folder, ending, names};
    if (sg_catalog_directory(catalog))
        add_own(&c, sg_catalog_directory(catalog));
    add_built_in(&c);
    sg_sort(names->items, names->count, sizeof *names->items, by_name);
    drop_doubles(names);
}

void sg_catalog_files(struct sg_catalog *c, const char *folder, struct sg_strings *names)
{
    collect(c, folder, ".yaml", names);
}

/* The built-in files alone: no name of a file needs to be made. */
static void built_in_with(struct sg_catalog *c, const char *section, struct sg_strings *names)
{
    static const char folder[] = "grants/", ending[] = ".yaml";
    for (size_t i = first_in(folder); is_in(i, folder); i++) {
        const char *name = sg_table_name(i) + strlen(folder);
        if (sg_table_has(i, section))
            sg_push(sg_catalog_arena(c), names,
                    sg_copy_bytes(sg_catalog_arena(c), name, strlen(name) - strlen(ending)));
    }
}

void sg_services_with(struct sg_catalog *c, const char *section, struct sg_strings *names)
{
    struct sg_strings services = {0};
    if (!sg_catalog_directory(c)) {
        built_in_with(c, section, names);
        return;
    }
    sg_catalog_files(c, "grants", &services);
    for (size_t i = 0; i < services.count; i++)
        if (sg_catalog_may_have(c, sg_format(sg_catalog_arena(c), "grants/%s.yaml", services.items[i]), section))
            sg_push(sg_catalog_arena(c), names, services.items[i]);
}

void sg_action_services(struct sg_catalog *c, struct sg_strings *prefixes)
{
    collect(c, "actions", ".txt", prefixes);
}

void sg_grant_names(struct sg_catalog *c, struct sg_strings *names, struct sg_findings *f)
{
    struct sg_strings services = {0};
    sg_catalog_files(c, "grants", &services);
    for (size_t s = 0; s < services.count; s++) {
        const struct sg_service *service = sg_find_service(c, services.items[s], f);
        for (size_t g = 0; service && g < service->grants.count; g++)
            sg_push(sg_catalog_arena(c), names, service->grants.items[g].name);
    }
}
