#include "grant/allow_reference_internal.h"
#include "grant/arn_ids_internal.h"

#include "base/text.h"
#include "value/name.h"
#include "catalog/pattern.h"
#include "catalog/type.h"
#include "value/reference.h"

#include <string.h>

/* The reference at the start of a resource. */
struct reference {
    const char *id, *attribute; /* attribute: "Ref" for !Ref; NULL for ${Id}, where samgen chooses it */
    const struct sg_name *name; /* in the template; NULL without a template */
    const char *end;
};

/* Reads "${Id}..." and "${Id.Attribute}..."; false for other texts, including ${AWS::Region}. */
static bool begins_with_reference(const struct sg_scope *scope, const struct sg_value *value, const char *text,
                                  struct reference *reference)
{
    static const char of_id[] = SG_ALNUM;
    if (!sg_starts_with(text, "${"))
        return false;
    size_t id = strspn(text + 2, of_id);
    const char *end = sg_substitution_end(text), *dot = text[2 + id] == '.' ? text + 2 + id : NULL;
    if (!id || !end || (!dot && text[2 + id] != '}'))
        return false;
    *reference = (struct reference){.id = sg_copy_bytes(scope->arena, text + 2, id), .end = end};
    if (dot)
        reference->attribute = sg_copy_bytes(scope->arena, dot + 1, (size_t)(end - dot) - 2);
    else if (!sg_starts_with(value->given, "${"))
        reference->attribute = "Ref";
    reference->name = sg_find_name(scope->names, reference->id);
    return true;
}

/* A placeholder for a name of this kind, with the separators that its rules permit. */
static const char *some_name(const struct sg_kind *kind)
{
    if (!kind->characters || strchr(kind->characters, ':'))
        return "${Name}";
    return strchr(kind->characters, '/') ? SG_SOME_PATH : SG_SOME_NAME;
}

/* The ARN of some resource of this kind, by this pattern. */
static const char *some_arn(struct sg_arena *a, const struct sg_kind *kind, const char *pattern)
{
    const struct sg_parts parts = {.partition = "${AWS::Partition}",
                                   .region = "${AWS::Region}",
                                   .account = "${AWS::AccountId}",
                                   .name = some_name(kind),
                                   .qualifier = SG_SOME_NAME};
    return sg_fill_pattern(a, pattern, &parts);
}

static const char *arn_of_kind(struct sg_arena *a, const struct sg_kind *kind)
{
    return some_arn(a, kind, kind->arn);
}

/* Returns whether an ARN form of the service has the same head as the kind's: "arn:{partition}:rds:". */
static bool is_of_service(const struct sg_kind *kind, const struct sg_actions *service)
{
    size_t head = 0;
    for (size_t colons = 0; kind->arn[head] && colons < 3; head++)
        colons += kind->arn[head] == ':';
    for (size_t t = 0; t < service->type_count; t++)
        for (size_t i = 0; i < service->types[t].arn_count; i++)
            if (strncmp(service->types[t].arns[i].form, kind->arn, head) == 0)
                return true;
    return false;
}

static bool any_works_on(const struct sg_allow_work *w, const char *arn)
{
    for (size_t i = 0; i < w->action_count; i++)
        for (const struct sg_action *a = NULL; (a = sg_grant_next_action(&w->actions[i], a));)
            if (a->type_count && sg_action_on(a, arn) == SG_RESOURCE_FITS)
                return true;
    return false;
}

/* What an action works on: a resource of the kind itself, or something in it. */
enum closeness { ITSELF, INSIDE };

static bool may_be_meant(const struct sg_allow_work *w, const struct sg_kind *kind, const char *rest,
                         enum closeness closeness)
{
    struct sg_arena *a = w->scope->arena;
    const char *arn = arn_of_kind(a, kind);
    if (closeness == ITSELF)
        return any_works_on(w, sg_concat(a, arn, rest));
    return any_works_on(w, sg_concat(a, arn, "/*")) || any_works_on(w, sg_concat(a, arn, ":*"));
}

static bool may_be_kind(const struct sg_allow_work *w, const struct reference *r, const struct sg_kind *kind,
                        enum closeness closeness)
{
    if (!kind->arn || !kind->types.count)
        return false;
    if (r->name)
        return r->name->type && sg_strings_have(&kind->types, r->name->type);
    for (size_t i = 0; i < w->action_count; i++)
        if (is_of_service(kind, w->actions[i].service))
            return may_be_meant(w, kind, r->end, closeness);
    return false;
}

