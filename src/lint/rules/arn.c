/* SG204, SG308, SG309 and SG316: the resources of statements, which must be ARNs. */
#include "lint/arn_internal.h"
#include "lint/fix.h"
#include "lint/rules_internal.h"
#include "lint/statement_internal.h"

#include "base/text.h"
#include "catalog/action.h"
#include "catalog/type.h"
#include "sam/intrinsic.h"
#include "yaml/scalar.h"

#include <ctype.h>
#include <string.h>

static const char *const field_names[] = {[SG_LINT_ARN_PARTITION] = "partition", "service", "region", "account"};

/* An unknown field, or a pattern, may be right. */
static bool is_open(const char *field)
{
    return strpbrk(field, "*?") || strstr(field, "${");
}

static bool has_shape(const char *field, const char *characters)
{
    return sg_is_made_of(field, characters);
}

static bool is_right(int number, const char *field)
{
    static const char letters[] = SG_SMALL_LETTERS SG_DIGITS "-";
    if (is_open(field))
        return true;
    switch (number) {
    case SG_LINT_ARN_PARTITION:
        return sg_starts_with(field, "aws") && has_shape(field, letters);
    case SG_LINT_ARN_SERVICE:
        return *field && has_shape(field, letters);
    case SG_LINT_ARN_REGION: /* such as "us-east-1"; "aws-global" is one too */
        return !*field || (has_shape(field, letters) && strchr(field, '-') && isalpha((unsigned char)*field));
    default:
        return !*field || strcmp(field, "aws") == 0 || (strlen(field) == 12 && has_shape(field, SG_DIGITS));
    }
}

int sg_lint_split_arn(struct sg_arena *a, const char *arn, const char **fields)
{
    int count = 0;
    const char *start = arn;
    for (const char *p = arn; *p && count < SG_LINT_ARN_FIELDS; p++) {
        if (p[0] == '$' && p[1] == '{' && strchr(p, '}'))
            p = strchr(p, '}');
        if (*p == ':') {
            fields[count++] = sg_copy_bytes(a, start, (size_t)(p - start));
            start = p + 1;
        }
    }
    return count;
}

static void check_shape(struct sg_lint *l, const struct sg_lint_text *text)
{
    const char *fields[SG_LINT_ARN_FIELDS];
    int count = sg_lint_split_arn(l->arena, text->text, fields);
    if (count < SG_LINT_ARN_FIELDS) {
        if (!strpbrk(text->text, "*?") && !strstr(text->text, "${"))
            sg_lint_report(l, SG308, text->node,
                           "%s has %d parts, but an ARN has six: arn:partition:service:region:account:resource",
                           sg_lint_shown(l, text->node), count + 1);
        return;
    }
    for (int i = SG_LINT_ARN_PARTITION; i < SG_LINT_ARN_FIELDS; i++)
        if (!is_right(i, fields[i])) {
            sg_lint_report(l, SG308, text->node, "\"%s\" is not a valid %s in the ARN %s", fields[i], field_names[i],
                           sg_lint_shown(l, text->node));
            return;
        }
    if (strstr(text->text + 1, "arn:aws"))
        sg_lint_report(l, SG308, text->node, "%s has an ARN inside an ARN; use the name there, or the inner ARN alone",
                       sg_lint_shown(l, text->node));
}

/* AWS adds '-' and six letters or digits to the name of a secret. An unknown end may contain them. */
static bool may_have_suffix(const char *name)
{
    const char *last = strrchr(name, '}');
    size_t length = strlen(name);
    if (strpbrk(name, "*?") || (last && !last[1]))
        return true;
    if (length < 7 || name[length - 7] != '-')
        return false;
    for (size_t i = length - 6; i < length; i++)
        if (!isalnum((unsigned char)name[i]))
            return false;
    return true;
}

void sg_lint_check_secret(struct sg_lint *l, const char *arn, const struct sg_node *node)
{
    const char *name = strstr(arn, ":secret:");
    if (name && strstr(arn, ":secretsmanager:") && name[8] && !may_have_suffix(name + 8))
        sg_lint_report(l, SG316, node,
                       "AWS adds a dash and six characters to the name of a secret, so this ARN matches no secret; end "
                       "it with %s-??????",
                       strstr(name, "${") ? "" : name + 8)
            ->fix = sg_lint_fix_piece(l, node, name, sg_concat(l->arena, name, "-??????"));
}

