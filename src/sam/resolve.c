#include "sam/resolve.h"

#include "base/buffer.h"
#include "base/text.h"
#include "sam/apart.h"
#include "sam/intrinsic.h"
#include "sam/lookup_internal.h"
#include "sam/resolved_internal.h"
#include "yaml/scalar.h"

#include <stdlib.h>
#include <string.h>

bool sg_may_resolve(struct sg_resolver *r, const struct sg_node *at, size_t steps)
{
    r->steps += steps;
    if (r->steps <= SG_RESOLVE_STEPS_MOST && r->depth <= SG_RESOLVE_DEPTH_MOST)
        return true;
    if (!r->exhausted)
        sg_fail(r->template->findings, sg_at(r->template, at),
                "this refers to more values, or is nested deeper, than samgen follows");
    r->exhausted = true;
    return false;
}

static const char *substitution(struct sg_resolver *r, const struct sg_node *at, const char *name,
                                const struct sg_node *variables)
{
    if (!sg_may_resolve(r, at, 1 + (variables ? variables->count / 8 : 0)))
        return "";
    const struct sg_node *variable = sg_get(variables, name);
    const struct sg_node *value = variable ? sg_resolve(r, variable) : NULL;
    if (variable)
        return value && value->type == SG_SCALAR ? value->text : "";
    if (name[sg_length_before(name, '.')])
        return sg_lookup_attribute(r, at, name);
    value = sg_lookup_reference(r, at, name);
    return value && value->type == SG_SCALAR ? value->text : "";
}

static const char *substitute(struct sg_resolver *r, const struct sg_node *at, const char *text,
                              const struct sg_node *variables)
{
    struct sg_arena *a = r->template->arena;
    struct sg_buffer b = sg_buffer_new(a, SG_RESOLVED_MOST);
    const char *p = text, *end;
    for (const char *open; (open = sg_first_open(p)) && (end = strchr(open, '}')) && !b.full; p = end + 1) {
        const char *name = sg_copy_bytes(a, open + 2, (size_t)(end - open - 2));
        sg_add_bytes(&b, p, (size_t)(open - p));
        if (*name == '!')
            sg_add_format(&b, "${%s}", name + 1);
        else
            sg_add(&b, substitution(r, at, name, variables));
    }
    sg_add(&b, p);
    (void)sg_may_resolve(r, at, b.length / 64);
    return b.full ? sg_lookup_unknown(r, at, "this text of more than 65536 characters")->text : b.text;
}

const char *sg_resolve_text(struct sg_resolver *r, const struct sg_node *at, const char *text)
{
    return sg_first_open(text) ? substitute(r, at, text, NULL) : text;
}

/* Intrinsic functions. Each gets its unresolved argument and returns NULL for AWS::NoValue. */
typedef const struct sg_node *function_fn(struct sg_resolver *r, const struct sg_node *at,
                                          const struct sg_node *argument);

static const struct sg_node *do_ref(struct sg_resolver *r, const struct sg_node *at, const struct sg_node *argument)
{
    return argument->type == SG_SCALAR ? sg_lookup_reference(r, at, argument->text)
                                       : sg_lookup_unknown(r, at, "this Ref");
}

static const struct sg_node *do_get_att(struct sg_resolver *r, const struct sg_node *at, const struct sg_node *argument)
{
    const struct sg_node *id = argument->type == SG_LIST ? argument->first : NULL;
    const struct sg_node *name = id ? id->next : NULL;
    if (argument->type == SG_SCALAR && strchr(argument->text, '.'))
        return sg_lookup_text(r, at, sg_lookup_attribute(r, at, argument->text));
    const struct sg_node *resolved = name ? sg_resolve(r, name) : NULL;
    if (id && id->type == SG_SCALAR && resolved && resolved->type == SG_SCALAR) {
        const char *dotted = sg_concat(r->template->arena, id->text, ".");
        return sg_lookup_text(r, at, sg_lookup_attribute(r, at, sg_concat(r->template->arena, dotted, resolved->text)));
    }
    return sg_lookup_unknown(r, at, "this Fn::GetAtt");
}

static const struct sg_node *do_sub(struct sg_resolver *r, const struct sg_node *at, const struct sg_node *argument)
{
    const struct sg_node *text = argument->type == SG_LIST ? argument->first : argument;
    if (!text || text->type != SG_SCALAR)
        return sg_lookup_unknown(r, at, "this Fn::Sub");
    return sg_lookup_text(r, at, substitute(r, at, text->text, text == argument ? NULL : text->next));
}

