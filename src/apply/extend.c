#include "apply/extend.h"

#include "sam/intrinsic.h"
#include "yaml/scalar.h"

#include <string.h>

struct extending {
    struct sg_edit *edit;
    const struct sg_template *template;
    const struct sg_node *entries;
    const char *key;  /* of the list that gets the entries: "Policies" */
    bool lists_in_if; /* the branches of an Fn::If can be lists, as CloudFormation allows; SAM does not */
};

static bool refuse(const struct extending *x, const struct sg_node *node, const char *message)
{
    const struct sg_template *t = x->template;
    return sg_fail(t->findings, (struct sg_origin){.source = t->source, .offset = node->start}, "%s", message);
}

/* SAM takes the last value of a key that occurs twice. */
static struct sg_node *last_key(const struct sg_node *map, const char *name)
{
    struct sg_node *found = NULL;
    for (struct sg_node *key = map->type == SG_MAP ? map->first : NULL; key; key = key->next->next)
        if (strcmp(key->text, name) == 0)
            found = key;
    return found;
}

static bool is_nothing(const struct sg_node *value)
{
    if (value->tag)
        return false;
    return value->type == SG_SCALAR ? !*value->text || sg_scalar_type(value) == SG_NULL : value->count == 0;
}

/* The copy of an aliased node occupies no bytes. */
static bool is_alias(const struct sg_node *value)
{
    return value->start == value->end && !is_nothing(value);
}

static void add_entries(const struct extending *x, struct sg_node *list)
{
    for (const struct sg_node *entry = x->entries->first; entry; entry = entry->next)
        sg_append(list, sg_copy_node(x->edit->arena, entry));
}

/* Turns the node itself into a list, so its parent does not change. */
static void become_list(const struct extending *x, struct sg_node *value, bool keep)
{
    struct sg_node *next = value->next;
    struct sg_node *old = sg_new(x->edit->arena, struct sg_node);
    *old = *value;
    old->next = NULL;
    *value = (struct sg_node){.type = SG_LIST, .start = old->start, .end = old->end, .next = next};
    if (keep)
        sg_append(value, old);
    add_entries(x, value);
}

/* Name and value of an intrinsic in short or long form: "Ref", "Fn::If". NULL if the node is not an intrinsic. */
static const char *read_intrinsic(struct sg_arena *a, struct sg_node *node, struct sg_node **value)
{
    *value = node;
    if (node->tag)
        return strcmp(node->tag, "!Ref") == 0 ? "Ref" : sg_concat(a, "Fn::", node->tag + 1);
    const char *name = sg_intrinsic_name(node);
    if (name)
        *value = node->first->next;
    return name;
}

static bool is_list_parameter(const struct sg_template *t, const char *id)
{
    const char *type = sg_get_text(sg_key_index_get(&t->parameters, id), "Type");
    return type && (strcmp(type, "CommaDelimitedList") == 0 || strstr(type, "List<"));
}

/* Returns whether the intrinsic gives one entry and not a list. */
static bool gives_entry(const struct extending *x, const char *name, const struct sg_node *value)
{
    static const char *const names[] = {"Fn::If", "Fn::Sub", "Fn::ImportValue", "Fn::Join", "Fn::Select"};
    if (strcmp(name, "Ref") == 0)
        return value->type == SG_SCALAR && !is_list_parameter(x->template, value->text);
    if (x->lists_in_if && strcmp(name, "Fn::If") == 0)
        return false;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strcmp(names[i], name) == 0)
            return true;
    return false;
}

static bool extend_intrinsic(const struct extending *x, struct sg_around around, struct sg_node *node, const char *name,
                             struct sg_node *value)
{
    if (strcmp(name, "Ref") == 0 && value->type == SG_SCALAR && strcmp(value->text, "AWS::NoValue") == 0) {
        sg_edit_replace(x->edit, around, node, x->entries);
        become_list(x, node, false);
        return true;
    }
    if (!gives_entry(x, name, value))
        return refuse(x, node,
                      sg_format(x->edit->arena,
                                "this may give a list, so samgen cannot add an entry to it; write %s as a list",
                                x->key));
    sg_edit_enlist(x->edit, around, node, x->entries);
    become_list(x, node, true);
    return true;
}

static bool extend(const struct extending *x, struct sg_around around, struct sg_node *value)
{
    struct sg_node *inner;
    if (is_alias(value))
        return refuse(x, value, "this is an alias of a value that is also used elsewhere; write the list here");
    const char *intrinsic = read_intrinsic(x->edit->arena, value, &inner);
    if (intrinsic)
        return extend_intrinsic(x, around, value, intrinsic, inner);
    if (is_nothing(value)) {
        sg_edit_replace(x->edit, around, value, x->entries);
        become_list(x, value, false);
    } else if (value->type == SG_LIST) {
        sg_edit_append(x->edit, around, value, x->entries);
        add_entries(x, value);
    } else {
        sg_edit_enlist(x->edit, around, value, x->entries);
        become_list(x, value, true);
    }
    return true;
}

/* A missing key may come from a merge, and must not be hidden. */
static bool check_may_put(const struct extending *x, const struct sg_node *map, const char *key)
{
    const struct sg_node *merge = last_key(map, "<<");
    if (!merge)
        return true;
    return refuse(
        x, merge,
        sg_format(x->edit->arena, "%s may come from this merge, so samgen does not add it; write %s here", key, key));
}

static void insert(const struct extending *x, struct sg_node *map, struct sg_node *after, const char *key,
                   struct sg_node *value)
{
    struct sg_node *name = sg_scalar(x->edit->arena, key);
    name->next = value;
    value->next = after->next->next;
    after->next->next = name;
    map->last = value->next ? map->last : value;
    map->count += 2;
}

