/* SG326: ARNs that are fixed to one account, region or partition. */
#include "lint/arn_internal.h"
#include "lint/rules_internal.h"
#include "lint/statement_internal.h"

#include "base/buffer.h"
#include "base/text.h"
#include "sam/intrinsic.h"

#include <string.h>
#include <strings.h>

/* The fields of an ARN that pseudo parameters can fill in. */
static const struct {
    enum sg_lint_arn_field field;
    const char *noun, *variable;
} own[] = {
    {SG_LINT_ARN_PARTITION, "partition", "${AWS::Partition}"},
    {SG_LINT_ARN_REGION, "region", "${AWS::Region}"},
    {SG_LINT_ARN_ACCOUNT, "account", "${AWS::AccountId}"},
};
#define OWN (sizeof own / sizeof *own)

/* Services whose resources often are in another region than the stack: models, certificates, mail domains. */
static const char *const elsewhere[] = {"acm", "bedrock", "ses", "wafv2"};

static bool is_elsewhere(const char *service)
{
    for (size_t i = 0; i < sizeof elsewhere / sizeof *elsewhere; i++)
        if (strcmp(elsewhere[i], service) == 0)
            return true;
    return false;
}

static bool is_written(struct sg_lint *l, const struct sg_node *node, const char *value)
{
    const char *bytes = sg_copy_bytes(l->arena, l->source->bytes + node->start, node->end - node->start);
    return strstr(bytes, sg_format(l->arena, ":%s:", value)) != NULL;
}

/* Returns whether the author wrote the value: not from a parameter or mapping, and not malformed (SG308). */
static bool is_literal(struct sg_lint *l, const struct sg_lint_text *text, const char *const *fields,
                       enum sg_lint_arn_field field)
{
    const char *value = fields[field],
               *characters = field == SG_LINT_ARN_ACCOUNT ? SG_DIGITS : SG_SMALL_LETTERS SG_DIGITS "-";
    return *value && sg_is_made_of(value, characters) && is_written(l, text->node, value) &&
           !(field == SG_LINT_ARN_REGION && is_elsewhere(fields[SG_LINT_ARN_SERVICE]));
}

/* The fields of all resources of a statement. */
struct stated {
    bool any_partition;                     /* the template has ${AWS::Partition} somewhere */
    const char *values[SG_LINT_ARN_FIELDS]; /* the first; OPEN: it is not fixed */
    bool several[SG_LINT_ARN_FIELDS];
};
#define OPEN ""

static bool split(struct sg_lint *l, const struct sg_lint_text *text, const char **fields)
{
    return text->text && sg_starts_with(text->text, "arn:") &&
           sg_lint_split_arn(l->arena, text->text, fields) == SG_LINT_ARN_FIELDS;
}

static struct stated read_resources(struct sg_lint *l, const struct sg_lint_statement *s, bool any_partition)
{
    struct stated stated = {.any_partition = any_partition};
    for (size_t i = 0; i < s->resources.count; i++) {
        const char *fields[SG_LINT_ARN_FIELDS];
        bool arn = split(l, &s->resources.items[i], fields);
        for (size_t k = 1; arn && k < OWN; k++) { /* a statement never lists several partitions */
            enum sg_lint_arn_field field = own[k].field;
            const char *value = is_literal(l, &s->resources.items[i], fields, field) ? fields[field] : OPEN;
            const char *first = stated.values[field];
            stated.several[field] = stated.several[field] || (first && *fields[field] && strcmp(first, value) != 0);
            stated.values[field] = first || !*fields[field] ? first : value;
        }
    }
    return stated;
}

/* The role to assume is usually in another account. */
static bool assumes(const struct sg_lint_statement *s)
{
    for (size_t i = 0; i < s->actions.count; i++)
        if (!s->actions.items[i].text || strcasecmp(s->actions.items[i].text, "sts:AssumeRole") != 0)
            return false;
    return true;
}

/* Several regions or accounts are intended. "arn:aws:" is usual, but odd beside ${AWS::Partition}. */
static bool is_reported(const struct sg_lint_statement *s, const struct stated *stated, enum sg_lint_arn_field field)
{
    if (field == SG_LINT_ARN_PARTITION)
        return stated->any_partition;
    return !stated->several[field] && (field != SG_LINT_ARN_ACCOUNT || !assumes(s));
}

static void check_text(struct sg_lint *l, const struct sg_lint_statement *s, const struct stated *stated,
                       const struct sg_lint_text *text)
{
    const char *fields[SG_LINT_ARN_FIELDS];
    struct sg_buffer what = sg_buffer_new(l->arena, SG_BUFFER_MOST), instead = sg_buffer_new(l->arena, SG_BUFFER_MOST);
    size_t count = 0;
    if (!split(l, text, fields))
        return;
    for (size_t i = 0; i < OWN; i++)
        if (is_reported(s, stated, own[i].field) && is_literal(l, text, fields, own[i].field)) {
            const char *between = count++ ? ", " : "";
            sg_add(&what, sg_format(l->arena, "%sthe %s %s", between, own[i].noun, fields[own[i].field]));
            sg_add(&instead, sg_concat(l->arena, between, own[i].variable));
        }
    if (count)
        sg_lint_report(l, SG326, text->node,
                       "this ARN is fixed to %s, so it matches no resource of a stack elsewhere; unless that is "
                       "intended, use !Sub with %s",
                       what.text, instead.text);
}

static void check_statement(struct sg_lint *l, const struct sg_lint_statement *s, bool any_partition)
{
    const struct stated stated = read_resources(l, s, any_partition);
    for (size_t i = 0; !sg_lint_is_full(l) && i < s->resources.count; i++)
        check_text(l, s, &stated, &s->resources.items[i]);
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

void sg_lint_check_hard_coded(struct sg_lint *l)
{
    bool any_partition = has_partition(l->source);
    for (const struct sg_lint_document *d = NULL; (d = sg_lint_next_document(l, d));)
        for (size_t i = 0; i < d->count; i++)
            check_statement(l, &d->statements[i], any_partition);
}
