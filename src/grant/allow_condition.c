#include "grant/allow_internal.h"

#include "iam/condition.h"

#include <string.h>
#include <strings.h>

#define CONDITIONS_MOST 50 /* pairs of operator and key; each is searched in all actions */

/* One --condition in its parts: OPERATOR:KEY=VALUE. */
struct reading {
    const struct sg_allow_work *work;
    struct sg_origin origin;
    struct sg_iam_condition condition; /* operator and key, spelled as in AWS's references */
    const char *value;
    const struct sg_action_key *known; /* NULL: no request for the actions carries the key */
};

static bool fail_form(const struct reading *r, const char *text)
{
    return sg_fail(r->work->scope->findings, r->origin,
                   "\"%s\" is not OPERATOR:KEY=VALUE, such as StringEquals:aws:RequestedRegion=us-east-1", text);
}

/* ForAnyValue:StringLike:aws:TagKeys=team*: the operator may contain a colon. */
static bool take_apart(struct reading *r, const char *text)
{
    struct sg_arena *a = r->work->scope->arena;
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
    struct sg_scope *scope = r->work->scope;
    if (sg_iam_condition_name(r->condition.name, &r->condition)) {
        r->condition.name = spelled(scope->arena, &r->condition);
        return true;
    }
    struct sg_strings known = {0};
    const char *colon = strchr(r->condition.name, ':');
    sg_iam_operator_names(scope->arena, &known);
    const char *near = sg_nearest(colon ? colon + 1 : r->condition.name, &known);
    return sg_fail(scope->findings, r->origin, "\"%s\" is not a condition operator%s%s%s", r->condition.name,
                   near ? "; did you mean " : "; write one such as StringEquals", near ? near : "", near ? "?" : "");
}

/* StringEquals and others to which '*' is an ordinary character. */
static bool is_literal_text(const struct sg_iam_operator *op)
{
    return sg_starts_with(op->name, "String") && !(op->flags & SG_WILDCARDS);
}

static bool read_value(const struct reading *r)
{
    struct sg_scope *scope = r->work->scope;
    const struct sg_iam_operator *op = r->condition.op;
    struct sg_iam_value value = {.text = r->value};
    if (!sg_has_substitution(r->value) && !op->read(scope->arena, op, &value))
        return sg_fail(scope->findings, r->origin, "%s needs %s, not \"%s\"", r->condition.name, op->wants, r->value);
    if (is_literal_text(op) && strpbrk(r->value, "*?") && !strstr(r->value, "${!"))
        sg_report(scope->findings, SAMGEN_WARNING, r->origin,
                  "%s compares the wildcard in \"%s\" literally; use StringLike to match a pattern", r->condition.name,
                  r->value);
    return true;
}

/* ---- The type of a key ---- */

#define LIST "ArrayOf" /* begins the type of a key that may have several values in one request */

/*
 * The types of the Service Authorization Reference, each with the operators that compare its values: words in the names
 * of operators. A doubtful operator compares the values as text, or can only compare some of them.
 */
static const struct key_type {
    const char *name, *title;
    const char *use; /* the operator to suggest */
    const char *right, *doubtful;
} types[] = {
    {"ARN", "an ARN", "ArnLike", "Arn String", ""},
    {"Bool", "true or false", "Bool", "Bool", "String"},
    {"Date", "a date", "DateLessThan", "Date", "Numeric String"},
    {"IPAddress", "an IP address", "IpAddress", "IpAddress", ""},
    {"Numeric", "a number", "NumericEquals", "Numeric", "Date String"},
    {"String", "a text", "StringEquals", "String", "Arn Binary Bool Date IpAddress Numeric"},
};

static const struct key_type *find_type(const char *name)
{
    for (size_t i = 0; i < sizeof types / sizeof *types; i++)
        if (strcmp(types[i].name, name) == 0)
            return &types[i];
    return NULL;
}

