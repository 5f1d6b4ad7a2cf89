/* SG103, SG310, SG311, SG321 and SG327: ${...} that nothing replaces, and references to missing resources. */
#include "lint/fix.h"
#include "lint/reference_internal.h"
#include "lint/rules_internal.h"
#include "lint/statement_internal.h"
#include "lint/values_internal.h"

#include "base/text.h"
#include "sam/intrinsic.h"
#include "sam/mention.h"
#include "sam/policy_template.h"
#include "yaml/scalar.h"

#include <ctype.h>
#include <string.h>

/* ---- Texts without Fn::Sub ---- */

/* ${aws:username}, ${s3:prefix}, ${*}: variables and escapes of IAM. */
static bool is_policy_variable(const char *name, size_t length)
{
    const char *colon = memchr(name, ':', length);
    return (length == 1 && strchr("*?$", *name)) || (colon && colon[1] != ':' && !sg_starts_with(name, "AWS"));
}

static void check_plain(struct sg_lint *l, const struct sg_node *node, enum sg_lint_rule code)
{
    for (const char *open = node->text; (open = sg_first_open(open)); open += 2) {
        size_t length = sg_length_before(open + 2, '}');
        if (!open[2 + length] || length == 0 || is_policy_variable(open + 2, length))
            continue;
        if (l->kind == SAMGEN_LINT_POLICY) /* a document alone has no Fn::Sub */
            sg_lint_report(l, code, node, "IAM does not replace ${%.*s}, so this text matches nothing; write the value",
                           (int)length, open + 2);
        else
            sg_lint_report(l, code, node,
                           "${%.*s} is not replaced, because this text has no !Sub; write !Sub before it", (int)length,
                           open + 2)
                ->fix = sg_lint_fix_with_sub(l, node);
        return;
    }
}

/* `text` follows "AWS": "::Region}...". */
static bool is_pseudo(const char *text)
{
    static const char *const names[] = {"AccountId", "NotificationARNs", "NoValue",   "Partition",
                                        "Region",    "StackId",          "StackName", "URLSuffix"};
    size_t length = sg_starts_with(text, "::") ? strcspn(text + 2, "}") : 0;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strlen(names[i]) == length && strncmp(text + 2, names[i], length) == 0)
            return true;
    return false;
}

/* "$:{AWS::Region}", "$(AWS::Region)", "{AWS::Region}", "${AWS:Region}", "${aws::Region}", "${AWS::region}" */
static void check_pseudo(struct sg_lint *l, const struct sg_node *node)
{
    static const char *const others[] = {"$:{", "$(AWS::", "${aws::", "${Aws::", "${AWS."};
    bool wrong = false;
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        wrong = wrong || strstr(node->text, others[i]);
    for (const char *p = node->text; !wrong && (p = strstr(p, "{AWS:")); p += 5)
        wrong = p == node->text || p[-1] != '$' || !is_pseudo(p + 4);
    if (wrong)
        sg_lint_report(l, SG311, node,
                       "%s has a misspelled pseudo parameter; write it as in ${AWS::Region} or ${AWS::AccountId}",
                       sg_lint_shown(l, node));
}

/*
 * Fn::Sub replaces every ${...} itself and knows no variables of IAM; ${!...} is left for IAM. $${...} escapes it in
 * other languages, not here, and $${!...} would leave a $ in front of the value.
 */
static void check_substituted(struct sg_lint *l, const struct sg_node *node)
{
    size_t from = 0; /* where the file has the next one */
    for (const char *open = node->text; (open = sg_first_open(open)) && !sg_lint_is_full(l); open += 2) {
        size_t length = sg_length_before(open + 2, '}');
        if (!open[2 + length] || !memchr(open + 2, ':', length) || !is_policy_variable(open + 2, length) ||
            open[2] == '!')
            continue;
        const char *name = sg_copy_bytes(l->arena, open + 2, length);
        const char *piece = sg_format(l->arena, "%s${%s}", open > node->text && open[-1] == '$' ? "$" : "", name);
        sg_lint_report(l, SG327, node,
                       "CloudFormation rejects %s, because Fn::Sub does not know this variable of IAM; write ${!%s}",
                       piece, name)
            ->fix = sg_lint_fix_next_piece(l, node, &from, piece, sg_format(l->arena, "${!%s}", name));
    }
}

