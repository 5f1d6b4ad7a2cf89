#include <samgen/samgen.h>

#include "base/set.h"
#include "compare/expect.h"
#include "explain/template_role.h"
#include "sam/binding.h"
#include "value/spec.h"

#include <string.h>

#include "api/api_internal.h"

#define REQUESTS_MOST 20000 /* of one expectation */

/* A template while the expectations of its functions are decided. */
struct expecting {
    struct samgen *samgen;
    struct sg_findings *findings;
    const struct sg_template *template;
    struct sg_roles roles;
    struct sg_resolver resolver;
    struct samgen_expectation *items;
    size_t count;
};

/* One expectation, and the role that it is about. */
struct question {
    struct expecting *all;
    struct sg_template_role *role;
    const struct sg_check *check;
    struct sg_compared_policies policies;
    const struct sg_expectation *asked;
    struct samgen_expectation *answer;
    struct samgen_context *context;
    size_t context_count;
};

/* ---- The request ---- */

static void read_context(struct question *q)
{
    struct sg_arena *a = q->all->samgen->arena;
    const struct sg_node *with = q->asked->with;
    q->context = sg_new_array(a, struct samgen_context, with ? with->count / 2 : 0);
    for (const struct sg_node *key = with ? with->first : NULL; key; key = key->next->next) {
        struct sg_strings values = {0};
        if (key->next->type == SG_LIST)
            for (const struct sg_node *item = key->next->first; item; item = item->next)
                sg_push(a, &values, item->text);
        else
            sg_push(a, &values, key->next->text);
        q->context[q->context_count++] =
            (struct samgen_context){.key = key->text, .values = values.items, .value_count = values.count};
    }
}

static const char *with_text(struct sg_arena *a, const struct question *q)
{
    struct sg_strings all = {0};
    for (size_t i = 0; i < q->context_count; i++)
        for (size_t k = 0; k < q->context[i].value_count; k++)
            sg_push(a, &all, sg_format(a, "%s=%s", q->context[i].key, q->context[i].values[k]));
    return all.count ? sg_join(a, &all, ", ") : NULL;
}

/* Returns whether the action is one of those that work on such a resource, so that the request is a good example. */
static bool is_fit(const struct question *q, const char *action, const char *resource)
{
    const struct sg_action *known = sg_find_action(q->all->samgen->catalog, action, NULL);
    return known && sg_action_on(known, resource) <= SG_RESOURCE_WIDE;
}

/* A text that stands for all resources which no statement names is not an ARN that people know. */
static const char *readable(const char *resource)
{
    return strncmp(resource, "arn:", strlen("arn:")) == 0 ? resource : "*";
}

/* Decides one request. Returns false when the expectation fails by a good example, which ends the search. */
static bool decide(struct question *q, const char *action, const char *resource)
{
    struct sg_arena *a = q->all->samgen->arena;
    struct samgen_request request = {
        .action = action, .resource = resource, .context = q->context, .context_count = q->context_count};
    const struct sg_iam_decision decision = sg_check_decide(q->check, a, &request);
    if ((decision.result == SAMGEN_ALLOWED) == q->asked->allow) {
        if (!q->answer->by.policy)
            q->answer->by = sg_check_statement(q->check, &decision);
        return true;
    }
    bool fit = is_fit(q, action, resource);
    if (!q->answer->passed && !fit)
        return true;
    q->answer->passed = false;
    q->answer->failing_action = action;
    q->answer->failing_resource = readable(resource);
    q->answer->verdict = decision.result;
    q->answer->by = sg_check_statement(q->check, &decision);
    return !fit;
}

static bool refuse(struct question *q, const char *why)
{
    return sg_fail(q->all->findings, q->asked->origin, "%s", why);
}

/* A name or pattern with a slip would let a deny pass. */
static bool check_action(struct question *q)
{
    struct sg_arena *a = q->all->samgen->arena;
    struct sg_catalog *c = q->all->samgen->catalog;
    const char *action = q->asked->action, *near = NULL;
    if (!strpbrk(action, "*?") && !sg_find_action(c, action, NULL))
        near = sg_nearest_action(a, c, action, NULL);
    if (near)
        return refuse(q, sg_format(a, "%s is not an AWS action; did you mean %s?", action, near));
    size_t wildcard = strcspn(action, "*?");
    const struct sg_actions *service = strcspn(action, ":") < wildcard ? sg_find_actions(c, action, NULL) : NULL;
    return !action[wildcard] || !service || sg_next_action(service, action, NULL) ||
           refuse(q, sg_format(a, "no AWS action matches %s", action));
}

