#include "value/spec.h"

#include "base/set.h"
#include "base/text.h"
#include "catalog/search.h"
#include "catalog/place.h"
#include "yaml/fields.h"
#include "yaml/typed.h"

#include <string.h>

/* A spec fills no struct. What is under `grants` depends on the catalog, and values may be intrinsics. */
enum { SPEC, FUNCTION };

static const struct sg_field spec_fields[] = {
    KEY_OF_ITEMS(SG_SPEC_LIST, FUNCTION),
    END,
};

static const struct sg_field function_fields[] = {
    KEY("name", TEXT),
    KEY_OR_NONE("template", TEXT),
    KEY_OR_NONE("vpc", FLAG),
    KEY_OR_NONE("tracing", FLAG),
    KEY_OR_NONE("logs", FLAG),
    KEY_OR_NONE("grants", ANYTHING),
    KEY_OR_NONE("statements", ANYTHING),
    KEY_OR_NONE("invoked-by", ANYTHING),
    KEY_OR_NONE("expect", ANYTHING),
    END,
};

const struct sg_field *sg_spec_function_keys(void)
{
    return function_fields;
}

static struct sg_shape shape_of(unsigned number)
{
    return (struct sg_shape){.fields = number == SPEC ? spec_fields : function_fields};
}

#define FUNCTION_NAME SG_ALNUM "_-"
#define FUNCTION_NAME_MOST 255 /* as of a CloudFormation logical id */

struct reader {
    struct sg_arena *arena;
    struct sg_catalog *catalog;
    const struct sg_source *source;
    struct sg_findings *findings;
};

static struct sg_origin at(const struct reader *r, const struct sg_node *node, const char *subject)
{
    return (struct sg_origin){.source = r->source, .offset = node->start, .subject = subject};
}

const char *sg_plural(struct sg_arena *a, const char *name)
{
    bool hisses = sg_ends_with(name, "x") || sg_ends_with(name, "s") || sg_ends_with(name, "ch");
    return sg_format(a, "%s%s", name, hisses ? "es" : "s");
}

static const struct sg_option *option_by_plural(const struct reader *r, const struct sg_grant *grant, const char *key)
{
    for (size_t i = 0; i < grant->options.count; i++) {
        const struct sg_option *option = &grant->options.items[i];
        if (option->repeats && strcmp(sg_plural(r->arena, option->name), key) == 0)
            return option;
    }
    return NULL;
}

static bool unknown_key(const struct reader *r, const struct sg_grant *grant, const struct sg_node *key,
                        struct sg_asked_grant *asked)
{
    struct sg_strings known = {0};
    for (size_t i = 0; i < grant->options.count; i++) {
        const struct sg_option *option = &grant->options.items[i];
        sg_push(r->arena, &known, option->name);
        if (option->repeats)
            sg_push(r->arena, &known, sg_plural(r->arena, option->name));
    }
    struct sg_strings like = {0};
    sg_options_meant(r->arena, grant, key->text, &like);
    const char *nearest = sg_nearest(key->text, &known), *near = like.count && !nearest ? like.items[0] : nearest;
    const struct sg_option *meant = !near                         ? NULL
                                    : sg_find_option(grant, near) ? sg_find_option(grant, near)
                                                                  : option_by_plural(r, grant, near);
    if (meant)
        sg_push(r->arena, &asked->mistyped, meant->name);
    if (near)
        return sg_fail(r->findings, at(r, key, NULL), "%s has no option \"%s\"; did you mean \"%s\"?", grant->name,
                       key->text, near);
    const struct sg_grant *other = sg_grant_meant(r->catalog, grant, key->text);
    if (other)
        return sg_fail(r->findings, at(r, key, NULL), "%s has no option \"%s\"; did you mean the grant %s?",
                       grant->name, key->text, other->name);
    return sg_fail(r->findings, at(r, key, NULL), "%s has no option \"%s\"; it has %s", grant->name, key->text,
                   known.count ? sg_join(r->arena, &known, ", ") : "none");
}

static void add_option(struct sg_asked_grant *grant, const struct sg_option *option, const struct sg_node *node,
                       struct sg_origin origin)
{
    grant->options[grant->count++] = (struct sg_asked_option){.name = option->name, .node = node, .origin = origin};
}

