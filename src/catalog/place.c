#include "catalog/place.h"

#include "catalog/fields.h"
#include "catalog/schema.h"

#include <string.h>

static const cyaml_schema_field_t property_fields[] = {
    TEXT("name", sg_property_row, name),
    TEXT("value", sg_property_row, value),
    TEXTS("when", sg_property_row, when),
    TEXTS("unless", sg_property_row, unless),
    FLAG("list", sg_property_row, list),
    FLAG("no-reference", sg_property_row, no_reference),
    CYAML_FIELD_END,
};
ENTRY(property, sg_property_row, property_fields);

static const cyaml_schema_field_t permission_fields[] = {
    TEXT_OR_NONE("action", sg_permission_row, action),
    TEXT("principal", sg_permission_row, principal),
    TEXT_OR_NONE("word", sg_permission_row, word),
    ITEMS("properties", sg_permission_row, properties, property),
    CYAML_FIELD_END,
};
ENTRY(permission, sg_permission_row, permission_fields);

/* What all of them have in common with grants. */
#define OPTIONS(type)                                                                                               \
    TEXT("name", type, grant.name), TEXT("title", type, grant.title), TEXT_OR_NONE("example", type, grant.example), \
        ITEMS("options", type, grant.options, sg_option_schema), TEXTS("one-of", type, grant.one_of),               \
        TEXTS("notes", type, grant.notes), ITEMS("kinds", type, kinds, sg_kind_schema)

static const cyaml_schema_field_t invoker_fields[] = {
    OPTIONS(sg_invoker),
    TEXT_OR_NONE("word", sg_invoker, word),
    TEXTS("also", sg_invoker, also),
    TEXT_OR_NONE("instead", sg_invoker, instead),
    ITEMS("permissions", sg_invoker, permissions, permission),
    CYAML_FIELD_END,
};
static FILE_SCHEMA(invoker_schema, sg_invoker, invoker_fields);

static const cyaml_schema_field_t truster_fields[] = {
    OPTIONS(sg_truster),
    TEXT("principal", sg_truster, principal),
    ITEMS("conditions", sg_truster, conditions, sg_condition_schema),
    CYAML_FIELD_END,
};
static FILE_SCHEMA(truster_schema, sg_truster, truster_fields);

static const cyaml_schema_field_t callee_fields[] = {
    TEXT("name", sg_callee, name),
    TEXT("title", sg_callee, title),
    TEXT("kind", sg_callee, kind_name),
    TEXTS("services", sg_callee, services),
    TEXT("form", sg_callee, form),
    TEXT_OR_NONE("type", sg_callee, type),
    TEXT_OR_NONE("document", sg_callee, document),
    TEXT_OR_NONE("resource", sg_callee, resource),
    TEXT_OR_NONE("behind", sg_callee, behind),
    TEXT_OR_NONE("cut", sg_callee, cut),
    FLAG("needed", sg_callee, needed),
    FLAG("by-account", sg_callee, by_account),
    FLAG("any-source", sg_callee, any_source),
    TEXTS("roles-only", sg_callee, roles_only),
    TEXTS("notes", sg_callee, notes),
    ITEMS("properties", sg_callee, properties, property),
    ITEMS("always", sg_callee, always, sg_statement_schema),
    ITEMS("kinds", sg_callee, kinds, sg_kind_schema),
    CYAML_FIELD_END,
};
static FILE_SCHEMA(callee_schema, sg_callee, callee_fields);

/* Options of every invoker: which function, above all. */
struct common {
    struct sg_grant grant;
};

static const cyaml_schema_field_t common_fields[] = {
    ITEMS("options", common, grant.options, sg_option_schema),
    CYAML_FIELD_END,
};
static FILE_SCHEMA(common_schema, common, common_fields);

