/*
 * A request as `samgen check --requests` takes it, on the first line, and a policy below, of any bytes. A deny is never
 * lost by adding statements, an added allow never makes allowed denied, the statement that is told to decide matches,
 * and none matches that should have decided. The answer is JSON and keeps the id.
 */
#include "fuzz.h"

#include "check/check.h"
#include "yaml/json_load.h"
#include "yaml/load.h"

#include <string.h>

static const struct sg_iam_policy *read_policy(struct sg_arena *a, const struct sg_source *source)
{
    struct sg_findings findings = {.arena = a};
    const struct sg_node *document = sg_yaml_load(a, source, SG_ALIASES_REFUSED, &findings);
    return document ? sg_iam_policy_read(a, source, document, "policy", SG_IDENTITY_POLICY, &findings) : NULL;
}

static const struct sg_iam_policy *constant(struct sg_arena *a, const char *yaml)
{
    struct sg_source *source = sg_new(a, struct sg_source);
    *source = (struct sg_source){.name = "constant", .bytes = yaml, .length = strlen(yaml)};
    const struct sg_iam_policy *policy = read_policy(a, source);
    MUST(policy);
    return policy;
}

static enum samgen_verdict decide(const struct sg_iam_request *request, const struct sg_iam_policy *x,
                                  const struct sg_iam_policy *y)
{
    const struct sg_iam_policy *both[] = {x, y};
    const struct sg_iam_situation situation = {.identity = {.items = both, .count = y ? 2 : 1}};
    return sg_iam_decide(&situation, request).result;
}

static void check_added(struct sg_arena *a, const struct sg_iam_request *request, const struct sg_iam_policy *policy)
{
    const struct sg_iam_policy *allow = constant(a, "Statement: {Effect: Allow, Action: '*', Resource: '*'}");
    const struct sg_iam_policy *deny = constant(a, "Statement: {Effect: Deny, Action: '*', Resource: '*'}");
    enum samgen_verdict result = decide(request, policy, NULL), with_allow = decide(request, policy, allow);
    MUST(decide(request, policy, NULL) == result);
    MUST(with_allow == decide(request, allow, policy));
    MUST(with_allow == (result == SAMGEN_EXPLICIT_DENY ? SAMGEN_EXPLICIT_DENY : SAMGEN_ALLOWED));
    MUST(decide(request, policy, deny) == SAMGEN_EXPLICIT_DENY &&
         decide(request, deny, policy) == SAMGEN_EXPLICIT_DENY);
}

/* The decision is what the statements that match make of it, and the one that is told is one of them. */
static void check_statements(struct sg_arena *a, const struct sg_iam_request *request,
                             const struct sg_iam_policy *policy)
{
    const struct sg_iam_situation situation = {.identity = {.items = &policy, .count = 1}};
    const struct sg_iam_decision decision = sg_iam_decide(&situation, request);
    bool denies = false, allows = false;
    for (size_t i = 0; i < policy->count; i++) {
        const struct sg_iam_statement *s = &policy->statements[i];
        const char *why = sg_iam_why(a, &situation, policy, s, request);
        denies = denies || (!why && s->effect == SG_DENY);
        allows = allows || (!why && s->effect == SG_ALLOW);
        MUST(s != decision.statement || !why);
    }
    MUST(decision.result == (denies ? SAMGEN_EXPLICIT_DENY : allows ? SAMGEN_ALLOWED : SAMGEN_IMPLICIT_DENY));
    MUST((decision.statement != NULL) == (decision.result != SAMGEN_IMPLICIT_DENY));
}

/* The request of an accepted line, as the evaluator gets it. */
static void check_request(struct sg_arena *a, const struct sg_node *line, const struct sg_iam_policy *policy)
{
    const struct sg_node *context = sg_get(line, "context");
    const char *resource = sg_get_text(line, "resource");
    size_t count = context ? context->count / 2 : 0, n = 0;
    struct samgen_context *keys = sg_new_array(a, struct samgen_context, count);
    for (const struct sg_node *key = context ? context->first : NULL; key; key = key->next->next) {
        bool list = key->next->type == SG_LIST;
        const char **values = sg_new_array(a, const char *, list ? key->next->count : 1);
        keys[n] = (struct samgen_context){.key = key->text, .values = values};
        for (const struct sg_node *v = list ? key->next->first : key->next; v; v = list ? v->next : NULL)
            values[keys[n].value_count++] = v->text;
        n++;
    }
    const struct sg_iam_request request = {
        .action = sg_get_text(line, "action"), .resource = resource ? resource : "*", .keys = keys, .key_count = n};
    check_added(a, &request, policy);
    check_statements(a, &request, policy);
}

static void check_answer(struct sg_arena *a, const char *line, const struct sg_node *request,
                         const struct sg_buffer *text)
{
    struct sg_json_fault fault;
    const struct sg_node *answer = sg_json_load(a, text->text, text->length, &fault);
    const struct sg_node *id = sg_get(request, "id"), *same = sg_get(answer, "id");
    MUST(answer && same && sg_get(answer, "decision") && sg_get(answer, "by") && sg_get(answer, "why"));
    MUST(id ? id->end - id->start == same->end - same->start &&
                  memcmp(line + id->start, text->text + same->start, id->end - id->start) == 0
            : strcmp(same->text, "null") == 0);
}

static void check_line(struct sg_arena *a, const char *line, size_t length, const struct sg_iam_policy *policy)
{
    struct sg_json_fault fault;
    struct sg_check_line read;
    struct sg_buffer text = sg_buffer_new(a, SG_BUFFER_MOST);
    struct sg_check *check = sg_check_new(a);
    const char *error = NULL;
    sg_check_add(check, SG_LAYER_IDENTITY, policy);
    const struct sg_node *request = sg_json_load(a, line, length, &fault);
    MUST(request || (fault.message && fault.offset <= length));
    bool ok = sg_check_line_read(a, line, length, &read, &error);
    MUST(ok ? request != NULL : error != NULL);
    if (!ok)
        return;
    sg_check_line_write(check, a, &read, SAMGEN_DECISION_AND_WHY, &text);
    check_answer(a, line, request, &text);
    check_request(a, request, policy);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const char *line = (const char *)data, *end = size ? memchr(line, '\n', size) : NULL;
    if (!end)
        return 0;
    struct sg_arena *a = sg_arena_new();
    const struct sg_source source = {.name = "policy", .bytes = end + 1, .length = size - (size_t)(end + 1 - line)};
    const struct sg_iam_policy *policy = read_policy(a, &source);
    if (policy)
        check_line(a, line, (size_t)(end - line), policy);
    sg_arena_free(a);
    return 0;
}
