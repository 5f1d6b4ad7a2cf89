#include "grant/allow_internal.h"

#include "grant/allow_key_internal.h"

#include <string.h>
#include <strings.h>

#define CONDITIONS_MOST 50 /* different keys and operators; each is looked for in all actions */

/* One --condition, taken apart: OPERATOR:KEY=VALUE. */
struct reading {
    const struct sg_allowance *allowance;
    struct sg_origin origin;
    struct sg_iam_condition condition; /* its operator and key, as the references spell them */
    const char *value;
    const struct sg_action_key *known; /* NULL: no request for the actions carries the key */
};

static bool fail_form(const struct reading *r, const char *text)
{
    return sg_fail(r->allowance->scope->findings, r->origin,
                   "\"%s\" is not OPERATOR:KEY=VALUE, such as StringEquals:aws:RequestedRegion=us-east-1", text);
}

/* ForAnyValue:StringLike:aws:TagKeys=team*: the operator may have a colon of its own. */
static bool take_apart(struct reading *r, const char *text)
{
    struct sg_arena *a = r->allowance->scope->arena;
    const char *equals = strchr(text, '='), *start = text;
    if (strncasecmp(text, "ForAllValues:", 13) == 0 || strncasecmp(text, "ForAnyValue:", 12) == 0)
        start = strchr(text, ':') + 1;
    const char *colon = strchr(start, ':');
    if (!equals || !colon || colon == start || colon + 1 >= equals || !equals[1])
        return fail_form(r, text);
    r->condition.name = sg_copy_bytes(a, text, (size_t)(colon - text));
    r->condition.key = sg_copy_bytes(a, colon + 1, (size_t)(equals - colon) - 1);
    r->value = equals + 1;
    return (strchr(r->condition.key, ':') && !strpbrk(r->condition.key, " ${}*?")) || fail_form(r, text);
}

/* The operator as IAM's documentation spells it. */
static const char *spelled(struct sg_arena *a, const struct sg_iam_condition *c)
{
    static const char *const qualifiers[] = {
        [SG_ONE_VALUE] = "", [SG_FOR_ALL_VALUES] = "ForAllValues:", [SG_FOR_ANY_VALUE] = "ForAnyValue:"};
    return sg_format(a, "%s%s%s", qualifiers[c->qualifier], c->op->name, c->if_exists ? "IfExists" : "");
}

static bool read_operator(struct reading *r)
{
    struct sg_scope *scope = r->allowance->scope;
    if (sg_iam_condition_name(r->condition.name, &r->condition)) {
        r->condition.name = spelled(scope->arena, &r->condition);
        return true;
    }
    struct sg_strings known = {0};
    const char *colon = strchr(r->condition.name, ':');
    sg_iam_operator_names(scope->arena, &known);
    const char *near = sg_nearest(colon ? colon + 1 : r->condition.name, &known);
    return sg_fail(scope->findings, r->origin, "\"%s\" is no condition operator%s%s%s", r->condition.name,
                   near ? " (did you mean " : " such as StringEquals", near ? near : "", near ? "?)" : "");
}

/* StringEquals and its like, which take a wildcard for itself. */
static bool is_literal_text(const struct sg_iam_operator *op)
{
    return sg_starts_with(op->name, "String") && !(op->flags & SG_WILDCARDS);
}

static bool read_value(const struct reading *r)
{
    struct sg_scope *scope = r->allowance->scope;
    const struct sg_iam_operator *op = r->condition.op;
    struct sg_iam_value value = {.text = r->value};
    if (!sg_has_substitution(r->value) && !op->read(scope->arena, op, &value))
        return sg_fail(scope->findings, r->origin, "%s wants %s, not \"%s\"", r->condition.name,
                       op->wants ? op->wants : "another value", r->value);
    if (is_literal_text(op) && strpbrk(r->value, "*?") && !strstr(r->value, "${!"))
        sg_report(scope->findings, SG_WARNING, r->origin,
                  "%s takes the wildcard in \"%s\" for itself; StringLike does not", r->condition.name, r->value);
    return true;
}

/* What is known best of the key, over all actions that are meant; the key is then spelled as the reference does. */
static enum sg_key_use best_use(struct reading *r, const struct sg_allowed_action *action)
{
    const struct sg_allowance *w = r->allowance;
    const struct sg_action_key *found = NULL, *last;
    enum sg_key_use best = SG_KEY_UNKNOWN;
    for (const struct sg_action *a = NULL; (a = sg_grant_next_action(action, a));) {
        enum sg_key_use use = sg_action_key(w->catalog, a, r->condition.key, &last, w->scope->findings);
        best = use > best ? use : best;
        found = last ? last : found;
    }
    r->known = found ? found : r->known;
    if (found && !strchr(found->name, '*'))
        r->condition.key = found->name;
    return best;
}

/* Whether a request without the key meets the condition. */
static bool met_without_key(const struct reading *r)
{
    bool missing;
    if (!r->condition.op->test)
        return sg_iam_truth_read(r->value, &missing) && missing;
    return sg_grant_met_without_key(&r->condition);
}

