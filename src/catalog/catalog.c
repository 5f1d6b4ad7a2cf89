#include "catalog/catalog.h"

#include "base/set.h"
#include "base/text.h"
#include "catalog/catalog_internal.h"
#include "catalog/own_internal.h"
#include "catalog/table_internal.h"
#include "catalog/target.h"

#include <stdint.h>
#include <string.h>

/* A grant and a policy can have the same name, so the type is part of the key. */
enum thing { THING_OWN_FILE, THING_FILE, THING_KIND, THING_GRANT, THING_POLICY, THING_MANAGED_NAME, THING_MADE };

struct loaded {
    enum thing thing;
    const char *key;
    const void *data; /* NULL: it does not exist */
    struct loaded *next;
};

/* What was made of two things of the catalog. */
struct pair {
    const void *x, *y, *made;
    struct pair *next;
};

#define BUCKETS 64

struct sg_catalog {
    struct sg_arena *arena;
    const char *directory, *managed_folder;
    struct loaded *things[BUCKETS]; /* by a hash of their keys */
    struct pair *pairs[BUCKETS];    /* by a hash of their addresses */
};

struct sg_catalog *sg_catalog_new(struct sg_arena *a)
{
    struct sg_catalog *c = sg_new(a, struct sg_catalog);
    c->arena = a;
    return c;
}

