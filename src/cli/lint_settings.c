#define _XOPEN_SOURCE 700 /* realpath */
#include "cli/lint_settings.h"

#include "cli/report.h"

#include <stdlib.h>
#include <string.h>

struct settings_file {
    char *path;
    struct samgen_lint_settings settings;
    bool faulty;
    struct settings_file *next;
};

/* ---- The command line ---- */

enum samgen_status read_lint_settings(const struct lint_args *args, struct lint_settings *s)
{
    struct samgen_result result;
    *s = (struct lint_settings){.args = args};
    s->said = (struct samgen_lint_settings){.select = args->select.items,
                                            .select_count = args->select.count,
                                            .ignore = args->ignore.items,
                                            .ignore_count = args->ignore.count,
                                            .severity = args->severity};
    enum samgen_status status = samgen_lint_check_settings(args->common.samgen, &s->said, &result);
    if (status == SAMGEN_OK && args->baseline)
        status = samgen_lint_read_baseline(args->common.samgen, args->baseline, &s->said.baseline, &result);
    if (status != SAMGEN_OK)
        report_findings(&args->common, &result);
    return status;
}

/* ---- Files ---- */

/* A key of the file counts where the command line does not set it. */
static struct samgen_lint_settings merge(const struct samgen_lint_settings *said, struct samgen_lint_settings file)
{
    if (said->select_count) {
        file.select = said->select;
        file.select_count = said->select_count;
    }
    if (said->ignore_count) {
        file.ignore = said->ignore;
        file.ignore_count = said->ignore_count;
    }
    if (said->severity)
        file.severity = said->severity;
    file.baseline = said->baseline;
    return file;
}

static void read_file(struct lint_settings *s, struct settings_file *file)
{
    struct samgen_input input;
    struct samgen_result result = {0};
    const char *error;
    file->faulty = true;
    if (samgen_read_file(s->args->common.samgen, file->path, &input, &error) != SAMGEN_OK)
        report_error("%s", error);
    else
        file->faulty = samgen_lint_read_settings(s->args->common.samgen, &input, &file->settings, &result) != SAMGEN_OK;
    report_findings(&s->args->common, &result);
    file->settings = merge(&s->said, file->settings);
}

/* The settings of a file, which is read once. NULL when it has a fault. Takes over `path`. */
static const struct samgen_lint_settings *settings_in(struct lint_settings *s, char *path)
{
    struct settings_file *file = s->files;
    while (file && strcmp(file->path, path) != 0)
        file = file->next;
    if (file) {
        free(path);
    } else {
        file = calloc(1, sizeof *file);
        if (!file) {
            free(path);
            return NULL;
        }
        file->path = path;
        file->next = s->files;
        s->files = file;
        read_file(s, file);
    }
    return file->faulty ? NULL : &file->settings;
}

/* ---- The file of a folder ---- */

static char *folder_of(const char *path)
{
    const char *slash = strrchr(path, '/');
    if (!slash)
        return strdup(".");
    return strndup(path, slash == path ? 1 : (size_t)(slash - path));
}

static const struct samgen_lint_settings *look_up(struct lint_settings *s, const char *folder)
{
    if (s->args->config) {
        char *config = strdup(s->args->config);
        return config ? settings_in(s, config) : NULL;
    }
    const char *found = samgen_lint_find_settings(s->args->common.samgen, folder, NULL);
    char *file = found ? strdup(found) : NULL;
    return file ? settings_in(s, file) : found ? NULL : &s->said;
}

const struct samgen_lint_settings *lint_settings_for(struct lint_settings *s, const char *path)
{
    char *folder = folder_of(path);
    if (s->folder && folder && strcmp(s->folder, folder) == 0) {
        free(folder);
        return s->of_folder;
    }
    free(s->folder);
    s->folder = folder;
    s->of_folder = folder ? look_up(s, folder) : NULL;
    return s->of_folder;
}

/* ---- Files to pass over ---- */

/* Returns whether patterns relative to a folder exclude a file, whose real path is known. */
static bool excludes(const char *const *patterns, size_t count, const char *folder, const char *real)
{
    char *base = count ? realpath(folder, NULL) : NULL;
    size_t length = base ? strlen(base) : 0;
    bool below = base && strncmp(real, base, length) == 0 && real[length] == '/';
    bool excluded = below && samgen_lint_excludes(patterns, count, real + length + 1, false);
    free(base);
    return excluded;
}

/* The folder of the file that these settings were read from; "." when there is none. */
static char *settings_folder(const struct lint_settings *s, const struct samgen_lint_settings *settings)
{
    for (const struct settings_file *file = s->files; file; file = file->next)
        if (settings == &file->settings)
            return folder_of(file->path);
    return strdup(".");
}

bool is_lint_excluded(const struct lint_settings *s, const struct samgen_lint_settings *settings, const char *path)
{
    const struct texts *own = &s->args->exclude;
    if (!own->count && !settings->exclude_count)
        return false;
    char *real = realpath(path, NULL), *folder = settings_folder(s, settings);
    bool excluded = real && folder &&
                    (excludes(own->items, own->count, ".", real) ||
                     excludes(settings->exclude, settings->exclude_count, folder, real));
    free(real);
    free(folder);
    return excluded;
}

void free_lint_settings(struct lint_settings *s)
{
    while (s->files) {
        struct settings_file *next = s->files->next;
        free(s->files->path);
        free(s->files);
        s->files = next;
    }
    free(s->folder);
}
