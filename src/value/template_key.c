#include "value/template_key.h"

#include "catalog/target.h"
#include "value/value_internal.h"

#include <string.h>

#define CONDITIONS_MOST 16 /* Fn::If within Fn::If */

struct looking {
    struct sg_scope *scope;
    struct sg_asked_grant *asked; /* with room for more options; each key adds one */
    size_t capacity;
    const struct sg_kind *key;
    const struct sg_kind *kind; /* of the resource */
    const struct sg_name *resource;
    struct sg_strings conditions; /* of the Fn::If around the value: "UseKey", "!UseKey" */
    bool of_template;             /* only keys of the template count, because others can be of another region */
    const struct sg_node *other;  /* such another key */
};

/* The value of an intrinsic in short or long form; NULL for another node. */
static const struct sg_node *argument_of(const struct sg_node *node, const char *tag, const char *name)
{
    if (node->tag)
        return strcmp(node->tag, tag) == 0 ? node : NULL;
    return node->type == SG_MAP && node->count == 2 && strcmp(node->first->text, name) == 0 ? node->first->next : NULL;
}

static const char *text_of(const struct sg_node *node, const char *tag, const char *name)
{
    const struct sg_node *argument = node ? argument_of(node, tag, name) : NULL;
    return argument && argument->type == SG_SCALAR ? argument->text : NULL;
}

/* ---- One value of the property ---- */

static struct sg_origin place_of(const struct looking *l, const struct sg_node *node)
{
    return (struct sg_origin){.source = l->scope->names->source, .offset = node->start, .subject = l->asked->name};
}

static void note_left_out(const struct looking *l, const struct sg_node *node, const char *why)
{
    sg_report(l->scope->findings, SAMGEN_NOTE, place_of(l, node),
              "%s, so nothing is added for the key of %s; give it with --kms-key if it is a customer's", why,
              l->resource->id);
}

/*
 * A parameter whose default is empty or a key of AWS may keep that. The default of one that names an SSM parameter is
 * its name.
 */
static const char *why_unsure(const struct looking *l, const struct sg_node *node)
{
    const char *id = text_of(node, "!Ref", "Ref");
    const struct sg_name *name = id ? sg_find_name(l->scope->names, id) : NULL;
    const char *type = name && !name->type ? sg_get_text(name->properties, "Type") : NULL;
    const char *initial = type && !sg_starts_with(type, "AWS::SSM") ? sg_get_text(name->properties, "Default") : NULL;
    if (initial && strstr(initial, "alias/aws/"))
        return sg_format(l->scope->arena, "the default of %s is a key of AWS", id);
    return initial && !*initial && !l->conditions.count ? sg_format(l->scope->arena, "%s is empty by default", id)
                                                        : NULL;
}

/* A key of AWS lets everybody in the account use it through the service. */
static bool is_of_aws(const struct sg_node *node)
{
    if (node->type == SG_SCALAR)
        return strstr(node->text, "alias/aws/") != NULL;
    for (const struct sg_node *child = node->first; child; child = child->next)
        if (is_of_aws(child))
            return true;
    return false;
}

static bool is_nothing(const struct sg_node *node)
{
    const char *id = text_of(node, "!Ref", "Ref");
    return (id && strcmp(id, "AWS::NoValue") == 0) || (node->type == SG_SCALAR && !node->tag && !*node->text) ||
           (node->type != SG_SCALAR && !node->count);
}

static bool is_readable(const struct looking *l, const struct sg_node *node)
{
    struct sg_value value;
    struct sg_hush hush;
    sg_hush(&hush, &l->scope->findings);
    bool ok = sg_read_value_node(l->scope, place_of(l, node), l->key, node, &value);
    sg_unhush(&hush);
    return ok;
}

/* ${K} for !Ref and !GetAtt of a key in the template, of which samgen knows the shortest ARN; else the node itself. */
static const struct sg_node *shortest(const struct looking *l, const struct sg_node *node)
{
    struct sg_arena *a = l->scope->arena;
    const struct sg_node *list = argument_of(node, "!GetAtt", "Fn::GetAtt");
    const char *id = text_of(node, "!Ref", "Ref");
    if (list)
        id = list->type == SG_SCALAR ? sg_copy_bytes(a, list->text, strcspn(list->text, ".")) : list->first->text;
    const struct sg_name *name = id ? sg_find_name(l->scope->names, id) : NULL;
    return name && name->type && sg_strings_have(&l->key->types, name->type) ? sg_scalar(a, sg_format(a, "${%s}", id))
                                                                             : node;
}

