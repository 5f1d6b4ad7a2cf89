#include "suggest/suggest_internal.h"

#include "base/text.h"
#include "catalog/library.h"
#include "sam/binding.h"

#include <string.h>

static bool is_function(const struct sg_resource *resource)
{
    return sg_has_type(resource, SG_FUNCTION_TYPE) || sg_has_type(resource, "AWS::Lambda::Function");
}

/* ---- Roles ---- */

static bool has_unknown(const struct sg_granted_list *granted)
{
    for (size_t i = 0; i < granted->count; i++)
        if (!granted->items[i].policy)
            return true;
    return false;
}

/* Reads the roles of the function. What is unknown in them is not reported here. */
static void read_role(struct sg_suggesting *all, struct sg_suggestion *s)
{
    struct sg_template_role *r = sg_new(all->arena, struct sg_template_role);
    struct sg_findings *findings = all->template->findings;
    const struct sg_findings before = sg_findings_now(findings);
    *r = (struct sg_template_role){.template = all->template, .resolver = all->apart, .user = s->function};
    sg_add_role_of(&r->resolver, all->roles, s->function, &r->uses);
    bool known = r->uses.count > 0;
    for (size_t i = 0; i < r->uses.count; i++) {
        known = known && r->uses.items[i].role;
        r->role = r->role ? r->role : r->uses.items[i].role;
    }
    known = sg_explain_read_role(r) && known;
    all->apart = r->resolver;
    if (findings->errors == before.errors)
        sg_forget_since(findings, &before);
    s->role = (struct sg_code_role){.role = r, .known = known && !has_unknown(&r->granted)};
}

/* ---- Needs ---- */

static bool is_same_need(const struct sg_code_need *x, const struct sg_code_need *y)
{
    return strcmp(x->action, y->action) == 0 && x->used.type == y->used.type && sg_same_text(x->used.id, y->used.id) &&
           sg_same_text(x->rest, y->rest);
}

static void add_finding(struct sg_arena *a, struct sg_code_findings *list, const struct sg_code_need *need,
                        const char *why)
{
    for (size_t i = 0; i < list->count; i++)
        if (is_same_need(list->items[i].need, need))
            return;
    sg_grow(a, list->items, list->count, list->capacity);
    list->items[list->count++] = (struct sg_code_finding){need, why};
}

/* The CDK makes the function together with its role, which allows what its stack uses of the code. */
static bool is_made(const struct sg_suggesting *all, const struct sg_suggestion *s)
{
    const struct sg_code_names *names = sg_code_names(all->template->catalog, all->template->findings);
    const char *description = sg_get_text(s->function->properties, "Description");
    for (size_t i = 0; description && names && i < names->made.count; i++)
        if (strstr(description, names->made.items[i]))
            return true;
    return false;
}

static void judge_need(struct sg_suggesting *all, struct sg_suggestion *s, const struct sg_code_need *need,
                       const struct sg_permission *permission)
{
    bool allowed_then = need->call->via == SG_VIA_TRAIL && !need->call->denied;
    if (!need->call->sure)
        add_finding(all->arena, &s->unknown, need, "it is not certain that the handler reaches this call");
    else if (permission->state == SG_NOT_PERMITTED && is_made(all, s))
        add_finding(all->arena, &s->unknown, need, "the CDK makes this function and its role");
    else if (permission->state == SG_NOT_PERMITTED && !allowed_then && !need->used.undefined)
        add_finding(all->arena, &s->missing, need, NULL);
    else if (need->used.type == SG_USED_UNKNOWN)
        add_finding(all->arena, &s->unknown, need, NULL);
}

static void find_needs(struct sg_suggesting *all, struct sg_suggestion *s)
{
    for (size_t i = 0; i < s->facts.call_count; i++)
        if (!s->facts.calls[i].foreign)
            sg_add_code_needs(&s->around, &s->facts.calls[i], &s->needs);
    s->permissions = sg_new_array(all->arena, struct sg_permission, s->needs.count);
    if (all->settings->only_calls)
        return;
    for (size_t i = 0; i < s->needs.count; i++) {
        s->permissions[i] = sg_code_permission(&s->around, &s->role, &s->needs.items[i]);
        judge_need(all, s, &s->needs.items[i], &s->permissions[i]);
    }
}

/* ---- The environment ---- */

/* Variables that the runtime sets: Lambda Developer Guide, "Defined runtime environment variables", November 2026. */
static bool is_set_by_lambda(const char *name)
{
    static const char *const names[] = {"_HANDLER",
                                        "_X_AMZN_TRACE_ID",
                                        "LAMBDA_TASK_ROOT",
                                        "LAMBDA_RUNTIME_DIR",
                                        "LANG",
                                        "PATH",
                                        "LD_LIBRARY_PATH",
                                        "NODE_PATH",
                                        "PYTHONPATH",
                                        "TZ",
                                        "NODE_ENV",
                                        "HOME",
                                        "TMPDIR"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strcmp(names[i], name) == 0)
            return true;
    return sg_starts_with(name, "AWS_");
}

