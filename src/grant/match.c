#include "grant/match.h"

#include "base/buffer.h"
#include "catalog/pattern.h"
#include "iam/pattern.h"
#include "grant/fill.h"
#include "grant/needs.h"

#include <string.h>
#include <strings.h>

#define SPLITS_MOST 64 /* ways to split one ARN by one pattern */

#define ACTIONS_MOST 4 /* of a grant; more actions are not a fix of one denial */

/* The cost of a grant: does it allow more than the resource, and how many actions? Less is better. */
struct rank {
    bool wide;
    size_t actions;
};

/* The search, and the best grant so far. */
struct search {
    struct sg_scope *scope;
    struct sg_catalog *catalog;
    enum sg_grant_matching matching;
    const char *action, *resource;
    struct sg_asked_grant *best;
    struct rank rank;
    bool found;
};

/* Options that are being read from a resource by a pattern. */
struct taking {
    struct search *search;
    const struct sg_grant *grant;
    const struct sg_statement *need;
    struct sg_asked_option *options;
    size_t count, capacity, splits;
};

static bool has_action(const struct sg_statement *statement, const char *action)
{
    for (size_t i = 0; i < statement->actions.count; i++)
        if (sg_iam_glob_action(statement->actions.items[i], action))
            return true;
    return false;
}

/* ---- A grant with these options ---- */

/* Returns whether a statement allows it without a condition, and whether only on this resource. */
static bool allows(const struct search *s, const struct sg_statement *statement, bool *wide)
{
    if (!has_action(statement, s->action) || statement->conditions.count)
        return false;
    *wide = true;
    for (size_t i = 0; i < statement->resources.count; i++)
        if (strcmp(statement->resources.items[i], s->resource) == 0)
            *wide = false;
    for (size_t i = 0; i < statement->resources.count; i++)
        if (sg_iam_glob(statement->resources.items[i], s->resource))
            return true;
    return false;
}

static bool is_better(const struct rank *x, const struct rank *y)
{
    return x->wide != y->wide ? y->wide : x->actions < y->actions;
}

static bool has_other_service(const struct sg_statement *statement, const char *action)
{
    size_t service = strcspn(action, ":") + 1;
    for (size_t i = 0; i < statement->actions.count; i++)
        if (strncasecmp(statement->actions.items[i], action, service) != 0)
            return true;
    return false;
}

/* Returns whether a statement names the resource, a part of it, or a whole that it is part of. */
static bool is_about(const struct sg_statement *statement, const char *resource)
{
    for (size_t i = 0; i < statement->resources.count; i++) {
        const char *text = statement->resources.items[i];
        size_t length = strcspn(text, "*");
        if (strncmp(text, resource, length) != 0 && strncmp(text, resource, strlen(resource)) != 0)
            return false;
    }
    return true;
}

/* Returns whether the statements allow it, and their cost. */
static bool rank_needs(const struct search *s, const struct sg_statements *needs, struct rank *rank)
{
    bool found = false;
    *rank = (struct rank){.wide = true};
    for (size_t i = 0; i < needs->count; i++) {
        bool wide;
        rank->actions += needs->items[i].actions.count;
        if (has_other_service(&needs->items[i], s->action) || !is_about(&needs->items[i], s->resource))
            return false;
        if (!allows(s, &needs->items[i], &wide))
            continue;
        rank->wide = rank->wide && wide;
        found = true;
    }
    return found && rank->actions <= ACTIONS_MOST;
}

static void offer(struct search *s, const struct sg_asked_grant *asked)
{
    struct sg_use use;
    struct sg_statements needs;
    struct rank rank;
    if (!sg_read_use(s->scope, s->catalog, asked, &use) || !sg_grant_check_effect(s->scope, &use) ||
        !sg_grant_needs(s->scope, &use, SG_ARN_SHORTEST, &needs) || !rank_needs(s, &needs, &rank) ||
        (s->found && !is_better(&rank, &s->rank)))
        return;
    s->found = true;
    s->rank = rank;
    *s->best = *asked;
}

/* Sets the switches on which the need depends. False when it depends on other options. */
static void add_switches(struct taking *t)
{
    for (size_t i = 0; i < t->need->when.count; i++) {
        const struct sg_option *option = sg_find_option(t->grant, t->need->when.items[i]);
        if (option && sg_is_flag(option))
            t->options[t->count++] = (struct sg_asked_option){.name = option->name};
    }
}

