#include "roles.h"

#include "base/buffer.h"
#include "support.h"
#include "explain/expand.h"
#include "yaml/write.h"

#include <jansson.h>

const struct sg_template *template_in(const char *yaml, const char *region, struct sg_roles *roles)
{
    struct sg_catalog *catalog = sg_catalog_new(arena);
    const struct sg_template *t = sg_template_read(arena, catalog, source_of(yaml), region, &findings);
    return t && sg_build_roles(t, roles) ? t : NULL;
}

const char *expanded_json(const char *yaml, const char *region)
{
    struct sg_roles roles;
    struct sg_buffer b = sg_buffer_new(arena, SG_BUFFER_MOST);
    const struct sg_template *t = template_in(yaml, region, &roles);
    if (!t)
        fail_msg("refused:\n%s\n%s", told(), yaml);
    struct sg_resolver resolver = {.template = t};
    const struct sg_role_choice all = {0};
    sg_write_json(&b, sg_explain_expand(&resolver, &roles, &all), 0);
    return b.text;
}

static json_t *parse(const char *text)
{
    json_t *value = json_loads(text, JSON_DECODE_ANY | JSON_REJECT_DUPLICATES, NULL);
    if (!value)
        fail_msg("no JSON: %s", text);
    return value;
}

/* Compares and gives both back. */
static void compare(json_t *made, json_t *wanted)
{
    char *shown = json_dumps(made, JSON_ENCODE_ANY | JSON_SORT_KEYS),
         *other = json_dumps(wanted, JSON_ENCODE_ANY | JSON_SORT_KEYS);
    bool same = json_equal(made, wanted);
    if (!same)
        print_error("made:   %s\nwanted: %s\n", shown, other);
    free(shown);
    free(other);
    json_decref(made);
    json_decref(wanted);
    assert_true(same);
}

void assert_role(const char *yaml, const char *region, const char *id, const char *key, const char *wanted)
{
    json_t *all = parse(expanded_json(yaml, region));
    json_t *part = json_object_get(json_object_get(json_object_get(all, "functions"), id), key);
    if (!part)
        fail_msg("there is no %s of %s", key, id);
    json_incref(part);
    json_decref(all);
    compare(part, parse(wanted));
}

void assert_same_json(const char *made, const char *wanted)
{
    compare(parse(made), parse(wanted));
}