static void add_undefined(struct sg_suggesting *all, struct sg_suggestion *s, const struct sg_environment_read *read,
                          const struct sg_strings *known)
{
    const char *near = sg_nearest(read->name, known);
    if (read->guarded && !near)
        return;
    for (size_t i = 0; i < s->undefined_count; i++)
        if (strcmp(s->undefined[i].read->name, read->name) == 0)
            return;
    sg_grow(all->arena, s->undefined, s->undefined_count, s->undefined_capacity);
    s->undefined[s->undefined_count++] = (struct sg_undefined_variable){read, near};
}

static void find_undefined(struct sg_suggesting *all, struct sg_suggestion *s)
{
    const struct sg_node *environment = sg_get(s->function->properties, "Environment");
    struct sg_strings known = {0};
    if (environment && !s->around.variables)
        return; /* they are not written as a map */
    for (const struct sg_node *key = s->around.variables ? s->around.variables->first : NULL; key;
         key = key->next->next)
        sg_push(all->arena, &known, key->text);
    for (size_t i = 0; i < s->facts.environment_count; i++) {
        const struct sg_environment_read *read = &s->facts.environment[i];
        if (!is_set_by_lambda(read->name) && !sg_strings_have(&known, read->name) &&
            !sg_strings_have(&s->facts.defined, read->name))
            add_undefined(all, s, read, &known);
    }
}

/* ---- Functions ---- */

/* Finds the file of the handler. */
static void open_function(struct sg_suggesting *all, struct sg_suggestion *s)
{
    s->line = sg_locate(all->template->source, s->function->key->start).line;
    s->around = sg_surroundings_of(&all->joiner, s->function);
    s->program = (struct sg_program){
        .arena = all->arena, .resolver = &all->apart, .function = s->function, .files = &all->files};
    sg_program_open(&s->program, s->asked ? all->settings->code : NULL, &s->handler);
    s->opened = true;
}

static void read_function(struct sg_suggesting *all, struct sg_suggestion *s)
{
    if (!all->settings->only_calls)
        read_role(all, s);
    if (!s->handler.unread)
        sg_read_calls(all->arena, all->template->catalog, &s->program, &s->handler, all->template->findings, &s->facts);
    sg_suggest_add_trail(all, s);
    for (size_t i = 0; i < s->program.unread.count; i++)
        sg_push_once(all->arena, &s->facts.not_read, s->program.unread.items[i]);
    s->facts.complete = s->facts.complete && !s->program.unread.count;
    s->around.defined = &s->facts.defined;
    find_needs(all, s);
    find_undefined(all, s);
}

static bool share_role(const struct sg_suggesting *all, const struct sg_resource *x, const struct sg_resource *y)
{
    for (size_t i = 0; i < all->uses.count; i++)
        for (size_t k = 0; all->uses.items[i].user == x && all->uses.items[i].role && k < all->uses.count; k++)
            if (all->uses.items[k].user == y && all->uses.items[k].role == all->uses.items[i].role)
                return true;
    return false;
}

/* The functions that are asked for, and those that share a role with one of them. */
static void choose(struct sg_suggesting *all)
{
    const struct sg_template *t = all->template;
    const char *only = all->settings->function;
    const struct sg_resource *chosen = only ? sg_find_resource(t, only) : NULL;
    all->items = sg_new_array(all->arena, struct sg_suggestion, t->count);
    for (size_t i = 0; i < t->count; i++) {
        const struct sg_resource *resource = &t->resources[i];
        bool asked = is_function(resource) && (!only || resource == chosen);
        bool shares = !asked && is_function(resource) && share_role(all, chosen, resource);
        if (asked || shares)
            all->items[all->count++] = (struct sg_suggestion){.function = resource, .asked = asked};
    }
}

static bool check_function(const struct sg_template *t, const char *id)
{
    const struct sg_resource *resource = id ? sg_find_resource(t, id) : NULL;
    const struct sg_origin origin = {.subject = "--function"};
    struct sg_strings known = {0};
    if (!id || (resource && is_function(resource)))
        return true;
    if (resource)
        return sg_fail(t->findings, origin, "%s has the type %s, which is not a function", id, resource->type);
    for (size_t i = 0; i < t->count; i++)
        if (is_function(&t->resources[i]))
            sg_push(t->arena, &known, t->resources[i].id);
    const char *near = sg_nearest(id, &known);
    return sg_fail(t->findings, origin, "the template has no function \"%s\"%s%s%s", id, near ? "; did you mean " : "",
                   near ? near : "", near ? "?" : "");
}

static void read_functions(struct sg_suggesting *all)
{
    bool any = !all->settings->only_code;
    for (size_t i = 0; i < all->count; i++) {
        open_function(all, &all->items[i]);
        any = any || !all->items[i].handler.unread;
    }
    for (size_t i = 0; i < all->count && any; i++)
        read_function(all, &all->items[i]);
    for (size_t i = 0; i < all->count && any; i++)
        if (all->items[i].asked) {
            sg_suggest_excess(all, &all->items[i]);
            sg_suggest_fix(all, &all->items[i]);
        }
}

