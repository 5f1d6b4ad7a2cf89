#include "grant/raw_statement_internal.h"

#include "base/text.h"
#include "value/value.h"
#include "iam/condition.h"
#include "grant/action_check_internal.h"
#include "grant/arn_ids_internal.h"
#include "yaml/write.h"

#include <ctype.h>
#include <string.h>

struct reading {
    struct sg_scope *scope;
    struct sg_catalog *catalog;
    const struct sg_source *source;
    struct sg_node *made;
};

static struct sg_origin at(const struct reading *r, const struct sg_node *node, const char *subject)
{
    return (struct sg_origin){.source = r->source, .offset = node->start, .subject = subject};
}

static bool is_action(const char *text)
{
    const char *colon = strchr(text, ':');
    if (strcmp(text, "*") == 0)
        return true;
    if (!colon || colon == text || !colon[1])
        return false;
    for (const char *p = text; p < colon; p++)
        if (!isalnum((unsigned char)*p) && *p != '-')
            return false;
    return sg_is_made_of(colon + 1, SG_ALNUM "-*?");
}

static bool read_sid(struct reading *r, const struct sg_node *value)
{
    const char *text = value->type == SG_SCALAR && !value->tag ? value->text : "";
    for (const char *p = text; *p; p++)
        if (!isalnum((unsigned char)*p))
            text = "";
    if (!*text)
        return sg_fail(r->scope->findings, at(r, value, "sid"), "a Sid must consist of letters and digits");
    sg_put(r->scope->arena, r->made, "Sid", sg_scalar(r->scope->arena, text));
    return true;
}

static bool read_effect(struct reading *r, const struct sg_node *value)
{
    const char *text = value->type == SG_SCALAR && !value->tag ? value->text : "";
    if (strcmp(text, "Allow") != 0 && strcmp(text, "Deny") != 0)
        return sg_fail(r->scope->findings, at(r, value, "effect"), "must be Allow or Deny");
    sg_put(r->scope->arena, r->made, "Effect", sg_scalar(r->scope->arena, text));
    return true;
}

static bool read_actions(struct reading *r, const struct sg_node *value)
{
    struct sg_node *list = sg_list(r->scope->arena);
    bool ok = true;
    if (value->type != SG_LIST || value->tag || value->count == 0)
        return sg_fail(r->scope->findings, at(r, value, "actions"),
                       "must be a list of actions, such as [s3:GetObject]");
    for (const struct sg_node *item = value->first; item; item = item->next) {
        bool action = item->type == SG_SCALAR && !item->tag && is_action(item->text);
        if (action && (strcmp(item->text, "*") == 0 ||
                       sg_grant_check_action(r->scope, r->catalog, at(r, item, "actions"), item->text, SG_NEWER_ANY)))
            sg_append(list, sg_scalar(r->scope->arena, item->text));
        else if (action)
            ok = false;
        else
            ok = sg_fail(r->scope->findings, at(r, item, "actions"),
                         "\"%s\" is not an action; write one such as s3:GetObject",
                         item->type == SG_SCALAR ? item->text : "this");
    }
    sg_put(r->scope->arena, r->made, "Action", list);
    return ok;
}

/* A text or an intrinsic for CloudFormation; ${...} in a plain text means !Sub. */
static struct sg_node *read_text(struct reading *r, const struct sg_node *node, const char *subject)
{
    static const struct sg_kind anything = {.name = "value", .title = "value", .value = "raw", .example = "*"};
    struct sg_value value;
    const char *text;
    if (node->tag)
        return sg_read_value_node(r->scope, at(r, node, subject), &anything, node, &value)
                   ? sg_text_node(r->scope, value.name ? value.name : value.arn)
                   : NULL;
    if (node->type != SG_SCALAR) {
        sg_fail(r->scope->findings, at(r, node, subject), "must be a text, not a %s",
                node->type == SG_LIST ? "list" : "map");
        return NULL;
    }
    if (!sg_check_characters(r->scope, at(r, node, subject), node->text) ||
        !sg_read_text(r->scope, at(r, node, subject), node->text, SG_POLICY_TEXT, &text))
        return NULL;
    return sg_text_node(r->scope, text);
}

static bool looks_like_resource(const struct sg_node *node)
{
    return node->tag || strcmp(node->text, "*") == 0 || sg_starts_with(node->text, "arn:") ||
           sg_starts_with(node->text, "${");
}

static bool read_resources(struct reading *r, const struct sg_node *value)
{
    struct sg_node *list = sg_list(r->scope->arena);
    bool ok = true;
    if (value->type != SG_LIST || value->tag || value->count == 0)
        return sg_fail(r->scope->findings, at(r, value, "resources"), "must be a list of ARNs");
    for (const struct sg_node *item = value->first; item; item = item->next) {
        struct sg_node *node = read_text(r, item, "resources");
        bool arn = node && !node->tag && sg_starts_with(node->text, "arn:");
        if (arn)
            sg_grant_check_arn(r->scope, r->catalog, at(r, item, "resources"), node->text, SAMGEN_WARNING,
                               SAMGEN_WARNING);
        if (node && looks_like_resource(node))
            sg_append(list, node);
        else
            ok = false;
        if (node && !looks_like_resource(node))
            sg_fail(r->scope->findings, at(r, item, "resources"), "\"%s\" is neither an ARN nor \"*\"", node->text);
    }
    sg_put(r->scope->arena, r->made, "Resource", list);
    return ok;
}