/* `after` is a key, or NULL to let the edit choose the position. */
static bool put(const struct extending *x, struct sg_node *map, struct sg_node *after, const char *key,
                struct sg_node *value)
{
    if (!check_may_put(x, map, key))
        return false;
    insert(x, map, sg_edit_put(x->edit, map, after, key, value), key, value);
    return true;
}

/* {Policies: entries}, for a function without Properties. */
static struct sg_node *properties_of(const struct extending *x)
{
    struct sg_node *properties = sg_map(x->edit->arena);
    sg_put(x->edit->arena, properties, "Policies", sg_copy_node(x->edit->arena, x->entries));
    return properties;
}

static bool extend_function(const struct extending *x, struct sg_node *function)
{
    struct sg_node *key = last_key(function, "Properties");
    if (!key)
        return put(x, function, NULL, "Properties", properties_of(x));
    struct sg_node *properties = key->next;
    if (is_alias(properties))
        return refuse(x, properties, "Properties are an alias of a value that is also used elsewhere; write them here");
    if (is_nothing(properties)) {
        struct sg_node *made = properties_of(x), *next = properties->next;
        sg_edit_replace(x->edit, (struct sg_around){.parent = function, .key = key}, properties, made);
        *properties = *made;
        properties->next = next;
        return true;
    }
    key = last_key(properties, "Policies");
    if (!key)
        return put(x, properties, NULL, "Policies", sg_copy_node(x->edit->arena, x->entries));
    return extend(x, (struct sg_around){.parent = properties, .key = key}, key->next);
}

/* Returns the key of the resource, or NULL after reporting that it cannot be edited. `noun` says what it is. */
static struct sg_node *find_resource(const struct extending *x, struct sg_node *root, const char *id, const char *noun)
{
    struct sg_node *resources = last_key(root, "Resources");
    struct sg_node *key = resources ? last_key(resources->next, id) : NULL;
    struct sg_arena *a = x->edit->arena;
    if (key && !is_alias(resources->next) && !is_alias(key->next))
        return key;
    if (key)
        refuse(x, key->next,
               sg_format(a, "the %s is an alias of a value that is also used elsewhere; write it here", noun));
    else
        refuse(x, resources ? resources : root, sg_format(a, "the %s comes from a merge; write it here", noun));
    return NULL;
}

bool sg_apply_extend_policies(struct sg_edit *e, const struct sg_template *t, struct sg_node *root,
                              const char *function, const struct sg_node *entries)
{
    const struct extending x = {.edit = e, .template = t, .entries = entries, .key = "Policies"};
    struct sg_node *key = find_resource(&x, root, function, "function");
    return key && extend_function(&x, key->next);
}

/* Lists that exist are extended first, because a new key can stand after one of them. */
static bool extend_lists(const struct extending *lists, size_t count, struct sg_node *properties)
{
    struct sg_node *after[2] = {NULL, NULL}, *made = NULL;
    for (size_t i = 0; i < count; i++) {
        struct sg_node *key = last_key(properties, lists[i].key);
        if (key && lists[i].entries->count &&
            !extend(&lists[i], (struct sg_around){.parent = properties, .key = key}, key->next))
            return false;
    }
    for (size_t i = 0; i < count; i++) {
        if (!lists[i].entries->count || last_key(properties, lists[i].key))
            continue;
        if (!check_may_put(&lists[i], properties, lists[i].key))
            return false;
        after[i] = sg_edit_put(lists[i].edit, properties, after[0], lists[i].key, lists[i].entries);
    }
    for (size_t i = 0; i < count; i++) {
        if (!after[i])
            continue;
        struct sg_node *value = sg_copy_node(lists[i].edit->arena, lists[i].entries);
        insert(&lists[i], properties, made ? made : after[i], lists[i].key, value);
        made = last_key(properties, lists[i].key);
    }
    return true;
}

bool sg_apply_extend_role(struct sg_edit *e, const struct sg_template *t, struct sg_node *root, const char *id,
                          const struct sg_node *managed, const struct sg_node *policies)
{
    const struct extending lists[] = {
        {.edit = e, .template = t, .entries = managed, .key = "ManagedPolicyArns", .lists_in_if = true},
        {.edit = e, .template = t, .entries = policies, .key = "Policies", .lists_in_if = true}};
    if (!managed->count && !policies->count)
        return true;
    struct sg_node *key = find_resource(&lists[0], root, id, "role");
    struct sg_node *properties = key ? last_key(key->next, "Properties") : NULL;
    if (!key)
        return false;
    if (!properties || properties->next->type != SG_MAP || is_nothing(properties->next))
        return refuse(&lists[0], key, "the role has no Properties; write its AssumeRolePolicyDocument first");
    if (is_alias(properties->next))
        return refuse(&lists[0], properties->next,
                      "Properties are an alias of a value that is also used elsewhere; write them here");
    return extend_lists(lists, sizeof lists / sizeof *lists, properties->next);
}

bool sg_apply_extend_resources(struct sg_edit *e, const struct sg_template *t, struct sg_node *root,
                               const char *function, const char *id, struct sg_node *resource)
{
    const struct extending x = {.edit = e, .template = t};
    struct sg_node *resources = last_key(root, "Resources");
    if (is_alias(resources->next))
        return refuse(&x, resources->next, "Resources are an alias, so samgen cannot add to them; write them here");
    return put(&x, resources->next, last_key(resources->next, function), id, resource);
}

bool sg_apply_extend_map(struct sg_edit *e, const struct sg_template *t, struct sg_node *map, struct sg_node *after,
                         const char *key, struct sg_node *value)
{
    const struct extending x = {.edit = e, .template = t};
    return put(&x, map, after, key, value);
}
