#include "lint/settings.h"

#include "yaml/typed.h"

#include "catalog/fields.h"

static const cyaml_schema_field_t lint_fields[] = {
    TEXTS("select", sg_lint_keys, select),
    TEXTS("ignore", sg_lint_keys, ignore),
    TEXT_OR_NONE("severity", sg_lint_keys, severity),
    CYAML_FIELD_END,
};

/* The whole file. Other commands may come to have their keys beside `lint`. */
struct file_keys {
    struct sg_lint_keys *lint;
};

static const cyaml_schema_field_t file_fields[] = {
    CYAML_FIELD_MAPPING_PTR("lint", OPTIONAL, struct file_keys, lint, lint_fields),
    CYAML_FIELD_END,
};
static FILE_SCHEMA(file_schema, file_keys, file_fields);

/* Checks the codes of a list where they stand. */
static bool check_codes(struct sg_arena *a, const struct sg_rules *rules, const struct sg_source *source,
                        const struct sg_node *list, struct sg_findings *findings)
{
    struct sg_strings codes = {0};
    bool ok = true;
    for (const struct sg_node *item = list ? list->first : NULL; item; item = item->next) {
        const struct sg_origin origin = {.source = source, .offset = item->start};
        ok = sg_lint_add_codes(a, rules, item->text, origin, &codes, findings) && ok;
    }
    return ok;
}

bool sg_lint_read_keys(struct sg_arena *a, const struct sg_rules *rules, const struct sg_source *source,
                       struct sg_lint_keys *keys, struct sg_findings *findings)
{
    void *data = NULL;
    enum samgen_severity severity;
    *keys = (struct sg_lint_keys){0};
    const struct sg_node *root = sg_typed_load(a, source, &file_schema, &data, findings);
    const struct file_keys *file = data;
    const struct sg_node *lint = root ? sg_get(root, "lint") : NULL;
    if (!root || !file)
        return false;
    if (file->lint)
        *keys = *file->lint;
    bool ok = check_codes(a, rules, source, sg_get(lint, "select"), findings);
    ok = check_codes(a, rules, source, sg_get(lint, "ignore"), findings) && ok;
    if (!keys->severity)
        return ok;
    const struct sg_origin origin = {.source = source, .offset = sg_get(lint, "severity")->start};
    return sg_lint_find_severity(keys->severity, origin, &severity, findings) && ok;
}
