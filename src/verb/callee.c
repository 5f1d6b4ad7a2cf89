#include "verb/callee.h"

#include "catalog/pattern.h"
#include "verb/block.h"
#include "verb/fill.h"
#include "verb/place.h"

#include <string.h>

struct writing {
    struct sg_scope *scope;
    const struct sg_callee_use *use;
    const struct sg_callee_access *access;
    struct sg_node *to;
};

static const char *account_of(const struct writing *w)
{
    const struct sg_value *value = w->use->value;
    return value->account ? value->account : w->access->owner ? w->access->owner : SG_STACK_ACCOUNT;
}

static const char *own_arn(const struct writing *w)
{
    const struct sg_value *value = w->use->value;
    return value->kind->arn && !value->form ? sg_value_arn(w->scope, value->origin, value, NULL, SG_ARN_SHORTEST)
                                            : NULL;
}

/* "Data" when the resource is the one of this id in the template. */
static const char *own_id(const struct writing *w)
{
    const struct sg_value *value = w->use->value;
    return sg_whole_reference(w->scope->arena, value->name ? value->name : value->arn);
}

/* ---- Statements ---- */

static bool names_itself(const struct writing *w, const char *text)
{
    const char *id = own_id(w), *found = id ? strstr(text, sg_concat(w->scope->arena, "${", id)) : NULL;
    return found && strchr(".}", found[2 + strlen(id)]);
}

/* The Resource of a statement: a policy within the resource cannot refer to it. */
static struct sg_node *resource_node(const struct writing *w, const struct sg_statement *s)
{
    const struct sg_callee *callee = w->use->callee;
    bool inside = strcmp(callee->form, "inside") == 0;
    const char *arn = own_arn(w);
    struct sg_strings texts = {0};
    for (size_t i = 0; i < s->resources.count; i++) {
        const char *text = s->resources.items[i];
        bool whole = callee->resource && (!arn || strcmp(text, arn) == 0 || (inside && names_itself(w, text)));
        sg_push_once(w->scope->arena, &texts, whole ? callee->resource : text);
    }
    struct sg_node *list = sg_list(w->scope->arena);
    for (size_t i = 0; i < texts.count; i++)
        sg_append(list, sg_text_node(w->scope, texts.items[i]));
    return list;
}

static struct sg_node *principal_node(const struct writing *w, const char *principal)
{
    struct sg_node *who = sg_map(w->scope->arena);
    bool service = w->access->service && principal == w->access->principal;
    sg_put(w->scope->arena, who, service ? "Service" : "AWS",
           sg_list_of(w->scope->arena, sg_text_node(w->scope, principal)));
    return who;
}

/* A service acts for resources of everybody, so the statement says for which; what roles carry, it does not. */
static struct sg_statement for_service(const struct writing *w, const struct sg_statement *s)
{
    struct sg_arena *a = w->scope->arena;
    struct sg_statement made = *s;
    const char *source = w->use->callee->any_source ? NULL : w->access->source;
    made.conditions.items = sg_new_array(a, struct sg_condition, 2);
    made.conditions.count = 0;
    if (source) {
        struct sg_condition *c = &made.conditions.items[made.conditions.count++];
        *c = (struct sg_condition){.name = "ArnLike", .key = "aws:SourceArn"};
        sg_push(a, &c->values, source);
    }
    if (source && strstr(source, ":::")) { /* an ARN without an account, as buckets have it */
        struct sg_condition *c = &made.conditions.items[made.conditions.count++];
        *c = (struct sg_condition){.name = "StringEquals", .key = "aws:SourceAccount"};
        sg_push(a, &c->values, SG_STACK_ACCOUNT);
    }
    return made;
}

