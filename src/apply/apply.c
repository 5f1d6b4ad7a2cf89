#include "apply/apply.h"

#include "apply/circle_internal.h"
#include "sam/long_form.h"
#include "explain/expand.h"
#include "apply/already_internal.h"
#include "yaml/load.h"

struct applying {
    const struct sg_application *to;
    struct sg_dependencies *dependencies;
    struct sg_edit edit;
};

static struct sg_origin place_of(const struct applying *a, const struct sg_node *node)
{
    return (struct sg_origin){.source = a->to->template->source, .offset = node->start};
}

/* The function's role, if SAM creates it; NULL after reporting. */
static const struct sg_role *role_of(const struct applying *a, const struct sg_asked *asked)
{
    const struct sg_template *t = a->to->template;
    const struct sg_resource *resource = sg_find_resource(t, asked->function);
    struct sg_resolver resolver = {.template = t};
    const struct sg_loop *loop = resource ? sg_loop_at(t, resource->key->start) : NULL;
    if (loop) {
        sg_fail(t->findings, place_of(a, resource->key),
                "%s is made by %s, whose text is that of several resources; write the output of `samgen GRANT` there",
                asked->function, loop->key->text);
        return NULL;
    }
    const struct sg_node *own = resource ? sg_get(resource->properties, "Role") : NULL;
    if (own && (sg_has_type(resource, SG_FUNCTION_TYPE) || sg_has_type(resource, SG_STATE_MACHINE_TYPE))) {
        sg_fail(t->findings, place_of(a, own),
                "%s has a Role, so SAM ignores its Policies; add the policy to that role, or remove Role",
                asked->function);
        return NULL;
    }
    if (resource && !sg_has_type(resource, SG_FUNCTION_TYPE) && !sg_has_type(resource, SG_STATE_MACHINE_TYPE)) {
        sg_fail(t->findings, place_of(a, resource->key),
                "%s has the type %s, but only " SG_FUNCTION_TYPE " and " SG_STATE_MACHINE_TYPE
                " have Policies; add the policy to its role",
                asked->function, *resource->type ? resource->type : "none");
        return NULL;
    }
    const struct sg_role_choice choice = {.function = asked->function};
    struct sg_template_role found = {.template = t, .resolver = resolver};
    return sg_explain_find_role(&found, a->to->roles, &choice) && sg_explain_need_role(&found) ? found.role : NULL;
}

static void note_already(const struct applying *a, const struct sg_asked *asked, const struct sg_asked_grant *grant)
{
    sg_report(a->to->template->findings, SAMGEN_NOTE, (struct sg_origin){.subject = grant->name},
              "the role of %s already allows this, so nothing is added", asked->function);
}

