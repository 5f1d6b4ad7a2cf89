#include "iam/decide.h"

#include "iam/condition.h"
#include "iam/statement_internal.h"

#include "base/buffer.h"

#define SHOWN_MOST 400 /* bytes of a list that a message quotes */

static void add_item(struct sg_buffer *b, const char *text)
{
    if (b->length)
        sg_add(b, ", ");
    sg_add(b, text);
}

/* Returns the list as a text in one line; a long one is cut. */
static const char *cut(struct sg_arena *a, const struct sg_buffer *b)
{
    if (!b->length)
        return "nothing";
    size_t end = b->length;
    if (end <= SHOWN_MOST)
        return b->text;
    for (end = SHOWN_MOST; end && ((unsigned char)b->text[end] & 0xC0) == 0x80;)
        end--; /* do not cut a character */
    return sg_format(a, "%.*s ...", (int)end, b->text);
}

static const char *show_patterns(struct sg_arena *a, const struct sg_iam_pattern *patterns, size_t count)
{
    struct sg_buffer b = sg_buffer_new(a, SG_BUFFER_MOST);
    for (size_t i = 0; i < count && b.length <= SHOWN_MOST; i++)
        add_item(&b, patterns[i].text);
    return cut(a, &b);
}

static const char *show_principals(struct sg_arena *a, const struct sg_iam_statement *s)
{
    struct sg_buffer b = sg_buffer_new(a, SG_BUFFER_MOST);
    for (size_t i = 0; i < s->principal_count && b.length <= SHOWN_MOST; i++)
        add_item(&b, s->principals[i].text);
    return cut(a, &b);
}

static const char *show_values(struct sg_arena *a, const struct sg_iam_condition *c)
{
    struct sg_buffer b = sg_buffer_new(a, SG_BUFFER_MOST);
    for (size_t i = 0; i < c->count && b.length <= SHOWN_MOST; i++)
        add_item(&b, c->values[i].text);
    return cut(a, &b);
}

static const char *show_key(struct sg_arena *a, const struct sg_iam_condition *c, const struct sg_iam_request *request)
{
    struct sg_buffer b = sg_buffer_new(a, SG_BUFFER_MOST);
    const struct samgen_context *key = sg_iam_find_key(request, c->key);
    if (!key)
        return "no such key";
    for (size_t i = 0; i < key->value_count && b.length <= SHOWN_MOST; i++)
        add_item(&b, key->values[i]);
    return cut(a, &b);
}

static const char *why_action(struct sg_arena *a, const struct sg_iam_statement *s, const char *action)
{
    return sg_format(a, "the action %s is %s: %s", action, s->not_action ? "in its NotAction" : "not in its Action",
                     show_patterns(a, s->actions, s->action_count));
}

/* Returns what is unusual about the resources of a statement, as the end of a sentence, or "". */
static const char *odd_resource(struct sg_arena *a, const struct sg_iam_statement *s,
                                const struct sg_iam_question *question)
{
    for (size_t i = 0; i < s->resource_count; i++) {
        const struct sg_iam_pattern *pattern = &s->resources[i];
        if (!sg_iam_pattern_has_values(pattern, question->request))
            return sg_format(a, "; %s has a variable without a value", pattern->text);
        if (sg_iam_resource_match(pattern, &question->resource, SG_REACHES, question->request) == SG_INCOMPARABLE)
            return sg_format(a, "; %s is not an ARN of six parts", pattern->text);
    }
    return "";
}

static const char *why_resource(struct sg_arena *a, const struct sg_iam_statement *s,
                                const struct sg_iam_question *question)
{
    return sg_format(a, "the resource %s is %s: %s%s", question->request->resource,
                     s->not_resource ? "in its NotResource" : "not in its Resource",
                     show_patterns(a, s->resources, s->resource_count), odd_resource(a, s, question));
}

static const char *why_principal(struct sg_arena *a, const struct sg_iam_statement *s,
                                 const struct sg_iam_caller *caller)
{
    const char *who = caller->name ? sg_concat(a, "the caller ", caller->name) : "a role of the account";
    return sg_format(a, "%s is %s: %s", who, s->not_principal ? "in its NotPrincipal" : "not its Principal",
                     show_principals(a, s));
}

static const char *why_condition(struct sg_arena *a, const struct sg_iam_condition *c,
                                 const struct sg_iam_request *request)
{
    return sg_format(a, "its condition %s on %s is not met: it lists %s; the request has %s", c->name, c->key,
                     show_values(a, c), show_key(a, c, request));
}

bool sg_iam_lacks_only(const struct sg_iam_situation *situation, const struct sg_iam_statement *s,
                       const struct sg_iam_request *request, bool (*counts)(const char *key))
{
    struct sg_iam_question question;
    bool lacks = false;
    if (!sg_iam_question_read(situation, request, &question) || !sg_iam_action_applies(s, &question) ||
        !sg_iam_resource_applies(s, &question) || sg_iam_statement_reach(s, &question) == SG_NOT_NAMED)
        return false;
    for (size_t i = 0; i < s->condition_count; i++) {
        const struct sg_iam_condition *c = &s->conditions[i];
        if (sg_iam_condition_holds(c, request))
            continue;
        if (sg_iam_find_key(request, c->key) || !counts(c->key))
            return false;
        lacks = true;
    }
    return lacks;
}

const char *sg_iam_why(struct sg_arena *a, const struct sg_iam_situation *situation, const struct sg_iam_policy *policy,
                       const struct sg_iam_statement *s, const struct sg_iam_request *request)
{
    struct sg_iam_question question;
    (void)policy;
    if (!sg_iam_question_read(situation, request, &question))
        return sg_format(a, "the action has more than %d characters, which no action of AWS has", SG_IAM_ACTION_MOST);
    if (!sg_iam_action_applies(s, &question))
        return why_action(a, s, request->action);
    if (!sg_iam_resource_applies(s, &question))
        return why_resource(a, s, &question);
    if (sg_iam_statement_reach(s, &question) == SG_NOT_NAMED)
        return why_principal(a, s, &question.caller);
    for (size_t i = 0; i < s->condition_count; i++)
        if (!sg_iam_condition_holds(&s->conditions[i], request))
            return why_condition(a, &s->conditions[i], request);
    return NULL;
}
