#include "sam/lookup_internal.h"

#include "catalog/action.h"
#include "catalog/type.h"
#include "iam/arn.h"
#include "sam/apart.h"
#include "yaml/scalar.h"

#include <string.h>
#include <strings.h>

struct sg_node *sg_lookup_text(const struct sg_resolver *r, const struct sg_node *at, const char *text)
{
    struct sg_node *node = sg_scalar(r->template->arena, text);
    node->start = at->start;
    node->end = at->end;
    return node;
}

bool sg_lookup_is_news(struct sg_resolver *r, const char *what)
{
    return r->told.count < SG_TOLD_MOST && sg_push_once(r->template->arena, &r->told, what);
}

/* The unique text of a resource or attribute, "~Data.Stamp" or of another ID that stands for it, and of a function. */
static const char *apart(struct sg_resolver *r, const struct sg_node *at, const char *what)
{
    struct sg_arena *a = r->template->arena;
    size_t length = strcspn(what, ".");
    if (!*what || what[strspn(what, SG_ALNUM ".")])
        return sg_apart_call(a, at);
    const char *id = sg_copy_bytes(a, what, length);
    const struct sg_resource *resource = what[length] ? sg_find_resource(r->template, id) : NULL;
    const char *name = resource ? sg_physical_name(r, resource) : NULL;
    return sg_apart_attribute(a, name && *name == '~' ? name + 1 : id, what + length);
}

struct sg_node *sg_lookup_unknown(struct sg_resolver *r, const struct sg_node *at, const char *what)
{
    r->unknown++;
    if (r->symbolic)
        return sg_lookup_text(r, at, SG_SOME_PATH);
    if (r->unknown_apart)
        return sg_lookup_text(r, at, apart(r, at, what));
    if (sg_lookup_is_news(r, what))
        sg_report(r->template->findings, SAMGEN_NOTE, sg_at(r->template, at),
                  "%s is unknown before deployment; samgen assumes an empty text", what);
    return sg_lookup_text(r, at, "");
}

const char *sg_bound_value(const struct sg_resolver *r, const char *name)
{
    for (size_t i = r->binding_count; i-- > 0;) /* the last one is used */
        if (sg_equals(r->bindings[i].name, name))
            return r->bindings[i].value;
    return NULL;
}

const char *sg_example_account(const struct sg_resolver *r)
{
    const char *bound = sg_bound_value(r, "AWS::AccountId");
    return bound ? bound : SG_EXAMPLE_ACCOUNT;
}

const char *sg_account_text(const struct sg_resolver *r)
{
    return r->unknown_apart ? "~account" : sg_example_account(r);
}

const char *sg_region_text(const struct sg_resolver *r)
{
    return r->unknown_apart ? "~region" : r->template->region;
}

static const char *stack_id(const struct sg_resolver *r)
{
    return sg_format(r->template->arena, "arn:%s:cloudformation:%s:%s:stack/stack/1", r->template->partition,
                     sg_region_text(r), sg_account_text(r));
}

static const char *stack_name(const struct sg_resolver *r)
{
    return r->unknown_apart ? "~stack" : "stack";
}

static const char *partition(const struct sg_resolver *r)
{
    return r->template->partition;
}

static const char *url_suffix(const struct sg_resolver *r)
{
    return sg_partition_suffix(r->template->partition);
}

#define PSEUDO "AWS::" /* parameters that CloudFormation sets */

