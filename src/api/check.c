#include <samgen/samgen.h>

#include "base/text.h"
#include "catalog/type.h"
#include "check/check.h"
#include "explain/template_role.h"
#include "value/reference.h"
#include "yaml/load.h"

#include <string.h>

#include "api/api_internal.h"

struct samgen_check {
    struct samgen *samgen;
    struct sg_check *check;
    struct sg_template_role *role; /* NULL without a template */
};

static const struct {
    enum sg_iam_layer layer;
    enum sg_iam_policy_type type;
} layers[] = {
    [SAMGEN_IDENTITY_POLICY] = {SG_LAYER_IDENTITY, SG_IDENTITY_POLICY},
    [SAMGEN_BOUNDARY] = {SG_LAYER_BOUNDARY, SG_IDENTITY_POLICY},
    [SAMGEN_RESOURCE_POLICY] = {SG_LAYER_RESOURCE_POLICY, SG_RESOURCE_POLICY},
    [SAMGEN_SERVICE_CONTROL] = {SG_LAYER_SERVICE_CONTROL, SG_SERVICE_CONTROL_POLICY},
};

static void read_policy(struct samgen *samgen, const struct samgen_policy *input, struct sg_check *check,
                        struct sg_findings *findings)
{
    struct sg_arena *a = samgen->arena;
    const struct sg_source *source = sg_api_input_source(samgen, &input->document);
    const struct sg_node *document = sg_yaml_load(a, source, SG_ALIASES_REFUSED, findings);
    const struct sg_iam_policy *policy =
        document ? sg_iam_policy_read(a, source, document, source->name, layers[input->layer].type, findings) : NULL;
    if (policy)
        sg_check_add(check, layers[input->layer].layer, policy);
}

enum samgen_status samgen_check_read(struct samgen *samgen, const struct samgen_policy *policies, size_t policy_count,
                                     struct samgen_check **check, struct samgen_result *result)
{
    return samgen_check_template(samgen, NULL, NULL, policies, policy_count, check, result);
}

enum samgen_status samgen_check_template(struct samgen *samgen, const struct samgen_input *template,
                                         const struct samgen_template_settings *settings,
                                         const struct samgen_policy *policies, size_t policy_count,
                                         struct samgen_check **check, struct samgen_result *result)
{
    struct sg_arena *a = samgen->arena;
    struct sg_findings *findings = sg_new(a, struct sg_findings); /* the template keeps them for later requests */
    struct samgen_check *made = sg_new(a, struct samgen_check);
    *result = (struct samgen_result){0};
    *check = NULL;
    findings->arena = a;
    *made = (struct samgen_check){.samgen = samgen, .check = sg_check_new(a)};
    if (template)
        made->role = sg_api_role(samgen, template, settings, findings);
    if (made->role)
        sg_explain_add_to_check(made->check, made->role);
    for (size_t i = 0; i < policy_count; i++)
        read_policy(samgen, &policies[i], made->check, findings);
    sg_api_publish(samgen, findings, result);
    if (findings->errors)
        return SAMGEN_BAD_INPUT;
    *check = made;
    return SAMGEN_OK;
}

enum samgen_status samgen_check_principal(struct samgen_check *check, const char *principal)
{
    if (!sg_check_is_principal(principal))
        return SAMGEN_BAD_INPUT;
    sg_check_principal(check->check, sg_copy(check->samgen->arena, principal));
    return SAMGEN_OK;
}

void samgen_check_context(struct samgen_check *check, const char *key, const char *value)
{
    struct sg_arena *a = check->samgen->arena;
    sg_check_context(check->check, sg_copy(a, key), sg_copy(a, value));
}

/* Memory that is valid until the next call; frees that of the last one. */
static struct sg_arena *scratch(struct samgen_check *check)
{
    sg_arena_rewind(check->samgen->scratch, (struct sg_mark){0});
    return check->samgen->scratch;
}

