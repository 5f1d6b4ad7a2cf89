#include "diagnose/fix_making_internal.h"

#include "base/list.h"
#include "base/text.h"
#include "catalog/action.h"
#include "diagnose/judge_internal.h"
#include "diagnose/mask_internal.h"
#include "diagnose/resource_internal.h"
#include "iam/arn.h"

#include <stdint.h>
#include <string.h>

static const struct {
    const char *place;
    void (*make)(struct sg_fix_making *m);
} makers[] = {
    {"execution-role", sg_diagnose_fix_identity},  {"caller-identity", sg_diagnose_fix_identity},
    {"resource-policy", sg_diagnose_fix_resource}, {"trust-policy", sg_diagnose_fix_trust},
    {"invoke-permission", sg_diagnose_fix_invoke},
};

/* The account of the resource, when it is another one than that of the caller and both are known. */
static const char *other_account(struct sg_arena *a, const struct sg_fix_making *m)
{
    const char *who = m->denial->shown.principal, *caller = who ? sg_arn_account(a, who) : NULL;
    const char *owner = m->resource ? sg_arn_account(a, m->resource) : NULL;
    return caller && owner && sg_is_made_of(caller, SG_DIGITS) && sg_is_made_of(owner, SG_DIGITS) &&
                   strcmp(caller, owner) != 0
               ? owner
               : NULL;
}

/* The account in an ARN as a text writes it: "${ACCOUNT_ONE}", "<other-account>"; NULL when it is hidden. */
static const char *account_named(struct sg_arena *a, const char *arn)
{
    const char *text = arn && sg_starts_with(arn, "arn:") ? sg_arn_part(a, arn, SG_ARN_PART_ACCOUNT) : NULL;
    const char *name = text ? text + strspn(text, "$<{[") : NULL;
    if (!name || (name > text && !strchr(">}]", text[strlen(text) - 1])))
        return NULL;
    const char *word = sg_copy_bytes(a, name, strcspn(name, ">}]"));
    bool named = sg_is_made_of(word, SG_ALNUM "-_ ") && word[strcspn(word, SG_LETTERS)] && strcmp(word, "aws") != 0;
    return sg_is_account(word) || (named && !sg_diagnose_is_mask(word)) ? text : NULL;
}

/* The accounts of caller and resource, when the text gives them different names. */
static const char *two_accounts(struct sg_arena *a, const struct sg_denial *denial)
{
    const char *caller = account_named(a, denial->shown.principal), *owner = account_named(a, denial->shown.resource);
    bool numbers = caller && owner && sg_is_account(caller) && sg_is_account(owner);
    return caller && owner && !numbers && strcmp(caller, owner) != 0 ? sg_format(a, "%s and %s", caller, owner) : NULL;
}

/* Across accounts both sides must allow: the policy of the caller, and that of the resource. */
static void add_other_side(struct sg_fix_making *m)
{
    struct sg_fix_making other = *m;
    m->fix.other_account = other_account(m->scope->arena, m);
    if (!m->fix.other_account)
        return;
    other.fix = (struct sg_fix){0};
    sg_diagnose_fix_resource(&other);
    m->fix.other_command = other.fix.command;
}

/*
 * Returns whether the text names action and resource as the statement does; otherwise only the call of samgen is shown.
 */
static bool is_told(const struct sg_fix_making *m)
{
    const char *resource = m->denial->shown.resource;
    bool word = resource && strchr(resource, ' ') && !sg_starts_with(resource, "arn:"); /* "role NAME" */
    return m->denial->shown.action && !m->denial->missing && !m->fix.by_name &&
           (!resource || word || strcmp(resource, "*") == 0 || sg_starts_with(resource, "arn:"));
}

/* An action that lists works without the resource that the reference does not require. */
static bool may_be_all(const struct sg_action *action)
{
    return action->on_all ||
           (action->access == SG_ACCESS_LIST && action->type_count == 1 && !action->types[0].required);
}

static size_t placeholders(const char *form)
{
    size_t count = 0;
    for (; *form; form++)
        count += *form == '{';
    return count;
}

/*
 * The form of the ARN that the action works on; NULL when it works on resources of several types. That of a bucket has
 * fewer placeholders than those of its access points.
 */
static const char *form_of(struct sg_arena *a, const struct sg_action *action)
{
    static const char partition[] = "arn:{partition}";
    size_t required = 0, fewest = SIZE_MAX;
    const char *found = NULL;
    for (size_t i = 0; i < action->type_count; i++)
        required += action->types[i].required;
    for (size_t i = 0; i < action->type_count && required <= 1; i++) {
        const struct sg_resource_type *type = action->types[i].type;
        size_t count = type->arn_count ? placeholders(type->arns[0].form) : SIZE_MAX;
        if (count > fewest || (required && !action->types[i].required))
            continue;
        found = count < fewest ? type->arns[0].form : NULL;
        fewest = count;
    }
    return found && sg_starts_with(found, partition) ? sg_concat(a, "arn:aws", found + strlen(partition)) : NULL;
}

struct sg_fix sg_diagnose_make_fix(struct sg_scope *scope, struct sg_catalog *catalog,
                                   const struct sg_denial_facts *facts, const struct sg_denial *denial,
                                   const struct sg_deployed_answer *answer)
{
    struct sg_fix_making m = {.scope = scope, .catalog = catalog, .facts = facts, .denial = denial, .answer = answer};
    struct sg_hush hush;
    if (sg_diagnose_is_explicit(denial) || sg_diagnose_is_beyond_policies(scope->arena, facts, denial) ||
        (answer && (answer->result != SAMGEN_IMPLICIT_DENY || answer->guarded)))
        return m.fix;
    sg_hush(&hush, &scope->findings);
    scope->partition = sg_diagnose_partition(scope->arena, denial->shown.resource);
    m.resource = sg_diagnose_resource(scope, catalog, denial);
    m.fix.resource = m.resource;
    const char *name = sg_diagnose_asked(denial);
    const struct sg_action *action = name ? sg_find_action(catalog, name, scope->findings) : NULL;
    m.fix.form = action ? form_of(scope->arena, action) : NULL;
    m.fix.known = action;
    m.fix.may_be_all = action && !denial->shown.resource && may_be_all(action);
    m.fix.two_accounts = two_accounts(scope->arena, denial);
    for (size_t i = 0; i < sizeof makers / sizeof *makers; i++)
        if (strcmp(makers[i].place, denial->shown.place) == 0)
            makers[i].make(&m);
    if (sg_diagnose_is_of_caller(denial))
        sg_diagnose_fix_identity(&m);
    if (m.fix.text && (sg_diagnose_is_of_caller(denial) || strcmp(denial->shown.place, "execution-role") == 0 ||
                       strcmp(denial->shown.place, "caller-identity") == 0))
        add_other_side(&m);
    if (m.fix.command && sg_diagnose_asked(denial) && !is_told(&m))
        m.fix.text = NULL;
    sg_unhush(&hush);
    return m.fix;
}
