#include "sam/granted.h"

#include "base/list.h"
#include "catalog/document.h"
#include "sam/attachment.h"
#include "sam/intrinsic.h"
#include "sam/lookup_internal.h"
#include "yaml/load.h"
#include "yaml/scalar.h"

#include <string.h>

#define AWS_MANAGED ":iam::aws:policy/"

static void push(struct sg_resolver *r, struct sg_granted_list *list, struct sg_granted item)
{
    sg_grow(r->template->arena, list->items, list->count, list->capacity);
    list->items[list->count++] = item;
}

/* The policies that are being read: each is added to `list`, with its origin. */
struct reading {
    struct sg_resolver *resolver;
    struct sg_granted_list *list;
    struct sg_granted from; /* type, entry, because and when of the next policy */
    bool ok;
};

typedef void read_fn(struct reading *reading, const struct sg_node *value);

static void read_branch(struct reading *reading, const struct sg_node *value, const char *word, const char *condition,
                        read_fn *read);

/* Reads a value, each item of a list, or the branches of an Fn::If. */
static void read_each(struct reading *reading, const struct sg_node *value, read_fn *read)
{
    struct sg_if items;
    struct sg_resolver *r = reading->resolver;
    if (sg_is_no_value(value))
        return;
    if (value->type == SG_LIST) {
        for (const struct sg_node *item = value->first; item; item = item->next)
            read_each(reading, item, read);
        return;
    }
    if (!sg_if_items(value, &items) || items.condition->type != SG_SCALAR) {
        read(reading, value);
        return;
    }
    bool holds = sg_condition_holds(r, items.condition->text);
    if (holds || r->all_branches)
        read_branch(reading, items.yes, "if", items.condition->text, read);
    if (!holds || r->all_branches)
        read_branch(reading, items.no, "unless", items.condition->text, read);
}

static void read_branch(struct reading *reading, const struct sg_node *value, const char *word, const char *condition,
                        read_fn *read)
{
    struct sg_arena *a = reading->resolver->template->arena;
    const char *outer = reading->from.when;
    reading->from.when =
        outer ? sg_format(a, "%s and %s %s", outer, word, condition) : sg_format(a, "%s %s", word, condition);
    read_each(reading, value, read);
    reading->from.when = outer;
}

/* Marks the statements that contain an example instead of an unknown value. */
static bool *find_uncertain(struct sg_resolver *r, const struct sg_granted *granted)
{
    const struct sg_node *statements = sg_get(granted->document, "Statement");
    bool *uncertain = sg_new_array(r->template->arena, bool, granted->policy->count);
    bool alike = statements && statements->type == SG_LIST && statements->count == granted->policy->count;
    const struct sg_node *statement = alike ? statements->first : NULL;
    for (size_t i = 0; i < granted->policy->count; i++) {
        size_t unknown = r->unknown;
        if (alike)
            (void)sg_resolve(r, statement);
        uncertain[i] = !alike || r->unknown != unknown;
        statement = alike ? statement->next : NULL;
    }
    return uncertain;
}

static void place(struct sg_node *node, const struct sg_node *at)
{
    node->start = at->start;
    node->end = at->end;
    for (struct sg_node *child = node->first; child; child = child->next)
        place(child, at);
}

/* Returns the document that a text holds, with the position of `at`; NULL: it holds none. */
static struct sg_node *document_in(const struct sg_template *t, const char *text, const struct sg_node *at)
{
    struct sg_findings silent = {.arena = t->arena};
    const struct sg_source source = {.name = t->source->name, .bytes = text, .length = strlen(text)};
    struct sg_node *node = sg_yaml_load(t->arena, &source, SG_ALIASES_REFUSED, &silent);
    if (!node || node->type != SG_MAP)
        return NULL;
    place(node, at);
    return node;
}

/* Returns the text of a value as it is written: that of Fn::Sub still has its substitutions. */
static const char *written_text(const struct sg_node *value, const char *resolved)
{
    const struct sg_node *sub = sg_intrinsic(value, "Fn::Sub");
    const struct sg_node *text = sub && sub->type == SG_LIST ? sub->first : sub ? sub : value;
    return text->type == SG_SCALAR ? text->text : resolved;
}

