/* SG101 to SG109: the entries of Policies, and Role beside them. */
#include "lint/rules_internal.h"
#include "lint/fix.h"

#include "sam/entry.h"
#include "sam/intrinsic.h"
#include "sam/policy_template.h"
#include "yaml/scalar.h"

#include <string.h>
#include <strings.h>

/* ---- Managed policies ---- */

#define AWS_POLICY ":iam::aws:policy/"

static const char *policy_name_of(const char *text)
{
    const char *slash = strrchr(text, '/');
    return strstr(text, AWS_POLICY) && slash ? slash + 1 : text;
}

static const char *nearest_managed(struct sg_lint *l, const char *name, struct sg_findings *silent)
{
    const struct sg_managed_names *all = sg_managed_names(l->catalog, silent);
    struct sg_strings known = {0};
    for (size_t i = 0; all && i < all->policies.count; i++)
        sg_push(l->arena, &known, all->policies.items[i].name);
    sg_catalog_files(l->catalog, "policies", &known);
    return sg_nearest(name, &known);
}

/* A name is looked up by SAM; what it does not find goes to CloudFormation as it stands, which wants an ARN. */
static void check_managed(struct sg_lint *l, const struct sg_node *entry, const char *text)
{
    struct sg_findings silent = {.arena = l->arena};
    bool of_aws = strstr(text, AWS_POLICY) != NULL;
    if (strchr(text, '{') || (sg_starts_with(text, "arn:") && !of_aws) || sg_lint_is_full(l))
        return;
    const char *name = policy_name_of(text);
    const struct sg_managed_name *known = sg_find_managed_name(l->catalog, name, &silent);
    const char *path = known && known->path ? known->path : "";
    const char *end = strchr(text, '/');
    if (known && of_aws && end && strcmp(end + 1, sg_concat(l->arena, path, name)) != 0)
        sg_lint_report(l, "SG104", entry, "no managed policy has this ARN; that of %s ends in :policy/%s%s", name, path,
                       name);
    if (known)
        return;
    if (sg_find_policy(l->catalog, name, &silent)) {
        sg_lint_report(l, "SG104", entry, "%s is a SAM policy template; write \"%s: {...}\" with its parameters", name,
                       name);
        return;
    }
    const char *near = nearest_managed(l, name, &silent);
    sg_lint_report(l, "SG104", entry, "AWS has no managed policy %s%s%s%s", name, near ? "; did you mean " : "",
                   near ? near : "", near ? "?" : "");
}

/* ---- SAM policy templates ---- */

static struct sg_lint_finding *tell_parameter(struct sg_lint *l, const struct sg_node *value, const char *name,
                                              const char *what, const char *way_out)
{
    return sg_lint_report(l, "SG102", value, "%s is to be %s; %s", name, what, way_out);
}

/* The row of an attribute that gives what is wanted as it stands, else any other row of it. */
static const struct sg_yield *find_yield(const struct sg_kind *kind, const char *attribute, const char *wanted)
{
    const struct sg_yield *found = NULL;
    for (size_t i = 0; i < kind->yields.count; i++) {
        const struct sg_yield *yield = &kind->yields.items[i];
        if (strcmp(yield->attribute, attribute) != 0)
            continue;
        if (!yield->separator && !yield->pattern && strcmp(yield->gives, wanted) == 0)
            return yield;
        found = yield;
    }
    return found;
}

/* The attribute of a resource that is what the parameter wants, or NULL. */
static const char *right_attribute(struct sg_lint *l, const struct sg_kind *kind, const char *id, const char *gives)
{
    for (size_t i = 0; i < kind->yields.count; i++) {
        const struct sg_yield *yield = &kind->yields.items[i];
        if (strcmp(yield->gives, gives) == 0 && !yield->separator && !yield->pattern)
            return strcmp(yield->attribute, "Ref") == 0 ? sg_format(l->arena, "!Ref %s", id)
                                                        : sg_format(l->arena, "!GetAtt %s.%s", id, yield->attribute);
    }
    return NULL;
}

