#include "sam/connector_internal.h"

#include "base/list.h"
#include "catalog/role.h"
#include "sam/globals_internal.h"
#include "sam/intrinsic.h"
#include "yaml/scalar.h"

#include <string.h>

/* One end of a connector. */
struct end {
    const char *what; /* "Source" */
    const char *id;   /* or NULL: all is in the connector itself */
    const struct sg_resource *resource;
    const struct sg_connected_type *type;
    const struct sg_node *given; /* Source or Destination */
};

/* A connector with one destination. */
struct connecting {
    const struct sg_template *template;
    const struct sg_connector_data *data;
    struct sg_connector_policies *policies;
    const struct sg_node *key, *body, *properties; /* of the connector */
    const char *id;                                /* "Connector", or that of the resource around it in front */
    struct end source, destination;
    const struct sg_connector_row *row;
};

static bool refuse(const struct connecting *c, const struct sg_node *at, const char *message)
{
    return sg_fail(c->template->findings, sg_at(c->template, at), "connector %s: %s", c->id, message);
}

/* ---- The ends ---- */

/* Returns the logical ID in {Ref: Id} or {Fn::GetAtt: [Id, Arn]}, or NULL. */
static const char *id_in(struct sg_arena *a, const struct sg_node *value)
{
    const struct sg_node *ref = sg_intrinsic(value, "Ref"), *attribute = sg_intrinsic(value, "Fn::GetAtt");
    if (attribute && attribute->type == SG_LIST && attribute->count == 2)
        ref = attribute->first;
    if (sg_is_text(attribute))
        return sg_copy_bytes(a, attribute->text, strcspn(attribute->text, "."));
    return sg_is_text(ref) ? ref->text : NULL;
}

/* Besides Id, a reference can have Qualifier; without Id, all others. */
static bool is_reference(const struct sg_node *given)
{
    bool others = false;
    for (const struct sg_node *key = given->first; key; key = key->next->next)
        others = others || (!sg_equals(key->text, "Id") && !sg_equals(key->text, "Qualifier"));
    return others != (sg_get(given, "Id") != NULL);
}

/* Resources that SAM creates cannot be looked up here; their IDs begin with that of a resource of the template. */
static bool is_made(const struct sg_template *t, const char *id)
{
    for (size_t i = 0; i < t->count; i++)
        if (sg_starts_with(id, t->resources[i].id) && sg_starts_with(t->resources[i].type, SG_SAM_PREFIX))
            return true;
    return sg_starts_with(id, "Serverless");
}

/* Reads one end. Returns false when it is unknown, after reporting it if SAM would refuse it; `*ok` is false then. */
static bool read_end(const struct connecting *c, const struct sg_node *given, const char *what, struct end *end,
                     bool *ok)
{
    const struct sg_template *t = c->template;
    *end = (struct end){.what = what, .id = sg_get_text(given, "Id"), .given = given};
    if (given->type != SG_MAP || !is_reference(given))
        return *ok = refuse(c, given, "write Id, or Type with Arn, RoleName and others, but not both");
    end->resource = end->id ? sg_find_resource(t, end->id) : NULL;
    const char *type = end->resource ? end->resource->type : sg_get_text(given, "Type");
    if (end->id && !end->resource && is_made(t, end->id))
        return false;
    if (end->id && !end->resource)
        return *ok = refuse(c, given, sg_format(t->arena, "the template has no resource %s", end->id));
    if (!type || !*type)
        return *ok = refuse(c, given, "Type is missing");
    end->type = sg_connected_type(c->data, type);
    return end->type || (*ok = refuse(c, given, sg_format(t->arena, "SAM has no connectors for %s", type)));
}

/* A rule has a role for each of its targets. */
static const struct sg_node *role_of_target(const struct connecting *c, const struct end *end, const struct end *other)
{
    const struct sg_node *targets = sg_get(end->resource->properties, end->type->targets);
    const struct sg_node *arn = sg_get(other->given, "Arn");
    for (const struct sg_node *item = targets && targets->type == SG_LIST ? targets->first : NULL; item;
         item = item->next) {
        const struct sg_node *target = sg_get(item, end->type->target);
        const char *id = id_in(c->template->arena, target);
        if ((id && sg_same_text(id, other->id)) || (arn && target && sg_same(arn, target)))
            return sg_get(item, end->type->role);
    }
    return NULL;
}

