#include "catalog/place_file_internal.h"

#include <string.h>

static const struct {
    const char *folder, *section; /* section: of a service's file */
} places[] = {[SG_INVOKE] = {"places/invoke", "invoke"},
              [SG_TRUST] = {"places/trust", "trust"},
              [SG_POLICY] = {"places/policy", "policy"}};

/* A text with a dot is the principal of a service. */
static bool is_place_name(const char *name)
{
    return *name && !strpbrk(name, "./");
}

/* Number i of those in a service's file, a struct that begins with its name; NULL at their end. */
static const void *place_in(const struct sg_service *service, enum sg_place_type place, size_t i)
{
    switch (place) {
    case SG_INVOKE:
        return i < service->invoke.count ? &service->invoke.items[i] : NULL;
    case SG_TRUST:
        return i < service->trust.count ? &service->trust.items[i] : NULL;
    case SG_POLICY:
        return i < service->policy.count ? &service->policy.items[i] : NULL;
    }
    return NULL;
}

static const void *find_in(const struct sg_service *service, enum sg_place_type place, const char *name)
{
    const char *const *one;
    for (size_t i = 0; (one = place_in(service, place, i)); i++)
        if (strcmp(*one, name) == 0)
            return one;
    return NULL;
}

static const void *find_in_services(struct sg_catalog *c, enum sg_place_type place, const char *name,
                                    struct sg_findings *f)
{
    struct sg_strings services = {0};
    const void *found = NULL;
    sg_services_with(c, places[place].section, &services);
    for (size_t i = 0; i < services.count && !found; i++) {
        const char *file = sg_format(sg_catalog_arena(c), "grants/%s.yaml", services.items[i]);
        const struct sg_service *service = sg_catalog_load_sound(c, file, f);
        found = service ? find_in(service, place, name) : NULL;
    }
    return found;
}

const void *sg_load_place(struct sg_catalog *c, enum sg_place_type place, const char *name, struct sg_findings *f)
{
    struct sg_findings counted = {0};
    if (!is_place_name(name))
        return NULL;
    f = f ? f : &counted;
    size_t errors = f->errors;
    const void *loaded = sg_catalog_load_named(c, places[place].folder, name, sg_catalog_load_sound, f);
    return loaded || errors != f->errors ? loaded : find_in_services(c, place, name, f);
}

static int by_name(const void *x, const void *y)
{
    return strcmp(*(const char *const *)x, *(const char *const *)y);
}

void sg_place_names(struct sg_catalog *c, enum sg_place_type place, struct sg_strings *names)
{
    struct sg_arena *a = sg_catalog_arena(c);
    struct sg_strings files = {0}, services = {0};
    sg_catalog_files(c, places[place].folder, &files);
    for (size_t i = 0; i < files.count; i++)
        if (is_place_name(files.items[i]))
            sg_push(a, names, files.items[i]);
    sg_services_with(c, places[place].section, &services);
    for (size_t i = 0; i < services.count; i++) {
        const struct sg_service *service =
            sg_catalog_load_sound(c, sg_format(a, "grants/%s.yaml", services.items[i]), NULL);
        const char *const *one;
        for (size_t n = 0; service && (one = place_in(service, place, n)); n++)
            sg_push_once(a, names, *one);
    }
    sg_sort(names->items, names->count, sizeof *names->items, by_name);
}
