#include "apply/circle_internal.h"

#include "sam/long_form.h"
#include "sam/mention.h"

#include <string.h>

struct avoiding {
    const struct sg_application *to;
    struct sg_dependencies **dependencies;
    const struct sg_role *role;
    const struct sg_asked *asked;
};

/* The block of the grant, in long form; NULL if it has faults, which are reported when it is written. */
static struct sg_node *written(const struct avoiding *v, const struct sg_asked *asked)
{
    struct sg_scope *scope = v->to->scope;
    struct sg_hush hush;
    sg_hush(&hush, &scope->findings);
    struct sg_node *block = sg_grant_generate(scope, v->to->catalog, asked, v->to->settings);
    if (block)
        sg_long_form(scope->arena, v->to->template->source, block, NULL);
    sg_unhush(&hush);
    return block;
}

/*
 * The chain of references from the grant back to the role. Empty if there is none; then the role depends on what the
 * grant refers to, and the next grant is checked with these dependencies too.
 */
static struct sg_strings find_circle(const struct avoiding *v, const struct sg_asked *asked)
{
    struct sg_arena *a = v->to->scope->arena;
    struct sg_strings names = {0}, path = {0};
    sg_add_mentions(a, written(v, asked), &names);
    if (names.count && !*v->dependencies)
        *v->dependencies = sg_dependencies_of(v->to->template, v->to->roles);
    for (size_t i = 0; i < names.count; i++)
        if (sg_depends_on(*v->dependencies, names.items[i], v->role->id, &path)) {
            sg_push(a, &path, path.items[0]);
            return path;
        }
    for (size_t i = 0; i < names.count; i++)
        sg_add_dependency(*v->dependencies, v->role->id, names.items[i]);
    return path;
}

/* "Data" of "${Data}", "${Data.Arn}", !Ref Data and !GetAtt Data.Arn; NULL if the value is more than a reference. */
static const char *referenced_id(struct sg_arena *a, const struct sg_asked_option *option)
{
    const char *text = option->text ? option->text : option->node->text;
    const char *tag = option->node ? option->node->tag : NULL;
    static const char *const starts[] = {"!Ref ", "!GetAtt "};
    for (size_t i = 0; text && i < sizeof starts / sizeof *starts; i++)
        if (sg_starts_with(text, starts[i]))
            return sg_copy_bytes(a, text + strlen(starts[i]), strcspn(text + strlen(starts[i]), "."));
    if (!text || (tag && strcmp(tag, "!Ref") != 0 && strcmp(tag, "!GetAtt") != 0))
        return NULL;
    if (tag)
        return sg_copy_bytes(a, text, strcspn(text, "."));
    size_t length = strcspn(text, "}");
    if (!sg_starts_with(text, "${") || strcmp(text + length, "}") != 0)
        return NULL;
    return sg_copy_bytes(a, text + 2, strcspn(text + 2, ".}"));
}

static const struct sg_node *name_property(const struct avoiding *v, const struct sg_resource *resource)
{
    const struct sg_kinds *kinds = sg_all_kinds(v->to->catalog, v->to->scope->findings);
    for (size_t i = 0; kinds && i < kinds->count; i++)
        if (kinds->items[i].property && sg_strings_have(&kinds->items[i].types, resource->type))
            return sg_get(resource->properties, kinds->items[i].property);
    return NULL;
}

/* The name that the template gives a resource, as the text of a value; NULL if it has none that can be written so. */
static const char *explicit_name(const struct avoiding *v, const char *id)
{
    const struct sg_resource *resource = id ? sg_find_resource(v->to->template, id) : NULL;
    const struct sg_node *name = resource ? name_property(v, resource) : NULL;
    const char *reference = sg_get_text(name, "Ref");
    if (name && name->type == SG_SCALAR)
        return name->text;
    return reference ? sg_format(v->to->scope->arena, "${%s}", reference) : sg_get_text(name, "Fn::Sub");
}

/* The grant with names in place of references. */
static struct sg_asked_grant with_names(const struct avoiding *v, const struct sg_asked_grant *grant)
{
    struct sg_arena *a = v->to->scope->arena;
    struct sg_asked_grant named = *grant;
    named.options = sg_new_array(a, struct sg_asked_option, grant->count);
    for (size_t i = 0; i < grant->count; i++) {
        struct sg_asked_option *option = &named.options[i];
        *option = grant->options[i];
        const char *name = option->text || option->node ? explicit_name(v, referenced_id(a, option)) : NULL;
        if (name)
            *option = (struct sg_asked_option){.name = option->name, .text = name, .origin = option->origin};
    }
    return named;
}