/* Returns what Roles of the policy has: {Ref: Role}, or the given name; or NULL. */
static struct sg_node *role_name(const struct connecting *c, const struct end *end, const struct end *other)
{
    struct sg_arena *a = c->template->arena;
    const struct sg_node *name = sg_get(end->given, "RoleName");
    if (!end->id)
        return name ? sg_shared(a, name) : NULL;
    if (!end->type->role)
        return NULL;
    bool sam = sg_starts_with(end->resource->type, SG_SAM_PREFIX);
    const struct sg_node *role = end->type->targets ? role_of_target(c, end, other)
                                                    : sg_get(end->resource->properties, sam ? "Role" : end->type->role);
    const char *id = sam && sg_is_nothing(role) ? sg_concat(a, end->id, "Role") : id_in(a, role);
    return id ? sg_make_intrinsic(a, "Ref", sg_scalar(a, id)) : NULL;
}

static struct sg_node *attribute_of(struct sg_arena *a, const char *id, const char *attribute)
{
    return strcmp(attribute, "Ref") == 0 ? sg_make_intrinsic(a, "Ref", sg_scalar(a, id))
                                         : sg_make_get_att(a, id, attribute);
}

/* ---- The policy ---- */

/* What a variable stands for, or NULL. */
static struct sg_node *value_of(const struct connecting *c, const struct end *end, const char *variable)
{
    struct sg_arena *a = c->template->arena;
    const char *attribute = strcmp(variable, "Name") == 0 ? end->type->name : end->type->arn;
    if (end->id)
        return attribute ? attribute_of(a, end->id, attribute) : NULL;
    const struct sg_node *given = sg_get(end->given, variable);
    return given ? sg_shared(a, given) : NULL;
}

static const struct {
    const char *text, *in_sub, *name; /* in_sub: its name in Fn::Sub, which takes letters and digits only */
    bool of_source;
} variables[] = {
    {"%{Source.Arn}", "SourceArn", "Arn", true},
    {"%{Destination.Arn}", "DestinationArn", "Arn", false},
    {"%{Destination.Name}", "DestinationName", "Name", false},
};

/* Returns an ARN of the connector as the translator writes it, or NULL after reporting a missing value. */
static struct sg_node *resource_of(const struct connecting *c, const char *pattern)
{
    struct sg_arena *a = c->template->arena;
    for (size_t i = 0; i < sizeof variables / sizeof *variables; i++) {
        const char *at = strstr(pattern, variables[i].text);
        const struct end *end = variables[i].of_source ? &c->source : &c->destination;
        struct sg_node *value = at ? value_of(c, end, variables[i].name) : NULL;
        if (!at)
            continue;
        if (!value) {
            refuse(c, end->given, sg_format(a, "%s of %s is missing", variables[i].name, end->what));
            return NULL;
        }
        size_t length = strlen(variables[i].text);
        if (strlen(pattern) == length)
            return value;
        struct sg_node *names = sg_map(a), *arguments = sg_list(a);
        const char *text = sg_format(a, "%s${%s}%s", sg_copy_bytes(a, pattern, (size_t)(at - pattern)),
                                     variables[i].in_sub, at + length);
        sg_put(a, names, variables[i].in_sub, value);
        sg_append(arguments, sg_scalar(a, text));
        sg_append(arguments, names);
        return sg_make_intrinsic(a, "Fn::Sub", arguments);
    }
    return sg_make_intrinsic(a, "Fn::Sub", sg_scalar(a, pattern));
}

static struct sg_node *texts_of(struct sg_arena *a, const struct sg_strings *texts)
{
    struct sg_node *list = sg_list(a);
    for (size_t i = 0; i < texts->count; i++)
        sg_append(list, sg_scalar(a, texts->items[i]));
    return list;
}