static bool is_added(const struct looking *l, const struct sg_node *node)
{
    for (size_t i = 0; i < l->asked->count; i++) {
        const struct sg_asked_option *option = &l->asked->options[i];
        if (option->found && sg_same(option->node, node) &&
            sg_strings_equal(&option->found->conditions, &l->conditions))
            return true;
    }
    return false;
}

static void add_key(struct looking *l, const struct sg_node *node)
{
    struct sg_arena *a = l->scope->arena;
    struct sg_template_key *found = sg_new(a, struct sg_template_key);
    const struct sg_origin place = place_of(l, node);
    node = shortest(l, node);
    if (is_added(l, node))
        return;
    *found = (struct sg_template_key){
        .note =
            sg_format(a, "%s is encrypted with this key, so the grant has permissions on it; --no-kms leaves them out",
                      l->resource->id)};
    for (size_t i = 0; i < l->conditions.count; i++)
        sg_push(a, &found->conditions, l->conditions.items[i]);
    sg_grow(a, l->asked->options, l->asked->count, l->capacity);
    l->asked->options[l->asked->count++] =
        (struct sg_asked_option){.name = SG_KEY_OPTION, .node = node, .origin = place, .found = found};
}

static void look_at_value(struct looking *l, const struct sg_node *node)
{
    const char *unsure = why_unsure(l, node);
    if (is_nothing(node) || is_of_aws(node))
        return;
    if (unsure)
        note_left_out(l, node, unsure);
    else if (!is_readable(l, node))
        note_left_out(l, node, "this does not name a KMS key");
    else if (l->of_template && shortest(l, node) == node)
        l->other = node;
    else
        add_key(l, node);
}

/* ---- The way to the property ---- */

static void look(struct looking *l, const struct sg_node *node, const char *path);

static void look_in_branch(struct looking *l, const char *condition, const struct sg_node *branch, const char *path)
{
    sg_push(l->scope->arena, &l->conditions, condition);
    look(l, branch, path);
    l->conditions.count--;
}

/* Both values of an Fn::If; false for another node. */
static bool look_in_branches(struct looking *l, const struct sg_node *node, const char *path)
{
    const struct sg_node *argument = argument_of(node, "!If", "Fn::If");
    if (!argument || argument->type != SG_LIST || argument->count != 3 || argument->first->type != SG_SCALAR)
        return false;
    const char *name = argument->first->text;
    if (l->conditions.count == CONDITIONS_MOST)
        return true;
    look_in_branch(l, name, argument->first->next, path);
    look_in_branch(l, sg_concat(l->scope->arena, "!", name), argument->last, path);
    return true;
}

/* `path` is what is left of "SSESpecification.KMSMasterKeyId"; a list on the way has several. */
static void look(struct looking *l, const struct sg_node *node, const char *path)
{
    if (!node || look_in_branches(l, node, path))
        return;
    if (!*path) {
        look_at_value(l, node);
        return;
    }
    for (const struct sg_node *item = node->type == SG_LIST && !node->tag ? node->first : NULL; item; item = item->next)
        look(l, item, path);
    size_t length = strcspn(path, ".");
    const char *rest = path[length] ? path + length + 1 : path + length;
    if (node->type == SG_MAP)
        look(l, sg_get(node, sg_copy_bytes(l->scope->arena, path, length)), rest);
}

/* Without a replica that is certainly in the stack's region, it is the one whose key the stack creates. */
static void look_in_replicas(struct looking *l)
{
    const struct sg_replicas *replicas = l->kind->replicas;
    const struct sg_node *own = sg_own_replica(l->kind, l->resource->properties);
    size_t before = l->asked->count;
    l->of_template = !own;
    l->other = NULL;
    if (own)
        look(l, own, l->kind->key);
    else if (replicas)
        look(l, sg_get(l->resource->properties, replicas->list), l->kind->key);
    l->of_template = false;
    if (l->other && l->asked->count == before)
        note_left_out(l, l->other, "this is the key of one region");
}

/* ---- The resource of a value ---- */

