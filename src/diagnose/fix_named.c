#include "diagnose/fix_making_internal.h"

#include "base/text.h"
#include "catalog/action.h"
#include "catalog/catalog.h"
#include "catalog/pattern.h"
#include "diagnose/judge_internal.h"
#include "iam/arn.h"

#include <string.h>

#define EXAMPLE_REGION "us-east-1"
#define EXAMPLE_ACCOUNT "123456789012"
#define EXAMPLE_SUFFIX "-AbCdEf" /* of a secret */

/* Returns whether a name is whole: texts hide parts with asterisks, dots and brackets. */
static bool is_plain_name(const char *name)
{
    return *name && !name[strcspn(name, "*<>[]{}$?|, ")] && !strstr(name, "..") && !strstr(name, "XXX") &&
           !strstr(name, "xxx");
}

/* The form of an ARN with one placeholder, which takes the name. */
static const char *fill(struct sg_arena *a, const char *form, const char *name)
{
    struct sg_buffer b = sg_buffer_new(a, SG_BUFFER_MOST);
    size_t names = 0;
    for (const char *p = form; *p; p++) {
        const char *close = *p == '{' ? strchr(p, '}') : NULL;
        if (!close) {
            sg_add_char(&b, *p);
            continue;
        }
        bool partition = sg_starts_with(p, "{partition}"), region = sg_starts_with(p, "{region}");
        bool account = sg_starts_with(p, "{account}");
        names += !partition && !region && !account;
        sg_add(&b, partition ? "aws" : region ? EXAMPLE_REGION : account ? EXAMPLE_ACCOUNT : name);
        p = close;
    }
    return names == 1 ? b.text : NULL;
}

/* An ARN of one of the resource types of the action. */
static const char *arn_of_name(const struct sg_fix_making *m, const char *name)
{
    const struct sg_action *action = sg_find_action(m->catalog, sg_diagnose_asked(m->denial), m->scope->findings);
    for (size_t i = 0; action && i < action->type_count; i++)
        for (size_t j = 0; j < action->types[i].type->arn_count; j++) {
            const char *arn = fill(m->scope->arena, action->types[i].type->arns[j].form, name);
            if (arn)
                return arn;
        }
    return NULL;
}

/* An ARN whose account or Region is hidden, with those of an example. */
static const char *arn_of_hidden(struct sg_arena *a, const char *arn)
{
    const char *service = sg_arn_at(arn, SG_ARN_PART_SERVICE), *rest = sg_arn_at(arn, SG_ARN_PART_RESOURCE);
    return service && rest && is_plain_name(rest)
               ? sg_format(a, "arn:aws:%.*s:" EXAMPLE_REGION ":" EXAMPLE_ACCOUNT ":%s", (int)strcspn(service, ":"),
                           service, rest)
               : NULL;
}

const char *sg_diagnose_example_arn(const struct sg_fix_making *m)
{
    struct sg_arena *a = m->scope->arena;
    const char *name = m->denial->shown.resource;
    if (!name || !sg_diagnose_asked(m->denial))
        return NULL;
    bool hidden = sg_starts_with(name, "arn:");
    const char *arn = hidden                                       ? arn_of_hidden(a, name)
                      : is_plain_name(name) && !strpbrk(name, ":") ? arn_of_name(m, name)
                                                                   : NULL;
    bool secret = arn && !hidden && strstr(arn, ":secret:");
    return secret ? sg_concat(a, arn, EXAMPLE_SUFFIX) : arn;
}

const char *sg_diagnose_stack_arn(struct sg_arena *a, const char *example)
{
    const char *service = sg_arn_at(example, SG_ARN_PART_SERVICE), *rest = sg_arn_at(example, SG_ARN_PART_RESOURCE);
    bool secret = sg_ends_with(example, EXAMPLE_SUFFIX);
    size_t length = strlen(rest) - (secret ? strlen(EXAMPLE_SUFFIX) : 0);
    return sg_format(a, "arn:${AWS::Partition}:%.*s:%s:%s:%.*s%s", (int)strcspn(service, ":"), service,
                     strstr(example, ":" EXAMPLE_REGION ":") ? "${AWS::Region}" : "",
                     strstr(example, ":" EXAMPLE_ACCOUNT ":") ? "${AWS::AccountId}" : "", (int)length, rest,
                     secret ? "-??????" : "");
}

/* The name in an ARN of the option's kind. */
static const char *name_of(struct sg_fix_making *m, const struct sg_option *option, const char *text)
{
    struct sg_parts parts;
    if (!sg_starts_with(text, "arn:"))
        return text;
    if (!option->kind->arn || !sg_match_pattern(m->scope->arena, option->kind->arn, text, &parts) || !parts.name)
        return NULL;
    return sg_ends_with(parts.name, EXAMPLE_SUFFIX)
               ? sg_copy_bytes(m->scope->arena, parts.name, strlen(parts.name) - strlen(EXAMPLE_SUFFIX))
               : parts.name;
}

bool sg_diagnose_name_only(struct sg_fix_making *m, struct sg_asked_grant *asked)
{
    struct sg_arena *a = m->scope->arena;
    const struct sg_grant *grant = sg_find_grant(m->catalog, asked->name, m->scope->findings);
    struct sg_asked_option *options = sg_new_array(a, struct sg_asked_option, asked->count);
    for (size_t i = 0; i < asked->count; i++) {
        const struct sg_option *option = grant ? sg_find_option(grant, asked->options[i].name) : NULL;
        options[i] = asked->options[i];
        if (!option)
            return false;
        options[i].text = options[i].text ? name_of(m, option, options[i].text) : NULL;
        if (asked->options[i].text && !options[i].text)
            return false;
    }
    asked->options = options;
    return true;
}