static bool add_statement(const struct connecting *c, const struct sg_connector_statement *from,
                          struct sg_node *statements)
{
    struct sg_arena *a = c->template->arena;
    struct sg_node *statement = sg_map(a), *resources = sg_list(a);
    for (size_t i = 0; i < from->resources.count; i++) {
        struct sg_node *resource = resource_of(c, from->resources.items[i]);
        if (!resource)
            return false;
        sg_append(resources, resource);
    }
    sg_put(a, statement, "Effect", sg_scalar(a, "Allow"));
    sg_put(a, statement, "Action", texts_of(a, &from->actions));
    sg_put(a, statement, "Resource", resources);
    sg_append(statements, statement);
    return true;
}

static bool has_permission(const struct sg_node *permissions, const char *name)
{
    for (const struct sg_node *item = permissions->first; item; item = item->next)
        if (sg_is_text(item) && strcmp(item->text, name) == 0)
            return true;
    return false;
}

/* Returns {PolicyDocument, Roles}, or NULL after reporting an error. */
static struct sg_node *policy_of(const struct connecting *c, const struct sg_node *permissions)
{
    struct sg_arena *a = c->template->arena;
    bool of_source = strcmp(c->row->attached_to, "source") == 0;
    const struct end *end = of_source ? &c->source : &c->destination;
    struct sg_node *role = role_name(c, end, of_source ? &c->destination : &c->source);
    struct sg_node *statements = sg_list(a), *document = sg_map(a), *properties = sg_map(a), *roles = sg_list(a);
    if (!role) {
        refuse(c, end->given, sg_format(a, "%s has no role that SAM can name", end->what));
        return NULL;
    }
    for (size_t i = 0; i < c->row->permissions.count; i++) {
        const struct sg_connector_access *access = &c->row->permissions.items[i];
        for (size_t s = 0; has_permission(permissions, access->name) && s < access->statements.count; s++)
            if (!add_statement(c, &access->statements.items[s], statements))
                return NULL;
    }
    sg_append(roles, role);
    sg_put(a, document, "Version", sg_scalar(a, "2012-10-17"));
    sg_put(a, document, "Statement", statements);
    sg_put(a, properties, "PolicyDocument", document);
    sg_put(a, properties, "Roles", roles);
    return properties;
}

/* ---- Permissions ---- */

static struct sg_strings names_of(struct sg_arena *a, const struct sg_connector_row *row)
{
    struct sg_strings names = {0};
    for (size_t i = 0; i < row->permissions.count; i++)
        sg_push(a, &names, row->permissions.items[i].name);
    return names;
}

static bool check_permissions(const struct connecting *c, const struct sg_node *permissions)
{
    struct sg_arena *a = c->template->arena;
    struct sg_strings known = names_of(a, c->row), given = {0};
    if (!permissions || permissions->type != SG_LIST || !permissions->count)
        return refuse(c, permissions ? permissions : c->key,
                      sg_format(a, "Permissions must be a list of %s", sg_join(a, &known, " and ")));
    for (const struct sg_node *item = permissions->first; item; item = item->next)
        if (!sg_is_text(item) || !sg_strings_have(&known, item->text))
            return refuse(c, item, sg_format(a, "Permissions can have %s", sg_join(a, &known, " and ")));
    static const char *const sorted[] = {"Read", "Write"};
    for (size_t i = 0; i < sizeof sorted / sizeof *sorted; i++)
        if (has_permission(permissions, sorted[i]))
            sg_push(a, &given, sorted[i]);
    return !c->row->together.count || sg_strings_have(&c->row->together, sg_join(a, &given, " and ")) ||
           refuse(
               c, permissions,
               sg_format(a, "between these resources Permissions must be %s", sg_alternatives(a, &c->row->together)));
}

/* ---- Connectors ---- */

static void place(struct sg_node *node, const struct sg_node *at)
{
    node->start = at->start;
    node->end = at->end;
    for (struct sg_node *child = node->first; child; child = child->next)
        if (!child->end)
            place(child, at);
}

static void add_policy(const struct connecting *c, const char *id, struct sg_node *properties)
{
    struct sg_connector_policies *all = c->policies;
    place(properties, c->key);
    sg_grow(c->template->arena, all->items, all->count, all->capacity);
    all->items[all->count++] = (struct sg_resource){
        .id = id, .type = "AWS::IAM::ManagedPolicy", .key = c->key, .body = c->body, .properties = properties};
}

