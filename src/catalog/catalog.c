#include "catalog/catalog.h"

#include "base/file.h"
#include "base/text.h"
#include "catalog/embedded_internal.h"
#include "catalog/schema_internal.h"
#include "catalog/slice_internal.h"

#include <string.h>

/* A grant and a policy may have the same name, so what a thing is belongs to its key. */
enum thing { THING_FILE, THING_GRANT, THING_POLICY };

struct loaded {
    enum thing thing;
    const char *key;
    const void *data; /* NULL when there is no such thing */
    struct loaded *next;
};

#define BUCKETS 64

struct sg_catalog {
    struct sg_arena *arena;
    const char *directory, *managed_folder;
    struct loaded *things[BUCKETS]; /* by a hash of their keys */
    size_t types_apart;             /* whose kinds were read without the others */
};

struct sg_catalog *sg_catalog_new(struct sg_arena *a)
{
    struct sg_catalog *c = sg_new(a, struct sg_catalog);
    c->arena = a;
    return c;
}

void sg_catalog_use(struct sg_catalog *c, const char *directory)
{
    c->directory = directory ? sg_copy(c->arena, directory) : NULL;
    memset(c->things, 0, sizeof c->things);
}

struct sg_arena *sg_catalog_arena(const struct sg_catalog *c)
{
    return c->arena;
}

const char *sg_catalog_directory(const struct sg_catalog *c)
{
    return c->directory;
}

void sg_catalog_use_managed(struct sg_catalog *c, const char *folder)
{
    c->managed_folder = sg_copy(c->arena, folder);
}

const char *sg_catalog_managed_folder(const struct sg_catalog *c)
{
    return c->managed_folder;
}

static const struct sg_embedded *find_embedded(const char *name)
{
    size_t low = 0, high = sg_embedded_count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        int order = strcmp(name, sg_embedded_files[middle].name);
        if (order == 0)
            return &sg_embedded_files[middle];
        if (order < 0)
            high = middle;
        else
            low = middle + 1;
    }
    return NULL;
}

static struct loaded **bucket(struct sg_catalog *c, const char *key)
{
    unsigned hash = 5381;
    for (; *key; key++)
        hash = hash * 33 + (unsigned char)*key;
    return &c->things[hash % BUCKETS];
}

static const struct loaded *find_loaded(struct sg_catalog *c, enum thing thing, const char *key)
{
    const struct loaded *l = *bucket(c, key);
    while (l && (l->thing != thing || strcmp(l->key, key) != 0))
        l = l->next;
    return l;
}

static const void *keep(struct sg_catalog *c, enum thing thing, const char *key, const void *data)
{
    struct loaded *l = sg_new(c->arena, struct loaded), **first = bucket(c, key);
    *l = (struct loaded){.thing = thing, .key = sg_copy(c->arena, key), .data = data, .next = *first};
    *first = l;
    return data;
}

/* What to read: a file of the catalog, one item of it, or the items with a word; the others are NULL. */
struct wanted {
    const char *file, *item, *word;
};

static bool read_own(struct sg_catalog *c, struct wanted wanted, struct sg_source *source)
{
    const char *error;
    source->name = sg_format(c->arena, "%s/%s", c->directory, wanted.file);
    return sg_read_file(c->arena, source->name, SG_YAML_BYTES_MOST, &source->bytes, &source->length, &error);
}

static bool read_embedded(struct sg_catalog *c, struct wanted wanted, struct sg_source *source)
{
    const struct sg_embedded *found = find_embedded(wanted.file);
    if (!found)
        return false;
    *source = (struct sg_source){
        .name = sg_format(c->arena, "templates/%s", wanted.file),
        .bytes = found->text,
        .length = found->length,
    };
    if (wanted.word)
        return sg_slice_items_with(c->arena, source, wanted.word, source);
    return !wanted.item || sg_slice_item(c->arena, source, wanted.item, source);
}

typedef bool read_fn(struct sg_catalog *c, struct wanted wanted, struct sg_source *source);

/* Loads a thing once; `key` tells the user's file, the built-in one and its items apart. */
static const void *load_once(struct sg_catalog *c, const char *key, struct wanted wanted, read_fn *read,
                             const cyaml_schema_value_t *schema, struct sg_findings *f)
{
    const struct loaded *before = find_loaded(c, THING_FILE, key);
    if (before)
        return before->data;
    struct sg_source *source = sg_new(c->arena, struct sg_source);
    void *data = NULL;
    if (read(c, wanted, source) && !sg_typed_load(c->arena, source, schema, &data, f))
        return NULL; /* not kept, so that every call that meets the faults reports them */
    return keep(c, THING_FILE, key, data);
}

