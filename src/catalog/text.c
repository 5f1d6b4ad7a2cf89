#include "catalog/text.h"

#include "base/buffer.h"
#include "base/text.h"
#include "base/utf8.h"
#include "catalog/type.h"

#include <string.h>

#define NEAREST_MOST 20 /* errors after which the nearest name is not looked for: people read the first ones */

static const char *const pseudo_parameters[] = {
    "AWS::AccountId", "AWS::Partition", "AWS::Region", "AWS::StackId", "AWS::StackName", "AWS::URLSuffix",
};

static bool is_pseudo_parameter(const char *name)
{
    for (size_t i = 0; i < sizeof pseudo_parameters / sizeof *pseudo_parameters; i++)
        if (strcmp(pseudo_parameters[i], name) == 0)
            return true;
    return false;
}

void sg_pseudo_parameters(struct sg_arena *a, struct sg_strings *names)
{
    for (size_t i = 0; i < sizeof pseudo_parameters / sizeof *pseudo_parameters; i++)
        sg_push(a, names, pseudo_parameters[i]);
}

const char *sg_substitution_end(const char *p)
{
    const char *end = strchr(p, '}');
    return end ? end + 1 : NULL;
}

bool sg_has_substitution(const char *text)
{
    for (const char *p = strchr(text, '$'); p; p = strchr(p + 1, '$'))
        if (p[1] == '{' && p[2] != '!')
            return true;
    return false;
}

bool sg_check_characters(struct sg_scope *scope, struct sg_origin origin, const char *given)
{
    size_t length = strlen(given);
    if (length == 0)
        return sg_fail(scope->findings, origin, "the value is empty; give one, or leave the option out%s",
                       origin.source ? "" : " (in double quotes the shell replaces ${Id}: write '${Id}')");
    if (length > SG_VALUE_MOST)
        return sg_fail(scope->findings, origin, "the value is longer than %d characters, the longest AWS takes",
                       SG_VALUE_MOST);
    for (size_t i = 0; i < length;) {
        size_t n = sg_utf8_length((const unsigned char *)given + i, length - i);
        if (n == 0)
            return sg_fail(scope->findings, origin, "the value is not UTF-8 text");
        bool second_control = n == 2 && (unsigned char)given[i] == 0xC2 && (unsigned char)given[i + 1] < 0xA0;
        if ((unsigned char)given[i] < 0x20 || given[i] == 0x7F || second_control)
            return sg_fail(scope->findings, origin, "\"%s\" has a control character (0x%02X); remove it", given,
                           (unsigned)(unsigned char)given[second_control ? i + 1 : i]);
        if ((unsigned char)given[i] > 0xC3)
            return sg_fail(scope->findings, origin,
                           "\"%s\" has a character beyond U+00FF, which IAM policies cannot hold", given);
        i += n;
    }
    return true;
}

const struct sg_name *sg_find_name(const struct sg_names *names, const char *id)
{
    for (size_t i = 0; names && i < names->count; i++)
        if (strcmp(names->items[i].id, id) == 0)
            return &names->items[i];
    return NULL;
}

bool sg_check_id(struct sg_scope *scope, struct sg_origin origin, const char *id)
{
    if (!scope->names || sg_find_name(scope->names, id))
        return true;
    struct sg_strings known = {0};
    for (size_t i = 0; i < scope->names->count && scope->findings->errors < NEAREST_MOST; i++)
        sg_push(scope->arena, &known, scope->names->items[i].id);
    const char *near = sg_nearest(id, &known);
    if (near)
        return sg_fail(scope->findings, origin,
                       "the template has no resource or parameter \"%s\"; did you mean \"%s\"?", id, near);
    return sg_fail(scope->findings, origin, "the template has no resource or parameter \"%s\"", id);
}

static bool check_pseudo_parameter(struct sg_scope *scope, struct sg_origin origin, const char *name)
{
    if (is_pseudo_parameter(name))
        return true;
    struct sg_strings known = {0};
    for (size_t i = 0; i < sizeof pseudo_parameters / sizeof *pseudo_parameters; i++)
        sg_push(scope->arena, &known, pseudo_parameters[i]);
    const char *near = sg_nearest(name, &known);
    return sg_fail(scope->findings, origin, "\"${%s}\" is not a pseudo parameter%s%s%s", name,
                   near ? "; did you mean ${" : "; known are ", near ? near : sg_join(scope->arena, &known, ", "),
                   near ? "}?" : "");
}