/* `end` is what SAM adds to the ID of the connector: "PolicyDestination1". */
static bool connect(struct connecting *c, const struct sg_node *source, const struct sg_node *destination,
                    const char *end)
{
    bool ok = true;
    struct sg_arena *a = c->template->arena;
    const struct sg_node *permissions = sg_get(c->properties, "Permissions");
    if (!read_end(c, destination, "Destination", &c->destination, &ok) ||
        !read_end(c, source, "Source", &c->source, &ok)) {
        c->policies->unread = true;
        return ok;
    }
    c->row = sg_connector_between(c->data, c->source.type->type, c->destination.type->type);
    if (!c->row)
        return refuse(
            c, c->key,
            sg_format(a, "SAM has no connectors from %s to %s", c->source.type->type, c->destination.type->type));
    if (!check_permissions(c, permissions))
        return false;
    if (!c->row->attached_to) {
        c->policies->apart = true;
        return true;
    }
    struct sg_node *properties = policy_of(c, permissions);
    if (properties)
        add_policy(c, sg_concat(a, c->id, end), properties);
    return properties != NULL;
}

/* Connects a source with each destination. */
static bool connect_all(struct connecting *c, const struct sg_node *source)
{
    struct sg_arena *a = c->template->arena;
    const struct sg_node *destinations = sg_get(c->properties, "Destination");
    bool ok = true;
    size_t number = 0;
    if (!source || !destinations || (destinations->type == SG_LIST && !destinations->count))
        return refuse(c, c->key, "write Source, Destination and Permissions");
    if (destinations->type != SG_LIST)
        return connect(c, source, destinations, "Policy");
    for (const struct sg_node *item = destinations->first; item; item = item->next)
        ok = connect(c, source, item, sg_format(a, "PolicyDestination%zu", number++)) && ok;
    return ok;
}

/* A connector in a resource has it as its source, with the keys of SourceReference. */
static bool connect_inside(struct connecting *c, const struct sg_resource *around)
{
    struct sg_arena *a = c->template->arena;
    const struct sg_node *reference = sg_get(c->properties, "SourceReference");
    struct sg_node *source = sg_map(a);
    sg_put(a, source, "Id", sg_scalar(a, around->id));
    for (const struct sg_node *key = reference && reference->type == SG_MAP ? reference->first : NULL; key;
         key = key->next->next)
        sg_put(a, source, key->text, sg_shared(a, key->next));
    place(source, c->key);
    return connect_all(c, source);
}

static bool read_inside(struct connecting *c, const struct sg_resource *around, const struct sg_node *connectors)
{
    bool ok = true;
    if (connectors->type != SG_MAP)
        return sg_fail(c->template->findings, sg_at(c->template, connectors), "Connectors of %s must be a map",
                       around->id);
    for (const struct sg_node *key = connectors->first; key; key = key->next->next) {
        c->key = key;
        c->body = key->next;
        c->id = sg_concat(c->template->arena, around->id, key->text);
        c->properties = sg_get(key->next, "Properties");
        ok = connect_inside(c, around) && ok;
    }
    return ok;
}

bool sg_read_connectors(const struct sg_template *t, struct sg_connector_policies *policies)
{
    struct connecting c = {.template = t, .policies = policies};
    bool ok = true;
    for (size_t i = 0; i < t->count; i++) {
        const struct sg_resource *r = &t->resources[i];
        const struct sg_node *inside = sg_get(r->body, "Connectors");
        bool itself = sg_has_type(r, "AWS::Serverless::Connector");
        if (!itself && !inside)
            continue;
        c.data = c.data ? c.data : sg_connector_data(t->catalog, t->findings);
        if (!c.data)
            return false;
        if (itself) {
            c.key = r->key;
            c.body = r->body;
            c.id = r->id;
            c.properties = r->properties;
            ok = connect_all(&c, sg_get(r->properties, "Source")) && ok;
        }
        if (inside)
            ok = read_inside(&c, r, inside) && ok;
    }
    return ok;
}
