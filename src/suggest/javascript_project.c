#include "suggest/program_internal.h"

#include "base/text.h"
#include "yaml/load.h"

#include <string.h>

/* ---- Settings of a project: package.json, tsconfig.json ---- */

const struct sg_node *sg_javascript_settings(struct sg_program *p, const char *path)
{
    const struct sg_source *source = path ? sg_code_settings(p->files, path) : NULL;
    if (!source)
        return NULL;
    char *text = sg_copy_bytes(p->arena, source->bytes, source->length), *to = text;
    for (const char *from = text; *from;) {
        if (*from == '"') {
            do {
                if (*from == '\\' && from[1])
                    *to++ = *from++;
                *to++ = *from++;
            } while (*from && *from != '"');
            if (*from)
                *to++ = *from++;
        } else if (from[0] == '/' && from[1] == '/') {
            from += strcspn(from, "\n");
        } else if (from[0] == '/' && from[1] == '*') {
            const char *end = strstr(from + 2, "*/");
            from = end ? end + 2 : from + strlen(from);
        } else {
            *to++ = *from++;
        }
    }
    *to = '\0';
    struct sg_source *plain = sg_new(p->arena, struct sg_source);
    struct sg_findings none = {.arena = p->arena};
    *plain = (struct sg_source){.name = path, .bytes = text, .length = strlen(text)};
    return sg_yaml_load(p->arena, plain, SG_ALIASES_REFUSED, &none);
}

/* ---- tsconfig.json ---- */

/* Matches "@lib/" with "@lib/..." where the pattern has '*'; what the star matched is `*rest`. */
static bool matches_alias(struct sg_arena *a, const char *pattern, const char *module, const char **rest)
{
    const char *star = strchr(pattern, '*');
    size_t before = star ? (size_t)(star - pattern) : strlen(pattern), length = strlen(module);
    const char *after = star ? star + 1 : "";
    *rest = "";
    if (!star)
        return strcmp(pattern, module) == 0;
    if (length < before + strlen(after) || strncmp(pattern, module, before) != 0 || !sg_ends_with(module, after))
        return false;
    *rest = sg_copy_bytes(a, module + before, length - before - strlen(after));
    return true;
}

static const struct sg_code_file *aliased(struct sg_program *p, const char *base, const struct sg_node *targets,
                                          const char *rest)
{
    for (const struct sg_node *item = targets->type == SG_LIST ? targets->first : NULL; item; item = item->next) {
        const char *star = item->type == SG_SCALAR ? strchr(item->text, '*') : NULL;
        if (item->type != SG_SCALAR)
            continue;
        const char *path =
            star ? sg_format(p->arena, "%.*s%s%s", (int)(star - item->text), item->text, rest, star + 1) : item->text;
        const struct sg_code_file *file = sg_javascript_file(p->files, sg_code_path(p->files, base, path));
        if (file)
            return file;
    }
    return NULL;
}

static const struct sg_code_file *by_tsconfig(struct sg_program *p, const char *folder, const char *module)
{
    const struct sg_node *options =
        sg_get(sg_javascript_settings(p, sg_code_path(p->files, folder, "tsconfig.json")), "compilerOptions");
    const char *url = options ? sg_get_text(options, "baseUrl") : NULL, *rest;
    const char *base = sg_code_path(p->files, folder, url ? url : ".");
    const struct sg_node *paths = sg_get(options, "paths");
    if (!options || !base)
        return NULL;
    for (const struct sg_node *key = paths && paths->type == SG_MAP ? paths->first : NULL; key; key = key->next->next)
        if (matches_alias(p->arena, key->text, module, &rest)) {
            const struct sg_code_file *file = aliased(p, base, key->next, rest);
            if (file)
                return file;
        }
    return url ? sg_javascript_file(p->files, sg_code_path(p->files, base, module)) : NULL;
}

/* ---- Packages of the project ---- */

/* The file that a package.json names as its beginning, or what is inside it: "@app/store/lib" with rest "lib". */
static const struct sg_code_file *in_package(struct sg_program *p, const char *folder, const struct sg_node *settings,
                                             const char *rest)
{
    static const char *const places[] = {"%s", "src/%s", "lib/%s", "dist/%s"};
    const char *main = sg_get_text(settings, "main");
    if (*rest == '/') {
        for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
            const char *inner =
                i ? sg_format(p->arena, "%.*s%s", (int)strcspn(places[i], "%"), places[i], rest + 1) : rest + 1;
            const struct sg_code_file *file = sg_javascript_file(p->files, sg_code_path(p->files, folder, inner));
            if (file)
                return file;
        }
        return NULL;
    }
    const struct sg_code_file *file = main ? sg_javascript_file(p->files, sg_code_path(p->files, folder, main)) : NULL;
    if (!file)
        file = sg_javascript_file(p->files, sg_code_path(p->files, folder, "src/index"));
    return file ? file : sg_javascript_file(p->files, sg_code_path(p->files, folder, "index"));
}

/* What `module` has after the name of a package, "" or "/lib"; NULL: it is another package. */
static const char *rest_after(const char *module, const char *name)
{
    size_t length = name ? strlen(name) : 0;
    bool same = length && strncmp(module, name, length) == 0 && (!module[length] || module[length] == '/');
    return same ? module + length : NULL;
}

static const struct sg_code_file *package_at(struct sg_program *p, const char *folder, const char *module)
{
    const char *path = folder ? sg_code_path(p->files, folder, "package.json") : NULL;
    const struct sg_node *settings = sg_code_is_file(p->files, path) ? sg_javascript_settings(p, path) : NULL;
    const char *rest = settings ? rest_after(module, sg_get_text(settings, "name")) : NULL;
    return rest ? in_package(p, folder, settings, rest) : NULL;
}

/*
 * The folders of a pattern of workspaces such as "packages/" and a star are those named as the module, or its last
 * part.
 */
static const struct sg_code_file *by_pattern(struct sg_program *p, const char *folder, const char *pattern,
                                             const char *module)
{
    const char *star = strchr(pattern, '*'), *slash = *module == '@' ? strchr(module, '/') : NULL;
    if (!star)
        return package_at(p, sg_code_path(p->files, folder, pattern), module);
    const char *last = slash ? slash + 1 : module;
    const char *inner = sg_format(p->arena, "%.*s%.*s", (int)(star - pattern), pattern, (int)strcspn(last, "/"), last);
    return package_at(p, sg_code_path(p->files, folder, inner), module);
}

static const struct sg_code_file *by_workspace(struct sg_program *p, const char *folder, const char *module)
{
    const struct sg_node *settings = sg_javascript_settings(p, sg_code_path(p->files, folder, "package.json"));
    const struct sg_node *workspaces = sg_get(settings, "workspaces");
    if (workspaces && workspaces->type == SG_MAP)
        workspaces = sg_get(workspaces, "packages");
    for (const struct sg_node *item = workspaces && workspaces->type == SG_LIST ? workspaces->first : NULL; item;
         item = item->next) {
        const struct sg_code_file *file = item->type == SG_SCALAR ? by_pattern(p, folder, item->text, module) : NULL;
        if (file)
            return file;
    }
    return NULL;
}

const struct sg_code_file *sg_javascript_package(struct sg_program *p, const char *folder)
{
    return in_package(p, folder, sg_javascript_settings(p, sg_code_path(p->files, folder, "package.json")), "");
}

const struct sg_code_file *sg_javascript_of_project(struct sg_program *p, const char *folder, const char *module)
{
    const struct sg_code_file *file = by_tsconfig(p, folder, module);
    return file ? file : by_workspace(p, folder, module);
}
