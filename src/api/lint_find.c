#define _XOPEN_SOURCE 700 /* realpath */
#include <samgen/samgen.h>

#include "base/ignore.h"

#include "api/lint_internal.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define NAME ".samgen.yaml"

static const char *beside(struct sg_arena *a, const char *folder, const char *name)
{
    return sg_format(a, "%s%s%s", folder, strcmp(folder, "/") == 0 ? "" : "/", name);
}

static bool has(struct sg_arena *a, const char *folder, const char *name)
{
    return access(beside(a, folder, name), F_OK) == 0;
}

static bool is_at_or_below(const char *folder, const char *top)
{
    size_t length = strlen(top);
    return (strcmp(top, "/") == 0 || (strncmp(folder, top, length) == 0 && strchr("/", folder[length])));
}

/* Changes `folder`. */
static const char *find_file(struct sg_arena *a, char *folder, const char *current)
{
    const char *found = NULL;
    bool near = false;
    for (;;) {
        bool top = has(a, folder, ".git");
        if (!found && has(a, folder, NAME)) {
            found = beside(a, folder, NAME);
            near = is_at_or_below(folder, current);
        }
        char *slash = strrchr(folder, '/');
        if (top || !slash || !folder[1])
            return top || near ? found : NULL;
        slash[slash == folder] = '\0';
    }
}

const char *samgen_lint_find_settings(struct samgen *samgen, const char *folder, const char *top)
{
    struct sg_arena *a = samgen->arena;
    char *real = realpath(folder, NULL), *current = realpath(top ? top : ".", NULL);
    const char *found = real && current ? find_file(a, real, current) : NULL;
    size_t length = current ? strlen(current) : 0;
    if (found && !top && strncmp(found, current, length) == 0 && found[length] == '/')
        found += length + 1;
    free(real);
    free(current);
    return found;
}

int samgen_lint_match(const char *const *patterns, size_t count, const char *path, bool is_folder)
{
    return sg_ignore_judge(patterns, count, path, is_folder);
}

bool samgen_lint_excludes(const char *const *patterns, size_t count, const char *path, bool is_folder)
{
    return sg_ignore_excludes(patterns, count, path, is_folder);
}
