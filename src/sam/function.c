#include "sam/function_internal.h"

#include "base/text.h"
#include "sam/intrinsic.h"
#include "sam/parameter_internal.h"
#include "yaml/scalar.h"

#include <string.h>

/* Returns the value of a property, or NULL when it is missing or null. */
static const struct sg_node *given(const struct sg_resource *r, const char *name)
{
    const struct sg_node *value = sg_get(r->properties, name);
    return value && !sg_is_null(value) ? value : NULL;
}

static bool is_set(const struct sg_resource *r, const char *name)
{
    return !sg_is_nothing(given(r, name));
}

static bool is_word(const struct sg_node *node, const char *word)
{
    return sg_is_text(node) && strcmp(node->text, word) == 0;
}

static bool fail(const struct sg_template *t, const struct sg_resource *r, const struct sg_node *at,
                 const char *message)
{
    return sg_fail(t->findings, sg_at(t, at ? at : r->key), "%s: %s", r->id, message);
}

/* The first of two properties excludes or requires the second. SET: it must also have a value. */
enum bond { EXCLUDES, NEEDS, EXCLUDES_SET, NEEDS_SET };

static const struct pair {
    const char *owner, *first;
    enum bond bond;
    const char *second;
} pairs[] = {
    {SG_FUNCTION_TYPE, "CapacityProviderConfig", EXCLUDES, "ProvisionedConcurrencyConfig"},
    {SG_FUNCTION_TYPE, "CapacityProviderConfig", EXCLUDES, "VpcConfig"},
    {SG_FUNCTION_TYPE, "FunctionScalingConfig", NEEDS, "CapacityProviderConfig"},
    {SG_FUNCTION_TYPE, "VersionDeletionPolicy", NEEDS, "AutoPublishAlias"},
    {SG_FUNCTION_TYPE, "TenancyConfig", EXCLUDES_SET, "ProvisionedConcurrencyConfig"},
    {SG_FUNCTION_TYPE, "TenancyConfig", EXCLUDES_SET, "FunctionUrlConfig"},
    {SG_FUNCTION_TYPE, "TenancyConfig", EXCLUDES_SET, "SnapStart"},
    {SG_FUNCTION_TYPE, "ProvisionedConcurrencyConfig", NEEDS_SET, "AutoPublishAlias"},
    {SG_STATE_MACHINE_TYPE, "Definition", EXCLUDES_SET, "DefinitionUri"},
    {SG_STATE_MACHINE_TYPE, "UseAliasAsEventTarget", NEEDS_SET, "AutoPublishAlias"},
    {SG_STATE_MACHINE_TYPE, "DeploymentPreference", NEEDS_SET, "AutoPublishAlias"},
};

static bool check_pair(const struct sg_template *t, const struct sg_resource *r, const struct pair *p)
{
    bool set = p->bond == EXCLUDES_SET || p->bond == NEEDS_SET;
    if (!(set ? is_set(r, p->first) : given(r, p->first) != NULL))
        return true; /* as mostly */
    bool second = set ? is_set(r, p->second) : given(r, p->second) != NULL;
    bool excludes = p->bond == EXCLUDES || p->bond == EXCLUDES_SET;
    if (second != excludes)
        return true;
    return fail(t, r, given(r, p->first),
                sg_format(t->arena, "%s %s %s", p->first, excludes ? "cannot be used with" : "requires", p->second));
}

static bool check_pairs(const struct sg_template *t, const struct sg_resource *r)
{
    bool ok = true;
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
        if (sg_has_type(r, pairs[i].owner))
            ok = check_pair(t, r, &pairs[i]) && ok;
    return ok;
}

static bool check_tenancy_events(const struct sg_template *t, const struct sg_resource *r)
{
    const struct sg_node *events = is_set(r, "TenancyConfig") ? given(r, "Events") : NULL;
    for (const struct sg_node *key = events && events->type == SG_MAP ? events->first : NULL; key;
         key = key->next->next) {
        const struct sg_node *type = sg_get(key->next, "Type");
        if (!is_word(type, "Api") && !is_word(type, "HttpApi"))
            return fail(t, r, key, "with TenancyConfig, events must be of type Api or HttpApi");
    }
    return true;
}

/* SAM refuses even "CodeUri: !Sub ...", because it is a map without Bucket and Key. */
static bool check_code(const struct sg_template *t, const struct sg_resource *r)
{
    const struct sg_node *code = given(r, "CodeUri");
    if (given(r, "InlineCode") || !code || sg_is_text(code))
        return true;
    if (code->type == SG_MAP && !sg_is_nothing(sg_get(code, "Bucket")) && !sg_is_nothing(sg_get(code, "Key")))
        return true;
    return fail(t, r, code, "CodeUri must be a path, an s3:// address, or a map with Bucket and Key");
}

