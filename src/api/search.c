#include <samgen/samgen.h>

#include "api/api_internal.h"
#include "base/text.h"
#include "catalog/action.h"
#include "catalog/search.h"

#include <string.h>

/* Policies that only AWS can attach have this path: to the roles of its services. */
#define SERVICE_ROLE_PATH "aws-service-role/"

/* A list that is being built. */
struct listing {
    struct samgen *samgen;
    const char *words;
    struct samgen_item *items;
    size_t count, capacity;
};

static void add_item(struct listing *l, enum samgen_item_type type, const char *name, const char *title)
{
    sg_grow(l->samgen->arena, l->items, l->count, l->capacity);
    l->items[l->count++] = (struct samgen_item){.type = type, .name = name, .title = title};
}

static bool has_words(const struct listing *l, const char *name, const char *title)
{
    struct sg_arena *a = l->samgen->arena;
    return sg_text_has_words(a, sg_format(a, "%s %s", name, title ? title : ""), l->words);
}

static void add_grants(struct listing *l, enum samgen_item_type type, const struct sg_grants *grants)
{
    for (size_t i = 0; i < grants->count; i++)
        add_item(l, type, grants->items[i]->name, grants->items[i]->title);
}

#define ACTIONS_MOST 20 /* of a list; a word in more names says too little */

/*
 * Actions without a grant of their own, with the title of their service. `loose`: also those with the word in their
 * name.
 */
static void add_actions(struct listing *l, const char *word, bool loose)
{
    struct sg_strings actions = {0};
    sg_actions_meant(l->samgen->arena, l->samgen->catalog, word, &actions, NULL);
    if (loose && !actions.count)
        sg_actions_with(l->samgen->arena, l->samgen->catalog, word, ACTIONS_MOST, &actions);
    for (size_t i = 0; i < actions.count; i++)
        add_item(l, SAMGEN_ITEM_ACTION, actions.items[i],
                 sg_find_actions(l->samgen->catalog, actions.items[i], NULL)->title);
}

static void add_templates(struct listing *l)
{
    struct sg_catalog *catalog = l->samgen->catalog;
    struct sg_strings policies = {0};
    sg_catalog_files(catalog, "policies", &policies);
    for (size_t i = 0; i < policies.count; i++) {
        const struct sg_policy *policy = sg_find_policy(catalog, policies.items[i], NULL);
        if (policy && has_words(l, policy->name, policy->title))
            add_item(l, SAMGEN_ITEM_TEMPLATE, policy->name, policy->title);
    }
}

static void add_managed(struct listing *l)
{
    const struct sg_managed_names *managed = sg_managed_names(l->samgen->catalog, NULL);
    for (size_t i = 0; managed && i < managed->policies.count; i++) {
        const struct sg_managed_name *row = &managed->policies.items[i];
        const char *path = row->path ? row->path : "";
        if (!sg_starts_with(path, SERVICE_ROLE_PATH) && has_words(l, row->name, NULL))
            add_item(l, SAMGEN_ITEM_MANAGED, row->name,
                     sg_format(l->samgen->arena, "arn:aws:iam::aws:policy/%s%s", path, row->name));
    }
}

size_t samgen_list(struct samgen *samgen, const char *words, const struct samgen_item **items)
{
    struct listing l = {.samgen = samgen, .words = words};
    struct sg_grants grants = {0}, sources = {0};
    sg_search_grants(samgen->arena, samgen->catalog, words, &grants, NULL);
    add_grants(&l, SAMGEN_ITEM_GRANT, &grants);
    if (words)
        sg_search_sources(samgen->arena, samgen->catalog, words, &sources, NULL);
    if (words && !grants.count && !sources.count)
        add_actions(&l, words, true);
    add_grants(&l, SAMGEN_ITEM_SOURCE, &sources);
    add_templates(&l);
    if (words)
        add_managed(&l);
    *items = l.items;
    return l.count;
}

size_t samgen_meant(struct samgen *samgen, const char *word, const char **service, const struct samgen_item **items)
{
    struct listing l = {.samgen = samgen};
    struct sg_grants meant = {0};
    sg_grants_meant(samgen->arena, samgen->catalog, word, &meant, service, NULL);
    add_grants(&l, SAMGEN_ITEM_GRANT, &meant);
    if (!meant.count)
        add_actions(&l, word, false);
    *items = l.items;
    return l.count;
}

const char *samgen_meant_option(struct samgen *samgen, const char *grant_name, const char *option)
{
    const struct sg_grant *grant = sg_find_grant(samgen->catalog, grant_name, NULL);
    struct sg_strings meant = {0};
    if (grant)
        sg_options_meant(samgen->arena, grant, option, &meant);
    return meant.count ? meant.items[0] : NULL;
}

const char *samgen_meant_grant(struct samgen *samgen, const char *grant_name, const char *option)
{
    const struct sg_grant *grant = sg_find_grant(samgen->catalog, grant_name, NULL);
    const struct sg_grant *meant = grant ? sg_grant_meant(samgen->catalog, grant, option) : NULL;
    return meant ? meant->name : NULL;
}