static struct sg_node *statement_node(const struct writing *w, const struct sg_statement *s, const char *principal)
{
    struct sg_arena *a = w->scope->arena;
    const struct sg_statement as_service =
        w->access->service && principal == w->access->principal ? for_service(w, s) : *s;
    struct sg_node *node = sg_map(a), *made = sg_statement_node(w->scope, &as_service, s->sid ? s->sid : "");
    bool no_resource = w->use->callee->resource && strcmp(w->use->callee->resource, "none") == 0;
    for (struct sg_node *key = made->first, *next; key; key = next) {
        struct sg_node *value = key->next;
        next = value->next;
        if (strcmp(key->text, "Action") == 0)
            sg_put(a, node, "Principal", principal_node(w, principal));
        if (strcmp(key->text, "Resource") == 0)
            value = no_resource ? NULL : resource_node(w, s);
        if (value)
            sg_put(a, node, key->text, sg_copy_node(a, value));
    }
    return node;
}

/* What the policy must keep: the account itself may do this. */
static void add_always(const struct writing *w, struct sg_node *list)
{
    const struct sg_statements *always = &w->use->callee->always;
    const char *root =
        sg_format(w->scope->arena, "arn:%s:iam::%s:root",
                  w->use->value->partition ? w->use->value->partition : w->scope->partition, account_of(w));
    for (size_t i = 0; i < always->count; i++)
        sg_append(list, statement_node(w, &always->items[i], root));
}

static struct sg_node *document_node(const struct writing *w)
{
    struct sg_arena *a = w->scope->arena;
    struct sg_node *document = sg_map(a), *list = sg_list(a);
    add_always(w, list);
    for (size_t i = 0; i < w->use->count; i++)
        sg_append(list, statement_node(w, &w->use->statements[i], w->access->principal));
    sg_put(a, document, "Version", sg_scalar(a, "2012-10-17"));
    sg_put(a, document, "Statement", list);
    return document;
}

/* ---- Resources ---- */

/* The URL of a queue: !Ref of it, or built. */
static const char *url_text(const struct writing *w)
{
    const struct sg_value *value = w->use->value;
    struct sg_arena *a = w->scope->arena;
    const char *id = own_id(w);
    if (id && (!value->name || strchr(value->name, '.')))
        return sg_format(a, "${%s}", id);
    const struct sg_parts parts = {.partition = w->scope->partition,
                                   .region = value->region ? value->region : "${AWS::Region}",
                                   .account = account_of(w),
                                   .name = value->name};
    bool china = value->partition && strcmp(value->partition, "aws-cn") == 0 && value->kind->urls.count > 1;
    return value->name && value->kind->urls.count ? sg_fill_pattern(a, value->kind->urls.items[china], &parts) : NULL;
}

/* {it} is the ARN of the resource, {it.name} its name, {url} its URL. */
static const char *property_text(const struct writing *w, const struct sg_property_row *row)
{
    struct sg_value value = *w->use->value;
    struct sg_option option = {.name = "it", .kind = value.kind};
    struct sg_grant grant = {.name = w->use->callee->name, .options = {.items = &option, .count = 1}};
    struct sg_given given = {.option = &option, .values = &value, .count = 1, .origin = value.origin};
    const struct sg_use use = {.grant = &grant, .given = &given, .count = 1};
    return strcmp(row->value, "{url}") == 0 ? url_text(w) : sg_property_text(w->scope, &use, row, SG_ARN_SHORTEST);
}

static bool put_properties(const struct writing *w, struct sg_node *properties)
{
    struct sg_arena *a = w->scope->arena;
    for (size_t i = 0; i < w->use->callee->properties.count; i++) {
        const struct sg_property_row *row = &w->use->callee->properties.items[i];
        const char *text = property_text(w, row);
        if (!text)
            return false;
        struct sg_node *node = sg_text_node(w->scope, text);
        sg_put(a, properties, row->name, row->list ? sg_list_of(a, node) : node);
    }
    return true;
}

static const char *after_last_colon(const char *type)
{
    const char *colon = strrchr(type, ':');
    return colon ? colon + 1 : type;
}

