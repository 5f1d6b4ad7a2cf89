#include "catalog/action_file.h"

#include "catalog/record.h"

#include <stdint.h>
#include <string.h>
#include <strings.h>

#define TYPES_MOST 2000 /* of one service: ten times what any has, since each is compared with each */

/* A service's file being read. */
struct making {
    const struct sg_action_index *index;
    struct sg_actions *service;
    struct sg_key_set *sets; /* the first is empty */
    size_t set_count;
};

/* Names must be in order, since they are looked for by halving. */
static bool follows(const char *before, const char *name)
{
    return !before || strcasecmp(before, name) < 0;
}

static bool read_key_into(struct reader *r, struct sg_action_key *keys, size_t *count)
{
    const char *name = next_word(r), *type = next_word(r), *tag = next_word(r);
    if (!strchr(name, ':') || !*type || (*tag && strcmp(tag, "tag") != 0))
        return fail(r, name, "a condition key has a name and a type");
    if (!follows(*count ? keys[*count - 1].name : NULL, name))
        return fail(r, name, "keys must be sorted");
    keys[(*count)++] = (struct sg_action_key){.name = name, .type = type, .tag = *tag};
    return true;
}

static bool read_alias_into(struct reader *r, struct sg_action_alias *aliases, size_t *count)
{
    const char *name = next_word(r), *meant = next_word(r);
    if (!*name || !*meant)
        return fail(r, name, "an alias has two names");
    aliases[(*count)++] = (struct sg_action_alias){.name = name, .meant = meant};
    return true;
}

static bool read_title(struct reader *r)
{
    r->made->title = r->line;
    r->line += strlen(r->line);
    return *r->made->title || fail(r, r->line, "a title is missing");
}

static bool read_key(struct reader *r)
{
    return read_key_into(r, r->made->keys, &r->made->key_count);
}

static bool read_alias(struct reader *r)
{
    return read_alias_into(r, r->made->aliases, &r->made->alias_count);
}

const struct sg_action_key *sg_key_named(const struct sg_action_key *keys, size_t count, const char *name)
{
    size_t low = 0, high = count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        int order = strcasecmp(name, keys[middle].name);
        if (order == 0)
            return &keys[middle];
        if (order < 0)
            high = middle;
        else
            low = middle + 1;
    }
    return NULL;
}

/* .set 3 aws:TagKeys :prefix    where ":prefix" is short for "s3:prefix" */
static bool read_set(struct reader *r)
{
    struct sg_key_set *set = &r->sets[r->set_count];
    const char *word = next_word(r);
    size_t number;
    if (!read_number(r, word, r->set_count, &number) || number != r->set_count++)
        return fail(r, word, "sets are numbered from 1");
    for (const char *p = r->line; *p; p++)
        set->count += *p == ' ';
    set->items = sg_new_array(r->arena, const struct sg_action_key *, set->count + 1);
    for (set->count = 0; *r->line; set->count++) {
        word = next_word(r);
        const char *name = *word == ':' ? sg_concat(r->arena, r->prefix, word) : word;
        const struct sg_action_key *key = sg_key_named(r->made->keys, r->made->key_count, name);
        if (!key)
            key = sg_key_named(r->index->keys, r->index->key_count, name);
        if (!key)
            return fail(r, word, "no .key line has this key");
        set->items[set->count] = key;
    }
    return true;
}

static bool read_set_number(struct reader *r, const char *word, const struct sg_key_set **set)
{
    size_t number;
    if (!read_number(r, word, r->set_count - 1, &number))
        return false;
    *set = &r->sets[number];
    return true;
}

/* ":table/{TableName}" is short for "arn:{partition}:dynamodb:{region}:{account}:table/{TableName}". */
static bool read_arn(struct reader *r, struct sg_resource_type *type)
{
    const char *word = next_word(r);
    if (*word == ':')
        type->arns[type->arn_count++].form =
            sg_format(r->arena, "arn:{partition}:%s:{region}:{account}%s", r->prefix, word);
    else if (sg_starts_with(word, "arn:{partition}:"))
        type->arns[type->arn_count++].form = word;
    else
        return fail(r, word, "an ARN form is wanted here");
    return true;
}

/* .type table 1 :table/{TableName} */
static bool read_type(struct reader *r)
{
    struct sg_resource_type *type = &r->made->types[r->made->type_count];
    const char *set;
    type->name = next_word(r);
    set = next_word(r);
    if (!read_set_number(r, set, &type->keys))
        return false;
    if (r->made->type_count && strcmp(type[-1].name, type->name) >= 0)
        return fail(r, type->name, "types must be sorted");
    size_t count = 1;
    for (const char *p = r->line; *p; p++)
        count += *p == ' ';
    type->arns = sg_new_array(r->arena, struct sg_resource_arn, count);
    r->made->type_count++;
    while (type->arn_count < count)
        if (!read_arn(r, type))
            return false;
    return true;
}

static const struct sg_resource_type *find_type(const struct sg_actions *service, const char *name)
{
    size_t low = 0, high = service->type_count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        int order = strcmp(name, service->types[middle].name);
        if (order == 0)
            return &service->types[middle];
        if (order < 0)
            high = middle;
        else
            low = middle + 1;
    }
    return NULL;
}

