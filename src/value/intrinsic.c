#include "value/reference.h"

#include "value/name.h"
#include "value/value_internal.h"
#include "yaml/write.h"

#include <string.h>

static const char *first_text(const struct sg_node *node)
{
    while (node && node->type != SG_SCALAR)
        node = node->first;
    return node ? node->text : "";
}

/* Texts and keys that a policy can hold; an empty one has its use in !Join. */
static bool check_scalar(struct sg_scope *scope, struct sg_origin origin, const struct sg_node *node)
{
    return node->type != SG_SCALAR || !*node->text || sg_check_characters(scope, origin, node->text);
}

#define IMPORT "!ImportValue"
#define INTRINSIC_MOST 200 /* values in one list or map of an intrinsic */

static bool check_keys(struct sg_scope *scope, struct sg_origin origin, const struct sg_node *map)
{
    if (map->count > INTRINSIC_MOST)
        return sg_fail(scope->findings, origin, "more than %d values in one list or map", INTRINSIC_MOST);
    for (const struct sg_node *key = map->first; map->type == SG_MAP && key; key = key->next->next)
        if (sg_is_second_key(map, key))
            return sg_fail(scope->findings, origin, "the key \"%s\" stands twice in %s", key->text,
                           map->tag ? map->tag : "it");
        else if (strlen(key->text) > SG_KEY_MOST || !*key->text)
            return sg_fail(scope->findings, origin, "a key in %s must have 1 to %d characters",
                           map->tag ? map->tag : "it", SG_KEY_MOST);
    return true;
}

/* "Jobs.Arn", also of [Jobs, Arn]; NULL for what is known only at deployment. */
static const char *attribute_text(struct sg_arena *a, const struct sg_node *node)
{
    if (node->type == SG_LIST && node->count == 2 && node->first->type == SG_SCALAR && node->last->type == SG_SCALAR)
        return sg_format(a, "%s.%s", node->first->text, node->last->text);
    return node->type == SG_SCALAR ? node->text : NULL;
}

static bool check_nested_attribute(struct sg_scope *scope, struct sg_origin origin, const struct sg_node *node)
{
    const char *text = attribute_text(scope->arena, node);
    return !text || sg_check_substitution(scope, origin, text);
}

/* The functions of CloudFormation, and what they take: a text, or a list of so many values. */
static const struct function {
    const char *tag, *name;
    bool text;
    size_t least, most;
    const char *needs;
} functions[] = {
    {"!Base64", "Fn::Base64", true, 0, 0, "a text"},
    {"!Cidr", "Fn::Cidr", false, 2, 3, "a list of a block, a count and the bits"},
    {"!FindInMap", "Fn::FindInMap", false, 3, 4, "a list of a map and two keys"},
    {"!GetAZs", "Fn::GetAZs", true, 0, 0, "a region"},
    {"!GetAtt", "Fn::GetAtt", true, 2, 2, "a resource and an attribute, such as Jobs.Arn"},
    {"!If", "Fn::If", false, 3, 3, "a list of a condition and two values"},
    {IMPORT, "Fn::ImportValue", true, 0, 0, "the name of an export"},
    {"!Join", "Fn::Join", false, 2, 2, "a list of a separator and a list of values"},
    {"!Ref", "Ref", true, 0, 0, "the id of a resource or parameter"},
    {"!Select", "Fn::Select", false, 2, 2, "a list of an index and a list of values"},
    {"!Split", "Fn::Split", false, 2, 2, "a list of a separator and a text"},
    {"!Sub", "Fn::Sub", true, 2, 2, "a text, or a list of a text and a map"},
};

static const struct function *find_function(const char *tag)
{
    for (size_t i = 0; i < sizeof functions / sizeof *functions; i++)
        if (strcmp(functions[i].tag, tag) == 0)
            return &functions[i];
    return NULL;
}

/* The function of {Fn::Sub: ...}; NULL for other nodes. */
static const struct function *long_function(const struct sg_node *node)
{
    bool pair = !node->tag && node->type == SG_MAP && node->count == 2;
    for (size_t i = 0; pair && i < sizeof functions / sizeof *functions; i++)
        if (strcmp(functions[i].name, node->first->text) == 0)
            return &functions[i];
    return NULL;
}

static bool takes(const struct function *f, const struct sg_node *argument)
{
    if (argument->type == SG_SCALAR)
        return f->text && (*argument->text || strcmp(f->tag, "!GetAZs") == 0);
    if (argument->type == SG_LIST)
        return f->least && argument->count >= f->least && argument->count <= f->most;
    struct sg_node inner = *argument; /* !ImportValue {Fn::Sub: ...} */
    inner.tag = NULL;
    return f->text && !f->least && long_function(&inner);
}