static void offer_taken(struct taking *t)
{
    struct sg_arena *a = t->search->scope->arena;
    size_t count = t->count;
    add_switches(t);
    struct sg_asked_grant asked = {.name = t->grant->name, .count = t->count};
    asked.options = sg_new_array(a, struct sg_asked_option, t->count);
    if (t->count)
        memcpy(asked.options, t->options, t->count * sizeof *t->options);
    t->count = count;
    offer(t->search, &asked);
}

/* ---- Splitting the resource ---- */

static const struct sg_option *option_at(const struct sg_grant *grant, const char *name, size_t length)
{
    for (size_t i = 0; i < grant->options.count; i++) {
        const struct sg_option *option = &grant->options.items[i];
        if (strlen(option->name) == length && strncmp(option->name, name, length) == 0)
            return option;
    }
    return NULL;
}

/* For an ARN without region and account the name is enough, if the option takes names. */
static const char *shortest(struct sg_arena *a, const struct sg_kind *kind, const char *value)
{
    struct sg_parts parts;
    bool global = kind->arn && !strstr(kind->arn, "{region}") && !strstr(kind->arn, "{account}");
    return global && sg_match_pattern(a, kind->arn, value, &parts) && parts.name ? parts.name : value;
}

static void take(struct taking *t, const char *pattern, const char *text);

/* Tries each beginning of the text as the value of the option, the shortest first. */
static void take_option(struct taking *t, const struct sg_option *option, const char *rest, const char *text)
{
    struct sg_arena *a = t->search->scope->arena;
    size_t length = strlen(text);
    bool pattern = option->kind->value && strcmp(option->kind->value, "policy") == 0;
    if (t->count == t->capacity || (pattern && t->search->matching != SG_MATCH_PATTERNS))
        return;
    for (size_t n = *rest ? 1 : length; n <= length && n > 0 && t->splits < SPLITS_MOST; n++) {
        if (*rest && *rest != '{' && *rest != '*' && text[n] != *rest)
            continue;
        t->splits++;
        const char *value = shortest(a, option->kind, sg_copy_bytes(a, text, n));
        t->options[t->count++] = (struct sg_asked_option){.name = option->name, .text = value};
        take(t, rest, text + n);
        t->count--;
    }
}

/* Matches the rest of a need's pattern with the rest of the resource. */
static void take(struct taking *t, const char *pattern, const char *text)
{
    while (*pattern && *pattern != '{' && *pattern == *text) {
        pattern++;
        text++;
    }
    if (strcmp(pattern, "*") == 0 || (!*pattern && !*text)) {
        offer_taken(t);
        return;
    }
    const char *close = *pattern == '{' ? strchr(pattern, '}') : NULL;
    const struct sg_option *option = close ? option_at(t->grant, pattern + 1, strcspn(pattern + 1, ".:}")) : NULL;
    if (option)
        take_option(t, option, close + 1, text);
}

static void try_need(struct search *s, const struct sg_grant *grant, const struct sg_statement *need)
{
    struct taking t = {.search = s, .grant = grant, .need = need, .capacity = grant->options.count};
    t.options = sg_new_array(s->scope->arena, struct sg_asked_option, grant->options.count + need->when.count + 1);
    for (size_t i = 0; i < need->resources.count; i++) {
        const char *pattern = need->resources.items[i];
        bool all = strcmp(pattern, "*") == 0;
        t.splits = 0;
        if (!all || strcmp(s->resource, "*") == 0)
            take(&t, pattern, s->resource);
    }
}

static void try_service(struct search *s, const struct sg_service *service)
{
    for (size_t g = 0; g < service->grants.count; g++) {
        const struct sg_grant *grant = &service->grants.items[g];
        for (size_t i = 0; i < grant->needs.count; i++)
            if (has_action(&grant->needs.items[i], s->action))
                try_need(s, grant, &grant->needs.items[i]);
    }
}

bool sg_grant_match(struct sg_scope *scope, struct sg_catalog *catalog, enum sg_grant_matching matching,
                    const char *action, const char *resource, struct sg_asked_grant *cover)
{
    struct sg_hush hush;
    struct sg_strings files = {0};
    struct search s = {.scope = scope,
                       .catalog = catalog,
                       .matching = matching,
                       .action = action,
                       .resource = resource,
                       .best = cover};
    sg_catalog_files(catalog, "grants", &files);
    sg_hush(&hush, &scope->findings);
    for (size_t i = 0; i < files.count; i++) {
        const struct sg_service *service = sg_find_service(catalog, sg_concat(scope->arena, files.items[i], "-"), NULL);
        if (service)
            try_service(&s, service);
    }
    sg_unhush(&hush);
    return s.found;
}