/* ---- Resources that are not ARNs ---- */

static const struct sg_kind *kind_of(struct sg_lint *l, const struct sg_resource *r)
{
    const struct sg_kinds_of_type *kinds = sg_kinds_of_type(l->catalog, r->type, NULL);
    return kinds ? kinds->items[0] : NULL;
}

/* The attribute of a resource that is its ARN, "Ref" if !Ref returns it; NULL: none is known. */
static const char *arn_attribute(struct sg_lint *l, const struct sg_resource *r)
{
    const struct sg_kind *kind = kind_of(l, r);
    const char *attribute = kind ? sg_arn_attribute(kind) : NULL;
    struct sg_type type;
    return attribute ? attribute : sg_find_type(l->arena, l->catalog, r->type, &type) ? type.arn : NULL;
}

/* A value that begins with the name, id or URL of a resource, where an ARN must be. */
struct no_arn {
    const struct sg_resource *resource;
    const char *attribute; /* the value as it should be: of the resource, in ... */
    const char *rest;      /* ... !Sub with this after it; NULL: the value is !Ref or !GetAtt */
};

/* Finds the resource of !Ref Id, !GetAtt Id.Name, !Sub ${Id} and of a !Sub that begins with ${Id}. False: none. */
static bool find_resource(struct sg_lint *l, const struct sg_node *value, struct no_arn *found)
{
    const struct sg_node *ref = sg_intrinsic(value, "Ref"), *attributes = sg_intrinsic(value, "Fn::GetAtt");
    const struct sg_node *sub = sg_intrinsic(value, "Fn::Sub");
    const struct sg_node *id = attributes && attributes->type == SG_LIST ? attributes->first : ref;
    const char *name = sg_is_text(id) ? id->text : NULL, *rest = NULL;
    if (sg_is_text(sub) && sg_starts_with(sub->text, "${")) {
        size_t length = strcspn(sub->text + 2, "}");
        name = sg_copy_bytes(l->arena, sub->text + 2, length);
        rest = sub->text + 2 + length + (sub->text[2 + length] == '}');
    }
    const struct sg_resource *r = name ? sg_find_resource(l->template, name) : NULL;
    *found = (struct no_arn){.resource = r, .attribute = r ? arn_attribute(l, r) : NULL, .rest = rest};
    return r != NULL;
}

/* What !Ref of a resource returns if that is not an ARN, in words; NULL if it is one, or if it is not known. */
static const char *returned_by_ref(struct sg_lint *l, const struct sg_resource *r)
{
    struct sg_type type;
    if (!sg_find_type(l->arena, l->catalog, r->type, &type) || !type.ref || strcmp(type.ref, "arn") == 0)
        return NULL;
    return strcmp(type.ref, "url") == 0 ? "a URL" : strcmp(type.ref, "id") == 0 ? "an id" : "a name";
}

/* "!GetAtt Jobs.Arn", "!Ref Topic", "!Sub ${Data.Arn}/..." */
static const char *right_value(struct sg_lint *l, const struct no_arn *n)
{
    bool ref = strcmp(n->attribute, "Ref") == 0;
    if (n->rest && *n->rest)
        return sg_format(l->arena, "!Sub ${%s%s%s}%s", n->resource->id, ref ? "" : ".", ref ? "" : n->attribute,
                         n->rest);
    return ref ? sg_format(l->arena, "!Ref %s", n->resource->id)
               : sg_format(l->arena, "!GetAtt %s.%s", n->resource->id, n->attribute);
}

/* ${Data} becomes ${Data.Arn}. What follows it without a separator may be the end of another name. */
static const struct sg_splice *fix_of_sub(struct sg_lint *l, const struct sg_node *value, const struct no_arn *n)
{
    bool apart = !*n->rest || strchr("/:", *n->rest);
    return apart ? sg_lint_fix_piece(l, value, sg_format(l->arena, "${%s}", n->resource->id),
                                     sg_format(l->arena, "${%s.%s}", n->resource->id, n->attribute))
                 : NULL;
}

