#include "catalog/catalog.h"

#include "base/file.h"
#include "catalog/embedded.h"
#include "catalog/schema.h"

#include <string.h>

struct loaded {
    const char *file;
    void *data; /* NULL when there is no such file */
    struct loaded *next;
};

struct sg_catalog {
    struct sg_arena *arena;
    const char *directory;
    struct loaded *files;
    const struct sg_kinds_file *own_kinds, *kinds;
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
    c->files = NULL;
    c->kinds = c->own_kinds = NULL;
}

struct sg_arena *sg_catalog_arena(const struct sg_catalog *c)
{
    return c->arena;
}

const char *sg_catalog_directory(const struct sg_catalog *c)
{
    return c->directory;
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

static bool read_own(struct sg_catalog *c, const char *file, struct sg_source *source)
{
    const char *error;
    source->name = sg_format(c->arena, "%s/%s", c->directory, file);
    return sg_read_file(c->arena, source->name, SG_YAML_BYTES_MOST, &source->bytes, &source->length, &error);
}

static bool read_embedded(struct sg_catalog *c, const char *file, struct sg_source *source)
{
    const struct sg_embedded *found = find_embedded(file);
    if (!found)
        return false;
    *source = (struct sg_source){
        .name = sg_format(c->arena, "templates/%s", file),
        .bytes = (const char *)found->text,
        .length = found->length,
    };
    return true;
}

typedef bool read_fn(struct sg_catalog *c, const char *file, struct sg_source *source);

/* Loads a file once; `key` tells the user's file and the built-in one of the same name apart. */
static const void *load_once(struct sg_catalog *c, const char *key, const char *file, read_fn *read,
                             const cyaml_schema_value_t *schema, struct sg_findings *f)
{
    for (const struct loaded *l = c->files; l; l = l->next)
        if (strcmp(l->file, key) == 0)
            return l->data;
    struct sg_source *source = sg_new(c->arena, struct sg_source);
    void *data = NULL;
    if (read(c, file, source) && !sg_typed_load(c->arena, source, schema, &data, f))
        return NULL; /* not kept, so that every call that meets the faults reports them */
    struct loaded *l = sg_new(c->arena, struct loaded);
    *l = (struct loaded){.file = sg_copy(c->arena, key), .data = data, .next = c->files};
    c->files = l;
    return data;
}

/* The user's folder comes first. */
static const void *load(struct sg_catalog *c, const char *file, const cyaml_schema_value_t *schema,
                        struct sg_findings *f)
{
    const void *own = NULL;
    if (c->directory)
        own = load_once(c, sg_format(c->arena, "own %s", file), file, read_own, schema, f);
    return own ? own : load_once(c, file, file, read_embedded, schema, f);
}

static bool is_file_name(const char *name)
{
    return *name && strspn(name, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_") == strlen(name);
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
    if (!c->kinds) {
        if (c->directory)
            c->own_kinds = load_once(c, "own kinds", "resources.yaml", read_own, &sg_kinds_schema, f);
        c->kinds = load_once(c, "kinds", "resources.yaml", read_embedded, &sg_kinds_schema, f);
    }
    const struct sg_kind *kind = c->own_kinds ? kind_in(&c->own_kinds->kinds, name) : NULL;
    return kind || !c->kinds ? kind : kind_in(&c->kinds->kinds, name);
}

static const struct sg_kind *known_kind(struct sg_catalog *c, const char *name, const char *user, struct sg_findings *f)
{
    const struct sg_kind *kind = sg_find_kind(c, name, f);
    if (!kind)
        sg_fail(f, (struct sg_origin){0}, "%s: no resource kind has this name: %s", user, name);
    return kind;
}

static bool bind_grants(struct sg_catalog *c, const struct sg_service *service, struct sg_findings *f)
{
    bool ok = true;
    for (size_t g = 0; g < service->grants.count; g++) {
        struct sg_grant *grant = &service->grants.items[g];
        for (size_t i = 0; i < grant->options.count; i++) {
            struct sg_option *option = &grant->options.items[i];
            if (!option->kind)
                option->kind = kind_in(&service->kinds, option->kind_name);
            if (!option->kind)
                option->kind = known_kind(c, option->kind_name, grant->name, f);
            ok = ok && option->kind;
        }
    }
    return ok;
}

const struct sg_service *sg_find_service(struct sg_catalog *c, const char *grant_name, struct sg_findings *f)
{
    size_t length = strcspn(grant_name, "-");
    const char *service = sg_copy_bytes(c->arena, grant_name, length);
    if (!is_file_name(service))
        return NULL;
    const struct sg_service *found = load(c, sg_format(c->arena, "grants/%s.yaml", service), &sg_service_schema, f);
    return found && bind_grants(c, found, f) ? found : NULL;
}

const struct sg_grant *sg_find_grant(struct sg_catalog *c, const char *name, struct sg_findings *f)
{
    const struct sg_service *service = sg_find_service(c, name, f);
    for (size_t i = 0; service && i < service->grants.count; i++)
        if (strcmp(service->grants.items[i].name, name) == 0)
            return &service->grants.items[i];
    return NULL;
}

const struct sg_policy *sg_find_policy(struct sg_catalog *c, const char *name, struct sg_findings *f)
{
    if (!is_file_name(name))
        return NULL;
    const struct sg_policy *policy = load(c, sg_format(c->arena, "policies/%s.yaml", name), &sg_policy_schema, f);
    for (size_t i = 0; policy && i < policy->parameters.count; i++) {
        struct sg_parameter *parameter = &policy->parameters.items[i];
        if (!parameter->kind && !(parameter->kind = known_kind(c, parameter->kind_name, name, f)))
            return NULL;
    }
    return policy;
}

const struct sg_policy *sg_find_managed(struct sg_catalog *c, const char *name, struct sg_findings *f)
{
    if (!is_file_name(name))
        return NULL;
    return load(c, sg_format(c->arena, "managed/%s.yaml", name), &sg_policy_schema, f);
}

const struct sg_managed_names *sg_managed_names(struct sg_catalog *c, struct sg_findings *f)
{
    return load(c, "managed/names.yaml", &sg_managed_names_schema, f);
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