static bool check_zip(const struct sg_template *t, const struct sg_resource *r)
{
    if (!is_set(r, "Runtime") || !is_set(r, "Handler"))
        return fail(t, r, NULL, "a function whose PackageType is Zip must have Runtime and Handler");
    if (is_set(r, "ImageConfig"))
        return fail(t, r, given(r, "ImageConfig"), "ImageConfig requires PackageType: Image");
    return check_code(t, r);
}

static bool check_image(const struct sg_template *t, const struct sg_resource *r)
{
    static const char *const names[] = {"Handler", "Runtime", "Layers"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (is_set(r, names[i]))
            return fail(t, r, given(r, names[i]),
                        sg_concat(t->arena, names[i], " cannot be used with PackageType: Image"));
    return true;
}

static bool check_package(const struct sg_template *t, const struct sg_resource *r)
{
    const struct sg_node *type = given(r, "PackageType");
    if (sg_is_nothing(type) || is_word(type, "Zip"))
        return check_zip(t, r);
    return is_word(type, "Image") ? check_image(t, r) : fail(t, r, type, "PackageType must be Zip or Image");
}

/*
 * Returns a text, or the Default of a parameter, which SAM must know when it translates; NULL after reporting an error.
 */
static const struct sg_node *known_text(const struct sg_template *t, const struct sg_resource *r, const char *name)
{
    const struct sg_node *value = sg_with_parameters(t, given(r, name));
    if (sg_is_text(value))
        return value;
    fail(t, r, given(r, name), sg_concat(t->arena, name, " must be a text, or !Ref of a parameter with a Default"));
    return NULL;
}

static bool check_alias(const struct sg_template *t, const struct sg_resource *r)
{
    static const char digits[] = SG_DIGITS;
    static const char characters[] = SG_ALNUM "-_";
    if (!is_set(r, "AutoPublishAlias"))
        return true;
    const struct sg_node *alias = known_text(t, r, "AutoPublishAlias");
    if (!alias)
        return false;
    bool legal =
        alias->text[0] && sg_is_made_of(alias->text, characters) && alias->text[strspn(alias->text, digits)] != '\0';
    if (!legal)
        return fail(t, r, given(r, "AutoPublishAlias"),
                    "the name of an alias must consist of letters, digits, '-' and '_', and must not be a number");
    return !is_set(r, "AutoPublishCodeSha256") || known_text(t, r, "AutoPublishCodeSha256");
}

static bool check_cors(const struct sg_template *t, const struct sg_resource *r, const struct sg_node *cors)
{
    static const char *const lists[] = {"AllowOrigins", "AllowMethods", "AllowHeaders", "ExposeHeaders"};
    if (sg_is_nothing(cors) || sg_intrinsic_name(cors))
        return true;
    if (cors->type != SG_MAP)
        return fail(t, r, cors, "FunctionUrlConfig.Cors must be a map");
    for (const struct sg_node *key = cors->first; key; key = key->next->next) {
        const struct sg_node *value = key->next;
        bool list = false;
        for (size_t i = 0; i < sizeof lists / sizeof *lists; i++)
            list = list || strcmp(lists[i], key->text) == 0;
        bool credentials = strcmp(key->text, "AllowCredentials") == 0, age = strcmp(key->text, "MaxAge") == 0;
        bool right = sg_intrinsic_name(value) || (list && value->type == SG_LIST) ||
                     (credentials && sg_scalar_type(value) == SG_BOOLEAN) ||
                     (age && sg_scalar_type(value) == SG_INTEGER);
        if ((!list && !credentials && !age) || !right)
            return fail(t, r, key,
                        sg_format(t->arena, "SAM does not accept this %s in FunctionUrlConfig.Cors", key->text));
    }
    return true;
}

static bool check_url(const struct sg_template *t, const struct sg_resource *r)
{
    const struct sg_node *url = given(r, "FunctionUrlConfig"), *type = sg_get(url, "AuthType");
    if (sg_is_nothing(url) || sg_intrinsic_name(url))
        return true;
    if (!sg_intrinsic_name(type) && !is_word(type, "AWS_IAM") && !is_word(type, "NONE"))
        return fail(t, r, url, "FunctionUrlConfig must have an AuthType, AWS_IAM or NONE");
    return check_cors(t, r, sg_get(url, "Cors"));
}

static bool is_off(const struct sg_node *enabled)
{
    return enabled && (sg_is_nothing(enabled) || is_word(enabled, "false") || is_word(enabled, "False"));
}

static bool are_alarms(const struct sg_node *alarms)
{
    struct sg_if items;
    if (sg_is_nothing(alarms) || alarms->type == SG_LIST || sg_is_no_value(alarms))
        return true;
    return sg_if_items(alarms, &items) && (items.yes->type == SG_LIST || sg_is_no_value(items.yes)) &&
           (items.no->type == SG_LIST || sg_is_no_value(items.no));
}

/* Returns whether the translator can decide it: a boolean, a word for one, a parameter or a mapping. */
static bool is_decidable(const struct sg_template *t, const struct sg_node *value)
{
    static const char *const words[] = {"true", "True", "false", "False"};
    const struct sg_node *known = sg_with_parameters(t, value);
    if (!known || sg_intrinsic(known, "Fn::FindInMap") || sg_scalar_type(known) == SG_BOOLEAN)
        return true;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (is_word(known, words[i]))
            return true;
    return false;
}

/* Mappings are not looked up here, so only certain errors are reported. */
static bool check_deployment(const struct sg_template *t, const struct sg_resource *r)
{
    const struct sg_node *preference = given(r, "DeploymentPreference");
    if (sg_is_nothing(preference) || preference->type != SG_MAP)
        return true;
    const struct sg_node *enabled = sg_get(preference, "Enabled"), *hooks = sg_get(preference, "Hooks");
    const struct sg_node *value = enabled ? sg_with_parameters(t, enabled) : NULL;
    const struct sg_node *through = sg_get(preference, "PassthroughCondition");
    if (through && !is_decidable(t, through))
        return fail(t, r, through, "PassthroughCondition must be true or false, !Ref of a parameter or Fn::FindInMap");
    if (is_off(value) || sg_intrinsic(value, "Fn::FindInMap"))
        return true;
    if (!sg_get(preference, "Type"))
        return fail(t, r, preference, "DeploymentPreference must have a Type");
    if (!sg_is_nothing(hooks) && hooks->type != SG_MAP)
        return fail(t, r, hooks, "DeploymentPreference.Hooks must be a map");
    if (!are_alarms(sg_get(preference, "Alarms")))
        return fail(t, r, sg_get(preference, "Alarms"), "DeploymentPreference.Alarms must be a list");
    return is_set(r, "AutoPublishAlias") || fail(t, r, preference, "DeploymentPreference requires AutoPublishAlias");
}

/* Refuses tags that are reserved for SAM. */
static bool check_tags(const struct sg_template *t, const struct sg_resource *r)
{
    static const char *const names[] = {"lambda:createdBy", "serverlessrepo:applicationId",
                                        "serverlessrepo:semanticVersion"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (sg_get(given(r, "Tags"), names[i]))
            return fail(t, r, given(r, "Tags"), sg_format(t->arena, "the tag %s is reserved for SAM", names[i]));
    return true;
}

bool sg_check_function(const struct sg_template *t, const struct sg_resource *function)
{
    static bool (*const checks[])(const struct sg_template *, const struct sg_resource *) = {
        check_pairs, check_tenancy_events, check_package, check_alias, check_url, check_deployment, check_tags,
    };
    bool ok = true;
    for (size_t i = 0; i < sizeof checks / sizeof *checks; i++)
        ok = checks[i](t, function) && ok;
    return ok;
}

/* SAM uses the alias in a logical ID. */
static bool check_machine_alias(const struct sg_template *t, const struct sg_resource *r)
{
    static const char characters[] = SG_ALNUM;
    const struct sg_node *alias = given(r, "AutoPublishAlias");
    return sg_is_nothing(alias) || (sg_is_text(alias) && sg_is_made_of(alias->text, characters)) ||
           fail(t, r, alias, "the AutoPublishAlias of a state machine must consist of letters and digits");
}

bool sg_check_state_machine(const struct sg_template *t, const struct sg_resource *machine)
{
    const struct sg_node *uri = given(machine, "DefinitionUri");
    bool ok = check_pairs(t, machine) && check_machine_alias(t, machine);
    if (!is_set(machine, "Definition") && !is_set(machine, "DefinitionUri"))
        return fail(t, machine, NULL, "a state machine must have Definition or DefinitionUri");
    if (uri && uri->type == SG_MAP && (sg_is_nothing(sg_get(uri, "Bucket")) || sg_is_nothing(sg_get(uri, "Key"))))
        return fail(t, machine, uri, "DefinitionUri must be a path, an s3:// address, or a map with Bucket and Key");
    return ok;
}