/* Every struct that is loaded so begins with its name, which is that of the file too. */
static const void *load(struct sg_catalog *c, const char *folder, const char *name, const cyaml_schema_value_t *schema,
                        struct sg_findings *f)
{
    bool is_name = *name && !strpbrk(name, "./");
    const char *file = sg_format(sg_catalog_arena(c), "places/%s/%s.yaml", folder, name);
    const char *const *loaded = is_name ? sg_catalog_load(c, file, schema, f) : NULL;
    if (!loaded || strcmp(*loaded, name) == 0)
        return loaded;
    sg_fail(f, (struct sg_origin){.subject = file}, "\"%s\" is not what the file is called", *loaded);
    return NULL;
}

const struct sg_kinds *sg_place_kinds(struct sg_catalog *c, struct sg_findings *f)
{
    static const struct sg_kinds none;
    const struct sg_kinds_file *file = sg_catalog_load(c, "places/kinds.yaml", &sg_kinds_schema, f);
    return file ? &file->kinds : &none;
}

/* What a file names has its own kinds before those that all places have. */
static struct sg_kinds kinds_for(struct sg_catalog *c, const struct sg_kinds *own, struct sg_findings *f)
{
    const struct sg_kinds *common = sg_place_kinds(c, f);
    struct sg_kinds all = {.count = own->count + common->count};
    all.items = sg_new_array(sg_catalog_arena(c), struct sg_kind, all.count);
    if (own->count)
        memcpy(all.items, own->items, own->count * sizeof *all.items);
    if (common->count)
        memcpy(all.items + own->count, common->items, common->count * sizeof *all.items);
    return all;
}

/* Completes a copy of what was loaded, which stays as it is: `first` comes before its own options, and kinds are bound. */
static bool bind_copy(struct sg_catalog *c, struct sg_grant *copy, const struct sg_kinds *own,
                      const struct sg_grant *first, struct sg_findings *f)
{
    size_t before = first ? first->options.count : 0, after = copy->options.count;
    struct sg_option *all = sg_new_array(sg_catalog_arena(c), struct sg_option, before + after);
    const struct sg_kinds kinds = kinds_for(c, own, f);
    if (before)
        memcpy(all, first->options.items, before * sizeof *all);
    if (after)
        memcpy(all + before, copy->options.items, after * sizeof *all);
    copy->options.items = all;
    copy->options.count = before + after;
    return sg_bind_options(c, copy, &kinds, f);
}

static const struct sg_invoker *find_invoker(struct sg_catalog *c, const char *name, struct sg_findings *f)
{
    const char *key = sg_format(sg_catalog_arena(c), "bound invoker %s", name);
    const struct sg_invoker *before = sg_catalog_kept(c, key), *loaded;
    if (before)
        return before;
    const struct common *common = sg_catalog_load(c, "places/invoke.yaml", &common_schema, f);
    if (!common || !(loaded = load(c, "invoke", name, &invoker_schema, f)))
        return NULL;
    struct sg_invoker *copy = sg_new(sg_catalog_arena(c), struct sg_invoker);
    *copy = *loaded;
    bool ok = bind_copy(c, &copy->grant, &loaded->kinds, loaded->instead ? NULL : &common->grant, f);
    return ok ? sg_catalog_keep(c, key, copy) : NULL;
}

const struct sg_invoker *sg_find_invoker(struct sg_catalog *c, const char *name, struct sg_findings *f)
{
    size_t errors = f->errors;
    const struct sg_invoker *invoker = find_invoker(c, name, f);
    struct sg_strings names = {0};
    if (invoker || errors != f->errors)
        return invoker;
    struct sg_findings silent = {.arena = sg_catalog_arena(c)};
    sg_place_names(c, SG_INVOKE, &names);
    for (size_t i = 0; i < names.count; i++) {
        const struct sg_invoker *other = find_invoker(c, names.items[i], &silent);
        if (other && sg_strings_have(&other->also, name))
            return other;
    }
    return NULL;
}