static bool read_condition_values(struct reading *r, const struct sg_node *values, struct sg_node *list)
{
    bool ok = true;
    const struct sg_node *item = values->type == SG_LIST && !values->tag ? values->first : values;
    for (; item; item = item == values ? NULL : item->next) {
        struct sg_node *node = read_text(r, item, "conditions");
        if (node)
            sg_append(list, node);
        ok = ok && node;
    }
    return ok;
}

static bool read_condition_keys(struct reading *r, const struct sg_node *from, struct sg_node *to)
{
    bool ok = true;
    for (const struct sg_node *key = from->first; key; key = key->next->next) {
        struct sg_node *list = sg_list(r->scope->arena);
        if (!strchr(key->text, ':') || strlen(key->text) > SG_KEY_MOST || sg_get(to, key->text))
            ok = sg_fail(r->scope->findings, at(r, key, "conditions"),
                         "\"%s\" is not a condition key such as aws:SourceArn, or it is here twice", key->text);
        ok = read_condition_values(r, key->next, list) && ok;
        sg_put(r->scope->arena, to, key->text, list);
    }
    return ok;
}

static bool is_operator(const char *text)
{
    struct sg_iam_condition condition = {0};
    return sg_iam_condition_name(text, &condition);
}

static bool read_conditions(struct reading *r, const struct sg_node *value)
{
    struct sg_node *conditions = sg_map(r->scope->arena);
    bool ok = true;
    if (value->type != SG_MAP || value->tag)
        return sg_fail(r->scope->findings, at(r, value, "conditions"),
                       "must be a map such as {StringEquals: {aws:RequestedRegion: us-east-1}}");
    for (const struct sg_node *key = value->first; key; key = key->next->next) {
        struct sg_node *keys = sg_map(r->scope->arena);
        if (!is_operator(key->text) || sg_get(conditions, key->text))
            ok = sg_fail(r->scope->findings, at(r, key, "conditions"),
                         "\"%s\" is not a condition operator such as StringEquals, or it is here twice", key->text);
        if (key->next->type != SG_MAP || key->next->tag)
            ok = sg_fail(r->scope->findings, at(r, key->next, "conditions"), "must be a map of condition keys");
        else
            ok = read_condition_keys(r, key->next, keys) && ok;
        sg_put(r->scope->arena, conditions, key->text, keys);
    }
    sg_put(r->scope->arena, r->made, "Condition", conditions);
    return ok;
}

/* In the order in which IAM statements are written. */
static const struct {
    const char *key;
    bool (*read)(struct reading *, const struct sg_node *);
    bool required;
} parts[] = {
    {"sid", read_sid, false},
    {"effect", read_effect, false},
    {"actions", read_actions, true},
    {"resources", read_resources, true},
    {"conditions", read_conditions, false},
};
#define PARTS (sizeof parts / sizeof *parts)

static bool check_keys(struct reading *r, const struct sg_node *node)
{
    struct sg_strings known = {0}, seen = {0};
    bool ok = true;
    for (size_t i = 0; i < PARTS; i++)
        sg_push(r->scope->arena, &known, parts[i].key);
    for (const struct sg_node *key = node->first; key; key = key->next->next) {
        const char *near = sg_nearest(key->text, &known);
        if (!sg_strings_have(&known, key->text))
            ok = sg_fail(r->scope->findings, at(r, key, NULL), "unknown key \"%s\"; %s%s%s", key->text,
                         near ? "did you mean " : "the keys of a statement are ",
                         near ? near : sg_join(r->scope->arena, &known, ", "), near ? "?" : "");
        else if (!sg_push_once(r->scope->arena, &seen, key->text))
            ok = sg_fail(r->scope->findings, at(r, key, NULL), "the key \"%s\" is here twice", key->text);
    }
    return ok;
}

struct sg_node *sg_grant_read_statement(struct sg_scope *scope, struct sg_catalog *catalog,
                                        const struct sg_source *source, const struct sg_node *node)
{
    struct reading r = {.scope = scope, .catalog = catalog, .source = source, .made = sg_map(scope->arena)};
    if (node->type != SG_MAP || node->tag) {
        sg_fail(scope->findings, at(&r, node, NULL), "a statement must be a map of actions and resources");
        return NULL;
    }
    bool ok = check_keys(&r, node);
    for (size_t i = 0; i < PARTS; i++) {
        const struct sg_node *value = sg_get(node, parts[i].key);
        if (value)
            ok = parts[i].read(&r, value) && ok;
        else if (parts[i].required)
            ok = sg_fail(scope->findings, at(&r, node, NULL), "the key \"%s\" is missing", parts[i].key);
        else if (strcmp(parts[i].key, "effect") == 0)
            sg_put(scope->arena, r.made, "Effect", sg_scalar(scope->arena, "Allow"));
    }
    return ok ? r.made : NULL;
}