/* Reports texts as `code`. Those in an Fn::Sub are checked for misspelled pseudo parameters and variables of IAM. */
static void check_texts(struct sg_lint *l, const struct sg_node *node, bool in_sub, enum sg_lint_rule code)
{
    if (node->type == SG_SCALAR) {
        if (!node->text[strcspn(node->text, "${")])
            return; /* as most texts */
        check_pseudo(l, node);
        if (in_sub)
            check_substituted(l, node);
        else
            check_plain(l, node, code);
        return;
    }
    const struct sg_node *sub = sg_intrinsic(node, "Fn::Sub");
    if (sub && sub->type == SG_LIST && sub->first) {
        check_texts(l, sub->first, true, code);
        for (const struct sg_node *rest = sub->first->next; rest; rest = rest->next)
            check_texts(l, rest, false, code);
        return;
    }
    for (const struct sg_node *child = node->first; child; child = child->next)
        check_texts(l, child, sub != NULL, code);
}

/* ---- References ---- */

/* The rest of an ID that SAM makes: Role, Version1a2b, Aliaslive; the stage of an API; an event. */
static bool is_made_for(const struct sg_resource *r, const char *rest)
{
    const struct sg_node *events = sg_get(r->properties, "Events");
    bool api = strcmp(r->type, "AWS::Serverless::Api") == 0 || strcmp(r->type, "AWS::Serverless::HttpApi") == 0;
    if (!islower((unsigned char)*rest) || (api && sg_ends_with(rest, "Stage")))
        return true;
    for (const struct sg_node *key = events && events->type == SG_MAP ? events->first : NULL; key;
         key = key->next->next)
        if (sg_starts_with(rest, key->text))
            return true;
    return false;
}

/* What SAM makes once for all functions with a DeploymentPreference. */
static bool is_of_deployments(const char *name)
{
    return strcmp(name, "ServerlessDeploymentApplication") == 0 || strcmp(name, "CodeDeployServiceRole") == 0;
}

static bool is_made(const struct sg_lint *l, const char *name)
{
    static const char *const apis[] = {"ServerlessRestApi", "ServerlessHttpApi", "AWS::"};
    for (size_t i = 0; i < sizeof apis / sizeof *apis; i++)
        if (sg_starts_with(name, apis[i]))
            return true;
    bool deployments = is_of_deployments(name);
    for (size_t i = 0; i < l->template->count; i++) {
        const struct sg_resource *r = &l->template->resources[i];
        if (deployments && sg_get(r->properties, "DeploymentPreference"))
            return true;
        if (!sg_starts_with(name, r->id))
            continue;
        if (sg_ends_with(r->type, "::MODULE") || /* whose resources have its ID before theirs */
            (sg_starts_with(r->type, "AWS::Serverless::") && is_made_for(r, name + strlen(r->id))))
            return true;
    }
    return false;
}

static void check_name(struct sg_lint *l, const struct sg_node *node, const char *name)
{
    const char *id = sg_copy_bytes(l->arena, name, strcspn(name, "."));
    struct sg_strings known = {0};
    if (sg_find_resource(l->template, id) || sg_key_index_get(&l->template->parameters, id) || is_made(l, id) ||
        strpbrk(id, "!${} :"))
        return;
    for (size_t i = 0; i < l->template->count; i++)
        sg_push(l->arena, &known, l->template->resources[i].id);
    const char *near = sg_nearest(id, &known);
    sg_lint_report(l, SG321, node, "the template has no resource or parameter %s%s", id, sg_lint_guess(l, near));
}

static void check_references(struct sg_lint *l, const struct sg_node *node)
{
    static const char *const names[] = {"Ref", "Fn::GetAtt", "Fn::Sub"};
    const char *intrinsic = sg_intrinsic_name(node);
    for (size_t i = 0; intrinsic && i < sizeof names / sizeof *names; i++)
        if (strcmp(names[i], intrinsic) == 0) {
            struct sg_strings mentions = {0};
            sg_add_mentions(l->arena, node, &mentions);
            for (size_t m = 0; m < mentions.count && !sg_lint_is_full(l); m++)
                check_name(l, node, mentions.items[m]);
            return;
        }
    for (const struct sg_node *child = node->first; child; child = child->next)
        if (child->first)
            check_references(l, child);
}

/* ---- The template ---- */

static void check_entry(struct sg_lint *l, const struct sg_node *entry)
{
    bool template = sg_policy_template_name(l->template, entry) != NULL;
    if (template || sg_is_text(entry))
        check_texts(l, entry, false, template ? SG103 : SG310);
    if (template && l->is_whole)
        check_references(l, entry);
}

void sg_lint_check_substitution(struct sg_lint *l)
{
    for (const struct sg_lint_document *d = NULL; (d = sg_lint_next_document(l, d));) {
        check_texts(l, d->node, false, SG310);
        if (l->is_whole)
            check_references(l, d->node);
    }
    for (const struct sg_resource *r = NULL; (r = sg_lint_next_resource(l, r));)
        for (struct sg_lint_values v = sg_lint_values_of(l, sg_lint_policies_of(l, r)); sg_lint_next(&v);)
            check_entry(l, v.value);
}
