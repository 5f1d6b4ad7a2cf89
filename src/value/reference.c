#include "value/reference.h"

#include "value/name.h"
#include "value/value_internal.h"

#include <ctype.h>
#include <string.h>

/* The row of an attribute that gives a value of the kind, as a whole or only as a part of it. */
static const struct sg_yield *find_yield(const struct sg_kind *kind, const char *attribute, bool part)
{
    for (size_t i = 0; i < kind->yields.count; i++)
        if (strcmp(kind->yields.items[i].attribute, attribute) == 0 && !kind->yields.items[i].separator == !part)
            return &kind->yields.items[i];
    return NULL;
}

/* The first row that gives a name or an ARN whole; a row that must be split is the last resort. */
static const struct sg_yield *best_yield(const struct sg_kind *kind, const char *gives)
{
    const struct sg_yield *split = NULL;
    for (size_t i = 0; i < kind->yields.count; i++) {
        const struct sg_yield *y = &kind->yields.items[i];
        if (strcmp(y->gives, gives) != 0)
            continue;
        if (!y->separator)
            return y;
        split = split ? split : y;
    }
    return split;
}

static const char *substitution(struct sg_arena *a, const char *id, const char *attribute)
{
    return strcmp(attribute, "Ref") == 0 ? sg_format(a, "${%s}", id) : sg_format(a, "${%s.%s}", id, attribute);
}

/* !Select [index, !Split [separator, the reference]] */
static const char *part_of(struct sg_scope *scope, const char *id, const struct sg_yield *yield)
{
    struct sg_arena *a = scope->arena;
    struct sg_node *split = sg_list(a), *select = sg_list(a);
    split->tag = "!Split";
    select->tag = "!Select";
    split->flow = select->flow = true;
    sg_append(split, sg_scalar(a, yield->separator));
    sg_append(split, sg_text_node(scope, substitution(a, id, yield->attribute)));
    sg_append(select, sg_scalar(a, sg_format(a, "%u", yield->index)));
    sg_append(select, split);
    return sg_variable(scope, select);
}

static const char *text_of(struct sg_scope *scope, const char *id, const struct sg_yield *yield)
{
    if (!yield)
        return NULL;
    return yield->separator ? part_of(scope, id, yield) : substitution(scope->arena, id, yield->attribute);
}

/* ---- Resources of other types that give a value of the kind ---- */

static const struct sg_other_yield *find_other(const struct sg_kind *kind, const char *type, const char *attribute,
                                               const char *gives)
{
    for (size_t i = 0; i < kind->from_others.count; i++) {
        const struct sg_other_yield *y = &kind->from_others.items[i];
        bool of_type = type ? sg_strings_have(&y->types, type) : true;
        if (of_type && (attribute ? strcmp(y->attribute, attribute) == 0 : y->form && !y->sam) &&
            (gives ? strcmp(y->gives, gives) == 0 : !y->separator))
            return y;
    }
    return NULL;
}

const struct sg_other_yield *sg_value_find_made(const struct sg_kind *kind, const char *type, const char *attribute)
{
    const struct sg_other_yield *y = find_other(kind, type, attribute, NULL);
    return y && (y->sam || y->made_for) ? y : NULL;
}

static bool is_made_by_sam(const struct sg_kind *kind, const char *attribute)
{
    const struct sg_other_yield *y = sg_value_find_made(kind, NULL, attribute);
    return y && y->sam;
}

bool sg_value_made_by_sam(const struct sg_scope *scope, const struct sg_kind *kind, const char *attribute)
{
    bool any = sg_value_is(kind, "policy") && scope->catalog;
    const struct sg_kinds *all = any ? sg_all_kinds(scope->catalog, scope->findings) : NULL;
    for (size_t i = 0; all && i < all->count; i++)
        if (is_made_by_sam(&all->items[i], attribute))
            return true;
    return is_made_by_sam(kind, attribute);
}

/* SAM makes no alias of a function without AutoPublishAlias, and leaves !Ref Id.Alias as it is then. */
static bool check_made(struct sg_scope *scope, struct sg_origin origin, const struct sg_name *name,
                       const struct sg_other_yield *y)
{
    if (!y->made_for || !name || !name->type || sg_get(name->properties, y->made_for))
        return true;
    const char *section = strrchr(name->type, ':');
    const struct sg_node *globals = section ? sg_get(scope->names->globals, section + 1) : NULL;
    return sg_get(globals, y->made_for) ||
           sg_fail(scope->findings, origin, "%s.%s does not exist, because %s has no %s", name->id, y->attribute,
                   name->id, y->made_for);
}

