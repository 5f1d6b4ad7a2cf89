/* Findings as SARIF 2.1.0 (OASIS, 2020-03-27). */
#include "api/lint_format_internal.h"

#include "base/text.h"
#include "catalog/rule.h"
#include "yaml/tree.h"
#include "yaml/write.h"

#include <string.h>
#include <unistd.h>

/* ---- Trees ---- */

static struct sg_node *put_map(struct sg_arena *a, struct sg_node *map, const char *key)
{
    struct sg_node *inner = sg_map(a);
    sg_put(a, map, key, inner);
    return inner;
}

/* Puts a list with one map, and returns the map. */
static struct sg_node *put_list(struct sg_arena *a, struct sg_node *map, const char *key)
{
    struct sg_node *list = sg_list(a), *item = sg_map(a);
    sg_append(list, item);
    sg_put(a, map, key, list);
    return item;
}

/* ---- Places ---- */

#define FOLDER_ID "%SRCROOT%" /* of the current folder: the usual name, which viewers know */
#define FOLDER_MOST 4096      /* bytes of its path; files in a longer one keep their absolute paths */

/* Characters that a URI cannot have are escaped, as in %20. */
static const char *as_uri(struct sg_arena *a, const char *path)
{
    struct sg_buffer b = sg_buffer_new(a, SG_BUFFER_MOST);
    for (const char *p = path; *p; p++)
        if (sg_is_alnum(*p) || strchr("/-._~", *p))
            sg_add_char(&b, *p);
        else
            sg_add_format(&b, "%%%02X", (unsigned)(unsigned char)*p);
    return b.text;
}

/* Returns the part of a path that is relative to the current folder; an absolute path of another folder stays. */
static const char *in_folder(const char *path)
{
    char folder[FOLDER_MOST];
    size_t length = *path == '/' && getcwd(folder, sizeof folder) ? strlen(folder) : 0;
    if (length && strncmp(path, folder, length) == 0 && path[length] == '/')
        path += length + 1;
    while (sg_starts_with(path, "./"))
        path += 2 + strspn(path + 2, "/");
    return path;
}

/* A report is for another machine too, so it names the files relative to the folder in which samgen runs. */
static void put_artifact(struct sg_arena *a, struct sg_node *map, const char *file)
{
    struct sg_node *location = put_map(a, map, "artifactLocation");
    const char *path = in_folder(file), *uri = as_uri(a, path);
    sg_put_text(a, location, "uri", *path == '/' ? sg_format(a, "file://%s", uri) : uri);
    if (*path != '/')
        sg_put_text(a, location, "uriBaseId", FOLDER_ID);
}

static const char *const levels[] = {[SAMGEN_ERROR] = "error", [SAMGEN_WARNING] = "warning", [SAMGEN_NOTE] = "note"};

static void put_region(struct sg_arena *a, struct sg_node *map, const char *key, size_t line, size_t column,
                       size_t end_line, size_t end_column)
{
    struct sg_node *region = put_map(a, map, key);
    sg_put_number(a, region, "startLine", line);
    sg_put_number(a, region, "startColumn", column);
    sg_put_number(a, region, "endLine", end_line);
    sg_put_number(a, region, "endColumn", end_column);
}

/* A range without characters, which a viewer cannot mark, ends with its line. */
static void put_marked_region(struct sg_arena *a, struct sg_node *map, const struct samgen_lint_finding *f)
{
    bool empty = f->line == f->end_line && f->column == f->end_column;
    if (!empty) {
        put_region(a, map, "region", f->line, f->column, f->end_line, f->end_column);
        return;
    }
    sg_put_number(a, put_map(a, map, "region"), "startLine", f->line);
}

static void put_place(struct sg_arena *a, struct sg_node *result, const struct samgen_lint_finding *f)
{
    struct sg_node *location = put_list(a, result, "locations");
    struct sg_node *place = put_map(a, location, "physicalLocation");
    put_artifact(a, place, f->file);
    put_marked_region(a, place, f);
    if (!f->resource)
        return;
    struct sg_node *logical = put_list(a, location, "logicalLocations");
    sg_put_text(a, logical, "name", f->resource);
    if (f->path)
        sg_put_text(a, logical, "fullyQualifiedName", f->path);
}

/* Viewers recognize a result by this after its lines have moved. */
static void put_fingerprint(struct sg_arena *a, struct sg_node *result, const struct samgen_lint_finding *f)
{
    if (f->path)
        sg_put_text(a, put_map(a, result, "partialFingerprints"), "path/v1", f->path);
}

