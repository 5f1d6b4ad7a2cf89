/* SG326: ARNs that hold the account, region or partition that a stack happens to be in. */
#include "lint/checks.h"
#include "lint/statement.h"

#include "base/buffer.h"
#include "sam/intrinsic.h"

#include <string.h>
#include <strings.h>

/* What a stack knows of itself. */
static const struct {
    enum sg_arn_field field;
    const char *noun, *variable;
} own[] = {
    {SG_ARN_PARTITION, "partition", "${AWS::Partition}"},
    {SG_ARN_REGION, "region", "${AWS::Region}"},
    {SG_ARN_ACCOUNT, "account", "${AWS::AccountId}"},
};
#define OWN (sizeof own / sizeof *own)

/* Services whose resources one uses where they are, wherever the stack is: models, certificates, mail domains. */
static const char *const elsewhere[] = {"acm", "bedrock", "ses", "wafv2"};

static bool is_elsewhere(const char *service)
{
    for (size_t i = 0; i < sizeof elsewhere / sizeof *elsewhere; i++)
        if (strcmp(elsewhere[i], service) == 0)
            return true;
    return false;
}

/* Not from a parameter or mapping, which is the way to say it for each stack. */
static bool is_written(struct sg_lint *l, const struct sg_node *node, const char *value)
{
    const char *bytes = sg_copy_bytes(l->arena, l->source->bytes + node->start, node->end - node->start);
    return strstr(bytes, sg_format(l->arena, ":%s:", value)) != NULL;
}

static bool is_literal(struct sg_lint *l, const struct sg_lint_text *text, const char *const *fields,
                       enum sg_arn_field field)
{
    const char *value = fields[field];
    if (!*value || strpbrk(value, "*?$") || !is_written(l, text->node, value))
        return false;
    if (field == SG_ARN_ACCOUNT)
        return strspn(value, "0123456789") == strlen(value);
    return field != SG_ARN_REGION || !is_elsewhere(fields[SG_ARN_SERVICE]);
}

/* Who lists several means just these. */
static bool has_another(struct sg_lint *l, const struct sg_lint_statement *s, enum sg_arn_field field,
                        const char *value)
{
    for (size_t i = 0; i < s->resources.count; i++) {
        const char *fields[SG_ARN_FIELDS], *text = s->resources.items[i].text;
        if (text && sg_lint_split_arn(l->arena, text, fields) == SG_ARN_FIELDS && *fields[field] &&
            strcmp(fields[field], value) != 0)
            return true;
    }
    return false;
}

/* Roles of other accounts are what one assumes. */
static bool assumes(const struct sg_lint_statement *s)
{
    for (size_t i = 0; i < s->actions.count; i++)
        if (!s->actions.items[i].text || strcasecmp(s->actions.items[i].text, "sts:AssumeRole") != 0)
            return false;
    return true;
}

static bool is_told(struct sg_lint *l, const struct sg_lint_statement *s, const struct sg_lint_text *text,
                    const char *const *fields, enum sg_arn_field field)
{
    if (!is_literal(l, text, fields, field) || has_another(l, s, field, fields[field]))
        return false;
    /* "arn:aws:" is usual, but odd in a template that has ${AWS::Partition} elsewhere */
    return field == SG_ARN_PARTITION ? l->any_partition : field != SG_ARN_ACCOUNT || !assumes(s);
}

static void check_text(struct sg_lint *l, const struct sg_lint_statement *s, const struct sg_lint_text *text)
{
    const char *fields[SG_ARN_FIELDS];
    struct sg_buffer what = sg_buffer_new(l->arena, SG_BUFFER_MOST), instead = sg_buffer_new(l->arena, SG_BUFFER_MOST);
    size_t count = 0;
    if (!text->text || !sg_starts_with(text->text, "arn:") ||
        sg_lint_split_arn(l->arena, text->text, fields) < SG_ARN_FIELDS)
        return;
    for (size_t i = 0; i < OWN; i++)
        if (is_told(l, s, text, fields, own[i].field)) {
            const char *between = count++ ? ", " : "";
            sg_add(&what, sg_format(l->arena, "%sthe %s %s", between, own[i].noun, fields[own[i].field]));
            sg_add(&instead, sg_concat(l->arena, between, own[i].variable));
        }
    if (count)
        sg_lint_report(
            l, "SG326", text->node,
            "%s %s written out, so a stack elsewhere gets what is not its own; if that is not meant, write %s "
            "in a !Sub",
            what.text, count == 1 ? "is" : "are", instead.text);
}

static void check_statement(struct sg_lint *l, const struct sg_lint_statement *s)
{
    for (size_t i = 0; i < s->resources.count; i++)
        check_text(l, s, &s->resources.items[i]);
}

static void check_document(struct sg_lint *l, const struct sg_node *document, enum sg_lint_place place)
{
    sg_lint_each_statement(l, document, place, check_statement);
}

static bool has_partition(const struct sg_source *source)
{
    static const char name[] = "AWS::Partition";
    const char *p = source->bytes, *end = p + source->length;
    for (; (size_t)(end - p) >= sizeof name && (p = memchr(p, ':', (size_t)(end - p))); p++)
        if (p - source->bytes >= 3 && end - p > (ptrdiff_t)sizeof name - 4 && memcmp(p - 3, name, sizeof name - 1) == 0)
            return true;
    return false;
}

void sg_check_hard_coded(struct sg_lint *l)
{
    l->any_partition = has_partition(l->source);
    sg_lint_each_document(l, check_document);
}
