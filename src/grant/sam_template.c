#include "grant/sam_template.h"

#include "value/name.h"

#include <string.h>

static const struct sg_policy *find_policy(struct sg_scope *scope, struct sg_catalog *catalog,
                                           const struct sg_given *name)
{
    bool plain = name->values[0].name && !sg_has_substitution(name->values[0].name);
    const struct sg_policy *policy = plain ? sg_find_policy(catalog, name->values[0].given, scope->findings) : NULL;
    if (policy)
        return policy;
    struct sg_strings known = {0};
    sg_catalog_files(catalog, "policies", &known);
    const char *near = sg_nearest(name->values[0].given, &known);
    struct sg_origin origin = name->origin;
    origin.subject = NULL; /* on the command line it is a word, not an option */
    sg_fail(scope->findings, origin, "%s is not a SAM policy template%s%s%s", name->values[0].given,
            near ? "; did you mean " : "; `samgen list Policy` shows all", near ? near : "", near ? "?" : "");
    return NULL;
}

static const struct sg_parameter *find_parameter(struct sg_scope *scope, const struct sg_policy *policy,
                                                 struct sg_origin origin, const char *name)
{
    struct sg_strings known = {0};
    for (size_t i = 0; i < policy->parameters.count; i++) {
        if (strcmp(policy->parameters.items[i].name, name) == 0)
            return &policy->parameters.items[i];
        sg_push(scope->arena, &known, policy->parameters.items[i].name);
    }
    if (known.count)
        sg_fail(scope->findings, origin, "\"%s\" is not a parameter of %s, which takes %s", name, policy->name,
                sg_join(scope->arena, &known, ", "));
    else
        sg_fail(scope->findings, origin, "%s takes no parameters; remove --set", policy->name);
    return NULL;
}

/* The value in the shape that the parameter needs, or NULL after reporting. */
static const char *parameter_text(struct sg_scope *scope, struct sg_origin origin, const struct sg_parameter *parameter,
                                  const struct sg_value *value)
{
    struct sg_arena *a = scope->arena;
    if (strcmp(parameter->holds, "arn") == 0)
        return sg_value_arn(scope, origin, value, NULL, SG_ARN_SHORTEST);
    if (value->region || value->account) {
        sg_fail(scope->findings, origin,
                "%s must be %s in the account and region of the stack, not an ARN or a URL such as \"%s\"",

                parameter->name, sg_kind_name(a, parameter->kind), value->given);
        return NULL;
    }
    if (value->form) {
        sg_fail(scope->findings, origin, "%s must be %s in its plain form; with \"%s\" the policy matches nothing",
                parameter->name, sg_kind_name(a, parameter->kind), value->given);
        return NULL;
    }
    if (!value->name) {
        sg_fail(scope->findings, origin, "%s must be %s, but \"%s\" gives an ARN; write ${Id} to let samgen choose",
                parameter->name, sg_kind_name(a, parameter->kind), value->given);
        return NULL;
    }
    bool slashed = strcmp(parameter->holds, "slashed") == 0;
    bool bare = strcmp(parameter->holds, "bare") == 0;
    bool has_slash = value->slashed || value->slash_in_name;
    if (!value->slash_unknown && ((slashed && !has_slash) || (bare && has_slash))) {
        sg_fail(scope->findings, origin, "%s must be a name %s a leading '/', so \"%s\" matches nothing; use %s",
                parameter->name, bare ? "without" : "with", value->given,
                bare ? "SSMParameterWithSlashPrefixReadPolicy" : "SSMParameterReadPolicy");
        return NULL;
    }
    return slashed && value->slashed && value->kind->drop ? sg_format(a, "%s%s", value->kind->drop, value->name)
                                                          : value->name;
}

static bool is_set(const struct sg_chosen_form *chosen, const char *parameter)
{
    for (size_t i = 0; i < chosen->parameters.count; i++)
        if (strcmp(chosen->parameters.items[i].parameter, parameter) == 0)
            return true;
    return false;
}

static bool read_setting(struct sg_scope *scope, struct sg_origin origin, const char *setting,
                         struct sg_chosen_form *chosen)
{
    const char *equals = strchr(setting, '=');
    if (!equals || equals == setting)
        return sg_fail(scope->findings, origin, "\"%s\" is not Parameter=Value", setting);
    const char *name = sg_copy_bytes(scope->arena, setting, (size_t)(equals - setting));
    const struct sg_parameter *parameter = find_parameter(scope, chosen->policy, origin, name);
    if (!parameter)
        return false;
    if (is_set(chosen, name))
        return sg_fail(scope->findings, origin, "the parameter %s is set twice", name);
    origin.subject = origin.source ? origin.subject : sg_format(scope->arena, "--set %s", name);
    struct sg_value value;
    if (!sg_read_value(scope, origin, parameter->kind, equals + 1, &value))
        return false;
    const char *text = parameter_text(scope, origin, parameter, &value);
    chosen->parameters.items[chosen->parameters.count++] =
        (struct sg_filled){.parameter = parameter->name, .text = text};
    return text != NULL;
}

static bool check_all_set(struct sg_scope *scope, const struct sg_use *use, const struct sg_chosen_form *chosen)
{
    bool ok = true;
    for (size_t i = 0; i < chosen->policy->parameters.count; i++) {
        const struct sg_parameter *p = &chosen->policy->parameters.items[i];
        if (!is_set(chosen, p->name))
            ok = sg_fail(scope->findings, use->origin, "%s needs --set %s=VALUE, such as --set %s=%s",
                         chosen->policy->name, p->name, p->name, p->kind->example);
    }
    return ok;
}

bool sg_grant_choose_sam_template(struct sg_scope *scope, struct sg_catalog *catalog, const struct sg_use *use,
                                  struct sg_chosen_form *chosen)
{
    const struct sg_given *name = sg_given(use, "name", 4), *set = sg_given(use, "set", 3);
    *chosen = (struct sg_chosen_form){.form = SG_FORM_TEMPLATE, .why = "as asked"};
    chosen->policy = find_policy(scope, catalog, name);
    if (!chosen->policy)
        return false;
    bool ok = true;
    chosen->parameters.items = sg_new_array(scope->arena, struct sg_filled, set ? set->count : 0);
    for (size_t i = 0; set && i < set->count; i++)
        ok = read_setting(scope, set->values[i].origin, set->values[i].given, chosen) && ok;
    return ok && check_all_set(scope, use, chosen);
}
