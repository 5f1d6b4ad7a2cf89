#include "iam/policy.h"

#include "base/list.h"
#include "iam/condition.h"
#include "iam/elements_internal.h"

#include <string.h>
#include <strings.h>

static const struct element {
    const char *name;
    unsigned types; /* the policy types that have it, as bits */
    bool (*read)(struct sg_iam_reader *r, const struct sg_node *node, struct sg_iam_statement *s);
} elements[] = {
    {"Sid", SG_EVERY_TYPE, sg_iam_read_sid},
    {"Effect", SG_EVERY_TYPE, sg_iam_read_effect},
    {"Principal", SG_TYPES_WITH_PRINCIPAL, sg_iam_read_principal},
    {"NotPrincipal", SG_TYPES_WITH_PRINCIPAL, sg_iam_read_principal},
    {"Action", SG_EVERY_TYPE, sg_iam_read_action},
    {"NotAction", SG_EVERY_TYPE, sg_iam_read_action},
    {"Resource", SG_TYPES_WITH_RESOURCE, sg_iam_read_resource},
    {"NotResource", SG_TYPES_WITH_RESOURCE, sg_iam_read_resource},
    {"Condition", SG_EVERY_TYPE, sg_iam_read_condition},
};

#define ELEMENT_COUNT (sizeof elements / sizeof *elements)

static const struct element *find_element(const char *name)
{
    for (size_t i = 0; i < ELEMENT_COUNT; i++)
        if (sg_equals(elements[i].name, name))
            return &elements[i];
    return NULL;
}

static bool unknown_element(struct sg_iam_reader *r, const struct sg_node *key)
{
    struct sg_strings known = {0};
    for (size_t i = 0; i < ELEMENT_COUNT; i++)
        sg_push(r->arena, &known, elements[i].name);
    const char *near = sg_nearest(key->text, &known);
    return sg_fail(r->findings, sg_iam_at(r, key), "\"%s\" is not an element of a statement%s%s%s", key->text,
                   near ? "; did you mean " : "", near ? near : "", near ? "?" : "");
}

static bool read_element(struct sg_iam_reader *r, const struct sg_node *map, const struct sg_node *key,
                         struct sg_iam_statement *s)
{
    const struct element *element = find_element(key->text);
    if (!element)
        return unknown_element(r, key);
    if (sg_is_second_key(map, key))
        return sg_fail(r->findings, sg_iam_at(r, key), "duplicate element %s", key->text);
    if (!(element->types & SG_TYPE_BIT(r->type)))
        return sg_fail(r->findings, sg_iam_at(r, key), "%s must not have %s; remove it", sg_iam_type_name(r->type),
                       key->text);
    r->negated = sg_starts_with(key->text, "Not");
    return element->read(r, key->next, s);
}

/* Exactly one of the two elements must be there. */
static bool check_pair(struct sg_iam_reader *r, const struct sg_node *map, const char *name, const char *negation)
{
    bool has = sg_get(map, name), has_negation = sg_get(map, negation);
    if (has && has_negation)
        return sg_fail(r->findings, sg_iam_at(r, map), "the statement has both %s and %s; remove one of them", name,
                       negation);
    return has || has_negation ||
           sg_fail(r->findings, sg_iam_at(r, map), "the statement has no %s; IAM requires it", name);
}

/* IAM User Guide, "NotPrincipal". */
static bool check_not_principal(struct sg_iam_reader *r, const struct sg_node *map)
{
    const struct sg_node *element = sg_get(map, "NotPrincipal"), *effect = sg_get(map, "Effect");
    if (!element || sg_iam_has_no_principal(r->type))
        return true;
    if (r->type == SG_TRUST_POLICY)
        return sg_fail(r->findings, sg_iam_at(r, element),
                       "a trust policy must not have NotPrincipal; write Principal");
    return !effect || !effect->text || !sg_equals(effect->text, "Allow") ||
           sg_fail(r->findings, sg_iam_at(r, element), "an Allow must not have NotPrincipal; write Principal");
}

