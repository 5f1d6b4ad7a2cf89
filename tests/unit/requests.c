#include "requests.h"

#include "base/buffer.h"

#include <setjmp.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

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
    request->context[request->count++] =
        (struct samgen_context){.key = key, .values = values.items, .value_count = values.count};
}

const char *show_request(struct sg_arena *a, const struct request *request)
{
    struct sg_buffer b = sg_buffer_new(a, SG_BUFFER_MOST);
    sg_add_format(&b, "%s on %s", request->action, request->resource);
    for (size_t i = 0; i < request->count; i++) {
        sg_add_format(&b, "%s%s=[", i ? ", " : " with ", request->context[i].key);
        for (size_t v = 0; v < request->context[i].value_count; v++)
            sg_add_format(&b, "%s%s", v ? ", " : "", request->context[i].values[v]);
        sg_add(&b, "]");
    }
    return b.text;
}

static struct sg_node *list_of(struct sg_arena *a, const struct sg_strings *texts)
{
    struct sg_node *list = sg_list(a);
    for (size_t i = 0; i < texts->count; i++)
        sg_append(list, sg_scalar(a, texts->items[i]));
    return list;
}

static struct sg_node *statement_node(struct sg_arena *a, const struct sg_statement *s)
{
    struct sg_node *node = sg_map(a), *operators = sg_map(a);
    const bool not_actions = s->not_actions.count, not_resources = s->not_resources.count;
    sg_put(a, node, "Effect", sg_scalar(a, s->effect ? s->effect : "Allow"));
    sg_put(a, node, not_actions ? "NotAction" : "Action", list_of(a, not_actions ? &s->not_actions : &s->actions));
    sg_put(a, node, not_resources ? "NotResource" : "Resource",
           list_of(a, not_resources ? &s->not_resources : &s->resources));
    for (size_t i = 0; i < s->conditions.count; i++) {
        const struct sg_condition *c = &s->conditions.items[i];
        if (!sg_get(operators, c->name))
            sg_put(a, operators, c->name, sg_map(a));
        sg_put(a, sg_get(operators, c->name), c->key, list_of(a, &c->values));
    }
    sg_put(a, node, "Condition", operators);
    return node;
}

const struct sg_iam_policy *policy_from(struct sg_arena *a, const struct sg_statements *statements)
{
    struct sg_findings findings = {.arena = a};
    struct sg_node *document = sg_map(a), *list = sg_list(a);
    for (size_t i = 0; i < statements->count; i++)
        sg_append(list, statement_node(a, &statements->items[i]));
    sg_put(a, document, "Version", sg_scalar(a, "2012-10-17"));
    sg_put(a, document, "Statement", list);
    const struct sg_iam_policy *policy = sg_iam_policy_read(a, NULL, document, "block", SG_IDENTITY_POLICY, &findings);
    if (findings.count) /* a warning too: IAM would refuse what we write */
        fail_msg("%s", findings.first->message);
    return policy;
}

bool allows(const struct sg_iam_policy *policy, const struct request *request)
{
    const struct sg_iam_situation situation = {.identity = {.items = &policy, .count = 1}};
    const struct sg_iam_request asked = {.action = request->action,
                                         .resource = request->resource,
                                         .asks = SG_ASKS_EXACT,
                                         .keys = request->context,
                                         .key_count = request->count};
    return sg_iam_decide(&situation, &asked).result == SAMGEN_ALLOWED;
}

const char *example_of(struct sg_arena *a, const char *pattern)
{
    struct sg_buffer b = sg_buffer_new(a, SG_BUFFER_MOST);
    if (strcmp(pattern, "*") == 0)
        return "arn:" PARTITION ":any:" REGION ":" ACCOUNT ":thing";
    while (*pattern) {
        bool escape = pattern[0] == '$' && pattern[1] == '{' && pattern[2] && pattern[3] == '}';
        if (*pattern == '*')
            sg_add(&b, pattern[1] == ':' ? "anything" : "any/thing");
        else
            sg_add_char(&b, escape ? pattern[2] : *pattern == '?' ? 'A' : *pattern);
        pattern += escape ? 4 : 1;
    }
    return b.text;
}