const struct sg_truster *sg_find_truster(struct sg_catalog *c, const char *name, struct sg_findings *f)
{
    if (strchr(name, '.'))
        return sg_truster_of(c, name, f);
    const char *key = sg_format(sg_catalog_arena(c), "bound truster %s", name);
    const struct sg_truster *before = sg_catalog_kept(c, key);
    const struct sg_truster *loaded = before ? NULL : load(c, "trust", name, &truster_schema, f);
    if (!loaded)
        return before;
    struct sg_truster *copy = sg_new(sg_catalog_arena(c), struct sg_truster);
    *copy = *loaded;
    return bind_copy(c, &copy->grant, &loaded->kinds, NULL, f) ? sg_catalog_keep(c, key, copy) : NULL;
}

static const struct sg_kind *kind_named(struct sg_catalog *c, const struct sg_callee *callee, struct sg_findings *f)
{
    const struct sg_kinds kinds = kinds_for(c, &callee->kinds, f);
    for (size_t i = 0; i < kinds.count; i++)
        if (strcmp(kinds.items[i].name, callee->kind_name) == 0)
            return &kinds.items[i];
    return sg_find_kind(c, callee->kind_name, f);
}

const struct sg_callee *sg_find_callee(struct sg_catalog *c, const char *name, struct sg_findings *f)
{
    const char *key = sg_format(sg_catalog_arena(c), "bound callee %s", name);
    const struct sg_callee *before = sg_catalog_kept(c, key);
    const struct sg_callee *loaded = before ? NULL : load(c, "policy", name, &callee_schema, f);
    if (!loaded)
        return before;
    struct sg_callee *copy = sg_new(sg_catalog_arena(c), struct sg_callee);
    *copy = *loaded;
    copy->kind = kind_named(c, loaded, f);
    if (copy->kind)
        return sg_catalog_keep(c, key, copy);
    sg_fail(f, (struct sg_origin){0}, "%s: no resource kind has this name: %s", name, copy->kind_name);
    return NULL;
}

void sg_place_names(struct sg_catalog *c, enum sg_place_type place, struct sg_strings *names)
{
    static const char *const folders[] = {
        [SG_INVOKE] = "places/invoke", [SG_TRUST] = "places/trust", [SG_POLICY] = "places/policy"};
    sg_catalog_files(c, folders[place], names);
}

const struct sg_grant *sg_place_options(struct sg_catalog *c, enum sg_place_type place, const char *name,
                                        struct sg_findings *f)
{
    const struct sg_invoker *invoker = place == SG_INVOKE ? sg_find_invoker(c, name, f) : NULL;
    const struct sg_truster *truster = place == SG_TRUST ? sg_find_truster(c, name, f) : NULL;
    return invoker ? &invoker->grant : truster ? &truster->grant : NULL;
}

static bool has_principal(const struct sg_invoker *invoker, const char *principal)
{
    for (size_t p = 0; invoker && p < invoker->permissions.count; p++)
        if (strcmp(invoker->permissions.items[p].principal, principal) == 0)
            return true;
    return false;
}

const struct sg_invoker *sg_invoker_of(struct sg_catalog *c, const char *principal, struct sg_findings *f)
{
    struct sg_strings names = {0};
    const char *service = sg_copy_bytes(sg_catalog_arena(c), principal, strcspn(principal, "."));
    const struct sg_invoker *invoker = sg_find_invoker(c, service, f);
    if (has_principal(invoker, principal))
        return invoker;
    sg_place_names(c, SG_INVOKE, &names);
    for (size_t i = 0; i < names.count; i++) {
        invoker = sg_find_invoker(c, names.items[i], f);
        if (has_principal(invoker, principal))
            return invoker;
    }
    return NULL;
}

const struct sg_truster *sg_truster_of(struct sg_catalog *c, const char *principal, struct sg_findings *f)
{
    struct sg_strings names = {0};
    sg_place_names(c, SG_TRUST, &names);
    for (size_t i = 0; i < names.count; i++) {
        const struct sg_truster *truster = sg_find_truster(c, names.items[i], f);
        if (truster && strcmp(truster->principal, principal) == 0)
            return truster;
    }
    return NULL;
}
