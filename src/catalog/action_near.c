#include "catalog/action.h"

#include "base/text.h"
#include "catalog/action_file_internal.h"
#include "catalog/operation.h"

#include <string.h>
#include <strings.h>

static const char *in_small_letters(struct sg_arena *a, const char *text)
{
    char *copy = sg_copy(a, text);
    for (char *p = copy; *p; p++)
        *p = sg_small_letter(*p);
    return copy;
}

static const char *alias_in(const struct sg_action_alias *aliases, size_t count, const char *name)
{
    for (size_t i = 0; i < count; i++)
        if (strcasecmp(aliases[i].name, name) == 0)
            return aliases[i].meant;
    return NULL;
}

/*
 * Verbs at the start of action names. A name is not corrected to one of another sense: Describe not to Delete, Write
 * not to Delete, Set not to Get. Verbs of the sense OTHER differ from each other.
 */
enum sense { READS, WRITES, DELETES, OTHER };
static const struct verb {
    const char *name;
    enum sense sense;
} verbs[] = {
    {"Add", WRITES},    {"Allow", OTHER},   {"Associate", OTHER}, {"Attach", OTHER},   {"Cancel", OTHER},
    {"Check", READS},   {"Count", READS},   {"Create", WRITES},   {"Delete", DELETES}, {"Describe", READS},
    {"Detach", OTHER},  {"Disable", OTHER}, {"Download", READS},  {"Enable", OTHER},   {"Execute", OTHER},
    {"Get", READS},     {"Head", READS},    {"Import", OTHER},    {"List", READS},     {"Lookup", READS},
    {"Modify", WRITES}, {"Publish", OTHER}, {"Put", WRITES},      {"Query", READS},    {"Read", READS},
    {"Receive", READS}, {"Reject", OTHER},  {"Remove", DELETES},  {"Reset", OTHER},    {"Scan", READS},
    {"Search", READS},  {"Select", READS},  {"Send", OTHER},      {"Set", WRITES},     {"Start", OTHER},
    {"Stop", OTHER},    {"Update", WRITES}, {"View", READS},      {"Write", WRITES},
};
#define VERBS (sizeof verbs / sizeof *verbs)

static bool is_small(char c)
{
    return c >= 'a' && c <= 'z';
}

/*
 * The verb that a name begins with, or NULL: not for "Checkpoint", but for "getitem", where nothing separates the
 * words.
 */
static const struct verb *verb_of(const char *name)
{
    for (size_t i = 0; i < VERBS; i++) {
        size_t length = strlen(verbs[i].name);
        if (strncasecmp(name, verbs[i].name, length) == 0 && (is_small(*name) || !is_small(name[length])))
            return &verbs[i];
    }
    return NULL;
}

/* "Desribe" of "DesribeIndex". */
static const char *first_word(struct sg_arena *a, const char *name)
{
    return sg_copy_bytes(a, name, *name ? 1 + strspn(name + 1, SG_SMALL_LETTERS) : 0);
}

/* The verb that a word was meant for, or NULL. */
static const struct verb *nearest_verb(struct sg_arena *a, const char *word)
{
    struct sg_strings known = {0};
    for (size_t i = 0; i < VERBS; i++)
        sg_push(a, &known, verbs[i].name);
    const char *near = sg_nearest(word, &known);
    return near ? verb_of(near) : NULL;
}

static bool only_reads(const struct sg_action *action)
{
    return action->access == SG_ACCESS_LIST || action->access == SG_ACCESS_READ;
}

/* Returns whether an action does not do anything else than the intended verb, if there is one. */
static bool is_as_meant(const struct sg_action *action, const struct verb *meant)
{
    const struct verb *verb = meant ? verb_of(action->name) : NULL;
    if (!meant || verb == meant)
        return true;
    if (meant->sense == READS || only_reads(action))
        return meant->sense == READS && only_reads(action);
    return !verb || (meant->sense != OTHER && verb->sense == meant->sense);
}

