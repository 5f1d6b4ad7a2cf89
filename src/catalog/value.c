#include "catalog/value.h"

#include "base/buffer.h"
#include "base/text.h"
#include "catalog/name.h"
#include "catalog/pattern.h"
#include "catalog/reference.h"
#include "iam/arn.h"
#include "yaml/load.h"

#include <ctype.h>
#include <string.h>

static bool is_value(const struct sg_kind *kind, const char *how)
{
    return sg_equals(kind->value ? kind->value : "name", how);
}

/* "incoming" names the folder incoming/; a last '*' asks for the raw prefix. */
static bool read_folder(struct sg_scope *scope, struct sg_origin origin, const char *given, struct sg_value *value)
{
    if (*given == '/')
        return sg_fail(scope->findings, origin, "\"%s\" begins with '/'; write %s", given,
                       given[1] ? given + 1 : value->kind->example);
    size_t length = strlen(given);
    bool raw = given[length - 1] == '*';
    if (raw && length == 1)
        return sg_fail(scope->findings, origin, "\"*\" is everything; leave the option out to mean that");
    const char *start = sg_copy_bytes(scope->arena, given, raw ? length - 1 : length);
    const char *text;
    if (!sg_read_text(scope, origin, start, SG_FREE_TEXT, &text) ||
        !sg_check_name(scope, origin, value->kind, text, given))
        return false;
    value->name = raw || sg_ends_with(text, "/") ? text : sg_concat(scope->arena, text, "/");
    return true;
}

/*
 * Whether a text ends as the kind's suffix says: "-??????" is a dash and six characters. AWS draws them from both cases
 * and digits, so six small letters ("-secret") are rather the end of the name.
 */
static bool has_suffix(const char *text, const char *suffix)
{
    bool small = true;
    size_t n = strlen(text), m = strlen(suffix);
    if (n <= m)
        return false;
    for (size_t i = 0; i < m; i++) {
        char c = text[n - m + i];
        small = small && (suffix[i] != '?' || islower((unsigned char)c));
        if (suffix[i] == '?' ? !isalnum((unsigned char)c) : suffix[i] != c)
            return false;
    }
    return !small;
}

static const struct sg_arn_form *form_by_prefix(const struct sg_kind *kind, const char *name, size_t *length)
{
    for (size_t i = 0; i < kind->others.count; i++)
        for (size_t j = 0; j < kind->others.items[i].prefixes.count; j++)
            if (sg_starts_with(name, kind->others.items[i].prefixes.items[j])) {
                *length = strlen(kind->others.items[i].prefixes.items[j]);
                return &kind->others.items[i];
            }
    return NULL;
}

/* {{resolve:service:name:version}}, which CloudFormation replaces as a whole. */
static bool is_resolved(const char *text)
{
    const char *end = sg_starts_with(text, "{{resolve:") ? strstr(text, "}}") : NULL;
    if (!end || end[2])
        return false;
    size_t inside = strspn(text + 2, SG_ALNUM "_+=.@:/-");
    return text + 2 + inside == end;
}

static bool take_name(struct sg_scope *scope, struct sg_origin origin, const char *name, struct sg_value *value)
{
    const struct sg_kind *kind = value->kind;
    enum sg_literal literal = is_value(kind, "text") ? SG_FREE_TEXT : SG_NAME_TEXT;
    if (!sg_read_text(scope, origin, name, literal, &value->name))
        return false;
    bool resolved = is_resolved(name);
    if (!resolved && !sg_check_name(scope, origin, kind, value->name, value->given))
        return false;
    size_t length;
    if (!value->form)
        value->form = form_by_prefix(kind, value->name, &length);
    value->slashed = kind->drop && sg_starts_with(value->name, kind->drop);
    if (value->slashed)
        value->name += strlen(kind->drop);
    value->slash_unknown = kind->drop && !value->slashed && (resolved || sg_starts_with(name, "${"));
    return true;
}

/* Whether all that stands outside of ${...} is of these characters. */
static bool holds_only(const char *text, const char *characters)
{
    while (*text) {
        const char *end = strncmp(text, "${", 2) == 0 ? sg_substitution_end(text) : NULL;
        if (!end && !strchr(characters, *text))
            return false;
        text = end ? end : text + 1;
    }
    return true;
}

