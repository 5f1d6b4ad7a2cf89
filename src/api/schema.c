/*
 * JSON Schemas (draft 07, which editors read) of the two files that people write for samgen. They are made of the
 * tables that read these files, so that every key, grant and option of the catalog is in them. A schema sees the shape
 * of a file; what a value may be, such as the name of a bucket, only samgen checks.
 */
#include <samgen/samgen.h>

#include "catalog/place.h"
#include "lint/filter.h"
#include "value/spec.h"
#include "yaml/fields.h"
#include "yaml/json_load.h"
#include "yaml/tree.h"
#include "yaml/write.h"

#include <string.h>

#include "api/api_internal.h"

#define DRAFT "http://json-schema.org/draft-07/schema#"

static struct sg_node *put_map(struct sg_arena *a, struct sg_node *map, const char *key)
{
    struct sg_node *inner = sg_map(a);
    sg_put(a, map, key, inner);
    return inner;
}

static struct sg_node *put_list(struct sg_arena *a, struct sg_node *map, const char *key)
{
    struct sg_node *list = sg_list(a);
    sg_put(a, map, key, list);
    return list;
}

static struct sg_node *append_map(struct sg_arena *a, struct sg_node *list)
{
    struct sg_node *item = sg_map(a);
    sg_append(list, item);
    return item;
}

/* A map with these properties alone. Returns the map of its properties. */
static struct sg_node *close_map(struct sg_arena *a, struct sg_node *schema)
{
    sg_put_text(a, schema, "type", "object");
    sg_put_plain(a, schema, "additionalProperties", "false");
    return put_map(a, schema, "properties");
}

static void put_required(struct sg_arena *a, struct sg_node *schema, const char *name)
{
    sg_append(put_list(a, schema, "required"), sg_scalar(a, name));
}

static void put_reference(struct sg_arena *a, struct sg_node *schema, const char *definition)
{
    sg_put_text(a, schema, "$ref", sg_format(a, "#/definitions/%s", definition));
}

static struct sg_node *put_items(struct sg_arena *a, struct sg_node *schema, bool filled)
{
    sg_put_text(a, schema, "type", "array");
    if (filled)
        sg_put_number(a, schema, "minItems", 1);
    return put_map(a, schema, "items");
}

/* ---- Options ---- */

static void put_option(struct sg_arena *a, struct sg_node *properties, const struct sg_option *option)
{
    struct sg_node *one = put_map(a, properties, option->name);
    if (sg_is_flag(option))
        sg_put_text(a, one, "type", "boolean");
    else
        put_reference(a, one, "value");
    sg_put_text(a, one, "description", option->title);
    if (!option->repeats)
        return;
    struct sg_node *several = put_map(a, properties, sg_plural(a, option->name));
    put_reference(a, several, "values");
    sg_put_text(a, several, "description", option->title);
}

/* One of the names must be there, in the singular or the plural. */
static void require_one(struct sg_arena *a, struct sg_node *all, const struct sg_grant *grant,
                        const struct sg_strings *names)
{
    struct sg_node *ways = put_list(a, append_map(a, all), "anyOf");
    for (size_t i = 0; i < names->count; i++) {
        const struct sg_option *option = sg_find_option(grant, names->items[i]);
        put_required(a, append_map(a, ways), names->items[i]);
        if (option && option->repeats)
            put_required(a, append_map(a, ways), sg_plural(a, names->items[i]));
    }
}

static void put_conditions(struct sg_arena *a, struct sg_node *schema, const struct sg_grant *grant)
{
    struct sg_node *all = sg_list(a);
    for (size_t i = 0; i < grant->options.count; i++) {
        const struct sg_option *option = &grant->options.items[i];
        const struct sg_strings alone = {.items = (const char *[]){option->name}, .count = 1};
        if (option->required && strcmp(option->name, "function") != 0)
            require_one(a, all, grant, &alone);
    }
    if (grant->one_of.count)
        require_one(a, all, grant, &grant->one_of);
    if (all->first)
        sg_put(a, schema, "allOf", all);
}

/* The function of a source is the one that it stands under. */
static void put_grant(struct sg_arena *a, struct sg_node *definitions, const char *key, const struct sg_grant *grant)
{
    struct sg_node *schema = put_map(a, definitions, sg_format(a, "%s %s", key, grant->name));
    bool is_source = strcmp(key, "source") == 0;
    sg_put_text(a, schema, "description", grant->title);
    struct sg_node *properties = close_map(a, schema);
    put_map(a, properties, key);
    for (size_t i = 0; i < grant->options.count; i++)
        if (!is_source || strcmp(grant->options.items[i].name, "function") != 0)
            put_option(a, properties, &grant->options.items[i]);
    put_conditions(a, schema, grant);
}

