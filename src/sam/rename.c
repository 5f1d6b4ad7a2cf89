#include "sam/rename_internal.h"

#include "base/buffer.h"
#include "base/text.h"
#include "sam/intrinsic.h"
#include "sam/parameter_internal.h"
#include "yaml/scalar.h"

#include <string.h>

static bool is_alphanumeric(const char *text)
{
    return *text && sg_is_made_of(text, SG_ALNUM);
}

/* For "live-1" SAM creates "FunctionAliasliveD1". */
static const char *alias_id(const struct sg_template *t, const struct sg_resource *r)
{
    const struct sg_node *alias = sg_get(r->properties, "AutoPublishAlias");
    const struct sg_node *name = sg_is_nothing(alias) ? NULL : sg_with_parameters(t, alias);
    if (!sg_is_text(name))
        return NULL;
    char *letters = sg_copy(t->arena, name->text);
    for (char *p = letters; *p; p++)
        *p = *p == '-' ? 'D' : *p == '_' ? 'U' : *p;
    return sg_format(t->arena, "%sAlias%s", r->id, letters);
}

/* Returns the ID of the stage of an API, if its name is a text. */
static const char *stage_id(const struct sg_template *t, const struct sg_resource *r)
{
    const struct sg_node *stage = sg_get(r->properties, "StageName");
    bool http = sg_has_type(r, "AWS::Serverless::HttpApi");
    if (http && (!stage || sg_is_null(stage) || (sg_is_text(stage) && strcmp(stage->text, "$default") == 0)))
        return sg_concat(t->arena, r->id, "ApiGatewayDefaultStage");
    return sg_is_text(stage) && is_alphanumeric(stage->text) ? sg_format(t->arena, "%s%sStage", r->id, stage->text)
                                                             : NULL;
}

/* Returns the ID of the last target of this kind that SAM creates for EventInvokeConfig. */
static const char *made_id(const struct sg_template *t, const struct sg_resource *r, const char *type,
                           const char *suffix)
{
    static const char *const names[] = {"OnFailure", "OnSuccess"};
    const struct sg_node *config = sg_get(sg_get(r->properties, "EventInvokeConfig"), "DestinationConfig");
    for (size_t i = 0; i < 2; i++) {
        const struct sg_node *one = sg_get(config, names[i]), *target = sg_get(one, "Destination");
        const char *kind = sg_get_text(one, "Type");
        if (kind && strcmp(kind, type) == 0 && (!target || sg_is_null(target)))
            return sg_format(t->arena, "%sEventInvokeConfig%s%s", r->id, names[i], suffix);
    }
    return NULL;
}

static const char *queue_id(const struct sg_template *t, const struct sg_resource *r)
{
    return made_id(t, r, "SQS", "Queue");
}

static const char *topic_id(const struct sg_template *t, const struct sg_resource *r)
{
    return made_id(t, r, "SNS", "Topic");
}

static const struct {
    const char *type, *property;
    const char *(*id)(const struct sg_template *, const struct sg_resource *);
} made[] = {
    {SG_FUNCTION_TYPE, "Alias", alias_id},
    {SG_FUNCTION_TYPE, "DestinationQueue", queue_id},
    {SG_FUNCTION_TYPE, "DestinationTopic", topic_id},
    {"AWS::Serverless::Api", "Stage", stage_id},
    {"AWS::Serverless::HttpApi", "Stage", stage_id},
};

/* Returns the ID that replaces the first two parts of "Function.Alias.Arn", or NULL; `*rest` follows them. */
static const char *new_id(const struct sg_template *t, const char *reference, const char **rest)
{
    const char *dot = strchr(reference, '.');
    if (!dot || dot == reference)
        return NULL;
    size_t length = strcspn(dot + 1, ".");
    const struct sg_resource *r = sg_find_resource(t, sg_copy_bytes(t->arena, reference, (size_t)(dot - reference)));
    *rest = dot + 1 + length;
    for (size_t i = 0; r && i < sizeof made / sizeof *made; i++)
        if (sg_has_type(r, made[i].type) && strlen(made[i].property) == length &&
            strncmp(made[i].property, dot + 1, length) == 0)
            return made[i].id(t, r);
    return NULL;
}

