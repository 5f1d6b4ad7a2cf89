#include "explain/template_role.h"

#include "base/list.h"

#include <string.h>

/* ---- Finding ---- */

/* ", so ...; did you mean X?" of an ID that does not exist. */
static bool fail_missing(const struct sg_template *t, const char *option, const char *what, const char *id,
                         const struct sg_strings *known)
{
    const char *near = sg_nearest(id, known);
    return sg_fail(t->findings, (struct sg_origin){.subject = option}, "the template has no %s \"%s\"%s%s%s", what, id,
                   near ? "; did you mean " : "", near ? near : "", near ? "?" : "");
}

/* Returns the roles that a resource gives to services: "AlarmRole or LogRole"; NULL: none is known. */
static const char *roles_given(struct sg_resolver *r, const struct sg_roles *roles, const struct sg_resource *resource)
{
    struct sg_role_uses uses = {0};
    struct sg_strings ids = {0};
    sg_list_role_uses(r, roles, &uses);
    for (size_t i = 0; i < uses.count; i++)
        if (uses.items[i].user == resource && uses.items[i].role)
            sg_push_once(r->template->arena, &ids, uses.items[i].role->id);
    return ids.count ? sg_alternatives(r->template->arena, &ids) : NULL;
}

static bool fail_function(struct sg_resolver *r, const struct sg_roles *roles, const char *id)
{
    const struct sg_template *t = r->template;
    const struct sg_resource *resource = sg_find_resource(t, id);
    const struct sg_origin origin = {.subject = "--function"};
    struct sg_strings known = {0};
    if (sg_role_with_id(t, roles, id))
        return sg_fail(t->findings, origin, "%s is a role; use --role %s", id, id);
    const char *given = resource ? roles_given(r, roles, resource) : NULL;
    if (given)
        return sg_fail(t->findings, origin, "%s is not a function or state machine, but uses a role; use --role %s", id,
                       given);
    if (resource && !*resource->type)
        return sg_fail(t->findings, origin, "%s has no Type, so it is not a function or state machine", id);
    if (resource)
        return sg_fail(t->findings, origin, "%s has the type %s, which is not a function or state machine", id,
                       resource->type);
    for (size_t i = 0; i < t->count; i++)
        if (sg_runs_with_role(t, &t->resources[i]))
            sg_push(t->arena, &known, t->resources[i].id);
    return fail_missing(t, "--function", "function or state machine", id, &known);
}

static bool fail_role(const struct sg_template *t, const struct sg_roles *roles, const char *id)
{
    const struct sg_resource *resource = sg_find_resource(t, id);
    struct sg_strings known = {0};
    if (resource && sg_runs_with_role(t, resource))
        return sg_fail(t->findings, (struct sg_origin){.subject = "--role"},
                       "%s is a function or state machine; use --function %s", id, id);
    for (size_t i = 0; i < t->count; i++)
        if (sg_role_with_id(t, roles, t->resources[i].id))
            sg_push(t->arena, &known, t->resources[i].id);
    for (size_t i = 0; i < roles->count; i++)
        sg_push(t->arena, &known, roles->items[i].id);
    return fail_missing(t, "--role", "role", id, &known);
}

bool sg_explain_find_role(struct sg_template_role *r, const struct sg_roles *roles, const struct sg_role_choice *choice)
{
    const struct sg_template *t = r->template;
    if (choice->role) {
        r->role = sg_role_with_id(t, roles, choice->role);
        return r->role || fail_role(t, roles, choice->role);
    }
    const struct sg_resource *resource = sg_find_resource(t, choice->function);
    if (!resource || !sg_runs_with_role(t, resource))
        return fail_function(&r->resolver, roles, choice->function);
    r->user = resource;
    sg_add_role_of(&r->resolver, roles, resource, &r->uses);
    for (size_t i = 0; !r->role && i < r->uses.count; i++)
        r->role = r->uses.items[i].role;
    return true;
}

bool sg_explain_need_role(const struct sg_template_role *r)
{
    const struct sg_template *t = r->template;
    const struct sg_role_use *use = r->uses.count ? &r->uses.items[0] : NULL;
    if (r->role)
        return true;
    if (!use)
        return sg_fail(t->findings, sg_at(t, r->user->key),
                       "%s has the logical ID of an API that SAM creates, which replaces it; rename it", r->user->id);
    if (!use->given)
        return sg_fail(t->findings, sg_at(t, r->user->key), "%s has no role; give it one", r->user->id);
    return sg_fail(t->findings, sg_at(t, use->given),
                   "the role of %s is %s, so its policies are not in this template; to decide with them, save them as "
                   "files and use `samgen check --policy FILE`",
                   r->user->id, sg_other_role_text(t, use));
}

