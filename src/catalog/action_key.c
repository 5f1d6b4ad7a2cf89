#include "catalog/action.h"

#include "catalog/action_file_internal.h"
#include "iam/pattern.h"

static const struct sg_action_key *key_in(const struct sg_key_set *set, const char *key)
{
    for (size_t i = 0; i < set->count; i++)
        if (sg_iam_glob_action(set->items[i]->name, key))
            return set->items[i];
    return NULL;
}

static const struct sg_action_key *listed_key(const struct sg_action *action, const char *key)
{
    const struct sg_action_key *found = key_in(action->keys, key);
    for (size_t i = 0; i < action->type_count && !found; i++) {
        found = key_in(action->types[i].keys, key);
        if (!found)
            found = key_in(action->types[i].type->keys, key);
    }
    return found;
}

static const struct sg_action_key *loose_key(const struct sg_actions *service, const char *key)
{
    for (size_t i = 0; i < service->key_count; i++)
        if (service->keys[i].loose && sg_iam_glob_action(service->keys[i].name, key))
            return &service->keys[i];
    return NULL;
}

static const struct sg_action_key *global_key(const struct sg_action_index *index, const char *key)
{
    for (size_t i = 0; i < index->key_count; i++)
        if (sg_iam_glob_action(index->keys[i].name, key))
            return &index->keys[i];
    return NULL;
}

enum sg_key_use sg_action_key(struct sg_catalog *c, const struct sg_action *action, const char *key,
                              const struct sg_action_key **found, struct sg_findings *f)
{
    const struct sg_action_key *listed = listed_key(action, key);
    if (!listed)
        listed = loose_key(action->service, key);
    const struct sg_action_index *index = listed ? NULL : sg_action_index(c, f);
    const struct sg_action_key *global = index ? global_key(index, key) : NULL;
    if (found)
        *found = listed ? listed : global;
    if (listed)
        return SG_KEY_LISTED;
    if (!global)
        return SG_KEY_UNKNOWN;
    return global->tag ? SG_KEY_UNLISTED : SG_KEY_GLOBAL;
}

static void push_keys(struct sg_arena *a, struct sg_strings *names, const struct sg_key_set *set)
{
    for (size_t i = 0; i < set->count; i++)
        sg_push_once(a, names, set->items[i]->name);
}

const char *sg_nearest_key(struct sg_arena *a, struct sg_catalog *c, const struct sg_action *action, const char *key,
                           struct sg_findings *f)
{
    struct sg_strings names = {0};
    const struct sg_action_index *index = sg_action_index(c, f);
    push_keys(a, &names, action->keys);
    for (size_t i = 0; i < action->type_count; i++) {
        push_keys(a, &names, action->types[i].keys);
        push_keys(a, &names, action->types[i].type->keys);
    }
    for (size_t i = 0; index && i < index->key_count; i++)
        sg_push(a, &names, index->keys[i].name);
    return sg_nearest(key, &names);
}