static void note_key_alone(const struct applying *a, const struct sg_asked *asked, const struct sg_asked_grant *grant)
{
    sg_report(a->to->template->findings, SAMGEN_NOTE, (struct sg_origin){.subject = grant->name},
              "the role of %s already allows this, except for the use of the key", asked->function);
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
static bool find_missing(const struct applying *a, const struct sg_role *role, const struct sg_asked *asked,
                         struct sg_asked *missing)
{
    struct sg_scope *scope = a->to->scope;
    struct sg_already already;
    struct sg_use *uses = sg_new_array(scope->arena, struct sg_use, asked->count), again;
    bool readable = sg_apply_read_already(a->to->template, role, &already);
    if (!read_uses(a, asked, uses))
        return false;
    *missing = *asked;
    missing->grants = sg_new_array(scope->arena, struct sg_asked_grant, asked->count);
    missing->count = 0;
    missing->no_logs = true; /* SAM adds them to each role that it creates */
    for (size_t i = 0; i < asked->count; i++) {
        enum sg_allowed allowed = readable ? sg_apply_is_already_allowed(&already, scope, &uses[i]) : SG_ALLOWED_NOT;
        struct sg_asked_grant grant = asked->grants[i];
        grant.key_alone = allowed == SG_ALLOWED_BUT_KEY;
        if (allowed == SG_ALLOWED_ALL) {
            sg_read_use(scope, a->to->catalog, &grant, &again); /* for its notes */
            note_already(a, asked, &grant);
            continue;
        }
        if (grant.key_alone)
            note_key_alone(a, asked, &grant);
        missing->grants[missing->count++] = grant;
    }
    return true;
}

/* ---- One function, then the whole text ---- */

/* The entries without what the template already has in the same words. */
static struct sg_node *new_entries(const struct applying *a, const struct sg_role *role, const char *function,
                                   const struct sg_node *entries)
{
    const struct sg_template *t = a->to->template;
    const struct sg_node *known = sg_apply_known_policies(t, role);
    struct sg_node *list = sg_list(t->arena);
    for (const struct sg_node *entry = entries->first; entry; entry = entry->next) {
        struct sg_node *part = sg_apply_unknown_part(t, known, entry, a->edit.json);
        if (part)
            sg_append(list, part);
        else
            sg_report(t->findings, SAMGEN_NOTE, (struct sg_origin){.subject = function},
                      "one entry is already in its Policies, so it is not added again");
    }
    return list;
}

static bool is_empty(const struct sg_asked *asked)
{
    return !asked->count && !(asked->statements && asked->statements->count);
}

static bool add_entries(struct applying *a, const struct sg_role *role, const struct sg_asked *asked)
{
    if (is_empty(asked))
        return true;
    const struct sg_node *block = sg_grant_generate(a->to->scope, a->to->catalog, asked, a->to->settings);
    if (!block)
        return false;
    const struct sg_node *entries = new_entries(a, role, asked->function, block->first->next);
    return !entries->count ||
           sg_apply_extend_policies(&a->edit, a->to->template, a->to->root, asked->function, entries);
}

/* Removes the statements that the role already has from a policy resource; false if none is left. */
static bool keep_new_statements(const struct applying *a, const struct sg_role *role, const char *function,
                                const struct sg_node *resource)
{
    struct sg_node *document = sg_get(sg_get(resource, "Properties"), "PolicyDocument");
    struct sg_node entries = {.type = SG_LIST, .first = document, .last = document, .count = 1};
    const struct sg_node *left = new_entries(a, role, function, &entries);
    if (left->first) {
        document->first = left->first->first;
        document->last = left->first->last;
    }
    return left->first != NULL;
}

static bool add_policy(struct applying *a, const struct sg_role *role, const struct sg_asked *apart)
{
    const struct sg_template *t = a->to->template;
    const char *id;
    if (is_empty(apart))
        return true;
    struct sg_node *resource = sg_apply_separate_policy(a->to, role, apart, &id);
    if (!resource || !keep_new_statements(a, role, apart->function, resource))
        return resource != NULL;
    if (a->edit.json)
        sg_long_form(t->arena, t->source, resource, t->findings);
    return sg_apply_extend_resources(&a->edit, t, a->to->root, apart->function, id, resource);
}

static bool apply_function(struct applying *a, const struct sg_asked *asked)
{
    struct sg_asked missing, apart;
    const struct sg_role *role = role_of(a, asked);
    const char *partition = a->to->scope->partition;
    bool ok = role && find_missing(a, role, asked, &missing);
    if (ok) {
        sg_apply_avoid_circles(a->to, &a->dependencies, role, &missing, &apart);
        ok = add_entries(a, role, &missing) && add_policy(a, role, &apart);
    }
    a->to->scope->partition = partition;
    return ok;
}

/* The name of the anchor before the node, "&shared" without '&', if the text has an alias of it; else NULL. */
static const char *shared_anchor(const struct sg_template *t, const struct sg_node *node)
{
    const char *text = t->source->bytes + node->start;
    if (node->end <= node->start || *text != '&')
        return NULL;
    const char *name = sg_copy_bytes(t->arena, text + 1, strcspn(text + 1, " \t\r\n,[]{}"));
    size_t length = strlen(name);
    const struct sg_source *source = t->source;
    for (size_t i = 0; i + length < source->length; i++)
        if (source->bytes[i] == '*' && memcmp(source->bytes + i + 1, name, length) == 0)
            return name;
    return NULL;
}

/* Says why the text cannot be edited: what is written once is used twice, or else nothing that a reader could see. */
static bool refuse_edit(const struct applying *a, const struct sg_asked *asked, size_t count)
{
    const struct sg_template *t = a->to->template;
    for (size_t i = 0; i < count; i++) {
        const char *const path[] = {"Resources", asked[i].function, "Properties", "Policies"};
        const struct sg_node *node = a->to->root;
        for (size_t p = 0; node && p < sizeof path / sizeof *path; p++) {
            node = sg_get(node, path[p]);
            const char *anchor = node ? shared_anchor(t, node) : NULL;
            if (anchor)
                return sg_fail(
                    t->findings, sg_at(t, node),
                    "%s has the anchor &%s, so a new entry would appear at *%s too; write it without the anchor",
                    path[p], anchor, anchor);
        }
    }
    return sg_fail(t->findings, (struct sg_origin){.source = t->source},
                   "samgen cannot edit this template without changing something else; paste the output of "
                   "`samgen GRANT` instead");
}

/* Checks that the new text means what was asked, and that SAM accepts it. */
static bool check_made(const struct applying *a, const struct sg_asked *asked, size_t count,
                       const struct sg_source *made)
{
    const struct sg_template *t = a->to->template;
    struct sg_findings silent = {.arena = t->arena};
    struct sg_roles roles;
    if (made->length > SG_YAML_BYTES_MOST)
        return sg_fail(t->findings, (struct sg_origin){.source = t->source},
                       "with this the template becomes larger than 1 MiB, the limit of samgen; split it");
    if (!sg_yaml_means(t->arena, made, a->to->root))
        return refuse_edit(a, asked, count);
    const struct sg_template *again = sg_template_of(t->arena, a->to->catalog, made, a->to->root, t->region, &silent);
    if (again && sg_build_roles(again, &roles))
        return true;
    return sg_fail(t->findings, (struct sg_origin){.source = t->source}, "SAM refuses the result: %s",
                   silent.first ? silent.first->message : "");
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
    *made = a.edit.count ? sg_edit_finish(&a.edit) : *t->source;
    *edit = a.edit;
    return ok && (!a.edit.count || check_made(&a, asked, count, made));
}
