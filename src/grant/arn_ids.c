#include "grant/arn_ids_internal.h"

#include "base/text.h"
#include "catalog/action.h"
#include "catalog/pattern.h"
#include "iam/arn.h"
#include "value/name.h"
#include "value/value.h"

#include <ctype.h>
#include <string.h>

struct check {
    struct sg_scope *scope;
    struct sg_catalog *catalog;
    struct sg_origin origin;
    const char *arn;
    enum samgen_severity severity, of_id;
};

static bool report(const struct check *c, enum samgen_severity severity, const char *because)
{
    sg_report(c->scope->findings, severity, c->origin, "\"%s\" matches nothing, because %s", c->arn, because);
    return severity != SAMGEN_ERROR;
}

static bool refuse(const struct check *c, const char *because)
{
    return report(c, c->severity, because);
}

static bool refuse_id(const struct check *c, const char *because)
{
    return report(c, c->of_id, because);
}

static bool is_open(const char *text)
{
    return strpbrk(text, "*?$") != NULL;
}

/* The last part of an ARN form: "table/{name}". */
static const char *resource_part(const char *form)
{
    for (size_t colons = 0; *form && colons < 5; form++)
        colons += *form == ':';
    return form;
}

/* Whether the ARN is rather one of another type: queue/NAME where the kind's ARNs end in NAME. */
static bool is_of_another_type(const struct check *c, const struct sg_kind *kind)
{
    const char *service = sg_arn_part(c->scope->arena, c->arn, SG_ARN_PART_SERVICE);
    const struct sg_actions *actions = service ? sg_find_actions(c->catalog, service, c->scope->findings) : NULL;
    const char *resource = resource_part(c->arn);
    size_t length = strcspn(resource_part(kind->arn), "{");
    for (size_t t = 0; actions && t < actions->type_count; t++)
        for (size_t i = 0; i < actions->types[t].arn_count; i++) {
            const char *form = resource_part(actions->types[t].arns[i].form);
            size_t head = strcspn(form, "{");
            if (head > length && strncmp(form, resource, head) == 0)
                return true;
        }
    return false;
}

/* Whether ARNs of the service go on after such a name: table/NAME/index/INDEX, but no queue does. */
static bool goes_on(const struct check *c, const struct sg_kind *kind)
{
    const char *service = sg_arn_part(c->scope->arena, c->arn, SG_ARN_PART_SERVICE);
    const struct sg_actions *actions = service ? sg_find_actions(c->catalog, service, c->scope->findings) : NULL;
    const char *head = resource_part(kind->arn);
    size_t length = strcspn(head, "{");
    for (size_t t = 0; actions && t < actions->type_count; t++)
        for (size_t i = 0; i < actions->types[t].arn_count; i++) {
            const char *form = resource_part(actions->types[t].arns[i].form);
            const char *end = strncmp(form, head, length) == 0 && form[length] == '{' ? strchr(form, '}') : NULL;
            if (end && end[1] && strchr("/:", end[1]))
                return true;
        }
    return !actions;
}

/* The name as far as it has no '/' or ':' that names of the kind do not have. */
static const char *before_path(struct sg_arena *a, const struct sg_kind *kind, const char *name)
{
    size_t end = strlen(name);
    for (const char *p = "/:"; *p; p++)
        if (!kind->characters || !strchr(kind->characters, *p))
            end = strcspn(name, (char[]){*p, '\0'}) < end ? strcspn(name, (char[]){*p, '\0'}) : end;
    return sg_copy_bytes(a, name, end);
}

/* The name before what is in the resource: "my-bucket" of my-bucket/key, where names have no '/'. */
static const char *name_alone(const struct check *c, const struct sg_kind *kind, const char *name)
{
    return goes_on(c, kind) ? before_path(c->scope->arena, kind, name) : name;
}

/* Whether a name passes the rules; nothing is reported. */
static bool passes(struct sg_scope *scope, const struct sg_kind *rules, const char *name)
{
    struct sg_hush hush;
    sg_hush(&hush, &scope->findings);
    bool ok = sg_check_name(scope, (struct sg_origin){0}, rules, name, name);
    sg_unhush(&hush);
    return ok;
}

static bool check_name(const struct check *c, const struct sg_kind *kind, const char *name)
{
    /* Names that are only too short or too long for today's rules may be old. */
    struct sg_kind shaped = {.name = kind->name, .title = kind->title, .shape = kind->shape};
    /*
     * What follows a '/' or ':' may be a path in it, of which AWS's reference does not say everything:
     * domain/NAME/_search.
     */
    struct sg_kind spelled = {.name = kind->name, .title = kind->title};
    spelled.characters = kind->old_characters ? kind->old_characters : kind->characters;
    if (!kind->old_characters) {
        spelled.first = kind->first;
        spelled.forbidden = kind->forbidden;
    }
    struct sg_kind reserved = {.name = kind->name, .title = kind->title, .refused = kind->refused};
    struct sg_arena *a = c->scope->arena;
    if (!passes(c->scope, &shaped, name) || !passes(c->scope, &spelled, before_path(a, kind, name)))
        return refuse_id(c, sg_format(a, "\"%s\" %s %s; a possible one is %s", name,
                                      kind->arn ? "cannot be the name or id of" : "is not",
                                      sg_with_article(a, kind->title), kind->example));
    return passes(c->scope, &reserved, name) || refuse_id(c, sg_format(a, "AWS reserves the name %s", name));
}

