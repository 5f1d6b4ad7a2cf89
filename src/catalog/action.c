#include "catalog/action.h"

#include "base/text.h"
#include "catalog/action_file_internal.h"
#include "catalog/table_internal.h"
#include "iam/pattern.h"

#include <string.h>

#define PREFIX_MOST 64 /* the longest prefix has 33 characters; a longer text is not looked for */
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
        if (!sg_is_alnum(action[i]) && action[i] != '-')
            return false;
        file[start + i] = sg_small_letter(action[i]);
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
    struct sg_source *added = sg_adds_actions(source) ? source : NULL;
    size_t built_in;
    if (added && sg_table_find(file, &built_in)) {
        source = sg_new(a, struct sg_source);
        sg_table_text(a, built_in, source);
    }
    service = sg_read_actions(a, source, added == source ? NULL : added, prefix, index, f);
    return service ? sg_catalog_keep(c, file, service) : NULL;
}

const struct sg_action *sg_find_action(struct sg_catalog *c, const char *action, struct sg_findings *f)
{
    const char *colon = strchr(action, ':');
    const struct sg_actions *service = colon ? sg_find_actions(c, action, f) : NULL;
    return service ? sg_action_named(service, colon + 1) : NULL;
}

const struct sg_action *sg_next_action(const struct sg_actions *service, const char *pattern,
                                       const struct sg_action *last)
{
    const char *colon = strchr(pattern, ':');
    const struct sg_action *end = service->items + service->count;
    for (const struct sg_action *action = last ? last + 1 : service->items; action < end; action++)
        if (sg_iam_glob_action(colon ? colon + 1 : pattern, action->name))
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
