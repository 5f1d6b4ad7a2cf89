#include "grant/allow_key_internal.h"

#include <string.h>

#define LIST "ArrayOf" /* begins the types of keys with several values in one request */

/*
 * The types of the Service Authorization Reference and the operators for them, by a word in their names. Those that take
 * the values for texts, or may find in them what they compare, are doubtful.
 */
static const struct key_type {
    const char *name, *title;
    const char *use; /* an operator for it */
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

/* Whether a word of the list is in the operator's name: "IpAddress" in NotIpAddress. */
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

/* Of a key with several values, an operator alone lets a request through in which one value is right. */
static bool refuse_several(const struct sg_allowance *w, struct sg_origin origin, const struct sg_iam_condition *c)
{
    return sg_fail(w->scope->findings, origin,
                   "a request may have several values of %s; write ForAllValues:%s if all of them must be right, "
                   "ForAnyValue:%s if one is enough",
                   c->key, c->name, c->name);
}

bool sg_grant_check_key_type(const struct sg_allowance *w, struct sg_origin origin, const struct sg_iam_condition *c,
                             const char *type)
{
    bool several = sg_starts_with(type, LIST);
    const struct key_type *one = find_type(several ? type + strlen(LIST) : type);
    bool right = !one || has_word(w->scope->arena, one->right, c->op);
    if (!c->op->test) /* Null asks only whether the key is there */
        return true;
    if (!right && !has_word(w->scope->arena, one->doubtful, c->op))
        return sg_fail(w->scope->findings, origin, "%s does not compare %s, which %s is; use %s", c->name, one->title,
                       c->key, one->use);
    if (several && c->qualifier == SG_ONE_VALUE)
        return refuse_several(w, origin, c);
    if (!right)
        sg_report(w->scope->findings, SG_WARNING, origin,
                  "%s is %s in AWS's reference, which %s may not compare as meant; %s does", c->key, one->title,
                  c->name, one->use);
    return true;
}

bool sg_grant_met_without_key(const struct sg_iam_condition *c)
{
    return c->if_exists || c->qualifier == SG_FOR_ALL_VALUES || (c->qualifier == SG_ONE_VALUE && c->op->negated);
}
