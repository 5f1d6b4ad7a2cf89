#include "value/value_internal.h"

#include "base/text.h"
#include "value/name.h"
#include "iam/arn.h"

#include <ctype.h>
#include <string.h>

#define QUALIFIER_MOST 128 /* of a version or an alias (AWS Lambda API Reference, Invoke: Qualifier) */

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
    return strstr(text, "${") ? holds_only(text, SG_REGION_CHARACTERS) : sg_is_region(text);
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

static bool is_qualifier(const char *text)
{
    return holds_only(text, SG_ALNUM "_$.-") && strlen(text) <= QUALIFIER_MOST;
}

/* No resource has an ARN whose region is of another partition. */
static bool check_partition(struct sg_scope *scope, struct sg_origin origin, const struct sg_parts *parts,
                            const struct sg_value *value)
{
    const char *known = parts->partition && parts->region && *parts->region && !strstr(parts->region, "${") &&
                                !strstr(parts->partition, "${")
                            ? sg_partition_of(parts->region)
                            : NULL;
    return !known || strcmp(known, parts->partition) == 0 ||
           sg_fail(scope->findings, origin, "\"%s\" is in the partition %s, but %s is a region of %s", value->given,
                   parts->partition, parts->region, known);
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
    if (parts->qualifier && !is_qualifier(parts->qualifier))
        return sg_fail(scope->findings, origin, "\"%s\" has \"%s\" where a version or an alias belongs", value->given,
                       parts->qualifier);
    if (!check_partition(scope, origin, parts, value))
        return false;
    const char *const from[] = {parts->partition, parts->region, parts->account, parts->qualifier};
    const char **const to[] = {&value->partition, &value->region, &value->account, &value->qualifier};
    for (size_t i = 0; i < sizeof from / sizeof *from; i++)
        if (from[i] && !sg_read_text(scope, origin, from[i], SG_NAME_TEXT, to[i]))
            return false;
    if (parts->region && !parts->partition)
        value->partition = partition_of(parts->region);
    return sg_value_take_name(scope, origin, parts->name ? parts->name : "", value);
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

/* Returns whether the end of a host is AWS's; reports one that is not of the region's partition. */
static bool check_suffix(struct sg_scope *scope, struct sg_origin origin, const struct sg_parts *parts,
                         const struct sg_value *value, bool *known)
{
    const char *partition = parts->region && !strstr(parts->region, "${") ? sg_partition_of(parts->region) : NULL;
    const char *suffix = partition ? sg_partition_suffix(partition) : NULL;
    *known = !parts->suffix || sg_is_partition_suffix(parts->suffix) || strcmp(parts->suffix, "${AWS::URLSuffix}") == 0;
    if (!*known || !parts->suffix || !suffix || strstr(parts->suffix, "${") || strcmp(suffix, parts->suffix) == 0)
        return true;
    return sg_fail(scope->findings, origin, "\"%s\" ends in %s, but %s is a region of %s, where hosts end in %s",
                   value->given, parts->suffix, parts->region, partition, suffix);
}

bool sg_value_read_url(struct sg_scope *scope, struct sg_origin origin, struct sg_value *value, bool *found)
{
    struct sg_parts parts;
    for (size_t i = 0; i < value->kind->urls.count; i++) {
        if (!sg_match_pattern(scope->arena, value->kind->urls.items[i], value->given, &parts))
            continue;
        bool ok = check_suffix(scope, origin, &parts, value, found);
        if (!*found)
            continue;
        if (parts.name)
            value->given = value->kind->path_option ? parts.name : value->given;
        return ok && take_parts(scope, origin, &parts, value);
    }
    return true;
}

bool sg_value_read_arn(struct sg_scope *scope, struct sg_origin origin, struct sg_value *value)
{
    const struct sg_kind *kind = value->kind;
    struct sg_parts parts;
    for (size_t i = 0; i < kind->others.count; i++) {
        const struct sg_arn_form *form = &kind->others.items[i];
        if (!form->input || !sg_match_pattern(scope->arena, form->arn, value->given, &parts))
            continue;
        size_t length;
        if (form->prefixes.count && sg_form_of_name(kind, parts.name, &length) != form)
            continue;
        value->form = form;
        return take_parts(scope, origin, &parts, value);
    }
    bool url = false, ok = sg_value_read_url(scope, origin, value, &url);
    if (url)
        return ok;
    if (!kind->arn || !sg_match_pattern(scope->arena, kind->arn, value->given, &parts))
        return wrong_arn(scope, origin, value);
    if (kind->suffix && sg_ends_with(parts.name, kind->suffix) && strcmp(parts.name, kind->suffix) != 0)
        parts.name = sg_copy_bytes(scope->arena, parts.name, strlen(parts.name) - strlen(kind->suffix));
    else
        value->complete = kind->suffix && has_suffix(parts.name, kind->suffix);
    return take_parts(scope, origin, &parts, value);
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
    if (form && value->arn && (form == value->form || form == value->maybe))
        return value->arn;
    if (!form && value->arn_by_name && style == SG_ARN_BY_NAME)
        return value->arn_by_name;
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
        .qualifier = value->qualifier,
    };
    const char *pattern = form ? form->arn : value->form ? value->form->arn : kind->arn;
    if (pattern && value->slash_in_name)
        pattern = without_drop(scope->arena, pattern, kind->drop);
    return pattern ? sg_fill_pattern(scope->arena, pattern, &parts) : value->name;
}