/* "Data" of ${Data} and ${Data.Arn}, when the text is only that. */
static const char *referenced_id(struct sg_arena *a, const char *text)
{
    const char *end = text && sg_starts_with(text, "${") ? sg_substitution_end(text) : NULL;
    return end && !*end ? sg_copy_bytes(a, text + 2, strcspn(text + 2, ".}")) : NULL;
}

/* The explicit name of a resource as a text of text.h. */
static const char *explicit_name(struct sg_arena *a, const struct sg_name *resource, const struct sg_kind *kind)
{
    const struct sg_node *name = kind->property ? sg_get(resource->properties, kind->property) : NULL;
    const char *reference = text_of(name, "!Ref", "Ref"), *sub = text_of(name, "!Sub", "Fn::Sub");
    if (reference)
        return sg_format(a, "${%s}", reference);
    return sub ? sub : name && name->type == SG_SCALAR && !name->tag ? name->text : NULL;
}

static bool is_named(const struct looking *l, const struct sg_name *resource, const struct sg_value *value)
{
    const char *name = value->name && !value->region && !value->account && resource->type &&
                               sg_strings_have(&value->kind->types, resource->type)
                           ? explicit_name(l->scope->arena, resource, value->kind)
                           : NULL;
    return name && strcmp(name, value->name) == 0;
}

static const struct sg_name *resource_of(const struct looking *l, const struct sg_value *value)
{
    struct sg_arena *a = l->scope->arena;
    const struct sg_names *names = l->scope->names;
    const char *of_name = referenced_id(a, value->name), *id = of_name ? of_name : referenced_id(a, value->arn);
    const struct sg_name *found = id ? sg_find_name(names, id) : NULL;
    if (found && found->type)
        return sg_strings_have(&value->kind->types, found->type) ? found : NULL;
    for (size_t i = 0; i < names->count; i++)
        if (is_named(l, &names->items[i], value))
            return &names->items[i];
    return NULL;
}

/* ---- Grants ---- */

static bool has_key(const struct sg_asked_grant *asked)
{
    for (size_t i = 0; i < asked->count; i++)
        if (strcmp(asked->options[i].name, SG_KEY_OPTION) == 0)
            return true;
    return false;
}

/* Returns whether the service that uses the key of the kind's resources is that of the grant. */
static bool is_of_service(struct sg_arena *a, const struct sg_kind *kind, const struct sg_grant *grant)
{
    const char *service = kind->arn ? sg_arn_service(a, kind->arn) : NULL;
    return kind->key && service && strcmp(service, grant->kms->via) == 0;
}

static void look_at_grant(struct looking *l, const struct sg_use *use)
{
    l->capacity = l->asked->count;
    for (size_t g = 0; g < use->count; g++) {
        const struct sg_given *given = &use->given[g];
        for (size_t i = 0; i < given->count && is_of_service(l->scope->arena, given->option->kind, use->grant); i++) {
            l->kind = given->option->kind;
            l->resource = resource_of(l, &given->values[i]);
            if (!l->resource)
                continue;
            look(l, l->resource->properties, l->kind->key);
            look_in_replicas(l);
        }
    }
}

/* Faults of the grant are reported when it is read to be written. */
static bool read_quietly(struct sg_scope *scope, struct sg_catalog *catalog, const struct sg_asked_grant *asked,
                         struct sg_use *use)
{
    struct sg_hush hush;
    sg_hush(&hush, &scope->findings);
    bool ok = sg_read_use(scope, catalog, asked, use);
    sg_unhush(&hush);
    return ok && use->grant->kms;
}

void sg_ask_template_keys(struct sg_scope *scope, struct sg_catalog *catalog, struct sg_asked *asked)
{
    struct looking l = {.scope = scope};
    if (!scope->names || !scope->names->source)
        return;
    struct sg_asked_grant *grants = sg_new_array(scope->arena, struct sg_asked_grant, asked->count);
    for (size_t i = 0; i < asked->count; i++) {
        struct sg_use use;
        grants[i] = asked->grants[i];
        l.asked = &grants[i];
        if (has_key(&grants[i]) || !read_quietly(scope, catalog, &grants[i], &use))
            continue;
        l.key = sg_find_kind(catalog, "key", scope->findings);
        if (l.key)
            look_at_grant(&l, &use);
    }
    asked->grants = grants;
}
