/* SG101 and SG102: the parameters of SAM policy templates. */
#include "lint/arn_internal.h"
#include "lint/fix.h"
#include "lint/reference_internal.h"
#include "lint/rules_internal.h"
#include "lint/values_internal.h"

#include "sam/intrinsic.h"
#include "sam/policy_template.h"
#include "yaml/scalar.h"

#include <string.h>

/* The row of an attribute that returns exactly the wanted value, or another row of it. */
static const struct sg_yield *find_yield(const struct sg_kind *kind, const char *attribute, const char *wanted)
{
    const struct sg_yield *found = NULL;
    for (size_t i = 0; i < kind->yields.count; i++) {
        const struct sg_yield *yield = &kind->yields.items[i];
        if (strcmp(yield->attribute, attribute) != 0)
            continue;
        if (!yield->separator && !yield->pattern && strcmp(yield->gives, wanted) == 0)
            return yield;
        found = yield;
    }
    return found;
}

/* The intrinsic that returns what the parameter wants, or NULL. */
static const char *right_attribute(struct sg_lint *l, const struct sg_kind *kind, const char *id, const char *gives)
{
    for (size_t i = 0; i < kind->yields.count; i++) {
        const struct sg_yield *yield = &kind->yields.items[i];
        if (strcmp(yield->gives, gives) == 0 && !yield->separator && !yield->pattern)
            return strcmp(yield->attribute, "Ref") == 0 ? sg_format(l->arena, "!Ref %s", id)
                                                        : sg_format(l->arena, "!GetAtt %s.%s", id, yield->attribute);
    }
    return NULL;
}

/* What an attribute returns, in words. */
static const char *returned_by(const struct sg_kind *kind, const struct sg_yield *yield)
{
    if (yield->pattern)
        return "something else";
    if (yield->separator)
        return "more than that";
    if (strcmp(yield->gives, "arn") == 0)
        return "its ARN";
    return strcmp(yield->gives, "url") == 0 && kind->urls.count ? "its URL" : "something else";
}

static void report_yield(struct sg_lint *l, const struct sg_node *value, const struct sg_parameter *parameter,
                         const struct sg_yield *yield, const char *wanted, const char *right)
{
    const char *thing = strcmp(wanted, "arn") == 0 ? "ARN" : "name", *title = parameter->kind->title;
    const char *shown = sg_lint_shown(l, value), *returns = returned_by(parameter->kind, yield);
    if (right)
        sg_lint_report(l, SG102, value, "%s must be the %s of the %s, but %s returns %s; use %s", parameter->name,
                       thing, title, shown, returns, right)
            ->fix = sg_lint_fix_intrinsic(l, value, right);
    else
        sg_lint_report(l, SG102, value, "%s must be the %s of the %s, but %s returns %s", parameter->name, thing, title,
                       shown, returns);
}

/* Checks a reference to a resource of the kind of the parameter. Returns false if the value is something else. */
static bool check_reference(struct sg_lint *l, const struct sg_node *value, const struct sg_parameter *parameter)
{
    const struct sg_node *ref = sg_intrinsic(value, "Ref"), *attribute = sg_intrinsic(value, "Fn::GetAtt");
    const char *name = "Ref";
    if (attribute && attribute->type == SG_LIST && attribute->count == 2 && sg_is_text(attribute->last)) {
        ref = attribute->first;
        name = attribute->last->text;
    }
    const struct sg_resource *r = sg_is_text(ref) ? sg_find_resource(l->template, ref->text) : NULL;
    const struct sg_kind *kind = parameter->kind;
    const struct sg_stand_in *stand_in = r ? sg_lint_type_of(l, r)->stand_in : NULL;
    if (stand_in && strcmp(name, "Ref") == 0 && strcmp(parameter->holds, "arn") != 0) {
        sg_lint_report(l, SG102, value, "%s must be the name of the %s, but %s returns %s", parameter->name,
                       kind->title, sg_lint_shown(l, value), stand_in->returns);
        return true;
    }
    if (!r || !sg_strings_have(&kind->types, r->type))
        return false;
    const char *wanted = strcmp(parameter->holds, "arn") == 0 ? "arn" : "name";
    const struct sg_yield *yield = find_yield(kind, name, wanted);
    if (!yield || (strcmp(yield->gives, wanted) == 0 && !yield->pattern && !yield->separator))
        return yield != NULL;
    report_yield(l, value, parameter, yield, wanted, right_attribute(l, kind, r->id, wanted));
    return true;
}

/* "If" of "If - Own - other": a function of CloudFormation that lost its "!"; or NULL. */
static const char *lost_function(struct sg_lint *l, const char *text)
{
    static const char *const names[] = {"FindInMap", "GetAtt", "If", "ImportValue", "Join", "Ref", "Select", "Sub"};
    size_t length = strcspn(text, " ");
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strlen(names[i]) == length && strncmp(text, names[i], length) == 0)
            return sg_copy_bytes(l->arena, text, length);
    return NULL;
}

