#include "sam/mention.h"

#include "base/text.h"
#include "sam/intrinsic.h"
#include "sam/key_index.h"
#include "yaml/scalar.h"

#include <string.h>

static void add_attribute(struct sg_arena *a, const struct sg_node *argument, struct sg_strings *names)
{
    const struct sg_node *id = argument->type == SG_LIST ? argument->first : argument;
    if (!id || id->type != SG_SCALAR)
        return;
    bool named = id != argument && id->next && id->next->type == SG_SCALAR;
    sg_push(a, names, named ? sg_format(a, "%s.%s", id->text, id->next->text) : id->text);
}

/* "${!Name}" is the text "${Name}", not a reference. */
static void add_substituted(struct sg_arena *a, const struct sg_node *argument, struct sg_strings *names)
{
    const struct sg_node *text = argument->type == SG_LIST ? argument->first : argument,
                         *own = argument->type == SG_LIST && text ? text->next : NULL;
    if (!text || text->type != SG_SCALAR)
        return;
    const struct sg_key_index variables = sg_key_index_new(a, own && own->type == SG_MAP ? own : NULL);
    const char *p = text->text, *end;
    for (const char *open; (open = sg_first_open(p)) && (end = strchr(open, '}')); p = end + 1) {
        const char *name = sg_copy_bytes(a, open + 2, (size_t)(end - open - 2));
        if (*name != '!' && !sg_key_index_get(&variables, name))
            sg_push(a, names, name);
    }
}

void sg_add_mentions(struct sg_arena *a, const struct sg_node *value, struct sg_strings *names)
{
    const char *name = sg_intrinsic_name(value);
    const struct sg_node *argument = name ? value->first->next : NULL;
    if (name && sg_equals(name, "Ref") && argument->type == SG_SCALAR)
        sg_push(a, names, argument->text);
    else if (name && sg_equals(name, "Fn::GetAtt"))
        add_attribute(a, argument, names);
    else if (name && sg_equals(name, "Fn::Sub"))
        add_substituted(a, argument, names);
    for (const struct sg_node *child = value ? value->first : NULL; child; child = child->next)
        if (child->first)
            sg_add_mentions(a, child, names);
}
