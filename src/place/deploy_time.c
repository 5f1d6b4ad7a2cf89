#include "place/deploy_time_internal.h"

#include "place/place.h"

#include <stdlib.h>
#include <string.h>

/*
 * Whether an id is a resource's. Without the template a reference and nothing else is taken for one to the source itself; an
 * id within a text is rather a parameter, such as the stage in a name.
 */
static bool is_resource(const struct sg_scope *scope, const char *id, bool whole)
{
    const struct sg_name *name = sg_find_name(scope->names, id);
    return !sg_starts_with(id, "AWS::") && (name ? name->type != NULL : whole && !scope->names);
}

static bool text_waits(const struct sg_scope *scope, const char *text);

/* The same of an intrinsic. */
static bool node_waits(const struct sg_scope *scope, const struct sg_node *node)
{
    bool refers = node->tag && (strcmp(node->tag, "!Ref") == 0 || strcmp(node->tag, "!GetAtt") == 0);
    if (node->type == SG_SCALAR)
        return refers ? is_resource(scope, sg_copy_bytes(scope->arena, node->text, strcspn(node->text, ".")), true)
                      : text_waits(scope, node->text);
    for (const struct sg_node *child = node->first; child; child = child->next)
        if (node_waits(scope, child))
            return true;
    return false;
}

/* Whether CloudFormation would have to make a resource first to know the text. */
static bool text_waits(const struct sg_scope *scope, const char *text)
{
    bool whole = sg_place_whole_reference(scope->arena, text) != NULL;
    for (const char *p = strstr(text, "${"); p; p = strstr(p + 2, "${")) {
        const char *id = sg_copy_bytes(scope->arena, p + 2, strcspn(p + 2, ".}"));
        size_t variable = *id == '=' ? strtoul(id + 1, NULL, 10) : scope->variable_count;
        if (variable < scope->variable_count ? node_waits(scope, scope->variables[variable])
                                             : *id != '!' && is_resource(scope, id, whole))
            return true;
    }
    return false;
}

bool sg_place_is_late(const struct sg_scope *scope, const struct sg_value *value)
{
    const char *const texts[] = {value->name, value->arn};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        if (texts[i] && text_waits(scope, texts[i]))
            return true;
    return false;
}

static const struct sg_node *explicit_name(const struct sg_scope *scope, const struct sg_value *value)
{
    const char *id = sg_place_whole_reference(scope->arena, value->name ? value->name : value->arn);
    const struct sg_name *name = id ? sg_find_name(scope->names, id) : NULL;
    const struct sg_node *given =
        name && name->type && value->kind->property ? sg_get(name->properties, value->kind->property) : NULL;
    const char *reference = sg_get_text(given, "Ref"), *sub = sg_get_text(given, "Fn::Sub");
    if (reference)
        return sg_tagged(scope->arena, "!Ref", reference);
    return sub ? sg_tagged(scope->arena, "!Sub", sub) : given;
}

bool sg_place_deploy_time_name(struct sg_scope *scope, const struct sg_value *value, struct sg_value *named)
{
    struct sg_hush hush;
    const struct sg_node *node = explicit_name(scope, value);
    sg_hush(&hush, &scope->findings);
    bool ok = node && sg_read_value_node(scope, value->origin, value->kind, node, named) && named->name &&
              !sg_place_is_late(scope, named);
    sg_unhush(&hush);
    return ok;
}