static const struct sg_node *do_join(struct sg_resolver *r, const struct sg_node *at, const struct sg_node *argument)
{
    const struct sg_node *between = argument->type == SG_LIST ? argument->first : NULL;
    const struct sg_node *items = between && between->next ? sg_resolve(r, between->next) : NULL;
    if (!items || between->type != SG_SCALAR || items->type != SG_LIST || !sg_may_resolve(r, at, items->count))
        return sg_lookup_unknown(r, at, "this Fn::Join");
    struct sg_strings texts = {0};
    for (const struct sg_node *item = items->first; item; item = item->next)
        sg_push(r->template->arena, &texts, item->type == SG_SCALAR ? item->text : "");
    size_t length = strlen(between->text) * texts.count;
    for (size_t i = 0; i < texts.count && length <= SG_RESOLVED_MOST; i++)
        length += strlen(texts.items[i]);
    if (length > SG_RESOLVED_MOST)
        return sg_lookup_unknown(r, at, "this text of more than 65536 characters");
    (void)sg_may_resolve(r, at, length / 64);
    return sg_lookup_text(r, at, sg_join(r->template->arena, &texts, between->text));
}

static const struct sg_node *do_select(struct sg_resolver *r, const struct sg_node *at, const struct sg_node *argument)
{
    const struct sg_node *first = argument->type == SG_LIST ? argument->first : NULL;
    const struct sg_node *index = first ? sg_resolve(r, first) : NULL;
    const struct sg_node *list = first && first->next ? sg_resolve(r, first->next) : NULL;
    if (!index || index->type != SG_SCALAR || !list || list->type != SG_LIST)
        return sg_lookup_unknown(r, at, "this Fn::Select");
    const struct sg_node *item = list->first;
    for (long left = strtol(index->text, NULL, 10); item && left > 0; left--)
        item = item->next;
    return item ? item : sg_lookup_unknown(r, at, "this Fn::Select");
}

static const struct sg_node *do_split(struct sg_resolver *r, const struct sg_node *at, const struct sg_node *argument)
{
    const struct sg_node *separator = argument->type == SG_LIST ? argument->first : NULL;
    const struct sg_node *text = separator && separator->next ? sg_resolve(r, separator->next) : NULL;
    if (!text || text->type != SG_SCALAR || separator->type != SG_SCALAR)
        return sg_lookup_unknown(r, at, "this Fn::Split");
    if (r->unknown_apart && *text->text == '~') /* nobody knows the separators in it */
        return sg_lookup_unknown(r, at, "this Fn::Split");
    return sg_lookup_split(r, at, text->text, separator->text);
}

/*
 * Returns the value if both branches are equal, otherwise a unique text; NULL for a map or when a branch may be absent.
 */
static const struct sg_node *either(struct sg_resolver *r, const struct sg_node *at, const char *condition,
                                    const struct sg_node *yes, const struct sg_node *no)
{
    const struct sg_node *left = sg_resolve(r, yes), *right = sg_resolve(r, no);
    if (!left || !right || left->type == SG_MAP || right->type == SG_MAP)
        return NULL;
    if (sg_same(left, right))
        return left;
    return sg_lookup_text(r, at, sg_apart_if(r->template->arena, condition, left, right));
}

static bool is_in(const struct sg_strings *names, const char *name)
{
    return names && sg_strings_have(names, name);
}

static const struct sg_node *do_if(struct sg_resolver *r, const struct sg_node *at, const struct sg_node *argument)
{
    const struct sg_node *condition = argument->type == SG_LIST && argument->count == 3 ? argument->first : NULL;
    if (!condition || condition->type != SG_SCALAR)
        return sg_lookup_unknown(r, at, "this Fn::If");
    const char *name = condition->text;
    const struct sg_node *yes = condition->next, *no = argument->last;
    if (r->unknown_apart && !is_in(r->holding, name) && !is_in(r->failing, name))
        return either(r, at, name, yes, no);
    return sg_resolve(r, (r->unknown_apart ? is_in(r->holding, name) : sg_condition_holds(r, name)) ? yes : no);
}

static const struct sg_node *do_find_in_map(struct sg_resolver *r, const struct sg_node *at,
                                            const struct sg_node *argument)
{
    const struct sg_node *found = r->template->mappings, *key = argument->type == SG_LIST ? argument->first : NULL;
    for (int level = 0; found && key && level < 3 && sg_may_resolve(r, at, found->count / 8);
         level++, key = key->next) {
        const struct sg_node *text = sg_resolve(r, key);
        found = text && text->type == SG_SCALAR ? sg_get(found, text->text) : NULL;
    }
    bool plain = found && found != r->template->mappings && found->type != SG_MAP; /* Mappings contain no functions */
    return plain ? found : sg_lookup_unknown(r, at, "this Fn::FindInMap");
}