static void rename_ref(const struct sg_template *t, struct sg_node *argument)
{
    const char *rest, *id = argument->type == SG_SCALAR ? new_id(t, argument->text, &rest) : NULL;
    if (id && !*rest)
        argument->text = id;
}

/* ["Function", "Alias.Arn"] and ["Function.Alias", "Arn"] both become ["FunctionAliaslive", "Arn"]. */
static void rename_get_att(const struct sg_template *t, struct sg_node *argument)
{
    struct sg_strings parts = {0};
    if (argument->type != SG_LIST || argument->count < 2)
        return;
    for (const struct sg_node *part = argument->first; part; part = part->next) {
        if (!sg_is_text(part))
            return;
        sg_push(t->arena, &parts, part->text);
    }
    const char *rest, *id = new_id(t, sg_join(t->arena, &parts, "."), &rest);
    if (!id)
        return;
    argument->first = argument->last = NULL;
    argument->count = 0;
    sg_append(argument, sg_scalar(t->arena, id));
    while (*rest == '.') {
        size_t length = strcspn(rest + 1, ".");
        sg_append(argument, sg_scalar(t->arena, sg_copy_bytes(t->arena, rest + 1, length)));
        rest += 1 + length;
    }
}

static void rename_in_text(const struct sg_template *t, struct sg_node *node)
{
    struct sg_buffer b = sg_buffer_new(t->arena, SG_BUFFER_MOST);
    const char *p = node->text, *end;
    for (const char *open; (open = strstr(p, "${")) && (end = strchr(open, '}')); p = end + 1) {
        const char *rest, *name = sg_copy_bytes(t->arena, open + 2, (size_t)(end - open - 2));
        const char *id = sg_is_made_of(name, SG_ALNUM ".") ? new_id(t, name, &rest) : NULL;
        sg_add_bytes(&b, p, (size_t)(open - p));
        if (id)
            sg_add_format(&b, "${%s%s}", id, rest);
        else
            sg_add_bytes(&b, open, (size_t)(end - open + 1));
    }
    sg_add(&b, p);
    node->text = b.text;
}

static void rename_sub(const struct sg_template *t, struct sg_node *argument)
{
    struct sg_node *text = argument->type == SG_LIST ? argument->first : argument;
    if (sg_is_text(text) && strchr(text->text, '.'))
        rename_in_text(t, text);
}

/* Returns a copy with renamed references; parts without references are shared. */
static struct sg_node *renamed(const struct sg_template *t, const struct sg_node *value)
{
    struct sg_node *copy = sg_shared(t->arena, value);
    if (value->type == SG_SCALAR)
        return copy;
    copy->first = copy->last = NULL;
    copy->count = 0;
    for (const struct sg_node *child = value->first; child; child = child->next)
        sg_append(copy, renamed(t, child));
    const char *name = sg_intrinsic_name(copy);
    if (name && strcmp(name, "Ref") == 0)
        rename_ref(t, copy->last);
    else if (name && strcmp(name, "Fn::GetAtt") == 0)
        rename_get_att(t, copy->last);
    else if (name && strcmp(name, "Fn::Sub") == 0)
        rename_sub(t, copy->last);
    return copy;
}

static void rename_all(const struct sg_template *t, struct sg_attached_list *list)
{
    for (size_t i = 0; i < list->count; i++)
        list->items[i].node = renamed(t, list->items[i].node);
}

/* Most templates have nothing to rename and need no copies. */
static bool makes_any(const struct sg_template *t)
{
    for (size_t i = 0; i < t->count; i++)
        for (size_t m = 0; m < sizeof made / sizeof *made; m++)
            if (sg_has_type(&t->resources[i], made[m].type) && made[m].id(t, &t->resources[i]))
                return true;
    return false;
}

void sg_rename_references(const struct sg_template *t, struct sg_roles *roles)
{
    if (!makes_any(t))
        return;
    for (size_t i = 0; i < roles->count; i++) {
        struct sg_role *role = &roles->items[i];
        rename_all(t, &role->managed);
        rename_all(t, &role->policies);
        role->trust = renamed(t, role->trust);
        role->path = role->path ? renamed(t, role->path) : NULL;
        role->boundary = role->boundary ? renamed(t, role->boundary) : NULL;
    }
}
