#include "apply/apply.h"

#include "apply/circle_internal.h"
#include "base/list.h"
#include "sam/long_form.h"
#include "explain/expand.h"
#include "apply/already_internal.h"
#include "apply/made_internal.h"
#include "apply/own_role_internal.h"
#include "yaml/load.h"

struct applying {
    const struct sg_application *to;
    struct sg_dependencies *dependencies;
    struct sg_edit edit;
    struct sg_addition *additions; /* to roles of the template itself */
    struct sg_role_list roles;     /* all that get grants */
};

static struct sg_origin place_of(const struct applying *a, const struct sg_node *node)
{
    return (struct sg_origin){.source = a->to->template->source, .offset = node->start};
}

/* A role that gets grants, and who asks for it. */
struct target {
    const struct sg_role *role;
    const struct sg_resource *user; /* the function; NULL: the role is asked for itself */
    struct sg_asked asked;          /* what is asked; its function is the resource that is written */
};

static bool is_of_loop(const struct applying *a, const struct sg_resource *resource)
{
    const struct sg_template *t = a->to->template;
    const struct sg_loop *loop = sg_loop_at(t, resource->key->start);
    if (loop)
        sg_fail(t->findings, place_of(a, resource->key),
                "%s is made by %s, whose text is that of several resources; write the output of `samgen GRANT` there",
                resource->id, loop->key->text);
    return loop != NULL;
}

/* "the role of Ingest", or "the role PipeRole". */
static const char *role_text(const struct applying *a, const struct target *to)
{
    return to->user ? sg_concat(a->to->template->arena, "the role of ", to->user->id)
                    : sg_concat(a->to->template->arena, "the role ", to->role->id);
}

static void note_already(const struct applying *a, const struct target *to, const struct sg_asked_grant *grant)
{
    sg_report(a->to->template->findings, SAMGEN_NOTE, (struct sg_origin){.subject = grant->name},
              "%s already allows this, so nothing is added", role_text(a, to));
}

static void note_key_alone(const struct applying *a, const struct target *to, const struct sg_asked_grant *grant)
{
    sg_report(a->to->template->findings, SAMGEN_NOTE, (struct sg_origin){.subject = grant->name},
              "%s already allows this, except for the use of the key", role_text(a, to));
}

/* Reads all grants; the scope takes their partition. Reports faults alone: what is written is read again. */
static bool read_uses(const struct applying *a, const struct sg_asked *asked, struct sg_use *uses)
{
    struct sg_scope *scope = a->to->scope;
    const struct sg_findings before = sg_findings_now(scope->findings);
    bool ok = true;
    for (size_t i = 0; i < asked->count; i++)
        ok = sg_read_use(scope, a->to->catalog, &asked->grants[i], &uses[i]) && ok;
    ok = ok && sg_share_place(scope, uses, asked->count);
    if (ok)
        sg_forget_since(scope->findings, &before);
    return ok;
}

/* The grants that the role lacks. */
static bool find_missing(const struct applying *a, const struct target *to, struct sg_asked *missing)
{
    struct sg_scope *scope = a->to->scope;
    struct sg_already already;
    const struct sg_asked *asked = &to->asked;
    struct sg_use *uses = sg_new_array(scope->arena, struct sg_use, asked->count), again;
    bool readable = sg_apply_read_already(a->to->template, to->role, to->user, &already);
    if (!read_uses(a, asked, uses))
        return false;
    *missing = *asked;
    missing->grants = sg_new_array(scope->arena, struct sg_asked_grant, asked->count);
    missing->count = 0;
    missing->no_logs = true; /* SAM adds them to each role that it creates, and other roles get what is asked */
    for (size_t i = 0; i < asked->count; i++) {
        enum sg_allowed allowed = readable ? sg_apply_is_already_allowed(&already, scope, &uses[i]) : SG_ALLOWED_NOT;
        struct sg_asked_grant grant = asked->grants[i];
        grant.key_alone = allowed == SG_ALLOWED_BUT_KEY;
        if (allowed == SG_ALLOWED_ALL) {
            sg_read_use(scope, a->to->catalog, &grant, &again); /* for its notes */
            note_already(a, to, &grant);
            continue;
        }
        if (grant.key_alone)
            note_key_alone(a, to, &grant);
        missing->grants[missing->count++] = grant;
    }
    return true;
}