/* What stands for another resource, and what !Ref of it gives. */
static const struct {
    const char *type, *gives;
} aliases[] = {
    {"AWS::KMS::Alias", "this gives an alias, which no policy takes as a resource"},
    {"AWS::Lambda::Alias", "this gives an ARN, which SAM puts into another ARN"},
    {"AWS::Lambda::Version", "this gives an ARN, which SAM puts into another ARN"},
};

/* A reference to a resource of the parameter's kind gives what the catalog says; false when it is no such reference. */
static bool check_reference(struct sg_lint *l, const struct sg_node *value, const struct sg_parameter *parameter)
{
    const struct sg_node *ref = sg_intrinsic(value, "Ref"), *attribute = sg_intrinsic(value, "Fn::GetAtt");
    const char *name = "Ref";
    if (attribute && attribute->type == SG_LIST && attribute->count == 2 && sg_is_text(attribute->last)) {
        ref = attribute->first;
        name = attribute->last->text;
    }
    const struct sg_resource *r = sg_is_text(ref) ? sg_find_resource(l->template, ref->text) : NULL;
    const struct sg_kind *kind = parameter->kind;
    for (size_t i = 0; r && i < sizeof aliases / sizeof *aliases; i++)
        if (sg_has_type(r, aliases[i].type) && strcmp(name, "Ref") == 0 && strcmp(parameter->holds, "arn") != 0) {
            tell_parameter(l, value, parameter->name, sg_format(l->arena, "the name of the %s", kind->title),
                           aliases[i].gives);
            return true;
        }
    if (!r || !sg_strings_have(&kind->types, r->type))
        return false;
    const char *wanted = strcmp(parameter->holds, "arn") == 0 ? "arn" : "name";
    const struct sg_yield *yield = find_yield(kind, name, wanted);
    if (!yield || (strcmp(yield->gives, wanted) == 0 && !yield->pattern && !yield->separator))
        return yield != NULL;
    const char *right = right_attribute(l, kind, r->id, wanted);
    const char *gives = yield->pattern                     ? "another thing"
                        : yield->separator                 ? "more than that"
                        : strcmp(yield->gives, "arn") == 0 ? "the ARN"
                        : strcmp(yield->gives, "url") != 0 ? "the name"
                        : kind->urls.count                 ? "the URL"
                                                           : "another thing";
    tell_parameter(l, value, parameter->name, sg_format(l->arena, "the %s of the %s", wanted, kind->title),
                   sg_format(l->arena, "this gives %s%s%s", gives, right ? ", so write " : "", right ? right : ""))
        ->fix = sg_lint_fix_intrinsic(l, value, right);
    return true;
}

static void check_value(struct sg_lint *l, const struct sg_node *value, void *context)
{
    const struct sg_parameter *parameter = context;
    if (check_reference(l, value, parameter) && strcmp(parameter->holds, "bare") != 0 &&
        strcmp(parameter->holds, "slashed") != 0)
        return;
    const char *text = sg_lint_text(l, value), *title = parameter->kind->title;
    bool name = strcmp(parameter->holds, "arn") != 0, unknown = !text || sg_lint_is_unknown(text);
    const char *a_name = sg_format(l->arena, "the name of the %s", title);
    if (unknown)
        return;
    if (name && sg_starts_with(text, "arn:"))
        tell_parameter(l, value, parameter->name, a_name, "this is an ARN, which SAM puts into another ARN");
    else if (name && (sg_starts_with(text, "https://") || sg_starts_with(text, "http://")))
        tell_parameter(l, value, parameter->name, a_name, "this is a URL");
    else if (name && sg_starts_with(text, "alias/"))
        tell_parameter(l, value, parameter->name, "the id of the key", "no policy takes an alias as a resource");
    else if (strcmp(parameter->holds, "bare") == 0 && *text == '/')
        tell_parameter(l, value, parameter->name, "a name without a leading '/'",
                       "SAM writes one before it; use SSMParameterWithSlashPrefixReadPolicy, or leave it out");
    else if (strcmp(parameter->holds, "slashed") == 0 && *text != '/' && *text != '*')
        tell_parameter(l, value, parameter->name, "a name with a leading '/'", "use SSMParameterReadPolicy");
    else if (name && strcmp(parameter->kind->name, "bucket") == 0 && strchr(text, '/') && !strstr(text, "${="))
        tell_parameter(l, value, parameter->name, "the name of a bucket alone",
                       "a path behind it matches no bucket; write the statements out (`samgen s3-read --prefix`)");
    else if (!name && !sg_starts_with(text, "arn:") && strcmp(text, "*") != 0)
        tell_parameter(l, value, parameter->name, sg_format(l->arena, "the ARN of the %s", title), "this is a name");
    else if (!name)
        sg_lint_check_secret(l, text, value);
}

