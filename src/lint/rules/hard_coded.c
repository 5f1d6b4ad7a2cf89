/* SG326: ARNs that are fixed to one account, region or partition. */
#include "lint/arn_internal.h"
#include "lint/rules_internal.h"
#include "lint/statement_internal.h"
#include "lint/values_internal.h"

#include "base/buffer.h"
#include "base/text.h"
#include "sam/intrinsic.h"
#include "yaml/scalar.h"

#include <string.h>
#include <strings.h>

/* The fields of an ARN that name a place, and the pseudo parameters for them. */
static const struct {
    enum sg_lint_arn_field field;
    const char *noun, *variable;
} own[] = {
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

/* The ARN as the author wrote it, if it is one text; else NULL. */
static const char *author_text(const struct sg_node *node)
{
    const struct sg_node *sub = sg_intrinsic(node, "Fn::Sub");
    if (sub && sub->type == SG_LIST)
        sub = sub->first;
    return sg_is_text(node) ? node->text : sg_is_text(sub) ? sub->text : NULL;
}

static bool is_written(struct sg_lint *l, const struct sg_node *node, enum sg_lint_arn_field field, const char *value)
{
    const char *fields[SG_LINT_ARN_FIELDS], *text = author_text(node);
    if (text)
        return sg_lint_split_arn(l->arena, text, fields) == SG_LINT_ARN_FIELDS && strcmp(fields[field], value) == 0;
    const char *bytes = sg_copy_bytes(l->arena, l->source->bytes + node->start, node->end - node->start);
    const char *before = field == SG_LINT_ARN_PARTITION ? "arn" : "";
    return strstr(bytes, sg_format(l->arena, "%s:%s:", before, value)) != NULL;
}

/* Returns whether the author wrote the value: not from a parameter or mapping, and not malformed (SG308). */
static bool is_written_out(struct sg_lint *l, const struct sg_lint_text *text, const char *const *fields,
                           enum sg_lint_arn_field field)
{
    const char *value = fields[field],
               *characters = field == SG_LINT_ARN_ACCOUNT ? SG_DIGITS : SG_SMALL_LETTERS SG_DIGITS "-";
    return *value && sg_is_made_of(value, characters) && is_written(l, text->node, field, value);
}

static bool is_literal(struct sg_lint *l, const struct sg_lint_text *text, const char *const *fields,
                       enum sg_lint_arn_field field)
{
    return is_written_out(l, text, fields, field) &&
           !(field == SG_LINT_ARN_REGION && is_elsewhere(fields[SG_LINT_ARN_SERVICE]));
}

/* The fields of all resources of a statement. */
struct stated {
    const char *values[SG_LINT_ARN_FIELDS]; /* the first; OPEN: it is not fixed */
    bool several[SG_LINT_ARN_FIELDS];
};
#define OPEN ""

static bool split(struct sg_lint *l, const struct sg_lint_text *text, const char **fields)
{
    return text->text && sg_starts_with(text->text, "arn:") &&
           sg_lint_split_arn(l->arena, text->text, fields) == SG_LINT_ARN_FIELDS;
}

static struct stated read_resources(struct sg_lint *l, const struct sg_lint_statement *s)
{
    struct stated stated = {0};
    for (size_t i = 0; i < s->resources.count; i++) {
        const char *fields[SG_LINT_ARN_FIELDS];
        bool arn = split(l, &s->resources.items[i], fields);
        for (size_t k = 0; arn && k < OWN; k++) {
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

/* Several regions or accounts are intended. */
static bool is_reported(const struct sg_lint_statement *s, const struct stated *stated, enum sg_lint_arn_field field)
{
    return !stated->several[field] && (field != SG_LINT_ARN_ACCOUNT || !assumes(s));
}

static void check_place(struct sg_lint *l, const struct sg_lint_statement *s, const struct stated *stated,
                        const struct sg_lint_text *text)
{
    const char *fields[SG_LINT_ARN_FIELDS];
    struct sg_buffer what = sg_buffer_new(l->arena, SG_BUFFER_MOST), instead = sg_buffer_new(l->arena, SG_BUFFER_MOST);
    size_t count = 0;
    if (!split(l, text, fields))
        return;
    for (size_t i = 0; i < OWN; i++)
        if (is_reported(s, stated, own[i].field) && is_literal(l, text, fields, own[i].field)) {
            const char *between = count++ ? " and " : "";
            sg_add(&what, sg_format(l->arena, "%s%s %s", between, own[i].noun, fields[own[i].field]));
            sg_add(&instead, sg_concat(l->arena, between, own[i].variable));
        }
    if (count)
        sg_lint_report(l, SG326, text->node,
                       "this ARN is fixed to %s, so stacks elsewhere get no permission on their own resource; unless "
                       "that is intended, use %s",
                       what.text, instead.text);
}

/* "arn:aws:" is usual, but odd beside ${AWS::Partition}. A fixed region is in one partition only. */
static void check_partition(struct sg_lint *l, const struct sg_lint_text *text)
{
    const char *fields[SG_LINT_ARN_FIELDS];
    if (split(l, text, fields) && is_literal(l, text, fields, SG_LINT_ARN_PARTITION) &&
        !is_written_out(l, text, fields, SG_LINT_ARN_REGION))
        sg_lint_report(l, SG326, text->node,
                       "this ARN is fixed to partition %s; in China or GovCloud it matches nothing; use "
                       "${AWS::Partition}",
                       fields[SG_LINT_ARN_PARTITION]);
}

static void check_statement(struct sg_lint *l, const struct sg_lint_statement *s, bool any_partition)
{
    const struct stated stated = read_resources(l, s);
    for (size_t i = 0; !sg_lint_is_full(l) && i < s->resources.count; i++) {
        check_place(l, s, &stated, &s->resources.items[i]);
        if (any_partition)
            check_partition(l, &s->resources.items[i]);
    }
}

static bool has_partition(const struct sg_source *source)
{
    static const char before[] = "AWS::", name[] = "Partition";
    const char *p = source->bytes, *end = p + source->length;
    for (; (p = memchr(p, *name, (size_t)(end - p))); p++) /* ':' is far more frequent */
        if (p - source->bytes >= (ptrdiff_t)strlen(before) && memcmp(p - strlen(before), before, strlen(before)) == 0 &&
            end - p >= (ptrdiff_t)strlen(name) && memcmp(p, name, strlen(name)) == 0)
            return true;
    return false;
}

void sg_lint_check_hard_coded(struct sg_lint *l)
{
    bool any_partition = has_partition(l->source);
    if (l->kind == SAMGEN_LINT_POLICY) /* a document alone has no intrinsic functions to use instead */
        return;
    for (const struct sg_lint_document *d = NULL; (d = sg_lint_next_document(l, d));)
        for (size_t i = 0; i < d->count; i++)
            check_statement(l, &d->statements[i], any_partition);
    for (const struct sg_resource *r = NULL; any_partition && (r = sg_lint_next_resource(l, r));) {
        const struct sg_node *source =
            sg_has_type(r, "AWS::Lambda::Permission") ? sg_get(r->properties, "SourceArn") : NULL;
        for (struct sg_lint_values v = sg_lint_values_of(l, source); sg_lint_next(&v);)
            check_partition(l, &(struct sg_lint_text){.text = sg_lint_text(l, v.value), .node = v.value});
    }
}