static struct sg_strings one(struct sg_arena *a, const char *text)
{
    struct sg_strings list = {0};
    sg_push(a, &list, text);
    return list;
}

static bool is_null_test(const struct sg_condition *c)
{
    return strcmp(c->name, "Null") == 0;
}

/* The context with the value number `n` of each condition, or (for a set) with all of its values. */
static void satisfy(struct sg_arena *a, const struct sg_statement *s, size_t n, struct request *request)
{
    for (size_t i = 0; i < s->conditions.count; i++) {
        const struct sg_condition *c = &s->conditions.items[i];
        if (is_null_test(c) || !c->values.count)
            continue;
        struct sg_strings values = one(a, example_of(a, c->values.items[n % c->values.count]));
        for (size_t v = 0; n == c->values.count && v + 1 < n && strchr(c->name, ':'); v++)
            sg_push_once(a, &values, example_of(a, c->values.items[v + 1]));
        set_context(request, c->key, values);
    }
}

static size_t most_values(const struct sg_statement *s)
{
    size_t most = 0;
    for (size_t i = 0; i < s->conditions.count; i++)
        most = s->conditions.items[i].values.count > most ? s->conditions.items[i].values.count : most;
    return most;
}

void each_request(struct sg_arena *a, const struct sg_statement *s, const char *action, request_fn *take, void *context)
{
    for (size_t r = 0; r < s->resources.count; r++)
        for (size_t n = 0; n <= most_values(s); n++) {
            struct request request = {.action = action, .resource = example_of(a, s->resources.items[r])};
            satisfy(a, s, n, &request);
            take(&request, context);
        }
}

void each_wrong_context(struct sg_arena *a, const struct sg_statement *s, const struct request *right, request_fn *take,
                        void *context)
{
    for (size_t i = 0; i < s->conditions.count; i++) {
        const struct sg_condition *c = &s->conditions.items[i];
        if (is_null_test(c) || !c->values.count)
            continue;
        const char *value = example_of(a, c->values.items[0]);
        const char *const wrong[] = {"", "other", sg_format(a, "my-%s", value),
                                     strchr(c->name, 'L') ? "other/" : sg_format(a, "%s2", value)};
        struct request request = *right;
        drop_context(&request, c->key);
        take(&request, context);
        for (size_t w = 0; w < sizeof wrong / sizeof *wrong; w++) {
            struct sg_strings both = one(a, value);
            set_context(&request, c->key, one(a, wrong[w]));
            take(&request, context);
            if (!sg_starts_with(c->name, "ForAllValues:"))
                continue;
            sg_push(a, &both, wrong[w]);
            set_context(&request, c->key, both);
            take(&request, context);
        }
        set_context(&request, c->key, (struct sg_strings){0});
        take(&request, context);
    }
}

static bool rename_to(struct sg_arena *a, struct sample *s, const char *before, const char *after)
{
    bool folder = sg_ends_with(s->name, "/");
    if (*after && !folder && s->option->kind->value && strcmp(s->option->kind->value, "folder") == 0)
        return false; /* a raw prefix means longer ones too */
    int length = (int)(strlen(s->name) - folder);
    s->name = sg_format(a, "%s%.*s%s%s", before, length, s->name, after, folder ? "/" : "");
    return true;
}

/* What a '*' or '?' in the name would match, if it were a wildcard. */
static bool match_as_pattern(struct sg_arena *a, struct sample *s)
{
    char *name = sg_copy(a, s->name);
    bool changed = false;
    for (char *p = name; *p; p++)
        if (strchr("*?", *p)) {
            *p = 'X';
            changed = true;
        }
    s->name = name;
    return changed;
}

bool make_neighbour(struct sg_arena *a, struct sample *s, size_t way)
{
    static const char *const around[][2] = {{"", "2"}, {"", "-admin"}, {"", "-secret"}, {"my-", ""}};
    if (!s->name)
        return false;
    if (way < 4)
        return rename_to(a, s, around[way][0], around[way][1]);
    if (way == 4)
        return match_as_pattern(a, s);
    const char **parts[] = {&s->partition, &s->region, &s->account};
    static const char *const other[] = {"aws-cn", "ap-south-1", "999999999999"};
    *parts[way - 5] = other[way - 5];
    return true;
}