struct sg_suggesting *sg_suggest(const struct sg_template *t, const struct sg_roles *roles,
                                 const struct sg_suggest_settings *settings)
{
    struct sg_suggesting *all = sg_new(t->arena, struct sg_suggesting);
    *all = (struct sg_suggesting){.template = t, .roles = roles, .settings = settings, .arena = t->arena};
    all->plain =
        (struct sg_resolver){.template = t, .bindings = settings->bindings, .binding_count = settings->binding_count};
    if (!sg_check_bindings(&all->plain) || !check_function(t, settings->function))
        return NULL;
    all->apart = all->plain;
    all->scope =
        (struct sg_scope){.arena = t->arena, .findings = t->findings, .catalog = t->catalog, .partition = t->partition};
    all->apart.unknown_apart = all->apart.all_branches = true;
    const struct sg_findings before = sg_findings_now(t->findings);
    all->joiner = (struct sg_joiner){
        .arena = t->arena, .catalog = t->catalog, .template = t, .apart = &all->apart, .plain = &all->plain};
    sg_joiner_start(&all->joiner);
    sg_code_files_open(t->arena, t, settings->code, &all->files);
    sg_list_role_uses(&all->apart, roles, &all->uses);
    choose(all);
    if (!settings->only_calls)
        read_functions(all);
    if (t->findings->errors == before.errors)
        sg_forget_since(t->findings, &before);
    return t->findings->errors ? NULL : all;
}

bool sg_suggest_lacks(const struct sg_suggesting *all)
{
    for (size_t i = 0; i < all->count; i++)
        if (all->items[i].asked && all->items[i].missing.count)
            return true;
    return false;
}

bool sg_suggest_is_wide(const struct sg_suggesting *all)
{
    for (size_t i = 0; i < all->count; i++)
        if (all->items[i].asked && all->items[i].wide.count)
            return true;
    return false;
}

bool sg_suggest_has_no_fix(const struct sg_suggesting *all)
{
    for (size_t i = 0; i < all->count; i++)
        if (all->items[i].asked && all->items[i].unfixed)
            return true;
    return false;
}

size_t sg_suggest_fixes(const struct sg_suggesting *all, struct sg_asked **asked)
{
    size_t count = 0;
    *asked = sg_new_array(all->arena, struct sg_asked, all->count);
    for (size_t i = 0; i < all->count; i++)
        if (all->items[i].asked && all->items[i].fix_count)
            (*asked)[count++] = (struct sg_asked){.function = all->items[i].function->id,
                                                  .grants = all->items[i].fixes,
                                                  .count = all->items[i].fix_count};
    return count;
}

/* ---- For others ---- */

static struct sg_suggestion *find(const struct sg_suggesting *all, const char *function)
{
    for (size_t i = 0; i < all->count; i++)
        if (all->items[i].asked && strcmp(all->items[i].function->id, function) == 0)
            return &all->items[i];
    return NULL;
}

struct sg_unused_list sg_suggest_unused(const struct sg_suggesting *all, const char *function)
{
    const struct sg_suggestion *s = find(all, function);
    struct sg_unused_list list = {.known = s && s->compared};
    if (!list.known)
        return list;
    list.items = sg_new_array(all->arena, struct sg_unused, s->unused.count);
    for (size_t i = 0; i < s->unused.count; i++) {
        const struct sg_code_excess *unused = &s->unused.items[i];
        list.items[list.count++] = (struct sg_unused){unused->policy, unused->line, unused->actions};
    }
    return list;
}

static bool is_of_service(const char *action, const char *service)
{
    size_t length = strlen(service);
    return strncmp(action, service, length) == 0 && action[length] == ':';
}

struct sg_suggest_use sg_suggest_use_of(struct sg_suggesting *all, const char *function, const char *resource,
                                        const char *service)
{
    struct sg_suggestion *s = find(all, function);
    if (s && !s->opened) {
        open_function(all, s);
        read_function(all, s);
    }
    struct sg_suggest_use use = {.all = s && !s->handler.unread && s->facts.complete};
    for (size_t i = 0; s && i < s->needs.count; i++) {
        const struct sg_code_need *need = &s->needs.items[i];
        bool named = need->used.resource && strcmp(need->used.resource->id, resource) == 0;
        if (need->used.type == SG_USED_UNKNOWN && is_of_service(need->action, service))
            use.all = false;
        if (!named)
            continue;
        use.all = use.all && need->call->sure;
        if (!need->call->sure)
            continue;
        sg_push_once(all->arena, &use.actions, need->action);
        if (!use.place)
            use.place = sg_format(all->arena, "%s:%u", need->call->file->path, (unsigned)need->call->line);
    }
    return use;
}
