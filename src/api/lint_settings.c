#include <samgen/samgen.h>

#include "base/file.h"
#include "lint/filter.h"

#include "api/lint_internal.h"

#define BASELINE_MOST SG_BUFFER_MOST /* bytes: the longest output of samgen_lint_write */

size_t samgen_rules(struct samgen *samgen, const struct samgen_rule **list)
{
    struct sg_findings findings = {.arena = samgen->arena};
    const struct sg_rules *rules = sg_rules(samgen->catalog, &findings);
    size_t count = rules ? rules->count : 0;
    struct samgen_rule *items = sg_new_array(samgen->arena, struct samgen_rule, count);
    for (size_t i = 0; i < count; i++) {
        const struct sg_rule *rule = &rules->items[i];
        items[i] = (struct samgen_rule){.code = rule->code,
                                        .severity = rule->severity,
                                        .title = rule->title,
                                        .why = rule->why,
                                        .bad = rule->bad,
                                        .good = rule->good,
                                        .page = rule->page};
    }
    *list = items;
    return count;
}

static bool add_codes(struct samgen *samgen, const struct sg_rules *rules, const char *option, const char *const *texts,
                      size_t count, struct sg_strings *codes, struct sg_findings *findings)
{
    bool ok = true;
    for (size_t i = 0; i < count; i++)
        ok =
            sg_lint_add_codes(samgen->arena, rules, texts[i], (struct sg_origin){.subject = option}, codes, findings) &&
            ok;
    return ok;
}

bool sg_api_lint_filter(struct samgen *samgen, const struct samgen_lint_settings *settings,
                        struct sg_lint_filter *filter, struct sg_findings *findings)
{
    const struct sg_rules *rules = sg_rules(samgen->catalog, findings);
    *filter = (struct sg_lint_filter){.least = SAMGEN_NOTE};
    if (!rules)
        return false;
    bool ok = add_codes(samgen, rules, "--select", settings->select, settings->select_count, &filter->select, findings);
    ok =
        add_codes(samgen, rules, "--ignore", settings->ignore, settings->ignore_count, &filter->ignore, findings) && ok;
    if (settings->baseline)
        filter->baseline = &settings->baseline->inner;
    return (!settings->severity ||
            sg_lint_find_severity(settings->severity, (struct sg_origin){.subject = "--severity"}, &filter->least,
                                  findings)) &&
           ok;
}

enum samgen_status samgen_lint_check_settings(struct samgen *samgen, const struct samgen_lint_settings *settings,
                                              struct samgen_result *result)
{
    struct sg_findings findings = {.arena = samgen->arena};
    struct sg_lint_filter filter;
    *result = (struct samgen_result){0};
    bool ok = sg_api_lint_filter(samgen, settings, &filter, &findings);
    sg_api_publish(samgen, &findings, result);
    return ok ? SAMGEN_OK : SAMGEN_BAD_INPUT;
}

enum samgen_status samgen_lint_read_settings(struct samgen *samgen, const struct samgen_input *file,
                                             struct samgen_lint_settings *settings, struct samgen_result *result)
{
    struct sg_findings findings = {.arena = samgen->arena};
    const struct sg_rules *rules = sg_rules(samgen->catalog, &findings);
    struct sg_lint_settings keys;
    *result = (struct samgen_result){0};
    *settings = (struct samgen_lint_settings){0};
    bool ok = rules && sg_lint_read_settings(samgen->arena, rules, sg_api_input_source(samgen, file), &keys, &findings);
    sg_api_publish(samgen, &findings, result);
    if (!ok)
        return SAMGEN_BAD_INPUT;
    *settings = (struct samgen_lint_settings){.select = keys.select.items,
                                              .select_count = keys.select.count,
                                              .ignore = keys.ignore.items,
                                              .ignore_count = keys.ignore.count,
                                              .exclude = keys.exclude.items,
                                              .exclude_count = keys.exclude.count,
                                              .severity = keys.severity};
    return SAMGEN_OK;
}

enum samgen_status samgen_lint_read_baseline(struct samgen *samgen, const char *path,
                                             const struct samgen_baseline **baseline, struct samgen_result *result)
{
    struct sg_arena *a = samgen->arena;
    struct sg_findings findings = {.arena = a};
    struct sg_source *source = sg_new(a, struct sg_source);
    struct samgen_baseline *read = sg_new(a, struct samgen_baseline);
    enum samgen_status status = SAMGEN_FAILED;
    const char *error;
    *result = (struct samgen_result){0};
    source->name = sg_copy(a, path);
    if (!sg_read_file(a, path, BASELINE_MOST, &source->bytes, &source->length, &error)) {
        sg_fail(&findings, (struct sg_origin){.subject = "--baseline"}, "%s", error);
    } else {
        const struct sg_lint_baseline *inner = sg_lint_baseline_read(a, source, &findings);
        status = inner ? SAMGEN_OK : SAMGEN_BAD_INPUT;
        if (inner)
            read->inner = *inner;
    }
    sg_api_publish(samgen, &findings, result);
    *baseline = status == SAMGEN_OK ? read : NULL;
    return status;
}