static void report_no_arn(struct sg_lint *l, const struct sg_node *value, const struct no_arn *n, const char *returned)
{
    const char *shown = sg_lint_shown(l, value);
    const char *right = n->attribute ? right_value(l, n) : NULL;
    if (!right) {
        sg_lint_report(l, SG309, value, "a resource must be an ARN, but %s returns %s; write the ARN", shown, returned);
        return;
    }
    sg_lint_report(l, SG309, value, "a resource must be an ARN, but %s returns %s; use %s", shown, returned, right)
        ->fix = n->rest ? fix_of_sub(l, value, n) : sg_lint_fix_intrinsic(l, value, right);
}

/* Reports a text that is no ARN. Of a reference that is not known to return something else, nothing is said. */
static void check_no_arn(struct sg_lint *l, const struct sg_lint_text *text)
{
    struct no_arn n;
    bool reference = sg_intrinsic(text->node, "Ref") || sg_intrinsic(text->node, "Fn::GetAtt");
    if (find_resource(l, text->node, &n) && reference && n.attribute)
        report_no_arn(l, text->node, &n, sg_starts_with(text->text, "https://") ? "a URL" : "a name");
    else if (!reference)
        sg_lint_report(l, SG309, text->node,
                       "a resource must be \"*\" or an ARN, but %s is neither, so it matches nothing",
                       sg_lint_shown(l, text->node));
}

/* Returns whether the value begins with what !Ref returns, which is not an ARN. */
static bool check_ref(struct sg_lint *l, const struct sg_node *value)
{
    struct no_arn n;
    bool ref = sg_intrinsic(value, "Ref") || sg_intrinsic(value, "Fn::Sub");
    const char *returned = ref && find_resource(l, value, &n) ? returned_by_ref(l, n.resource) : NULL;
    if (returned)
        report_no_arn(l, value, &n, returned);
    return returned != NULL;
}

/* ---- Buckets ---- */

/* "Bucket" of "${Bucket.Arn}*" and "arn:aws:s3:::${Bucket}*"; or NULL. */
static const char *id_before_star(struct sg_arena *a, const char *text)
{
    const char *arn = strstr(text, ":s3:::${"), *open = text;
    if (arn)
        open = arn + strlen(":s3:::");
    size_t length = sg_starts_with(open, "${") ? strcspn(open + 2, ".}") : 0;
    const char *end = arn ? "}*" : ".Arn}*";
    return length && strcmp(open + 2 + length, end) == 0 ? sg_copy_bytes(a, open + 2, length) : NULL;
}

/* ${Bucket.Arn}* matches the bucket, its objects, and every other bucket whose name begins so. */
static void check_bucket(struct sg_lint *l, const struct sg_node *node)
{
    const struct sg_node *sub = sg_intrinsic(node, "Fn::Sub");
    if (sub && sub->type == SG_LIST)
        sub = sub->first;
    const char *id = sg_is_text(sub) ? id_before_star(l->arena, sub->text) : NULL;
    if (!id)
        return;
    const struct sg_resource *r = sg_find_resource(l->template, id);
    if (r && sg_has_type(r, "AWS::S3::Bucket"))
        sg_lint_report(l, SG204, node,
                       "this also matches every bucket whose name begins like that of %s; use ${%s.Arn} for the bucket "
                       "and ${%s.Arn}/* for its objects",
                       id, id, id);
}

static void check_text(struct sg_lint *l, const struct sg_lint_text *text, const char *relative)
{
    check_bucket(l, text->node);
    if (check_ref(l, text->node))
        return;
    bool unread = !text->text || (!*text->text && !sg_is_text(text->node));
    if (unread || strcmp(text->text, "*") == 0 || sg_lint_is_unknown(text->text))
        return;
    if (sg_starts_with(text->text, "arn:")) {
        check_shape(l, text);
        sg_lint_check_secret(l, text->text, text->node);
    } else if (*text->text != '*' && *text->text != '$' && !(relative && sg_starts_with(text->text, relative))) {
        check_no_arn(l, text);
    }
}

static void check_statement(struct sg_lint *l, const struct sg_lint_statement *s)
{
    const struct sg_holder *holder = s->document->holder;
    for (size_t i = 0; s->document->attachment != SG_LINT_IN_TRUST && i < s->resources.count; i++)
        check_text(l, &s->resources.items[i], holder ? holder->relative : NULL);
}

void sg_lint_check_arn(struct sg_lint *l)
{
    for (const struct sg_lint_document *d = NULL; (d = sg_lint_next_document(l, d));)
        for (size_t i = 0; i < d->count; i++)
            check_statement(l, &d->statements[i]);
}