/* What CloudFormation knows; anything else in it would not be ours to write out. */
static bool check_tags(struct sg_scope *scope, struct sg_origin origin, const struct sg_node *node)
{
    if (!check_scalar(scope, origin, node) || !check_keys(scope, origin, node))
        return false;
    const struct function *f = node->tag ? find_function(node->tag) : long_function(node);
    if (node->tag && !f)
        return sg_fail(scope->findings, origin, "%s is not an intrinsic function that can stand here", node->tag);
    const struct sg_node *argument = node->tag || !f ? node : node->first->next;
    if (f && (argument == node || !argument->tag) && !takes(f, argument))
        return sg_fail(scope->findings, origin, "%s needs %s", f->tag, f->needs);
    if (node->tag && strcmp(node->tag, "!GetAtt") == 0 && !check_nested_attribute(scope, origin, node))
        return false;
    for (const struct sg_node *child = node->first; child; child = child->next)
        if (!check_tags(scope, origin, child))
            return false;
    return true;
}

struct sg_node *sg_value_short_form(struct sg_arena *a, const struct sg_node *node)
{
    const struct function *f = long_function(node);
    if (!f)
        return NULL;
    struct sg_node *argument = sg_copy_node(a, node->first->next), *map;
    const struct function *inner = argument->tag ? find_function(argument->tag) : NULL;
    if (argument->tag && !inner)
        return NULL;
    if (inner) { /* a node has one tag */
        argument->tag = NULL;
        map = sg_map(a);
        sg_put(a, map, inner->name, argument);
        argument = map;
    }
    argument->tag = f->tag;
    return argument;
}

static bool has_wildcard(const struct sg_node *node)
{
    if (node->type == SG_SCALAR)
        return strpbrk(node->text, "*?") != NULL;
    for (const struct sg_node *child = node->first; child; child = child->next)
        if (has_wildcard(child))
            return true;
    return false;
}

/* Takes an intrinsic as it is: a name, unless the first text in it says ARN. */
static void take_opaque(struct sg_scope *scope, struct sg_origin origin, const char *what, struct sg_node *node,
                        const char *first, struct sg_value *value)
{
    const char *text = sg_variable(scope, node);
    bool arn = value->kind->arn && (sg_starts_with(first, "arn:") || sg_looks_like_arn(first));
    if (arn)
        value->arn = text;
    else
        value->name = text;
    value->slash_unknown = value->kind->drop != NULL;
    value->maybe = sg_value_hidden_form(value->kind);
    if (value->maybe)
        sg_report(scope->findings, SAMGEN_NOTE, origin, "%s may be %s or %s, so both are allowed", what,
                  sg_with_article(scope->arena, value->kind->title), value->maybe->title);
    else if (value->kind->arn)
        sg_report(scope->findings, SAMGEN_NOTE, origin, "%s is taken for %s", what,
                  arn ? sg_format(scope->arena, "the ARN of %s", sg_with_article(scope->arena, value->kind->title))
                      : sg_format(scope->arena, "%s, not for an ARN", sg_kind_name(scope->arena, value->kind)));
}

static bool check_opaque(struct sg_scope *scope, struct sg_origin origin, const struct sg_node *node,
                         const struct sg_value *value)
{
    if (!check_tags(scope, origin, node))
        return false;
    return !value->kind->characters || !has_wildcard(node) ||
           sg_fail(scope->findings, origin, "%s has a '*' or '?', but %s cannot have one", node->tag,
                   sg_kind_name(scope->arena, value->kind));
}

static bool read_opaque(struct sg_scope *scope, struct sg_origin origin, const struct sg_node *node,
                        struct sg_value *value)
{
    if (!check_opaque(scope, origin, node, value))
        return false;
    bool join = strcmp(node->tag, "!Join") == 0;
    take_opaque(scope, origin, node->tag, sg_copy_node(scope->arena, node), first_text(join ? node->first->next : node),
                value);
    return true;
}

/* Exports are known before the resources of a stack are, so their names cannot depend on these. */
static bool check_export_name(struct sg_scope *scope, struct sg_origin origin, const char *text)
{
    for (const char *p = strstr(text, "${"); p; p = strstr(p + 2, "${")) {
        const char *end = sg_substitution_end(p);
        if (!end)
            return sg_fail(scope->findings, origin, "\"%s\" has a ${ without its }; close it", p);
        const char *id = sg_copy_bytes(scope->arena, p + 2, (size_t)(end - p) - 3);
        const struct sg_name *name = sg_find_name(scope->names, id);
        if (p[2] != '!' && !sg_check_substitution(scope, origin, id))
            return false;
        if (strchr(id, '.') || (name && name->type))
            return sg_fail(scope->findings, origin,
                           "the name of an export cannot depend on the resource %s; use a parameter", id);
    }
    return true;
}

