#include "value/spec.h"

#include <string.h>

struct reader {
    struct sg_arena *arena;
    const struct sg_source *source;
    struct sg_findings *findings;
};

static struct sg_origin at(const struct reader *r, const struct sg_node *node, const char *subject)
{
    return (struct sg_origin){.source = r->source, .offset = node->start, .subject = subject};
}

static bool is_text(const struct sg_node *node)
{
    return node && node->type == SG_SCALAR && !node->tag && *node->text;
}

static bool check_keys(const struct reader *r, const struct sg_node *item)
{
    static const char *const keys[] = {"allow", "deny", "on", "with"};
    bool ok = true;
    for (const struct sg_node *key = item->first; key; key = key->next->next) {
        struct sg_strings known = {0};
        for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
            sg_push(r->arena, &known, keys[i]);
        const char *near = sg_nearest(key->text, &known);
        if (!sg_strings_have(&known, key->text))
            ok = sg_fail(r->findings, at(r, key, NULL), "unknown key \"%s\"%s%s%s", key->text,
                         near ? "; did you mean " : "; an expectation has allow or deny, on and with", near ? near : "",
                         near ? "?" : "");
        else if (sg_is_second_key(item, key))
            ok = sg_fail(r->findings, at(r, key, NULL), "the key \"%s\" stands here a second time", key->text);
    }
    return ok;
}

/* The values of a condition key: one, or a list. */
static bool check_with(const struct reader *r, const struct sg_node *with)
{
    if (with->type != SG_MAP || with->tag)
        return sg_fail(r->findings, at(r, with, "with"), "must be a map of condition keys and their values");
    for (const struct sg_node *key = with->first; key; key = key->next->next) {
        const struct sg_node *value = key->next;
        bool ok = is_text(value) || (value->type == SG_LIST && !value->tag);
        for (const struct sg_node *item = value->type == SG_LIST ? value->first : NULL; item && ok; item = item->next)
            ok = is_text(item);
        if (!ok)
            return sg_fail(r->findings, at(r, value, key->text), "must be a text or a list of texts");
    }
    return true;
}

static bool read_one(const struct reader *r, const struct sg_node *item, struct sg_expectation *e)
{
    if (item->type != SG_MAP || item->tag)
        return sg_fail(r->findings, at(r, item, NULL),
                       "an expectation is a map such as {allow: s3:GetObject, on: \"arn:aws:s3:::my-bucket/*\"}");
    const struct sg_node *allow = sg_get(item, "allow"), *deny = sg_get(item, "deny"), *on = sg_get(item, "on"),
                         *action = allow ? allow : deny;
    *e = (struct sg_expectation){
        .allow = allow != NULL, .on = "*", .with = sg_get(item, "with"), .origin = at(r, item, NULL)};
    if (!check_keys(r, item))
        return false;
    if (!allow == !deny)
        return sg_fail(r->findings, at(r, item, NULL), "an expectation has either allow or deny");
    if (!is_text(action) || !strchr(action->text, ':'))
        if (!is_text(action) || strcmp(action->text, "*") != 0)
            return sg_fail(r->findings, at(r, action, allow ? "allow" : "deny"),
                           "must be an action such as s3:GetObject");
    if (on && !is_text(on))
        return sg_fail(r->findings, at(r, on, "on"), "must be an ARN, a reference such as \"${Orders}\", or \"*\"");
    e->action = action->text;
    e->on = on ? on->text : e->on;
    return !e->with || check_with(r, e->with);
}

bool sg_spec_read_expectations(struct sg_arena *a, const struct sg_source *source, struct sg_findings *findings,
                               const struct sg_node *list, struct sg_asked *asked)
{
    const struct reader r = {.arena = a, .source = source, .findings = findings};
    bool ok = true;
    if (list->type != SG_LIST || list->tag)
        return sg_fail(findings, at(&r, list, "expect"), "must be a list");
    asked->expectations = sg_new_array(a, struct sg_expectation, list->count);
    for (const struct sg_node *item = list->first; item; item = item->next)
        if (read_one(&r, item, &asked->expectations[asked->expectation_count]))
            asked->expectation_count++;
        else
            ok = false;
    return ok;
}
