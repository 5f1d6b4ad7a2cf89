#include "catalog/search.h"

#include "base/text.h"
#include "catalog/operation.h"
#include "catalog/place.h"
#include "iam/pattern.h"

#include <string.h>
#include <strings.h>

#define ACTION_LEAST 4 /* shorter texts are in too many names of actions */

/* A word of what is searched, and what it means to SDKs. */
struct term {
    const char *word;
    const char *prefix;        /* of the client of this name, or NULL */
    struct sg_strings actions; /* of the operation of this name */
};

struct terms {
    struct term *items;
    size_t count;
};

static bool is_small_word(const char *word)
{
    static const char *const words[] = {"a",  "an", "and", "by",  "for", "from", "in",
                                        "my", "of", "on",  "the", "to",  "with"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strcasecmp(words[i], word) == 0)
            return true;
    return false;
}

static void split(struct sg_arena *a, const char *text, struct sg_strings *words)
{
    while (*(text += strspn(text, " "))) {
        size_t length = strcspn(text, " ");
        const char *word = sg_copy_bytes(a, text, length);
        if (!is_small_word(word))
            sg_push(a, words, word);
        text += length;
    }
}

static bool has(const char *text, const char *word)
{
    size_t length = strlen(word);
    for (; text && *text; text++)
        if (strncasecmp(text, word, length) == 0)
            return true;
    return false;
}

bool sg_text_has_words(struct sg_arena *a, const char *text, const char *words)
{
    struct sg_strings list = {0};
    split(a, words ? words : "", &list);
    for (size_t i = 0; i < list.count; i++)
        if (!has(text, list.items[i]))
            return false;
    return true;
}

/* ---- What a word means to SDKs ---- */

static void add_operations(struct sg_arena *a, struct sg_catalog *c, const char *name, struct sg_strings *actions,
                           struct sg_findings *f)
{
    struct sg_operation *found;
    size_t count;
    sg_operations_named(a, c, name, &found, &count, f);
    for (size_t i = 0; i < count; i++)
        for (size_t k = 0; k < found[i].actions.count; k++)
            sg_push_once(a, actions, found[i].actions.items[k]);
}

/* Those of the actions whose prefix has the text in it, if any has: rds-data:ExecuteStatement for "rds". */
static void keep_of_service(struct sg_strings *actions, const char *service)
{
    size_t kept = 0;
    for (size_t i = 0; i < actions->count; i++) {
        size_t length = strcspn(actions->items[i], ":"), own = strlen(service);
        for (size_t k = 0; k + own <= length; k++)
            if (strncasecmp(actions->items[i] + k, service, own) == 0) {
                actions->items[kept++] = actions->items[i];
                break;
            }
    }
    actions->count = kept ? kept : actions->count;
}

void sg_actions_meant(struct sg_arena *a, struct sg_catalog *c, const char *text, struct sg_strings *actions,
                      struct sg_findings *f)
{
    const char *colon = strchr(text, ':');
    struct sg_operation operation;
    if (!colon) {
        add_operations(a, c, text, actions, f);
        return;
    }
    const char *service = sg_copy_bytes(a, text, (size_t)(colon - text)), *name = colon + 1 + strspn(colon + 1, ":");
    const struct sg_action *action = sg_find_action(c, text, f);
    if (action) {
        sg_push(a, actions, sg_action_name(a, action));
    } else if (sg_find_operation(a, c, service, name, &operation, f)) {
        *actions = operation.actions;
    } else {
        add_operations(a, c, name, actions, f);
        keep_of_service(actions, service);
    }
}

/* Returns whether a text of the length has the word. */
static bool has_within(const char *text, size_t length, const char *word)
{
    size_t own = strlen(word);
    for (size_t i = 0; i + own <= length; i++)
        if (strncasecmp(text + i, word, own) == 0)
            return true;
    return false;
}

/* Adds those of one service, whose file is read as text: few of the hundreds have any. */
static void add_with(struct sg_arena *a, struct sg_catalog *c, const char *prefix, const char *word, size_t most,
                     struct sg_strings *actions)
{
    struct sg_source source;
    if (!sg_catalog_read(c, sg_format(a, "actions/%s.txt", prefix), &source))
        return;
    const char *end = source.bytes + source.length;
    for (const char *line = source.bytes, *next; line < end && actions->count < most; line = next + 1) {
        next = memchr(line, '\n', (size_t)(end - line));
        next = next ? next : end;
        const char *blank = memchr(line, ' ', (size_t)(next - line));
        if (blank && *line != '.' && *line != '#' && has_within(line, (size_t)(blank - line), word))
            sg_push(a, actions, sg_format(a, "%s:%.*s", prefix, (int)(blank - line), line));
    }
}

void sg_actions_with(struct sg_arena *a, struct sg_catalog *c, const char *word, size_t most,
                     struct sg_strings *actions)
{
    struct sg_strings prefixes = {0};
    if (strlen(word) < ACTION_LEAST)
        return;
    sg_action_services(c, &prefixes);
    for (size_t i = 0; i < prefixes.count; i++)
        add_with(a, c, prefixes.items[i], word, most, actions);
}

/* ---- Grants ---- */

/* "table" and "tables" are the same word. */
static bool is_word(const char *text, size_t length, const char *word)
{
    size_t own = strlen(word);
    return length && strncasecmp(text, word, length < own ? length : own) == 0 &&
           (own == length || (own == length + 1 && word[length] == 's') || (own + 1 == length && text[own] == 's'));
}

