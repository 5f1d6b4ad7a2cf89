/* Bytes as a SAM template: its roles, what they may do, and decisions by them. */
#include "result.h"

#include "base/buffer.h"
#include "yaml/write.h"

#define ASKED_MOST 3 /* functions of a template that are asked */
#define DEPTH_MOST 100
#define VALUES_MOST 200000

static struct samgen *samgen;

/* NULL for a number that jansson cannot hold; JSON itself has no limit. */
static json_t *parse(const char *text, size_t length)
{
    json_error_t error;
    json_t *json = json_loadb(text, length, JSON_REJECT_DUPLICATES | JSON_DECODE_ANY | JSON_DECODE_INT_AS_REAL, &error);
    MUST(json || json_error_code(&error) == json_error_numeric_overflow);
    return json;
}

static void check_findings(enum samgen_status status, const struct samgen_result *result)
{
    size_t errors = 0;
    for (size_t i = 0; i < result->finding_count; i++) {
        check_finding(&result->findings[i]);
        errors += result->findings[i].severity == SAMGEN_ERROR;
    }
    MUST((status == SAMGEN_BAD_INPUT) == (errors > 0));
    MUST(status == SAMGEN_OK || status == SAMGEN_BAD_INPUT);
}

/* Whether the gate lets a tree of this shape in again; intrinsics in their long form are deeper than as written. */
static bool fits(json_t *json, size_t depth, size_t *values)
{
    if (depth > DEPTH_MOST || ++*values > VALUES_MOST)
        return false;
    for (size_t i = 0; i < json_array_size(json); i++)
        if (!fits(json_array_get(json, i), depth + 1, values))
            return false;
    for (void *at = json_object_iter(json); at; at = json_object_iter_next(json, at))
        if (strlen(json_object_iter_key(at)) > SG_KEY_MOST || !fits(json_object_iter_value(at), depth + 1, values))
            return false;
    return true;
}

/* YAML and JSON are the same tree. */
static void check_yaml(json_t *wanted, const struct samgen_result *yaml)
{
    size_t values = 0;
    if (!fits(wanted, 0, &values) || yaml->length > SG_YAML_BYTES_MOST)
        return;
    struct sg_arena *a = sg_arena_new();
    struct sg_findings findings = {.arena = a};
    const struct sg_source source = {.name = "written", .bytes = yaml->text, .length = yaml->length};
    const struct sg_node *root = sg_yaml_load(a, &source, SG_ALIASES_REFUSED, &findings);
    struct sg_buffer text = sg_buffer_new(a, SG_BUFFER_MOST);
    MUST(root != NULL);
    sg_write_json(&text, root, 0);
    json_t *read = parse(text.text, text.length);
    MUST(json_equal(read, wanted));
    json_decref(read);
    sg_arena_free(a);
}

static void check_explanations(const struct samgen_input *template, struct samgen_template_settings settings)
{
    struct samgen_result result;
    for (int form = SAMGEN_EXPLAIN_TEXT; form <= SAMGEN_EXPLAIN_MERMAID; form++) {
        enum samgen_status status = samgen_explain(samgen, template, &settings, (enum samgen_explanation)form, &result);
        check_findings(status, &result);
        if (!result.text)
            continue;
        check_text(result.text, true);
        if (form == SAMGEN_EXPLAIN_JSON)
            json_decref(parse(result.text, result.length));
    }
}

static void ask(struct samgen_check *check, const char *resource)
{
    const struct samgen_request request = {.action = "s3:GetObject", .resource = resource};
    struct samgen_result result;
    struct samgen_decision decision;
    const struct samgen_reason *reasons;
    enum samgen_status status = samgen_check_request(check, &request, &decision, &result);
    MUST(status == SAMGEN_OK || status == SAMGEN_FINDINGS || status == SAMGEN_BAD_INPUT);
    MUST((status == SAMGEN_OK) == (decision.verdict == SAMGEN_ALLOWED));
    (void)samgen_check_why(check, &request, &reasons);
    if (samgen_check_json(check, &request, SAMGEN_DECISION_AND_WHY, &result) != SAMGEN_BAD_INPUT)
        json_decref(parse(result.text, result.length));
}

static void check_function(const struct samgen_input *template, struct samgen_template_settings settings)
{
    struct samgen_check *check;
    struct samgen_result result;
    enum samgen_status status = samgen_check_template(samgen, template, &settings, NULL, 0, &check, &result);
    check_findings(status, &result);
    MUST((status == SAMGEN_OK) == (check != NULL));
    if (!check)
        return;
    ask(check, "arn:aws:s3:::b/k");
    ask(check, "${B}");
    ask(check, "${B.Arn}/${A}");
}

static void check_functions(const struct samgen_input *template, struct samgen_template_settings settings,
                            const json_t *all)
{
    json_t *functions = json_object_get(all, "functions");
    int asked = 0;
    for (void *at = json_object_iter(functions); at; at = json_object_iter_next(functions, at)) {
        const json_t *role = json_object_iter_value(at);
        MUST(json_is_array(json_object_get(role, "managed")) && json_is_array(json_object_get(role, "policies")));
        settings.function = json_object_iter_key(at);
        if (asked++ < ASKED_MOST)
            check_function(template, settings);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char *const regions[] = {NULL, "cn-north-1", "us-gov-west-1", "us-iso-east-1"};
    static const struct samgen_binding bindings[] = {{"Stage", "prod"}, {"B", "bucket"}};
    const struct samgen_input template = {.name = "template.yaml", .bytes = (const char *)data, .length = size};
    struct samgen_template_settings settings = {
        .format = SAMGEN_JSON, .region = regions[size % 4], .bindings = bindings, .binding_count = size / 4 % 3};
    struct samgen_result result, again;
    begin_run(&samgen);
    enum samgen_status status = samgen_expand(samgen, &template, &settings, &result);
    check_findings(status, &result);
    MUST(samgen_expand(samgen, &template, &settings, &again) == status);
    check_same(&result, &again);
    json_t *all = result.text ? parse(result.text, result.length) : NULL;
    if (all) {
        settings.format = SAMGEN_YAML;
        MUST(samgen_expand(samgen, &template, &settings, &result) == SAMGEN_OK);
        check_text(result.text, true);
        check_yaml(all, &result);
        check_explanations(&template, settings);
        check_functions(&template, settings, all);
    }
    json_decref(all);
    return 0;
}
