#include "evaluate.h"

#include "base/buffer.h"

#include <ctype.h>
#include <setjmp.h>
#include <stdint.h>
#include <string.h>
#include <strings.h>

#include <cmocka.h>

/* One step of a pattern: how long it is, and the literal character or a wildcard ('*', '?'). */
struct step {
    size_t length;
    char literal, wildcard;
};

static struct step next_step(const char *p)
{
    if (p[0] == '$' && p[1] == '{' && p[2] && strchr("*?$", p[2]) && p[3] == '}')
        return (struct step){.length = 4, .literal = p[2]};
    if (*p == '*' || *p == '?')
        return (struct step){.length = 1, .wildcard = *p};
    return (struct step){.length = 1, .literal = *p};
}

static bool like(const char *pattern, const char *text, bool fold)
{
    for (; *pattern; text++) {
        struct step step = next_step(pattern);
        if (step.wildcard == '*') {
            for (const char *rest = text;; rest++)
                if (like(pattern + 1, rest, fold))
                    return true;
                else if (!*rest)
                    return false;
        }
        bool same =
            fold ? tolower((unsigned char)step.literal) == tolower((unsigned char)*text) : step.literal == *text;
        if (!*text || (!step.wildcard && !same))
            return false;
        pattern += step.length;
    }
    return *text == '\0';
}

bool iam_like(const char *pattern, const char *text)
{
    return like(pattern, text, false);
}

static bool equals(const char *value, const char *text)
{
    for (; *value; text++) {
        struct step step = next_step(value);
        if (*text != (step.wildcard ? step.wildcard : step.literal))
            return false;
        value += step.length;
    }
    return *text == '\0';
}

/* The six parts of an ARN one by one, so that no wildcard reaches over a colon but in the last. */
static bool arn_like(const char *pattern, const char *text)
{
    for (int part = 0; part < 5; part++) {
        size_t p = strcspn(pattern, ":"), t = strcspn(text, ":");
        char x[256], y[256];
        if (!pattern[p] || !text[t] || p >= sizeof x || t >= sizeof y)
            return false;
        memcpy(x, pattern, p);
        memcpy(y, text, t);
        x[p] = y[t] = '\0';
        if (!iam_like(x, y))
            return false;
        pattern += p + 1;
        text += t + 1;
    }
    return iam_like(pattern, text);
}

typedef bool compare_fn(const char *value, const char *text);

static compare_fn *operator_named(const char *name)
{
    static const struct {
        const char *name;
        compare_fn *compare;
    } operators[] = {
        {"StringEquals", equals}, {"StringLike", iam_like}, {"ArnEquals", arn_like}, {"ArnLike", arn_like}};
    for (size_t i = 0; i < sizeof operators / sizeof *operators; i++)
        if (strcmp(operators[i].name, name) == 0)
            return operators[i].compare;
    fail_msg("the evaluator does not know the operator %s", name);
    return NULL;
}

static const struct sg_strings *context_of(const struct request *request, const char *key)
{
    for (size_t i = 0; i < request->count; i++)
        if (strcasecmp(request->context[i].key, key) == 0)
            return &request->context[i].values;
    return NULL;
}

static bool any_value(compare_fn *compare, const struct sg_strings *values, const char *text)
{
    for (size_t i = 0; i < values->count; i++)
        if (compare(values->items[i], text))
            return true;
    return false;
}

static size_t count_matches(compare_fn *compare, const struct sg_strings *values, const struct sg_strings *given)
{
    size_t count = 0;
    for (size_t i = 0; given && i < given->count; i++)
        count += any_value(compare, values, given->items[i]);
    return count;
}

static bool meets(const struct sg_condition *condition, const struct request *request)
{
    const struct sg_strings *given = context_of(request, condition->key);
    const char *colon = strchr(condition->name, ':');
    size_t present = given ? given->count : 0;
    if (strcmp(condition->name, "Null") == 0)
        return sg_strings_have(&condition->values, present ? "false" : "true");
    size_t matches = count_matches(operator_named(colon ? colon + 1 : condition->name), &condition->values, given);
    if (sg_starts_with(condition->name, "ForAllValues:"))
        return matches == present;
    if (sg_starts_with(condition->name, "ForAnyValue:"))
        return matches > 0;
    return present == 1 && matches == 1;
}

static bool any_like(const struct sg_strings *patterns, const char *text, bool fold)
{
    for (size_t i = 0; i < patterns->count; i++)
        if (like(patterns->items[i], text, fold))
            return true;
    return false;
}

static bool applies(const struct sg_statement *s, const struct request *request)
{
    if (s->not_actions.count ? any_like(&s->not_actions, request->action, true)
                             : !any_like(&s->actions, request->action, true))
        return false;
    if (s->not_resources.count ? any_like(&s->not_resources, request->resource, false)
                               : !any_like(&s->resources, request->resource, false))
        return false;
    for (size_t i = 0; i < s->conditions.count; i++)
        if (!meets(&s->conditions.items[i], request))
            return false;
    return true;
}

bool allows(const struct sg_statements *policy, const struct request *request)
{
    bool allowed = false;
    for (size_t i = 0; i < policy->count; i++) {
        const struct sg_statement *s = &policy->items[i];
        if (!applies(s, request))
            continue;
        if (s->effect && strcmp(s->effect, "Deny") == 0)
            return false;
        allowed = true;
    }
    return allowed;
}

void drop_context(struct request *request, const char *key)
{
    for (size_t i = 0; i < request->count; i++)
        if (strcmp(request->context[i].key, key) == 0)
            request->context[i] = request->context[--request->count];
}

void set_context(struct request *request, const char *key, struct sg_strings values)
{
    drop_context(request, key);
    assert_true(request->count < CONTEXT_MOST);
    request->context[request->count].key = key;
    request->context[request->count++].values = values;
}

const char *show_request(struct sg_arena *a, const struct request *request)
{
    struct sg_buffer b = sg_buffer_new(a, SG_BUFFER_MOST);
    sg_add_format(&b, "%s on %s", request->action, request->resource);
    for (size_t i = 0; i < request->count; i++)
        sg_add_format(&b, "%s%s=[%s]", i ? ", " : " with ", request->context[i].key,
                      sg_join(a, &request->context[i].values, ", "));
    return b.text;
}