/* Adds the case of one name: its own schema decides about the other keys. */
static void put_case(struct sg_arena *a, struct sg_node *cases, const char *key, const char *name)
{
    struct sg_node *one = append_map(a, cases), *is = put_map(a, one, "if");
    put_required(a, is, key);
    sg_put_text(a, put_map(a, put_map(a, is, "properties"), key), "const", name);
    put_reference(a, put_map(a, one, "then"), sg_format(a, "%s %s", key, name));
}

/* ---- A spec ---- */

static void put_grants(struct samgen *samgen, struct sg_node *definitions)
{
    struct sg_arena *a = samgen->arena;
    struct sg_strings names = {0};
    struct sg_node *schema = put_map(a, definitions, "grant"), *cases = sg_list(a);
    sg_grant_names(samgen->catalog, &names, NULL);
    sg_put_text(a, schema, "type", "object");
    put_required(a, schema, "grant");
    sg_put_texts(a, put_map(a, put_map(a, schema, "properties"), "grant"), "enum", names.items, names.count);
    for (size_t i = 0; i < names.count; i++) {
        const struct sg_grant *grant = sg_find_grant(samgen->catalog, names.items[i], NULL);
        if (grant)
            put_grant(a, definitions, "grant", grant);
        if (grant)
            put_case(a, cases, "grant", grant->name);
    }
    sg_put(a, schema, "allOf", cases);
}

/* A source can also be the principal of any service, with the options of no known source. */
static void put_sources(struct samgen *samgen, struct sg_node *definitions)
{
    struct sg_arena *a = samgen->arena;
    struct sg_strings names = {0};
    struct sg_node *schema = put_map(a, definitions, "source"), *cases = sg_list(a);
    sg_place_names(samgen->catalog, SG_INVOKE, &names);
    sg_put_text(a, schema, "type", "object");
    put_required(a, schema, "source");
    struct sg_node *ways = put_list(a, put_map(a, put_map(a, schema, "properties"), "source"), "anyOf");
    sg_put_texts(a, append_map(a, ways), "enum", names.items, names.count);
    sg_put_text(a, append_map(a, ways), "pattern", "^[a-z0-9.-]+\\.amazonaws\\.com(\\.cn)?$");
    for (size_t i = 0; i < names.count; i++) {
        const struct sg_grant *source = sg_place_options(samgen->catalog, SG_INVOKE, names.items[i], NULL);
        if (!source || !source->options.count)
            continue;
        put_grant(a, definitions, "source", source);
        put_case(a, cases, "source", source->name);
    }
    sg_put(a, schema, "allOf", cases);
}

/* Plain true, false and null are not values; a map is an intrinsic function. */
static const char shared[] =
    "{\"value\": {\"anyOf\": [{\"type\": [\"string\", \"number\"]}, {\"$ref\": \"#/definitions/intrinsic\"}]},"
    "\"values\": {\"type\": \"array\", \"minItems\": 1, \"items\": {\"$ref\": \"#/definitions/value\"}},"
    "\"intrinsic\": {\"type\": \"object\", \"minProperties\": 1, \"maxProperties\": 1,"
    " \"propertyNames\": {\"pattern\": \"^(Ref|Fn::[A-Za-z]+)$\"}},"
    "\"expectation\": {\"type\": \"object\", \"additionalProperties\": false,"
    " \"anyOf\": [{\"required\": [\"allow\"]}, {\"required\": [\"deny\"]}], \"properties\": {"
    "\"allow\": {\"$ref\": \"#/definitions/action\"}, \"deny\": {\"$ref\": \"#/definitions/action\"},"
    "\"on\": {\"type\": \"string\", \"minLength\": 1},"
    "\"with\": {\"type\": \"object\"}}},"
    "\"action\": {\"type\": \"string\", \"pattern\": \"^([*]$|.*:)\"},"
    "\"statement\": {\"type\": \"object\", \"additionalProperties\": false, \"required\": [\"actions\", \"resources\"],"
    " \"properties\": {"
    "\"sid\": {\"type\": [\"string\", \"integer\"], \"pattern\": \"^[A-Za-z0-9]+$\"},"
    "\"effect\": {\"enum\": [\"Allow\", \"Deny\"]},"
    "\"actions\": {\"type\": \"array\", \"minItems\": 1,"
    " \"items\": {\"type\": \"string\", \"pattern\": \"^(\\\\*|[A-Za-z0-9-]+:[A-Za-z0-9*?-]+)$\"}},"
    "\"resources\": {\"$ref\": \"#/definitions/values\"},"
    "\"conditions\": {\"type\": \"object\", \"additionalProperties\": {\"type\": \"object\","
    " \"propertyNames\": {\"pattern\": \":\"}}}}}}";