static bool is_region(const char *text)
{
    return holds_only(text, SG_REGION_CHARACTERS);
}

static bool is_account(const char *text)
{
    return holds_only(text, SG_DIGITS) && (strlen(text) == SG_ACCOUNT_DIGITS || strstr(text, "${"));
}

static bool is_partition(const char *text)
{
    return holds_only(text, SG_REGION_CHARACTERS) && (sg_starts_with(text, "aws") || sg_starts_with(text, "${"));
}

/* A URL has no partition; NULL when its region does not tell it. */
static const char *partition_of(const char *region)
{
    const char *partition = sg_partition_of(region);
    return strcmp(partition, "aws") == 0 ? NULL : partition;
}

static bool take_parts(struct sg_scope *scope, struct sg_origin origin, const struct sg_parts *parts,
                       struct sg_value *value)
{
    if (parts->region && !is_region(parts->region))
        return sg_fail(scope->findings, origin, "\"%s\" has \"%s\" where a region such as us-east-1 belongs",
                       value->given, parts->region);
    if (parts->account && !is_account(parts->account))
        return sg_fail(scope->findings, origin, "\"%s\" has \"%s\" where an account of 12 digits belongs", value->given,
                       parts->account);
    if (parts->partition && !is_partition(parts->partition))
        return sg_fail(scope->findings, origin, "\"%s\" has \"%s\" where a partition such as aws belongs", value->given,
                       parts->partition);
    const char *const from[] = {parts->partition, parts->region, parts->account};
    const char **const to[] = {&value->partition, &value->region, &value->account};
    for (size_t i = 0; i < sizeof from / sizeof *from; i++)
        if (from[i] && !sg_read_text(scope, origin, from[i], SG_NAME_TEXT, to[i]))
            return false;
    if (parts->region && !parts->partition)
        value->partition = partition_of(parts->region);
    return take_name(scope, origin, parts->name ? parts->name : "", value);
}

static bool wrong_arn(struct sg_scope *scope, struct sg_origin origin, const struct sg_value *value)
{
    struct sg_arena *a = scope->arena;
    const char *thing = sg_with_article(a, value->kind->title);
    if (!value->kind->arn)
        return sg_fail(scope->findings, origin, "\"%s\" is an ARN, but %s has none here; give %s such as %s",
                       value->given, thing, sg_kind_name(a, value->kind), value->kind->example);
    const char *example = value->kind->example;
    if (value->kind->drop && sg_starts_with(example, value->kind->drop))
        example += strlen(value->kind->drop);
    const struct sg_parts parts = {
        .partition = "aws", .region = "us-east-1", .account = "123456789012", .name = example};
    return sg_fail(scope->findings, origin, "\"%s\" is not the ARN of %s, which looks like %s", value->given, thing,
                   sg_fill_pattern(a, value->kind->arn, &parts));
}

static bool read_arn(struct sg_scope *scope, struct sg_origin origin, struct sg_value *value)
{
    const struct sg_kind *kind = value->kind;
    struct sg_parts parts;
    for (size_t i = 0; i < kind->others.count; i++) {
        const struct sg_arn_form *form = &kind->others.items[i];
        if (!form->input || !sg_match_pattern(scope->arena, form->arn, value->given, &parts))
            continue;
        size_t length;
        if (form->prefixes.count && form_by_prefix(kind, parts.name, &length) != form)
            continue;
        value->form = form;
        return take_parts(scope, origin, &parts, value);
    }
    if (!kind->arn || !sg_match_pattern(scope->arena, kind->arn, value->given, &parts))
        return wrong_arn(scope, origin, value);
    if (kind->suffix && sg_ends_with(parts.name, kind->suffix) && strcmp(parts.name, kind->suffix) != 0)
        parts.name = sg_copy_bytes(scope->arena, parts.name, strlen(parts.name) - strlen(kind->suffix));
    else
        value->complete = kind->suffix && has_suffix(parts.name, kind->suffix);
    return take_parts(scope, origin, &parts, value);
}

