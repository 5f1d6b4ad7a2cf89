#include "suggest/permission_internal.h"

#include "base/buffer.h"
#include "base/text.h"
#include "catalog/type.h"
#include "iam/decide.h"
#include "iam/pattern.h"
#include "sam/apart.h"
#include "sam/intrinsic.h"
#include "sam/mention.h"

#include <string.h>

#define CONDITIONS_MOST 12 /* that are varied in one role; of further ones both branches count as one unknown text */

static struct sg_iam_text text_of(const char *arn)
{
    struct sg_iam_text text;
    if (!sg_iam_arn_text(arn, &text))
        text = sg_iam_text(arn);
    text.wild = strchr(arn, '*') != NULL;
    return text;
}

static bool names(const struct sg_iam_statement *s, const char *arn)
{
    static const struct sg_iam_request nothing = {.asks = SG_ASKS_ANY};
    if (!arn || s->any_resource)
        return true;
    const struct sg_iam_text text = text_of(arn);
    for (size_t i = 0; i < s->resource_count; i++)
        if (sg_iam_resource_match(&s->resources[i], &text, s->not_resource ? SG_COVERS : SG_REACHES, &nothing) ==
            SG_MATCHES)
            return !s->not_resource;
    return s->not_resource;
}

bool sg_statement_is_about(const struct sg_iam_statement *statement, const char *action, const char *arn)
{
    const struct sg_iam_request request = {.action = action, .resource = "*"};
    return sg_iam_concerns(statement, &request) && names(statement, arn);
}

/* ---- Policies of the resource ---- */

static bool mentions(struct sg_arena *a, const struct sg_node *value, const char *id)
{
    struct sg_strings found = {0};
    size_t length = strlen(id);
    sg_add_mentions(a, value, &found);
    for (size_t i = 0; i < found.count; i++)
        if (strncmp(found.items[i], id, length) == 0 && (!found.items[i][length] || found.items[i][length] == '.'))
            return true;
    return false;
}

/*
 * Another resource of the template names both the role and the resource, or the resource itself names the role. Of a
 * resource that is not known, each policy that names the role may be its own.
 */
static bool other_policy_names(const struct sg_surroundings *around, const struct sg_template_role *role,
                               const struct sg_resource *resource)
{
    const struct sg_template *t = around->joiner->template;
    for (size_t i = 0; i < t->count && role->role; i++) {
        const struct sg_resource *other = &t->resources[i];
        bool policy = strstr(other->type, "Policy") && !sg_starts_with(other->type, "AWS::IAM::");
        if (!other->properties || (other != resource && !policy) || other == around->function)
            continue;
        if (mentions(around->joiner->arena, other->properties, role->role->id) &&
            (!resource || other == resource || mentions(around->joiner->arena, other->properties, resource->id)))
            return true;
    }
    return false;
}

/* ---- Branches ---- */

/*
 * What a role grants under Fn::If: its policies are read once more with all conditions true, with all false, and with
 * each of them unlike the others.
 */

static void add_conditions(struct sg_arena *a, const struct sg_node *node, struct sg_strings *names)
{
    struct sg_if items;
    if (node->type == SG_SCALAR) {
        const char *hidden = sg_apart_condition(a, node->text);
        if (hidden)
            sg_push_once(a, names, hidden);
        return;
    }
    if (sg_if_items(node, &items) && items.condition->type == SG_SCALAR)
        sg_push_once(a, names, items.condition->text);
    for (const struct sg_node *child = node->first; child; child = child->next)
        add_conditions(a, child, names);
}

static void add_hidden(struct sg_arena *a, const struct sg_iam_policy *policy, struct sg_strings *names)
{
    for (size_t i = 0; policy && i < policy->count; i++)
        for (size_t k = 0; k < policy->statements[i].resource_count; k++) {
            const char *hidden = sg_apart_condition(a, policy->statements[i].resources[k].text);
            if (hidden)
                sg_push_once(a, names, hidden);
        }
}

/* Reads the role once more; NULL: that is not possible. */
static struct sg_template_role *read_again(const struct sg_template_role *from, const struct sg_resolver *resolver)
{
    struct sg_findings *findings = from->template->findings;
    const struct sg_findings before = sg_findings_now(findings);
    struct sg_template_role *one = sg_new(from->template->arena, struct sg_template_role);
    *one = (struct sg_template_role){
        .template = from->template, .resolver = *resolver, .user = from->user, .uses = from->uses, .role = from->role};
    bool ok = sg_explain_read_role(one);
    sg_forget_since(findings, &before);
    return ok ? one : NULL;
}