static void put_shared(struct sg_arena *a, struct sg_node *definitions)
{
    struct sg_json_fault fault;
    struct sg_node *all = sg_json_load(a, shared, strlen(shared), &fault);
    for (struct sg_node *key = all->first, *next; key; key = next) {
        next = key->next->next;
        sg_put(a, definitions, key->text, key->next);
    }
}

/* The definition that the items of a list of a function have. */
static const char *items_of(const char *key)
{
    static const struct {
        const char *key, *definition;
    } lists[] = {{"grants", "grant"}, {"statements", "statement"}, {"invoked-by", "source"}, {"expect", "expectation"}};
    size_t i = 0;
    while (strcmp(lists[i].key, key) != 0)
        i++;
    return lists[i].definition;
}

static void put_function(struct sg_arena *a, struct sg_node *definitions)
{
    struct sg_node *schema = put_map(a, definitions, "function"), *properties = close_map(a, schema);
    struct sg_node *required = put_list(a, schema, "required");
    for (const struct sg_field *field = sg_spec_function_keys(); field->type != SG_FIELD_END; field++) {
        struct sg_node *one = put_map(a, properties, field->key);
        if (field->required)
            sg_append(required, sg_scalar(a, field->key));
        if (field->type == SG_FIELD_ANYTHING)
            put_reference(a, put_items(a, one, false), items_of(field->key));
        else
            sg_put_text(a, one, "type", field->type == SG_FIELD_FLAG ? "boolean" : "string");
        if (strcmp(field->key, "name") == 0)
            sg_put_text(a, one, "pattern", SG_SPEC_NAME_PATTERN);
        else if (field->type == SG_FIELD_TEXT)
            sg_put_number(a, one, "minLength", 1);
    }
}

static struct sg_node *spec_schema(struct samgen *samgen)
{
    struct sg_arena *a = samgen->arena;
    struct sg_node *root = sg_map(a);
    sg_put_text(a, root, "$schema", DRAFT);
    sg_put_text(a, root, "title", "What the functions of a project need: the spec of samgen");
    struct sg_node *properties = close_map(a, root);
    put_required(a, root, "functions");
    put_reference(a, put_items(a, put_map(a, properties, "functions"), false), "function");
    struct sg_node *definitions = put_map(a, root, "definitions");
    put_shared(a, definitions);
    put_function(a, definitions);
    put_grants(samgen, definitions);
    put_sources(samgen, definitions);
    return root;
}

/* ---- Settings of lint ---- */

/* Every beginning of a code stands for the codes that begin so. */
static const char *codes_pattern(struct samgen *samgen)
{
    struct sg_arena *a = samgen->arena;
    struct sg_strings beginnings = {0};
    const struct samgen_rule *rules;
    size_t count = samgen_rules(samgen, &rules);
    for (size_t i = 0; i < count; i++)
        for (size_t length = 1; length <= strlen(rules[i].code); length++)
            sg_push_once(a, &beginnings, sg_copy_bytes(a, rules[i].code, length));
    const char *one = sg_format(a, "[ \\t]*(%s)[ \\t]*", sg_join(a, &beginnings, "|"));
    return sg_format(a, "^%s(,%s)*$", one, one);
}

static void put_setting(struct samgen *samgen, struct sg_node *properties, const struct sg_field *field)
{
    struct sg_arena *a = samgen->arena;
    static const char *const severities[] = {"error", "warning", "info"};
    struct sg_node *one = put_map(a, properties, field->key);
    if (field->type == SG_FIELD_TEXT) {
        sg_put_texts(a, one, "enum", severities, sizeof severities / sizeof *severities);
        return;
    }
    struct sg_node *items = put_items(a, one, false);
    sg_put_text(a, items, "type", "string");
    if (strcmp(field->key, "exclude") != 0)
        sg_put_text(a, items, "pattern", codes_pattern(samgen));
}

static struct sg_node *settings_schema(struct samgen *samgen)
{
    struct sg_arena *a = samgen->arena;
    struct sg_node *root = sg_map(a);
    sg_put_text(a, root, "$schema", DRAFT);
    sg_put_text(a, root, "title", "Settings of samgen: .samgen.yaml");
    struct sg_node *lint = put_map(a, close_map(a, root), "lint"), *properties = close_map(a, lint);
    for (const struct sg_field *field = sg_lint_settings_keys(); field->type != SG_FIELD_END; field++)
        put_setting(samgen, properties, field);
    return root;
}

const char *samgen_schema(struct samgen *samgen, enum samgen_schema schema)
{
    struct sg_buffer b = sg_buffer_new(samgen->arena, SG_BUFFER_MOST);
    sg_write_json(&b, schema == SAMGEN_SCHEMA_SPEC ? spec_schema(samgen) : settings_schema(samgen), 0);
    return b.text;
}