/* table!=4: the type, '!' where the reference marks it, and the set of keys that the action has for it */
static bool read_use(struct reader *r, char *word, struct sg_action_type *use)
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
    return (use->type || fail(r, word, "no .type line has this type")) && read_set_number(r, set, &use->keys);
}

/* *,table!=4 */
static bool read_uses(struct reader *r, char *word, struct sg_action *action)
{
    size_t count = 1;
    for (const char *p = word; *p; p++)
        count += *p == ',';
    action->types = sg_new_array(r->arena, struct sg_action_type, count);
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
    return action->on_all || action->type_count || fail(r, word, "an action has resource types, or *");
}

static bool read_access(const struct reader *r, const char *word, enum sg_access *access)
{
    static const char letters[] = "LRWTP"; /* in the order of enum sg_access */
    const char *found = *word && !word[1] ? strchr(letters, *word) : NULL;
    if (!found)
        return fail(r, word, "the access level is one of L, R, W, T, P");
    *access = (enum sg_access)(found - letters);
    return true;
}

/* GetItem R table!=4 2 */
static bool read_action(struct reader *r)
{
    struct sg_action *action = &r->made->items[r->made->count];
    action->name = next_word(r);
    action->service = r->made;
    if (!read_access(r, next_word(r), &action->access) || !read_uses(r, next_word(r), action))
        return false;
    const char *set = next_word(r);
    if (!read_set_number(r, *set ? set : "0", &action->keys))
        return false;
    if (!follows(r->made->count ? action[-1].name : NULL, action->name))
        return fail(r, action->name, "actions must be sorted");
    r->made->count++;
    return true;
}

/* What a line begins with; a line without one of these is an action. */
struct record {
    const char *word;
    bool (*read)(struct reader *r);
};

static const struct record records[] = {
    {".title", read_title}, {".key", read_key}, {".set", read_set}, {".type", read_type}, {".alias", read_alias},
    {NULL, read_action},
};

static bool read_source(struct reader *r)
{
    r->made_index->source = r->line;
    r->line += strlen(r->line);
    return true;
}

static bool read_count(struct reader *r)
{
    return read_number(r, next_word(r), SIZE_MAX, &r->made_index->services) &&
           read_number(r, next_word(r), SIZE_MAX, &r->made_index->actions);
}

static bool read_global_key(struct reader *r)
{
    return read_key_into(r, r->made_index->keys, &r->made_index->key_count);
}

static bool read_prefix_alias(struct reader *r)
{
    return read_alias_into(r, r->made_index->aliases, &r->made_index->alias_count);
}

static bool read_unknown(struct reader *r)
{
    return fail(r, r->line, "no line begins so");
}

static const struct record index_records[] = {
    {".source", read_source}, {".count", read_count}, {".key", read_global_key}, {".alias", read_prefix_alias},
    {NULL, read_unknown},
};

struct sg_action_index *sg_read_action_index(struct sg_arena *a, const struct sg_source *source,
                                             struct sg_findings *f)
{
    struct sg_action_index *index = sg_new(a, struct sg_action_index);
    struct reader r = start(a, source, f);
    index->keys = sg_new_array(a, struct sg_action_key, count_lines(source, ".key "));
    index->aliases = sg_new_array(a, struct sg_action_alias, count_lines(source, ".alias "));
    index->source = "";
    r.made_index = index;
    return read_lines(&r, index_records) ? index : NULL;
}

/* arn:...:table/{TableName} has parts when there is an arn:...:table/{TableName}/index/{IndexName} too. */
static void find_parts(struct sg_actions *service, struct sg_resource_arn *arn)
{
    size_t length = strlen(arn->form);
    for (size_t t = 0; t < service->type_count && !arn->has_parts; t++)
        for (size_t i = 0; i < service->types[t].arn_count; i++) {
            const char *other = service->types[t].arns[i].form;
            arn->has_parts = arn->has_parts || (strncmp(other, arn->form, length) == 0 && other[length] == '/');
        }
}

struct sg_actions *sg_read_actions(struct sg_arena *a, const struct sg_source *source, const char *prefix,
                                   const struct sg_action_index *index, struct sg_findings *f)
{
    struct sg_actions *made = sg_new(a, struct sg_actions);
    struct reader r = start(a, source, f);
    made->prefix = made->title = prefix;
    made->keys = sg_new_array(a, struct sg_action_key, count_lines(source, ".key "));
    made->types = sg_new_array(a, struct sg_resource_type, count_lines(source, ".type "));
    made->aliases = sg_new_array(a, struct sg_action_alias, count_lines(source, ".alias "));
    made->items = sg_new_array(a, struct sg_action, count_lines(source, "") - count_lines(source, "."));
    r.sets = sg_new_array(a, struct sg_key_set, count_lines(source, ".set ") + 1);
    r.set_count = 1;
    r.prefix = prefix;
    r.index = index;
    r.made = made;
    if (!read_lines(&r, records))
        return NULL;
    for (size_t t = 0; t < made->type_count; t++)
        for (size_t i = 0; i < made->types[t].arn_count; i++)
            find_parts(made, &made->types[t].arns[i]);
    return made;
}
