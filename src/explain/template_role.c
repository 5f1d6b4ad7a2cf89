#include "explain/template_role.h"

#include <string.h>

static void say_unknown(const struct sg_template *t, const struct sg_granted *granted, const char *what)
{
    sg_report(t->findings, SAMGEN_WARNING, sg_at(t, granted->entry),
              "the document of %s %s is unknown, so samgen ignores it; save it as DIR/NAME.json and add "
              "--managed-policies DIR",
              what, granted->name);
}

void sg_explain_say_unread(const struct sg_template *t)
{
    for (size_t i = 0; i < t->count; i++)
        if (sg_has_type(&t->resources[i], "AWS::Serverless::Connector") || sg_get(t->resources[i].body, "Connectors"))
            sg_report(t->findings, SAMGEN_WARNING, sg_at(t, t->resources[i].key),
                      "samgen does not read connectors and ignores what those of %s grant", t->resources[i].id);
}

/* Lambda names the session after the function. */
static void name_caller(struct sg_template_role *r)
{
    const struct sg_template *t = r->template;
    const char *account = sg_example_account(&r->resolver), *name = sg_role_name(&r->resolver, r->role);
    const struct sg_node *path = r->role->path ? sg_resolve(&r->resolver, r->role->path) : NULL;
    r->session = sg_format(t->arena, "arn:%s:sts::%s:assumed-role/%s/%s", t->partition, account, name,
                           sg_physical_name(&r->resolver, r->role->resource));
    r->arn = sg_format(t->arena, "arn:%s:iam::%s:role%s%s", t->partition, account,
                       path && path->type == SG_SCALAR && *path->text ? path->text : "/", name);
}

bool sg_explain_read_role(struct sg_template_role *r)
{
    if (!sg_read_granted(&r->resolver, r->role, &r->granted) || !sg_read_boundary(&r->resolver, r->role, &r->boundary))
        return false;
    for (size_t i = 0; i < r->granted.count; i++)
        if (!r->granted.items[i].policy)
            say_unknown(r->template, &r->granted.items[i], "the policy");
    if (r->boundary.name && !r->boundary.policy)
        say_unknown(r->template, &r->boundary, "the permissions boundary");
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
    if (role->boundary.policy)
        sg_check_add(check, SG_LAYER_BOUNDARY, role->boundary.policy);
    if (role->boundary.policy)
        sg_check_uncertain(check, role->boundary.policy, role->boundary.uncertain);
    sg_check_principal(check, role->session);
    sg_check_principal_arn(check, role->arn);
}