static const char *other_text(struct sg_scope *scope, const char *id, const struct sg_other_yield *y)
{
    if (!y)
        return NULL;
    const struct sg_yield plain = {.attribute = y->attribute, .separator = y->separator, .index = y->index};
    if (y->sam && strcmp(y->gives, "arn") == 0) /* !Ref Id.Alias: !GetAtt is not what SAM replaces */
        return sg_variable(scope, sg_tagged(scope->arena, "!Ref", sg_format(scope->arena, "%s.%s", id, y->attribute)));
    return text_of(scope, id, &plain);
}

static void take_other(struct sg_scope *scope, const char *id, const char *type, const struct sg_other_yield *y,
                       struct sg_value *value)
{
    const struct sg_kind *kind = value->kind;
    value->form = y->form ? sg_find_form(kind, y->form) : NULL;
    const char *text = other_text(scope, id, y);
    if (strcmp(y->gives, "arn") == 0)
        value->arn = text;
    else
        value->name = text;
    if (y->sam || !y->form)
        return;
    value->name = value->name ? value->name : other_text(scope, id, find_other(kind, type, NULL, "name"));
    value->qualifier = other_text(scope, id, find_other(kind, type, NULL, "qualifier"));
}

/* What anything can stand in: the outputs of nested stacks, and what a function of the user's returns. */
static bool gives_anything(const char *type, const char *attribute)
{
    static const char *const stacks[] = {"AWS::CloudFormation::Stack", "AWS::Serverless::Application"};
    for (size_t i = 0; i < sizeof stacks / sizeof *stacks; i++)
        if (strcmp(type, stacks[i]) == 0)
            return strncmp(attribute, "Outputs.", strlen("Outputs.")) == 0;
    return strncmp(type, "Custom::", strlen("Custom::")) == 0 ||
           strcmp(type, "AWS::CloudFormation::CustomResource") == 0;
}

/* What the template says of an id: a parameter, a resource of a right type, or (reported) one of a wrong type. */
static bool check_type(struct sg_scope *scope, struct sg_origin origin, const char *id, const char *attribute,
                       const struct sg_kind *kind)
{
    const struct sg_name *name = sg_find_name(scope->names, id);
    bool anything = kind->value && (strcmp(kind->value, "raw") == 0 || strcmp(kind->value, "policy") == 0 ||
                                    strcmp(kind->value, "arn") == 0);
    if (anything || !name || !name->type || sg_strings_have(&kind->types, name->type))
        return true;
    if (!*name->type)
        return sg_fail(scope->findings, origin, "\"%s\" has no Type in the template; it must be %s", id,
                       sg_with_article(scope->arena, kind->title));
    if (attribute && gives_anything(name->type, attribute))
        return true;
    return sg_fail(scope->findings, origin, "\"%s\" is %s in the template, not %s", id,
                   sg_with_article(scope->arena, name->type), sg_with_article(scope->arena, kind->title));
}

static bool is_parameter(const struct sg_scope *scope, const char *id)
{
    const struct sg_name *name = sg_find_name(scope->names, id);
    return name && !name->type;
}

bool sg_looks_like_arn(const char *text)
{
    return sg_ends_with(text, "Arn") || sg_ends_with(text, "ARN") || sg_ends_with(text, "arn");
}

/* Whether the name of a resource begins with the kind's `drop` is known from an explicit name only. */
static void read_explicit_name(const struct sg_scope *scope, const char *id, struct sg_value *value)
{
    const struct sg_kind *kind = value->kind;
    const struct sg_name *name = sg_find_name(scope->names, id);
    if (!kind->drop)
        return;
    const struct sg_node *given = name && kind->property ? sg_get(name->properties, kind->property) : NULL;
    value->slash_unknown = !name || (given && (given->type != SG_SCALAR || given->tag));
    value->slash_in_name = given && !value->slash_unknown && sg_starts_with(given->text, kind->drop);
}