bool sg_catalog_use(struct sg_catalog *c, const char *directory)
{
    if (directory && !sg_own_allowed())
        return false;
    c->directory = directory ? sg_copy(c->arena, directory) : NULL;
    memset(c->things, 0, sizeof c->things);
    memset(c->pairs, 0, sizeof c->pairs);
    return true;
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

/* ---- The cache ---- */

static struct loaded **bucket(struct sg_catalog *c, const char *key)
{
    return &c->things[sg_text_hash(key) % BUCKETS];
}

static const struct loaded *find_loaded(struct sg_catalog *c, enum thing thing, const char *key)
{
    const struct loaded *l = *bucket(c, key);
    while (l && (l->thing != thing || !sg_equals(l->key, key)))
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

const void *sg_catalog_keep(struct sg_catalog *c, const char *key, const void *made)
{
    return keep(c, THING_MADE, key, made);
}

const void *sg_catalog_kept(struct sg_catalog *c, const char *key)
{
    const struct loaded *before = find_loaded(c, THING_MADE, key);
    return before ? before->data : NULL;
}

static struct pair **pair_bucket(struct sg_catalog *c, const void *x, const void *y)
{
    uintptr_t hash = ((uintptr_t)x >> 4) * 31 + ((uintptr_t)y >> 4);
    return &c->pairs[(hash ^ hash >> 6) % BUCKETS];
}

const void *sg_catalog_keep_pair(struct sg_catalog *c, const void *x, const void *y, const void *made)
{
    struct pair *p = sg_new(c->arena, struct pair), **first = pair_bucket(c, x, y);
    *p = (struct pair){.x = x, .y = y, .made = made, .next = *first};
    *first = p;
    return made;
}

const void *sg_catalog_kept_pair(struct sg_catalog *c, const void *x, const void *y)
{
    const struct pair *p = *pair_bucket(c, x, y);
    while (p && (p->x != x || p->y != y))
        p = p->next;
    return p ? p->made : NULL;
}

/* ---- Files ---- */

static const void *load_own(struct sg_catalog *c, const char *file, struct sg_findings *f)
{
    const struct loaded *before = c->directory ? find_loaded(c, THING_OWN_FILE, file) : NULL;
    const void *made;
    if (!c->directory || before)
        return before ? before->data : NULL;
    if (!sg_own_load(c->arena, c->directory, file, &made, f))
        return NULL; /* not kept, so that each call reports the faults */
    return keep(c, THING_OWN_FILE, file, made);
}

/* Reads a built-in file; with `list`, only this item of that list. */
static const void *read_built_in(struct sg_catalog *c, const char *file, const char *list, const char *name)
{
    size_t number;
    return sg_table_find(file, &number) ? sg_table_read(c->arena, number, list, name) : NULL;
}

static const void *load_built_in(struct sg_catalog *c, const char *file)
{
    const struct loaded *before = find_loaded(c, THING_FILE, file);
    return before ? before->data : keep(c, THING_FILE, file, read_built_in(c, file, NULL, NULL));
}

const void *sg_catalog_load(struct sg_catalog *c, const char *file, struct sg_findings *f)
{
    const void *own = load_own(c, file, f);
    return own ? own : load_built_in(c, file);
}

const void *sg_catalog_load_item(struct sg_catalog *c, const char *file, const char *list, const char *name,
                                 struct sg_findings *f)
{
    const void *own = load_own(c, file, f);
    return own ? own : read_built_in(c, file, list, name);
}

const void *sg_catalog_load_sound(struct sg_catalog *c, const char *file, struct sg_findings *f)
{
    struct sg_findings counted = {0};
    f = f ? f : &counted;
    size_t errors = f->errors;
    const void *loaded = sg_catalog_load(c, file, f);
    return errors == f->errors ? loaded : NULL;
}

const void *sg_catalog_load_named(struct sg_catalog *c, const char *folder, const char *name, sg_load_fn *load,
                                  struct sg_findings *f)
{
    if (!*name || *name == '.' || strchr(name, '/'))
        return NULL;
    const char *file = sg_format(c->arena, "%s/%s.yaml", folder, name);
    const char *const *loaded = load(c, file, f);
    if (!loaded || strcmp(*loaded, name) == 0)
        return loaded;
    sg_fail(f, (struct sg_origin){.subject = file}, "\"%s\" is not what the file is called", *loaded);
    return NULL;
}

const void *sg_catalog_load_built_in(struct sg_catalog *c, const char *file)
{
    return load_built_in(c, file);
}

bool sg_catalog_may_have(struct sg_catalog *c, const char *file, const char *key)
{
    size_t number;
    struct sg_source source;
    return (sg_table_find(file, &number) && sg_table_has(number, key)) ||
           (c->directory && sg_own_read(c->arena, c->directory, file, &source));
}

bool sg_catalog_read(struct sg_catalog *c, const char *file, struct sg_source *source)
{
    size_t number;
    if (c->directory && sg_own_read(c->arena, c->directory, file, source))
        return true;
    if (!sg_table_find(file, &number))
        return false;
    sg_table_text(c->arena, number, source);
    return true;
}

/* ---- Lookup by name ---- */

static bool is_file_name(const char *name)
{
    return *name && sg_is_made_of(name, SG_ALNUM "-_");
}

const struct sg_kind *sg_kind_in(const struct sg_kinds *kinds, const char *name)
{
    for (size_t i = 0; i < kinds->count; i++)
        if (sg_equals(kinds->items[i].name, name))
            return &kinds->items[i];
    return NULL;
}

const struct sg_kind *sg_find_kind(struct sg_catalog *c, const char *name, struct sg_findings *f)
{
    static const char file[] = "resources.yaml";
    const struct sg_kinds_file *own = load_own(c, file, f);
    const struct sg_kind *kind = own ? sg_kind_in(&own->kinds, name) : NULL;
    const struct loaded *before = kind ? NULL : find_loaded(c, THING_KIND, name);
    if (kind || before)
        return kind ? kind : before->data;
    const struct sg_kinds_file *one = read_built_in(c, file, "kinds", name);
    return keep(c, THING_KIND, name, sg_kind_in(&one->kinds, name));
}

static const struct sg_kind *known_kind(struct sg_catalog *c, const char *name, const char *user, struct sg_findings *f)
{
    const struct sg_kind *kind = sg_find_any_kind(c, name, f);
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
            option->kind = sg_kind_in(kinds, option->kind_name);
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
        ok = sg_fill_key_actions(c, service, &service->grants.items[i], f) && ok;
    }
    return ok ? service : NULL;
}

/* "grants/s3.yaml" for "s3-read"; NULL when no file can have the grant. */
static const char *service_file(struct sg_catalog *c, const char *grant_name)
{
    const char *dash = strchr(grant_name, '-');
    const char *service = dash ? sg_copy_bytes(c->arena, grant_name, (size_t)(dash - grant_name)) : grant_name;
    return is_file_name(service) ? sg_format(c->arena, "grants/%s.yaml", service) : NULL;
}

const struct sg_service *sg_find_service(struct sg_catalog *c, const char *grant_name, struct sg_findings *f)
{
    const char *file = service_file(c, grant_name);
    return file ? bind(c, sg_catalog_load(c, file, f), f) : NULL;
}

const struct sg_grant *sg_find_grant(struct sg_catalog *c, const char *name, struct sg_findings *f)
{
    const struct loaded *before = find_loaded(c, THING_GRANT, name);
    const char *file = before ? NULL : service_file(c, name);
    if (!file)
        return before ? before->data : NULL;
    const struct sg_service *service = load_own(c, file, f);
    service = bind(c, service ? service : read_built_in(c, file, "grants", name), f);
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
    const struct sg_policy *policy = sg_catalog_load(c, sg_format(c->arena, "policies/%s.yaml", name), f);
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
    return sg_catalog_load(c, sg_format(c->arena, "managed/%s.yaml", name), f);
}

const struct sg_managed_names *sg_managed_names(struct sg_catalog *c, struct sg_findings *f)
{
    return sg_catalog_load(c, "managed/names.yaml", f);
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
    const struct sg_managed_name *own = name_in(load_own(c, file, f), name);
    const struct loaded *before = own ? NULL : find_loaded(c, THING_MANAGED_NAME, name);
    if (own || before)
        return own ? own : before->data;
    return keep(c, THING_MANAGED_NAME, name, name_in(read_built_in(c, file, "policies", name), name));
}

const struct sg_option *sg_find_option(const struct sg_grant *grant, const char *name)
{
    for (size_t i = 0; i < grant->options.count; i++)
        if (sg_equals(grant->options.items[i].name, name))
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
        if (sg_equals(policy->parameters.items[i].name, name))
            return &policy->parameters.items[i];
    return NULL;
}

bool sg_is_flag(const struct sg_option *option)
{
    return option->kind->value && strcmp(option->kind->value, "flag") == 0;
}
