#include "serve/completion_internal.h"
#include "serve/spec_internal.h"

#include "sam/template.h"

#include <string.h>

/* ---- The schema ---- */

/* Follows {"$ref": "#/definitions/NAME"}. */
static const json_t *resolve(const json_t *schema, const json_t *part)
{
    static const char start[] = "#/definitions/";
    const char *ref = json_string_value(json_object_get(part, "$ref"));
    if (!ref || strncmp(ref, start, strlen(start)) != 0)
        return part;
    return json_object_get(json_object_get(schema, "definitions"), ref + strlen(start));
}

/* What a grant or a source takes depends on its name, which is beside the key. */
static const json_t *chosen(struct sg_completion *c, const json_t *schema, const char *section,
                            const struct sg_node *item)
{
    bool source = strcmp(section, "invoked-by") == 0;
    const char *name = sg_get_text(item, source ? "source" : "grant");
    if (!name)
        return NULL;
    return json_object_get(json_object_get(schema, "definitions"),
                           sg_format(c->arena, "%s %s", source ? "source" : "grant", name));
}

/* The part of the schema for the name of a grant or source, which the item's own part does not have; or NULL. */
static const json_t *name_part(const struct sg_completion *c, const json_t *schema)
{
    const char *key = sg_spot_key(&c->spot, 0), *section = sg_spot_key(&c->spot, 1);
    bool name = (strcmp(key, "grant") == 0 && strcmp(section, "grants") == 0) ||
                (strcmp(key, "source") == 0 && strcmp(section, "invoked-by") == 0);
    const json_t *item = name ? json_object_get(json_object_get(schema, "definitions"), key) : NULL;
    return json_object_get(json_object_get(item, "properties"), key);
}

/* The part of the schema for the map or value at the cursor. */
static const json_t *part_at(struct sg_completion *c, const json_t *schema)
{
    const json_t *part = schema, *named;
    const struct sg_node *node = c->root;
    for (size_t i = 0; i < c->spot.count && part; i++) {
        const struct sg_spot_step *step = &c->spot.steps[i];
        if (step->key) {
            part = json_object_get(json_object_get(part, "properties"), step->key);
            node = sg_get(node, step->key);
        } else if (step->bracket != '{') {
            const char *section = i ? c->spot.steps[i - 1].key : NULL;
            part = json_object_get(resolve(schema, part), "items");
            node = node && node->type == SG_LIST ? node->first : NULL;
            for (size_t n = step->index; node && n; n--)
                node = node->next;
            named = section ? chosen(c, schema, section, node) : NULL;
            part = named && (strcmp(section, "grants") == 0 || strcmp(section, "invoked-by") == 0) ? named : part;
        }
        part = resolve(schema, part);
    }
    return part;
}

/* ---- Proposals ---- */

static void propose_keys(struct sg_completion *c, const json_t *schema, const json_t *part)
{
    const char *key;
    const json_t *value;
    void *at;
    json_t *properties = json_object_get(part, "properties");
    for (at = json_object_iter(properties); at; at = json_object_iter_next(properties, at)) {
        key = json_object_iter_key(at);
        value = json_object_iter_value(at);
        const char *text = sg_format(c->arena, "%s:", key);
        const char *says = json_string_value(json_object_get(value, "description"));
        const char *type = json_string_value(json_object_get(resolve(schema, value), "type"));
        sg_propose(c, (struct sg_proposal){.label = sg_copy(c->arena, key),
                                           .kind = SG_PROPOSE_PROPERTY,
                                           .detail = says || type ? sg_copy(c->arena, says ? says : type) : NULL,
                                           .snippet = text,
                                           .plain = text});
    }
}

static void propose_names(struct sg_completion *c, const json_t *part)
{
    const json_t *item, *names = json_object_get(part, "enum");
    size_t i;
    if (!names)
        names = json_object_get(json_array_get(json_object_get(part, "anyOf"), 0), "enum");
    json_array_foreach (names, i, item)
        if (json_is_string(item))
            sg_propose(c, (struct sg_proposal){.label = sg_copy(c->arena, json_string_value(item)),
                                               .kind = SG_PROPOSE_ENUM,
                                               .fact = "grant"});
    const char *type = json_string_value(json_object_get(part, "type"));
    if (type && strcmp(type, "boolean") == 0) {
        sg_propose(c, (struct sg_proposal){.label = "true", .kind = SG_PROPOSE_VALUE});
        sg_propose(c, (struct sg_proposal){.label = "false", .kind = SG_PROPOSE_VALUE});
    }
}

/* The names of functions of the template, for `name`. */
static void propose_functions(struct sg_completion *c, const struct sg_node *template)
{
    const struct sg_node *resources = sg_get(template, "Resources");
    const struct sg_node *key = resources && resources->type == SG_MAP ? resources->first : NULL;
    for (; key; key = key->next->next) {
        const char *type = sg_get_text(key->next, "Type");
        if (type && (strcmp(type, SG_FUNCTION_TYPE) == 0 || strcmp(type, SG_STATE_MACHINE_TYPE) == 0))
            sg_propose(c, (struct sg_proposal){.label = key->text, .kind = SG_PROPOSE_VARIABLE, .detail = type});
    }
}

/* ${Id} where a value of the user begins. */
static void propose_values(struct sg_completion *c, const struct sg_node *template)
{
    const struct sg_node *resources = sg_get(template, "Resources");
    const struct sg_node *key = resources && resources->type == SG_MAP ? resources->first : NULL;
    for (; key; key = key->next->next) {
        const char *type = sg_get_text(key->next, "Type"), *text = sg_format(c->arena, "${%s}", key->text);
        const char *written = c->spot.quote ? text : sg_format(c->arena, "\"%s\"", text);
        sg_propose(c, (struct sg_proposal){.label = text,
                                           .kind = SG_PROPOSE_VARIABLE,
                                           .detail = type,
                                           .snippet = sg_snippet_text(c->arena, written),
                                           .plain = written});
    }
}

void sg_propose_spec(struct sg_completion *c)
{
    const char *key = sg_spot_key(&c->spot, 0);
    json_t *schema = json_loads(samgen_schema(c->session->samgen, SAMGEN_SCHEMA_SPEC), 0, NULL);
    const json_t *named = name_part(c, schema), *part = named ? named : part_at(c, schema);
    struct sg_own_template own;
    const struct sg_node *template =
        sg_template_of_spec(c->session, c->document, &c->spot, c->root, &own) ? own.root : NULL;
    if (sg_propose_substitutions(c, template)) {
        json_decref(schema);
        return;
    }
    if (c->spot.may_be_key && json_object_get(part, "properties"))
        propose_keys(c, schema, part);
    else if (strcmp(key, "actions") == 0 || strcmp(key, "allow") == 0 || strcmp(key, "deny") == 0)
        sg_propose_actions(c);
    else if (strcmp(key, "name") == 0)
        propose_functions(c, template);
    else if (json_object_get(part, "enum") || json_object_get(part, "type") || named)
        propose_names(c, part);
    else
        propose_values(c, template);
    json_decref(schema);
}