/* A value that another stack exports. */
static const struct sg_node *do_import(struct sg_resolver *r, const struct sg_node *at, const struct sg_node *argument)
{
    const struct sg_node *name = sg_resolve(r, argument);
    const char *text = name && name->type == SG_SCALAR ? name->text : "";
    const char *bound = sg_bound_value(r, text), *value = sg_concat(r->template->arena, "import-", text);
    if (bound)
        return sg_lookup_text(r, at, bound);
    if (r->unknown_apart)
        return sg_lookup_text(r, at, sg_apart_import(r->template->arena, text));
    if (r->symbolic)
        return sg_lookup_unknown(r, at, value);
    r->unknown++;
    if (sg_lookup_is_news(r, value))
        sg_report(r->template->findings, SAMGEN_NOTE, sg_at(r->template, at),
                  "the import %s is unknown; samgen assumes \"%s\"; give it with --set %s=VALUE", text, value, text);
    return sg_lookup_text(r, at, value);
}

static const struct sg_node *do_condition(struct sg_resolver *r, const struct sg_node *at,
                                          const struct sg_node *argument)
{
    bool holds = argument->type == SG_SCALAR && sg_condition_holds(r, argument->text);
    return sg_lookup_text(r, at, holds ? "true" : "false");
}

static const struct {
    const char *name;
    function_fn *run;
} functions[] = {
    {"Ref", do_ref},
    {"Fn::GetAtt", do_get_att},
    {"Fn::Sub", do_sub},
    {"Fn::Join", do_join},
    {"Fn::Select", do_select},
    {"Fn::Split", do_split},
    {"Fn::If", do_if},
    {"Fn::FindInMap", do_find_in_map},
    {"Fn::ImportValue", do_import},
    {"Condition", do_condition},
};

static const struct sg_node *call(struct sg_resolver *r, const struct sg_node *value, const char *name)
{
    for (size_t i = 0; i < sizeof functions / sizeof *functions; i++)
        if (sg_equals(functions[i].name, name))
            return functions[i].run(r, value, value->first->next);
    return sg_lookup_unknown(r, value, name);
}

/* "Condition" is also a key of statements. It is the function only as the single key, with a text. */
static const char *function_name(const struct sg_node *value)
{
    const char *name = sg_intrinsic_name(value);
    return name && sg_equals(name, "Condition") && value->first->next->type != SG_SCALAR ? NULL : name;
}

/* Returns a map or list like `value` with the children before `end`. */
static struct sg_node *copy_until(struct sg_arena *a, const struct sg_node *value, const struct sg_node *end)
{
    struct sg_node *copy = value->type == SG_MAP ? sg_map(a) : sg_list(a);
    copy->start = value->start;
    copy->end = value->end;
    for (const struct sg_node *child = value->first; child != end; child = child->next)
        sg_append(copy, sg_shared(a, child));
    return copy;
}

/* Most values have no functions, so nothing is copied before the first child that changes. */
static const struct sg_node *resolve_children(struct sg_resolver *r, const struct sg_node *value)
{
    struct sg_arena *a = r->template->arena;
    struct sg_node *copy = NULL;
    bool map = value->type == SG_MAP;
    for (const struct sg_node *first = value->first, *child; first; first = child->next) {
        child = map ? first->next : first;
        const struct sg_node *resolved = sg_resolve(r, child);
        if (!copy && resolved == child)
            continue;
        if (!copy)
            copy = copy_until(a, value, first);
        if (resolved && map)
            sg_append(copy, sg_shared(a, first));
        if (resolved)
            sg_append(copy, sg_shared(a, resolved));
    }
    return copy ? copy : value;
}

/* Returns whether CloudFormation reads a part of the text during deployment. */
static bool is_dynamic(const char *text)
{
    const char *brace = text + sg_length_before(text, '{');
    return *brace && strstr(brace, "{{resolve:");
}

static const struct sg_node *resolve(struct sg_resolver *r, const struct sg_node *value, const char *function)
{
    if (!sg_may_resolve(r, value, 1 + value->count))
        return sg_lookup_text(r, value, "");
    r->depth++;
    const struct sg_node *resolved = function ? call(r, value, function) : resolve_children(r, value);
    r->depth--;
    return resolved;
}

/* A whole value, in which nothing is being decided: it is the same each time, unless the steps run out. */
static const struct sg_node *resolve_once(struct sg_resolver *r, const struct sg_node *value, const char *function)
{
    const struct sg_resolved *before = sg_resolved_before(r, value);
    if (before && r->steps + before->steps <= SG_RESOLVE_STEPS_MOST) {
        r->steps += before->steps;
        r->unknown += before->unknown;
        return before->result;
    }
    struct sg_resolved found = {.value = value, .steps = r->steps, .unknown = r->unknown};
    found.result = resolve(r, value, function);
    found.steps = r->steps - found.steps;
    found.unknown = r->unknown - found.unknown;
    if (!before && !r->exhausted)
        sg_resolved_keep(r, &found);
    return found.result;
}

const struct sg_node *sg_resolve(struct sg_resolver *r, const struct sg_node *value)
{
    const char *name = function_name(value);
    if (!name && value->type == SG_SCALAR) {
        r->unknown += is_dynamic(value->text);
        return value;
    }
    return r->again && r->depth == 0 && !r->naming ? resolve_once(r, value, name) : resolve(r, value, name);
}
