#include "catalog/action.h"

#include "catalog/action_file.h"
#include "iam/match.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

#define PREFIX_MOST 64 /* longer texts are no prefix: the longest has 33 characters */
#define INDEX "actions.txt"

const struct sg_action_index *sg_action_index(struct sg_catalog *c, struct sg_findings *f)
{
    const struct sg_action_index *index = sg_catalog_kept(c, INDEX);
    if (index)
        return index;
    struct sg_arena *a = sg_catalog_arena(c);
    struct sg_source *source = sg_new(a, struct sg_source);
    index = sg_catalog_read(c, INDEX, source) ? sg_read_action_index(a, source, f) : NULL;
    return index ? sg_catalog_keep(c, INDEX, index) : NULL;
}

/* "actions/s3.txt" for "S3:GetObject". False when no file can have it. */
static bool file_of(const char *action, char file[PREFIX_MOST + 16], size_t *prefix_length)
{
    static const char folder[] = "actions/";
    size_t length = strcspn(action, ":"), start = sizeof folder - 1;
    if (length == 0 || length > PREFIX_MOST)
        return false;
    memcpy(file, folder, start);
    for (size_t i = 0; i < length; i++) {
        if (!isalnum((unsigned char)action[i]) && action[i] != '-')
            return false;
        file[start + i] = (char)tolower((unsigned char)action[i]);
    }
    memcpy(file + start + length, ".txt", sizeof ".txt");
    *prefix_length = length;
    return true;
}

const struct sg_actions *sg_find_actions(struct sg_catalog *c, const char *action, struct sg_findings *f)
{
    char file[PREFIX_MOST + 16];
    size_t length;
    if (!file_of(action, file, &length))
        return NULL;
    const struct sg_actions *service = sg_catalog_kept(c, file);
    const struct sg_action_index *index = service ? NULL : sg_action_index(c, f);
    if (service || !index)
        return service;
    struct sg_arena *a = sg_catalog_arena(c);
    struct sg_source *source = sg_new(a, struct sg_source);
    if (!sg_catalog_read(c, file, source))
        return NULL;
    const char *prefix = sg_copy_bytes(a, file + strlen("actions/"), length);
    service = sg_read_actions(a, source, prefix, index, f);
    return service ? sg_catalog_keep(c, file, service) : NULL;
}

static const struct sg_action *find_in(const struct sg_actions *service, const char *name)
{
    size_t low = 0, high = service->count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        int order = strcasecmp(name, service->items[middle].name);
        if (order == 0)
            return &service->items[middle];
        if (order < 0)
            high = middle;
        else
            low = middle + 1;
    }
    return NULL;
}

const struct sg_action *sg_find_action(struct sg_catalog *c, const char *action, struct sg_findings *f)
{
    const char *colon = strchr(action, ':');
    const struct sg_actions *service = colon ? sg_find_actions(c, action, f) : NULL;
    return service ? find_in(service, colon + 1) : NULL;
}

const struct sg_action *sg_next_action(const struct sg_actions *service, const char *pattern,
                                       const struct sg_action *last)
{
    const char *colon = strchr(pattern, ':');
    const struct sg_action *end = service->items + service->count;
    for (const struct sg_action *action = last ? last + 1 : service->items; action < end; action++)
        if (sg_match_action(colon ? colon + 1 : pattern, action->name))
            return action;
    return NULL;
}

char *sg_action_name(struct sg_arena *a, const struct sg_action *action)
{
    return sg_format(a, "%s:%s", action->service->prefix, action->name);
}

const char *sg_access_name(enum sg_access access)
{
    static const char *const names[] = {
        [SG_ACCESS_LIST] = "List",
        [SG_ACCESS_READ] = "Read",
        [SG_ACCESS_WRITE] = "Write",
        [SG_ACCESS_TAGGING] = "Tagging",
        [SG_ACCESS_PERMISSIONS] = "Permissions management",
    };
    return names[access];
}

static const char *in_small_letters(struct sg_arena *a, const char *text)
{
    char *copy = sg_copy(a, text);
    for (char *p = copy; *p; p++)
        *p = (char)tolower((unsigned char)*p);
    return copy;
}

static const char *alias_in(const struct sg_action_alias *aliases, size_t count, const char *name)
{
    for (size_t i = 0; i < count; i++)
        if (strcasecmp(aliases[i].name, name) == 0)
            return aliases[i].meant;
    return NULL;
}

/* The action of a service that a name was meant for, or NULL. What is needed meanwhile is given back. */
static const struct sg_action *nearest_in(struct sg_arena *a, const struct sg_actions *service, const char *name)
{
    const char *alias = alias_in(service->aliases, service->alias_count, name);
    const struct sg_action *known = find_in(service, alias ? alias : name);
    if (known)
        return known;
    struct sg_mark mark = sg_arena_mark(a);
    struct sg_strings names = {0};
    for (size_t i = 0; i < service->count; i++)
        sg_push(a, &names, in_small_letters(a, service->items[i].name));
    const char *near = sg_nearest(in_small_letters(a, name), &names);
    for (size_t i = 0; near && i < service->count && !known; i++)
        known = names.items[i] == near ? &service->items[i] : NULL;
    sg_arena_rewind(a, mark);
    return known;
}

#define SHORT_PREFIX 4 /* so many letters resemble anything */

/* The service that a prefix was meant for; one of few letters only when it has the action. */
static const struct sg_actions *nearest_service(struct sg_arena *a, struct sg_catalog *c, const char *prefix,
                                                const char *name, struct sg_findings *f)
{
    const struct sg_action_index *index = sg_action_index(c, f);
    const char *near = index ? alias_in(index->aliases, index->alias_count, prefix) : NULL;
    struct sg_strings prefixes = {0};
    if (near)
        return sg_find_actions(c, near, f);
    sg_action_services(c, &prefixes);
    near = sg_nearest(in_small_letters(a, prefix), &prefixes);
    const struct sg_actions *service = near ? sg_find_actions(c, near, f) : NULL;
    return service && (strlen(prefix) > SHORT_PREFIX || find_in(service, name)) ? service : NULL;
}

const char *sg_nearest_action(struct sg_arena *a, struct sg_catalog *c, const char *action, struct sg_findings *f)
{
    const char *colon = strchr(action, ':');
    const char *prefix = colon ? sg_copy_bytes(a, action, (size_t)(colon - action)) : action;
    const struct sg_actions *service = sg_find_actions(c, prefix, f);
    if (!service)
        service = nearest_service(a, c, prefix, colon ? colon + 1 : "", f);
    if (!service)
        return NULL;
    const struct sg_action *near = colon ? nearest_in(a, service, colon + 1) : NULL;
    if (near)
        return sg_action_name(a, near);
    return strcasecmp(service->prefix, prefix) == 0 ? NULL : sg_format(a, "%s:", service->prefix);
}