/* `known`: requests for some other action do. */
static bool refuse_key(const struct reading *r, const struct sg_allowed_action *action, bool known)
{
    const struct sg_allowance *w = r->allowance;
    const struct sg_action *first = sg_grant_next_action(action, NULL);
    const char *near =
        known ? NULL : sg_nearest_key(w->scope->arena, w->catalog, first, r->condition.key, w->scope->findings);
    return sg_fail(w->scope->findings, r->origin, "no request for %s carries %s, so this would %s%s%s%s", action->text,
                   r->condition.key, met_without_key(r) ? "always be met" : "never allow it",
                   near    ? " (did you mean "
                   : known ? "; ask for it apart"
                           : "",
                   near ? near : "", near ? "?)" : "");
}

/* A tag key that the reference does not list for the action may be an omission of the reference. */
static void mind_unlisted(const struct reading *r, const struct sg_allowed_action *action)
{
    sg_report(r->allowance->scope->findings, SG_WARNING, r->origin,
              "AWS's reference does not list %s for %s; if its requests do not carry it, this never allows it",
              r->condition.key, action->text);
}

static bool check_key(struct reading *r)
{
    const struct sg_allowance *w = r->allowance;
    bool without = met_without_key(r), known = false, ok = true;
    for (size_t i = 0; i < w->action_count; i++)
        known = best_use(r, &w->actions[i]) != SG_KEY_UNKNOWN || known;
    for (size_t i = 0; i < w->action_count; i++) {
        enum sg_key_use use = best_use(r, &w->actions[i]);
        if (use == SG_KEY_UNKNOWN && !(without && known))
            ok = refuse_key(r, &w->actions[i], known);
        else if (use == SG_KEY_UNLISTED && !without)
            mind_unlisted(r, &w->actions[i]);
    }
    return ok && (!r->known || sg_grant_check_key_type(w, r->origin, &r->condition, r->known->type));
}

static struct sg_condition *find_condition(const struct sg_statement *made, const struct reading *r)
{
    for (size_t i = 0; i < made->conditions.count; i++) {
        struct sg_condition *c = &made->conditions.items[i];
        if (strcmp(c->name, r->condition.name) == 0 && strcasecmp(c->key, r->condition.key) == 0)
            return c;
    }
    return NULL;
}

static bool read_condition(const struct sg_allowance *w, const struct sg_value *value, struct sg_statement *made)
{
    struct reading r = {.allowance = w, .origin = value->origin};
    const char *text = value->name ? value->name : value->arn;
    if (!take_apart(&r, text) || !read_operator(&r) || !read_value(&r))
        return false;
    struct sg_condition *c = find_condition(made, &r);
    if (!c && made->conditions.count == CONDITIONS_MOST)
        return sg_fail(w->scope->findings, value->origin, "more than %d conditions", CONDITIONS_MOST);
    if (!c && !check_key(&r))
        return false;
    if (!c) {
        c = &made->conditions.items[made->conditions.count++];
        *c = (struct sg_condition){.name = r.condition.name, .key = r.condition.key};
    }
    sg_push_once(w->scope->arena, &c->values, r.value);
    return true;
}

/* In each request that a role makes: IAM User Guide, "AWS global condition context keys", Availability. */
static bool is_always_there(const char *key)
{
    static const char *const keys[] = {"aws:CurrentTime",  "aws:EpochTime",      "aws:PrincipalAccount",
                                       "aws:PrincipalArn", "aws:PrincipalType",  "aws:RequestedRegion",
                                       "aws:userid",       "aws:SecureTransport"};
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        if (strcasecmp(key, keys[i]) == 0)
            return true;
    return false;
}

/* Whether another condition wants the key to be there: Null:KEY=false, or one that is not met without it. */
static bool is_wanted(const struct sg_statement *made, const char *key)
{
    for (size_t i = 0; i < made->conditions.count; i++) {
        const struct sg_condition *c = &made->conditions.items[i];
        struct sg_iam_condition read = {0};
        if (strcasecmp(c->key, key) != 0 || !sg_iam_condition_name(c->name, &read))
            continue;
        if (read.op->test ? !sg_grant_met_without_key(&read)
                          : c->values.count == 1 && !strcasecmp(c->values.items[0], "false"))
            return true;
    }
    return false;
}

/* What is also met without the key lets through requests that nobody thinks of. */
static void mind_missing_keys(const struct sg_allowance *w, struct sg_origin origin, const struct sg_statement *made)
{
    for (size_t i = 0; i < made->conditions.count; i++) {
        const struct sg_condition *c = &made->conditions.items[i];
        struct sg_iam_condition read = {0};
        bool understood = sg_iam_condition_name(c->name, &read) && read.op->test;
        if (understood && sg_grant_met_without_key(&read) && !is_always_there(c->key) && !is_wanted(made, c->key))
            sg_report(w->scope->findings, SG_WARNING, origin,
                      "%s also allows requests without %s; add Null:%s=false if those are not meant", c->name, c->key,
                      c->key);
    }
}

bool sg_grant_read_conditions(const struct sg_allowance *w, struct sg_statement *made)
{
    const struct sg_given *given = sg_given(w->use, "condition", strlen("condition"));
    size_t refused = 0;
    if (!given)
        return true;
    made->conditions.items = sg_new_array(w->scope->arena, struct sg_condition, given->count);
    for (size_t i = 0; i < given->count && refused < CONDITIONS_MOST; i++)
        refused += !read_condition(w, &given->values[i], made);
    if (!refused)
        mind_missing_keys(w, given->origin, made);
    return !refused;
}