/* Collects what the next decision does not know. */
static struct sg_findings *listen(struct samgen_check *check, struct sg_arena *a)
{
    struct sg_findings *findings = sg_new(a, struct sg_findings);
    *findings = (struct sg_findings){.arena = a};
    sg_check_listen(check->check, check->samgen->catalog, findings);
    return findings;
}

static void tell(struct samgen_check *check, struct sg_findings *findings, struct samgen_result *result)
{
    sg_check_listen(check->check, NULL, NULL);
    if (findings->count)
        sg_api_publish(check->samgen, findings, result);
}

/* The kind of resources of a type that have an ARN, or NULL. */
static const struct sg_kind *kind_with_arn(const struct sg_template *t, const char *type)
{
    const struct sg_kinds *kinds = sg_all_kinds(t->catalog, t->findings);
    for (size_t i = 0; kinds && i < kinds->count; i++)
        if (kinds->items[i].arn && sg_strings_have(&kinds->items[i].types, type))
            return &kinds->items[i];
    return NULL;
}

/* The ARN of a resource as a text with references; NULL: nobody knows. */
static const char *arn_of(struct sg_arena *a, struct sg_resolver *resolver, const struct sg_resource *resource)
{
    const struct sg_template *t = resolver->template;
    struct sg_scope scope = {.arena = a, .findings = t->findings, .partition = "${AWS::Partition}"};
    struct sg_value value = {.kind = kind_with_arn(t, resource->type), .given = resource->id};
    struct sg_type type;
    if (value.kind && sg_read_reference(&scope, (struct sg_origin){0}, resource->id, &value)) {
        value.slash_in_name =
            value.kind->drop && sg_starts_with(sg_physical_name(resolver, resource), value.kind->drop);
        return sg_value_arn(&scope, (struct sg_origin){0}, &value, NULL, SG_ARN_SHORTEST);
    }
    if (!sg_find_type(a, t->catalog, resource->type, &type) || !type.arn)
        return NULL;
    bool ref = strcmp(type.arn, "Ref") == 0;
    return ref ? sg_format(a, "${%s}", resource->id) : sg_format(a, "${%s.%s}", resource->id, type.arn);
}

/* ${Jobs} at the start of a resource is the queue, as in grants: its ARN, and not what !Ref gives. */
static const char *with_arn(struct sg_arena *a, struct sg_resolver *resolver, const char *written)
{
    const char *end = sg_starts_with(written, "${") ? sg_substitution_end(written) : NULL;
    const struct sg_resource *resource =
        end ? sg_find_resource(resolver->template, sg_copy_bytes(a, written + 2, (size_t)(end - written) - 3)) : NULL;
    const char *arn = resource ? arn_of(a, resolver, resource) : NULL;
    return arn ? sg_concat(a, arn, end) : written;
}

const char *sg_api_resolve_resource(struct sg_arena *a, struct sg_template_role *role, struct samgen_request *asked)
{
    static const struct sg_node nowhere;
    const char *written = asked->resource;
    if (!role || !written || !strstr(written, "${"))
        return NULL;
    struct sg_resolver *resolver = &role->resolver;
    size_t unknown = resolver->unknown;
    resolver->steps = 0; /* the limit is for one request, not for all */
    const char *fault = sg_text_fault(resolver, written);
    if (fault)
        return fault;
    asked->resource = sg_resolve_text(resolver, &nowhere, with_arn(a, resolver, written));
    if (resolver->unknown == unknown)
        return NULL;
    return sg_format(a,
                     "\"%s\" has a reference that the template does not have or whose value is unknown; give it with "
                     "--set NAME=VALUE",
                     written);
}

/* Reads a request. Returns its fault, or NULL. */
static const char *read_asked(struct sg_arena *a, const struct samgen_check *check,
                              const struct samgen_request *request, struct samgen_request *asked)
{
    *asked = *request;
    const char *fault = sg_api_resolve_resource(a, check->role, asked);
    return fault ? fault : sg_check_fault(a, asked);
}