static bool read_url(struct sg_scope *scope, struct sg_origin origin, struct sg_value *value, bool *found)
{
    struct sg_parts parts;
    for (size_t i = 0; i < value->kind->urls.count; i++)
        if (sg_match_pattern(scope->arena, value->kind->urls.items[i], value->given, &parts)) {
            *found = true;
            if (parts.name)
                value->given = value->kind->path_option ? parts.name : value->given;
            return take_parts(scope, origin, &parts, value);
        }
    return true;
}

/* {id} and {proxy+} become '*'. */
static const char *with_wildcards(struct sg_arena *a, const char *text)
{
    struct sg_buffer b = sg_buffer_new(a, SG_VALUE_MOST);
    for (const char *p = text, *end; *p; p = end ? end : p + 1) {
        bool reference = sg_starts_with(p, "${");
        end = reference || *p == '{' ? sg_substitution_end(p) : NULL;
        if (end && reference)
            sg_add_bytes(&b, p, (size_t)(end - p));
        else
            sg_add_char(&b, end ? '*' : *p);
    }
    return b.text;
}

/* A route of an API, or a part of one: {id}, {proxy+} and ANY stand for anything there. */
static bool read_route(struct sg_scope *scope, struct sg_origin origin, const char *given, struct sg_value *value)
{
    const char *text;
    if (value->kind->drop && sg_starts_with(given, value->kind->drop))
        given += strlen(value->kind->drop);
    bool any = strcmp(given, "ANY") == 0;
    if (!sg_read_text(scope, origin, any ? "*" : given, SG_NAME_TEXT, &text) ||
        (!any && !sg_check_name(scope, origin, value->kind, text, value->given)))
        return false;
    value->name = with_wildcards(scope->arena, text);
    if (value->kind->widens && strcmp(value->name, text) != 0)
        sg_report(scope->findings, SAMGEN_NOTE, origin, "%s", value->kind->widens);
    return true;
}

static bool is_logical_id(const char *text)
{
    while (isalnum((unsigned char)*text))
        text++;
    return !*text;
}

/* ${Id} and nothing else; ${Id.Attribute} is what !GetAtt says. */
static bool read_whole_reference(struct sg_scope *scope, struct sg_origin origin, struct sg_value *value)
{
    const char *text;
    if (!sg_read_text(scope, origin, value->given, SG_NAME_TEXT, &text))
        return false;
    const char *id = sg_copy_bytes(scope->arena, text + 2, strlen(text) - 3);
    const char *dot = strchr(id, '.');
    if (dot)
        return sg_read_attribute(scope, origin, sg_copy_bytes(scope->arena, id, (size_t)(dot - id)), dot + 1, value);
    return sg_read_reference(scope, origin, id, value);
}

static bool is_whole_reference(const char *given)
{
    const char *end = strncmp(given, "${", 2) == 0 ? sg_substitution_end(given) : NULL;
    return end && !*end && !strchr(given, ':') && isalnum((unsigned char)given[2]);
}

/* An ARN of anything. Nobody knows what a reference in it stands for, so it passes as a wildcard would. */
static bool read_any_arn(struct sg_scope *scope, struct sg_origin origin, const char *given, struct sg_value *value)
{
    struct sg_buffer shown = sg_buffer_new(scope->arena, SG_VALUE_MOST);
    if (!sg_read_text(scope, origin, given, SG_NAME_TEXT, &value->name))
        return false;
    for (const char *p = value->name, *end; *p; p = end ? end : p + 1) {
        end = sg_starts_with(p, "${") ? sg_substitution_end(p) : NULL;
        if (end && !*end && p == value->name)
            return true;
        sg_add_char(&shown, end ? '*' : *p);
    }
    return sg_check_name(scope, origin, value->kind, shown.text, value->given);
}