/* Reads the role with some conditions decided. */
static void read_branch(struct sg_code_role *role, const struct sg_strings *holding, const struct sg_strings *failing)
{
    struct sg_resolver r = role->role->resolver;
    r.holding = holding;
    r.failing = failing;
    r.names = NULL; /* what is kept of other branches */
    r.values = r.named = NULL;
    r.resolved = NULL;
    struct sg_template_role *one = read_again(role->role, &r);
    if (!one)
        return;
    sg_grow(role->role->template->arena, role->branches, role->branch_count, role->branch_capacity);
    role->branches[role->branch_count++] = one;
}

static const char *branch_when(struct sg_arena *a, const struct sg_granted *granted)
{
    struct sg_strings names = {0};
    if (granted->document)
        add_conditions(a, granted->document, &names);
    return names.count ? sg_format(a, "if %s", sg_join(a, &names, ", ")) : NULL;
}

static void read_branches(struct sg_code_role *role, const struct sg_resolver *plain)
{
    struct sg_arena *a = role->role->template->arena;
    struct sg_strings names = {0};
    if (role->branched)
        return;
    role->branched = true;
    role->plain = read_again(role->role, plain);
    for (size_t i = 0; i < role->role->granted.count; i++) {
        const struct sg_granted *granted = &role->role->granted.items[i];
        if (granted->document)
            add_conditions(a, granted->document, &names);
        add_hidden(a, granted->policy, &names);
    }
    for (size_t odd = 0; names.count && names.count <= CONDITIONS_MOST && odd <= names.count; odd++)
        for (int holds = 0; holds < 2 && !(names.count == 1 && odd < names.count); holds++) {
            struct sg_strings *list = sg_new_array(a, struct sg_strings, 2);
            for (size_t i = 0; i < names.count; i++)
                sg_push(a, &list[(i == odd) != (holds == 1)], names.items[i]);
            read_branch(role, &list[1], &list[0]);
        }
}

/* ---- Policies of the role ---- */

static void take(struct sg_permission *best, enum sg_permitted state, const struct sg_granted *granted,
                 const struct sg_iam_statement *statement)
{
    static const int order[] = {
        [SG_NOT_PERMITTED] = 0, [SG_PERMITTED_UNKNOWN] = 1, [SG_PERMITTED_IF] = 2, [SG_PERMITTED] = 3};
    if (order[state] > order[best->state])
        *best =
            (struct sg_permission){.state = state, .when = granted->when, .granted = granted, .statement = statement};
}

/*
 * What a name that AWS makes for a resource of the template can be: an ID is any text, a name has the logical ID in it.
 * NULL: the text at `at` is not such a name.
 */
static const char *made_name(const struct sg_joiner *j, const char *at)
{
    const char *id = sg_copy_bytes(j->arena, at + 1, strspn(at + 1, SG_ALNUM));
    const struct sg_resource *resource = sg_find_resource(j->template, id);
    struct sg_type type;
    if (!resource || !sg_find_type(j->arena, j->catalog, resource->type, &type) || !type.ref)
        return NULL;
    return strcmp(type.ref, "id") == 0 ? "*" : sg_format(j->arena, "*-%s-*", id);
}

/*
 * The text with '*' in place of values that an intrinsic function decides: what they are is not known. `names`: in
 * place of names that AWS makes as well, of which a text of the code may be one.
 */
static const char *loosened(const struct sg_joiner *j, const char *text, bool names)
{
    struct sg_buffer b = sg_buffer_new(j->arena, SG_RESOLVED_MOST);
    bool changed = false;
    for (const char *p = text; *p;) {
        bool unknown = sg_starts_with(p, "~if!") || sg_starts_with(p, "~call!") || sg_starts_with(p, "~import!");
        const char *any = unknown ? "*" : names && *p == '~' ? made_name(j, p) : NULL;
        if (any)
            sg_add(&b, any);
        else
            sg_add_char(&b, *p);
        changed |= any != NULL;
        p += any ? 1 + strspn(p + 1, SG_ALNUM "!") : 1;
    }
    return changed ? b.text : text;
}

/* Whether a resource of the statement can be the one that is asked for, as far as unknown values go. */
static bool may_name(const struct sg_joiner *j, const struct sg_iam_statement *s, const char *arn, bool literal)
{
    static const struct sg_iam_request nothing = {.asks = SG_ASKS_ANY};
    const char *asked = loosened(j, arn, false);
    const struct sg_iam_text text = text_of(asked);
    for (size_t i = 0; i < s->resource_count && !s->not_resource; i++) {
        const char *own = loosened(j, s->resources[i].text, literal);
        struct sg_iam_pattern pattern;
        if (own == s->resources[i].text && asked == arn)
            continue;
        sg_iam_resource_pattern(j->arena, own, false, &pattern);
        if (sg_iam_resource_match(&pattern, &text, SG_REACHES, &nothing) == SG_MATCHES)
            return true;
    }
    return false;
}