bool sg_read_reference(struct sg_scope *scope, struct sg_origin origin, const char *id, struct sg_value *value)
{
    const struct sg_kind *kind = value->kind;
    if (!sg_check_id(scope, origin, id))
        return false;
    const struct sg_name *name = sg_find_name(scope->names, id);
    const struct sg_other_yield *other = name && name->type ? find_other(kind, name->type, NULL, NULL) : NULL;
    if (is_parameter(scope, id))
        return sg_value_read_parameter(scope, origin, id, value);
    if (other) {
        take_other(scope, id, name->type, other, value);
        return true;
    }
    if (!check_type(scope, origin, id, NULL, kind))
        return false;
    value->name = text_of(scope, id, best_yield(kind, "name"));
    value->arn = text_of(scope, id, best_yield(kind, "arn"));
    if (!value->name && !value->arn)
        value->name = sg_format(scope->arena, "${%s}", id);
    if (kind->types.count == 0) {
        value->maybe = sg_value_hidden_form(kind);
        sg_value_tell_form(scope, origin, sg_format(scope->arena, "${%s}", id), value);
    }
    read_explicit_name(scope, id, value);
    return true;
}

/* A !Ref that gives a URL fits only when it names a parameter, which nobody can see without the template. */
static bool refuse_url(struct sg_scope *scope, struct sg_origin origin, const char *id, const char *attribute,
                       const struct sg_value *value)
{
    struct sg_arena *a = scope->arena;
    bool ref = strcmp(attribute, "Ref") == 0;
    const char *what = ref ? sg_format(a, "!Ref %s", id) : sg_format(a, "!GetAtt %s.%s", id, attribute);
    const char *name = sg_kind_name(a, value->kind);
    if (ref && !sg_find_name(scope->names, id)) {
        sg_report(scope->findings, SAMGEN_WARNING, origin,
                  "%s of %s is not its name or ARN; right only if %s is a parameter (else write ${%s})", what,
                  sg_with_article(a, value->kind->title), id, id);
        return true;
    }
    return sg_fail(scope->findings, origin, "%s gives neither %s nor its ARN; write ${%s} to let samgen choose", what,
                   name, id);
}

static void take_attribute(struct sg_scope *scope, struct sg_origin origin, const char *id, const char *attribute,
                           const struct sg_yield *yield, struct sg_value *value)
{
    const char *text = substitution(scope->arena, id, attribute);
    if (!yield && value->kind->yields.count && !sg_looks_like_arn(attribute))
        sg_report(scope->findings, SAMGEN_WARNING, origin, "what !GetAtt %s.%s gives is not known; it is taken for %s",
                  id, attribute, sg_kind_name(scope->arena, value->kind));
    if (yield ? strcmp(yield->gives, "arn") == 0 : sg_looks_like_arn(attribute))
        value->arn = text;
    else
        value->name = text;
    if (strcmp(attribute, "Ref") == 0)
        read_explicit_name(scope, id, value);
    else
        value->slash_unknown = value->kind->drop != NULL;
}

bool sg_read_attribute(struct sg_scope *scope, struct sg_origin origin, const char *id, const char *attribute,
                       struct sg_value *value)
{
    bool ref = strcmp(attribute, "Ref") == 0;
    if (!sg_check_id(scope, origin, id))
        return false;
    if (ref && is_parameter(scope, id))
        return sg_value_read_parameter(scope, origin, id, value);
    const struct sg_yield *yield = find_yield(value->kind, attribute, false);
    const struct sg_yield *part = yield ? NULL : find_yield(value->kind, attribute, true);
    const struct sg_name *name = sg_find_name(scope->names, id);
    const struct sg_other_yield *other =
        !name || name->type ? find_other(value->kind, name ? name->type : NULL, attribute, NULL) : NULL;
    if (other && (name || !yield) && !(ref && !name)) {
        if (strcmp(other->gives, "url") == 0)
            return sg_fail(scope->findings, origin, "%s.%s gives neither %s nor its ARN; write ${%s.%s.Arn}", id,
                           attribute, sg_kind_name(scope->arena, value->kind), id, attribute);
        if (!check_made(scope, origin, name, other))
            return false;
        take_other(scope, id, name ? name->type : other->types.items[0], other, value);
        return true;
    }
    if (!check_type(scope, origin, id, attribute, value->kind))
        return false;
    if (part && (name || !ref)) {
        value->name = part_of(scope, id, part);
        return true;
    }
    if ((part || (yield && strcmp(yield->gives, "url") == 0)) && !refuse_url(scope, origin, id, attribute, value))
        return false;
    take_attribute(scope, origin, id, attribute, yield ? yield : part, value);
    return true;
}
