#include "base/buffer.h"
#include "sam/intrinsic.h"
#include "verb/explain.h"

#include <string.h>

#define SHOWN_MOST 4096 /* of a value in a table; what is longer nobody reads */

static void show(struct sg_buffer *b, const struct sg_node *value);

static void show_attribute(struct sg_buffer *b, const struct sg_node *argument)
{
    sg_add(b, "${");
    for (const struct sg_node *part = argument->type == SG_LIST ? argument->first : argument; part;
         part = argument->type == SG_LIST ? part->next : NULL) {
        sg_add(b, part->type == SG_SCALAR ? part->text : "?");
        if (argument->type == SG_LIST && part->next)
            sg_add_char(b, '.');
    }
    sg_add_char(b, '}');
}

/* The text of Fn::Sub, with its own variables' values in their places. */
static void show_sub(struct sg_buffer *b, const struct sg_node *argument)
{
    const struct sg_node *text = argument->type == SG_LIST ? argument->first : argument;
    const struct sg_node *variables = text && text != argument ? text->next : NULL;
    for (const char *p = text && text->type == SG_SCALAR ? text->text : ""; *p;) {
        const char *end = p[0] == '$' && p[1] == '{' ? strchr(p, '}') : NULL;
        const struct sg_node *value =
            end ? sg_get(variables, sg_copy_bytes(b->arena, p + 2, (size_t)(end - p - 2))) : NULL;
        if (value)
            show(b, value);
        else
            sg_add_bytes(b, p, end ? (size_t)(end - p + 1) : 1);
        p = end ? end + 1 : p + 1;
    }
}

static void show_join(struct sg_buffer *b, const struct sg_node *argument)
{
    const struct sg_node *between = argument->type == SG_LIST ? argument->first : NULL;
    const struct sg_node *items = between ? between->next : NULL;
    if (!items || items->type != SG_LIST || between->type != SG_SCALAR) {
        sg_add(b, "Fn::Join");
        return;
    }
    for (const struct sg_node *item = items->first; item; item = item->next) {
        show(b, item);
        if (item->next)
            sg_add(b, between->text);
    }
}

static void show_if(struct sg_buffer *b, const struct sg_node *argument)
{
    const struct sg_node *condition = argument->type == SG_LIST && argument->count == 3 ? argument->first : NULL;
    if (!condition) {
        sg_add(b, "Fn::If");
        return;
    }
    sg_add(b, "if ");
    show(b, condition);
    sg_add(b, ": ");
    show(b, condition->next);
    sg_add(b, ", else: ");
    show(b, argument->last);
}

static void show_reference(struct sg_buffer *b, const struct sg_node *argument)
{
    sg_add_format(b, "${%s}", argument->type == SG_SCALAR ? argument->text : "?");
}

static void show_import(struct sg_buffer *b, const struct sg_node *argument)
{
    sg_add(b, "import of ");
    show(b, argument);
}

static const struct {
    const char *name;
    void (*show)(struct sg_buffer *, const struct sg_node *);
} functions[] = {
    {"Ref", show_reference}, {"Fn::GetAtt", show_attribute},   {"Fn::Sub", show_sub}, {"Fn::Join", show_join},
    {"Fn::If", show_if},     {"Fn::ImportValue", show_import},
};

static void show_list(struct sg_buffer *b, const struct sg_node *list)
{
    for (const struct sg_node *item = list->first; item; item = item->next) {
        show(b, item);
        if (item->next)
            sg_add(b, ", ");
    }
}

static void show(struct sg_buffer *b, const struct sg_node *value)
{
    const char *name = sg_intrinsic_name(value);
    if (value->type == SG_SCALAR)
        sg_add(b, value->text);
    else if (value->type == SG_LIST)
        show_list(b, value);
    for (size_t i = 0; name && i < sizeof functions / sizeof *functions; i++)
        if (strcmp(functions[i].name, name) == 0) {
            functions[i].show(b, value->first->next);
            return;
        }
    if (value->type == SG_MAP)
        sg_add(b, name ? name : "a map");
}

const char *sg_shown_value(struct sg_arena *a, const struct sg_node *value)
{
    struct sg_buffer b = sg_buffer_new(a, SHOWN_MOST);
    show(&b, value);
    return b.text;
}