static void put_fix(struct sg_arena *a, struct sg_node *result, const struct samgen_lint_finding *f)
{
    struct sg_node *fix = put_list(a, result, "fixes");
    sg_put_text(a, put_map(a, fix, "description"), "text",
                *f->fix->text ? sg_format(a, "write %s", f->fix->text) : "remove it");
    struct sg_node *change = put_list(a, fix, "artifactChanges");
    put_artifact(a, change, f->file);
    struct sg_node *replacement = put_list(a, change, "replacements");
    put_region(a, replacement, "deletedRegion", f->fix->line, f->fix->column, f->fix->end_line, f->fix->end_column);
    if (*f->fix->text)
        sg_put_text(a, put_map(a, replacement, "insertedContent"), "text", f->fix->text);
}

/* The index of a rule among those of the head. */
static size_t index_of(struct samgen *samgen, const char *code)
{
    const struct sg_rules *rules = sg_rules(samgen->catalog, NULL);
    return (size_t)(sg_find_rule(rules, code) - rules->items);
}

void sg_api_sarif_add(struct samgen *samgen, struct sg_buffer *b, const struct samgen_lint_finding *f)
{
    struct sg_arena *a = samgen->arena;
    struct sg_node *result = sg_map(a);
    sg_put_text(a, result, "ruleId", f->rule);
    sg_put_number(a, result, "ruleIndex", index_of(samgen, f->rule));
    sg_put_text(a, result, "level", levels[f->severity]);
    sg_put_text(a, put_map(a, result, "message"), "text", f->message);
    put_place(a, result, f);
    put_fingerprint(a, result, f);
    if (f->fix)
        put_fix(a, result, f);
    sg_write_json_value(b, result, (struct sg_layout){.indent = 8, .step = SG_STEP});
}

/* ---- Rules ---- */

static struct sg_node *rule_in_sarif(struct sg_arena *a, const struct samgen_rule *rule)
{
    struct sg_node *map = sg_map(a);
    sg_put_text(a, map, "id", rule->code);
    sg_put_text(a, map, "name", rule->title);
    sg_put_text(a, put_map(a, map, "shortDescription"), "text", rule->title);
    sg_put_text(a, put_map(a, map, "fullDescription"), "text", rule->why);
    if (rule->page)
        sg_put_text(a, map, "helpUri", rule->page);
    struct sg_node *help = put_map(a, map, "help");
    sg_put_text(a, help, "text", sg_format(a, "%s\n\nBad:\n%s\nGood:\n%s", rule->why, rule->bad, rule->good));
    sg_put_text(
        a, help, "markdown",
        sg_format(a, "%s\n\nBad:\n\n```yaml\n%s```\n\nGood:\n\n```yaml\n%s```\n", rule->why, rule->bad, rule->good));
    sg_put_text(a, put_map(a, map, "defaultConfiguration"), "level", levels[rule->severity]);
    return map;
}

/* The text before the results: the tool with its rules. */
const char *sg_api_sarif_head(struct samgen *samgen)
{
    struct sg_arena *a = samgen->arena;
    struct sg_node *tool = sg_map(a), *driver = put_map(a, tool, "driver"), *list = sg_list(a);
    const struct samgen_rule *rules;
    size_t count = samgen_rules(samgen, &rules);
    sg_put_text(a, driver, "name", "samgen");
    sg_put_text(a, driver, "version", samgen_version());
    sg_put_text(a, driver, "informationUri", SAMGEN_HOMEPAGE);
    for (size_t i = 0; i < count; i++)
        sg_append(list, rule_in_sarif(a, &rules[i]));
    sg_put(a, driver, "rules", list);
    struct sg_buffer b = sg_buffer_new(a, SG_BUFFER_MOST);
    sg_add(&b, "{\n  \"$schema\": \"https://json.schemastore.org/sarif-2.1.0.json\",\n  \"version\": \"2.1.0\",\n"
               "  \"runs\": [\n    {\n      \"columnKind\": \"unicodeCodePoints\",\n"
               "      \"originalUriBaseIds\": {\"" FOLDER_ID "\": "
               "{\"description\": {\"text\": \"the folder in which samgen ran\"}}},\n      \"tool\": ");
    sg_write_json_value(&b, tool, (struct sg_layout){.indent = 6, .step = SG_STEP});
    sg_add(&b, ",\n      \"results\": [");
    return b.text;
}