static const void *load_own(struct sg_catalog *c, const char *file, const cyaml_schema_value_t *schema,
                            struct sg_findings *f)
{
    if (!c->directory)
        return NULL;
    const struct wanted wanted = {.file = file};
    return load_once(c, sg_format(c->arena, "own %s", file), wanted, read_own, schema, f);
}

static const void *load_embedded(struct sg_catalog *c, const char *file, const cyaml_schema_value_t *schema,
                                 struct sg_findings *f)
{
    return load_once(c, file, (struct wanted){.file = file}, read_embedded, schema, f);
}

static const void *load_item(struct sg_catalog *c, const char *file, const char *item,
                             const cyaml_schema_value_t *schema, struct sg_findings *f)
{
    const struct wanted wanted = {.file = file, .item = item};
    return load_once(c, sg_format(c->arena, "%s %s", file, item), wanted, read_embedded, schema, f);
}

const void *sg_catalog_load(struct sg_catalog *c, const char *file, const cyaml_schema_value_t *schema,
                            struct sg_findings *f)
{
    const void *own = load_own(c, file, schema, f);
    return own ? own : load_embedded(c, file, schema, f);
}

const void *sg_catalog_load_built_in(struct sg_catalog *c, const char *file, const cyaml_schema_value_t *schema,
                                     struct sg_findings *f)
{
    return load_embedded(c, file, schema, f);
}

bool sg_catalog_read(struct sg_catalog *c, const char *file, struct sg_source *source)
{
    const struct wanted wanted = {.file = file};
    return (c->directory && read_own(c, wanted, source)) || read_embedded(c, wanted, source);
}

const void *sg_catalog_keep(struct sg_catalog *c, const char *file, const void *made)
{
    return keep(c, THING_FILE, file, made);
}

const void *sg_catalog_kept(struct sg_catalog *c, const char *file)
{
    const struct loaded *before = find_loaded(c, THING_FILE, file);
    return before ? before->data : NULL;
}

static bool is_file_name(const char *name)
{
    return *name && sg_is_made_of(name, SG_ALNUM "-_");
}

static const struct sg_kind *kind_in(const struct sg_kinds *kinds, const char *name)
{
    for (size_t i = 0; i < kinds->count; i++)
        if (strcmp(kinds->items[i].name, name) == 0)
            return &kinds->items[i];
    return NULL;
}

const struct sg_kind *sg_find_kind(struct sg_catalog *c, const char *name, struct sg_findings *f)
{
    const struct sg_kinds_file *own = load_own(c, "resources.yaml", &sg_kinds_schema, f);
    const struct sg_kind *kind = own ? kind_in(&own->kinds, name) : NULL;
    if (kind)
        return kind;
    const struct sg_kinds_file *one = load_item(c, "resources.yaml", name, &sg_kinds_schema, f);
    return one ? kind_in(&one->kinds, name) : NULL;
}

const struct sg_kinds *sg_all_kinds(struct sg_catalog *c, struct sg_findings *f)
{
    const struct sg_kinds_file *file = sg_catalog_load(c, "resources.yaml", &sg_kinds_schema, f);
    return file ? &file->kinds : NULL;
}

#define TYPES_APART 4 /* beyond it, all kinds at once are read faster than those of one type after the other */

const struct sg_kinds *sg_kinds_of_type(struct sg_catalog *c, const char *type, struct sg_findings *f)
{
    static const char name[] = "resources.yaml";
    if (c->directory || c->types_apart >= TYPES_APART || find_loaded(c, THING_FILE, name))
        return sg_all_kinds(c, f);
    const char *key = sg_format(c->arena, "%s of %s", name, type);
    c->types_apart += !find_loaded(c, THING_FILE, key);
    const struct wanted wanted = {.file = name, .word = type};
    const struct sg_kinds_file *file = load_once(c, key, wanted, read_embedded, &sg_kinds_schema, f);
    return file ? &file->kinds : NULL;
}

static const struct sg_kind *known_kind(struct sg_catalog *c, const char *name, const char *user, struct sg_findings *f)
{
    const struct sg_kind *kind = sg_find_kind(c, name, f);
    if (!kind)
        sg_fail(f, (struct sg_origin){0}, "%s: no resource kind has this name: %s", user, name);
    return kind;
}

bool sg_bind_options(struct sg_catalog *c, struct sg_grant *grant, const struct sg_kinds *kinds, struct sg_findings *f)
{
    bool ok = true;
    for (size_t i = 0; i < grant->options.count; i++) {
        struct sg_option *option = &grant->options.items[i];
        if (!option->kind)
            option->kind = kind_in(kinds, option->kind_name);
        if (!option->kind)
            option->kind = known_kind(c, option->kind_name, grant->name, f);
        ok = ok && option->kind;
    }
    return ok;
}