/* Returns false if the text has no blanks, or may have some. */
static bool check_blanks(struct sg_lint *l, const struct sg_node *value, const struct sg_parameter *parameter,
                         const char *text)
{
    const char *characters = parameter->kind->characters;
    if (!strchr(text, ' ') || !sg_is_text(value) || !characters || strchr(characters, ' '))
        return false;
    const char *function = lost_function(l, text);
    sg_lint_report(l, SG102, value, "%s must be the name of the %s, but %s has blanks%s", parameter->name,
                   parameter->kind->title, sg_lint_shown(l, value),
                   function ? sg_format(l->arena, "; write !%s instead of %s", function, function) : "");
    return true;
}

/* A text where the name of a resource is wanted. */
static void check_name(struct sg_lint *l, const struct sg_node *value, const struct sg_parameter *parameter,
                       const char *text)
{
    const char *name = parameter->name, *title = parameter->kind->title, *shown = sg_lint_shown(l, value);
    if (sg_starts_with(text, "arn:"))
        sg_lint_report(l, SG102, value,
                       "%s must be the name of the %s, but %s is an ARN, which SAM puts into another ARN", name, title,
                       shown);
    else if (sg_starts_with(text, "https://") || sg_starts_with(text, "http://"))
        sg_lint_report(l, SG102, value, "%s must be the name of the %s, but %s is a URL", name, title, shown);
    else if (sg_starts_with(text, "alias/"))
        sg_lint_report(l, SG102, value,
                       "%s must be the id of the key, but %s is an alias, which IAM does not accept as a resource",
                       name, shown);
    else if (strcmp(parameter->holds, "bare") == 0 && *text == '/')
        sg_lint_report(l, SG102, value,
                       "%s must not begin with \"/\", because SAM adds one; remove it, or use "
                       "SSMParameterWithSlashPrefixReadPolicy",
                       name);
    else if (strcmp(parameter->holds, "slashed") == 0 && *text != '/' && *text != '*')
        sg_lint_report(l, SG102, value, "%s must begin with \"/\"; add it, or use SSMParameterReadPolicy", name);
    else if (strcmp(parameter->kind->name, "bucket") == 0 && strchr(text, '/') && !strstr(text, "${="))
        sg_lint_report(l, SG102, value,
                       "%s must be the name of the %s, but %s also has a path; write the statements instead "
                       "(`samgen s3-read --prefix`)",
                       name, title, shown);
}

static void check_value(struct sg_lint *l, const struct sg_node *value, const struct sg_parameter *parameter)
{
    if (check_reference(l, value, parameter) && strcmp(parameter->holds, "bare") != 0 &&
        strcmp(parameter->holds, "slashed") != 0)
        return;
    const char *text = sg_lint_text(l, value);
    if (!text || sg_lint_is_unknown(text))
        return;
    if (strcmp(parameter->holds, "arn") != 0 && check_blanks(l, value, parameter, text))
        return;
    if (strcmp(parameter->holds, "arn") != 0)
        check_name(l, value, parameter, text);
    else if (sg_starts_with(text, "arn:") || strcmp(text, "*") == 0)
        sg_lint_check_secret(l, text, value);
    else
        sg_lint_report(l, SG102, value, "%s must be the ARN of the %s, but %s is not an ARN", parameter->name,
                       parameter->kind->title, sg_lint_shown(l, value));
}

static void check_template(struct sg_lint *l, const struct sg_node *entry, const char *name)
{
    const struct sg_policy *policy = sg_find_policy(l->catalog, name, NULL);
    const struct sg_node *parameters = entry->first->next;
    for (const struct sg_node *key = policy && parameters->type == SG_MAP ? parameters->first : NULL; key;
         key = key->next->next) {
        const struct sg_parameter *parameter = sg_find_parameter(policy, key->text);
        const struct sg_node *value = key->next;
        bool shapeless =
            !sg_intrinsic_name(value) && (value->type != SG_SCALAR || !*value->text || sg_is_nothing(value));
        if (parameter && shapeless)
            sg_lint_report(l, SG102, key, "%s must be a text, because SAM puts it into an ARN", parameter->name);
        else if (parameter)
            for (struct sg_lint_values v = sg_lint_values_of(l, value); sg_lint_next(&v);)
                check_value(l, v.value, parameter);
        else
            sg_lint_report(l, SG101, key, "%s has no parameter %s, so SAM ignores it", name, key->text);
    }
}

void sg_lint_check_parameter(struct sg_lint *l)
{
    for (const struct sg_resource *r = NULL; (r = sg_lint_next_resource(l, r));)
        for (struct sg_lint_values v = sg_lint_values_of(l, sg_lint_entries_of(l, r)); sg_lint_next(&v);) {
            const char *name = sg_policy_template_name(l->template, v.value);
            if (name)
                check_template(l, v.value, name);
        }
}
