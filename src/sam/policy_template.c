#include "sam/policy_template.h"

#include "base/buffer.h"
#include "base/text.h"
#include "sam/intrinsic.h"

#include <ctype.h>
#include <string.h>

const char *sg_policy_template_name(const struct sg_template *t, const struct sg_node *entry)
{
    if (entry->type != SG_MAP || entry->count != 2)
        return NULL;
    return sg_find_policy(t->catalog, entry->first->text, t->findings) ? entry->first->text : NULL;
}

/* A text of a template that is being filled: the text of Fn::Sub and its variables. */
struct filling {
    const struct sg_template *template;
    const struct sg_policy *policy;
    const struct sg_node *values;
    struct sg_buffer text;
    struct sg_node *variables;
};

static const char *variable_of(struct sg_arena *a, const struct sg_parameter *parameter)
{
    if (parameter->variable)
        return parameter->variable;
    char *name = sg_copy(a, parameter->name);
    name[0] = (char)tolower((unsigned char)name[0]);
    return name;
}

static const char *pseudo_parameter(const char *placeholder)
{
    static const struct {
        const char *placeholder, *name;
    } rows[] = {{"partition", "AWS::Partition"}, {"region", "AWS::Region"}, {"account", "AWS::AccountId"}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (sg_equals(rows[i].placeholder, placeholder))
            return rows[i].name;
    return NULL;
}

static void fill_placeholder(struct filling *f, const char *placeholder)
{
    struct sg_arena *a = f->template->arena;
    const char *name = pseudo_parameter(placeholder);
    const struct sg_parameter *parameter = name ? NULL : sg_find_parameter(f->policy, placeholder);
    if (parameter) {
        name = variable_of(a, parameter);
        if (!sg_get(f->variables, name))
            sg_put(a, f->variables, name, sg_shared(a, sg_get(f->values, parameter->name)));
    }
    sg_add_bytes(&f->text, "${", 2);
    sg_add(&f->text, name ? name : placeholder);
    sg_add_bytes(&f->text, "}", 1);
}

/* A text with placeholders becomes Fn::Sub, with a map of variables if it contains parameters. */
static struct sg_node *fill_text(const struct filling *given, const char *text)
{
    struct sg_arena *a = given->template->arena;
    if (!text[sg_length_before(text, '{')])
        return sg_scalar(a, text);
    struct filling f = *given;
    f.text = sg_buffer_new(a, SG_BUFFER_MOST);
    f.variables = sg_map(a);
    for (const char *p = text; *p;) {
        size_t plain = sg_length_before(p, '{');
        sg_add_bytes(&f.text, p, plain);
        p += plain;
        const char *end = *p ? strchr(p, '}') : NULL;
        if (end)
            fill_placeholder(&f, sg_copy_bytes(a, p + 1, (size_t)(end - p - 1)));
        p = end ? end + 1 : p + strlen(p);
    }
    struct sg_node *sub = sg_scalar(a, f.text.text);
    if (f.variables->count == 0)
        return sg_make_intrinsic(a, "Fn::Sub", sub);
    struct sg_node *list = sg_list(a);
    sg_append(list, sub);
    sg_append(list, f.variables);
    return sg_make_intrinsic(a, "Fn::Sub", list);
}

enum one { ONE_AS_TEXT, ONE_AS_LIST };

static struct sg_node *fill_texts(const struct filling *f, const struct sg_strings *texts, enum one one)
{
    if (one == ONE_AS_TEXT && texts->count == 1)
        return fill_text(f, texts->items[0]);
    struct sg_node *list = sg_list(f->template->arena);
    for (size_t i = 0; i < texts->count; i++)
        sg_append(list, fill_text(f, texts->items[i]));
    return list;
}

static struct sg_node *fill_conditions(const struct filling *f, const struct sg_statement *s)
{
    struct sg_arena *a = f->template->arena;
    struct sg_node *conditions = sg_map(a);
    for (size_t i = 0; i < s->conditions.count; i++) {
        const struct sg_condition *c = &s->conditions.items[i];
        if (!sg_get(conditions, c->name))
            sg_put(a, conditions, c->name, sg_map(a));
        sg_put(a, sg_get(conditions, c->name), c->key, fill_texts(f, &c->values, ONE_AS_TEXT));
    }
    return conditions;
}

static struct sg_node *fill_statement(const struct filling *f, const struct sg_statement *s)
{
    struct sg_arena *a = f->template->arena;
    struct sg_node *node = sg_map(a);
    sg_put(a, node, "Effect", sg_scalar(a, s->effect ? s->effect : "Allow"));
    sg_put(a, node, "Action", fill_texts(f, &s->actions, s->action_as_text ? ONE_AS_TEXT : ONE_AS_LIST));
    sg_put(a, node, "Resource", fill_texts(f, &s->resources, s->resource_as_list ? ONE_AS_LIST : ONE_AS_TEXT));
    if (s->conditions.count)
        sg_put(a, node, "Condition", fill_conditions(f, s));
    return node;
}

static bool check_parameters(const struct sg_template *t, const struct sg_policy *policy, const struct sg_node *entry)
{
    const struct sg_node *values = entry->first->next;
    struct sg_strings missing = {0};
    if (values->type != SG_MAP)
        return sg_fail(t->findings, sg_at(t, entry), "the parameters of %s must be a map; write %s%s", policy->name,
                       policy->name, policy->parameters.count ? ": {Parameter: value}" : ": {}");
    for (size_t i = 0; i < policy->parameters.count; i++)
        if (!sg_get(values, policy->parameters.items[i].name))
            sg_push(t->arena, &missing, policy->parameters.items[i].name);
    return missing.count == 0 || sg_fail(t->findings, sg_at(t, entry), "%s is missing the parameter%s %s", policy->name,
                                         missing.count == 1 ? "" : "s", sg_join(t->arena, &missing, ", "));
}

struct sg_node *sg_expand_policy_template(const struct sg_template *t, const struct sg_node *entry)
{
    const struct sg_policy *policy = sg_find_policy(t->catalog, entry->first->text, t->findings);
    if (!check_parameters(t, policy, entry))
        return NULL;
    const struct filling f = {.template = t, .policy = policy, .values = entry->first->next};
    struct sg_node *statements = sg_list(t->arena), *document = sg_map(t->arena);
    for (size_t i = 0; i < policy->statements.count; i++)
        sg_append(statements, fill_statement(&f, &policy->statements.items[i]));
    sg_put(t->arena, document, "Statement", statements);
    return document;
}