static bool read_flag(const struct reader *r, const struct sg_option *option, const struct sg_node *value,
                      struct sg_asked_grant *grant)
{
    bool yes = value->type == SG_SCALAR && !value->tag && strcmp(value->text, "true") == 0;
    bool no = value->type == SG_SCALAR && !value->tag && strcmp(value->text, "false") == 0;
    if (!yes && !no)
        return sg_fail(r->findings, at(r, value, option->name), "must be true or false");
    if (yes)
        add_option(grant, option, NULL, at(r, value, option->name));
    return true;
}

/* A plain null or true is not a name. libyaml reads both as text, but a person sees the difference. */
static bool check_plain(const struct reader *r, const struct sg_option *option, const struct sg_node *value)
{
    static const char *const words[] = {"~", "null", "Null", "NULL", "true", "True", "TRUE", "false", "False", "FALSE"};
    bool may_be = value->plain && !value->tag && strchr("~nNtTfF", *value->text);
    for (size_t i = 0; may_be && i < sizeof words / sizeof *words; i++)
        if (sg_equals(value->text, words[i]))
            return sg_fail(r->findings, at(r, value, option->name), "%s is not a value; quote it if it is a name",
                           words[i]);
    return true;
}

static bool add_value(const struct reader *r, const struct sg_option *option, const struct sg_node *value,
                      struct sg_asked_grant *grant)
{
    if (!check_plain(r, option, value)) {
        sg_push(r->arena, &grant->mistyped, option->name);
        return false;
    }
    add_option(grant, option, value, at(r, value, option->name));
    return true;
}

static bool read_option(const struct reader *r, const struct sg_grant *known, const struct sg_node *key,
                        struct sg_asked_grant *grant)
{
    const struct sg_node *value = key->next;
    const struct sg_option *option = sg_find_option(known, key->text);
    if (option && sg_is_flag(option))
        return read_flag(r, option, value, grant);
    if (option && value->type == SG_LIST && !value->tag) {
        sg_push(r->arena, &grant->mistyped, option->name);
        return sg_fail(r->findings, at(r, value, option->name),
                       option->repeats ? "takes one text; a list goes under \"%s\"" : "takes one text, not a list",
                       sg_plural(r->arena, option->name));
    }
    if (option)
        return add_value(r, option, value, grant);
    option = option_by_plural(r, known, key->text);
    if (!option)
        return unknown_key(r, known, key, grant);
    if (value->type != SG_LIST || value->tag || !value->count) {
        sg_push(r->arena, &grant->mistyped, option->name);
        return sg_fail(r->findings, at(r, value, key->text),
                       value->type == SG_LIST && !value->tag ? "is empty; leave the key out, or name at least one"
                                                             : "must be a list");
    }
    bool ok = true;
    for (const struct sg_node *item = value->first; item; item = item->next)
        ok = add_value(r, option, item, grant) && ok;
    return ok;
}

static size_t count_values(const struct sg_node *map)
{
    size_t count = 0;
    for (const struct sg_node *key = map->first; key; key = key->next->next)
        count += key->next->type == SG_LIST ? key->next->count + 1 : 1;
    return count;
}

/* All keys but `name`, which says what has these options. */
static bool read_options(const struct reader *r, const struct sg_grant *known, const struct sg_node *map,
                         const char *name, struct sg_asked_grant *grant)
{
    bool ok = true;
    grant->options = sg_new_array(r->arena, struct sg_asked_option, count_values(map) + 1);
    for (const struct sg_node *key = map->first; key; key = key->next->next) {
        if (r->findings->errors >= SG_FINDINGS_MOST)
            return false;
        if (sg_is_second_key(map, key))
            ok = sg_fail(r->findings, at(r, key, NULL), "the key \"%s\" stands here a second time", key->text);
        else if (!sg_equals(key->text, name))
            ok = read_option(r, known, key, grant) && ok;
    }
    return ok;
}

/* The name of what has options, under the key `key`: "grant" or "source". */
static bool read_name(const struct reader *r, const struct sg_node *item, const char *key, const char *example,
                      struct sg_asked_grant *grant)
{
    if (item->type != SG_MAP || item->tag)
        return sg_fail(r->findings, at(r, item, NULL), "a %s is a map such as %s", key, example);
    const struct sg_node *name = sg_get(item, key);
    if (!name)
        return sg_fail(r->findings, at(r, item, NULL), "the key \"%s\" is missing here", key);
    if (name->type != SG_SCALAR || name->tag)
        return sg_fail(r->findings, at(r, name, key), "must be the name of a %s", key);
    *grant = (struct sg_asked_grant){.name = name->text, .origin = at(r, name, NULL)};
    return true;
}

