#include "iam/condition.h"

#include <string.h>
#include <strings.h>

static const struct {
    const char *prefix;
    enum sg_iam_qualifier qualifier;
} qualifiers[] = {{"ForAllValues:", SG_FOR_ALL_VALUES}, {"ForAnyValue:", SG_FOR_ANY_VALUE}};

#define IF_EXISTS "IfExists"

bool sg_iam_condition_name(const char *name, struct sg_iam_condition *condition)
{
    for (size_t i = 0; i < sizeof qualifiers / sizeof *qualifiers; i++)
        if (strncasecmp(name, qualifiers[i].prefix, strlen(qualifiers[i].prefix)) == 0) {
            condition->qualifier = qualifiers[i].qualifier;
            name += strlen(qualifiers[i].prefix);
            break;
        }
    size_t length = strlen(name), ending = strlen(IF_EXISTS);
    if (length > ending && strcasecmp(name + length - ending, IF_EXISTS) == 0) {
        condition->if_exists = true;
        length -= ending;
    }
    condition->op = sg_iam_find_operator(name, length);
    return condition->op && (condition->op->test || !condition->if_exists); /* NullIfExists does not exist */
}

/* Compares one value of the request with all values of the condition. */
static enum sg_iam_match compare(const struct sg_iam_condition *c, const char *given,
                                 const struct sg_iam_request *request)
{
    enum sg_iam_match result = SG_DIFFERS;
    for (size_t i = 0; i < c->count; i++) {
        enum sg_iam_match match = c->denies ? SG_DIFFERS : SG_INCOMPARABLE;
        if (c->values[i].readable)
            match = c->op->test(c->op, &c->values[i], given, request);
        if (match == SG_MATCHES)
            return match;
        result = match == SG_INCOMPARABLE ? match : result;
    }
    return result;
}

static bool meets(const struct sg_iam_condition *c, const char *given, const struct sg_iam_request *request)
{
    return compare(c, given, request) == (c->op->negated ? SG_DIFFERS : SG_MATCHES);
}

static bool is_null_as_said(const struct sg_iam_condition *c, bool missing)
{
    for (size_t i = 0; i < c->count; i++)
        if (c->values[i].readable && c->values[i].truth == missing)
            return true;
    return false;
}

/*
 * Of several values, all must meet ForAllValues, and a negated operator without a qualifier; one is enough otherwise.
 */
static bool must_all_meet(const struct sg_iam_condition *c)
{
    return c->qualifier == SG_FOR_ALL_VALUES || (c->qualifier == SG_ONE_VALUE && c->op->negated);
}

bool sg_iam_condition_holds(const struct sg_iam_condition *c, const struct sg_iam_request *request)
{
    const struct samgen_context *key = sg_iam_find_key(request, c->key);
    bool missing = !key || key->value_count == 0, all = must_all_meet(c);
    if (!c->op->test)
        return is_null_as_said(c, missing);
    if (missing)
        return c->if_exists || all;
    for (size_t i = 0; i < key->value_count; i++)
        if (meets(c, key->values[i], request) != all)
            return !all;
    return all;
}
