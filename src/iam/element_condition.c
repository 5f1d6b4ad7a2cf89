#include "iam/condition.h"
#include "iam/elements_internal.h"

#include <string.h>

static bool unknown_operator(struct sg_iam_reader *r, const struct sg_node *key, const struct sg_iam_condition *c)
{
    struct sg_strings known = {0};
    const char *colon = strchr(key->text, ':');
    if (c->op) /* the operator exists, but not with IfExists */
        return sg_fail(r->findings, sg_iam_at(r, key), "%s does not exist; write Null", key->text);
    sg_iam_operator_names(r->arena, &known);
    const char *near = sg_nearest(colon ? colon + 1 : key->text, &known);
    return sg_fail(r->findings, sg_iam_at(r, key), "\"%s\" is not a condition operator%s%s%s", key->text,
                   near ? "; did you mean " : "", near ? near : "", near ? "?" : "");
}

static bool read_values(struct sg_iam_reader *r, const struct sg_node *node, struct sg_iam_condition *c)
{
    bool list = node->type == SG_LIST && !node->tag, ok = true;
    struct sg_iam_operator op = *c->op;
    if (!r->has_variables)
        op.flags &= ~(unsigned)SG_VARIABLES;
    c->values = sg_new_array(r->arena, struct sg_iam_value, list ? node->count : 1);
    for (const struct sg_node *item = list ? node->first : node; item; item = list ? item->next : NULL) {
        struct sg_iam_value *value = &c->values[c->count];
        value->text = sg_iam_text_of(r, item, "a value of a condition");
        if (!value->text) {
            ok = false;
            continue;
        }
        c->count++;
        value->readable = op.read(r->arena, &op, value);
        if (!value->readable)
            sg_report(r->findings, SAMGEN_WARNING, sg_iam_at(r, item), "\"%s\" is not %s, so %s cannot compare with it",
                      value->text, c->op->wants, c->op->name);
    }
    return ok;
}

/* Reads the keys of one operator: {"aws:SourceIp": [...], ...}. */
static bool read_keys(struct sg_iam_reader *r, const struct sg_node *name, const struct sg_iam_condition *start,
                      struct sg_iam_statement *s)
{
    const struct sg_node *map = name->next;
    bool ok = true;
    for (const struct sg_node *key = map->first; key; key = key->next->next) {
        struct sg_iam_condition *c = &s->conditions[s->condition_count++];
        *c = *start;
        c->key = key->text;
        if (sg_is_second_key(map, key))
            ok = sg_fail(r->findings, sg_iam_at(r, key), "duplicate key \"%s\"", key->text);
        ok = read_values(r, key->next, c) && ok;
    }
    return ok;
}

static bool check_map(struct sg_iam_reader *r, const struct sg_node *node, const char *what, const char *example)
{
    if (node->type != SG_MAP || node->tag)
        return sg_fail(r->findings, sg_iam_at(r, node), "%s must be a map such as %s", what, example);
    return node->count / 2 <= SG_IAM_KEYS_MOST ||
           sg_fail(r->findings, sg_iam_at(r, node), "more than %d keys, the most that samgen reads", SG_IAM_KEYS_MOST);
}

static bool read_operator(struct sg_iam_reader *r, const struct sg_node *map, const struct sg_node *name,
                          struct sg_iam_statement *s)
{
    struct sg_iam_condition start = {.name = name->text};
    if (!sg_iam_condition_name(name->text, &start))
        return unknown_operator(r, name, &start);
    if (sg_is_second_key(map, name))
        return sg_fail(r->findings, sg_iam_at(r, name), "duplicate operator %s", name->text);
    return check_map(r, name->next, "an operator", "{aws:SourceIp: 10.0.0.0/8}") && read_keys(r, name, &start, s);
}

bool sg_iam_read_condition(struct sg_iam_reader *r, const struct sg_node *node, struct sg_iam_statement *s)
{
    size_t most = 0;
    bool ok = true;
    if (!check_map(r, node, "Condition", "{StringEquals: {aws:RequestedRegion: us-east-1}}"))
        return false;
    for (const struct sg_node *name = node->first; name; name = name->next->next)
        most += name->next->type == SG_MAP ? name->next->count / 2 : 0;
    s->conditions = sg_new_array(r->arena, struct sg_iam_condition, most);
    for (const struct sg_node *name = node->first; name; name = name->next->next) {
        if (sg_error_count(r->findings) >= SG_FINDINGS_MOST)
            return false;
        ok = read_operator(r, node, name, s) && ok;
    }
    return ok;
}
