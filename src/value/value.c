#include "value/value_internal.h"

#include "base/buffer.h"
#include "base/text.h"
#include "iam/arn.h"
#include "value/name.h"
#include "value/reference.h"
#include "yaml/load.h"

#include <ctype.h>
#include <string.h>

bool sg_value_is(const struct sg_kind *kind, const char *how)
{
    return sg_equals(kind->value ? kind->value : "name", how);
}

/* Says that a wildcard is literal here, and how to mean it. */
static void mind_wildcards(struct sg_scope *scope, struct sg_origin origin, const struct sg_value *value,
                           const char *text)
{
    const char *wildcard = text;
    while (*wildcard && ((*wildcard != '*' && *wildcard != '?') || (wildcard > text + 1 && wildcard[-1] == '{')))
        wildcard++; /* ${*} is IAM's spelling of the literal character */
    if (*wildcard)
        sg_report(scope->findings, SAMGEN_NOTE, origin, "'%c' in \"%s\" is literal; %s", *wildcard, value->given,
                  value->kind->wildcards ? value->kind->wildcards
                                         : "to match several, use samgen allow with a pattern");
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
    mind_wildcards(scope, origin, value, start);
    value->name = raw || sg_ends_with(text, "/") ? text : sg_concat(scope->arena, text, "/");
    return true;
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

/* Whether what {{resolve:ssm:/app/secret-arn}} names says that it holds an ARN. */
static bool names_arn(struct sg_arena *a, const char *resolve)
{
    const char *name = strchr(resolve + strlen("{{resolve:"), ':');
    return name && sg_looks_like_arn(sg_copy_bytes(a, name + 1, strcspn(name + 1, ":}")));
}

/* Without what it may end in: "/app/" is the path /app. */
static const char *trimmed(struct sg_arena *a, const struct sg_kind *kind, const char *name)
{
    bool ends = kind->trim && sg_ends_with(name, kind->trim) && strcmp(name, kind->trim) != 0;
    return ends ? sg_copy_bytes(a, name, strlen(name) - strlen(kind->trim)) : name;
}

/* A user pool's id begins with its region, so that no other one is in its ARN. */
static bool take_region(struct sg_scope *scope, struct sg_origin origin, struct sg_value *value)
{
    const char *region = sg_region_of_name(scope->arena, value->kind, value->name);
    if (!region || (value->region && sg_has_substitution(value->region)))
        return true;
    if (value->region && strcmp(value->region, region) != 0)
        return sg_fail(scope->findings, origin, "\"%s\" is in %s by its ARN, but in %s by its id", value->given,
                       value->region, region);
    value->region = region;
    if (!value->partition && strcmp(sg_partition_of(region), "aws") != 0)
        value->partition = sg_partition_of(region);
    return true;
}

bool sg_value_take_name(struct sg_scope *scope, struct sg_origin origin, const char *name, struct sg_value *value)
{
    const struct sg_kind *kind = value->kind;
    enum sg_literal literal = sg_value_is(kind, "text") ? SG_FREE_TEXT : SG_NAME_TEXT;
    if (!sg_read_text(scope, origin, name, literal, &value->name))
        return false;
    bool resolved = is_resolved(name);
    if (resolved && kind->arn && names_arn(scope->arena, name)) {
        value->arn = value->name;
        value->name = NULL;
        return true;
    }
    const struct sg_arn_form *whole = sg_value_form_of_value(kind, name);
    if (whole) {
        value->form = whole;
        value->name = "";
        return true;
    }
    const char *checked = value->name = trimmed(scope->arena, kind, value->name);
    size_t length;
    value->slashed = kind->drop && sg_starts_with(value->name, kind->drop);
    if (value->slashed)
        value->name += strlen(kind->drop);
    value->slash_unknown = kind->drop && !value->slashed && (resolved || sg_starts_with(name, "${"));
    if (!value->form)
        value->form = sg_form_of_name(kind, value->name, &length);
    if (!value->form && (resolved || sg_starts_with(name, "${")))
        value->maybe = sg_value_hidden_form(kind);
    if (literal == SG_FREE_TEXT)
        mind_wildcards(scope, origin, value, name);
    return resolved || (sg_value_check_form_name(scope, origin, value, checked) && take_region(scope, origin, value));
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

/* "Jobs" is a queue called Jobs, which is rarely the resource Jobs of the template. */
static void note_literal_id(struct sg_scope *scope, struct sg_origin origin, const char *given,
                            const struct sg_kind *kind)
{
    const struct sg_name *name = kind->types.count ? sg_find_name(scope->names, given) : NULL;
    if (!name || (name->type && !sg_strings_have(&kind->types, name->type)))
        return;
    const struct sg_node *own = name->type && kind->property ? sg_get(name->properties, kind->property) : NULL;
    if (!own || own->type != SG_SCALAR || strcmp(own->text, given) != 0)
        sg_report(scope->findings, SAMGEN_WARNING, origin,
                  "\"%s\" is taken for a name; write ${%s} for the %s of the template", given, given,
                  name->type ? "resource" : "parameter");
}

static bool read_plain(struct sg_scope *scope, struct sg_origin origin, const char *given, struct sg_value *value)
{
    bool url = false;
    if (sg_value_is(value->kind, "raw") || sg_value_is(value->kind, "policy"))
        return sg_read_text(scope, origin, given, sg_value_is(value->kind, "raw") ? SG_NAME_TEXT : SG_POLICY_TEXT,
                            &value->name) &&
               sg_check_name(scope, origin, value->kind, value->name, value->given);
    if (sg_value_is(value->kind, "arn"))
        return read_any_arn(scope, origin, given, value);
    if (sg_value_is(value->kind, "folder"))
        return read_folder(scope, origin, given, value);
    if (sg_value_is(value->kind, "route"))
        return read_route(scope, origin, given, value);
    if (sg_value_is(value->kind, "id") && is_logical_id(given))
        return sg_read_reference(scope, origin, given, value);
    if (is_whole_reference(given) && !sg_value_is(value->kind, "text"))
        return read_whole_reference(scope, origin, value);
    if (sg_starts_with(given, "arn:") && (value->kind->arn || !sg_value_is(value->kind, "text")))
        return sg_value_read_arn(scope, origin, value);
    bool ok = sg_value_read_url(scope, origin, value, &url);
    if (url)
        return ok;
    note_literal_id(scope, origin, given, value->kind);
    return sg_value_take_name(scope, origin, given, value);
}

/* "!Ref Id", or {"Ref": "Id"} as in JSON. */
static bool is_intrinsic(const char *given)
{
    static const char *const long_forms[] = {"{\"Fn::", "{\"Ref\"", "{Fn::", "{Ref:"};
    for (size_t i = 0; i < sizeof long_forms / sizeof *long_forms; i++)
        if (sg_starts_with(given, long_forms[i]))
            return true;
    return *given == '!' && isupper((unsigned char)given[1]);
}

bool sg_read_value(struct sg_scope *scope, struct sg_origin origin, const struct sg_kind *kind, const char *given,
                   struct sg_value *value)
{
    *value = (struct sg_value){.kind = kind, .given = given};
    if (!sg_check_characters(scope, origin, given))
        return false;
    if (!is_intrinsic(given))
        return read_plain(scope, origin, given, value);
    const struct sg_source source = {.name = given, .bytes = given, .length = strlen(given)};
    const struct sg_node *node = sg_yaml_load(scope->arena, &source, SG_ALIASES_REFUSED, NULL);
    if (!node)
        return sg_fail(scope->findings, origin,
                       "\"%s\" is not an intrinsic that YAML can read; write !Ref Id, for example", given);
    return sg_read_value_node(scope, origin, kind, node, value);
}

bool sg_read_value_node(struct sg_scope *scope, struct sg_origin origin, const struct sg_kind *kind,
                        const struct sg_node *node, struct sg_value *value)
{
    if (!node->tag && node->type == SG_SCALAR)
        return sg_read_value(scope, origin, kind, node->text, value);
    const struct sg_node *short_form = sg_value_short_form(scope->arena, node);
    node = short_form ? short_form : node;
    *value = (struct sg_value){.kind = kind, .given = node->type == SG_SCALAR ? node->text : node->tag};
    if (!node->tag)
        return sg_fail(scope->findings, origin, "a text is wanted here, not a %s",
                       node->type == SG_LIST ? "list" : "map");
    return sg_read_intrinsic(scope, origin, node, value);
}
