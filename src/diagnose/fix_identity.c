#include "diagnose/fix_making_internal.h"

#include "diagnose/advice.h"
#include "diagnose/judge_internal.h"
#include "catalog/action.h"
#include "catalog/search.h"
#include "check/check.h"
#include "iam/arn.h"
#include "grant/allow.h"
#include "grant/command.h"
#include "grant/generate.h"
#include "grant/match.h"
#include "yaml/write.h"

#include <string.h>
#include <strings.h>

/* ---- References to the user's template ---- */

/* Replaces the ARN or name at the beginning of `text` by ${Id}. */
static const char *refer_in(struct sg_arena *a, const char *text, const char *resource,
                            const struct sg_deployed_answer *answer)
{
    const char *name = strstr(resource, answer->name);
    size_t arn = name ? (size_t)(name - resource) + strlen(answer->name) : 0;
    if (arn && strncmp(text, resource, arn) == 0 && !text[arn + strcspn(text + arn, "$")])
        return sg_format(a, "${%s}%s", answer->id, text + arn);
    return strcmp(text, answer->name) == 0 ? sg_format(a, "${%s}", answer->id) : text;
}

static struct sg_asked_grant refer(struct sg_arena *a, const struct sg_asked_grant *asked, const char *resource,
                                   const struct sg_deployed_answer *answer)
{
    struct sg_asked_grant referring = *asked;
    referring.options = sg_new_array(a, struct sg_asked_option, asked->count);
    for (size_t i = 0; i < asked->count; i++) {
        referring.options[i] = asked->options[i];
        if (asked->options[i].text)
            referring.options[i].text = refer_in(a, asked->options[i].text, resource, answer);
    }
    return referring;
}

/* ---- The proof of a fix ---- */

static bool allows(struct sg_scope *scope, const struct sg_check *check, const char *action, const char *resource)
{
    const struct samgen_request request = {.action = action, .resource = resource};
    return !sg_check_fault(scope->arena, &request) &&
           sg_check_decide(check, scope->arena, &request).result == SAMGEN_ALLOWED;
}

/* Returns whether no neighbour is allowed; a neighbour has "another-" before one part of the name. */
static bool allows_no_neighbour(struct sg_scope *scope, const struct sg_check *check, const char *action,
                                const char *resource, const char *passing)
{
    const char *name = sg_arn_at(resource, SG_ARN_PART_RESOURCE), *free = passing ? strstr(resource, passing) : NULL;
    const char *end = free ? free : resource + strlen(resource);
    for (const char *part = name; part && part <= end; part += strcspn(part, ":/") + 1) {
        const char *other = sg_format(scope->arena, "%.*sanother-%s", (int)(part - resource), resource, part);
        if (allows(scope, check, action, other))
            return false;
        if (!part[strcspn(part, ":/")])
            break;
    }
    return name != NULL;
}

/*
 * Returns whether an identity policy allows an action on a resource, and not on its neighbours, whose ARNs differ in
 * one part of the name. AWS often changes the part after `passing` (or NULL), so that part may differ.
 */
static bool proves(struct sg_scope *scope, const struct sg_node *document, const char *action, const char *resource,
                   const char *passing)
{
    const struct sg_source source = {.name = "fix", .bytes = "", .length = 0};
    const struct sg_iam_policy *policy =
        sg_iam_policy_read(scope->arena, &source, document, source.name, SG_IDENTITY_POLICY, scope->findings);
    struct sg_check *check = sg_check_new(scope->arena);
    if (!policy)
        return false;
    sg_check_add(check, SG_LAYER_IDENTITY, policy);
    return allows(scope, check, action, resource) &&
           (strcmp(resource, "*") == 0 || allows_no_neighbour(scope, check, action, resource, passing));
}

/* ---- An identity policy ---- */

/* Escapes '*', '?' and '$' in the key of an S3 object. In other ARNs of messages a '*' is a wildcard. */
static const char *literal(struct sg_arena *a, const char *resource)
{
    const char *service = sg_arn_at(resource, SG_ARN_PART_SERVICE);
    const char *key = service && strncmp(service, "s3:", 3) == 0 ? strchr(resource, '/') : NULL;
    struct sg_buffer b = sg_buffer_new(a, SG_BUFFER_MOST);
    if (!key)
        return resource;
    sg_add_bytes(&b, resource, (size_t)(key - resource));
    for (; *key; key++)
        sg_add_format(&b, strchr("*?$", *key) ? "${%c}" : "%c", *key);
    return b.text;
}

static void statement_of(struct sg_arena *a, const char *action, const char *resource, struct sg_asked_grant *asked)
{
    struct sg_asked_option *options = sg_new_array(a, struct sg_asked_option, 2);
    options[0] = (struct sg_asked_option){.name = "action", .text = action};
    options[1] = (struct sg_asked_option){.name = "resource", .text = resource};
    *asked = (struct sg_asked_grant){.name = SG_ALLOW, .options = options, .count = 2, .copied = true};
}

