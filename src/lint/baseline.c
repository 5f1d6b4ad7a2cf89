#include "lint/baseline.h"

#include "yaml/json_load.h"

#include <string.h>

/* "./a.yaml" is the same file as "a.yaml". */
static const char *bare_path(const char *path)
{
    while (sg_starts_with(path, "./"))
        path += 2 + strspn(path + 2, "/");
    return path;
}

/* None of the parts but the last can hold a line end that another could have meant. */
static const char *key_of(struct sg_arena *a, const char *rule, const char *file, const char *resource,
                          const char *message)
{
    return sg_format(a, "%s\n%s\n%s\n%s", rule, message, resource ? resource : "", bare_path(file));
}

static bool add_finding(struct sg_arena *a, const struct sg_node *item, struct sg_strings *known)
{
    const char *rule = sg_get_text(item, "rule"), *file = sg_get_text(item, "file");
    const char *message = sg_get_text(item, "message");
    const struct sg_node *resource = sg_get(item, "resource");
    if (!rule || !file || !message)
        return false;
    bool named = resource && resource->type == SG_SCALAR && !resource->plain;
    sg_push(a, known, key_of(a, rule, file, named ? resource->text : NULL, message));
    return true;
}

static int by_text(const void *x, const void *y)
{
    return strcmp(*(const char *const *)x, *(const char *const *)y);
}

struct sg_baseline *sg_lint_baseline_read(struct sg_arena *a, const struct sg_source *source,
                                          struct sg_findings *findings)
{
    struct sg_json_fault fault = {0};
    struct sg_baseline *baseline = sg_new(a, struct sg_baseline);
    struct sg_origin origin = {.source = source};
    const struct sg_node *root = sg_json_load(a, source->bytes, source->length, &fault);
    const struct sg_node *list = root ? sg_get(root, "findings") : NULL;
    if (!root) {
        origin.offset = fault.offset;
        sg_fail(findings, origin, "%s; a baseline must be the output of `samgen lint --format json`", fault.message);
        return NULL;
    }
    for (const struct sg_node *item = list && list->type == SG_LIST ? list->first : NULL; item; item = item->next) {
        origin.offset = item->start;
        if (!add_finding(a, item, &baseline->known)) {
            sg_fail(findings, origin, "a finding of a baseline has rule, file and message");
            return NULL;
        }
    }
    if (!list || list->type != SG_LIST) {
        sg_fail(findings, origin,
                "this has no list \"findings\"; a baseline must be the output of `samgen lint --format json`");
        return NULL;
    }
    sg_sort(baseline->known.items, baseline->known.count, sizeof *baseline->known.items, by_text);
    return baseline;
}

bool sg_lint_baseline_has(struct sg_arena *a, const struct sg_baseline *baseline, const char *file,
                          const struct sg_lint_finding *finding)
{
    const char *key = key_of(a, finding->rule->code, file, finding->resource, finding->message);
    return sg_search(&key, baseline->known.items, baseline->known.count, sizeof *baseline->known.items, by_text);
}