/* ---- One role ---- */

/* The entries without what the template already has in the same words. */
static struct sg_node *new_entries(const struct applying *a, const struct target *to, const struct sg_node *entries)
{
    const struct sg_template *t = a->to->template;
    struct sg_node *known = sg_apply_known_policies(t, to->role), *list = sg_list(t->arena);
    if (to->role->own)
        sg_apply_known_of_role(t, to->role, a->additions, known);
    for (const struct sg_node *entry = entries->first; entry; entry = entry->next) {
        struct sg_node *part = sg_apply_unknown_part(t, known, entry, a->edit.json);
        if (part)
            sg_append(list, part);
        else
            sg_report(t->findings, SAMGEN_NOTE, (struct sg_origin){.subject = to->asked.function},
                      "one entry is already in its Policies, so it is not added again");
    }
    return list;
}

static bool is_empty(const struct sg_asked *asked)
{
    return !asked->count && !(asked->statements && asked->statements->count);
}

static bool add_entries(struct applying *a, const struct sg_application *application, const struct target *to,
                        const struct sg_asked *asked)
{
    const struct sg_template *t = a->to->template;
    if (is_empty(asked))
        return true;
    const struct sg_node *block = sg_grant_generate(a->to->scope, a->to->catalog, asked, application->settings);
    if (!block)
        return false;
    struct sg_node *entries = new_entries(a, to, block->first->next);
    if (!entries->count)
        return true;
    if (!to->role->own)
        return sg_apply_extend_policies(&a->edit, t, a->to->root, asked->function, entries);
    sg_apply_add_to_role(t, sg_apply_addition_to(t->arena, &a->additions, to->role), asked, entries);
    sg_apply_note_sharing(t, a->to->roles, to->role, to->user);
    return true;
}

/* Removes the statements that the role already has from a policy resource; false if none is left. */
static bool keep_new_statements(const struct applying *a, const struct target *to, const struct sg_node *resource)
{
    struct sg_node *document = sg_get(sg_get(resource, "Properties"), "PolicyDocument");
    struct sg_node entries = {.type = SG_LIST, .first = document, .last = document, .count = 1};
    const struct sg_node *left = new_entries(a, to, &entries);
    if (left->first) {
        document->first = left->first->first;
        document->last = left->first->last;
    }
    return left->first != NULL;
}

static bool add_policy(struct applying *a, const struct target *to, const struct sg_asked *apart)
{
    const struct sg_template *t = a->to->template;
    const char *id;
    if (is_empty(apart))
        return true;
    struct sg_node *resource = sg_apply_separate_policy(a->to, to->role, apart, &id);
    if (!resource || !keep_new_statements(a, to, resource))
        return resource != NULL;
    if (to->role->own)
        sg_apply_note_sharing(t, a->to->roles, to->role, to->user);
    if (a->edit.json)
        sg_long_form(t->arena, t->source, resource, t->findings);
    return sg_apply_extend_resources(&a->edit, t, a->to->root, apart->function, id, resource);
}

/* A role of the template itself takes the ARNs of managed policies and statements; only SAM has policy templates. */
static struct sg_settings settings_for(const struct applying *a, const struct sg_role *role)
{
    struct sg_settings settings = *a->to->settings;
    if (role->own)
        settings.entries = SG_ENTRIES_NO_TEMPLATES;
    return settings;
}

