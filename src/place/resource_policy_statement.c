#include "place/resource_policy_internal.h"

#include "grant/block.h"
#include "place/place.h"

#include <string.h>
#include <strings.h>

const char *sg_place_policy_account(const struct sg_policy_writing *w)
{
    const struct sg_value *value = w->policy->value;
    return value->account ? value->account : w->access->owner ? w->access->owner : SG_STACK_ACCOUNT;
}

const char *sg_place_policy_id(const struct sg_policy_writing *w)
{
    const struct sg_value *value = w->policy->value;
    return sg_place_whole_reference(w->scope->arena, value->name ? value->name : value->arn);
}

static const char *own_arn(const struct sg_policy_writing *w)
{
    const struct sg_value *value = w->policy->value;
    return value->kind->arn && !value->form ? sg_value_arn(w->scope, value->origin, value, NULL, SG_ARN_SHORTEST)
                                            : NULL;
}

static bool names_itself(const struct sg_policy_writing *w, const char *text)
{
    const char *id = sg_place_policy_id(w), *found = id ? strstr(text, sg_concat(w->scope->arena, "${", id)) : NULL;
    return found && strchr(".}", found[2 + strlen(id)]);
}

/* The Resource of a statement. A policy in a property of the resource cannot refer to the resource. */
static struct sg_node *resource_node(const struct sg_policy_writing *w, const struct sg_statement *s)
{
    const struct sg_policy_row *row = w->policy->row;
    bool inside = strcmp(row->form, "inside") == 0;
    const char *arn = own_arn(w);
    struct sg_strings texts = {0};
    for (size_t i = 0; i < s->resources.count; i++) {
        const char *text = s->resources.items[i];
        bool whole = row->resource && (!arn || strcmp(text, arn) == 0 || (inside && names_itself(w, text)));
        sg_push_once(w->scope->arena, &texts, whole ? row->resource : text);
    }
    return sg_text_nodes(w->scope, &texts);
}

static struct sg_node *principal_node(struct sg_scope *scope, const struct sg_policy_access *who)
{
    struct sg_node *node = sg_map(scope->arena);
    sg_put(scope->arena, node, who->service ? "Service" : "AWS",
           sg_place_list_of(scope->arena, sg_text_node(scope, who->principal)));
    return node;
}

bool sg_place_has_condition(const struct sg_statement *s, const char *key)
{
    bool found = false;
    for (size_t i = 0; i < s->conditions.count && !found; i++)
        found = strcasecmp(s->conditions.items[i].key, key) == 0;
    return found;
}

static void add_condition(struct sg_arena *a, struct sg_statement *s, const char *name, const char *key,
                          const char *value)
{
    if (sg_place_has_condition(s, key))
        return;
    struct sg_condition *c = &s->conditions.items[s->conditions.count++];
    *c = (struct sg_condition){.name = name, .key = key};
    sg_push(a, &c->values, value);
}

/* A service may act for any account: limit it by aws:SourceArn, and leave out condition keys that only roles carry. */
static struct sg_statement for_service(const struct sg_policy_writing *w, const struct sg_statement *s)
{
    struct sg_arena *a = w->scope->arena;
    const struct sg_policy_row *row = w->policy->row;
    struct sg_statement made = *s;
    const char *source = row->any_source ? NULL : w->access->source;
    made.conditions.items = sg_new_array(a, struct sg_condition, s->conditions.count + 2);
    made.conditions.count = 0;
    for (size_t i = 0; i < s->conditions.count; i++)
        if (!sg_strings_have(&row->roles_only, s->conditions.items[i].key))
            made.conditions.items[made.conditions.count++] = s->conditions.items[i];
    if (source)
        add_condition(a, &made, "ArnLike", "aws:SourceArn", source);
    if (source && strstr(source, ":::")) /* an ARN without an account, such as a bucket's */
        add_condition(a, &made, "StringEquals", "aws:SourceAccount", SG_STACK_ACCOUNT);
    return made;
}

struct sg_node *sg_place_policy_statement(const struct sg_policy_writing *w, const struct sg_statement *s,
                                          const struct sg_policy_access *who)
{
    struct sg_arena *a = w->scope->arena;
    const struct sg_statement said = who->service ? for_service(w, s) : *s;
    struct sg_node *node = sg_map(a), *made = sg_grant_statement_node(w->scope, &said, s->sid ? s->sid : "");
    bool no_resource = w->policy->row->resource && strcmp(w->policy->row->resource, "none") == 0;
    for (struct sg_node *key = made->first, *next; key; key = next) {
        struct sg_node *value = key->next;
        next = value->next;
        if (strcmp(key->text, "Action") == 0)
            sg_put(a, node, "Principal", principal_node(w->scope, who));
        if (strcmp(key->text, "Resource") == 0)
            value = no_resource ? NULL : resource_node(w, s);
        if (value)
            sg_put(a, node, key->text, sg_copy_node(a, value));
    }
    return node;
}

/* Adds the statements for the account itself, which the policy must keep. */
static void add_always(const struct sg_policy_writing *w, struct sg_node *list)
{
    const struct sg_statements *always = &w->policy->row->always;
    const char *partition = w->policy->value->partition ? w->policy->value->partition : w->scope->partition;
    const struct sg_policy_access root = {
        .principal = sg_format(w->scope->arena, "arn:%s:iam::%s:root", partition, sg_place_policy_account(w))};
    for (size_t i = 0; i < always->count; i++)
        sg_append(list, sg_place_policy_statement(w, &always->items[i], &root));
}

struct sg_node *sg_place_policy_document(const struct sg_policy_writing *w)
{
    struct sg_arena *a = w->scope->arena;
    struct sg_node *document = sg_map(a), *list = sg_list(a);
    add_always(w, list);
    for (size_t i = 0; i < w->policy->count; i++)
        sg_append(list, sg_place_policy_statement(w, &w->policy->statements[i], w->access));
    sg_put(a, document, "Version", sg_scalar(a, "2012-10-17"));
    sg_put(a, document, "Statement", list);
    return document;
}
