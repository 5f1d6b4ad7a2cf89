#include "verb/template_role.h"

#include <string.h>

static void say_unknown(const struct sg_template *t, const struct sg_granted *granted, const char *what)
{
    sg_report(t->findings, SG_WARNING, sg_at(t, granted->entry),
              "the text of %s %s is not known, so %s; put it into DIR/NAME.json and use --managed-policies DIR", what,
              granted->name,
              strcmp(what, "the policy") == 0 ? "what it allows or denies does not count" : "it does not count");
}

/* Lambda sessions are named after the function (AWS Lambda's practice). */
static const char *session_of(const struct sg_template_role *r)
{
    const struct sg_template *t = r->template;
    return sg_format(t->arena, "arn:%s:sts::%s:assumed-role/%s/%s", t->partition, sg_example_account(&r->resolver),
                     r->role->id, r->role->resource->id);
}

bool sg_read_role_policies(struct sg_template_role *r)
{
    const struct sg_template *t = r->template;
    if (!sg_read_granted(&r->resolver, r->role, &r->granted) || !sg_read_boundary(&r->resolver, r->role, &r->boundary))
        return false;
    const struct sg_iam_policy **policies = sg_new_array(t->arena, const struct sg_iam_policy *, r->granted.count);
    size_t count = 0;
    for (size_t i = 0; i < r->granted.count; i++)
        if (r->granted.items[i].policy)
            policies[count++] = r->granted.items[i].policy;
        else
            say_unknown(t, &r->granted.items[i], "the policy");
    if (r->boundary.name && !r->boundary.policy)
        say_unknown(t, &r->boundary, "the permissions boundary");
    r->situation = (struct sg_iam_situation){
        .principal = session_of(r),
        .account = sg_example_account(&r->resolver),
        .identity = {.items = policies, .count = count},
        .boundary = r->boundary.policy,
    };
    return true;
}