/* A synonym, or a part of one between its dashes. */
static bool is_word_of(const struct sg_strings *words, const char *word)
{
    for (size_t i = 0; i < words->count; i++) {
        const char *part = words->items[i];
        if (is_word(part, strlen(part), word))
            return true;
        for (; *part; part += strcspn(part, "-"), part += *part == '-')
            if (is_word(part, strcspn(part, "-"), word))
                return true;
    }
    return false;
}

static bool allows(const struct sg_grant *grant, const char *action)
{
    for (size_t i = 0; i < grant->needs.count; i++) {
        const struct sg_strings *actions = &grant->needs.items[i].actions;
        for (size_t k = 0; k < actions->count; k++)
            if (sg_iam_glob_action(actions->items[k], action))
                return true;
    }
    return false;
}

static bool allows_one_of(const struct sg_grant *grant, const struct sg_strings *actions)
{
    for (size_t i = 0; i < actions->count; i++)
        if (allows(grant, actions->items[i]))
            return true;
    return false;
}

/* Returns whether an action of the grant has the word in its name. */
static bool names_action(const struct sg_grant *grant, const char *word)
{
    if (strlen(word) < ACTION_LEAST)
        return false;
    for (size_t i = 0; i < grant->needs.count; i++)
        for (size_t k = 0; k < grant->needs.items[i].actions.count; k++) {
            const char *action = grant->needs.items[i].actions.items[k];
            if (has(strchr(word, ':') ? action : action + strcspn(action, ":"), word))
                return true;
        }
    return false;
}

/* By the first action: a query of Athena also reads S3. */
static bool is_of_prefix(const struct sg_grant *grant, const char *prefix)
{
    const char *first =
        grant->needs.count && grant->needs.items[0].actions.count ? grant->needs.items[0].actions.items[0] : "";
    size_t length = prefix ? strlen(prefix) : 0;
    return length && strncmp(first, prefix, length) == 0 && first[length] == ':';
}

static bool names_option(const struct sg_grant *grant, const char *word)
{
    struct sg_strings names = {0};
    for (size_t i = 0; i < grant->options.count; i++) {
        const struct sg_option *option = &grant->options.items[i];
        names = (struct sg_strings){.items = (const char *[]){option->name}, .count = 1};
        if (is_word_of(&names, word) || is_word_of(&option->words, word))
            return true;
    }
    return false;
}

static bool is_about(const struct sg_grant *grant, const struct term *term)
{
    const struct sg_service *service = grant->service;
    return has(grant->name, term->word) || has(grant->title, term->word) || is_word_of(&grant->words, term->word) ||
           (service && (strcasecmp(service->service, term->word) == 0 || has(service->title, term->word) ||
                        is_word_of(&service->words, term->word))) ||
           is_of_prefix(grant, term->prefix) || allows_one_of(grant, &term->actions);
}

/* `loose`: the words may also be those of actions and options, which many grants have. */
static bool is_about_all(const struct sg_grant *grant, const struct terms *terms, bool loose)
{
    for (size_t i = 0; i < terms->count; i++) {
        const struct term *term = &terms->items[i];
        if (!is_about(grant, term) && !(loose && (names_action(grant, term->word) || names_option(grant, term->word))))
            return false;
    }
    return true;
}

static struct term read_term(struct sg_arena *a, struct sg_catalog *c, const char *word, struct sg_findings *f)
{
    struct term term = {.word = word};
    const struct sg_client *client = sg_find_client(c, word, f);
    term.prefix = client ? client->prefix : NULL;
    sg_actions_meant(a, c, word, &term.actions, f);
    return term;
}

static void add_all(struct sg_arena *a, struct sg_catalog *c, const struct terms *terms, bool loose,
                    struct sg_grants *found, struct sg_findings *f)
{
    struct sg_strings services = {0};
    sg_catalog_files(c, "grants", &services);
    for (size_t s = 0; s < services.count; s++) {
        const struct sg_service *service = sg_find_service(c, services.items[s], f);
        for (size_t g = 0; service && g < service->grants.count; g++) {
            if (!is_about_all(&service->grants.items[g], terms, loose))
                continue;
            sg_grow(a, found->items, found->count, found->capacity);
            found->items[found->count++] = &service->grants.items[g];
        }
    }
}

void sg_search_grants(struct sg_arena *a, struct sg_catalog *c, const char *words, struct sg_grants *found,
                      struct sg_findings *f)
{
    struct sg_strings list = {0};
    split(a, words ? words : "", &list);
    struct terms terms = {.items = sg_new_array(a, struct term, list.count + 1), .count = list.count};
    for (size_t i = 0; i < list.count; i++)
        terms.items[i] = read_term(a, c, list.items[i], f);
    add_all(a, c, &terms, false, found, f);
    if (!found->count)
        add_all(a, c, &terms, true, found, f);
}

static bool is_source_of(const struct sg_invoker *source, const struct sg_strings *words)
{
    for (size_t i = 0; i < words->count; i++)
        if (!has(source->grant.name, words->items[i]) && !has(source->grant.title, words->items[i]) &&
            !is_word_of(&source->also, words->items[i]) && !is_word_of(&source->grant.words, words->items[i]))
            return false;
    return true;
}

void sg_search_sources(struct sg_arena *a, struct sg_catalog *c, const char *words, struct sg_grants *found,
                       struct sg_findings *f)
{
    struct sg_strings list = {0}, names = {0};
    split(a, words, &list);
    sg_place_names(c, SG_INVOKE, &names);
    for (size_t i = 0; i < names.count; i++) {
        const struct sg_invoker *source = sg_find_invoker(c, names.items[i], f);
        if (!source || !is_source_of(source, &list))
            continue;
        sg_grow(a, found->items, found->count, found->capacity);
        found->items[found->count++] = &source->grant;
    }
}