static bool check_attribute(struct sg_scope *scope, struct sg_origin origin, const char *id, const char *attribute)
{
    const struct sg_name *name = scope->catalog ? sg_find_name(scope->names, id) : NULL;
    const char *fault = name ? sg_attribute_fault(scope->arena, scope->catalog, name->type, attribute) : NULL;
    return !fault || sg_fail(scope->findings, origin, "\"%s.%s\": %s", id, attribute, fault);
}

bool sg_check_substitution(struct sg_scope *scope, struct sg_origin origin, const char *name)
{
    if (strchr(name, ':'))
        return check_pseudo_parameter(scope, origin, name);
    size_t id = 0;
    while (sg_is_alnum(name[id]))
        id++;
    bool attribute = name[id] == '.' && sg_is_alnum(name[id + 1]) && !sg_ends_with(name, ".");
    for (const char *p = name + id; *p; p++)
        attribute = attribute && (sg_is_alnum(*p) || *p == '.' || *p == '_');
    if (id == 0 || (name[id] && !attribute))
        return sg_fail(scope->findings, origin,
                       "\"${%s}\" names nothing; write ${Id}, ${Id.Attribute} or ${AWS::Region}", name);
    const char *of = sg_copy_bytes(scope->arena, name, id);
    return sg_check_id(scope, origin, of) && (!name[id] || check_attribute(scope, origin, of, name + id + 1));
}

/* ${*}, ${?} and ${$} are IAM's own spelling of the literal character. */
static bool is_escape(const char *name)
{
    return strlen(name) == 1 && strchr("*?$", *name);
}

/* ${aws:username}, or ${!aws:username} as Fn::Sub wants it: IAM's to replace, not CloudFormation's. */
static bool is_policy_variable(const char *name)
{
    name += *name == '!';
    const char *colon = strchr(name, ':');
    size_t length = strspn(name, SG_ALNUM ":./_-");
    return colon && colon > name && colon[1] && colon[1] != ':' && strchr(SG_SMALL_LETTERS, *name) && !name[length];
}

static const char *read_substitution(struct sg_scope *scope, struct sg_origin origin, const char *p,
                                     enum sg_literal literal, struct sg_buffer *b)
{
    const char *end = sg_substitution_end(p);
    if (!end) {
        sg_fail(scope->findings, origin, "\"%s\" has a ${ without its }; close it", p);
        return NULL;
    }
    const char *name = sg_copy_bytes(scope->arena, p + 2, (size_t)(end - p) - 3);
    if (literal != SG_NAME_TEXT && (is_escape(name) || is_policy_variable(name))) {
        sg_add_format(b, "${!%s}", *name == '!' ? name + 1 : name);
        return end;
    }
    if (!sg_check_substitution(scope, origin, name))
        return NULL;
    sg_add_bytes(b, p, (size_t)(end - p));
    return end;
}

bool sg_read_text(struct sg_scope *scope, struct sg_origin origin, const char *given, enum sg_literal literal,
                  const char **text)
{
    struct sg_buffer b = sg_buffer_new(scope->arena, SG_BUFFER_MOST);
    for (const char *p = given; *p;) {
        if (p[0] == '$' && p[1] == '{') {
            p = read_substitution(scope, origin, p, literal, &b);
            if (!p)
                return false;
        } else {
            bool escaped = literal == SG_FREE_TEXT && (*p == '*' || *p == '?' || *p == '$');
            size_t plain = 1;
            while (!escaped && p[plain] && p[plain] != '$' &&
                   (literal != SG_FREE_TEXT || (p[plain] != '*' && p[plain] != '?')))
                plain++;
            if (escaped)
                sg_add_format(&b, "${!%c}", *p);
            else
                sg_add_bytes(&b, p, plain);
            p += plain;
        }
    }
    *text = b.text;
    return true;
}

const char *sg_camel_case(struct sg_arena *a, const char *text)
{
    struct sg_buffer b = sg_buffer_new(a, SG_VALUE_MOST);
    bool start = true;
    for (const char *p = text; *p; p++) {
        if (!sg_is_alnum(*p)) {
            start = true;
            continue;
        }
        sg_add_char(&b, start ? sg_capital_letter(*p) : *p);
        start = false;
    }
    return b.text;
}