static enum samgen_status status_of(enum samgen_verdict result)
{
    return result == SAMGEN_ALLOWED ? SAMGEN_OK : SAMGEN_FINDINGS;
}

static enum samgen_status refuse(struct sg_arena *a, const char *fault, struct samgen_result *result)
{
    struct sg_findings findings = {.arena = a};
    struct samgen_finding *finding = sg_new(a, struct samgen_finding);
    sg_fail(&findings, (struct sg_origin){0}, "%s", fault);
    *finding = (struct samgen_finding){.severity = SAMGEN_ERROR, .message = findings.first->message};
    result->findings = finding;
    result->finding_count = 1;
    return SAMGEN_BAD_INPUT;
}

enum samgen_status samgen_check_request(struct samgen_check *check, const struct samgen_request *request,
                                        struct samgen_decision *decision, struct samgen_result *result)
{
    struct sg_arena *a = scratch(check);
    struct samgen_request asked;
    *decision = (struct samgen_decision){0};
    *result = (struct samgen_result){0};
    const char *fault = read_asked(a, check, request, &asked);
    if (fault)
        return refuse(a, fault, result);
    struct sg_findings *findings = listen(check, a);
    struct sg_iam_decision inner = sg_check_decide(check->check, a, &asked);
    tell(check, findings, result);
    decision->verdict = inner.result;
    decision->by = sg_check_statement(check->check, &inner);
    decision->uncertain = sg_check_doubt(check->check, &asked, &inner, &decision->doubt);
    return status_of(inner.result);
}

size_t samgen_check_why(struct samgen_check *check, const struct samgen_request *request,
                        const struct samgen_reason **reasons)
{
    struct sg_arena *a = check->samgen->arena;
    struct samgen_request asked;
    *reasons = NULL;
    return read_asked(a, check, request, &asked) ? 0 : sg_check_reasons(check->check, a, &asked, reasons);
}

#define ANSWER_EXPECTED 512 /* bytes of an answer without reasons */

static enum samgen_status answer(enum samgen_verdict decision, const struct sg_buffer *text,
                                 struct samgen_result *result)
{
    result->text = text->text;
    result->length = text->length;
    return status_of(decision);
}

enum samgen_status samgen_check_json(struct samgen_check *check, const struct samgen_request *request,
                                     enum samgen_detail detail, struct samgen_result *result)
{
    struct sg_arena *a = scratch(check);
    struct samgen_request asked;
    *result = (struct samgen_result){0};
    const char *fault = read_asked(a, check, request, &asked);
    if (fault)
        return refuse(a, fault, result);
    struct sg_buffer text = sg_buffer_sized(a, SG_BUFFER_MOST, ANSWER_EXPECTED);
    struct sg_findings *findings = listen(check, a);
    struct sg_iam_decision decision = sg_check_write(check->check, a, &asked, detail, &text);
    tell(check, findings, result);
    return answer(decision.result, &text, result);
}

enum samgen_status samgen_check_line(struct samgen_check *check, const char *text, size_t length,
                                     enum samgen_detail detail, struct samgen_result *result)
{
    struct sg_arena *a = scratch(check);
    struct sg_check_line line;
    const char *fault;
    *result = (struct samgen_result){0};
    if (length > SAMGEN_LINE_MOST)
        return refuse(a, "the request is longer than 64 KiB", result);
    if (!sg_check_line_read(a, text, length, &line, &fault))
        return refuse(a, fault, result);
    fault = sg_api_resolve_resource(a, check->role, &line.request);
    if (fault)
        return refuse(a, fault, result);
    struct sg_buffer answered = sg_buffer_sized(a, SG_BUFFER_MOST, ANSWER_EXPECTED);
    struct sg_findings *findings = listen(check, a);
    struct sg_iam_decision decision = sg_check_line_write(check->check, a, &line, detail, &answered);
    tell(check, findings, result);
    return answer(decision.result, &answered, result);
}
