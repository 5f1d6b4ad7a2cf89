#include "lint/access_internal.h"

#include "lint/reference_internal.h"
#include "lint/resource_match_internal.h"
#include "lint/statement_internal.h"
#include "lint/values_internal.h"

#include "catalog/action.h"
#include "iam/pattern.h"
#include "sam/granted.h"
#include "sam/intrinsic.h"

#include <string.h>
#include <strings.h>

/* An Allow statement. */
struct sg_lint_allow {
    struct sg_lint_wildcard *actions, *resources;
    bool not_action, not_resource;
    struct sg_lint_allow *next;
};

struct sg_lint_access {
    const struct sg_role *role;
    struct sg_lint_allow *lines;
    bool read, unclear; /* unclear: a policy of the role is not known */
    bool checked;       /* a document that IAM would refuse makes it unclear */
};

/* ---- Reading ---- */

static bool has_if(const struct sg_node *value)
{
    if (sg_is_if(value))
        return true;
    for (const struct sg_node *child = value->first; child; child = child->next)
        if (child->first && has_if(child))
            return true;
    return false;
}

static struct sg_lint_wildcard *read_texts(struct sg_lint *l, const struct sg_node *value)
{
    struct sg_lint_wildcard *list = NULL;
    for (struct sg_lint_values v = sg_lint_values_of(l, value); sg_lint_next(&v);) {
        struct sg_lint_wildcard *wild = sg_new(l->arena, struct sg_lint_wildcard);
        bool plain = v.value->type == SG_SCALAR, open = !plain && has_if(v.value);
        if (plain && !v.value->text[sg_length_before(v.value->text, '{')])
            wild->text = v.value->text; /* as most are */
        else {
            const char *text = open ? NULL : sg_lint_text(l, v.value);
            bool unknown = !text || sg_lint_is_unknown(text);
            wild->text = unknown ? "*" : sg_lint_with_stars(l->arena, text);
        }
        wild->node = v.value;
        wild->next = list;
        list = wild;
    }
    return list;
}

static void read_statement(struct sg_lint *l, const struct sg_node *node, struct sg_lint_access *access)
{
    struct sg_lint_statement s;
    if (!sg_lint_read_statement(node, &s)) {
        access->unclear = true;
        return;
    }
    if (s.deny)
        return;
    struct sg_lint_allow *line = sg_new(l->arena, struct sg_lint_allow);
    *line = (struct sg_lint_allow){.actions = read_texts(l, s.action),
                                   .resources = read_texts(l, s.resource),
                                   .not_action = s.not_action,
                                   .not_resource = s.not_resource,
                                   .next = access->lines};
    access->lines = line;
}

static void read_document(struct sg_lint *l, const struct sg_node *document, struct sg_lint_access *access)
{
    access->unclear = access->unclear || !document;
    for (struct sg_lint_values v = sg_lint_values_at(l, document, "Statement"); sg_lint_next(&v);)
        read_statement(l, v.value, access);
}

/* A managed policy, which many roles have, is read once. */
struct sg_lint_shared {
    const struct sg_node *document;
    struct sg_lint_access read;
    struct sg_lint_shared *next;
};

static void read_shared(struct sg_lint *l, const struct sg_node *document, struct sg_lint_access *access)
{
    struct sg_lint_shared *shared = l->shared;
    while (shared && shared->document != document)
        shared = shared->next;
    if (!shared) {
        shared = sg_new(l->arena, struct sg_lint_shared);
        *shared = (struct sg_lint_shared){.document = document, .next = l->shared};
        read_document(l, document, &shared->read);
        l->shared = l->resolver.exhausted ? l->shared : shared;
    }
    access->unclear = access->unclear || shared->read.unclear;
    for (const struct sg_lint_allow *line = shared->read.lines; line; line = line->next) {
        struct sg_lint_allow *copy = sg_new(l->arena, struct sg_lint_allow);
        *copy = *line;
        copy->next = access->lines;
        access->lines = copy;
    }
}

/* Each role gets all steps of the resolver, so that all roles of a large template are read. */
static void read_policies(struct sg_lint *l, struct sg_lint_access *access, bool checked)
{
    struct sg_findings before = *l->template->findings;
    struct sg_granted_list list = {0};
    l->resolver.steps = 0;
    l->resolver.documents_alone = !checked;
    *access = (struct sg_lint_access){.role = access->role, .read = true, .checked = checked};
    access->unclear = !sg_read_granted(&l->resolver, access->role, &list);
    l->resolver.documents_alone = false;
    for (size_t i = 0; i < list.count; i++)
        if (list.items[i].type == SG_MANAGED_ENTRY && list.items[i].document)
            read_shared(l, list.items[i].document, access);
        else
            read_document(l, list.items[i].document, access);
    access->unclear = access->unclear || l->resolver.exhausted;
    l->resolver.exhausted = false;
    l->resolver.steps = 0;
    sg_forget_since(l->template->findings, &before);
}

