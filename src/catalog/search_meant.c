#include "catalog/search.h"

#include "base/text.h"
#include "catalog/operation.h"

#include <string.h>
#include <strings.h>

#define PREFIX_MOST 64 /* of an action; the longest that AWS has is 35 */

/* A name that is not a grant, and all grants of the catalog. */
struct guess {
    struct sg_arena *arena;
    struct sg_catalog *catalog;
    struct sg_findings *findings;
    struct sg_grants all, *meant;
};

static bool is_listed(const struct sg_grants *list, const struct sg_grant *grant)
{
    for (size_t i = 0; i < list->count; i++)
        if (list->items[i] == grant)
            return true;
    return false;
}

static void add(const struct guess *g, const struct sg_grant *grant)
{
    if (g->meant->count == SG_MEANT_MOST || is_listed(g->meant, grant))
        return;
    sg_grow(g->arena, g->meant->items, g->meant->count, g->meant->capacity);
    g->meant->items[g->meant->count++] = grant;
}

static bool same(const struct sg_strings *words, const char *word)
{
    for (size_t i = 0; i < words->count; i++)
        if (strcasecmp(words->items[i], word) == 0)
            return true;
    return false;
}

static const char *verb_of(const struct sg_grant *grant)
{
    const char *dash = strchr(grant->name, '-');
    return dash ? dash + 1 : grant->name;
}

static bool has_prefix(const struct sg_grant *grant, const char *prefix)
{
    size_t length = strlen(prefix);
    for (size_t i = 0; i < grant->needs.count; i++)
        for (size_t k = 0; k < grant->needs.items[i].actions.count; k++) {
            const char *action = grant->needs.items[i].actions.items[k];
            if (strncasecmp(action, prefix, length) == 0 && action[length] == ':')
                return true;
        }
    return false;
}

/* The grants of a service, by the name of its file, else a synonym, else the name of an SDK client or IAM prefix. */
static void grants_of_service(const struct guess *g, const char *name, struct sg_grants *found)
{
    const struct sg_client *client = sg_find_client(g->catalog, name, g->findings);
    for (int way = 0; way < 3 && !found->count; way++)
        for (size_t i = 0; i < g->all.count; i++) {
            const struct sg_grant *grant = g->all.items[i];
            bool is_of = way == 0   ? strcasecmp(grant->service->service, name) == 0
                         : way == 1 ? same(&grant->service->words, name)
                                    : has_prefix(grant, client ? client->prefix : name);
            if (!is_of)
                continue;
            sg_grow(g->arena, found->items, found->count, found->capacity);
            found->items[found->count++] = grant;
        }
}

static void add_nearest(const struct guess *g, const struct sg_grants *grants, const char *word, bool verbs)
{
    struct sg_strings names = {0};
    for (size_t i = 0; i < grants->count; i++)
        sg_push(g->arena, &names, verbs ? verb_of(grants->items[i]) : grants->items[i]->name);
    const char *near = sg_nearest(word, &names);
    for (size_t i = 0; near && i < grants->count; i++)
        if (names.items[i] == near)
            add(g, grants->items[i]);
}

/* Among the grants of one service: the verb itself, a synonym of it, one spelled like it; else all of them. */
static void add_of_service(const struct guess *g, const struct sg_grants *own, const char *verb)
{
    for (size_t i = 0; *verb && i < own->count; i++)
        if (strcasecmp(verb_of(own->items[i]), verb) == 0)
            add(g, own->items[i]);
    for (size_t i = 0; *verb && i < own->count; i++)
        if (same(&own->items[i]->words, verb))
            add(g, own->items[i]);
    if (*verb && !g->meant->count)
        add_nearest(g, own, verb, true);
    for (size_t i = 0; !g->meant->count && i < own->count; i++)
        if (sg_text_has_words(g->arena, own->items[i]->title, verb))
            add(g, own->items[i]);
}

static bool is_service(const struct guess *g, const char *name)
{
    return sg_find_client(g->catalog, name, g->findings) || sg_find_actions(g->catalog, name, g->findings);
}

static void add_by_action(const struct guess *g, const char *name)
{
    struct sg_strings actions = {0};
    struct sg_grants found = {0};
    sg_actions_meant(g->arena, g->catalog, name, &actions, g->findings);
    for (size_t i = 0; i < actions.count; i++)
        sg_search_grants(g->arena, g->catalog, actions.items[i], &found, g->findings);
    for (size_t i = 0; i < found.count; i++)
        add(g, found.items[i]);
}

static void add_by_synonym(const struct guess *g, const char *name)
{
    for (size_t i = 0; i < g->all.count; i++)
        if (same(&g->all.items[i]->words, name))
            add(g, g->all.items[i]);
}

/*
 * "s3-red": the service "s3" and the verb "red". Returns the title of the service when none of its grants has such a
 * verb.
 */
static const char *guess_with_service(const struct guess *g, const char *name, const char *service, const char *verb)
{
    struct sg_grants own = {0};
    grants_of_service(g, service, &own);
    add_of_service(g, &own, verb);
    if (!own.count && !is_service(g, service))
        add_nearest(g, &g->all, name, false);
    if (g->meant->count || !own.count)
        return NULL;
    *g->meant = own;
    return own.items[0]->service->title;
}

/* AWS's name for a service without grants, or NULL. */
static const char *title_of(const struct guess *g, const char *service)
{
    const struct sg_client *client = sg_find_client(g->catalog, service, g->findings);
    const struct sg_actions *actions = sg_find_actions(g->catalog, client ? client->prefix : service, g->findings);
    return actions ? actions->title : NULL;
}

