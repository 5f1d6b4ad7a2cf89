#include "place/resource_policy_write_internal.h"

#include "catalog/pattern.h"
#include "place/resource_policy_internal.h"
#include "grant/fill.h"
#include "place/place.h"

#include <string.h>

/* The URL of a queue: !Ref of it, or built. */
static const char *url_text(const struct sg_callee_writing *w)
{
    const struct sg_value *value = w->use->value;
    struct sg_arena *a = w->scope->arena;
    const char *id = sg_place_policy_id(w);
    if (id && (!value->name || strchr(value->name, '.')))
        return sg_format(a, "${%s}", id);
    const struct sg_parts parts = {.partition = w->scope->partition,
                                   .region = value->region ? value->region : "${AWS::Region}",
                                   .account = sg_place_policy_account(w),
                                   .name = value->name};
    const char *form = sg_place_url_form(w->scope, value);
    return value->name && form ? sg_fill_pattern(a, form, &parts) : NULL;
}

/* What CloudFormation finds it by: its name, without what AWS puts behind it, or the ARN where that is all one knows. */
static const char *id_text(const struct sg_callee_writing *w)
{
    const struct sg_value *value = w->use->value;
    bool named = value->name && !value->complete && !value->form;
    return named ? value->name : sg_value_arn(w->scope, value->origin, value, NULL, SG_ARN_SHORTEST);
}

/* {it} is the ARN of the resource, {it.name} its name, {id} its name or else its ARN, {url} its URL. */
static const char *property_text(const struct sg_callee_writing *w, const struct sg_property_row *row)
{
    struct sg_value value = *w->use->value;
    struct sg_option option = {.name = "it", .kind = value.kind};
    struct sg_grant grant = {.name = w->use->callee->name, .options = {.items = &option, .count = 1}};
    struct sg_given given = {.option = &option, .values = &value, .count = 1, .origin = value.origin};
    const struct sg_use use = {.grant = &grant, .given = &given, .count = 1};
    if (strcmp(row->value, "{id}") == 0)
        return id_text(w);
    return strcmp(row->value, "{url}") == 0 ? url_text(w)
                                            : sg_place_property_text(w->scope, &use, row, SG_ARN_SHORTEST);
}

static bool put_properties(const struct sg_callee_writing *w, struct sg_node *properties)
{
    struct sg_arena *a = w->scope->arena;
    for (size_t i = 0; i < w->use->callee->properties.count; i++) {
        const struct sg_property_row *row = &w->use->callee->properties.items[i];
        const char *text = property_text(w, row);
        if (!text)
            return false;
        struct sg_node *node = sg_text_node(w->scope, text);
        sg_put(a, properties, row->name, row->list ? sg_place_list_of(a, node) : node);
    }
    return true;
}

static const char *after_last_colon(const char *type)
{
    const char *colon = strrchr(type, ':');
    return colon ? colon + 1 : type;
}

/* "IncomingBucketPolicy"; what is a property of the resource stands under the id of that. */
static const char *logical_id(const struct sg_callee_writing *w, const char *word)
{
    const char *id = sg_place_policy_id(w);
    if (id && strcmp(w->use->callee->form, "inside") == 0)
        return id;
    return sg_format(w->scope->arena, "%s%s%s%s", w->access->word ? w->access->word : "",
                     sg_place_id_words(w->scope, w->use->value), word, after_last_colon(w->use->callee->type));
}

/* "ResourcePolicy.PolicyDocument": a property of a property. */
static void put_document(struct sg_arena *a, struct sg_node *properties, const char *path, struct sg_node *document)
{
    const char *dot = strchr(path, '.');
    if (!dot) {
        sg_put(a, properties, path, document);
        return;
    }
    struct sg_node *inner = sg_map(a);
    sg_put(a, properties, sg_copy_bytes(a, path, (size_t)(dot - path)), inner);
    put_document(a, inner, dot + 1, document);
}

static bool write_document(const struct sg_callee_writing *w)
{
    struct sg_node *properties = sg_map(w->scope->arena);
    if (!put_properties(w, properties))
        return false;
    put_document(w->scope->arena, properties, w->use->callee->document, sg_place_policy_document(w));
    sg_place_put_resource(w->scope, w->to, logical_id(w, ""), w->use->callee->type, properties);
    return true;
}