/* ---- Reading ---- */

static void say_unknown(const struct sg_template *t, const struct sg_granted *granted, const char *what)
{
    sg_report(t->findings, SAMGEN_WARNING, sg_at(t, granted->entry),
              "the document of %s %s is unknown, so samgen ignores it; save it as DIR/NAME.json and add "
              "--managed-policies DIR",
              what, granted->name);
}

static void say_include(const struct sg_template *t, const struct sg_node *transform)
{
    const char *name = sg_get_text(transform, "Name");
    if (name && strcmp(name, "AWS::Include") == 0)
        sg_report(t->findings, SAMGEN_WARNING, sg_at(t, transform),
                  "AWS::Include adds the contents of another file here; samgen does not read it and ignores what it "
                  "grants");
}

static void say_includes_in(const struct sg_template *t, const struct sg_node *node)
{
    for (const struct sg_node *child = node->first; child; child = child->next) {
        if (node->type == SG_MAP && strcmp(child->text, "Fn::Transform") == 0)
            say_include(t, child->next);
        child = node->type == SG_MAP ? child->next : child;
        say_includes_in(t, child);
    }
}

void sg_explain_say_includes(const struct sg_template *t)
{
    const struct sg_node *resources = sg_get(t->root, "Resources");
    if (resources)
        say_includes_in(t, resources);
}

/* Lambda names the session after the function. */
static void name_caller(struct sg_template_role *r)
{
    const struct sg_template *t = r->template;
    const char *account = sg_example_account(&r->resolver), *name = sg_role_name(&r->resolver, r->role);
    const struct sg_node *path = r->role->path ? sg_resolve(&r->resolver, r->role->path) : NULL;
    r->session = sg_format(t->arena, "arn:%s:sts::%s:assumed-role/%s/%s", t->partition, account, name,
                           r->user ? sg_physical_name(&r->resolver, r->user) : "session");
    r->arn = sg_format(t->arena, "arn:%s:iam::%s:role%s%s", t->partition, account,
                       path && path->type == SG_SCALAR && *path->text ? path->text : "/", name);
}

static void add_branch(const struct sg_template *t, struct sg_granted *granted, const char *when)
{
    if (!granted->when)
        granted->when = when;
    else if (when && strcmp(when, granted->when) != 0)
        granted->when = sg_format(t->arena, "%s and %s", when, granted->when);
}

/* Reads one role; its policies exist in the branch `when` only. */
static bool read_one(struct sg_template_role *r, const struct sg_role *role, const char *when)
{
    const struct sg_template *t = r->template;
    size_t first = r->granted.count;
    struct sg_granted boundary;
    if (!sg_read_granted(&r->resolver, role, &r->granted) || !sg_read_boundary(&r->resolver, role, &boundary))
        return false;
    for (size_t i = first; i < r->granted.count; i++) {
        add_branch(t, &r->granted.items[i], when);
        if (!r->granted.items[i].policy)
            say_unknown(t, &r->granted.items[i], "the policy");
    }
    if (!boundary.name)
        return true;
    add_branch(t, &boundary, when);
    sg_grow(t->arena, r->boundaries.items, r->boundaries.count, r->boundaries.capacity);
    r->boundaries.items[r->boundaries.count++] = boundary;
    if (!boundary.policy)
        say_unknown(t, &boundary, "the permissions boundary");
    return true;
}

bool sg_explain_read_role(struct sg_template_role *r)
{
    for (size_t i = 0; i < r->uses.count; i++)
        if (r->uses.items[i].role && !read_one(r, r->uses.items[i].role, r->uses.items[i].when))
            return false;
    if (r->role && !r->uses.count && !read_one(r, r->role, NULL))
        return false;
    if (r->role)
        name_caller(r);
    return true;
}

void sg_explain_add_to_check(struct sg_check *check, const struct sg_template_role *role)
{
    for (size_t i = 0; i < role->granted.count; i++)
        if (role->granted.items[i].policy) {
            sg_check_add(check, SG_LAYER_IDENTITY, role->granted.items[i].policy);
            sg_check_uncertain(check, role->granted.items[i].policy, role->granted.items[i].uncertain);
        }
    for (size_t i = 0; i < role->boundaries.count; i++)
        if (role->boundaries.items[i].policy) {
            sg_check_add(check, SG_LAYER_BOUNDARY, role->boundaries.items[i].policy);
            sg_check_uncertain(check, role->boundaries.items[i].policy, role->boundaries.items[i].uncertain);
        }
    sg_check_principal(check, role->session);
    sg_check_principal_arn(check, role->arn);
}
