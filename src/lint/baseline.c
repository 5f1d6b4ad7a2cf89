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

/* Only the file, which is last, can contain a newline, so the joined key is unambiguous. */
static const char *key_of(struct sg_arena *a, const char *rule, const char *file, const char *resource,
                          const char *path)
{
    return sg_format(a, "%s\n%s\n%s\n%s", rule, resource ? resource : "", path ? path : "", bare_path(file));
}

/* The text under a key, or NULL for null. */
static const char *text_of(const struct sg_node *item, const char *key)
{
    const struct sg_node *value = sg_get(item, key);
    return value && value->type == SG_SCALAR && !value->plain ? value->text : NULL;
}

/* Findings without a path (of samgen 0.1.0, or about the whole file) stand for all of their rule, file and resource. */
static bool add_finding(struct sg_arena *a, const struct sg_node *item, struct sg_strings *known)
{
    const char *rule = text_of(item, "rule"), *file = text_of(item, "file");
    if (rule && file)
        sg_push(a, known, key_of(a, rule, file, text_of(item, "resource"), text_of(item, "path")));
    return rule && file;
}

static int by_text(const void *x, const void *y)
{
    return strcmp(*(const char *const *)x, *(const char *const *)y);
}

struct sg_lint_baseline *sg_lint_baseline_read(struct sg_arena *a, const struct sg_source *source,
                                               struct sg_findings *findings)
{
    struct sg_json_fault fault = {0};
    struct sg_lint_baseline *baseline = sg_new(a, struct sg_lint_baseline);
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
            sg_fail(findings, origin, "a finding of a baseline must have the keys \"rule\" and \"file\"");
            return NULL;
        }
    }
    if (!list || list->type != SG_LIST) {
        sg_fail(findings, origin,
                "the list \"findings\" is missing; a baseline must be the output of `samgen lint --format json`");
        return NULL;
    }
    sg_sort(baseline->known.items, baseline->known.count, sizeof *baseline->known.items, by_text);
    return baseline;
}

static bool is_known(const struct sg_lint_baseline *baseline, const char *key)
{
    return sg_search(&key, baseline->known.items, baseline->known.count, sizeof *baseline->known.items, by_text);
}

bool sg_lint_baseline_has(struct sg_arena *a, const struct sg_lint_baseline *baseline, const char *file,
                          const struct sg_lint_finding *f)
{
    return is_known(baseline, key_of(a, f->rule->code, file, f->resource, f->path)) ||
           is_known(baseline, key_of(a, f->rule->code, file, f->resource, NULL));
}
