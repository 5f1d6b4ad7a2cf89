/*
 * A policy document, of any bytes. Either there are faults, each at a place of the text; or there is a policy, whose
 * statements stand in the text in order. The same text gives the same again.
 */
#include "fuzz.h"

#include "iam/condition.h"
#include "iam/policy.h"
#include "iam/statement_internal.h"
#include "yaml/load.h"

#include <string.h>

static void check_patterns(const struct sg_iam_pattern *patterns, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const struct sg_iam_pattern *p = &patterns[i];
        size_t variables = 0, least = 0;
        for (size_t n = 0; n < p->count; n++) {
            MUST(p->pieces[n].type != SG_LITERAL || p->pieces[n].length > 0);
            MUST(n == 0 || p->pieces[n].type != SG_ANY || p->pieces[n - 1].type != SG_ANY);
            variables += p->pieces[n].type == SG_VARIABLE;
            least += p->pieces[n].type == SG_ONE ? 1 : p->pieces[n].length;
        }
        MUST(variables == p->variables && variables <= SG_IAM_VARIABLES_MOST);
        MUST(least == p->least && (variables || least <= strlen(p->text)));
    }
}

static void check_statement(const struct sg_iam_statement *s, enum sg_iam_policy_type type)
{
    check_patterns(s->actions, s->action_count);
    check_patterns(s->resources, s->resource_count);
    MUST(s->any_principal == (type == SG_IDENTITY_POLICY));
    MUST(!s->any_principal || s->principal_count == 0);
    MUST(!s->any_resource || (s->resource_count == 0 && type != SG_IDENTITY_POLICY));
    for (size_t i = 0; i < s->condition_count; i++) {
        const struct sg_iam_condition *c = &s->conditions[i];
        MUST(c->op && c->key && (c->op->test || !c->if_exists));
        for (size_t v = 0; v < c->count; v++)
            MUST(c->values[v].text && (c->values[v].readable || c->op->wants));
    }
}

static void check_policy(const struct sg_source *source, const struct sg_iam_policy *policy,
                         enum sg_iam_policy_type type)
{
    for (size_t i = 0; i < policy->count; i++) {
        MUST(policy->statements[i].index == i);
        MUST(policy->statements[i].offset < source->length);
        MUST(i == 0 || policy->statements[i - 1].offset < policy->statements[i].offset);
        check_statement(&policy->statements[i], type);
    }
}

static void check_findings(const struct sg_source *source, const struct sg_findings *findings)
{
    for (const struct sg_finding *f = findings->first; f; f = f->next)
        MUST(f->source == source && f->offset <= source->length && *f->message && !strchr(f->message, '\n'));
}

static void check_type(const struct sg_source *source, enum sg_iam_policy_type type)
{
    struct sg_arena *a = sg_arena_new();
    struct sg_findings findings = {.arena = a}, again = {.arena = a};
    const struct sg_node *document = sg_yaml_load(a, source, SG_ALIASES_REFUSED, &findings);
    if (document) {
        const struct sg_iam_policy *policy = sg_iam_policy_read(a, source, document, "policy", type, &findings);
        const struct sg_iam_policy *second = sg_iam_policy_read(a, source, document, "policy", type, &again);
        MUST(!policy == (findings.errors > 0));
        MUST(!policy == !second && findings.count == again.count && findings.errors == again.errors);
        check_findings(source, &findings);
        if (policy) {
            MUST(policy->count == second->count && policy->has_variables == second->has_variables);
            check_policy(source, policy, type);
        }
    }
    sg_arena_free(a);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const struct sg_source source = {.name = "input", .bytes = (const char *)data, .length = size};
    check_type(&source, SG_IDENTITY_POLICY);
    check_type(&source, SG_RESOURCE_POLICY);
    check_type(&source, SG_TRUST_POLICY);
    return 0;
}