/* "IncomingBucketPolicy"; what is a property of the resource stands under the id of that. */
static const char *logical_id(const struct writing *w, const char *word)
{
    const char *id = own_id(w);
    if (id && strcmp(w->use->callee->form, "inside") == 0)
        return id;
    return sg_format(w->scope->arena, "%s%s%s", sg_id_words(w->scope, w->use->value), word,
                     after_last_colon(w->use->callee->type));
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

static bool write_document(const struct writing *w)
{
    struct sg_node *properties = sg_map(w->scope->arena);
    if (!put_properties(w, properties))
        return false;
    put_document(w->scope->arena, properties, w->use->callee->document, document_node(w));
    sg_put_resource(w->scope, w->to, logical_id(w, ""), w->use->callee->type, properties);
    return true;
}

/* One resource for each statement, which has its Sid beside it. */
static bool write_statements(const struct writing *w)
{
    struct sg_arena *a = w->scope->arena;
    for (size_t i = 0; i < w->use->count; i++) {
        const struct sg_statement *s = &w->use->statements[i];
        struct sg_node *properties = sg_map(a), *statement;
        struct sg_statement nameless = *s;
        nameless.sid = NULL;
        if (!put_properties(w, properties))
            return false;
        statement = statement_node(w, &nameless, w->access->principal);
        sg_put(a, properties, "StatementId", sg_scalar(a, s->sid));
        sg_put(a, properties, w->use->callee->document, statement);
        sg_put_resource(w->scope, w->to, logical_id(w, ""), w->use->callee->type, properties);
    }
    return true;
}

/* A principal as permissions have it: an ARN, or the account alone where nothing less can be let in. */
static const char *permitted(const struct writing *w)
{
    const char *account = w->access->account ? w->access->account : SG_STACK_ACCOUNT;
    return w->use->callee->by_account ? account : w->access->principal;
}

/* A permission has one action on one resource for one principal, and no conditions. */
static bool write_permissions(const struct writing *w)
{
    struct sg_arena *a = w->scope->arena;
    if (w->access->service)
        return sg_fail(w->scope->findings, w->use->value->origin, "invoke-permission lets services invoke functions");
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
            sg_put_resource(w->scope, w->to, logical_id(w, "Caller"), w->use->callee->type, properties);
        }
    return true;
}

static bool write_inside(const struct writing *w)
{
    sg_report(w->scope->findings, SG_NOTE, (struct sg_origin){.subject = w->use->callee->title},
              "it is a property of the resource itself, so add the statements to what %s has already",
              w->use->callee->document);
    const struct sg_name *name = own_id(w) ? sg_find_name(w->scope->names, own_id(w)) : NULL;
    if (name && name->type && strcmp(name->type, w->use->callee->type) != 0)
        sg_report(w->scope->findings, SG_WARNING, w->use->value->origin,
                  "%s is %s in the template, and the property is one of %s", own_id(w), name->type,
                  w->use->callee->type);
    if (own_id(w) && sg_has_substitution(w->access->principal) && !strstr(w->access->principal, SG_STACK_ACCOUNT))
        sg_report(
            w->scope->findings, SG_WARNING, w->use->value->origin,
            "a grant that refers to %s closes a circle with this reference to the role; name one of the two outright",
            own_id(w));
    return write_document(w);
}

static bool refuse_text(const struct writing *w)
{
    return sg_fail(w->scope->findings, w->use->value->origin,
                   "CloudFormation has no resource for the %s; --bare prints the statements", w->use->callee->title);
}

static const struct {
    const char *name;
    bool (*write)(const struct writing *w);
} forms[] = {
    {"document", write_document}, {"statement", write_statements}, {"permission", write_permissions},
    {"inside", write_inside},     {"text", refuse_text},
};

static bool write_bare(const struct writing *w)
{
    for (size_t i = 0; i < w->use->count; i++)
        sg_append(w->to, statement_node(w, &w->use->statements[i], w->access->principal));
    return true;
}

bool sg_write_callee(struct sg_scope *scope, const struct sg_callee_use *use, const struct sg_callee_access *access,
                     struct sg_node *to)
{
    const struct writing w = {.scope = scope, .use = use, .access = access, .to = to};
    sg_tell_notes(scope, use->callee->title, &use->callee->notes);
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++)
        if (strcmp(forms[i].name, use->callee->form) == 0)
            return access->bare ? write_bare(&w) : forms[i].write(&w);
    return sg_fail(scope->findings, (struct sg_origin){.subject = use->callee->name}, "\"%s\" is no form of a policy",
                   use->callee->form);
}