/* The attribute that gives the ARN, or "" when the ARN must be built from the name. */
static const char *arn_attribute(const struct sg_kind *kind)
{
    for (size_t i = 0; i < kind->yields.count; i++)
        if (strcmp(kind->yields.items[i].gives, "arn") == 0)
            return kind->yields.items[i].attribute;
    return "";
}

/* The kind that fits; NULL for none, or for several whose ARNs are written in different ways. */
static const struct sg_kind *only_kind(const struct sg_allow_work *w, const struct reference *r,
                                       enum closeness closeness)
{
    const struct sg_kinds *kinds = sg_all_kinds(w->catalog, w->scope->findings);
    const struct sg_kind *found = NULL;
    for (size_t i = 0; kinds && i < kinds->count; i++) {
        const struct sg_kind *kind = &kinds->items[i];
        if (!may_be_kind(w, r, kind, closeness))
            continue;
        if (found && (!*arn_attribute(found) || strcmp(arn_attribute(found), arn_attribute(kind)) != 0))
            return NULL;
        found = found ? found : kind;
    }
    return found;
}

/* The kind of the referenced resource, from the template or else from what the actions work on; NULL if unknown. */
static const struct sg_kind *kind_of(const struct sg_allow_work *w, const struct reference *r)
{
    const struct sg_kind *kind = only_kind(w, r, ITSELF);
    return kind ? kind : only_kind(w, r, INSIDE);
}

static const struct sg_yield *find_yield(const struct sg_kind *kind, const char *attribute)
{
    for (size_t i = 0; i < kind->yields.count; i++)
        if (strcmp(kind->yields.items[i].attribute, attribute) == 0 && !kind->yields.items[i].separator)
            return &kind->yields.items[i];
    return NULL;
}

/* "write the ARN: arn:aws:glue:{region}:{account}:job/{JobName}", by what the first action works on. */
static const char *advise_arn(const struct sg_allow_work *w)
{
    struct sg_arena *a = w->scope->arena;
    const struct sg_action *action = w->action_count ? sg_grant_next_action(&w->actions[0], NULL) : NULL;
    return sg_format(a, "write the ARN%s%s", action ? ": " : "", action ? sg_grant_arn_forms(a, action) : "");
}

/* The attribute that is the ARN, by the type alone. */
static bool choose_by_type(const struct sg_allow_work *w, struct sg_origin origin, const struct reference *r,
                           struct sg_allow_resource *resource)
{
    struct sg_arena *a = w->scope->arena;
    struct sg_findings *f = w->scope->findings;
    struct sg_type type;
    if (!r->name)
        return sg_fail(f, origin,
                       "without the template, samgen cannot say which attribute is the ARN of %s; give the template "
                       "(--template), or write the attribute, as in ${%s.Arn}",
                       r->id, r->id);
    if (!sg_find_type(a, w->catalog, r->name->type, &type))
        return sg_fail(
            f, origin,
            "samgen does not know which attribute is the ARN of %s; write the attribute, as in ${%s.Arn}, or %s",
            sg_with_article(a, r->name->type), r->id, advise_arn(w));
    if (!type.arn)
        return sg_fail(f, origin, "no attribute of %s is known to be its ARN; %s", sg_with_article(a, r->name->type),
                       advise_arn(w));
    if (!sg_grant_may_work_on_type(w, r->name->type))
        return sg_fail(f, origin, "%s does not work on %s, which is %s; it works on %s", w->actions[0].text, r->id,
                       sg_with_article(a, r->name->type),
                       sg_grant_arn_forms(a, sg_grant_next_action(&w->actions[0], NULL)));
    bool ref = strcmp(type.arn, "Ref") == 0;
    resource->written = resource->known =
        ref ? sg_format(a, "${%s}", r->id) : sg_format(a, "${%s.%s}", r->id, type.arn);
    return true;
}

static const char *as_written(struct sg_arena *a, const struct reference *r)
{
    return sg_same_text(r->attribute, "Ref") ? sg_format(a, "!Ref %s", r->id)
                                             : sg_format(a, "!GetAtt %s.%s", r->id, r->attribute);
}

/* Warns of an attribute that does not say that it is an ARN, which IAM would refuse as a resource. */
static void doubt_arn(const struct sg_allow_work *w, struct sg_origin origin, const struct reference *r)
{
    struct sg_type type;
    bool known = r->name && r->name->type && sg_find_type(w->scope->arena, w->catalog, r->name->type, &type);
    bool silent = sg_looks_like_arn(r->attribute) || sg_starts_with(r->attribute, "Outputs.") ||
                  (known && sg_same_text(type.arn, r->attribute)) || (r->name && !known);
    if (!silent)
        sg_report(w->scope->findings, SAMGEN_WARNING, origin,
                  "%s is perhaps not an ARN, and IAM accepts only ARNs here; write ${%s} to let samgen choose",
                  as_written(w->scope->arena, r), r->id);
}

