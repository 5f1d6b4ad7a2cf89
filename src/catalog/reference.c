#include "catalog/reference.h"

#include "catalog/name.h"

#include <ctype.h>
#include <string.h>

static const struct sg_yield *find_yield(const struct sg_kind *kind, const char *attribute)
{
    for (size_t i = 0; i < kind->yields.count; i++)
        if (strcmp(kind->yields.items[i].attribute, attribute) == 0 && !kind->yields.items[i].separator)
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

/* What the template says of an id: a parameter, a resource of a right type, or (reported) one of a wrong type. */
static bool check_type(struct sg_scope *scope, struct sg_origin origin, const char *id, const struct sg_kind *kind)
{
    const struct sg_name *name = sg_find_name(scope->names, id);
    bool anything = kind->value && (strcmp(kind->value, "raw") == 0 || strcmp(kind->value, "policy") == 0 ||
                                    strcmp(kind->value, "arn") == 0);
    if (anything || !name || !name->type || sg_strings_have(&kind->types, name->type))
        return true;
    if (!*name->type)
        return sg_fail(scope->findings, origin, "\"%s\" has no Type in the template; this is to be %s", id,
                       sg_with_article(scope->arena, kind->title));
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

static bool read_parameter(struct sg_scope *scope, const char *id, struct sg_value *value)
{
    const struct sg_name *name = sg_find_name(scope->names, id);
    const char *initial = sg_get_text(name->properties, "Default");
    const char *text = sg_format(scope->arena, "${%s}", id);
    if (value->kind->arn && (sg_looks_like_arn(id) || (initial && sg_starts_with(initial, "arn:"))))
        value->arn = text;
    else
        value->name = text;
    value->slash_unknown = value->kind->drop != NULL;
    return true;
}

/* Which form the value of a parameter has cannot be seen, and another form may need other statements. */
static void mind_forms(struct sg_scope *scope, struct sg_origin origin, const char *id, const struct sg_kind *kind)
{
    for (size_t i = 0; i < kind->others.count; i++)
        if (kind->others.items[i].prefixes.count) {
            sg_report(scope->findings, SAMGEN_NOTE, origin,
                      "${%s} is taken for %s; if it may be of the form \"%s\", write the value itself", id,
                      sg_with_article(scope->arena, kind->title), kind->others.items[i].name);
            return;
        }
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
    if (is_parameter(scope, id) || kind->types.count == 0)
        mind_forms(scope, origin, id, kind);
    if (is_parameter(scope, id))
        return read_parameter(scope, id, value);
    if (!check_type(scope, origin, id, kind))
        return false;
    value->name = text_of(scope, id, best_yield(kind, "name"));
    value->arn = text_of(scope, id, best_yield(kind, "arn"));
    if (!value->name && !value->arn)
        value->name = sg_format(scope->arena, "${%s}", id);
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

bool sg_read_attribute(struct sg_scope *scope, struct sg_origin origin, const char *id, const char *attribute,
                       struct sg_value *value)
{
    bool ref = strcmp(attribute, "Ref") == 0;
    if (!sg_check_id(scope, origin, id))
        return false;
    if (ref && is_parameter(scope, id))
        return read_parameter(scope, id, value);
    if (!check_type(scope, origin, id, value->kind))
        return false;
    const struct sg_yield *yield = find_yield(value->kind, attribute);
    const char *text = substitution(scope->arena, id, attribute);
    if (yield && strcmp(yield->gives, "url") == 0 && !refuse_url(scope, origin, id, attribute, value))
        return false;
    if (!yield && value->kind->yields.count && !sg_looks_like_arn(attribute))
        sg_report(scope->findings, SAMGEN_WARNING, origin, "what !GetAtt %s.%s gives is not known; it is taken for %s",
                  id, attribute, sg_kind_name(scope->arena, value->kind));
    if (yield ? strcmp(yield->gives, "arn") == 0 : sg_looks_like_arn(attribute))
        value->arn = text;
    else
        value->name = text;
    if (ref)
        read_explicit_name(scope, id, value);
    else
        value->slash_unknown = value->kind->drop != NULL;
    return true;
}
