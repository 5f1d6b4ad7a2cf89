#include "suggest/program_internal.h"

#include <string.h>

/* What `from` imports is searched in folders, in this order. */
struct search {
    struct sg_program *program;
    struct sg_strings folders;
};

static const char *folder_of(struct sg_arena *a, const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash ? sg_copy_bytes(a, path, (size_t)(slash - path)) : ".";
}

static void add_folder(struct search *s, const char *folder, const char *path)
{
    const char *added = folder ? sg_code_path(s->program->files, folder, path) : NULL;
    if (added && sg_code_is_folder(s->program->files, added))
        sg_push_once(s->program->arena, &s->folders, added);
}

/* The folders above one, up to the root: people run tests from there, and build scripts copy from there. */
static void add_above(struct search *s, const char *folder)
{
    for (size_t i = 0; i < s->program->files->up + 64; i++) {
        const char *above = sg_code_path(s->program->files, folder, "..");
        if (!above || strcmp(folder, ".") == 0)
            break;
        add_folder(s, above, ".");
        folder = above;
    }
    add_folder(s, ".", ".");
}

static void add_layers(struct search *s)
{
    for (size_t i = 0; i < s->program->layers.count; i++) {
        const char *layer = s->program->layers.items[i];
        add_folder(s, layer, "python");
        add_folder(s, layer, ".");
    }
    for (size_t i = 0; i < s->program->layers.count; i++) /* the folder of a layer can be the package itself */
        add_folder(s, s->program->layers.items[i], "..");
}

/* A module in a folder: a file, a package, or a folder without __init__.py. */
static const struct sg_code_file *module_in(struct sg_program *p, const char *folder, const char *module)
{
    const char *path = sg_code_path(p->files, folder, *module ? module : ".");
    if (!path)
        return NULL;
    if (*module && sg_code_is_file(p->files, sg_concat(p->arena, path, ".py")))
        return sg_code_file(p->files, sg_concat(p->arena, path, ".py"));
    if (!sg_code_is_folder(p->files, path))
        return NULL;
    const char *package = sg_code_path(p->files, path, "__init__.py");
    return sg_code_is_file(p->files, package) ? sg_code_file(p->files, package) : sg_code_empty_file(p->files, package);
}

/* The member as a module of its own, or the module. */
static bool find(struct sg_program *p, const char *folder, const char *module, const char *member, bool *is_member,
                 struct sg_import *import)
{
    const struct sg_code_file *file = module_in(p, folder, module), *inner = NULL;
    if (!file)
        return false;
    if (member && strcmp(member, "*") != 0)
        inner = module_in(p, folder, *module ? sg_format(p->arena, "%s/%s", module, member) : member);
    *is_member = inner != NULL;
    *import = (struct sg_import){.type = SG_IMPORT_FILE, .file = inner ? inner : file};
    return true;
}

static const char *as_path(struct sg_arena *a, const char *module)
{
    char *path = sg_copy(a, module);
    for (char *c = path; *c; c++)
        *c = *c == '.' ? '/' : *c;
    return path;
}

static bool find_relative(struct sg_program *p, const char *from, const char *module, const char *member,
                          bool *is_member, struct sg_import *import)
{
    const char *folder = folder_of(p->arena, from);
    for (module++; folder && *module == '.'; module++)
        folder = sg_code_path(p->files, folder, "..");
    if (!folder || !find(p, folder, as_path(p->arena, module), member, is_member, import))
        *import = (struct sg_import){.type = SG_IMPORT_MISSING};
    return true;
}

bool sg_import_python(struct sg_program *p, const char *from, const char *module, const char *member, bool *is_member,
                      struct sg_import *import)
{
    struct search s = {.program = p};
    if (*module == '.')
        return find_relative(p, from, module, member, is_member, import);
    const char *path = as_path(p->arena, module);
    if (p->package)
        add_folder(&s, p->package, ".");
    add_folder(&s, folder_of(p->arena, from), "."); /* of a file that is started by itself, and of files in layers */
    add_layers(&s);
    if (p->package)
        add_above(&s, p->package);
    for (size_t i = 0; i < s.folders.count; i++)
        if (find(p, s.folders.items[i], path, member, is_member, import))
            return true;
    /* The folder is the package itself: src/store for `store`, or a layer folder. */
    return false;
}