static bool decide_all(struct question *q, const char *resource)
{
    struct sg_arena *a = q->all->samgen->arena;
    struct sg_strings actions = {0}, resources = {0};
    if (!check_action(q))
        return false;
    bool whole =
        sg_expect_actions(a, q->all->samgen->catalog, &q->policies, q->asked->action, !q->asked->allow, &actions);
    whole = sg_expect_resources(a, &q->policies, resource, q->context, q->context_count, &resources) && whole;
    if (!whole || actions.count * resources.count > REQUESTS_MOST)
        return refuse(q, "this expectation stands for more requests than samgen decides; narrow its patterns");
    if (!actions.count)
        return refuse(q, sg_format(a, "no AWS action matches %s", q->asked->action));
    for (size_t i = 0; i < actions.count; i++)
        for (size_t k = 0; k < resources.count; k++)
            if (!decide(q, actions.items[i], resources.items[k]))
                return true;
    return true;
}

/* ---- Functions ---- */

static bool expect_one(struct question *q)
{
    struct sg_arena *a = q->all->samgen->arena;
    struct samgen_request asked = {.action = q->asked->action, .resource = q->asked->on};
    read_context(q);
    const struct sg_position place = sg_locate(q->asked->origin.source, q->asked->origin.offset);
    *q->answer = (struct samgen_expectation){.function = q->role->user->id,
                                             .allow = q->asked->allow,
                                             .action = q->asked->action,
                                             .on = q->asked->on,
                                             .with = with_text(a, q),
                                             .file = q->asked->origin.source->name,
                                             .line = place.line,
                                             .passed = true};
    const char *fault = sg_api_resolve_resource(a, q->role, &asked);
    fault = fault ? fault : sg_check_fault(a, &asked);
    if (fault && !strpbrk(asked.action, "*?"))
        return refuse(q, fault);
    return decide_all(q, asked.resource);
}

static bool expect_function(struct expecting *all, const struct sg_asked *asked)
{
    struct sg_arena *a = all->samgen->arena;
    struct sg_template_role *r = sg_new(a, struct sg_template_role);
    const struct sg_role_choice choice = {.function = asked->function};
    *r = (struct sg_template_role){.template = all->template, .resolver = all->resolver};
    if (!sg_explain_find_role(r, &all->roles, &choice) || !sg_explain_need_role(r) || !sg_explain_read_role(r))
        return false;
    struct sg_check *check = sg_check_new(a);
    struct sg_compared_policies policies = {0};
    sg_explain_add_to_check(check, r);
    for (size_t i = 0; i < r->granted.count; i++) {
        sg_grow(a, policies.items, policies.count, policies.capacity);
        if (r->granted.items[i].policy)
            policies.items[policies.count++] = (struct sg_compared_policy){.policy = r->granted.items[i].policy};
    }
    bool ok = true;
    for (size_t i = 0; i < asked->expectation_count; i++) {
        struct question q = {.all = all,
                             .role = r,
                             .check = check,
                             .policies = policies,
                             .asked = &asked->expectations[i],
                             .answer = &all->items[all->count]};
        if (expect_one(&q))
            all->count++;
        else
            ok = false;
    }
    return ok;
}

static bool expect_in(struct expecting *all, const struct sg_spec *spec, const struct samgen_spec_template *template,
                      const struct samgen_template_settings *settings)
{
    bool ok = true;
    all->template = sg_api_template(all->samgen, &template->text, settings->region, all->findings, &all->roles);
    all->resolver = (struct sg_resolver){.template = all->template,
                                         .bindings = sg_api_bindings(all->samgen, settings),
                                         .binding_count = settings->binding_count};
    if (!all->template || !sg_check_bindings(&all->resolver))
        return false;
    for (size_t i = 0; i < spec->count; i++)
        if (spec->functions[i].expectation_count &&
            (!settings->function || strcmp(settings->function, spec->functions[i].function) == 0) &&
            sg_same_text(spec->functions[i].template, template->said))
            ok = expect_function(all, &spec->functions[i]) && ok;
    return ok;
}

enum samgen_status samgen_check_spec(struct samgen *samgen, const struct samgen_input *spec,
                                     const struct samgen_spec_template *templates, size_t template_count,
                                     const struct samgen_template_settings *settings,
                                     struct samgen_expectations *expectations, struct samgen_result *result)
{
    struct sg_findings findings = {.arena = samgen->arena};
    struct expecting all = {.samgen = samgen, .findings = &findings};
    struct sg_spec read;
    size_t count = 0;
    *result = (struct samgen_result){0};
    *expectations = (struct samgen_expectations){0};
    bool ok = sg_read_spec(samgen->arena, samgen->catalog, sg_api_input_source(samgen, spec), &findings, &read);
    for (size_t i = 0; ok && i < read.count; i++)
        count += read.functions[i].expectation_count;
    all.items = sg_new_array(samgen->arena, struct samgen_expectation, count);
    for (size_t i = 0; ok && i < template_count; i++)
        ok = expect_in(&all, &read, &templates[i], settings) && ok;
    sg_api_publish(samgen, &findings, result);
    if (!ok || findings.errors)
        return SAMGEN_BAD_INPUT;
    *expectations = (struct samgen_expectations){.items = all.items, .count = all.count};
    for (size_t i = 0; i < all.count; i++)
        expectations->failed += !all.items[i].passed;
    return expectations->failed ? SAMGEN_FINDINGS : SAMGEN_OK;
}
