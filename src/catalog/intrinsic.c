#include "catalog/reference.h"

#include "catalog/name.h"
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

/* What CloudFormation knows; anything else in it would not be ours to write out. */
static bool check_tags(struct sg_scope *scope, struct sg_origin origin, const struct sg_node *node)
{
    if (!check_scalar(scope, origin, node) || !check_keys(scope, origin, node))
        return false;
    static const char *const known[] = {"!Base64", "!Cidr",        "!FindInMap", "!GetAZs", "!GetAtt", "!If",
                                        "!Join",   "!ImportValue", "!Ref",       "!Select", "!Split",  "!Sub"};
    bool found = !node->tag;
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        found = found || strcmp(known[i], node->tag) == 0;
    if (!found)
        return sg_fail(scope->findings, origin, "%s is no intrinsic function that can stand here", node->tag);
    if (node->tag && strcmp(node->tag, "!GetAtt") == 0 && !check_nested_attribute(scope, origin, node))
        return false;
    for (const struct sg_node *child = node->first; child; child = child->next)
        if (!check_tags(scope, origin, child))
            return false;
    return true;
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

/* !ImportValue, !Join and the like: a name, unless what is written says ARN. */
static bool read_opaque(struct sg_scope *scope, struct sg_origin origin, const struct sg_node *node,
                        struct sg_value *value)
{
    if (!check_tags(scope, origin, node))
        return false;
    if (value->kind->characters && has_wildcard(node))
        return sg_fail(scope->findings, origin, "%s has a '*' or '?' in it, and %s has none", node->tag,
                       sg_kind_name(scope->arena, value->kind));
    struct sg_node *copy = sg_new(scope->arena, struct sg_node);
    *copy = *node;
    copy->next = NULL;
    const char *text = sg_variable(scope, copy);
    bool join = strcmp(node->tag, "!Join") == 0 && node->first && node->first->next;
    const char *first = first_text(join ? node->first->next : node);
    bool arn = value->kind->arn && (sg_starts_with(first, "arn:") || sg_looks_like_arn(first));
    if (arn)
        value->arn = text;
    else
        value->name = text;
    value->slash_unknown = value->kind->drop != NULL;
    if (value->kind->arn)
        sg_report(scope->findings, SAMGEN_NOTE, origin, "%s is taken for %s", node->tag,
                  arn ? sg_format(scope->arena, "the ARN of %s", sg_with_article(scope->arena, value->kind->title))
                      : sg_format(scope->arena, "%s, not for an ARN", sg_kind_name(scope->arena, value->kind)));
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
    return sg_read_attribute(scope, origin, sg_copy_bytes(scope->arena, text, (size_t)(dot - text)), dot + 1, value);
}

static bool read_ref(struct sg_scope *scope, struct sg_origin origin, const struct sg_node *node,
                     struct sg_value *value)
{
    if (node->type == SG_SCALAR && strchr(node->text, '.'))
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
    const char *tag = strchr(name, '.') ? "!GetAtt" : "!Ref";
    return sg_read_intrinsic(scope, origin, sg_tagged(scope->arena, tag, name), value);
}

static const struct {
    const char *tag;
    bool (*read)(struct sg_scope *, struct sg_origin, const struct sg_node *, struct sg_value *);
} intrinsics[] = {
    {"!FindInMap", read_opaque}, {"!GetAtt", read_get_att}, {"!If", read_opaque},     {"!ImportValue", read_opaque},
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
                   near ? " (did you mean " : "; known are ", near ? near : sg_join(scope->arena, &known, ", "),
                   near ? "?)" : "");
}