/* `name` is what follows PSEUDO. */
static const char *pseudo_parameter(const struct sg_resolver *r, const char *name)
{
    static const struct {
        const char *name;
        const char *(*value)(const struct sg_resolver *r);
    } rows[] = {
        {"Region", sg_region_text}, {"AccountId", sg_account_text}, {"Partition", partition},
        {"StackName", stack_name},  {"URLSuffix", url_suffix},      {"StackId", stack_id},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (sg_equals(rows[i].name, name))
            return rows[i].value(r);
    return NULL;
}

/* The next separator, or NULL. Unlike strstr it never reads the whole rest of a long text. */
static const char *next_separator(const char *p, const char *separator)
{
    while ((p = strchr(p, *separator)) && !sg_starts_with(p, separator))
        p++;
    return p;
}

struct sg_node *sg_lookup_split(struct sg_resolver *r, const struct sg_node *at, const char *text,
                                const char *separator)
{
    struct sg_node *list = sg_list(r->template->arena);
    for (const char *p = text; *separator && p && sg_may_resolve(r, at, 1);) {
        const char *end = next_separator(p, separator);
        size_t length = end ? (size_t)(end - p) : strlen(p);
        sg_append(list, sg_lookup_text(r, at, sg_copy_bytes(r->template->arena, p, length)));
        p = end ? end + strlen(separator) : NULL;
    }
    return list;
}

/* The value of an SSM parameter is read during deployment; the Default is only its name. */
static bool is_of_ssm(const char *type)
{
    return type && sg_starts_with(type, "AWS::SSM::Parameter::Value<");
}

/* Returns the Default of the parameter, or NULL. */
static const char *default_of(const struct sg_node *declared, const char *type)
{
    const struct sg_node *initial = is_of_ssm(type) ? NULL : sg_get(declared, "Default");
    return initial && initial->type == SG_SCALAR ? initial->text : NULL;
}

/* The words have small letters. */
static bool has_word(const char *name, const char *const *words)
{
    for (; *words; words++)
        for (const char *p = name; *p; p++)
            if (sg_small_letter(*p) == **words && strncasecmp(p, *words, strlen(*words)) == 0)
                return true;
    return false;
}

static bool ends_with(const char *name, const char *const *ends)
{
    for (size_t length = strlen(name); *ends; ends++)
        if (length >= strlen(*ends) && strcasecmp(name + length - strlen(*ends), *ends) == 0)
            return true;
    return false;
}

/*
 * A parameter is assumed to be a name, without ':' and '/', unless its own name, Description or Default suggests more.
 */
static struct sg_node *symbol_of(struct sg_resolver *r, const struct sg_node *at, const char *name,
                                 const struct sg_node *declared)
{
    static const char *const more[] = {"arn", "path", "prefix", "key", "pattern", "folder", "resource", "url", NULL},
                             *const ends[] = {"file", "location", "object", "json", "zip", "uri", NULL},
                             *const described[] = {" file", "zipfile", "path", "location of", NULL};
    const char *initial = sg_get_text(declared, "Default"), *description = sg_get_text(declared, "Description");
    bool is_name = !has_word(name, more) && !ends_with(name, ends) &&
                   !(description && has_word(description, described)) && !(initial && strpbrk(initial, ":/*,"));
    r->unknown++;
    return sg_lookup_text(r, at, is_name ? SG_SOME_NAME : SG_SOME_PATH);
}

/* A parameter of type CommaDelimitedList or List<...> is a list. */
static struct sg_node *parameter(struct sg_resolver *r, const struct sg_node *at, const char *name)
{
    const struct sg_node *declared = sg_key_index_get(&r->template->parameters, name);
    const char *type = sg_get_text(declared, "Type"), *bound = sg_bound_value(r, name);
    const char *apart = r->unknown_apart ? sg_concat(r->template->arena, "~", name) : NULL;
    const char *value = bound ? bound : apart ? apart : default_of(declared, type);
    if (r->symbolic && !bound)
        return symbol_of(r, at, name, declared);
    if (!value) {
        value = sg_concat(r->template->arena, "param-", name);
        r->unknown++;
        if (sg_lookup_is_news(r, name))
            sg_report(r->template->findings, SAMGEN_NOTE, sg_at(r->template, at),
                      "the value of the parameter %s is unknown; samgen assumes \"%s\"; give it with --set %s=VALUE",
                      name, value, name);
    }
    bool list = type && (sg_equals(type, "CommaDelimitedList") || strstr(type, "List<"));
    return list ? sg_lookup_split(r, at, value, ",") : sg_lookup_text(r, at, value);
}

/* Returns the resource, also for the role that SAM creates for a function. */
static const struct sg_resource *resource_of(const struct sg_resolver *r, const char *id, struct sg_resource *made)
{
    const struct sg_resource *found = sg_find_resource(r->template, id);
    size_t length = strlen(id), role = strlen("Role");
    if (found || length <= role || !sg_equals(id + length - role, "Role"))
        return found;
    const char *owner = sg_copy_bytes(r->template->arena, id, length - role);
    if (!sg_find_resource(r->template, owner))
        return NULL;
    *made = (struct sg_resource){.id = id, .type = "AWS::IAM::Role"};
    return made;
}

/*
 * Keeps the value of a resource or attribute, because templates repeat them. A value that is unknown, or is found while
 * a name refers to itself, is not kept.
 */
static const char *keep(struct sg_resolver *r, const char *name, const char *value, size_t unknown_before)
{
    struct sg_arena *a = r->template->arena;
    if (!value || r->unknown != unknown_before || r->exhausted || r->naming)
        return value;
    if (!r->values)
        r->values = sg_new(a, struct sg_map);
    *sg_map_at(a, r->values, name) = sg_copy(a, value);
    return value;
}

static const char *kept(const struct sg_resolver *r, const char *name)
{
    return r->values ? sg_map_get(r->values, name) : NULL;
}

static const char *find_attribute(struct sg_resolver *r, const char *name)
{
    struct sg_resource made;
    size_t length = strcspn(name, "."), unknown = r->unknown;
    const char *bound = sg_bound_value(r, name);
    const struct sg_resource *resource =
        bound ? NULL : resource_of(r, sg_copy_bytes(r->template->arena, name, length), &made);
    return bound ? bound : keep(r, name, resource ? sg_attribute_of(r, resource, name + length + 1) : NULL, unknown);
}

/* "Jobs.Arnn": what is wrong with the attribute, or NULL. */
static const char *fault_of(const struct sg_resolver *r, const char *name)
{
    const struct sg_template *t = r->template;
    struct sg_resource made;
    size_t length = strcspn(name, ".");
    const struct sg_resource *resource =
        name[length] ? resource_of(r, sg_copy_bytes(t->arena, name, length), &made) : NULL;
    return resource && !sg_bound_value(r, name)
               ? sg_attribute_fault(t->arena, t->catalog, resource->type, name + length + 1)
               : NULL;
}

const char *sg_text_fault(const struct sg_resolver *r, const char *text)
{
    const char *fault = NULL;
    for (const char *open = text, *end; !fault && (open = strstr(open, "${")) && (end = strchr(open, '}')); open = end)
        fault = fault_of(r, sg_copy_bytes(r->template->arena, open + 2, (size_t)(end - open) - 2));
    return fault;
}

/* CloudFormation rejects a template with an attribute that the resource does not have. */
static bool is_refused(struct sg_resolver *r, const struct sg_node *at, const char *name)
{
    const char *fault = r->symbolic ? NULL : fault_of(r, name);
    if (fault && sg_lookup_is_news(r, name))
        sg_fail(r->template->findings, sg_at(r->template, at), "%s: %s", name, fault);
    return fault != NULL;
}

const char *sg_lookup_attribute(struct sg_resolver *r, const struct sg_node *at, const char *name)
{
    const char *value = kept(r, name);
    value = value ? value : find_attribute(r, name);
    if (!value && is_refused(r, at, name))
        return "";
    return value ? value : sg_lookup_unknown(r, at, name)->text;
}

struct sg_node *sg_lookup_reference(struct sg_resolver *r, const struct sg_node *at, const char *id)
{
    struct sg_resource made;
    const char *name = sg_starts_with(id, PSEUDO) ? id + strlen(PSEUDO) : NULL;
    if (name && sg_equals(name, "NoValue"))
        return NULL;
    const char *bound = sg_bound_value(r, id), *pseudo = name && !bound ? pseudo_parameter(r, name) : bound;
    if (name && pseudo)
        return sg_lookup_text(r, at, pseudo);
    if (sg_key_index_get(&r->template->parameters, id))
        return parameter(r, at, id);
    size_t unknown = r->unknown;
    const char *value = kept(r, id);
    const struct sg_resource *resource = value ? NULL : resource_of(r, id, &made);
    value = value ? value : resource ? keep(r, id, sg_attribute_of(r, resource, "Ref"), unknown) : bound;
    return value ? sg_lookup_text(r, at, value) : sg_lookup_unknown(r, at, id);
}