static void check_template(struct sg_lint *l, const struct sg_node *entry, const char *name)
{
    struct sg_findings silent = {.arena = l->arena};
    const struct sg_policy *policy = sg_find_policy(l->catalog, name, &silent);
    const struct sg_node *parameters = entry->first->next;
    for (const struct sg_node *key = policy && parameters->type == SG_MAP ? parameters->first : NULL; key;
         key = key->next->next) {
        const struct sg_parameter *parameter = sg_find_parameter(policy, key->text);
        const struct sg_node *value = key->next;
        bool shapeless =
            !sg_intrinsic_name(value) && (value->type != SG_SCALAR || !*value->text || sg_is_nothing(value));
        if (parameter && shapeless)
            tell_parameter(l, key, parameter->name, "a text", "SAM puts whatever stands here into an ARN");
        else if (parameter)
            sg_lint_each(l, value, check_value, (void *)(size_t)parameter);
        else
            sg_lint_report(l, "SG101", key, "%s has no parameter %s, and SAM drops it without a word", name, key->text);
    }
}

/* ---- The list ---- */

static const char *text_of(struct sg_lint *l, const struct sg_node *entry)
{
    return sg_is_text(entry) ? entry->text : sg_intrinsic(entry, "Fn::Sub") ? sg_lint_text(l, entry) : NULL;
}

static void check_entry(struct sg_lint *l, const struct sg_node *entry, void *context)
{
    (void)context;
    const char *name = sg_policy_template_name(l->template, entry), *text = text_of(l, entry);
    if (name)
        check_template(l, entry, name);
    else if (text && *text)
        check_managed(l, entry, text);
}

/* An own role takes ARNs only; whatever else stands there is CloudFormation's to tell. */
static void check_attached(struct sg_lint *l, const struct sg_node *arn, void *context)
{
    (void)context;
    const char *text = text_of(l, arn);
    if (text && strstr(text, AWS_POLICY))
        check_managed(l, arn, text);
}

static void check_doubles(struct sg_lint *l, const struct sg_node *policies)
{
    for (const struct sg_node *entry = policies->type == SG_LIST ? policies->first : NULL; entry; entry = entry->next)
        for (const struct sg_node *before = policies->first; before != entry && sg_lint_may_compare(l);
             before = before->next)
            if (sg_same(before, entry)) {
                sg_lint_report(l, "SG107", entry, "this entry stands in the list already; remove one");
                break;
            }
}

void sg_lint_check_entries_of_roles(struct sg_lint *l)
{
    for (size_t i = 0; i < l->template->count; i++) {
        const struct sg_resource *r = l->resource = &l->template->resources[i];
        const struct sg_node *policies = sg_get(r->properties, "Policies"), *role = sg_get(r->properties, "Role");
        if (sg_has_type(r, "AWS::IAM::Role"))
            sg_lint_each(l, sg_get(r->properties, "ManagedPolicyArns"), check_attached, NULL);
        if (!policies || (!sg_has_type(r, SG_FUNCTION_TYPE) && !sg_has_type(r, SG_STATE_MACHINE_TYPE)))
            continue;
        if (role && !sg_is_if(role) && !sg_is_no_value(role) && sg_has_type(r, SG_FUNCTION_TYPE)) {
            sg_lint_report(l, "SG109", policies,
                           "%s has a Role, so SAM ignores its Policies; add them to that role, or take Role away",
                           r->id);
            continue;
        }
        sg_lint_each(l, policies, check_entry, NULL);
        check_doubles(l, policies);
    }
}