/* !Ref of a type that no kind is about: false after reporting that it is not the ARN. */
static bool may_be_arn(const struct sg_allow_work *w, struct sg_origin origin, const struct reference *r)
{
    struct sg_type type;
    bool known = r->name && r->name->type && sg_find_type(w->scope->arena, w->catalog, r->name->type, &type);
    bool ref = strcmp(r->attribute, "Ref") == 0;
    if (!ref)
        doubt_arn(w, origin, r);
    if (!known || !ref || !type.ref || strcmp(type.ref, "arn") == 0)
        return true;
    if (!type.arn)
        return sg_fail(w->scope->findings, origin, "!Ref %s returns the %s of %s, not its ARN; %s", r->id,
                       sg_ref_in_words(&type), sg_with_article(w->scope->arena, type.name), advise_arn(w));
    return sg_fail(w->scope->findings, origin,
                   "!Ref %s returns the %s of %s, not its ARN; write ${%s} to let samgen choose", r->id,
                   sg_ref_in_words(&type), sg_with_article(w->scope->arena, type.name), r->id);
}

/* ${Id}: samgen chooses the intrinsic. */
static bool choose(const struct sg_allow_work *w, const struct sg_value *value, const struct reference *r,
                   struct sg_allow_resource *resource)
{
    bool parameter = r->name && !r->name->type;
    const struct sg_kind *kind = parameter ? NULL : kind_of(w, r);
    if (parameter)
        return true;
    if (!kind)
        return choose_by_type(w, value->origin, r, resource);
    struct sg_value read = {.kind = kind, .given = value->given, .origin = value->origin};
    if (!sg_read_reference(w->scope, value->origin, r->id, &read))
        return false;
    if (read.slash_unknown)
        return sg_fail(w->scope->findings, value->origin,
                       "the name of %s may begin with '%s', and the ARN must not repeat it; write the ARN", r->id,
                       kind->drop);
    resource->written = sg_value_arn(w->scope, value->origin, &read, NULL, SG_ARN_SHORTEST);
    resource->known = arn_of_kind(w->scope->arena, kind);
    return resource->written != NULL;
}

/* The kind of the resource that SAM makes: the alias of ${Fn.Alias}. NULL for other references. */
static const struct sg_kind *kind_of_made(const struct sg_allow_work *w, const struct reference *r)
{
    const struct sg_kinds *kinds = sg_all_kinds(w->catalog, w->scope->findings);
    for (size_t k = 0; kinds && k < kinds->count; k++)
        if (kinds->items[k].arn && sg_value_find_made(&kinds->items[k], r->name ? r->name->type : NULL, r->attribute))
            for (size_t i = 0; i < w->action_count; i++)
                if (r->name || is_of_service(&kinds->items[k], w->actions[i].service))
                    return &kinds->items[k];
    return NULL;
}

/* ${Fn.Alias} and !Ref Fn.Alias: SAM replaces !Ref, and nothing else. */
static bool take_made(const struct sg_allow_work *w, const struct sg_value *value, const struct reference *r,
                      const struct sg_kind *kind, struct sg_allow_resource *resource)
{
    struct sg_value read = {.kind = kind, .given = value->given, .origin = value->origin};
    if (!sg_read_attribute(w->scope, value->origin, r->id, r->attribute, &read))
        return false;
    resource->written = read.arn;
    resource->known = some_arn(w->scope->arena, kind, read.form ? read.form->arn : kind->arn);
    return true;
}