static bool read_plain(struct sg_scope *scope, struct sg_origin origin, const char *given, struct sg_value *value)
{
    bool url = false;
    if (is_value(value->kind, "raw") || is_value(value->kind, "policy"))
        return sg_read_text(scope, origin, given, is_value(value->kind, "raw") ? SG_NAME_TEXT : SG_POLICY_TEXT,
                            &value->name);
    if (is_value(value->kind, "arn"))
        return read_any_arn(scope, origin, given, value);
    if (is_value(value->kind, "folder"))
        return read_folder(scope, origin, given, value);
    if (is_value(value->kind, "route"))
        return read_route(scope, origin, given, value);
    if (is_value(value->kind, "id") && is_logical_id(given))
        return sg_read_reference(scope, origin, given, value);
    if (is_whole_reference(given) && !is_value(value->kind, "text"))
        return read_whole_reference(scope, origin, value);
    if (sg_starts_with(given, "arn:") && (value->kind->arn || !is_value(value->kind, "text")))
        return read_arn(scope, origin, value);
    bool ok = read_url(scope, origin, value, &url);
    if (url)
        return ok;
    return take_name(scope, origin, given, value);
}

bool sg_read_value(struct sg_scope *scope, struct sg_origin origin, const struct sg_kind *kind, const char *given,
                   struct sg_value *value)
{
    *value = (struct sg_value){.kind = kind, .given = given};
    if (!sg_check_characters(scope, origin, given))
        return false;
    if (*given != '!' || !isupper((unsigned char)given[1]))
        return read_plain(scope, origin, given, value);
    const struct sg_source source = {.name = given, .bytes = given, .length = strlen(given)};
    const struct sg_node *node = sg_yaml_load(scope->arena, &source, SG_ALIASES_REFUSED, NULL);
    if (!node)
        return sg_fail(scope->findings, origin, "\"%s\" is no intrinsic that YAML can read; write !Ref Id, for example",
                       given);
    return sg_read_value_node(scope, origin, kind, node, value);
}

bool sg_read_value_node(struct sg_scope *scope, struct sg_origin origin, const struct sg_kind *kind,
                        const struct sg_node *node, struct sg_value *value)
{
    if (!node->tag && node->type == SG_SCALAR)
        return sg_read_value(scope, origin, kind, node->text, value);
    *value = (struct sg_value){.kind = kind, .given = node->type == SG_SCALAR ? node->text : "the intrinsic"};
    if (!node->tag)
        return sg_fail(scope->findings, origin, "a text is wanted here, not a %s",
                       node->type == SG_LIST ? "list" : "map");
    return sg_read_intrinsic(scope, origin, node, value);
}

const char *sg_value_name(struct sg_scope *scope, struct sg_origin origin, const struct sg_value *value)
{
    if (!value->name)
        sg_fail(scope->findings, origin,
                "\"%s\" tells the ARN only, and the name is needed here; give ${Id} or the name", value->given);
    return value->name;
}

/* The ARN form without the '/' before {name}, for a name that brings its own. */
static const char *without_drop(struct sg_arena *a, const char *pattern, const char *drop)
{
    const char *at = strstr(pattern, sg_concat(a, drop, "{name}"));
    return at ? sg_format(a, "%.*s%s", (int)(at - pattern), pattern, at + strlen(drop)) : pattern;
}

const char *sg_value_arn(struct sg_scope *scope, struct sg_origin origin, const struct sg_value *value,
                         const struct sg_arn_form *form, enum sg_arn_style style)
{
    if (!form && value->arn && (style == SG_ARN_SHORTEST || !value->name))
        return value->arn;
    if (!sg_value_name(scope, origin, value))
        return NULL;
    const struct sg_kind *kind = value->kind;
    const char *stack_partition = style == SG_ARN_BY_NAME ? "${AWS::Partition}" : scope->partition;
    bool own_partition = value->partition && style == SG_ARN_SHORTEST;
    const struct sg_parts parts = {
        .partition = own_partition ? value->partition : stack_partition,
        .region = value->region ? value->region : "${AWS::Region}",
        .account = value->account ? value->account : "${AWS::AccountId}",
        .name = !form && kind->suffix && !value->complete ? sg_concat(scope->arena, value->name, kind->suffix)
                                                          : value->name,
    };
    const char *pattern = form ? form->arn : value->form ? value->form->arn : kind->arn;
    if (pattern && value->slash_in_name)
        pattern = without_drop(scope->arena, pattern, kind->drop);
    return pattern ? sg_fill_pattern(scope->arena, pattern, &parts) : value->name;
}