/* !ImportValue replaces nothing in its text, so ${...} in it needs !Sub. */
static bool read_import(struct sg_scope *scope, struct sg_origin origin, const struct sg_node *node,
                        struct sg_value *value)
{
    struct sg_arena *a = scope->arena;
    if (node->type == SG_SCALAR && !strstr(node->text, "${"))
        return read_opaque(scope, origin, node, value);
    if (!check_opaque(scope, origin, node, value))
        return false;
    struct sg_node map = *node, *whole = sg_map(a);
    map.tag = NULL;
    struct sg_node *inner = node->type == SG_SCALAR ? sg_tagged(a, "!Sub", node->text) : sg_value_short_form(a, &map);
    const char *first = first_text(strcmp(inner->tag, "!Join") == 0 ? inner->first->next : inner);
    if (strcmp(inner->tag, "!Sub") == 0 && !check_export_name(scope, origin, first))
        return false;
    sg_put(a, whole, "Fn::ImportValue", inner);
    take_opaque(scope, origin, IMPORT, whole, first, value);
    return true;
}

static bool read_get_att(struct sg_scope *scope, struct sg_origin origin, const struct sg_node *node,
                         struct sg_value *value)
{
    const char *text = attribute_text(scope->arena, node);
    const char *dot = text ? strchr(text, '.') : NULL;
    if (!dot || strchr(text, ':'))
        return sg_fail(scope->findings, origin, "!GetAtt needs a resource and an attribute, such as Jobs.Arn");
    if (!sg_check_substitution(scope, origin, text))
        return false;
    if (sg_value_made_by_sam(scope, value->kind, dot + 1))
        return sg_fail(scope->findings, origin, "SAM does not replace !GetAtt %s; write !Ref %s", text, text);
    return sg_read_attribute(scope, origin, sg_copy_bytes(scope->arena, text, (size_t)(dot - text)), dot + 1, value);
}

static bool read_ref(struct sg_scope *scope, struct sg_origin origin, const struct sg_node *node,
                     struct sg_value *value)
{
    const char *dot = node->type == SG_SCALAR ? strchr(node->text, '.') : NULL;
    bool made = dot && sg_value_made_by_sam(scope, value->kind, dot + 1);
    if (made && sg_value_is(value->kind, "policy")) /* allow knows of which kind it is */
        return sg_check_substitution(scope, origin, node->text) &&
               (value->name = sg_format(scope->arena, "${%s}", node->text));
    if (made)
        return sg_check_substitution(scope, origin, node->text) &&
               sg_read_attribute(scope, origin, sg_copy_bytes(scope->arena, node->text, (size_t)(dot - node->text)),
                                 dot + 1, value);
    if (dot)
        return sg_fail(scope->findings, origin, "!Ref %s: an attribute needs !GetAtt", node->text);
    if (node->type != SG_SCALAR || !*node->text || strpbrk(node->text, " {}$"))
        return sg_fail(scope->findings, origin, "!Ref needs the id of a resource or parameter");
    if (!sg_check_substitution(scope, origin, node->text))
        return false;
    if (!strchr(node->text, ':'))
        return sg_read_attribute(scope, origin, node->text, "Ref", value);
    value->name = sg_format(scope->arena, "${%s}", node->text);
    return true;
}

static bool read_sub(struct sg_scope *scope, struct sg_origin origin, const struct sg_node *node,
                     struct sg_value *value)
{
    if (node->type != SG_SCALAR)
        return read_opaque(scope, origin, node, value);
    const char *end = strncmp(node->text, "${", 2) == 0 ? sg_substitution_end(node->text) : NULL;
    if (!end || *end)
        return sg_read_value(scope, origin, value->kind, node->text, value);
    const char *name = sg_copy_bytes(scope->arena, node->text + 2, strlen(node->text) - 3);
    const char *dot = strchr(name, '.');
    bool ref = !dot || sg_value_made_by_sam(scope, value->kind, dot + 1);
    return sg_read_intrinsic(scope, origin, sg_tagged(scope->arena, ref ? "!Ref" : "!GetAtt", name), value);
}

static const struct {
    const char *tag;
    bool (*read)(struct sg_scope *, struct sg_origin, const struct sg_node *, struct sg_value *);
} intrinsics[] = {
    {"!FindInMap", read_opaque}, {"!GetAtt", read_get_att}, {"!If", read_opaque},     {IMPORT, read_import},
    {"!Join", read_opaque},      {"!Ref", read_ref},        {"!Select", read_opaque}, {"!Sub", read_sub},
};

bool sg_read_intrinsic(struct sg_scope *scope, struct sg_origin origin, const struct sg_node *node,
                       struct sg_value *value)
{
    struct sg_strings known = {0};
    for (size_t i = 0; i < sizeof intrinsics / sizeof *intrinsics; i++) {
        if (strcmp(intrinsics[i].tag, node->tag) == 0)
            return intrinsics[i].read(scope, origin, node, value);
        sg_push(scope->arena, &known, intrinsics[i].tag);
    }
    const char *near = sg_nearest(node->tag, &known);
    return sg_fail(scope->findings, origin, "%s cannot stand here%s%s%s", node->tag,
                   near ? "; did you mean " : "; known are ", near ? near : sg_join(scope->arena, &known, ", "),
                   near ? "?" : "");
}
