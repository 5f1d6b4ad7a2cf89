#include "grant/literal.h"

#include "base/buffer.h"
#include "iam/arn.h"

#include <string.h>

#define ONLY_IN_TEMPLATE " is known only to a template, but --as document is read without one; "

static bool is_pseudo(const char *name)
{
    static const char *const known[] = {"AWS::Region", "AWS::AccountId", "AWS::Partition", "AWS::URLSuffix"};
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (strcmp(known[i], name) == 0)
            return true;
    return false;
}

/* ---- What the user wrote ---- */

static bool refers(struct sg_arena *a, const char *text)
{
    for (const char *p = text ? strstr(text, "${") : NULL; p; p = strstr(p + 2, "${")) {
        const char *end = sg_substitution_end(p);
        if (p[2] != '!' && end && !is_pseudo(sg_copy_bytes(a, p + 2, (size_t)(end - p) - 3)))
            return true;
    }
    return false;
}

static bool check_value(struct sg_scope *scope, const struct sg_value *value)
{
    const char *const texts[] = {value->name,   value->arn,     value->partition,
                                 value->region, value->account, value->qualifier};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        if (refers(scope->arena, texts[i]))
            return sg_fail(scope->findings, value->origin, "%s" ONLY_IN_TEMPLATE "%s",
                           strstr(texts[i], "${=") ? "an intrinsic" : sg_format(scope->arena, "\"%s\"", value->given),
                           value->found ? "give the key with --kms-key, or leave it out with --no-kms"
                                        : "give the name or the ARN");
    return true;
}

bool sg_grant_check_literal(struct sg_scope *scope, const struct sg_use *uses, size_t count)
{
    bool ok = true;
    for (size_t u = 0; u < count; u++)
        for (size_t g = 0; uses[u].grant && g < uses[u].count; g++)
            for (size_t i = 0; i < uses[u].given[g].count; i++)
                ok = check_value(scope, &uses[u].given[g].values[i]) && ok;
    return ok;
}

/* ---- What is written ---- */

struct filling {
    struct sg_scope *scope;
    struct sg_origin origin;
    struct sg_stack stack;
    struct sg_strings reported;
};

/* The value of a pseudo parameter; NULL: unknown. */
static const char *value_of(const struct filling *f, const char *name)
{
    const struct {
        const char *name, *value;
    } known[] = {{"AWS::Region", f->stack.region},
                 {"AWS::AccountId", f->stack.account},
                 {"AWS::Partition", f->stack.partition},
                 {"AWS::URLSuffix", sg_partition_suffix(f->stack.partition)}};
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (strcmp(known[i].name, name) == 0)
            return known[i].value;
    return NULL;
}

static bool refuse(struct filling *f, const char *text)
{
    bool region = strstr(text, "AWS::Region") && !f->stack.region,
         account = strstr(text, "AWS::AccountId") && !f->stack.account;
    if (!sg_push_once(f->scope->arena, &f->reported, text))
        return false;
    if (region || account)
        return sg_fail(f->scope->findings, f->origin, "%s lacks the %s%s%s; give %s%s%s%s", text,
                       region ? "region" : "", region && account ? " and the " : "", account ? "account" : "",
                       region ? "--region" : "", region && account ? " and " : "", account ? "--account" : "",
                       sg_starts_with(text, "arn:") ? ", or the whole ARN" : "");
    return sg_fail(f->scope->findings, f->origin, "\"%s\"" ONLY_IN_TEMPLATE "write the value itself", text);
}

/* The text of !Sub with its substitutions filled; NULL after reporting. */
static const char *fill(struct filling *f, const char *text)
{
    struct sg_arena *a = f->scope->arena;
    struct sg_buffer b = sg_buffer_new(a, SG_BUFFER_MOST);
    for (const char *p = text; *p;) {
        const char *end = strncmp(p, "${", 2) == 0 ? sg_substitution_end(p) : NULL;
        if (!end) {
            sg_add_char(&b, *p++);
            continue;
        }
        if (p[2] == '!') {
            sg_add(&b, "${");
            p += 3;
            continue;
        }
        const char *value = value_of(f, sg_copy_bytes(a, p + 2, (size_t)(end - p) - 3));
        if (!value) {
            (void)refuse(f, text);
            return NULL;
        }
        sg_add(&b, value);
        p = end;
    }
    return b.text;
}

static bool make_literal(struct filling *f, struct sg_node *node)
{
    bool ok = true, sub = node->tag && strcmp(node->tag, "!Sub") == 0,
         ref = node->tag && strcmp(node->tag, "!Ref") == 0;
    if (node->type == SG_SCALAR && (sub || ref)) {
        node->text = fill(f, ref ? sg_format(f->scope->arena, "${%s}", node->text) : node->text);
        node->tag = NULL;
        return node->text != NULL;
    }
    if (node->tag)
        return refuse(f, sg_format(f->scope->arena, "%s%s%s", node->tag, node->type == SG_SCALAR ? " " : "",
                                   node->type == SG_SCALAR ? node->text : ""));
    for (struct sg_node *child = node->first; child; child = child->next)
        ok = make_literal(f, child) && ok;
    return ok;
}

/* The first partition that an ARN of the tree says, with that ARN; the ARNs agree, as sg_share_place saw to it. */
static const char *said_partition(struct sg_arena *a, const struct sg_node *node, const char **arn)
{
    if (node->type == SG_SCALAR && sg_starts_with(node->text, "arn:aws")) {
        *arn = node->text;
        return sg_copy_bytes(a, node->text + strlen("arn:"), strcspn(node->text + strlen("arn:"), ":"));
    }
    for (const struct sg_node *child = node->first; child; child = child->next) {
        const char *found = said_partition(a, child, arn);
        if (found)
            return found;
    }
    return NULL;
}

bool sg_grant_make_literal(struct sg_scope *scope, struct sg_origin origin, const struct sg_stack *stack,
                           struct sg_node *node)
{
    struct filling f = {.scope = scope, .origin = origin, .stack = *stack};
    const char *arn = NULL, *said = said_partition(scope->arena, node, &arn);
    if (said && stack->region && strcmp(said, sg_partition_of(stack->region)) != 0)
        return sg_fail(scope->findings, (struct sg_origin){.subject = "--region"},
                       "%s is a region of %s, but \"%s\" is in the partition %s", stack->region,
                       sg_partition_of(stack->region), arn, said);
    f.stack.partition = said ? said : stack->partition ? stack->partition : "aws";
    return make_literal(&f, node);
}
