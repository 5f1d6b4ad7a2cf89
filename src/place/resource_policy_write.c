#include "place/resource_policy_internal.h"

#include "catalog/pattern.h"
#include "grant/fill.h"
#include "place/place.h"

#include <string.h>

/* The URL of a queue: !Ref of the queue, or built from its name. */
static const char *url_text(const struct sg_policy_writing *w)
{
    const struct sg_value *value = w->policy->value;
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

/* The id for CloudFormation: the name without the suffix that AWS adds, or the ARN if only that is known. */
static const char *id_text(const struct sg_policy_writing *w)
{
    const struct sg_value *value = w->policy->value;
    bool named = value->name && !value->complete && !value->form;
    return named ? value->name : sg_value_arn(w->scope, value->origin, value, NULL, SG_ARN_SHORTEST);
}

/* {it} is the ARN of the resource, {it.name} its name, {id} its name or else its ARN, {url} its URL. */
static const char *property_text(const struct sg_policy_writing *w, const struct sg_property_row *property)
{
    struct sg_value value = *w->policy->value;
    struct sg_option option = {.name = "it", .kind = value.kind};
    struct sg_grant grant = {.name = w->policy->row->name, .options = {.items = &option, .count = 1}};
    struct sg_given given = {.option = &option, .values = &value, .count = 1, .origin = value.origin};
    const struct sg_use use = {.grant = &grant, .given = &given, .count = 1};
    if (strcmp(property->value, "{id}") == 0)
        return id_text(w);
    return strcmp(property->value, "{url}") == 0 ? url_text(w)
                                                 : sg_place_property_text(w->scope, &use, property, SG_ARN_SHORTEST);
}

static bool put_properties(const struct sg_policy_writing *w, struct sg_node *properties)
{
    struct sg_arena *a = w->scope->arena;
    for (size_t i = 0; i < w->policy->row->properties.count; i++) {
        const struct sg_property_row *property = &w->policy->row->properties.items[i];
        const char *text = property_text(w, property);
        if (!text)
            return false;
        struct sg_node *node = sg_text_node(w->scope, text);
        sg_put(a, properties, property->name, property->list ? sg_place_list_of(a, node) : node);
    }
    return true;
}

static const char *after_last_colon(const char *type)
{
    const char *colon = strrchr(type, ':');
    return colon ? colon + 1 : type;
}

/* "IncomingBucketPolicy"; a policy in a property of the resource is written under the id of the resource. */
static const char *logical_id(const struct sg_policy_writing *w, const char *word)
{
    const char *id = sg_place_policy_id(w);
    if (id && strcmp(w->policy->row->form, "inside") == 0)
        return id;
    return sg_format(w->scope->arena, "%s%s%s%s", w->access->word ? w->access->word : "",
                     sg_place_id_words(w->scope, w->policy->value), word, after_last_colon(w->policy->row->type));
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

static bool write_document(const struct sg_policy_writing *w)
{
    struct sg_node *properties = sg_map(w->scope->arena);
    if (!put_properties(w, properties))
        return false;
    put_document(w->scope->arena, properties, w->policy->row->document, sg_place_policy_document(w));
    sg_place_put_resource(w->scope, w->to, logical_id(w, ""), w->policy->row->type, properties);
    return true;
}

/* One CloudFormation resource for each statement; StatementId replaces the Sid. */
static bool write_statements(const struct sg_policy_writing *w)
{
    struct sg_arena *a = w->scope->arena;
    for (size_t i = 0; i < w->policy->count; i++) {
        const struct sg_statement *s = &w->policy->statements[i];
        struct sg_node *properties = sg_map(a), *statement;
        struct sg_statement nameless = *s;
        nameless.sid = NULL;
        if (!put_properties(w, properties))
            return false;
        statement = sg_place_policy_statement(w, &nameless, w->access);
        sg_put(a, properties, "StatementId", sg_scalar(a, s->sid));
        sg_put(a, properties, w->policy->row->document, statement);
        sg_place_put_resource(w->scope, w->to, logical_id(w, ""), w->policy->row->type, properties);
    }
    return true;
}

/* The Principal of a permission: an ARN, or the account if it can only let in accounts. */
static const char *permitted(const struct sg_policy_writing *w)
{
    const char *account = w->access->account ? w->access->account : SG_STACK_ACCOUNT;
    return w->policy->row->by_account ? account : w->access->principal;
}

/* A permission has one action on one resource for one principal, and no conditions. */
static bool write_permissions(const struct sg_policy_writing *w)
{
    struct sg_arena *a = w->scope->arena;
    for (size_t i = 0; i < w->policy->count; i++)
        for (size_t n = 0; n < w->policy->statements[i].actions.count; n++) {
            const struct sg_statement *s = &w->policy->statements[i];
            struct sg_node *properties = sg_map(a);
            if (s->conditions.count || strpbrk(s->resources.items[0], "*?"))
                return sg_fail(w->scope->findings, w->policy->value->origin,
                               "the %s cannot have conditions or wildcards in its resource", w->policy->row->title);
            sg_put(a, properties, "Action", sg_scalar(a, s->actions.items[n]));
            sg_put(a, properties, w->policy->row->document, sg_text_node(w->scope, s->resources.items[0]));
            sg_put(a, properties, "Principal", sg_text_node(w->scope, permitted(w)));
            sg_place_put_resource(w->scope, w->to, logical_id(w, "Caller"), w->policy->row->type, properties);
        }
    return true;
}

static bool write_inside(const struct sg_policy_writing *w)
{
    sg_report(w->scope->findings, SAMGEN_NOTE, (struct sg_origin){.subject = w->policy->row->title},
              "this is a property of the resource itself, so add the statements to those that %s already has",
              w->policy->row->document);
    const struct sg_name *name = sg_place_policy_id(w) ? sg_find_name(w->scope->names, sg_place_policy_id(w)) : NULL;
    if (name && name->type && strcmp(name->type, w->policy->row->type) != 0)
        sg_report(w->scope->findings, SAMGEN_WARNING, w->policy->value->origin,
                  "%s is %s in the template, but only %s has this property", sg_place_policy_id(w), name->type,
                  w->policy->row->type);
    if (sg_place_policy_id(w) && sg_has_substitution(w->access->principal) &&
        !strstr(w->access->principal, SG_STACK_ACCOUNT))
        sg_report(
            w->scope->findings, SAMGEN_WARNING, w->policy->value->origin,
            "this policy refers to the role, so a grant that refers to %s is circular; name one of the two explicitly",
            sg_place_policy_id(w));
    return write_document(w);
}

static bool refuse_text(const struct sg_policy_writing *w)
{
    return sg_fail(w->scope->findings, w->policy->value->origin,
                   "CloudFormation has no resource for the %s; use --bare to print the statements",
                   w->policy->row->title);
}

static const struct {
    const char *name;
    bool (*write)(const struct sg_policy_writing *w);
} forms[] = {
    {"document", write_document}, {"statement", write_statements}, {"permission", write_permissions},
    {"inside", write_inside},     {"text", refuse_text},
};

static bool write_bare(const struct sg_policy_writing *w)
{
    for (size_t i = 0; i < w->policy->count; i++)
        sg_append(w->to, sg_place_policy_statement(w, &w->policy->statements[i], w->access));
    return true;
}

bool sg_place_write_policy(struct sg_scope *scope, const struct sg_written_policy *policy,
                           const struct sg_policy_access *access, struct sg_node *to)
{
    const struct sg_policy_writing w = {.scope = scope, .policy = policy, .access = access, .to = to};
    sg_place_add_notes(scope, policy->row->title, &policy->row->notes);
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++)
        if (strcmp(forms[i].name, policy->row->form) == 0)
            return access->bare ? write_bare(&w) : forms[i].write(&w);
    return sg_fail(scope->findings, (struct sg_origin){.subject = policy->row->name},
                   "\"%s\" is not a form of a policy", policy->row->form);
}
