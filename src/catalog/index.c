#include "catalog/catalog.h"

#include "base/file.h"
#include "catalog/embedded.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>

static int by_name(const void *x, const void *y)
{
    return strcmp(*(const char *const *)x, *(const char *const *)y);
}

static void add_file(struct sg_arena *a, struct sg_strings *names, const char *file)
{
    if (!sg_ends_with(file, ".yaml"))
        return;
    sg_push_once(a, names, sg_copy_bytes(a, file, strlen(file) - strlen(".yaml")));
}

static void add_own(struct sg_arena *a, const char *directory, const char *folder, struct sg_strings *names)
{
    DIR *dir = opendir(sg_format(a, "%s/%s", directory, folder));
    if (!dir)
        return;
    for (const struct dirent *entry; (entry = readdir(dir));)
        add_file(a, names, entry->d_name);
    closedir(dir);
}

void sg_catalog_files(struct sg_catalog *c, const char *folder, struct sg_strings *names)
{
    struct sg_arena *a = sg_catalog_arena(c);
    if (sg_catalog_directory(c))
        add_own(a, sg_catalog_directory(c), folder, names);
    size_t length = strlen(folder);
    for (size_t i = 0; i < sg_embedded_count; i++) {
        const char *name = sg_embedded_files[i].name;
        if (strncmp(name, folder, length) == 0 && name[length] == '/')
            add_file(a, names, name + length + 1);
    }
    if (names->count)
        qsort(names->items, names->count, sizeof *names->items, by_name);
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