static void note_circle(const struct avoiding *v, const char *what, const struct sg_strings *circle,
                        const char *way_out)
{
    sg_report(v->to->template->findings, SAMGEN_NOTE, (struct sg_origin){.subject = what},
              "a reference would be circular (%s), so %s", sg_join(v->to->scope->arena, circle, " -> "), way_out);
}

/* Returns whether the grant stays in Policies, possibly with names instead of references. */
static bool keep(const struct avoiding *v, struct sg_asked_grant *grant)
{
    struct sg_asked one = {.function = v->asked->function, .grants = grant, .count = 1, .no_logs = true};
    const struct sg_strings circle = find_circle(v, &one);
    if (!circle.count)
        return true;
    struct sg_asked_grant named = with_names(v, grant);
    one.grants = &named;
    if (written(v, &one) && !find_circle(v, &one).count) {
        note_circle(v, grant->name, &circle, "the name is written instead");
        *grant = named;
        return true;
    }
    note_circle(v, grant->name, &circle, "a separate policy resource grants it");
    return false;
}

/* Raw statements stay together. */
static void avoid_in_statements(const struct avoiding *v, struct sg_asked *asked, struct sg_asked *apart)
{
    const struct sg_asked one = {.function = asked->function,
                                 .statements = asked->statements,
                                 .source = asked->source,
                                 .origin = asked->origin,
                                 .no_logs = true};
    const struct sg_strings circle = asked->statements ? find_circle(v, &one) : (struct sg_strings){0};
    if (!circle.count)
        return;
    note_circle(v, "statements", &circle, "they are written in a separate policy resource");
    apart->statements = asked->statements;
    asked->statements = NULL;
}

void sg_apply_avoid_circles(const struct sg_application *application, struct sg_dependencies **dependencies,
                            const struct sg_role *role, struct sg_asked *asked, struct sg_asked *apart)
{
    const struct avoiding v = {.to = application, .dependencies = dependencies, .role = role, .asked = asked};
    size_t count = 0;
    *apart = *asked;
    apart->statements = NULL;
    apart->count = 0;
    apart->grants = sg_new_array(application->scope->arena, struct sg_asked_grant, asked->count);
    for (size_t i = 0; i < asked->count; i++) {
        struct sg_asked_grant grant = asked->grants[i];
        if (keep(&v, &grant))
            asked->grants[count++] = grant;
        else
            apart->grants[apart->count++] = grant;
    }
    asked->count = count;
    avoid_in_statements(&v, asked, apart);
}

/* Logical ids can only contain letters and digits. */
static const char *free_id(const struct sg_application *application, const char *function)
{
    struct sg_arena *a = application->scope->arena;
    const char *id = sg_concat(a, function, "Policy");
    for (size_t n = 2; sg_find_resource(application->template, id); n++)
        id = sg_format(a, "%sPolicy%zu", function, n);
    return id;
}

struct sg_node *sg_apply_separate_policy(const struct sg_application *application, const struct sg_role *role,
                                         const struct sg_asked *apart, const char **id)
{
    struct sg_arena *a = application->scope->arena;
    struct sg_settings inline_style = *application->settings;
    inline_style.style = SAMGEN_STYLE_INLINE;
    struct sg_node *block = sg_grant_generate(application->scope, application->catalog, apart, &inline_style);
    struct sg_node *document = block ? block->first->next->first : NULL;
    if (!document)
        return NULL;
    if (document->next || !sg_get(document, "Statement")) {
        sg_fail(application->template->findings, apart->origin,
                "a reference would be circular in Policies, and this form cannot be written in a separate policy");
        return NULL;
    }
    struct sg_node *resource = sg_map(a), *properties = sg_map(a), *roles = sg_list(a);
    const char *condition = sg_get_text(role->resource->body, "Condition");
    *id = free_id(application, apart->function);
    sg_put(a, resource, "Type", sg_scalar(a, "AWS::IAM::Policy"));
    if (condition)
        sg_put(a, resource, "Condition", sg_scalar(a, condition));
    sg_put(a, properties, "PolicyName", sg_scalar(a, *id));
    sg_append(roles, sg_tagged(a, "!Ref", role->id));
    sg_put(a, properties, "Roles", roles);
    sg_put(a, properties, "PolicyDocument", document);
    sg_put(a, resource, "Properties", properties);
    return resource;
}