/* Returns whether the operator's name contains a word of the list: "IpAddress" in NotIpAddress. */
static bool has_word(struct sg_arena *a, const char *words, const struct sg_iam_operator *op)
{
    while (*words) {
        const char *word = sg_copy_bytes(a, words, strcspn(words, " "));
        if (strstr(op->name, word))
            return true;
        words += strlen(word);
        words += *words == ' ';
    }
    return false;
}

/* Without a qualifier, a key with several values meets the condition as soon as one value is right. */
static bool refuse_several(const struct sg_allow_work *w, struct sg_origin origin, const struct sg_iam_condition *c)
{
    return sg_fail(
        w->scope->findings, origin,
        "a request may have several values of %s; write ForAllValues:%s if all must match, ForAnyValue:%s if "
        "one match is enough",
        c->key, c->name, c->name);
}

/*
 * Checks that the operator compares values of the key's type, as the reference names it ("ArrayOfString"), and says how
 * many values must match when a request may have several. A doubtful operator is a warning. False after reporting.
 */
static bool check_key_type(const struct sg_allow_work *w, struct sg_origin origin, const struct sg_iam_condition *c,
                           const char *type)
{
    bool several = sg_starts_with(type, LIST);
    const struct key_type *one = find_type(several ? type + strlen(LIST) : type);
    bool right = !one || has_word(w->scope->arena, one->right, c->op);
    if (!c->op->test) /* Null asks only whether the key is there */
        return true;
    if (!right && !has_word(w->scope->arena, one->doubtful, c->op))
        return sg_fail(w->scope->findings, origin, "%s cannot compare %s, which is %s; use %s", c->name, c->key,
                       one->title, one->use);
    if (several && c->qualifier == SG_ONE_VALUE)
        return refuse_several(w, origin, c);
    if (!right)
        sg_report(w->scope->findings, SAMGEN_WARNING, origin,
                  "%s is %s in AWS's reference, and %s may compare it differently than you expect; use %s", c->key,
                  one->title, c->name, one->use);
    return true;
}

/* Returns whether a request without the key meets a condition with an operator other than Null. */
static bool holds_without_key(const struct sg_iam_condition *c)
{
    return c->if_exists || c->qualifier == SG_FOR_ALL_VALUES || (c->qualifier == SG_ONE_VALUE && c->op->negated);
}

/* ---- The key of a condition ---- */

