#include "compare/compare_internal.h"

#include "base/set.h"
#include "catalog/caller.h"
#include "catalog/holder.h"
#include "sam/apart.h"
#include "sam/intrinsic.h"
#include "yaml/write.h"

#include <string.h>

/*
 * What one statement says of one principal, action and resource, as a text that does not depend on how it is written.
 */
struct saying {
    const char *key, *resource, *text;
    const struct sg_node *at;
    bool denies;
};

struct sayings {
    struct saying *items;
    size_t count, capacity;
    struct sg_map known;
};

struct reading {
    struct sg_arena *arena;
    struct sg_compared_template *side;
    const char *id;
    const struct sg_node *at; /* of what samgen made */
    struct sayings *sayings;
};

static const char *flow_text(struct sg_arena *a, const struct sg_node *node)
{
    struct sg_buffer b = sg_buffer_new(a, SG_BUFFER_MOST);
    if (node && node->type == SG_SCALAR)
        return node->text;
    if (node)
        sg_write_flow(&b, node);
    return b.text;
}

static void say(struct reading *r, const struct sg_node *at, bool denies, const char *text)
{
    const char *key = sg_format(r->arena, "%s\n%d\n%s", r->id, (int)denies, text);
    struct sayings *s = r->sayings;
    at = at->start < at->end || !r->at ? at : r->at;
    if (!sg_set_add(r->arena, &s->known, key))
        return;
    sg_grow(r->arena, s->items, s->count, s->capacity);
    s->items[s->count++] = (struct saying){
        .key = key, .resource = r->id, .text = sg_apart_shown(r->arena, text), .at = at, .denies = denies};
}

/* Adds the texts of a value, which is one or a list. */
static void add_texts(struct sg_arena *a, const struct sg_node *value, const char *before, struct sg_strings *texts)
{
    if (value && value->type == SG_LIST)
        for (const struct sg_node *item = value->first; item; item = item->next)
            sg_push_once(a, texts, sg_concat(a, before, flow_text(a, item)));
    else if (value)
        sg_push_once(a, texts, sg_concat(a, before, flow_text(a, value)));
}

/* "lambda.amazonaws.com" of {Service: ...}; other kinds of principals keep their word. */
static void add_principals(struct sg_arena *a, const struct sg_node *value, const char *before,
                           struct sg_strings *texts)
{
    if (!value || value->type != SG_MAP) {
        add_texts(a, value, before, texts);
        return;
    }
    for (const struct sg_node *key = value->first; key; key = key->next->next) {
        bool plain = strcmp(key->text, "Service") == 0 || strcmp(key->text, "AWS") == 0;
        add_texts(a, key->next, plain ? before : sg_format(a, "%s%s ", before, key->text), texts);
    }
}

/* The texts of an element, or of its negation with "all but" before each. */
static struct sg_strings element(struct sg_arena *a, const struct sg_node *statement, const char *name)
{
    const struct sg_node *value = sg_get(statement, name);
    const char *before = value ? "" : "all but ";
    struct sg_strings texts = {0};
    value = value ? value : sg_get(statement, sg_concat(a, "Not", name));
    if (strcmp(name, "Principal") == 0)
        add_principals(a, value, before, &texts);
    else
        add_texts(a, value, before, &texts);
    return texts;
}

static int by_text(const void *x, const void *y)
{
    return strcmp(*(const char *const *)x, *(const char *const *)y);
}

/* "aws:SourceAccount StringEquals 123456789012 and ...", in one order however it is written. */
static const char *condition_text(struct sg_arena *a, const struct sg_node *condition)
{
    struct sg_strings all = {0};
    for (const struct sg_node *op = condition && condition->type == SG_MAP ? condition->first : NULL; op;
         op = op->next->next)
        for (const struct sg_node *key = op->next->type == SG_MAP ? op->next->first : NULL; key;
             key = key->next->next) {
            struct sg_strings values = {0};
            add_texts(a, key->next, "", &values);
            sg_sort(values.items, values.count, sizeof *values.items, by_text);
            sg_push(a, &all, sg_format(a, "%s %s %s", key->text, op->text, sg_join(a, &values, ", ")));
        }
    sg_sort(all.items, all.count, sizeof *all.items, by_text);
    return all.count ? sg_concat(a, " when ", sg_join(a, &all, " and ")) : "";
}

static void read_branch(struct reading *r, const struct sg_node *node, const struct sg_node *s, const char *branch)
{
    struct sg_arena *a = r->arena;
    if (s->type != SG_MAP)
        return;
    const char *effect = sg_get_text(s, "Effect"), *when = condition_text(a, sg_get(s, "Condition"));
    const struct sg_strings principals = element(a, s, "Principal"), actions = element(a, s, "Action");
    struct sg_strings resources = element(a, s, "Resource");
    if (!resources.count)
        sg_push(a, &resources, "");
    for (size_t p = 0; p < principals.count; p++)
        for (size_t i = 0; i < actions.count; i++)
            for (size_t k = 0; k < resources.count; k++)
                say(r, node, effect && strcmp(effect, "Deny") == 0,
                    sg_format(a, "%s: %s%s%s%s%s%s", principals.items[p], actions.items[i],
                              *resources.items[k] ? " on " : "", resources.items[k], when, branch ? ", " : "",
                              branch ? branch : ""));
}

