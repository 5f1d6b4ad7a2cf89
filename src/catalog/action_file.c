#include "catalog/action_file_internal.h"

#include "base/list.h"
#include "catalog/record_internal.h"

#include <stdint.h>
#include <string.h>
#include <strings.h>

#define TYPES_MOST 1000 /* of a service, which are compared with each other; the largest has about a hundred */
#define FORM_MOST 512   /* of an ARN form; the longest has 267 characters */

/* A service's file being read. */
struct making {
    const struct sg_action_index *index;
    struct sg_actions *service;
    struct sg_key_set *sets; /* the first is empty */
    size_t set_count;
    bool adds;                                      /* the file adds to one that was read before, of which there are: */
    size_t sets_before, types_before, items_before; /* sets without the empty one */
};

/* Names must be in order, since they are looked for by halving. */
static bool follows(const char *before, const char *name)
{
    return !before || strcasecmp(before, name) < 0;
}

static size_t count(const char *text, char c)
{
    size_t found = 0;
    for (; *text; text++)
        found += *text == c;
    return found;
}

bool sg_read_action_key(struct sg_records *r, struct sg_action_key *keys, size_t *key_count)
{
    const char *name = sg_record_word(r), *type = sg_record_word(r), *tag = sg_record_word(r);
    if (!strchr(name, ':') || !*type || (*tag && strcmp(tag, "tag") != 0))
        return sg_record_fail(r, name, "a condition key has a name and a type");
    if (!follows(*key_count ? keys[*key_count - 1].name : NULL, name))
        return sg_record_fail(r, name, "condition keys must be sorted");
    keys[(*key_count)++] = (struct sg_action_key){.name = name, .type = type, .tag = *tag, .loose = true};
    return true;
}

bool sg_read_action_alias(struct sg_records *r, struct sg_action_alias *aliases, size_t *alias_count)
{
    const char *name = sg_record_word(r), *meant = sg_record_word(r);
    if (!*name || !*meant)
        return sg_record_fail(r, name, "an alias has two names");
    aliases[(*alias_count)++] = (struct sg_action_alias){.name = name, .meant = meant};
    return true;
}

static bool read_title(struct sg_records *r)
{
    struct sg_actions *service = ((struct making *)r->made)->service;
    service->title = sg_record_rest(r);
    return *service->title || sg_record_fail(r, r->line, "the title is missing");
}

static bool read_only_all(struct sg_records *r)
{
    ((struct making *)r->made)->service->only_all = true;
    return true;
}

static bool read_key(struct sg_records *r)
{
    struct sg_actions *service = ((struct making *)r->made)->service;
    if (((struct making *)r->made)->adds)
        return sg_record_fail(r, r->line, "a file with .add has no keys; write the whole file of the service");
    return sg_read_action_key(r, service->keys, &service->key_count);
}

static bool read_alias(struct sg_records *r)
{
    struct sg_actions *service = ((struct making *)r->made)->service;
    return sg_read_action_alias(r, service->aliases, &service->alias_count);
}

/* The structs begin with their name. */
static int by_name_without_case(const void *name, const void *item)
{
    return strcasecmp(name, *(const char *const *)item);
}

static int by_name(const void *name, const void *item)
{
    return strcmp(name, *(const char *const *)item);
}

const struct sg_action *sg_action_named(const struct sg_actions *service, const char *name)
{
    return sg_search(name, service->items, service->count, sizeof *service->items, by_name_without_case);
}

static struct sg_action_key *key_named(const struct sg_action_key *keys, size_t key_count, const char *name)
{
    return sg_search(name, keys, key_count, sizeof *keys, by_name_without_case);
}

/* .set 3 aws:TagKeys :prefix    where ":prefix" is short for "s3:prefix" */
static bool read_set(struct sg_records *r)
{
    struct making *m = r->made;
    struct sg_key_set *set = &m->sets[m->set_count];
    const char *word = sg_record_word(r);
    size_t number;
    if (!sg_record_number(r, word, m->set_count, &number))
        return false;
    if (number + m->sets_before != m->set_count++)
        return sg_record_fail(r, word, "sets are numbered from 1, one after the other");
    set->items = sg_new_array(r->arena, const struct sg_action_key *, count(r->line, ' ') + 1);
    while (*r->line) {
        word = sg_record_word(r);
        const char *name = *word == ':' ? sg_concat(r->arena, m->service->prefix, word) : word;
        struct sg_action_key *own = key_named(m->service->keys, m->service->key_count, name);
        const struct sg_action_key *key = own ? own : key_named(m->index->keys, m->index->key_count, name);
        if (!key)
            return sg_record_fail(r, word, "no .key line has this key");
        if (own)
            own->loose = false;
        set->items[set->count++] = key;
    }
    return true;
}

