#include "explain/explain.h"

#include "base/buffer.h"
#include "sam/intrinsic.h"

#include <string.h>

#define SHOWN_MOST 4096 /* bytes of a value in a table, and values inside it */

/* A text that is being written. `left` limits the values, because Fn::Sub can repeat one again and again. */
struct showing {
    struct sg_buffer text;
    size_t left;
};

static void show(struct showing *s, const struct sg_node *value);

static void show_attribute(struct showing *s, const struct sg_node *argument)
{
    sg_add(&s->text, "${");
    for (const struct sg_node *part = argument->type == SG_LIST ? argument->first : argument; part;
         part = argument->type == SG_LIST ? part->next : NULL) {
        sg_add(&s->text, part->type == SG_SCALAR ? part->text : "?");
        if (argument->type == SG_LIST && part->next)
            sg_add_char(&s->text, '.');
    }
    sg_add_char(&s->text, '}');
}

/* Shows the text of Fn::Sub with the values of its own variables. */
static void show_sub(struct showing *s, const struct sg_node *argument)
{
    const struct sg_node *text = argument->type == SG_LIST ? argument->first : argument;
    const struct sg_node *variables = text && text != argument ? text->next : NULL;
    const char *p = text && text->type == SG_SCALAR ? text->text : "", *end;
    for (const char *open; s->left && (open = strstr(p, "${")) && (end = strchr(open, '}')); p = end + 1) {
        const struct sg_node *value =
            sg_get(variables, sg_copy_bytes(s->text.arena, open + 2, (size_t)(end - open - 2)));
        sg_add_bytes(&s->text, p, (size_t)(open - p));
        s->left--;
        if (value)
            show(s, value);
        else
            sg_add_bytes(&s->text, open, (size_t)(end - open + 1));
    }
    if (s->left)
        sg_add(&s->text, p);
}

static void show_join(struct showing *s, const struct sg_node *argument)
{
    const struct sg_node *between = argument->type == SG_LIST ? argument->first : NULL;
    const struct sg_node *items = between ? between->next : NULL;
    if (!items || items->type != SG_LIST || between->type != SG_SCALAR) {
        sg_add(&s->text, "Fn::Join");
        return;
    }
    for (const struct sg_node *item = items->first; item && s->left; item = item->next) {
        show(s, item);
        if (item->next)
            sg_add(&s->text, between->text);
    }
}

static void show_if(struct showing *s, const struct sg_node *argument)
{
    const struct sg_node *condition = argument->type == SG_LIST && argument->count == 3 ? argument->first : NULL;
    if (!condition) {
        sg_add(&s->text, "Fn::If");
        return;
    }
    sg_add(&s->text, "if ");
    show(s, condition);
    sg_add(&s->text, ": ");
    show(s, condition->next);
    sg_add(&s->text, ", else: ");
    show(s, argument->last);
}

static void show_reference(struct showing *s, const struct sg_node *argument)
{
    sg_add_format(&s->text, "${%s}", argument->type == SG_SCALAR ? argument->text : "?");
}

static void show_import(struct showing *s, const struct sg_node *argument)
{
    sg_add(&s->text, "import of ");
    show(s, argument);
}

static const struct {
    const char *name;
    void (*show)(struct showing *, const struct sg_node *);
} functions[] = {
    {"Ref", show_reference}, {"Fn::GetAtt", show_attribute},   {"Fn::Sub", show_sub}, {"Fn::Join", show_join},
    {"Fn::If", show_if},     {"Fn::ImportValue", show_import},
};

static void show_list(struct showing *s, const struct sg_node *list)
{
    for (const struct sg_node *item = list->first; item && s->left; item = item->next) {
        show(s, item);
        if (item->next)
            sg_add(&s->text, ", ");
    }
}

static void show(struct showing *s, const struct sg_node *value)
{
    if (s->left == 0 || s->text.full)
        return;
    s->left--;
    const char *name = sg_intrinsic_name(value);
    if (value->type == SG_SCALAR)
        sg_add(&s->text, value->text);
    else if (value->type == SG_LIST)
        show_list(s, value);
    for (size_t i = 0; name && i < sizeof functions / sizeof *functions; i++)
        if (strcmp(functions[i].name, name) == 0) {
            functions[i].show(s, value->first->next);
            return;
        }
    if (value->type == SG_MAP)
        sg_add(&s->text, name ? name : "a map");
}

const char *sg_explain_value_text(struct sg_arena *a, const struct sg_node *value)
{
    struct showing s = {.text = sg_buffer_new(a, SHOWN_MOST), .left = SHOWN_MOST};
    show(&s, value);
    return s.text.full || s.left == 0 ? sg_concat(a, s.text.text, "...") : s.text.text;
}