static void read_statement(struct reading *r, const struct sg_node *node)
{
    struct sg_branches branches = {0};
    sg_compare_branches(&r->side->resolver, node, NULL, &branches);
    for (size_t i = 0; i < branches.count; i++) {
        const struct sg_node *value = branches.items[i].value;
        bool list = value->type == SG_LIST;
        for (const struct sg_node *s = list ? value->first : value; s; s = list ? s->next : NULL)
            read_branch(r, node, s, branches.items[i].when);
    }
}

static void read_statements(struct reading *r, const struct sg_node *statements)
{
    const struct sg_node *list = statements;
    if (list && list->type == SG_LIST)
        for (const struct sg_node *item = list->first; item; item = item->next)
            read_statement(r, item);
    else if (list)
        read_statement(r, list);
}

static void read_document(struct reading *r, const struct sg_node *document)
{
    read_statements(r, sg_get(document, "Statement"));
}

/* Reads what a path through maps and lists leads to: "Policies.PolicyDocument". */
static void read_path(struct reading *r, const struct sg_node *node, const char *path, bool statements)
{
    if (node && node->type == SG_LIST && *path) {
        for (const struct sg_node *item = node->first; item; item = item->next)
            read_path(r, item, path, statements);
    } else if (node && *path) {
        size_t length = strcspn(path, ".");
        read_path(r, sg_get(node, sg_copy_bytes(r->arena, path, length)), path + length + (path[length] == '.'),
                  statements);
    } else if (node && statements) {
        read_statements(r, node);
    } else {
        read_document(r, node);
    }
}

/* AWS::Lambda::Permission: each of its properties that limits is part of the condition. */
static void read_permission_branch(struct reading *r, const struct sg_resource *resource,
                                   const struct sg_branch *branch)
{
    static const char *const limits[] = {"SourceArn",           "SourceAccount",    "PrincipalOrgID",
                                         "FunctionUrlAuthType", "EventSourceToken", "InvokedViaFunctionUrl"};
    struct sg_arena *a = r->arena;
    const struct sg_node *p = branch->value;
    const char *when = "";
    for (size_t i = 0; i < sizeof limits / sizeof *limits; i++)
        if (sg_get(p, limits[i]))
            when = sg_format(a, "%s%s%s %s", when, *when ? " and " : " when ", limits[i],
                             flow_text(a, sg_get(p, limits[i])));
    say(r, resource->key, false,
        sg_format(a, "%s: %s on %s%s%s%s", flow_text(a, sg_get(p, "Principal")), flow_text(a, sg_get(p, "Action")),
                  flow_text(a, sg_get(p, "FunctionName")), when, branch->when ? ", " : "",
                  branch->when ? branch->when : ""));
}

static void read_permission(struct reading *r, const struct sg_resource *resource)
{
    struct sg_branches branches = {0};
    if (resource->properties)
        sg_compare_branches(&r->side->resolver, resource->properties, NULL, &branches);
    r->id = "AWS::Lambda::Permission";
    for (size_t i = 0; i < branches.count; i++)
        read_permission_branch(r, resource, &branches.items[i]);
}

static void read_resource(struct reading *r, const struct sg_holders_by_type *holders,
                          const struct sg_resource *resource)
{
    size_t count;
    const struct sg_holder *holder = sg_holders_of(holders, resource->type, &count);
    r->id = resource->id;
    for (; count; count--, holder++)
        if (holder->holding == SG_HOLDS_RESOURCE)
            read_path(r, resource->properties, holder->property, holder->statements);
    if (sg_has_type(resource, "AWS::Lambda::Permission"))
        read_permission(r, resource);
}

/* ---- Events ---- */

/* The ID of a function in OLD, if it is on both sides; else NULL. */
static const char *old_id(const struct sg_comparison *c, const struct sg_resource *user)
{
    for (size_t i = 0; i < c->holder_count; i++)
        if (c->holders[i].newer == user || c->holders[i].older == user)
            return c->holders[i].newer && c->holders[i].older ? c->holders[i].old_id : NULL;
    return user->id; /* nothing about it differs */
}

/* An event for which SAM makes an AWS::Lambda::Permission, with what limits it. */
static void read_event(struct reading *r, const struct sg_callers *callers, const struct sg_node *key)
{
    static const char *const limits[] = {"Bucket", "Topic",    "Path",         "Method",
                                         "ApiId",  "UserPool", "LogGroupName", "RestApiId"};
    struct sg_arena *a = r->arena;
    const char *type = sg_get_text(key->next, "Type");
    const struct sg_caller *caller = type ? sg_caller_of_event(callers, type) : NULL;
    const struct sg_node *given = sg_get(key->next, "Properties");
    const struct sg_node *p = caller && given ? sg_resolve(&r->side->resolver, given) : NULL;
    struct sg_strings said = {0};
    if (!caller)
        return;
    for (size_t i = 0; i < sizeof limits / sizeof *limits; i++)
        if (p && sg_get(p, limits[i]))
            sg_push(a, &said, sg_format(a, "%s %s", limits[i], flow_text(a, sg_get(p, limits[i]))));
    say(r, key, false,
        sg_format(a, "%s: lambda:InvokeFunction by the event %s%s%s", caller->principal, type, said.count ? ": " : "",
                  sg_join(a, &said, ", ")));
}

