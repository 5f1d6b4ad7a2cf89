#include <samgen/samgen.h>

#include "base/file.h"
#include "base/list.h"
#include "base/shown.h"
#include "sam/config.h"
#include "yaml/load.h"

#include <sys/stat.h>

#include "api/api_internal.h"

#define CONFIG "samconfig.toml"

static bool exists(const char *path)
{
    struct stat st;
    return stat(path, &st) == 0 && !S_ISDIR(st.st_mode);
}

static enum samgen_status read_config(struct samgen *samgen, struct sg_sam_config *config, const char **error)
{
    struct sg_findings findings = {.arena = samgen->arena};
    struct sg_source source = {.name = CONFIG};
    *config = (struct sg_sam_config){0};
    if (!exists(CONFIG))
        return SAMGEN_OK;
    if (!sg_read_file(samgen->arena, CONFIG, SG_YAML_BYTES_MOST, &source.bytes, &source.length, error))
        return SAMGEN_FAILED;
    if (source.length > SG_YAML_BYTES_MOST) {
        *error = CONFIG " is larger than 1 MiB; name the template";
        return SAMGEN_BAD_INPUT;
    }
    if (sg_read_sam_config(samgen->arena, &source, &findings, config))
        return SAMGEN_OK;
    *error = sg_format(samgen->arena, CONFIG ":%zu: %s", sg_locate(&source, findings.first->offset).line,
                       findings.first->message);
    return SAMGEN_BAD_INPUT;
}

/* "template.json and template.yaml" */
static const char *list(struct sg_arena *a, const struct sg_strings *names)
{
    struct sg_strings but_last = *names;
    but_last.count--;
    return sg_format(a, "%s and %s", sg_join(a, &but_last, ", "), names->items[but_last.count]);
}

/* The only name of the list; NULL when it has several, with `*error`. */
static enum samgen_status take_only(struct samgen *samgen, const char *who, const char *verb,
                                    const struct sg_strings *names, const char **path, const char **error)
{
    *path = names->items[0];
    if (names->count > 1)
        *error = sg_shown(samgen->arena,
                          sg_format(samgen->arena, "%s %s %s; say which one", who, verb, list(samgen->arena, names)));
    else if (!exists(*path))
        *error =
            sg_shown(samgen->arena, sg_format(samgen->arena, "%s names %s, but that file does not exist", who, *path));
    else
        return SAMGEN_OK;
    return SAMGEN_BAD_INPUT;
}

enum samgen_status samgen_find_template(struct samgen *samgen, const char **path, const char **error)
{
    static const char *const usual[] = {"template.yaml", "template.yml", "template.json"};
    struct sg_sam_config config;
    struct sg_strings found = {0};
    enum samgen_status status = read_config(samgen, &config, error);
    if (status != SAMGEN_OK)
        return status;
    if (config.sources.count)
        return take_only(samgen, CONFIG, "names", &config.sources, path, error);
    for (size_t i = 0; i < sizeof usual / sizeof *usual; i++)
        if (exists(usual[i]))
            sg_push(samgen->arena, &found, usual[i]);
    if (found.count)
        return take_only(samgen, "this folder", "has", &found, path, error);
    if (config.results.count)
        return take_only(samgen, CONFIG, "names", &config.results, path, error);
    *error = "this folder has no template.yaml, template.yml or template.json; name one";
    return SAMGEN_BAD_INPUT;
}