static bool read_grant(const struct reader *r, const struct sg_node *item, struct sg_asked_grant *grant)
{
    if (!read_name(r, item, "grant", "{grant: s3-read, bucket: my-bucket}", grant))
        return false;
    const struct sg_grant *known = sg_find_grant(r->catalog, grant->name, r->findings);
    grant->faulty = known && !read_options(r, known, item, "grant", grant);
    return true;
}

/* A source that needs no permission has no options; an error says so when it is written. */
static bool read_invoker(const struct reader *r, const struct sg_node *item, struct sg_origin function,
                         const char *name, struct sg_asked_grant *source)
{
    if (!read_name(r, item, "source", "{source: s3, bucket: my-bucket}", source))
        return false;
    for (const struct sg_node *key = item->first; key; key = key->next->next)
        if (strcmp(key->text, "function") == 0)
            return sg_fail(r->findings, at(r, key, key->text),
                           "has no place here: what is invoked is the function that this stands under");
    const struct sg_grant *known = sg_place_options(r->catalog, SG_INVOKE, source->name, r->findings);
    if (!known || !known->options.count)
        return true;
    source->faulty = !read_options(r, known, item, "source", source);
    source->options[source->count++] = (struct sg_asked_option){.name = "function", .text = name, .origin = function};
    return true;
}

static bool read_invokers(const struct reader *r, const struct sg_node *list, struct sg_asked *asked)
{
    bool ok = true;
    if (list->type != SG_LIST || list->tag)
        return sg_fail(r->findings, at(r, list, "invoked-by"), "must be a list");
    asked->invoked_by = list;
    asked->invokers = sg_new_array(r->arena, struct sg_asked_grant, list->count);
    for (const struct sg_node *item = list->first; item; item = item->next)
        if (read_invoker(r, item, asked->origin, asked->function, &asked->invokers[asked->invoker_count]))
            ok = !asked->invokers[asked->invoker_count++].faulty && ok;
        else
            ok = false;
    return ok;
}

static bool read_grants(const struct reader *r, const struct sg_node *list, struct sg_asked *asked)
{
    bool ok = true;
    if (list->type != SG_LIST || list->tag)
        return sg_fail(r->findings, at(r, list, "grants"), "must be a list");
    size_t before = asked->count;
    struct sg_asked_grant *grants = sg_new_array(r->arena, struct sg_asked_grant, before + list->count);
    for (size_t i = 0; i < before; i++)
        grants[i] = asked->grants[i];
    asked->grants = grants;
    for (const struct sg_node *item = list->first; item; item = item->next)
        if (read_grant(r, item, &grants[asked->count]))
            ok = !grants[asked->count++].faulty && ok;
        else
            ok = false;
    return ok;
}

static bool has_word(const struct sg_node *function, const char *key, const char *word)
{
    const char *text = sg_get_text(function, key);
    return text && strcmp(text, word) == 0;
}

static void add_baseline(struct sg_asked *asked, const struct sg_node *function, const char *key, const char *grant)
{
    if (has_word(function, key, "true"))
        asked->grants[asked->count++] = (struct sg_asked_grant){.name = grant, .origin = asked->origin};
}

/* The shape of the function may be faulty; then what can be read of it is still worth checking. */
static bool read_function(const struct reader *r, const struct sg_node *node, struct sg_asked *asked)
{
    const struct sg_node *grants = sg_get(node, "grants"), *statements = sg_get(node, "statements");
    const char *name = sg_get_text(node, "name");
    bool ok = true;
    *asked = (struct sg_asked){.function = name ? name : "",
                               .template = sg_get_text(node, "template"),
                               .source = r->source,
                               .origin = at(r, node, NULL),
                               .no_logs = has_word(node, "logs", "false")};
    asked->grants = sg_new_array(r->arena, struct sg_asked_grant, 2);
    add_baseline(asked, node, "vpc", "vpc");
    add_baseline(asked, node, "tracing", "xray");
    if (asked->template && !*asked->template)
        ok = sg_fail(r->findings, at(r, sg_get(node, "template"), "template"),
                     "is empty; leave the key out, or name the file");
    if (grants)
        ok = read_grants(r, grants, asked) && ok;
    const struct sg_node *invoked_by = sg_get(node, "invoked-by");
    if (invoked_by)
        ok = read_invokers(r, invoked_by, asked) && ok;
    const struct sg_node *expect = sg_get(node, "expect");
    if (expect)
        ok = sg_spec_read_expectations(r->arena, r->source, r->findings, expect, asked) && ok;
    if (statements && (statements->type != SG_LIST || statements->tag))
        ok = sg_fail(r->findings, at(r, statements, "statements"), "must be a list");
    else
        asked->statements = statements;
    return ok;
}