/* {Policies: [{Version, Statement}]} of one grant, or NULL. */
static struct sg_node *write_inline(struct sg_scope *scope, struct sg_catalog *catalog, struct sg_asked_grant *asked)
{
    const struct sg_settings settings = {.style = SAMGEN_STYLE_INLINE, .no_logs = true};
    return sg_grant_generate(scope, catalog, &(struct sg_asked){.grants = asked, .count = 1}, &settings);
}

static const struct sg_node *document_in(const struct sg_node *root)
{
    const struct sg_node *policies = root ? sg_get(root, "Policies") : NULL;
    return policies && policies->count == 1 ? policies->first : NULL;
}

bool sg_diagnose_allows_alone(struct sg_fix_making *m, struct sg_asked_grant *asked)
{
    const struct sg_node *document = document_in(write_inline(m->scope, m->catalog, asked));
    const struct sg_node *statements = document ? sg_get(document, "Statement") : NULL;
    const struct sg_node *actions = statements && statements->count == 1 ? sg_get(statements->first, "Action") : NULL;
    return actions && actions->count == 1 && strcmp(actions->first->text, sg_diagnose_asked(m->denial)) == 0;
}

static bool is_proved(const struct sg_fix_making *m, const struct sg_node *document)
{
    const struct sg_denial_action *row = sg_diagnose_find_action(m->facts, sg_diagnose_asked(m->denial));
    return document && proves(m->scope, document, sg_diagnose_asked(m->denial), m->resource, row ? row->passing : NULL);
}

/* The document of the grant that a function needs for a request without a resource: vpc; NULL when there is none. */
static const struct sg_node *find_on_all(const struct sg_fix_making *m, struct sg_asked_grant *asked)
{
    bool function = strcmp(m->denial->shown.place, "execution-role") == 0, all = strcmp(m->resource, "*") == 0;
    const char *name = sg_diagnose_asked(m->denial);
    const struct sg_action *action = function && all ? sg_find_action(m->catalog, name, m->scope->findings) : NULL;
    const struct sg_grant *grant =
        action && action->type_count && !m->denial->shown.resource ? sg_grant_only_on_all(m->catalog, name) : NULL;
    if (!grant)
        return NULL;
    *asked = (struct sg_asked_grant){.name = grant->name};
    const struct sg_node *document = document_in(write_inline(m->scope, m->catalog, asked));
    return is_proved(m, document) ? document : NULL;
}

/* The document of the smallest grant that is proved, otherwise of a statement; `asked` is set to that grant. */
static const struct sg_node *find_document(const struct sg_fix_making *m, struct sg_asked_grant *asked)
{
    if (sg_grant_match(m->scope, m->catalog, SG_MATCH_ONE, sg_diagnose_asked(m->denial), m->resource, asked)) {
        const struct sg_node *document = document_in(write_inline(m->scope, m->catalog, asked));
        if (is_proved(m, document))
            return document;
    }
    const struct sg_node *document = find_on_all(m, asked);
    if (document)
        return document;
    statement_of(m->scope->arena, sg_diagnose_asked(m->denial), literal(m->scope->arena, m->resource), asked);
    document = document_in(write_inline(m->scope, m->catalog, asked));
    return is_proved(m, document) ? document : NULL;
}

/* The document for a resource that the text names without its account: the grant takes the name. */
static const struct sg_node *find_named(struct sg_fix_making *m, struct sg_asked_grant *asked)
{
    const char *arn = sg_diagnose_example_arn(m), *hidden = m->resource;
    if (!arn)
        return NULL;
    m->resource = arn;
    const struct sg_node *proved =
        sg_grant_match(m->scope, m->catalog, SG_MATCH_ONE, sg_diagnose_asked(m->denial), arn, asked)
            ? document_in(write_inline(m->scope, m->catalog, asked))
            : NULL;
    bool named = is_proved(m, proved) && sg_diagnose_name_only(m, asked);
    m->resource = hidden;
    m->fix.by_name = named;
    m->example = named ? arn : NULL;
    return named ? document_in(write_inline(m->scope, m->catalog, asked)) : NULL;
}

/* Writes Policies in the language of the user's template. */
static const char *as_policies(struct sg_arena *a, const struct sg_node *document, bool in_json)
{
    struct sg_node *root = sg_map(a), *list = sg_list(a);
    sg_append(list, sg_copy_node(a, document));
    sg_put(a, root, "Policies", list);
    return in_json ? sg_json_text(a, root) : sg_yaml_text(a, root);
}

/* The same for a role of the template, whose Policies are {PolicyName, PolicyDocument}. */
static struct sg_node *in_role(struct sg_arena *a, const struct sg_node *document, const char *name)
{
    struct sg_node *policy = sg_map(a);
    sg_put(a, policy, "PolicyName", sg_scalar(a, name));
    sg_put(a, policy, "PolicyDocument", sg_copy_node(a, document));
    return policy;
}