/* Whether the statement names an attribute of the resource of which nobody knows how it is in an ARN. */
static bool mentions_resource(const struct sg_iam_statement *s, const struct sg_resource *resource)
{
    size_t length = resource ? strlen(resource->id) : 0;
    for (size_t i = 0; resource && i < s->resource_count && !s->not_resource; i++) {
        const char *text = s->resources[i].text;
        if (*text == '~' && strncmp(text + 1, resource->id, length) == 0 &&
            !(text[1 + length] && strchr(SG_ALNUM, text[1 + length])))
            return true;
    }
    return false;
}

static bool is_about_one(const struct sg_iam_statement *s, const char *action, const struct sg_strings *arns)
{
    for (size_t i = 0; i < arns->count; i++)
        if (sg_statement_is_about(s, action, arns->items[i]))
            return true;
    return !arns->count;
}

static bool may_name_one(const struct sg_joiner *j, const struct sg_iam_statement *s, const struct sg_strings *arns,
                         bool literal)
{
    for (size_t i = 0; i < arns->count; i++)
        if (may_name(j, s, arns->items[i], literal))
            return true;
    return false;
}

struct asking {
    struct sg_joiner *joiner;
    const struct sg_code_need *need;
    const struct sg_strings *arns;
    bool named;
    enum sg_permitted allowed; /* what a statement that allows it means */
};

static void ask_policy(const struct asking *asking, const struct sg_granted *granted, struct sg_permission *best)
{
    for (size_t i = 0; granted->policy && i < granted->policy->count; i++) {
        const struct sg_iam_statement *s = &granted->policy->statements[i];
        if (s->effect != SG_ALLOW || !sg_statement_is_about(s, asking->need->action, NULL))
            continue;
        if (is_about_one(s, asking->need->action, asking->arns))
            take(best, granted->when ? SG_PERMITTED_IF : asking->allowed, granted, s);
        else if ((granted->uncertain && granted->uncertain[i]) || !asking->named ||
                 mentions_resource(s, asking->need->used.resource) ||
                 may_name_one(asking->joiner, s, asking->arns, asking->need->used.type == SG_USED_LITERAL))
            take(best, SG_PERMITTED_UNKNOWN, granted, s);
    }
}

/* Asks the policies as a resolver reads them. */
static void ask_role(const struct sg_surroundings *around, const struct sg_template_role *role, struct sg_resolver *r,
                     struct asking asking, struct sg_permission *best)
{
    struct sg_joiner joiner = *around->joiner;
    joiner.apart = r;
    const struct sg_strings arns = sg_code_need_arns(&joiner, asking.need);
    asking.joiner = around->joiner;
    asking.arns = &arns;
    for (size_t i = 0; i < role->granted.count; i++)
        ask_policy(&asking, &role->granted.items[i], best);
}

/*
 * A trust policy that names a role of its own account needs no other: IAM User Guide, "Granting permissions to assume
 * roles". What is signed for Lambda may be a request of another of its APIs.
 */
static bool needs_no_policy(const char *action)
{
    return strcmp(action, "sts:AssumeRole") == 0 || strcmp(action, "lambda:InvokeFunctionUrl") == 0;
}

struct sg_permission sg_code_permission(const struct sg_surroundings *around, struct sg_code_role *role,
                                        const struct sg_code_need *need)
{
    struct sg_permission best = {.state = role->known ? SG_NOT_PERMITTED : SG_PERMITTED_UNKNOWN};
    struct asking asking = {.need = need, .allowed = SG_PERMITTED};
    /*
     * What a parameter, an import or a name of another stack stands for may be what a statement names in another way.
     */
    asking.named = need->used.type == SG_USED_TEMPLATE || need->used.type == SG_USED_EVENT ||
                   need->used.type == SG_USED_NONE || need->used.type == SG_USED_LITERAL;
    ask_role(around, role->role, around->joiner->apart, asking, &best);
    if (best.state == SG_NOT_PERMITTED)
        read_branches(role, around->joiner->plain);
    asking.allowed = SG_PERMITTED_IF;
    for (size_t i = 0; i < role->branch_count && best.state == SG_NOT_PERMITTED; i++)
        ask_role(around, role->branches[i], &role->branches[i]->resolver, asking, &best);
    if (best.state == SG_PERMITTED_IF && !best.when)
        best.when = branch_when(around->joiner->arena, best.granted);
    asking.allowed = SG_PERMITTED_UNKNOWN;
    if (best.state == SG_NOT_PERMITTED && role->plain)
        ask_role(around, role->plain, around->joiner->plain, asking, &best);
    bool other = need->used.resource || need->used.type == SG_USED_UNKNOWN;
    if (best.state == SG_NOT_PERMITTED && other && other_policy_names(around, role->role, need->used.resource))
        best.state = SG_PERMITTED_UNKNOWN;
    if (best.state == SG_NOT_PERMITTED && !need->used.resource && needs_no_policy(need->action))
        best.state = SG_PERMITTED_UNKNOWN;
    return best;
}
