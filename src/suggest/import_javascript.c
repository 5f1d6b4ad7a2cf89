#include "suggest/program_internal.h"

#include "base/text.h"

#include <string.h>

/* ---- Endings ---- */

static const char *const endings[] = {".ts", ".tsx", ".mts", ".cts", ".js", ".mjs", ".cjs", ".jsx"};

static const struct sg_code_file *with_ending(struct sg_code_files *files, const char *path)
{
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
        const char *file = sg_concat(files->arena, path, endings[i]);
        if (sg_code_is_file(files, file))
            return sg_code_file(files, file);
    }
    return NULL;
}

/* "store.js" in a TypeScript module means store.ts. */
static const struct sg_code_file *without_ending(struct sg_code_files *files, const char *path)
{
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++)
        if (sg_ends_with(path, endings[i]))
            return with_ending(files, sg_copy_bytes(files->arena, path, strlen(path) - strlen(endings[i])));
    return NULL;
}

const struct sg_code_file *sg_javascript_file(struct sg_code_files *files, const char *path)
{
    if (!path)
        return NULL;
    if (sg_code_is_file(files, path))
        return sg_code_language_of(path) == SG_CODE_NO_LANGUAGE ? sg_code_empty_file(files, path)
                                                                : sg_code_file(files, path);
    const struct sg_code_file *file = with_ending(files, path);
    if (!file)
        file = without_ending(files, path);
    return file || !sg_code_is_folder(files, path) ? file : with_ending(files, sg_concat(files->arena, path, "/index"));
}

static const char *folder_of(struct sg_arena *a, const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash ? sg_copy_bytes(a, path, (size_t)(slash - path)) : ".";
}

/* ---- Layers ---- */

static const struct sg_code_file *in_layers(struct sg_program *p, const char *module, bool absolute)
{
    static const char *const places[] = {"nodejs/node_modules", "node_modules", "nodejs", "."};
    for (size_t i = 0; i < p->layers.count; i++)
        for (size_t k = absolute ? 2 : 0; k < sizeof places / sizeof *places; k++) {
            const char *folder = sg_code_path(p->files, p->layers.items[i], places[k]);
            const char *path = folder ? sg_code_path(p->files, folder, module) : NULL;
            const struct sg_code_file *file = path ? sg_javascript_file(p->files, path) : NULL;
            if (!file && sg_code_is_folder(p->files, path))
                file = sg_javascript_package(p, path);
            if (file)
                return file;
        }
    return NULL;
}

/* ---- Imports ---- */

#define OPT "/opt/" /* where Lambda puts layers */
#define OPT_NODE "/opt/nodejs/"

static const struct sg_code_file *find_package(struct sg_program *p, const char *from, const char *module)
{
    const struct sg_code_file *file = in_layers(p, module, false);
    for (const char *folder = folder_of(p->arena, from); !file && folder; folder = sg_code_path(p->files, folder, ".."))
        file = sg_javascript_of_project(p, folder, module);
    return file;
}

bool sg_import_javascript(struct sg_program *p, const char *from, const char *module, struct sg_import *import)
{
    const struct sg_code_file *file = NULL;
    bool relative = sg_starts_with(module, "./") || sg_starts_with(module, "../") || strcmp(module, ".") == 0 ||
                    strcmp(module, "..") == 0;
    if (relative)
        file = sg_javascript_file(p->files, sg_code_path(p->files, folder_of(p->arena, from), module));
    else if (sg_starts_with(module, OPT_NODE))
        file = in_layers(p, module + strlen(OPT_NODE), true);
    else if (sg_starts_with(module, OPT))
        file = in_layers(p, module + strlen(OPT), true);
    else
        file = find_package(p, from, module);
    if (!file && !relative && *module != '/')
        return false;
    *import = (struct sg_import){.type = file ? SG_IMPORT_FILE : SG_IMPORT_MISSING, .file = file};
    return true;
}