/* Refers to resources of the user's template by ${Id}, if that is possible. */
static const struct sg_node *refer_document(struct sg_fix_making *m, const struct sg_node *document,
                                            struct sg_asked_grant *asked)
{
    if (!m->answer || !m->answer->id)
        return document;
    struct sg_asked_grant referring = refer(m->scope->arena, asked, m->resource, m->answer);
    const struct sg_node *made = document_in(write_inline(m->scope, m->catalog, &referring));
    if (!made)
        return document;
    *asked = referring;
    return made;
}

/* The call that prints the same. Without options a block also has the logs, and perhaps a shorter form. */
static const char *block_command(struct sg_arena *a, const struct sg_asked_grant *asked)
{
    bool statement = strcmp(asked->name, SG_ALLOW) == 0;
    return sg_concat(a, sg_grant_command(a, asked), statement ? " --no-logs" : " --style inline --no-logs");
}

/* Why the call is refused when a user makes it, who must put the real id in place of a hidden one; NULL: it is not. */
static const char *why_unreal(const struct sg_fix_making *m, const struct sg_asked_grant *asked)
{
    struct sg_asked_grant own = *asked;
    struct sg_findings findings = {.arena = m->scope->arena};
    struct sg_scope scope = *m->scope;
    own.copied = false;
    scope.findings = &findings;
    bool refused = asked->copied && !write_inline(&scope, m->catalog, &own) && findings.count;
    return refused ? findings.first->message : NULL;
}

/* The actions of a document besides the denied one: "s3:ListBucket, s3:GetObjectVersion"; NULL when there are none. */
static const char *other_actions(const struct sg_fix_making *m, const struct sg_node *document)
{
    const char *asked = sg_diagnose_asked(m->denial);
    const struct sg_node *statements = sg_get(document, "Statement");
    struct sg_buffer b = sg_buffer_new(m->scope->arena, SG_BUFFER_MOST);
    for (const struct sg_node *s = statements ? statements->first : NULL; s; s = s->next) {
        const struct sg_node *actions = sg_get(s, "Action");
        for (const struct sg_node *action = actions ? actions->first : NULL; action; action = action->next)
            if (action->text && strcasecmp(action->text, asked) != 0)
                sg_add_format(&b, "%s%s", b.length ? ", " : "", action->text);
    }
    return b.length ? b.text : NULL;
}

/* The ARN for a policy: with '*' for the part that is soon another one, such as the name of a log stream. */
static const char *lasting(const struct sg_fix_making *m, const char *resource)
{
    struct sg_arena *a = m->scope->arena;
    const struct sg_denial_action *row = sg_diagnose_find_action(m->facts, sg_diagnose_asked(m->denial));
    const char *passing = row && row->passing ? strstr(resource, row->passing) : NULL;
    return passing ? sg_format(a, "%.*s%s*", (int)(passing - resource), resource, row->passing) : literal(a, resource);
}

/* The statement that allows the denied action alone; false when it is not proved. */
static bool find_alone(struct sg_fix_making *m, struct sg_asked_grant *alone)
{
    struct sg_arena *a = m->scope->arena;
    const char *named = m->resource, *resource = m->resource ? m->resource : m->example;
    if (!resource)
        return false;
    statement_of(a, sg_diagnose_asked(m->denial), lasting(m, resource), alone);
    m->resource = resource;
    bool proved = is_proved(m, document_in(write_inline(m->scope, m->catalog, alone))) && !why_unreal(m, alone);
    m->resource = named;
    if (!named)
        statement_of(a, sg_diagnose_asked(m->denial), sg_diagnose_stack_arn(a, resource), alone);
    return proved;
}

/* A fix with other actions says so, and how to allow the denied one alone. */
static void note_others(struct sg_fix_making *m, const struct sg_node *document)
{
    struct sg_asked_grant alone;
    m->fix.wider = other_actions(m, document);
    if (m->fix.wider && !m->fix.unreal && find_alone(m, &alone))
        m->fix.exact = block_command(m->scope->arena, &alone);
}

void sg_diagnose_fix_identity(struct sg_fix_making *m)
{
    struct sg_arena *a = m->scope->arena;
    struct sg_asked_grant *asked = sg_new(a, struct sg_asked_grant);
    const struct sg_node *document = m->resource && sg_diagnose_asked(m->denial) ? find_document(m, asked) : NULL;
    if (!document && !m->resource && m->denial->who != SG_WHO_OTHER && !m->fix.two_accounts)
        document = find_named(m, asked);
    if (!document)
        return;
    bool function = strcmp(m->denial->shown.place, "execution-role") == 0;
    const struct sg_node *own = document;
    bool policies = function || m->fix.by_name; /* a name is in the account of the stack */
    document = function && m->resource ? refer_document(m, document, asked) : document;
    if (function && m->answer && m->answer->own_role)
        document = in_role(a, document, asked->name);
    m->fix.text = policies ? as_policies(a, document, m->answer && m->answer->in_json) : sg_json_text(a, document);
    m->fix.grant = function && !(m->answer && (m->answer->other_function || m->answer->other_role)) ? asked : NULL;
    m->fix.unreal = why_unreal(m, asked);
    m->fix.command = m->fix.unreal ? NULL : block_command(a, asked);
    note_others(m, own);
}