/* One resource for each statement, which has its Sid beside it. */
static bool write_statements(const struct sg_callee_writing *w)
{
    struct sg_arena *a = w->scope->arena;
    for (size_t i = 0; i < w->use->count; i++) {
        const struct sg_statement *s = &w->use->statements[i];
        struct sg_node *properties = sg_map(a), *statement;
        struct sg_statement nameless = *s;
        nameless.sid = NULL;
        if (!put_properties(w, properties))
            return false;
        statement = sg_place_policy_statement(w, &nameless, w->access);
        sg_put(a, properties, "StatementId", sg_scalar(a, s->sid));
        sg_put(a, properties, w->use->callee->document, statement);
        sg_place_put_resource(w->scope, w->to, logical_id(w, ""), w->use->callee->type, properties);
    }
    return true;
}

/* A principal as permissions have it: an ARN, or the account alone where nothing less can be let in. */
static const char *permitted(const struct sg_callee_writing *w)
{
    const char *account = w->access->account ? w->access->account : SG_STACK_ACCOUNT;
    return w->use->callee->by_account ? account : w->access->principal;
}

/* A permission has one action on one resource for one principal, and no conditions. */
static bool write_permissions(const struct sg_callee_writing *w)
{
    struct sg_arena *a = w->scope->arena;
    for (size_t i = 0; i < w->use->count; i++)
        for (size_t n = 0; n < w->use->statements[i].actions.count; n++) {
            const struct sg_statement *s = &w->use->statements[i];
            struct sg_node *properties = sg_map(a);
            if (s->conditions.count || strpbrk(s->resources.items[0], "*?"))
                return sg_fail(w->scope->findings, w->use->value->origin,
                               "the %s is for one resource as a whole, without conditions", w->use->callee->title);
            sg_put(a, properties, "Action", sg_scalar(a, s->actions.items[n]));
            sg_put(a, properties, w->use->callee->document, sg_text_node(w->scope, s->resources.items[0]));
            sg_put(a, properties, "Principal", sg_text_node(w->scope, permitted(w)));
            sg_place_put_resource(w->scope, w->to, logical_id(w, "Caller"), w->use->callee->type, properties);
        }
    return true;
}

static bool write_inside(const struct sg_callee_writing *w)
{
    sg_report(w->scope->findings, SAMGEN_NOTE, (struct sg_origin){.subject = w->use->callee->title},
              "it is a property of the resource itself, so add the statements to what %s has already",
              w->use->callee->document);
    const struct sg_name *name = sg_place_policy_id(w) ? sg_find_name(w->scope->names, sg_place_policy_id(w)) : NULL;
    if (name && name->type && strcmp(name->type, w->use->callee->type) != 0)
        sg_report(w->scope->findings, SAMGEN_WARNING, w->use->value->origin,
                  "%s is %s in the template, and the property is one of %s", sg_place_policy_id(w), name->type,
                  w->use->callee->type);
    if (sg_place_policy_id(w) && sg_has_substitution(w->access->principal) &&
        !strstr(w->access->principal, SG_STACK_ACCOUNT))
        sg_report(
            w->scope->findings, SAMGEN_WARNING, w->use->value->origin,
            "a grant that refers to %s closes a circle with this reference to the role; name one of the two outright",
            sg_place_policy_id(w));
    return write_document(w);
}

static bool refuse_text(const struct sg_callee_writing *w)
{
    return sg_fail(w->scope->findings, w->use->value->origin,
                   "CloudFormation has no resource for the %s; --bare prints the statements", w->use->callee->title);
}

static const struct {
    const char *name;
    bool (*write)(const struct sg_callee_writing *w);
} forms[] = {
    {"document", write_document}, {"statement", write_statements}, {"permission", write_permissions},
    {"inside", write_inside},     {"text", refuse_text},
};

static bool write_bare(const struct sg_callee_writing *w)
{
    for (size_t i = 0; i < w->use->count; i++)
        sg_append(w->to, sg_place_policy_statement(w, &w->use->statements[i], w->access));
    return true;
}

bool sg_place_write_policy(struct sg_scope *scope, const struct sg_callee_use *use,
                           const struct sg_callee_access *access, struct sg_node *to)
{
    const struct sg_callee_writing w = {.scope = scope, .use = use, .access = access, .to = to};
    sg_place_add_notes(scope, use->callee->title, &use->callee->notes);
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++)
        if (strcmp(forms[i].name, use->callee->form) == 0)
            return access->bare ? write_bare(&w) : forms[i].write(&w);
    return sg_fail(scope->findings, (struct sg_origin){.subject = use->callee->name}, "\"%s\" is no form of a policy",
                   use->callee->form);
}