static void read_events(struct reading *r, const struct sg_comparison *c, const struct sg_callers *callers,
                        const struct sg_resource *function)
{
    const struct sg_node *events = sg_get(function->properties, "Events"),
                         *url = sg_get(function->properties, "FunctionUrlConfig");
    const char *before = old_id(c, function), *type = sg_get_text(url, "AuthType");
    bool map = events && events->type == SG_MAP && !sg_intrinsic_name(events);
    r->id = before ? before : function->id;
    for (const struct sg_node *key = map ? events->first : NULL; key; key = key->next->next)
        read_event(r, callers, key);
    if (type && strcmp(type, "NONE") == 0)
        say(r, url, false, "*: lambda:InvokeFunctionUrl when FunctionUrlAuthType NONE");
}

/* ---- Trust ---- */

/* Who may assume a role: that of a function is known by the function, so that it may be another role. */
static void read_role(struct reading *r, const struct sg_comparison *c, const struct sg_role *role,
                      const struct sg_resource *user)
{
    const char *id = user ? old_id(c, user) : role->id;
    r->id = id && user ? sg_concat(r->arena, "the role of ", id) : id;
    if (id)
        read_document(r, role->trust);
}

static bool has_role(const struct sg_role_uses *uses, const struct sg_template *t, const struct sg_resource *role)
{
    for (size_t i = 0; i < uses->count; i++)
        if (uses->items[i].role && uses->items[i].role->resource == role && sg_runs_with_role(t, uses->items[i].user))
            return true;
    return false;
}

static void read_roles(struct reading *r, const struct sg_comparison *c)
{
    struct sg_compared_template *side = r->side;
    struct sg_role_uses uses = {0};
    sg_list_role_uses(&side->resolver, &side->roles, &uses);
    for (size_t i = 0; i < uses.count; i++)
        if (uses.items[i].role && sg_runs_with_role(side->template, uses.items[i].user)) {
            r->at = uses.items[i].user->key;
            read_role(r, c, uses.items[i].role, uses.items[i].user);
        }
    for (size_t i = 0; i < side->template->count; i++) {
        const struct sg_resource *resource = &side->template->resources[i];
        const struct sg_role *role = sg_has_type(resource, SG_ROLE_TYPE) && !has_role(&uses, side->template, resource)
                                         ? sg_role_with_id(side->template, &side->roles, resource->id)
                                         : NULL;
        r->at = resource->key;
        if (role)
            read_role(r, c, role, NULL);
    }
}

/* What the catalog says of those who call. */
struct facts {
    const struct sg_holders_by_type *holders;
    const struct sg_callers *callers;
};

static void read_side(struct sg_arena *a, const struct sg_comparison *c, const struct facts *facts,
                      struct sg_compared_template *side, struct sayings *sayings)
{
    struct reading r = {.arena = a, .side = side, .sayings = sayings};
    for (size_t i = 0; side->template && i < side->template->count; i++) {
        const struct sg_resource *resource = &side->template->resources[i];
        read_resource(&r, facts->holders, resource);
        if (sg_has_type(resource, SG_FUNCTION_TYPE))
            read_events(&r, c, facts->callers, resource);
    }
    if (side->template)
        read_roles(&r, c);
}

static void add(struct sg_arena *a, struct sg_comparison *c, const struct sayings *have, const struct sayings *other,
                bool in_new)
{
    for (size_t i = 0; i < have->count; i++) {
        const struct saying *s = &have->items[i];
        if (sg_set_has(&other->known, s->key))
            continue;
        sg_grow(a, c->callers, c->caller_count, c->caller_capacity);
        c->callers[c->caller_count++] = (struct sg_caller_difference){
            .in_new = in_new, .denies = s->denies, .resource = s->resource, .text = s->text, .at = s->at};
    }
}

bool sg_compare_callers(struct sg_arena *a, struct sg_catalog *catalog, struct sg_comparison *c,
                        struct sg_compared_template *older, struct sg_compared_template *newer)
{
    struct sayings said[2] = {{0}, {0}};
    struct sg_findings *findings = newer->template ? newer->template->findings : NULL;
    const struct facts facts = {.holders = sg_holders(catalog, findings), .callers = sg_callers(catalog, findings)};
    if (!facts.holders || !facts.callers)
        return false;
    read_side(a, c, &facts, older, &said[0]);
    read_side(a, c, &facts, newer, &said[1]);
    add(a, c, &said[0], &said[1], false);
    add(a, c, &said[1], &said[0], true);
    return true;
}