/* ---- Function by function ---- */

struct sg_spec_reader {
    struct reader reader;
    struct sg_yaml_reader *text;
    struct sg_arena *lasting;
    struct sg_map names; /* hashed, since a spec may have thousands */
    struct sg_findings before, syntax;
    bool ok;
};

struct sg_spec_reader *sg_spec_begin(struct sg_arena *a, struct sg_arena *passing, struct sg_catalog *catalog,
                                     const struct sg_source *source, struct sg_yaml_portion *portion,
                                     struct sg_findings *findings)
{
    struct sg_spec_reader *r = sg_new(a, struct sg_spec_reader);
    r->reader = (struct reader){.arena = passing, .catalog = catalog, .source = source, .findings = findings};
    r->lasting = a;
    r->before = sg_findings_now(findings);
    r->syntax = (struct sg_findings){.arena = a};
    r->text = sg_yaml_read_items(a, passing, source, SG_SPEC_LIST, portion, &r->syntax);
    r->ok = true;
    return r;
}

static bool check_name(struct sg_spec_reader *r, const struct sg_node *name)
{
    if (!name || name->type != SG_SCALAR || name->tag)
        return false; /* reported by the walk */
    const struct sg_origin origin = at(&r->reader, name, "name");
    if (!sg_set_add(r->lasting, &r->names, sg_copy(r->lasting, name->text)))
        return sg_fail(r->reader.findings, origin, "a second function is called \"%s\"", name->text);
    return (*name->text && strlen(name->text) <= FUNCTION_NAME_MOST && sg_is_made_of(name->text, FUNCTION_NAME)) ||
           sg_fail(r->reader.findings, origin, "must be 1 to %d letters, digits, '-' or '_'", FUNCTION_NAME_MOST);
}

bool sg_spec_next(struct sg_spec_reader *r, struct sg_asked *asked)
{
    const struct reader *reader = &r->reader;
    const struct sg_node *node = sg_yaml_next_item(r->text);
    if (!node)
        return false;
    r->ok = sg_schema_walk(reader->source, SG_SPEC_LIST, node, shape_of, FUNCTION, reader->findings) && r->ok;
    r->ok = read_function(reader, node, asked) && r->ok;
    r->ok = check_name(r, sg_get(node, "name")) && r->ok;
    return true;
}

bool sg_spec_end(struct sg_spec_reader *r)
{
    struct sg_findings *findings = r->reader.findings;
    const struct sg_node *root = sg_yaml_end_items(r->text);
    if (root)
        return sg_schema_walk(r->reader.source, "the file", root, shape_of, SPEC, findings) && r->ok;
    sg_forget_since(findings, &r->before); /* what is not YAML has no functions */
    for (const struct sg_finding *f = r->syntax.first; f; f = f->next)
        sg_report(findings, f->severity, (struct sg_origin){.source = f->source, .offset = f->offset}, "%s",
                  f->message);
    return false;
}

bool sg_read_spec(struct sg_arena *a, struct sg_catalog *catalog, const struct sg_source *source,
                  struct sg_findings *findings, struct sg_spec *spec)
{
    struct sg_spec_reader *r = sg_spec_begin(a, a, catalog, source, NULL, findings);
    struct sg_asked asked;
    size_t capacity = 0;
    *spec = (struct sg_spec){0};
    while (sg_spec_next(r, &asked)) {
        sg_grow(a, spec->functions, spec->count, capacity);
        spec->functions[spec->count++] = asked;
    }
    bool ok = sg_spec_end(r);
    if (r->syntax.errors)
        *spec = (struct sg_spec){0};
    return ok;
}