/* Returns whether all actions of a statement have one of these prefixes. */
static bool is_about(const struct sg_node *statement, const char *const *prefixes, size_t count)
{
    const struct sg_node *actions = sg_get(statement, "Action");
    bool list = actions && actions->type == SG_LIST;
    const struct sg_node *item = list ? actions->first : actions;
    if (!item)
        return false;
    for (; item; item = list ? item->next : NULL) {
        size_t i = 0;
        while (i < count &&
               !(item->type == SG_SCALAR && strncasecmp(item->text, prefixes[i], strlen(prefixes[i])) == 0))
            i++;
        if (i == count)
            return false;
    }
    return true;
}

/* Policies of IAM roles and ECR repositories have no Resource. */
static bool needs_resource(const struct sg_iam_reader *r, const struct sg_node *map)
{
    static const char *const prefixes[] = {"ecr:"};
    return r->type != SG_TRUST_POLICY && r->type != SG_IMPLICIT_RESOURCE_POLICY &&
           !(r->type == SG_RESOURCE_POLICY && is_about(map, prefixes, sizeof prefixes / sizeof *prefixes));
}

static bool check_elements(struct sg_iam_reader *r, const struct sg_node *map)
{
    bool ok = sg_get(map, "Effect") ||
              sg_fail(r->findings, sg_iam_at(r, map), "the statement has no Effect; write Allow or Deny");
    ok = check_pair(r, map, "Action", "NotAction") && ok;
    if (needs_resource(r, map) || (sg_get(map, "Resource") && sg_get(map, "NotResource")))
        ok = check_pair(r, map, "Resource", "NotResource") && ok;
    if (!sg_iam_has_no_principal(r->type))
        ok = check_pair(r, map, "Principal", "NotPrincipal") && ok;
    return check_not_principal(r, map) && ok;
}

static bool read_statement(struct sg_iam_reader *r, const struct sg_node *map, struct sg_iam_statement *s)
{
    if (map->type != SG_MAP || map->tag)
        return sg_fail(r->findings, sg_iam_at(r, map), "a statement must be a map with Effect, Action and Resource");
    bool ok = true;
    *s = (struct sg_iam_statement){.index = r->index, .offset = map->start};
    s->any_resource = !needs_resource(r, map) && !sg_get(map, "Resource") && !sg_get(map, "NotResource");
    s->any_principal = sg_iam_has_no_principal(r->type);
    for (const struct sg_node *key = map->first; key; key = key->next->next) {
        if (sg_error_count(r->findings) >= SG_FINDINGS_MOST)
            return false; /* further findings would not be shown */
        ok = read_element(r, map, key, s) && ok;
    }
    for (size_t i = 0; i < s->condition_count; i++)
        s->conditions[i].denies = s->effect == SG_DENY;
    return check_elements(r, map) && ok;
}

static int by_sid(const void *x, const void *y)
{
    const struct sg_iam_statement *const *p = x, *const *q = y;
    int order = strcmp((*p)->sid, (*q)->sid);
    return order ? order : ((*p)->index > (*q)->index) - ((*p)->index < (*q)->index);
}

/* IAM wants unique ones in its own policies; buckets and keys accept equal ones, and of others AWS says nothing. */
static bool check_sids(struct sg_iam_reader *r, const struct sg_iam_policy *policy)
{
    if (SG_TYPE_BIT(r->type) & SG_RESOURCE_TYPES)
        return true;
    const struct sg_iam_statement **sorted = sg_new_array(r->arena, const struct sg_iam_statement *, policy->count);
    size_t count = 0;
    bool ok = true;
    for (size_t i = 0; i < policy->count; i++)
        if (policy->statements[i].sid && *policy->statements[i].sid)
            sorted[count++] = &policy->statements[i];
    sg_sort(sorted, count, sizeof *sorted, by_sid);
    for (size_t i = 1; i < count; i++)
        if (sg_equals(sorted[i]->sid, sorted[i - 1]->sid))
            ok = sg_fail(r->findings, (struct sg_origin){.source = r->source, .offset = sorted[i]->offset},
                         "an earlier statement has the Sid \"%s\" too; Sids must be unique", sorted[i]->sid);
    return ok;
}

