/* SG511: resources that the definition of a state machine names, but on which its role has no permission. */
#include "lint/reference_internal.h"
#include "lint/rules_internal.h"
#include "lint/user_internal.h"
#include "lint/values_internal.h"

#include "sam/intrinsic.h"
#include "sam/mention.h"

#include <string.h>

/* `read`: the definition shows that a call is for the resource; otherwise it may only hand the name on. */
static void check_named(struct sg_lint *l, const struct sg_lint_user *user, const struct sg_resource *named,
                        const struct sg_node *node, bool read)
{
    if (!named || named == user->resource)
        return;
    const struct sg_target *target = sg_lint_target_of(l, named);
    if (sg_lint_may_use(l, user->access, sg_concat(l->arena, target->service, ":*"), named))
        return;
    struct sg_lint_finding *finding =
        sg_lint_report(l, SG511, node,
                       "the definition of %s names the %s %s, but its role has no permission on it; "
                       "grant what the definition does there, such as %s",
                       user->resource->id, target->kind->noun, named->id, target->grants);
    finding->milder = !read && target->kind->handed_on;
    sg_lint_offer(l, finding, user->resource->id, target->kind, &target->kind->suggest, named->id);
}

static void check_value(struct sg_lint *l, const struct sg_lint_user *user, const struct sg_node *value)
{
    check_named(l, user, sg_lint_named(l, value, NULL), value, true);
}

/* ---- A definition as one text ---- */

static void check_text(struct sg_lint *l, const struct sg_lint_user *user, const struct sg_node *text)
{
    struct sg_strings names = {0};
    sg_add_mentions(l->arena, text, &names);
    for (size_t i = 0; i < names.count; i++)
        check_named(l, user, sg_lint_called(l, names.items[i], NULL), text, false);
}

/* ---- A definition in YAML ---- */

/* Arguments that are only passed on to another reader. */
static const char *const carriers[] = {"Body", "Detail", "Input", "Item", "Message", "MessageBody", "Payload"};

static bool carries(const char *argument)
{
    for (size_t i = 0; i < sizeof carriers / sizeof *carriers; i++)
        if (strcmp(carriers[i], argument) == 0)
            return true;
    return false;
}

static void walk_arguments(struct sg_lint *l, const struct sg_lint_user *user, const struct sg_node *node)
{
    if (sg_intrinsic_name(node))
        check_value(l, user, node);
    else if (node->type == SG_LIST)
        for (const struct sg_node *item = node->first; item; item = item->next)
            walk_arguments(l, user, item);
    else if (node->type == SG_MAP)
        for (const struct sg_node *key = node->first; key; key = key->next->next)
            if (!carries(key->text))
                walk_arguments(l, user, key->next);
}

/* The Parameters of a function are passed on to it; those of another service name the resources that it works on. */
static void check_call(struct sg_lint *l, const struct sg_lint_user *user, const struct sg_node *state)
{
    static const char *const arguments[] = {"Parameters", "Arguments"};
    const struct sg_node *called = sg_get(state, "Resource");
    const char *text = sg_lint_text(l, called);
    check_value(l, user, called);
    for (size_t i = 0; text && strstr(text, ":states:::") && i < sizeof arguments / sizeof *arguments; i++)
        if (sg_get(state, arguments[i]))
            walk_arguments(l, user, sg_get(state, arguments[i]));
}

static void walk_states(struct sg_lint *l, const struct sg_lint_user *user, const struct sg_node *node)
{
    if (node->type == SG_SCALAR || sg_intrinsic_name(node))
        return;
    if (node->type == SG_MAP && sg_get(node, "Resource"))
        check_call(l, user, node);
    bool map = node->type == SG_MAP;
    for (const struct sg_node *child = node->first; child; child = map ? child->next->next : child->next)
        walk_states(l, user, map ? child->next : child);
}

static void check_machine(struct sg_lint *l, const struct sg_lint_user *user)
{
    const struct sg_node *properties = user->resource->properties, *definition = sg_get(properties, "Definition");
    if (definition)
        walk_states(l, user, definition);
    check_text(l, user, sg_get(properties, "DefinitionString"));
    for (struct sg_lint_values v = sg_lint_values_at(l, properties, "DefinitionSubstitutions.*"); sg_lint_next(&v);)
        check_named(l, user, sg_lint_named(l, v.value, NULL), v.value, false);
}

void sg_lint_check_definition(struct sg_lint *l)
{
    for (const struct sg_lint_user *u = NULL; (u = sg_lint_next_user(l, u));)
        if (sg_lint_is_machine(u))
            check_machine(l, u);
}