/* CloudFormation also takes a document as a text with JSON. A text that only deployment knows is not an error. */
static bool read_text_document(struct reading *reading, struct sg_granted *granted, const char *text, bool unknown)
{
    const struct sg_template *t = reading->resolver->template;
    const struct sg_node *document = document_in(t, text, granted->document);
    const struct sg_node *written = document_in(t, written_text(granted->document, text), granted->document);
    if (!document && !unknown)
        return sg_fail(t->findings, sg_at(t, granted->entry), "the policy document of %s must be a map", granted->name);
    granted->document = document ? written ? written : document : NULL;
    if (!document)
        return true;
    granted->policy = sg_iam_policy_read(t->arena, t->source, document, granted->name, SG_IDENTITY_POLICY, t->findings);
    if (!granted->policy || !unknown)
        return granted->policy != NULL;
    granted->uncertain = sg_new_array(t->arena, bool, granted->policy->count);
    memset(granted->uncertain, true, granted->policy->count * sizeof *granted->uncertain);
    return true;
}

/*
 * Resolves and reads the document. Warnings about examples of unknown values are dropped, and their statements are
 * marked as uncertain.
 */
static bool read_document(struct reading *reading, struct sg_granted *granted)
{
    struct sg_resolver *r = reading->resolver;
    const struct sg_template *t = r->template;
    size_t unknown = r->unknown;
    if (r->documents_alone && granted->document->type == SG_MAP && !sg_intrinsic_name(granted->document))
        return true;
    const struct sg_node *resolved = sg_resolve(r, granted->document);
    if (resolved && resolved->type == SG_SCALAR)
        return read_text_document(reading, granted, resolved->text, r->unknown != unknown);
    if (!resolved || resolved->type != SG_MAP)
        return sg_fail(t->findings, sg_at(t, granted->entry), "the policy document of %s must be a map", granted->name);
    struct sg_findings before = *t->findings;
    granted->policy = sg_iam_policy_read(t->arena, t->source, resolved, granted->name, SG_IDENTITY_POLICY, t->findings);
    if (!granted->policy || r->unknown == unknown)
        return granted->policy != NULL;
    sg_forget_since(t->findings, &before);
    granted->uncertain = find_uncertain(r, granted);
    return true;
}

static void add(struct reading *reading, struct sg_granted granted)
{
    if (reading->ok)
        push(reading->resolver, reading->list, granted);
}

/* Returns "Name" of "arn:aws:iam::aws:policy/service-role/Name". */
static const char *last_part(const char *arn)
{
    const char *slash = strrchr(arn, '/');
    return slash ? slash + 1 : arn;
}

/* A policy that AWS manages, or one whose document the user may have given in a folder. Many roles have the same. */
struct named {
    const char *name;
    const struct sg_source *source;
    const struct sg_node *document;
    const struct sg_iam_policy *policy; /* NULL after `read` too, when IAM would refuse it */
    bool read;
};

static struct named *find_named(const struct sg_template *t, const char *arn)
{
    bool of_aws = strstr(arn, AWS_MANAGED) != NULL;
    struct named *named = sg_new(t->arena, struct named);
    named->name = of_aws ? last_part(arn) : *arn ? arn : "(known only after deployment)";
    named->document = sg_managed_document(t->arena, t->catalog, last_part(arn), of_aws, &named->source, t->findings);
    return named;
}

static void read_policy(const struct sg_template *t, struct named *named)
{
    named->read = true;
    if (named->document)
        named->policy =
            sg_iam_policy_read(t->arena, named->source, named->document, named->name, SG_IDENTITY_POLICY, t->findings);
}

static void read_named(struct reading *reading, const char *arn)
{
    struct sg_resolver *r = reading->resolver;
    if (!r->named)
        r->named = sg_new(r->template->arena, struct sg_map);
    void **kept = sg_map_at(r->template->arena, r->named, arn);
    struct named *named = *kept ? *kept : (*kept = find_named(r->template, arn));
    if (!named->read && !r->documents_alone)
        read_policy(r->template, named);
    struct sg_granted granted = reading->from;
    granted.name = named->name;
    granted.document = named->document;
    granted.policy = named->policy;
    reading->ok = reading->ok && (!granted.document || granted.policy || !named->read);
    add(reading, granted);
}

/* Returns the AWS::IAM::ManagedPolicy of the template that !Ref or !GetAtt PolicyArn names, or NULL. */
static const struct sg_resource *managed_resource(const struct sg_resolver *r, const struct sg_node *value)
{
    const struct sg_node *id = sg_intrinsic(value, "Ref"), *attribute = sg_intrinsic(value, "Fn::GetAtt");
    if (attribute && attribute->type == SG_LIST)
        id = attribute->first;
    const struct sg_resource *resource = sg_is_text(id) ? sg_find_resource(r->template, id->text) : NULL;
    bool managed = resource && sg_has_type(resource, "AWS::IAM::ManagedPolicy");
    return managed && sg_get(resource->properties, "PolicyDocument") ? resource : NULL;
}