/*
 * Finds the action with another verb of the same sense: for the "Index" of "DescribeIndex" it is "GetIndex", or else
 * "ListIndexes".
 */
static const struct sg_action *other_verb(const struct sg_actions *service, const struct verb *meant, const char *noun)
{
    const struct sg_action *found = NULL;
    for (size_t i = 0; *noun && i < service->count; i++) {
        const struct sg_action *action = &service->items[i];
        const struct verb *other = is_as_meant(action, meant) ? verb_of(action->name) : NULL;
        const char *rest = other ? action->name + strlen(other->name) : "";
        size_t length = strlen(noun);
        if (strcasecmp(rest, noun) == 0)
            return action;
        if (strncasecmp(rest, noun, length) == 0 && (!strcmp(rest + length, "s") || !strcmp(rest + length, "es")))
            found = found ? found : action;
    }
    return found;
}

static size_t common_start(const char *x, const char *y)
{
    size_t length = 0;
    while (x[length] && sg_small_letter(x[length]) == sg_small_letter(y[length]))
        length++;
    return length;
}

static size_t common_end(const char *x, const char *y, size_t most)
{
    const char *end_x = x + strlen(x), *end_y = y + strlen(y);
    size_t length = 0;
    while (length < most &&
           sg_small_letter(end_x[-1 - (ptrdiff_t)length]) == sg_small_letter(end_y[-1 - (ptrdiff_t)length]))
        length++;
    return length;
}

/*
 * Returns whether the words in which two names differ look alike: "Mesage" and "Message", or "Policy" and "Policies",
 * but not "Attempt" and "Status".
 */
static bool differ_in_spelling(struct sg_arena *a, const char *name, const char *known)
{
    size_t start = common_start(name, known), length = strlen(name), known_length = strlen(known);
    while (start && is_small(known[start]))
        start--;
    size_t most = (length < known_length ? length : known_length) - start, end = common_end(name, known, most);
    while (end && is_small(known[known_length - end]))
        end--;
    const char *word = sg_copy_bytes(a, name + start, length - start - end);
    const char *known_word = sg_copy_bytes(a, known + start, known_length - start - end);
    size_t shorter = strlen(word) < strlen(known_word) ? strlen(word) : strlen(known_word);
    struct sg_strings words = {0};
    sg_push(a, &words, in_small_letters(a, known_word));
    return 2 * common_start(word, known_word) >= shorter || sg_nearest(in_small_letters(a, word), &words);
}

/* The action as meant whose name is the fewest typing mistakes away. */
static const struct sg_action *fewest_mistakes(struct sg_arena *a, const struct sg_actions *service, const char *name,
                                               const struct verb *meant)
{
    struct sg_strings names = {0};
    for (size_t i = 0; i < service->count; i++)
        sg_push(a, &names, is_as_meant(&service->items[i], meant) ? in_small_letters(a, service->items[i].name) : "");
    const char *near = sg_nearest(in_small_letters(a, name), &names);
    for (size_t i = 0; near && i < service->count; i++)
        if (names.items[i] == near)
            return differ_in_spelling(a, name, service->items[i].name) ? &service->items[i] : NULL;
    return NULL;
}

/* The action of this name, or the one that this name of an operation stands for. */
static const struct sg_action *named_or_meant(const struct sg_actions *service, const char *name)
{
    const char *alias = alias_in(service->aliases, service->alias_count, name);
    return sg_action_named(service, alias ? alias : name);
}

/* "ListNamespaces" for "ListNamespace", and the reverse; "ListBucket" for "ListObject", as for "ListObjects". */
static const struct sg_action *other_number(struct sg_arena *a, const struct sg_actions *service, const char *name)
{
    const struct sg_action *plural = named_or_meant(service, sg_format(a, "%ss", name));
    size_t length = strlen(name);
    if (plural || length < 2 || sg_small_letter(name[length - 1]) != 's')
        return plural;
    return named_or_meant(service, sg_copy_bytes(a, name, length - 1));
}

