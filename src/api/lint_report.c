/* Findings as JSON and SARIF, whose trees yaml/ writes, and as workflow commands of GitHub. */
#include <samgen/samgen.h>

#include "base/buffer.h"
#include "yaml/tree.h"
#include "yaml/write.h"

#include <string.h>

#include "api/lint_internal.h"

/* ---- Trees ---- */

/* Characters that a URI cannot have are escaped, as in %20. */
static const char *as_uri(struct sg_arena *a, const char *path)
{
    struct sg_buffer b = sg_buffer_new(a, SG_BUFFER_MOST);
    for (const char *p = path; *p; p++)
        if ((*p >= 'a' && *p <= 'z') || (*p >= 'A' && *p <= 'Z') || (*p >= '0' && *p <= '9') || strchr("/-._~", *p))
            sg_add_char(&b, *p);
        else
            sg_add_format(&b, "%%%02X", (unsigned)(unsigned char)*p);
    return b.text;
}

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

/* ---- JSON ---- */

static struct sg_node *fix_in_json(struct sg_arena *a, const struct samgen_fix *fix)
{
    struct sg_node *map = sg_map(a);
    sg_put_number(a, map, "line", fix->line);
    sg_put_number(a, map, "column", fix->column);
    sg_put_number(a, map, "end_line", fix->end_line);
    sg_put_number(a, map, "end_column", fix->end_column);
    sg_put_text(a, map, "text", fix->text);
    return map;
}

static struct sg_node *in_json(struct samgen *samgen, const struct samgen_lint_finding *f)
{
    struct sg_arena *a = samgen->arena;
    struct sg_node *map = sg_map(a);
    sg_put_text(a, map, "rule", f->rule);
    sg_put_text(a, map, "severity", sg_severity_word(f->severity));
    sg_put_text(a, map, "file", f->file);
    sg_put_number(a, map, "line", f->line);
    sg_put_number(a, map, "column", f->column);
    sg_put_number(a, map, "end_line", f->end_line);
    sg_put_number(a, map, "end_column", f->end_column);
    sg_put_text(a, map, "resource", f->resource);
    sg_put_text(a, map, "path", f->path);
    sg_put_text(a, map, "message", f->message);
    if (f->fix)
        sg_put(a, map, "fix", fix_in_json(a, f->fix));
    else
        sg_put_plain(a, map, "fix", "null");
    return map;
}

/* ---- SARIF ---- */

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

static void put_place(struct sg_arena *a, struct sg_node *result, const struct samgen_lint_finding *f)
{
    struct sg_node *location = put_list(a, result, "locations");
    struct sg_node *place = put_map(a, location, "physicalLocation");
    sg_put_text(a, put_map(a, place, "artifactLocation"), "uri", as_uri(a, f->file));
    put_region(a, place, "region", f->line, f->column, f->end_line, f->end_column);
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
    sg_put_text(a, put_map(a, change, "artifactLocation"), "uri", as_uri(a, f->file));
    struct sg_node *replacement = put_list(a, change, "replacements");
    put_region(a, replacement, "deletedRegion", f->fix->line, f->fix->column, f->fix->end_line, f->fix->end_column);
    if (*f->fix->text)
        sg_put_text(a, put_map(a, replacement, "insertedContent"), "text", f->fix->text);
}

/* The index of a rule among those of head_of_sarif. */
static size_t index_of(struct samgen *samgen, const char *code)
{
    const struct sg_rules *rules = sg_rules(samgen->catalog, NULL);
    return (size_t)(sg_find_rule(rules, code) - rules->items);
}

static struct sg_node *in_sarif(struct samgen *samgen, const struct samgen_lint_finding *f)
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
    return result;
}

static struct sg_node *rule_in_sarif(struct sg_arena *a, const struct samgen_rule *rule)
{
    struct sg_node *map = sg_map(a);
    sg_put_text(a, map, "id", rule->code);
    sg_put_text(a, map, "name", rule->title);
    sg_put_text(a, put_map(a, map, "shortDescription"), "text", rule->title);
    sg_put_text(a, put_map(a, map, "fullDescription"), "text", rule->why);
    struct sg_node *help = put_map(a, map, "help");
    sg_put_text(a, help, "text", sg_format(a, "%s\n\nBad:\n%s\nGood:\n%s", rule->why, rule->bad, rule->good));
    sg_put_text(
        a, help, "markdown",
        sg_format(a, "%s\n\nBad:\n\n```yaml\n%s```\n\nGood:\n\n```yaml\n%s```\n", rule->why, rule->bad, rule->good));
    sg_put_text(a, put_map(a, map, "defaultConfiguration"), "level", levels[rule->severity]);
    return map;
}