/* Reads an ARN, an intrinsic function that returns one, or a parameter that is a list of them. */
static void read_managed(struct reading *reading, const struct sg_node *value)
{
    const struct sg_resource *resource = managed_resource(reading->resolver, value);
    if (resource) {
        struct sg_granted granted = reading->from;
        granted.name = resource->id;
        granted.document = sg_get(resource->properties, "PolicyDocument");
        reading->ok = read_document(reading, &granted) && reading->ok;
        add(reading, granted);
        return;
    }
    const struct sg_node *resolved = sg_resolve(reading->resolver, value);
    bool list = resolved && resolved->type == SG_LIST;
    for (const struct sg_node *item = list ? resolved->first : resolved; item; item = list ? item->next : NULL)
        if (item->type == SG_SCALAR)
            read_named(reading, item->text);
}

/* Returns the name of the policy, which may depend on parameters. */
static const char *policy_name(struct sg_resolver *r, const struct sg_node *policy)
{
    const struct sg_node *given = sg_get(policy, "PolicyName"), *name = given ? sg_resolve(r, given) : NULL;
    return sg_is_text(name) && *name->text ? name->text : "inline policy";
}

static void read_inline_document(struct reading *reading, const struct sg_node *document)
{
    struct sg_granted granted = reading->from;
    granted.document = document;
    reading->ok = read_document(reading, &granted) && reading->ok;
    add(reading, granted);
}

/* Reads {PolicyName, PolicyDocument}. */
static void read_inline(struct reading *reading, const struct sg_node *value)
{
    const struct sg_node *document = sg_get(value, "PolicyDocument");
    reading->from.name = policy_name(reading->resolver, value);
    if (document)
        read_each(reading, document, read_inline_document);
}

static bool is_there(struct sg_resolver *r, const struct sg_resource *resource)
{
    const char *condition = sg_get_text(resource->body, "Condition");
    return !condition || r->all_branches || sg_condition_holds(r, condition);
}

/* A policy that SAM makes of a connector has its key. */
static const char *origin_text(struct sg_arena *a, const struct sg_resource *resource)
{
    bool made = !sg_equals(resource->key->text, resource->id);
    return made ? sg_concat(a, "connector ", resource->key->text) : sg_format(a, "%s %s", resource->type, resource->id);
}

static void read_attached(struct reading *reading, const struct sg_resource *resource)
{
    struct sg_resolver *r = reading->resolver;
    const char *condition = sg_get_text(resource->body, "Condition");
    if (!is_there(r, resource))
        return;
    reading->from = (struct sg_granted){
        .name = resource->id,
        .type = SG_DOCUMENT_ENTRY,
        .entry = resource->key,
        .because = origin_text(r->template->arena, resource),
        .when = condition ? sg_concat(r->template->arena, "if ", condition) : NULL,
    };
    read_each(reading, sg_get(resource->properties, "PolicyDocument"), read_inline_document);
}

const char *sg_role_name(struct sg_resolver *r, const struct sg_role *role)
{
    const struct sg_node *name = sg_lookup_reference(r, role->resource->key, role->id);
    return name && name->type == SG_SCALAR ? name->text : role->id;
}

static struct sg_granted origin_of(const struct sg_attached *item)
{
    return (struct sg_granted){.type = item->type, .entry = item->entry, .because = item->because};
}

bool sg_read_granted(struct sg_resolver *r, const struct sg_role *role, struct sg_granted_list *list)
{
    struct reading reading = {.resolver = r, .list = list, .ok = true};
    for (size_t i = 0; i < role->managed.count; i++) {
        reading.from = origin_of(&role->managed.items[i]);
        read_each(&reading, role->managed.items[i].node, read_managed);
    }
    for (size_t i = 0; i < role->policies.count; i++) {
        reading.from = origin_of(&role->policies.items[i]);
        read_each(&reading, role->policies.items[i].node, read_inline);
    }
    for (const struct sg_resource **to = sg_attached_to(r, role->id, sg_role_name(r, role)); *to; to++)
        read_attached(&reading, *to);
    return reading.ok;
}

bool sg_read_boundary(struct sg_resolver *r, const struct sg_role *role, struct sg_granted *boundary)
{
    struct sg_granted_list found = {0};
    struct reading reading = {.resolver = r, .list = &found, .from = {.entry = role->boundary}, .ok = true};
    bool all_branches = r->all_branches;
    *boundary = reading.from;
    r->all_branches = false; /* a role has at most one boundary */
    if (role->boundary)
        read_each(&reading, role->boundary, read_managed);
    r->all_branches = all_branches;
    if (found.count)
        *boundary = found.items[0];
    return reading.ok;
}