struct sg_lint_access *sg_lint_access_of(struct sg_lint *l, const struct sg_role *role)
{
    struct sg_lint_access *access = sg_new(l->arena, struct sg_lint_access);
    access->role = role;
    return access;
}

/* ---- Questions ---- */

static bool action_reaches(const char *pattern, const char *action)
{
    size_t service = strcspn(action, ":") + 1;
    if (strcmp(action + service, "*") != 0)
        return sg_iam_glob_action(pattern, action);
    return *pattern == '*' || strncasecmp(pattern, action, service) == 0;
}

static bool has_action(const struct sg_lint_allow *line, const char *action)
{
    for (const struct sg_lint_wildcard *w = line->actions; w; w = w->next)
        if (action_reaches(w->text, action))
            return !line->not_action || strcmp(w->text, "*") == 0;
    return line->not_action;
}

static bool has_resource(struct sg_lint *l, const struct sg_lint_allow *line, const struct sg_lint_question *q)
{
    if (line->not_resource)
        return true;
    for (struct sg_lint_wildcard *w = line->resources; w; w = w->next)
        if (sg_lint_may_match(l, w, q))
            return true;
    return false;
}

static bool find_answer(struct sg_lint *l, const struct sg_lint_access *access, const struct sg_lint_question *q)
{
    if (access->unclear)
        return true;
    for (const struct sg_lint_allow *line = access->lines; line; line = line->next)
        if (has_action(line, q->action) && has_resource(l, line, q))
            return true;
    return false;
}

/* Mostly the answer is yes, and then nobody need know whether IAM would refuse a document. */
static bool answer(struct sg_lint *l, struct sg_lint_access *access, const struct sg_lint_question *q)
{
    if (!access->read)
        read_policies(l, access, false);
    if (find_answer(l, access, q))
        return true;
    if (access->checked)
        return false;
    read_policies(l, access, true);
    return find_answer(l, access, q);
}

bool sg_lint_may(struct sg_lint *l, struct sg_lint_access *access, const char *action, const char *arn)
{
    struct sg_lint_question q = sg_lint_ask(l, action, arn);
    return answer(l, access, &q);
}

/* ---- Resources of the template ---- */

const char *sg_lint_arn(struct sg_lint *l, const struct sg_resource *resource)
{
    const struct sg_target *target = sg_lint_target_of(l, resource);
    const char *arn = sg_attribute_of(&l->resolver, resource, target ? target->attribute : "Arn");
    return arn ? arn : SG_SOME_PATH;
}

static struct sg_lint_question ask_of(struct sg_lint *l, const char *action, const struct sg_resource *resource)
{
    struct sg_lint_question q = sg_lint_ask(l, action, sg_lint_arn(l, resource));
    const char *name = sg_physical_name(&l->resolver, resource), *arn = q.arn.start;
    if (strcasecmp(name, resource->id) == 0 && sg_ends_with(arn, name))
        q.made_up = arn + strlen(arn) - strlen(name);
    return q;
}

bool sg_lint_may_use(struct sg_lint *l, struct sg_lint_access *access, const char *action,
                     const struct sg_resource *resource)
{
    struct sg_lint_question q = ask_of(l, action, resource);
    return answer(l, access, &q);
}

/* ---- Grants ---- */

/* The resources that a statement names. */
static const struct sg_lint_wildcard *named(const struct sg_lint_allow *line)
{
    return line->not_resource ? NULL : line->resources;
}

bool sg_lint_next_grant(struct sg_lint *l, struct sg_lint_access *access, struct sg_lint_grant *g)
{
    if (!access->checked)
        read_policies(l, access, true);
    const struct sg_lint_allow *line = g->line ? g->line : access->lines;
    const struct sg_lint_wildcard *wild = g->line ? g->wild->next : line ? named(line) : NULL;
    while (line && (!wild || strcmp(wild->text, "*") == 0)) {
        if (wild) {
            wild = wild->next;
            continue;
        }
        line = line->next;
        wild = line ? named(line) : NULL;
    }
    *g = (struct sg_lint_grant){.node = line ? wild->node : NULL, .line = line, .wild = wild};
    return line != NULL;
}

bool sg_lint_grants(const struct sg_lint_grant *grant, const char *action)
{
    return has_action(grant->line, action);
}