/* Returns the action of a service that a name was meant for, or NULL. Frees its own memory. */
static const struct sg_action *nearest_in(struct sg_arena *a, const struct sg_actions *service, const char *name)
{
    const struct sg_action *known = named_or_meant(service, name);
    if (known)
        return known;
    struct sg_mark mark = sg_arena_mark(a);
    if ((known = other_number(a, service, name))) {
        sg_arena_rewind(a, mark);
        return known;
    }
    const struct verb *verb = verb_of(name);
    const char *word = verb ? verb->name : first_word(a, name);
    const struct verb *meant = verb ? verb : nearest_verb(a, word);
    if (meant && (meant->sense == READS || (verb && verb->sense != OTHER)))
        known = other_verb(service, meant, name + strlen(word));
    if (!known)
        known = fewest_mistakes(a, service, name, meant);
    sg_arena_rewind(a, mark);
    return known;
}

#define SHORT_PREFIX 4 /* a word this short is similar to many others */

/* The service that a prefix was meant for; one of few letters only when it has the action. */
static const struct sg_actions *nearest_service(struct sg_arena *a, struct sg_catalog *c, const char *prefix,
                                                const char *name, struct sg_findings *f)
{
    const struct sg_action_index *index = sg_action_index(c, f);
    const char *near = index ? alias_in(index->aliases, index->alias_count, prefix) : NULL;
    struct sg_strings prefixes = {0};
    const struct sg_client *client = near ? NULL : sg_find_client(c, prefix, f);
    if (near || client)
        return sg_find_actions(c, near ? near : client->prefix, f);
    sg_action_services(c, &prefixes);
    near = sg_nearest(in_small_letters(a, prefix), &prefixes);
    const struct sg_actions *service = near ? sg_find_actions(c, near, f) : NULL;
    return service && (strlen(prefix) > SHORT_PREFIX || sg_action_named(service, name)) ? service : NULL;
}

/* The action of an operation of the service: s3:PutBucketCORS for "s3:DeleteBucketCors"; or NULL. */
static const char *of_operation(struct sg_arena *a, struct sg_catalog *c, const char *prefix, const char *name,
                                struct sg_findings *f)
{
    struct sg_operation operation;
    bool known = name && sg_find_operation(a, c, prefix, name, &operation, f);
    return known && operation.actions.count ? operation.actions.items[0] : NULL;
}

/* The same with another verb of the same sense: of PutBucketEncryption for "SetBucketEncryption". */
static const char *of_other_operation(struct sg_arena *a, struct sg_catalog *c, const char *prefix, const char *name,
                                      struct sg_findings *f)
{
    const struct verb *meant = verb_of(name);
    const char *found = NULL;
    for (size_t i = 0; meant && meant->sense != OTHER && !found && i < VERBS; i++)
        if (verbs[i].sense == meant->sense && &verbs[i] != meant)
            found = of_operation(a, c, prefix, sg_concat(a, verbs[i].name, name + strlen(meant->name)), f);
    return found;
}

const char *sg_nearest_action(struct sg_arena *a, struct sg_catalog *c, const char *action, struct sg_findings *f)
{
    const char *colon = strchr(action, ':');
    const char *prefix = colon ? sg_copy_bytes(a, action, (size_t)(colon - action)) : action;
    const struct sg_actions *service = sg_find_actions(c, prefix, f);
    const char *operation = of_operation(a, c, prefix, colon ? colon + 1 : NULL, f);
    if (operation)
        return operation;
    if (!service)
        service = nearest_service(a, c, prefix, colon ? colon + 1 : "", f);
    if (!service)
        return NULL;
    const struct sg_action *near = colon ? nearest_in(a, service, colon + 1) : NULL;
    if (near)
        return sg_action_name(a, near);
    operation = colon ? of_other_operation(a, c, prefix, colon + 1, f) : NULL;
    if (operation)
        return operation;
    return strcasecmp(service->prefix, prefix) == 0 ? NULL : sg_format(a, "%s:", service->prefix);
}