/* !Ref Id or !GetAtt Id.Attribute, as the user wrote it: it must give an ARN. */
static bool take(const struct sg_allow_work *w, const struct sg_value *value, const struct reference *r,
                 struct sg_allow_resource *resource)
{
    bool ref = strcmp(r->attribute, "Ref") == 0;
    const struct sg_kind *made = kind_of_made(w, r);
    if (made)
        return take_made(w, value, r, made, resource);
    const struct sg_kind *kind = r->name && !r->name->type ? NULL : kind_of(w, r);
    const struct sg_yield *yield = kind ? find_yield(kind, r->attribute) : NULL;
    bool arn = yield && strcmp(yield->gives, "arn") == 0;
    if (!kind)
        return may_be_arn(w, value->origin, r);
    if (yield && yield->pattern)
        resource->known = some_arn(w->scope->arena, kind, yield->pattern);
    else if (arn)
        resource->known = arn_of_kind(w->scope->arena, kind);
    if (!yield)
        doubt_arn(w, value->origin, r);
    if (!yield || arn || sg_looks_like_arn(r->attribute)) /* StreamArn of a table is an ARN, though not the table's */
        return true;
    const char *what = as_written(w->scope->arena, r);
    if (r->name)
        return sg_fail(w->scope->findings, value->origin, "%s is not the ARN of %s; write ${%s} to let samgen choose",
                       what, sg_with_article(w->scope->arena, kind->title), r->id);
    if (ref)
        sg_report(w->scope->findings, SAMGEN_WARNING, value->origin,
                  "%s of %s does not give its ARN; this is right only if %s is a parameter, otherwise write ${%s}",
                  what, sg_with_article(w->scope->arena, kind->title), r->id, r->id);
    else
        doubt_arn(w, value->origin, r);
    return true;
}

struct part {
    const char *name, *example;
    bool (*is_right)(const char *text);
};

static bool is_arn_word(const char *text)
{
    return strcmp(text, "arn") == 0;
}

static bool is_partition(const char *text)
{
    return sg_starts_with(text, "aws") || strpbrk(text, "*?$") != NULL;
}

static bool is_service(const char *text)
{
    return *text && !strpbrk(text, "*?");
}

static bool is_region(const char *text)
{
    return strpbrk(text, "$") || text[strspn(text, SG_SMALL_LETTERS SG_DIGITS "-*?")] == '\0';
}

/* Some ARNs have a word as the account: arn:aws:iam::aws:policy/... */
static bool is_account(const char *text)
{
    size_t digits = strspn(text, SG_DIGITS);
    return (digits == 12 && !text[12]) || !text[strcspn(text, SG_DIGITS)] || strpbrk(text, "*?$");
}

static const struct part parts[] = {
    {"\"arn\"", "arn", is_arn_word},
    {"a partition", "aws", is_partition},
    {"a service without wildcards", "s3", is_service},
    {"a region", "us-east-1", is_region},
    {"an account of 12 digits", "123456789012", is_account},
};
#define PARTS (sizeof parts / sizeof *parts)

/* The head of an ARN: arn:partition:service:region:account:resource. */
static bool check_arn(const struct sg_allow_work *w, struct sg_origin origin, const char *arn)
{
    const char *start = arn;
    for (size_t i = 0; i < PARTS; i++) {
        const char *p = start, *end;
        while (*p && *p != ':') {
            end = sg_starts_with(p, "${") ? sg_substitution_end(p) : NULL;
            p = end ? end : p + 1;
        }
        const char *part = sg_copy_bytes(w->scope->arena, start, (size_t)(p - start));
        if (!*p)
            return sg_fail(
                w->scope->findings, origin,
                "\"%s\" is not an ARN; it must have six parts: arn:partition:service:region:account:resource", arn);
        if (!parts[i].is_right(part))
            return sg_fail(w->scope->findings, origin, "\"%s\" has \"%s\" where it must have %s, such as %s", arn, part,
                           parts[i].name, parts[i].example);
        start = p + 1;
    }
    return true;
}

bool sg_grant_read_resource(const struct sg_allow_work *w, const struct sg_value *value,
                            struct sg_allow_resource *resource)
{
    const char *text = value->name ? value->name : value->arn;
    struct reference r;
    *resource =
        (struct sg_allow_resource){.given = "", .written = "", .known = "", .rest = text, .origin = value->origin};
    if (begins_with_reference(w->scope, value, text, &r)) {
        resource->given = sg_copy_bytes(w->scope->arena, text, (size_t)(r.end - text));
        resource->written = resource->known = resource->given;
        resource->rest = r.end;
        return r.attribute ? take(w, value, &r, resource) : choose(w, value, &r, resource);
    }
    if (strcmp(text, "*") == 0 || sg_starts_with(text, "${") || sg_starts_with(text, "{{resolve:"))
        return true;
    if (sg_starts_with(text, "arn:"))
        return check_arn(w, value->origin, text) &&
               sg_grant_check_arn(w->scope, w->catalog, value->origin, text, SAMGEN_ERROR,
                                  w->use->copied ? SAMGEN_WARNING : SAMGEN_ERROR);
    return sg_fail(w->scope->findings, value->origin, "\"%s\" is neither an ARN nor \"*\"; write the ARN, or ${Id}",
                   value->given);
}