static bool read_set_number(struct sg_records *r, const char *word, const struct sg_key_set **set)
{
    struct making *m = r->made;
    size_t number;
    if (!sg_record_number(r, word, m->set_count - 1 - m->sets_before, &number))
        return false;
    *set = &m->sets[number ? number + m->sets_before : 0];
    return true;
}

/* ":table/{TableName}" is short for "arn:{partition}:dynamodb:{region}:{account}:table/{TableName}". */
static bool read_arn(struct sg_records *r, struct sg_resource_arn *arn)
{
    const struct making *m = r->made;
    char *word = sg_record_word(r);
    arn->form =
        *word != ':' ? word : sg_format(r->arena, "arn:{partition}:%s:{region}:{account}%s", m->service->prefix, word);
    bool whole = sg_starts_with(arn->form, "arn:{partition}:") && count(arn->form, ':') >= 5;
    return (whole && strlen(arn->form) <= FORM_MOST) || sg_record_fail(r, word, "an ARN form is wanted here");
}

/* .type table 1 :table/{TableName} */
static bool read_type(struct sg_records *r)
{
    struct sg_actions *service = ((struct making *)r->made)->service;
    struct sg_resource_type *type = &service->types[service->type_count];
    type->name = sg_record_word(r);
    if (service->type_count == TYPES_MOST)
        return sg_record_fail(r, type->name, "too many types");
    if (service->type_count > ((struct making *)r->made)->types_before && strcmp(type[-1].name, type->name) >= 0)
        return sg_record_fail(r, type->name, "types must be sorted");
    if (!read_set_number(r, sg_record_word(r), &type->keys))
        return false;
    service->type_count++;
    type->arns = sg_new_array(r->arena, struct sg_resource_arn, count(r->line, ' ') + 1);
    do
        if (!read_arn(r, &type->arns[type->arn_count++]))
            return false;
    while (*r->line);
    return true;
}

static const struct sg_resource_type *find_type(const struct making *m, const char *name)
{
    const struct sg_actions *service = m->service;
    const struct sg_resource_type *added = service->types + m->types_before;
    added = sg_search(name, added, service->type_count - m->types_before, sizeof *added, by_name);
    return added ? added : sg_search(name, service->types, m->types_before, sizeof *added, by_name);
}

/* table!=4: the type, '!' where the reference marks it, and the set of keys that the action has for it */
static bool read_use(struct sg_records *r, char *word, struct sg_action_type *use)
{
    char *end = word + strcspn(word, "!=");
    const char *set = "0";
    use->required = *end == '!';
    if (use->required)
        *end++ = '\0';
    if (*end == '=') {
        *end = '\0';
        set = end + 1;
    }
    use->type = find_type(r->made, word);
    if (!use->type)
        return sg_record_fail(r, word, "no .type line has this type");
    return read_set_number(r, set, &use->keys);
}

/* *,table!=4 */
static bool read_uses(struct sg_records *r, struct sg_action *action)
{
    char *word = sg_record_word(r);
    if (!*word)
        return sg_record_fail(r, word, "an action has resource types, or *");
    action->types = sg_new_array(r->arena, struct sg_action_type, count(word, ',') + 1);
    while (*word) {
        char *next = word + strcspn(word, ",");
        if (*next)
            *next++ = '\0';
        if (strcmp(word, "*") == 0)
            action->on_all = true;
        else if (!read_use(r, word, &action->types[action->type_count++]))
            return false;
        word = next;
    }
    return true;
}

static bool read_access(struct sg_records *r, enum sg_access *access)
{
    static const char letters[] = "LRWTP"; /* in the order of enum sg_access */
    const char *word = sg_record_word(r), *found = *word && !word[1] ? strchr(letters, *word) : NULL;
    if (!found)
        return sg_record_fail(r, word, "the access level is one of L, R, W, T, P");
    *access = (enum sg_access)(found - letters);
    return true;
}

/* GetItem R table!=4 2 */
static bool read_action(struct sg_records *r)
{
    struct sg_actions *service = ((struct making *)r->made)->service;
    struct sg_action *action = &service->items[service->count];
    action->name = sg_record_word(r);
    action->service = service;
    if (*action->name == '.')
        return sg_record_fail(r, action->name, "no line begins so");
    if (!follows(service->count > ((struct making *)r->made)->items_before ? action[-1].name : NULL, action->name))
        return sg_record_fail(r, action->name, "actions must be sorted");
    if (!read_access(r, &action->access) || !read_uses(r, action))
        return false;
    const char *set = sg_record_word(r);
    service->count++;
    return read_set_number(r, *set ? set : "0", &action->keys);
}

/* arn:...:table/{TableName} has parts when there is an arn:...:table/{TableName}/index/{IndexName} too. */
static void find_parts(const struct sg_actions *service, struct sg_resource_arn *arn)
{
    size_t length = strlen(arn->form);
    for (size_t t = 0; t < service->type_count && !arn->has_parts; t++)
        for (size_t i = 0; i < service->types[t].arn_count; i++) {
            const char *other = service->types[t].arns[i].form;
            arn->has_parts = arn->has_parts || (strncmp(other, arn->form, length) == 0 && other[length] == '/');
        }
}