static bool read_statements(struct sg_iam_reader *r, const struct sg_node *node, struct sg_iam_policy *policy)
{
    const struct sg_node *first = node->type == SG_LIST ? node->first : node;
    policy->statements = sg_new_array(r->arena, struct sg_iam_statement, node->type == SG_LIST ? node->count : 1);
    bool ok = true;
    for (const struct sg_node *item = first; item; item = node->type == SG_LIST ? item->next : NULL) {
        r->index = policy->count;
        ok = read_statement(r, item, &policy->statements[policy->count++]) && ok;
    }
    return check_sids(r, policy) && ok;
}

static bool read_version(struct sg_iam_reader *r, const struct sg_node *node, struct sg_iam_policy *policy)
{
    const char *text = sg_iam_text_of(r, node, "Version");
    if (!text)
        return false;
    policy->has_variables = sg_equals(text, "2012-10-17");
    return policy->has_variables || sg_equals(text, "2008-10-17") ||
           sg_fail(r->findings, sg_iam_at(r, node), "the Version \"%s\" does not exist; write 2012-10-17", text);
}

/* Reads Version first, because the statements depend on it. */
static bool check_document(struct sg_iam_reader *r, const struct sg_node *document, struct sg_iam_policy *policy)
{
    const struct sg_node *version = sg_get(document, "Version");
    bool ok = !version || read_version(r, version, policy);
    for (const struct sg_node *key = document->first; key; key = key->next->next) {
        if (sg_error_count(r->findings) >= SG_FINDINGS_MOST)
            return false;
        bool id = sg_equals(key->text, "Id");
        if (!id && !sg_equals(key->text, "Version") && !sg_equals(key->text, "Statement"))
            ok = sg_fail(r->findings, sg_iam_at(r, key),
                         "\"%s\" is not an element of a policy; a policy has Version and Statement", key->text);
        else if (sg_is_second_key(document, key))
            ok = sg_fail(r->findings, sg_iam_at(r, key), "duplicate element %s", key->text);
        else if (id && sg_iam_has_no_principal(r->type))
            ok = sg_fail(r->findings, sg_iam_at(r, key), "%s must not have Id; remove it", sg_iam_type_name(r->type));
    }
    return ok;
}

bool sg_iam_is_control(const struct sg_node *statement)
{
    const char *effect = sg_get_text(statement, "Effect");
    return effect && strcmp(effect, "Deny") == 0 && sg_get(statement, "Resource");
}

static bool is_trust_policy(const struct sg_node *statements)
{
    static const char *const prefixes[] = {"sts:"};
    bool list = statements->type == SG_LIST;
    const struct sg_node *item = list ? statements->first : statements;
    if (!item)
        return false;
    for (; item; item = list ? item->next : NULL)
        if (!is_about(item, prefixes, 1) || sg_iam_is_control(item))
            return false;
    return true;
}

const struct sg_iam_policy *sg_iam_policy_read(struct sg_arena *a, const struct sg_source *source,
                                               const struct sg_node *document, const char *name,
                                               enum sg_iam_policy_type type, struct sg_findings *findings)
{
    struct sg_iam_reader r = {.arena = a, .source = source, .findings = findings, .type = type};
    struct sg_iam_policy *policy = sg_new(a, struct sg_iam_policy);
    *policy = (struct sg_iam_policy){.name = name, .source = source};
    const struct sg_node *statements = sg_get(document, "Statement");
    if (!statements) {
        sg_fail(findings, sg_iam_at(&r, document), "this is not a policy, which is a map with Version and Statement");
        return NULL;
    }
    if (type == SG_RESOURCE_POLICY && is_trust_policy(statements))
        r.type = SG_TRUST_POLICY;
    bool ok = check_document(&r, document, policy);
    r.has_variables = policy->has_variables;
    return read_statements(&r, statements, policy) && ok ? policy : NULL;
}