static bool apply_to(struct applying *a, struct target *to)
{
    struct sg_asked missing, apart;
    const struct sg_settings settings = settings_for(a, to->role);
    struct sg_application application = *a->to;
    const char *partition = a->to->scope->partition;
    application.settings = &settings;
    to->asked.function = to->role->resource->id;
    bool ok = !is_of_loop(a, to->role->resource) && find_missing(a, to, &missing);
    if (ok) {
        sg_grow(a->to->template->arena, a->roles.items, a->roles.count, a->roles.capacity);
        a->roles.items[a->roles.count++] = to->role;
        sg_apply_avoid_circles(&application, &a->dependencies, to->role, &missing, &apart);
        ok = add_entries(a, &application, to, &missing) && add_policy(a, to, &apart);
    }
    a->to->scope->partition = partition;
    return ok;
}

/* ---- One function, then the whole text ---- */

static bool refuse_other_role(const struct applying *a, const struct sg_role_use *use)
{
    const struct sg_template *t = a->to->template;
    if (!use->given)
        return sg_fail(t->findings, place_of(a, use->user->key), "%s has no role; give it one", use->user->id);
    return sg_fail(t->findings, place_of(a, use->given),
                   "the role of %s is %s, which is not in this template, so samgen cannot add to it; write "
                   "`samgen GRANT --as managed-policy` and attach that policy to the role",
                   use->user->id, sg_other_role_text(t, use));
}

/* Branches of an Fn::If can have roles that are elsewhere. */
static void warn_other_role(const struct applying *a, const struct sg_role_use *use)
{
    sg_report(a->to->template->findings, SAMGEN_WARNING, place_of(a, use->given),
              "%s, the role of %s is %s, which is not in this template and does not get the grants",
              use->when ? use->when : "", use->user->id, sg_other_role_text(a->to->template, use));
}

static bool apply_function(struct applying *a, const struct sg_asked *asked)
{
    const struct sg_template *t = a->to->template;
    const struct sg_role_choice choice = {asked->role ? NULL : asked->function, asked->role};
    struct sg_template_role found = {.template = t, .resolver = {.template = t, .all_branches = true}};
    struct target to = {.asked = *asked};
    bool ok = true;
    if (!sg_explain_find_role(&found, a->to->roles, &choice))
        return false;
    if (!found.role)
        return found.uses.count ? refuse_other_role(a, &found.uses.items[0]) : sg_explain_need_role(&found);
    to.role = found.role;
    if (!found.uses.count)
        return apply_to(a, &to);
    for (size_t i = 0; i < found.uses.count; i++) {
        to = (struct target){.role = found.uses.items[i].role, .user = found.user, .asked = *asked};
        if (to.role)
            ok = apply_to(a, &to) && ok;
        else
            warn_other_role(a, &found.uses.items[i]);
    }
    return ok;
}

static bool write_additions(struct applying *a)
{
    const struct sg_template *t = a->to->template;
    bool ok = true;
    for (const struct sg_addition *one = a->additions; one; one = one->next) {
        if (a->edit.json) {
            sg_long_form(t->arena, t->source, one->managed, t->findings);
            sg_long_form(t->arena, t->source, one->policies, t->findings);
        }
        ok = sg_apply_extend_role(&a->edit, t, a->to->root, one->role->id, one->managed, one->policies) && ok;
    }
    return ok;
}

bool sg_apply_grants(const struct sg_application *application, const struct sg_asked *asked, size_t count,
                     struct sg_edit *edit, struct sg_source *made)
{
    const struct sg_template *t = application->template;
    struct applying a = {.to = application};
    bool ok = true;
    a.edit = sg_edit_new(t->arena, t->source, application->root);
    for (size_t i = 0; i < count; i++)
        ok = apply_function(&a, &asked[i]) && ok;
    ok = write_additions(&a) && ok;
    *made = a.edit.count ? sg_edit_finish(&a.edit) : *t->source;
    *edit = a.edit;
    return ok && (!a.edit.count || sg_apply_check_made(application, &a.roles, made));
}