/* Whether a name may end as the kind's suffix says: a secret's in a dash and six letters or digits. */
static bool ends_as(const char *name, const char *suffix)
{
    size_t n = strlen(name), m = strlen(suffix);
    for (size_t i = 0; i < m && n > m; i++) {
        char c = name[n - m + i];
        if (suffix[i] == '?' ? !isalnum((unsigned char)c) : suffix[i] != c)
            return false;
    }
    return n > m;
}

/* "an SSM parameter has the ARN arn:aws:ssm:us-east-1:123456789012:parameter/app" */
static bool refuse_form(const struct check *c, const char *thing, const char *form, struct sg_parts parts)
{
    struct sg_arena *a = c->scope->arena;
    parts.region = parts.region ? parts.region : "REGION";
    parts.account = parts.account ? parts.account : "ACCOUNT";
    return refuse(c, sg_format(a, "%s has the ARN %s", thing, sg_fill_pattern(a, form, &parts)));
}

/* Returns the form whose names these are, although the ARN is of the main form; NULL: none, or a wildcard hides it. */
static const struct sg_arn_form *misplaced(const struct sg_kind *kind, const struct sg_parts *parts)
{
    size_t length;
    bool placed = !(parts->region && is_open(parts->region)) && !(parts->account && is_open(parts->account));
    const struct sg_arn_form *form = placed ? sg_form_of_name(kind, parts->name, &length) : NULL;
    return form && form->title && !(form->without && is_open(parts->name)) ? form : NULL;
}

/* A '{' that begins no reference: {id}. */
static bool has_brace(const char *text)
{
    const char *p = strchr(text, '{');
    while (p && p > text && p[-1] == '$')
        p = strchr(p + 1, '{');
    return p != NULL;
}

/* An ARN of the kind's main form. */
static bool check_parts(const struct check *c, const struct sg_kind *kind, struct sg_parts *parts)
{
    struct sg_arena *a = c->scope->arena;
    const struct sg_arn_form *form = misplaced(kind, parts);
    if (form)
        return refuse_form(c, form->title, form->arn, *parts);
    if (kind->drop && sg_starts_with(parts->name, kind->drop) && strcmp(parts->name, kind->drop) != 0) {
        parts->name += strlen(kind->drop);
        return refuse_form(c, sg_with_article(a, kind->title), kind->arn, *parts);
    }
    if (kind->suffix && !is_open(parts->name) && !ends_as(parts->name, kind->suffix))
        return refuse(
            c, sg_format(a, "AWS appends a dash and six characters to the name; write %s%s", c->arn, kind->suffix));
    const char *region = sg_region_of_name(a, kind, parts->name);
    if (region && parts->region && !is_open(parts->region) && strcmp(region, parts->region) != 0)
        return refuse_id(c, sg_format(a, "\"%s\" is in %s, but the ARN is of %s", parts->name, region, parts->region));
    if (kind->braces && has_brace(parts->name))
        return refuse(c, kind->braces);
    const char *name = kind->characters ? name_alone(c, kind, parts->name) : "";
    return !*name || is_open(name) || is_of_another_type(c, kind) || check_name(c, kind, name);
}

/* An ARN of another form of the kind, which has other rules. */
static bool has_other_form(const struct check *c, const struct sg_kind *kind, bool *ok)
{
    struct sg_parts parts;
    size_t length;
    for (size_t i = 0; i < kind->others.count; i++) {
        const struct sg_arn_form *form = &kind->others.items[i];
        if (!sg_match_pattern(c->scope->arena, form->arn, c->arn, &parts) ||
            (form->prefixes.count && !(parts.name && sg_form_of_name(kind, parts.name, &length) == form)))
            continue;
        *ok = !form->dead || refuse(c, form->dead);
        return true;
    }
    return false;
}

/* No resource has an ARN whose region is of another partition. */
static bool check_partition(const struct check *c)
{
    struct sg_arena *a = c->scope->arena;
    const char *partition = sg_arn_part(a, c->arn, SG_ARN_PART_PARTITION);
    const char *region = sg_arn_part(a, c->arn, SG_ARN_PART_REGION);
    bool known = partition && region && *region && sg_is_region(region) && !is_open(partition);
    const char *right = known ? sg_partition_of(region) : NULL;
    return !right || strcmp(right, partition) == 0 ||
           refuse(c, sg_format(a, "it is in the partition %s, but %s is a region of %s", partition, region, right));
}

bool sg_grant_check_arn(struct sg_scope *scope, struct sg_catalog *catalog, struct sg_origin origin, const char *arn,
                        enum samgen_severity severity, enum samgen_severity of_id)
{
    const struct check c = {
        .scope = scope, .catalog = catalog, .origin = origin, .arn = arn, .severity = severity, .of_id = of_id};
    const struct sg_kinds *kinds = sg_all_kinds(catalog, scope->findings);
    const size_t before = scope->findings->count;
    bool ok = check_partition(&c);
    struct sg_parts parts;
    for (size_t i = 0; kinds && i < kinds->count && scope->findings->count == before; i++) {
        const struct sg_kind *kind = &kinds->items[i];
        for (size_t n = 0; ok && n < kind->in_arns.count; n++)
            if (sg_match_pattern(scope->arena, kind->in_arns.items[n], arn, &parts) && parts.name)
                ok = is_open(parts.name) || check_name(&c, kind, parts.name);
        if (kind->arn && !has_other_form(&c, kind, &ok) && sg_match_pattern(scope->arena, kind->arn, arn, &parts) &&
            parts.name)
            ok = check_parts(&c, kind, &parts);
    }
    return ok;
}
