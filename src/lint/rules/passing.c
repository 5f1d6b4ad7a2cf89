/* SG328 and SG329: actions that pass a role to a service, in a role that does not allow iam:PassRole. */
#include "lint/reference_internal.h"
#include "lint/rules_internal.h"
#include "lint/statement_internal.h"
#include "lint/user_internal.h"
#include "lint/values_internal.h"

#include "yaml/scalar.h"

#include <strings.h>

/* The users by the number of their role, or of the function whose role SAM makes; NULL: the role is not known. */
static const struct sg_lint_user **users_by_role(struct sg_lint *l)
{
    const struct sg_lint_user **users = sg_new_array(l->arena, const struct sg_lint_user *, l->template->count);
    for (const struct sg_lint_user *u = NULL; (u = sg_lint_next_user(l, u));) {
        const struct sg_resource *role = u->role->own ? sg_find_resource(l->template, u->role->id) : u->resource;
        if (role)
            users[sg_lint_number(l, role)] = u;
    }
    return users;
}

/* The user to whose role a document belongs; NULL: it is not known, or there are several. */
static const struct sg_lint_user *user_of(struct sg_lint *l, const struct sg_lint_user **users,
                                          const struct sg_lint_document *d)
{
    static const char *const roles[] = {"AWS::IAM::Role", NULL};
    const struct sg_node *named = sg_get(d->resource->properties, "Roles");
    const struct sg_resource *role = named ? sg_lint_named(l, named, roles) : d->resource;
    bool identity = d->attachment == SG_LINT_IN_POLICIES || d->attachment == SG_LINT_IN_IDENTITY;
    return identity && role ? users[sg_lint_number(l, role)] : NULL;
}

static const struct sg_passing *row_of(const struct sg_lint *l, const char *action)
{
    for (size_t i = 0; action && i < l->needs->passing.count; i++)
        if (sg_small_letter(*l->needs->passing.items[i].action) == sg_small_letter(*action) &&
            strcasecmp(l->needs->passing.items[i].action, action) == 0)
            return &l->needs->passing.items[i];
    return NULL;
}

static bool trusts(struct sg_lint *l, const struct sg_lint_document *d, const char *service)
{
    for (size_t i = 0; i < d->count; i++) {
        const struct sg_lint_statement *s = &d->statements[i];
        for (struct sg_lint_values v = sg_lint_values_at(l, s->principal, "Service"); !s->deny && sg_lint_next(&v);)
            if (sg_is_text(v.value) && sg_lint_is_service(v.value->text, service))
                return true;
    }
    return false;
}

/* Returns whether the template has a role for the service that is not the one of a function. */
static bool has_role_for(struct sg_lint *l, const struct sg_lint_user **users, const char *service)
{
    const struct sg_resource *checked = l->resource;
    bool found = false;
    for (const struct sg_lint_document *d = NULL; !found && (d = sg_lint_next_document(l, d));)
        found = d->attachment == SG_LINT_IN_TRUST && !users[sg_lint_number(l, d->resource)] && trusts(l, d, service);
    l->resource = checked;
    return found;
}

static void report(struct sg_lint *l, const struct sg_lint_user *user, const struct sg_passing *row,
                   const struct sg_node *node)
{
    if (row->always)
        sg_lint_report(l, SG328, node,
                       "%s passes a role to %s, but %s does not allow iam:PassRole; allow it on that role", row->action,
                       row->service, user->role->id);
    else
        sg_lint_report(l, SG329, node,
                       "%s can pass a role to %s, but %s does not allow iam:PassRole; if the call gives a role, allow "
                       "it on that role",
                       row->action, row->service, user->role->id);
}

/* A condition often limits what other statements allow, and says nothing of what is called. */
static void check_statement(struct sg_lint *l, const struct sg_lint_user **users, const struct sg_lint_user *user,
                            const struct sg_lint_statement *s)
{
    for (size_t i = 0; !s->deny && !s->not_action && !s->condition && i < s->actions.count; i++) {
        const struct sg_passing *row = row_of(l, s->actions.items[i].text);
        if (row && !sg_lint_may(l, user->access, "iam:PassRole", "*") &&
            (!row->seldom || has_role_for(l, users, row->service)))
            report(l, user, row, s->actions.items[i].node);
    }
}

void sg_lint_check_passing(struct sg_lint *l)
{
    const struct sg_lint_user **users = users_by_role(l);
    for (const struct sg_lint_document *d = NULL; (d = sg_lint_next_document(l, d));) {
        const struct sg_lint_user *user = user_of(l, users, d);
        for (size_t i = 0; user && i < d->count; i++)
            check_statement(l, users, user, &d->statements[i]);
    }
}