/* The best use of the key by any action that `action` allows; spells the key as the reference does. */
static enum sg_key_use best_use(struct reading *r, const struct sg_allow_action *action)
{
    const struct sg_allow_work *w = r->work;
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

/* Returns whether a request without the key meets the condition. */
static bool met_without_key(const struct reading *r)
{
    bool missing;
    if (!r->condition.op->test)
        return sg_iam_truth_read(r->value, &missing) && missing;
    return holds_without_key(&r->condition);
}

/* `known`: requests for another action carry the key. */
static bool refuse_key(const struct reading *r, const struct sg_allow_action *action, bool known)
{
    const struct sg_allow_work *w = r->work;
    const struct sg_action *first = sg_grant_next_action(action, NULL);
    const char *near =
        known ? NULL : sg_nearest_key(w->scope->arena, w->catalog, first, r->condition.key, w->scope->findings);
    return sg_fail(w->scope->findings, r->origin, "a request for %s never carries %s, so this condition %s%s%s%s",
                   action->text, r->condition.key, met_without_key(r) ? "is always met" : "never allows it",
                   near    ? "; did you mean "
                   : known ? "; write a separate `allow` for it"
                           : "",
                   near ? near : "", near ? "?" : "");
}

/* AWS's reference omits some tag keys, so one that it does not list for the action is only a warning. */
static void warn_of_unlisted(const struct reading *r, const struct sg_allow_action *action)
{
    sg_report(r->work->scope->findings, SAMGEN_WARNING, r->origin,
              "AWS's reference does not list %s for %s; if requests for it do not carry the key, this never allows it",
              r->condition.key, action->text);
}

static bool check_key(struct reading *r)
{
    const struct sg_allow_work *w = r->work;
    bool without = met_without_key(r), known = false, ok = true;
    for (size_t i = 0; i < w->action_count; i++)
        known = best_use(r, &w->actions[i]) != SG_KEY_UNKNOWN || known;
    for (size_t i = 0; i < w->action_count; i++) {
        enum sg_key_use use = best_use(r, &w->actions[i]);
        if (w->actions[i].newer)
            continue;
        if (use == SG_KEY_UNKNOWN && !(without && known))
            ok = refuse_key(r, &w->actions[i], known);
        else if (use == SG_KEY_UNLISTED && !without)
            warn_of_unlisted(r, &w->actions[i]);
    }
    return ok && (!r->known || check_key_type(w, r->origin, &r->condition, r->known->type));
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

static bool read_condition(const struct sg_allow_work *w, const struct sg_value *value, struct sg_statement *made)
{
    struct reading r = {.work = w, .origin = value->origin};
    const char *text = value->name ? value->name : value->arn;
    if (!take_apart(&r, text) || !read_operator(&r) || !read_value(&r))
        return false;
    struct sg_condition *c = find_condition(made, &r);
    if (!c && made->conditions.count == CONDITIONS_MOST)
        return sg_fail(w->scope->findings, value->origin, "there are more than %d conditions; write several `allow`",
                       CONDITIONS_MOST);
    if (!c && !check_key(&r))
        return false;
    if (!c) {
        c = &made->conditions.items[made->conditions.count++];
        *c = (struct sg_condition){.name = r.condition.name, .key = r.condition.key};
    }
    sg_push_once(w->scope->arena, &c->values, r.value);
    return true;
}

/* Keys in every request that a role makes: IAM User Guide, "AWS global condition context keys", Availability. */
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

/* Returns whether another condition requires the key: Null:KEY=false, or one that is not met without it. */
static bool is_required(const struct sg_statement *made, const char *key)
{
    for (size_t i = 0; i < made->conditions.count; i++) {
        const struct sg_condition *c = &made->conditions.items[i];
        struct sg_iam_condition read = {0};
        if (strcasecmp(c->key, key) != 0 || !sg_iam_condition_name(c->name, &read))
            continue;
        if (read.op->test ? !holds_without_key(&read)
                          : c->values.count == 1 && !strcasecmp(c->values.items[0], "false"))
            return true;
    }
    return false;
}

/* A condition that is met without its key lets through requests that the user did not think of. */
static void warn_of_missing_keys(const struct sg_allow_work *w, struct sg_origin origin,
                                 const struct sg_statement *made)
{
    for (size_t i = 0; i < made->conditions.count; i++) {
        const struct sg_condition *c = &made->conditions.items[i];
        struct sg_iam_condition read = {0};
        bool understood = sg_iam_condition_name(c->name, &read) && read.op->test;
        if (understood && holds_without_key(&read) && !is_always_there(c->key) && !is_required(made, c->key))
            sg_report(w->scope->findings, SAMGEN_WARNING, origin,
                      "%s also allows requests without %s; add Null:%s=false to refuse them", c->name, c->key, c->key);
    }
}

bool sg_grant_read_conditions(const struct sg_allow_work *w, struct sg_statement *made)
{
    const struct sg_given *given = sg_given(w->use, "condition", strlen("condition"));
    size_t refused = 0;
    if (!given)
        return true;
    made->conditions.items = sg_new_array(w->scope->arena, struct sg_condition, given->count);
    for (size_t i = 0; i < given->count && refused < CONDITIONS_MOST; i++) {
        refused += !read_condition(w, &given->values[i], made);
        if (refused && made->conditions.count == CONDITIONS_MOST)
            break; /* each further one would be one too many again */
    }
    if (!refused)
        warn_of_missing_keys(w, given->origin, made);
    return !refused;
}
