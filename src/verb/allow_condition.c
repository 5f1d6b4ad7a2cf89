#include "verb/allowance.h"

#include "iam/condition.h"

#include <string.h>
#include <strings.h>

#define CONDITIONS_MOST 50 /* different keys and operators; each is looked for in all actions */

/* One --condition, taken apart: OPERATOR:KEY=VALUE. */
struct reading {
    const struct sg_allowance *allowance;
    struct sg_origin origin;
    const char *operator, * key, *value;
    struct sg_iam_condition condition;
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
    r->operator= sg_copy_bytes(a, text, (size_t)(colon - text));
    r->key = sg_copy_bytes(a, colon + 1, (size_t)(equals - colon) - 1);
    r->value = equals + 1;
    return (strchr(r->key, ':') && !strpbrk(r->key, " ${}*?")) || fail_form(r, text);
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
    if (sg_iam_condition_name(r->operator, & r->condition)) {
        r->operator= spelled(scope->arena, &r->condition);
        return true;
    }
    struct sg_strings known = {0};
    const char *colon = strchr(r->operator, ':');
    sg_iam_operator_names(scope->arena, &known);
    const char *near = sg_nearest(colon ? colon + 1 : r->operator, & known);
    return sg_fail(scope->findings, r->origin, "\"%s\" is no condition operator%s%s%s", r->operator,
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
        return sg_fail(scope->findings, r->origin, "%s wants %s, not \"%s\"", r->operator,
                       op->wants ? op->wants : "another value", r->value);
    if (is_literal_text(op) && strpbrk(r->value, "*?") && !strstr(r->value, "${!"))
        sg_report(scope->findings, SG_WARNING, r->origin,
                  "%s takes the wildcard in \"%s\" for itself; StringLike does not", r->operator, r->value);
    return true;
}

/* What is known best of the key, over all actions that are meant; the key is then spelled as the reference does. */
static enum sg_key_use best_use(struct reading *r, const struct sg_allowed_action *action)
{
    const struct sg_allowance *w = r->allowance;
    const struct sg_action_key *found = NULL, *last;
    enum sg_key_use best = SG_KEY_UNKNOWN;
    for (const struct sg_action *a = NULL; (a = sg_next_allowed(action, a));) {
        enum sg_key_use use = sg_action_key(w->catalog, a, r->key, &last, w->scope->findings);
        best = use > best ? use : best;
        found = last ? last : found;
    }
    if (found && !strchr(found->name, '*'))
        r->key = found->name;
    return best;
}

/* Whether a request without the key may still meet the condition. */
static bool met_without_key(const struct sg_iam_condition *c)
{
    return c->op->negated || c->if_exists || c->qualifier == SG_FOR_ALL_VALUES || !c->op->test;
}

/* `known`: requests for some other action do. */
static bool refuse_key(const struct reading *r, const struct sg_allowed_action *action, bool known)
{
    const struct sg_allowance *w = r->allowance;
    const struct sg_action *first = sg_next_allowed(action, NULL);
    const char *near = known ? NULL : sg_nearest_key(w->scope->arena, w->catalog, first, r->key, w->scope->findings);
    return sg_fail(w->scope->findings, r->origin, "no request for %s carries %s, so this would never allow it%s%s%s",
                   action->text, r->key,
                   near    ? " (did you mean "
                   : known ? "; ask for it apart"
                           : "",
                   near ? near : "", near ? "?)" : "");
}

/* A tag key that the reference does not list for the action may be an omission of the reference. */
static void mind_unlisted(const struct reading *r, const struct sg_allowed_action *action)
{
    sg_report(r->allowance->scope->findings, SG_WARNING, r->origin,
              "AWS's reference does not list %s for %s; if its requests do not carry it, this never allows it", r->key,
              action->text);
}

static bool check_key(struct reading *r)
{
    const struct sg_allowance *w = r->allowance;
    bool without = met_without_key(&r->condition), known = false, ok = true;
    for (size_t i = 0; i < w->action_count; i++)
        known = best_use(r, &w->actions[i]) != SG_KEY_UNKNOWN || known;
    for (size_t i = 0; i < w->action_count; i++) {
        enum sg_key_use use = best_use(r, &w->actions[i]);
        if (use == SG_KEY_UNKNOWN && !(without && known))
            ok = refuse_key(r, &w->actions[i], known);
        else if (use == SG_KEY_UNLISTED && !without)
            mind_unlisted(r, &w->actions[i]);
    }
    return ok;
}

static struct sg_condition *find_condition(const struct sg_statement *made, const struct reading *r)
{
    for (size_t i = 0; i < made->conditions.count; i++) {
        struct sg_condition *c = &made->conditions.items[i];
        if (strcmp(c->name, r->operator) == 0 && strcasecmp(c->key, r->key) == 0)
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
        *c = (struct sg_condition){.name = r.operator, .key = r.key };
    }
    sg_push_once(w->scope->arena, &c->values, r.value);
    return true;
}

/* ForAllValues holds for no values too, which lets requests without the key through. */
static void mind_missing_keys(const struct sg_allowance *w, struct sg_origin origin, const struct sg_statement *made)
{
    for (size_t i = 0; i < made->conditions.count; i++) {
        const struct sg_condition *c = &made->conditions.items[i];
        bool covered = !sg_starts_with(c->name, "ForAllValues:");
        for (size_t j = 0; j < made->conditions.count; j++)
            covered = covered || (strcmp(made->conditions.items[j].name, "Null") == 0 &&
                                  strcasecmp(made->conditions.items[j].key, c->key) == 0);
        if (!covered)
            sg_report(w->scope->findings, SG_WARNING, origin,
                      "ForAllValues also allows requests without %s; add Null:%s=false", c->key, c->key);
    }
}

bool sg_allow_conditions(const struct sg_allowance *w, struct sg_statement *made)
{
    const struct sg_given *given = sg_given(w->use, "condition", strlen("condition"));
    bool ok = true;
    if (!given)
        return true;
    made->conditions.items = sg_new_array(w->scope->arena, struct sg_condition, given->count);
    for (size_t i = 0; i < given->count; i++)
        ok = read_condition(w, &given->values[i], made) && ok;
    if (ok)
        mind_missing_keys(w, given->origin, made);
    return ok;
}
