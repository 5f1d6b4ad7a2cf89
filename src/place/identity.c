#include "place/identity.h"

#include "base/text.h"
#include "grant/block.h"
#include "place/place.h"
#include "place/trust.h"
#include "value/name.h"

#include <string.h>

#define ROLE "AWS::IAM::Role"

struct writing {
    struct sg_scope *scope;
    const struct sg_identity *identity;
    const char *word;                /* the first of the ids: "Ingest" */
    struct sg_node *arns, *document; /* what is granted; NULL: nothing of this kind */
};

/* The list of a block has ARNs of managed policies, and at its end a document. */
static void take_entries(struct writing *w, struct sg_node *entries)
{
    struct sg_arena *a = w->scope->arena;
    for (struct sg_node *entry = entries->first, *next; entry; entry = next) {
        next = entry->next;
        entry->next = NULL;
        if (sg_get(entry, "Statement")) {
            w->document = entry;
            continue;
        }
        w->arns = w->arns ? w->arns : sg_list(a);
        sg_append(w->arns, entry);
    }
}

static void put(const struct writing *w, struct sg_node *made, const char *end, const char *type,
                struct sg_node *properties)
{
    sg_place_put_resource(w->scope, made, sg_concat(w->scope->arena, w->word, end), type, properties);
}

static struct sg_node *references(struct sg_arena *a, const struct sg_strings *ids)
{
    struct sg_node *list = sg_list(a);
    for (size_t i = 0; i < ids->count; i++)
        sg_append(list, sg_tagged(a, "!Ref", ids->items[i]));
    return list;
}

static bool put_role(const struct writing *w, struct sg_catalog *catalog, struct sg_node *made)
{
    struct sg_arena *a = w->scope->arena;
    struct sg_node *properties = sg_place_trust(w->scope, catalog, &w->identity->trust);
    if (!properties)
        return false;
    if (w->arns)
        sg_put(a, properties, "ManagedPolicyArns", w->arns);
    if (w->document) {
        struct sg_node *policy = sg_map(a);
        sg_put(a, policy, "PolicyName", sg_scalar(a, sg_concat(a, w->word, "Policy")));
        sg_put(a, policy, "PolicyDocument", w->document);
        sg_put(a, properties, "Policies", sg_place_list_of(a, policy));
    }
    put(w, made, "Role", ROLE, properties);
    return true;
}

static bool lacks_statements(const struct writing *w, const struct sg_asked *asked)
{
    if (w->document)
        return false;
    sg_fail(w->scope->findings, asked->origin,
            "nothing is asked, but a policy must allow something; add a grant, or leave out --no-logs");
    return true;
}

static bool put_policy(const struct writing *w, const struct sg_asked *asked, struct sg_node *made)
{
    struct sg_arena *a = w->scope->arena;
    bool managed = w->identity->as == SAMGEN_AS_MANAGED_POLICY;
    struct sg_node *properties = sg_map(a);
    if (lacks_statements(w, asked))
        return false;
    if (!managed)
        sg_put(a, properties, "PolicyName", sg_scalar(a, sg_concat(a, w->word, "Policy")));
    if (w->identity->roles.count)
        sg_put(a, properties, "Roles", references(a, &w->identity->roles));
    sg_put(a, properties, "PolicyDocument", w->document);
    put(w, made, "Policy", managed ? "AWS::IAM::ManagedPolicy" : "AWS::IAM::Policy", properties);
    return true;
}

static bool put_document(const struct writing *w, const struct sg_asked *asked, struct sg_node *made)
{
    if (lacks_statements(w, asked) || !sg_grant_make_literal(w->scope, asked->origin, &w->identity->stack, w->document))
        return false;
    made->first = w->document->first;
    made->last = w->document->last;
    made->count = w->document->count;
    return true;
}

/* "Ingest" of a function, "PipeRole" of the role that gets a policy, "Pipes" of a service that is not Lambda. */
static const char *word_of(struct sg_arena *a, const struct sg_asked *asked, const struct sg_identity *identity)
{
    if (asked->function)
        return sg_camel_case(a, asked->function);
    if (identity->roles.count)
        return identity->roles.items[0];
    if (identity->as == SAMGEN_AS_ROLE && !sg_place_is_for_lambda(identity))
        return sg_camel_case(a, sg_copy_bytes(a, identity->trust.name, strcspn(identity->trust.name, ".")));
    return "Function";
}

bool sg_place_is_for_lambda(const struct sg_identity *identity)
{
    static const char *const names[] = {"lambda", "edgelambda", "lambda.amazonaws.com", "edgelambda.amazonaws.com"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strcmp(identity->trust.name, names[i]) == 0)
            return true;
    return false;
}

bool sg_place_identity(struct sg_scope *scope, struct sg_catalog *catalog, const struct sg_asked *asked,
                       const struct sg_settings *settings, const struct sg_identity *identity, struct sg_node *made)
{
    struct writing w = {.scope = scope, .identity = identity, .word = word_of(scope->arena, asked, identity)};
    struct sg_settings own = *settings;
    own.entries = identity->as == SAMGEN_AS_ROLE ? SG_ENTRIES_NO_TEMPLATES : SG_ENTRIES_STATEMENTS;
    own.literal = identity->as == SAMGEN_AS_DOCUMENT;
    own.size_most = identity->as == SAMGEN_AS_MANAGED_POLICY ? SG_MANAGED_POLICY_MOST : 0;
    own.no_logs = own.no_logs || (identity->as == SAMGEN_AS_ROLE && !sg_place_is_for_lambda(identity));
    struct sg_node *block = sg_grant_generate(scope, catalog, asked, &own);
    if (!block)
        return false;
    take_entries(&w, sg_get(block, "Policies"));
    if (identity->as == SAMGEN_AS_ROLE)
        return put_role(&w, catalog, made);
    return identity->as == SAMGEN_AS_DOCUMENT ? put_document(&w, asked, made) : put_policy(&w, asked, made);
}

bool sg_place_check_roles(struct sg_scope *scope, struct sg_origin origin, const struct sg_strings *roles)
{
    bool ok = true;
    for (size_t i = 0; i < roles->count; i++) {
        const char *id = roles->items[i];
        const struct sg_name *name = sg_find_name(scope->names, id);
        if (!*id || !sg_is_made_of(id, SG_ALNUM))
            ok = sg_fail(scope->findings, origin,
                         "\"%s\" is not the logical id of a role, which has letters and digits", id);
        else if (!sg_check_id(scope, origin, id))
            ok = false;
        else if (name && name->type && strcmp(name->type, ROLE) != 0)
            ok = sg_fail(scope->findings, origin, "\"%s\" is %s in the template, not a role", id,
                         sg_with_article(scope->arena, name->type));
    }
    return ok;
}