static bool read_add(struct sg_records *r)
{
    (void)r; /* sg_find_actions looks for it */
    return true;
}

bool sg_adds_actions(const struct sg_source *source)
{
    return sg_count_records(source, ".add") > 0;
}

/* Both halves are sorted. Of two actions with the same name the added one counts. */
static void merge_added(struct sg_arena *a, struct making *m)
{
    struct sg_actions *service = m->service;
    struct sg_action *merged = sg_new_array(a, struct sg_action, service->count);
    size_t first = 0, added = m->items_before, count = 0;
    while (first < m->items_before || added < service->count) {
        int order = first == m->items_before  ? 1
                    : added == service->count ? -1
                                              : strcasecmp(service->items[first].name, service->items[added].name);
        first += order == 0;
        merged[count++] = service->items[order < 0 ? first++ : added++];
    }
    service->items = merged;
    service->count = count;
}

static bool read_file(struct sg_arena *a, const struct sg_source *source, struct making *m, struct sg_findings *f)
{
    static const struct sg_record records[] = {
        {".title", read_title}, {".key", read_key}, {".set", read_set},           {".type", read_type},
        {".alias", read_alias}, {".add", read_add}, {".only-all", read_only_all}, {NULL, read_action},
    };
    struct sg_records r = sg_records_new(a, source, f);
    r.made = m;
    return sg_read_records(&r, records);
}

/* How many lines of both files begin so. */
static size_t count_in(const struct sg_source *source, const struct sg_source *added, const char *start)
{
    return sg_count_records(source, start) + (added ? sg_count_records(added, start) : 0);
}

struct sg_actions *sg_read_actions(struct sg_arena *a, const struct sg_source *source, const struct sg_source *added,
                                   const char *prefix, const struct sg_action_index *index, struct sg_findings *f)
{
    struct sg_actions *service = sg_new(a, struct sg_actions);
    struct making m = {.index = index, .service = service, .set_count = 1};
    service->prefix = service->title = prefix;
    service->keys = sg_new_array(a, struct sg_action_key, count_in(source, added, ".key"));
    service->types = sg_new_array(a, struct sg_resource_type, count_in(source, added, ".type"));
    service->aliases = sg_new_array(a, struct sg_action_alias, count_in(source, added, ".alias"));
    service->items = sg_new_array(a, struct sg_action, count_in(source, added, "") - count_in(source, added, ".") + 1);
    m.sets = sg_new_array(a, struct sg_key_set, count_in(source, added, ".set") + 1);
    if (!read_file(a, source, &m, f))
        return NULL;
    if (added) {
        m.adds = true;
        m.sets_before = m.set_count - 1;
        m.types_before = service->type_count;
        m.items_before = service->count;
        if (!read_file(a, added, &m, f))
            return NULL;
        merge_added(a, &m);
    }
    for (size_t t = 0; t < service->type_count; t++)
        for (size_t i = 0; i < service->types[t].arn_count; i++)
            find_parts(service, &service->types[t].arns[i]);
    return service;
}

/* ---- actions.txt ---- */

static bool read_source(struct sg_records *r)
{
    ((struct sg_action_index *)r->made)->source = sg_record_rest(r);
    return true;
}

static bool read_count(struct sg_records *r)
{
    struct sg_action_index *index = r->made;
    const char *services = sg_record_word(r), *actions = sg_record_word(r);
    return sg_record_number(r, services, SIZE_MAX, &index->services) &&
           sg_record_number(r, actions, SIZE_MAX, &index->actions);
}

static bool read_global_key(struct sg_records *r)
{
    struct sg_action_index *index = r->made;
    return sg_read_action_key(r, index->keys, &index->key_count);
}

static bool read_prefix_alias(struct sg_records *r)
{
    struct sg_action_index *index = r->made;
    return sg_read_action_alias(r, index->aliases, &index->alias_count);
}

static bool read_unknown(struct sg_records *r)
{
    return sg_record_fail(r, r->line, "no line begins so");
}

struct sg_action_index *sg_read_action_index(struct sg_arena *a, const struct sg_source *source, struct sg_findings *f)
{
    static const struct sg_record records[] = {
        {".source", read_source},      {".count", read_count}, {".key", read_global_key},
        {".alias", read_prefix_alias}, {NULL, read_unknown},
    };
    struct sg_action_index *index = sg_new(a, struct sg_action_index);
    struct sg_records r = sg_records_new(a, source, f);
    r.made = index;
    index->source = "";
    index->keys = sg_new_array(a, struct sg_action_key, sg_count_records(source, ".key"));
    index->aliases = sg_new_array(a, struct sg_action_alias, sg_count_records(source, ".alias"));
    return sg_read_records(&r, records) ? index : NULL;
}