void sg_grants_meant(struct sg_arena *a, struct sg_catalog *c, const char *name, struct sg_grants *meant,
                     const char **service, struct sg_findings *f)
{
    struct guess g = {.arena = a, .catalog = c, .findings = f, .meant = meant};
    struct sg_grants own = {0};
    size_t length = strcspn(name, "-");
    *service = NULL;
    sg_search_grants(a, c, NULL, &g.all, f);
    grants_of_service(&g, name, &own);
    if (own.count) {
        *service = own.items[0]->service->title;
        *meant = own;
        return;
    }
    if (strchr(name, ':')) {
        add_by_action(&g, name);
        return;
    }
    add_by_synonym(&g, name);
    if (!meant->count && name[length])
        *service = guess_with_service(&g, name, sg_copy_bytes(a, name, length), name + length + 1);
    else if (!meant->count)
        add_nearest(&g, &g.all, name, false);
    if (!meant->count)
        add_by_action(&g, name);
    if (!meant->count && name[length])
        *service = title_of(&g, sg_copy_bytes(a, name, length));
}

/* ---- Options ---- */

/* Returns whether `part` is one of the words between the dashes of a name, or several of them. */
static bool has_part(const char *name, const char *part)
{
    size_t length = strlen(part);
    for (const char *p = name; p; p = strchr(p, '-') ? strchr(p, '-') + 1 : NULL)
        if (strncmp(p, part, length) == 0 && (!p[length] || p[length] == '-'))
            return true;
    return false;
}

/* "pool-id" and "user-pool" share "pool"; words that many options have say nothing. */
static bool share_word(struct sg_arena *a, const char *option, const char *name)
{
    static const char *const common[] = {"id", "name", "arn", "url", "key"};
    for (const char *p = name; p; p = strchr(p, '-') ? strchr(p, '-') + 1 : NULL) {
        const char *word = sg_copy_bytes(a, p, strcspn(p, "-"));
        bool plain = *word != '\0';
        for (size_t i = 0; i < sizeof common / sizeof *common; i++)
            plain = plain && strcmp(word, common[i]) != 0;
        if (plain && has_part(option, word))
            return true;
    }
    return false;
}

void sg_options_meant(struct sg_arena *a, const struct sg_grant *grant, const char *name, struct sg_strings *meant)
{
    struct sg_strings known = {0};
    for (size_t i = 0; i < grant->options.count; i++) {
        const struct sg_option *option = &grant->options.items[i];
        sg_push(a, &known, option->name);
        if (same(&option->words, name))
            sg_push_once(a, meant, option->name);
    }
    for (size_t i = 0; *name && !meant->count && i < grant->options.count; i++)
        if (has_part(grant->options.items[i].name, name) || has_part(name, grant->options.items[i].name))
            sg_push_once(a, meant, grant->options.items[i].name);
    for (size_t i = 0; !meant->count && i < grant->options.count; i++)
        if (share_word(a, grant->options.items[i].name, name))
            sg_push_once(a, meant, grant->options.items[i].name);
    const char *near = meant->count ? NULL : sg_nearest(name, &known);
    if (near)
        sg_push(a, meant, near);
}

/* ---- A grant in place of an option ---- */

const struct sg_grant *sg_grant_meant(struct sg_catalog *c, const struct sg_grant *grant, const char *option)
{
    const struct sg_service *service = same(&grant->words, option) ? NULL : sg_find_service(c, grant->name, NULL);
    for (size_t i = 0; service && i < service->grants.count; i++) {
        const struct sg_grant *other = &service->grants.items[i];
        if (strcmp(other->name, grant->name) != 0 &&
            (strcasecmp(verb_of(other), option) == 0 || same(&other->words, option)))
            return other;
    }
    return NULL;
}

static bool needs_option(const struct sg_grant *grant)
{
    bool needed = grant->one_of.count > 0;
    for (size_t i = 0; i < grant->options.count; i++)
        needed = needed || grant->options.items[i].required;
    return needed;
}

/* Returns whether the grant allows the action on "*", or otherwise on other resources. */
static bool has_need(const struct sg_grant *grant, const char *action, bool on_all)
{
    for (size_t n = 0; n < grant->needs.count; n++) {
        const struct sg_statement *need = &grant->needs.items[n];
        if (sg_strings_have(&need->actions, action) && sg_strings_have(&need->resources, "*") == on_all &&
            (!on_all || !need->when.count))
            return true;
    }
    return false;
}

static const struct sg_grant *grant_on_all(const struct sg_service *service, const char *action)
{
    for (size_t i = 0; service && i < service->grants.count; i++)
        if (!needs_option(&service->grants.items[i]) && has_need(&service->grants.items[i], action, true))
            return &service->grants.items[i];
    return NULL;
}

const struct sg_grant *sg_grant_on_all(struct sg_catalog *c, const char *action)
{
    char prefix[PREFIX_MOST] = "";
    if (strcspn(action, ":") < sizeof prefix)
        memcpy(prefix, action, strcspn(action, ":"));
    const struct sg_grant *found = grant_on_all(sg_find_service(c, prefix, NULL), action);
    struct sg_strings services = {0}; /* the grant vpc has actions of EC2 */
    if (!found)
        sg_catalog_files(c, "grants", &services);
    for (size_t i = 0; !found && i < services.count; i++)
        found = grant_on_all(sg_find_service(c, services.items[i], NULL), action);
    return found;
}

const struct sg_grant *sg_grant_only_on_all(struct sg_catalog *c, const char *action)
{
    struct sg_strings services = {0};
    sg_catalog_files(c, "grants", &services);
    for (size_t i = 0; i < services.count; i++) {
        const struct sg_service *service = sg_find_service(c, services.items[i], NULL);
        for (size_t n = 0; service && n < service->grants.count; n++)
            if (has_need(&service->grants.items[n], action, false))
                return NULL;
    }
    return sg_grant_on_all(c, action);
}
