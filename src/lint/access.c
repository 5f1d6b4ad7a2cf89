#include "lint/access_internal.h"

#include "lint/resource_match_internal.h"
#include "lint/reference_internal.h"

#include "catalog/action.h"
#include "iam/match.h"
#include "sam/granted.h"
#include "sam/intrinsic.h"

#include <string.h>
#include <strings.h>

/* A statement that allows. */
struct line {
    struct sg_lint_wild *actions, *resources;
    bool not_action, not_resource;
    struct line *next;
};

struct sg_lint_access {
    const struct sg_role *role;
    struct line *lines;
    bool read, unclear; /* unclear: a policy of it is not known */
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

static void add_text(struct sg_lint *l, const struct sg_node *value, void *context)
{
    struct sg_lint_wild **list = context, *wild = sg_new(l->arena, struct sg_lint_wild);
    const char *text = has_if(value) ? NULL : sg_lint_text(l, value);
    bool unknown = !text || sg_lint_is_unknown(text);
    *wild =
        (struct sg_lint_wild){.text = unknown ? "*" : sg_lint_with_stars(l->arena, text), .node = value, .next = *list};
    *list = wild;
}

static void read_statement(struct sg_lint *l, const struct sg_node *node, void *context)
{
    struct sg_lint_access *access = context;
    const char *effect = sg_get_text(node, "Effect");
    if (node->type != SG_MAP || sg_intrinsic_name(node))
        access->unclear = true;
    if (node->type != SG_MAP || (effect && strcmp(effect, "Deny") == 0))
        return;
    struct line *line = sg_new(l->arena, struct line);
    line->not_action = !sg_get(node, "Action") && sg_get(node, "NotAction");
    line->not_resource = !sg_get(node, "Resource") && sg_get(node, "NotResource");
    sg_lint_each(l, sg_get(node, line->not_action ? "NotAction" : "Action"), add_text, &line->actions);
    sg_lint_each(l, sg_get(node, line->not_resource ? "NotResource" : "Resource"), add_text, &line->resources);
    line->next = access->lines;
    access->lines = line;
}

/* Each role has the steps of the resolver for itself, so that a large template leaves none unread. */
static void read_policies(struct sg_lint *l, struct sg_lint_access *access)
{
    struct sg_findings before = *l->template->findings;
    struct sg_granted_list list = {0};
    l->resolver.steps = 0;
    access->read = true;
    access->unclear = !sg_read_granted(&l->resolver, access->role, &list);
    for (size_t i = 0; i < list.count; i++) {
        access->unclear = access->unclear || !list.items[i].document;
        sg_lint_each(l, sg_get(list.items[i].document, "Statement"), read_statement, access);
    }
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

/* ---- Asking ---- */

static bool action_reaches(const char *pattern, const char *action)
{
    size_t service = strcspn(action, ":") + 1;
    if (strcmp(action + service, "*") != 0)
        return sg_match_action(pattern, action);
    return *pattern == '*' || strncasecmp(pattern, action, service) == 0;
}

static bool has_action(const struct line *line, const char *action)
{
    for (const struct sg_lint_wild *w = line->actions; w; w = w->next)
        if (action_reaches(w->text, action))
            return !line->not_action || strcmp(w->text, "*") == 0;
    return line->not_action;
}

static bool has_resource(struct sg_lint *l, const struct line *line, const struct sg_lint_question *q)
{
    if (line->not_resource)
        return true;
    for (struct sg_lint_wild *w = line->resources; w; w = w->next)
        if (sg_lint_reaches(l, w, q))
            return true;
    return false;
}

static bool answer(struct sg_lint *l, struct sg_lint_access *access, const struct sg_lint_question *q)
{
    if (!access->read)
        read_policies(l, access);
    if (access->unclear)
        return true;
    for (const struct line *line = access->lines; line; line = line->next)
        if (has_action(line, q->action) && has_resource(l, line, q))
            return true;
    return false;
}

bool sg_lint_may(struct sg_lint *l, struct sg_lint_access *access, const char *action, const char *arn)
{
    struct sg_lint_question q = sg_lint_ask(l, action, arn);
    return answer(l, access, &q);
}

/* ---- Resources of the template ---- */

const char *sg_lint_arn(struct sg_lint *l, const struct sg_resource *resource)
{
    const struct sg_lint_target *target = sg_lint_target_of(resource);
    const char *arn = sg_attribute_of(&l->resolver, resource, target ? target->attribute : "Arn");
    return arn ? arn : SG_SOME_PATH;
}

static struct sg_lint_question ask_of(struct sg_lint *l, const char *action, const struct sg_resource *resource)
{
    struct sg_lint_question q = sg_lint_ask(l, action, sg_lint_arn(l, resource));
    const char *name = sg_physical_name(&l->resolver, resource), *arn = q.arns[0].start;
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

/* ---- What is meant ---- */

void sg_lint_each_grant(struct sg_lint *l, struct sg_lint_access *access, sg_lint_grant_fn *call, void *context)
{
    if (!access->read)
        read_policies(l, access);
    for (const struct line *line = access->lines; line; line = line->next)
        for (const struct sg_lint_wild *w = line->not_resource ? NULL : line->resources; w; w = w->next)
            if (strcmp(w->text, "*") != 0)
                call(l, &(struct sg_lint_grant){.node = w->node, .line = line}, context);
}

bool sg_lint_grants(const struct sg_lint_grant *grant, const char *action)
{
    return has_action(grant->line, action);
}
