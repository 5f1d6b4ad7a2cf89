#include "catalog/function.h"

#include "catalog/catalog_internal.h"

#include <string.h>

static bool fail(struct sg_findings *f, const char *file, const char *what, const char *given)
{
    return sg_fail(f, (struct sg_origin){.subject = file}, "\"%s\" %s", given, what);
}

/* "functions/events/s3.yaml" */
static const char *file_of(struct sg_catalog *c, const char *folder, const char *name)
{
    return sg_format(sg_catalog_arena(c), "functions/%s/%s.yaml", folder, name);
}

static const void *load(struct sg_catalog *c, const char *folder, const char *name, struct sg_findings *f)
{
    return sg_catalog_load_named(c, sg_concat(sg_catalog_arena(c), "functions/", folder), name, sg_catalog_load, f);
}

/* A path that stays within the project. */
static bool stays_inside(const char *path)
{
    size_t length = strlen(path);
    bool stays = length && path[length - 1] != '/';
    for (const char *at = path; stays && at; at = strchr(at, '/') ? strchr(at, '/') + 1 : NULL) {
        size_t dots = strspn(at, ".");
        stays = *at != '/' && !(dots && dots <= 2 && strchr("/", at[dots]));
    }
    return stays;
}

static bool check_files(const struct sg_project_files *files, const char *file, struct sg_findings *f)
{
    for (size_t i = 0; i < files->count; i++)
        if (!stays_inside(files->items[i].path))
            return fail(f, file, "is not the path of a file in the project", files->items[i].path);
    return true;
}

const struct sg_project_layout *sg_project_layout(struct sg_catalog *c, struct sg_findings *f)
{
    static const char file[] = "functions/project.yaml";
    const struct sg_project_layout *layout = sg_catalog_load(c, file, f);
    return layout && check_files(&layout->files, file, f) ? layout : NULL;
}

const struct sg_runtimes *sg_runtimes(struct sg_catalog *c, struct sg_findings *f)
{
    return sg_catalog_load(c, "functions/runtimes.yaml", f);
}

const struct sg_runtime *sg_find_runtime(struct sg_catalog *c, const char *name, struct sg_findings *f)
{
    const struct sg_runtimes *all = sg_runtimes(c, f);
    for (size_t i = 0; all && i < all->runtimes.count; i++)
        if (strcmp(all->runtimes.items[i].name, name) == 0)
            return &all->runtimes.items[i];
    return NULL;
}

const struct sg_language *sg_find_language(struct sg_catalog *c, const char *name, struct sg_findings *f)
{
    const struct sg_language *language = load(c, "languages", name, f);
    return language && check_files(&language->files, file_of(c, "languages", name), f) ? language : NULL;
}

const struct sg_event *sg_find_event(struct sg_catalog *c, const char *name, struct sg_findings *f)
{
    return load(c, "events", name, f);
}

const struct sg_example *sg_find_example(struct sg_catalog *c, const char *grant, struct sg_findings *f)
{
    return load(c, "examples", grant, f);
}

const struct sg_blueprint *sg_find_blueprint(struct sg_catalog *c, const char *kind, struct sg_findings *f)
{
    const struct sg_blueprint *blueprint = load(c, "resources", kind, f);
    const char *holds = blueprint && blueprint->holds ? blueprint->holds : "name";
    if (strcmp(holds, "name") == 0 || strcmp(holds, "arn") == 0 || strcmp(holds, "url") == 0)
        return blueprint;
    fail(f, file_of(c, "resources", kind), "is nothing that a variable holds; that is name, arn or url", holds);
    return NULL;
}

const struct sg_code *sg_code_in(const struct sg_codes *codes, const char *language)
{
    for (size_t i = 0; i < codes->count; i++)
        if (strcmp(codes->items[i].language, language) == 0)
            return &codes->items[i];
    return NULL;
}