/* The text before the results: the tool with its rules. */
static const char *head_of_sarif(struct samgen *samgen)
{
    struct sg_arena *a = samgen->arena;
    struct sg_node *tool = sg_map(a), *driver = put_map(a, tool, "driver"), *list = sg_list(a);
    const struct samgen_rule *rules;
    size_t count = samgen_rules(samgen, &rules);
    sg_put_text(a, driver, "name", "samgen");
    sg_put_text(a, driver, "version", samgen_version());
    for (size_t i = 0; i < count; i++)
        sg_append(list, rule_in_sarif(a, &rules[i]));
    sg_put(a, driver, "rules", list);
    struct sg_buffer b = sg_buffer_new(a, SG_BUFFER_MOST);
    sg_add(&b, "{\n  \"$schema\": \"https://json.schemastore.org/sarif-2.1.0.json\",\n  \"version\": \"2.1.0\",\n"
               "  \"runs\": [\n    {\n      \"columnKind\": \"unicodeCodePoints\",\n      \"tool\": ");
    sg_write_json_value(&b, tool, (struct sg_layout){.indent = 6, .step = SG_STEP});
    sg_add(&b, ",\n      \"results\": [");
    return b.text;
}

/* ---- Workflow commands of GitHub ---- */

static const char *const commands[] = {
    [SAMGEN_ERROR] = "error", [SAMGEN_WARNING] = "warning", [SAMGEN_NOTE] = "notice"};

/* Escapes the characters of `escaped`, and replaces other controls, which terminals obey. */
static void add_escaped(struct sg_buffer *b, const char *text, const char *escaped)
{
    for (const char *p = text; *p; p++)
        if (strchr(escaped, *p))
            sg_add_format(b, "%%%02X", (unsigned)(unsigned char)*p);
        else
            sg_add_char(b, (unsigned char)*p < ' ' || *p == 0x7F ? '?' : *p);
}

static void add_command(struct sg_buffer *b, const struct samgen_lint_finding *f)
{
    sg_add_format(b, "::%s file=", commands[f->severity]);
    add_escaped(b, f->file, "%\r\n:,");
    sg_add_format(b, ",line=%zu,col=%zu,endLine=%zu,endColumn=%zu,title=%s::", f->line, f->column, f->end_line,
                  f->end_column, f->rule);
    add_escaped(b, f->message, "%\r\n");
    sg_add_char(b, '\n');
}

/* ---- The whole ---- */

void samgen_lint_frame(struct samgen *samgen, enum samgen_lint_format format, struct samgen_lint_frame *frame)
{
    *frame = (struct samgen_lint_frame){"", "", "", "", ""};
    if (format == SAMGEN_LINT_JSON)
        *frame = (struct samgen_lint_frame){"{\n  \"findings\": [", "\n    ", ",\n    ", "\n  ", "]\n}\n"};
    else if (format == SAMGEN_LINT_SARIF)
        *frame = (struct samgen_lint_frame){head_of_sarif(samgen), "\n        ", ",\n        ", "\n      ",
                                            "]\n    }\n  ]\n}\n"};
}

const char *samgen_lint_write(struct samgen *samgen, enum samgen_lint_format format,
                              const struct samgen_lint_report *report)
{
    struct sg_buffer b = sg_buffer_new(samgen->arena, SG_BUFFER_MOST);
    for (size_t i = 0; i < report->finding_count; i++) {
        const struct samgen_lint_finding *f = &report->findings[i];
        if (i && format != SAMGEN_LINT_GITHUB)
            sg_add(&b, format == SAMGEN_LINT_JSON ? ",\n    " : ",\n        ");
        if (format == SAMGEN_LINT_JSON)
            sg_write_json_value(&b, in_json(samgen, f), (struct sg_layout){.indent = 4, .step = SG_STEP});
        else if (format == SAMGEN_LINT_SARIF)
            sg_write_json_value(&b, in_sarif(samgen, f), (struct sg_layout){.indent = 8, .step = SG_STEP});
        else
            add_command(&b, f);
    }
    return report->finding_count ? b.text : NULL;
}

const char *samgen_lint_write_rules(struct samgen *samgen)
{
    struct sg_arena *a = samgen->arena;
    struct sg_node *root = sg_map(a), *list = sg_list(a);
    const struct samgen_rule *rules;
    size_t count = samgen_rules(samgen, &rules);
    for (size_t i = 0; i < count; i++) {
        struct sg_node *map = sg_map(a);
        sg_put_text(a, map, "code", rules[i].code);
        sg_put_text(a, map, "severity", sg_severity_word(rules[i].severity));
        sg_put_text(a, map, "title", rules[i].title);
        sg_put_text(a, map, "why", rules[i].why);
        sg_put_text(a, map, "bad", rules[i].bad);
        sg_put_text(a, map, "good", rules[i].good);
        sg_append(list, map);
    }
    sg_put(a, root, "rules", list);
    struct sg_buffer b = sg_buffer_new(a, SG_BUFFER_MOST);
    sg_write_json(&b, root, 0);
    return b.text;
}