static const struct sg_service *bind(struct sg_catalog *c, const struct sg_service *service, struct sg_findings *f)
{
    bool ok = service != NULL;
    for (size_t i = 0; service && i < service->grants.count; i++) {
        service->grants.items[i].service = service;
        ok = sg_bind_options(c, &service->grants.items[i], &service->kinds, f) && ok;
    }
    return ok ? service : NULL;
}

/* "grants/s3.yaml" for "s3-read"; NULL when no file can have the grant. */
static const char *service_file(struct sg_catalog *c, const char *grant_name)
{
    const char *service = sg_copy_bytes(c->arena, grant_name, strcspn(grant_name, "-"));
    return is_file_name(service) ? sg_format(c->arena, "grants/%s.yaml", service) : NULL;
}

const struct sg_service *sg_find_service(struct sg_catalog *c, const char *grant_name, struct sg_findings *f)
{
    const char *file = service_file(c, grant_name);
    return file ? bind(c, sg_catalog_load(c, file, &sg_service_schema, f), f) : NULL;
}

const struct sg_grant *sg_find_grant(struct sg_catalog *c, const char *name, struct sg_findings *f)
{
    const struct loaded *before = find_loaded(c, THING_GRANT, name);
    const char *file = before ? NULL : service_file(c, name);
    if (!file)
        return before ? before->data : NULL;
    const struct sg_service *service = load_own(c, file, &sg_service_schema, f);
    if (!service)
        service = load_item(c, file, name, &sg_service_schema, f);
    service = bind(c, service ? service : load_embedded(c, file, &sg_service_schema, f), f);
    for (size_t i = 0; service && i < service->grants.count; i++)
        if (strcmp(service->grants.items[i].name, name) == 0)
            return keep(c, THING_GRANT, name, &service->grants.items[i]);
    return NULL;
}

const struct sg_policy *sg_find_policy(struct sg_catalog *c, const char *name, struct sg_findings *f)
{
    const struct loaded *before = find_loaded(c, THING_POLICY, name);
    if (before || !is_file_name(name))
        return before ? before->data : NULL;
    const struct sg_policy *policy =
        sg_catalog_load(c, sg_format(c->arena, "policies/%s.yaml", name), &sg_policy_schema, f);
    for (size_t i = 0; policy && i < policy->parameters.count; i++) {
        struct sg_parameter *parameter = &policy->parameters.items[i];
        if (!parameter->kind && !(parameter->kind = known_kind(c, parameter->kind_name, name, f)))
            return NULL;
    }
    return policy ? keep(c, THING_POLICY, name, policy) : NULL;
}

const struct sg_policy *sg_find_managed(struct sg_catalog *c, const char *name, struct sg_findings *f)
{
    if (!is_file_name(name))
        return NULL;
    return sg_catalog_load(c, sg_format(c->arena, "managed/%s.yaml", name), &sg_policy_schema, f);
}

const struct sg_managed_names *sg_managed_names(struct sg_catalog *c, struct sg_findings *f)
{
    return sg_catalog_load(c, "managed/names.yaml", &sg_managed_names_schema, f);
}

static const struct sg_managed_name *name_in(const struct sg_managed_names *names, const char *name)
{
    for (size_t i = 0; names && i < names->policies.count; i++)
        if (strcmp(names->policies.items[i].name, name) == 0)
            return &names->policies.items[i];
    return NULL;
}

const struct sg_managed_name *sg_find_managed_name(struct sg_catalog *c, const char *name, struct sg_findings *f)
{
    static const char file[] = "managed/names.yaml";
    const struct sg_managed_name *own = name_in(load_own(c, file, &sg_managed_names_schema, f), name);
    return own ? own : name_in(load_item(c, file, name, &sg_managed_names_schema, f), name);
}

const struct sg_option *sg_find_option(const struct sg_grant *grant, const char *name)
{
    for (size_t i = 0; i < grant->options.count; i++)
        if (strcmp(grant->options.items[i].name, name) == 0)
            return &grant->options.items[i];
    return NULL;
}

const struct sg_arn_form *sg_find_form(const struct sg_kind *kind, const char *name)
{
    for (size_t i = 0; i < kind->others.count; i++)
        if (strcmp(kind->others.items[i].name, name) == 0)
            return &kind->others.items[i];
    return NULL;
}

const struct sg_parameter *sg_find_parameter(const struct sg_policy *policy, const char *name)
{
    for (size_t i = 0; i < policy->parameters.count; i++)
        if (strcmp(policy->parameters.items[i].name, name) == 0)
            return &policy->parameters.items[i];
    return NULL;
}

bool sg_is_flag(const struct sg_option *option)
{
    return option->kind->value && strcmp(option->kind->value, "flag") == 0;
}
