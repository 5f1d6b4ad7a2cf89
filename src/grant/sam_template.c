#include "grant/sam_template.h"

#include "catalog/name.h"

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
    sg_fail(scope->findings, origin, "no SAM policy template has the name \"%s\"%s%s%s", name->values[0].given,
            near ? " (did you mean " : "; `samgen list Policy` shows all", near ? near : "", near ? "?)" : "");
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
        sg_fail(scope->findings, origin, "%s has no parameter \"%s\"; it has %s", policy->name, name,
                sg_join(scope->arena, &known, ", "));
    else
        sg_fail(scope->findings, origin, "%s has no parameters; leave --set out", policy->name);
    return NULL;
}

/* The value in the shape the parameter holds, or NULL after saying why it cannot have it. */
static const char *parameter_text(struct sg_scope *scope, struct sg_origin origin, const struct sg_parameter *parameter,
                                  const struct sg_value *value)
{
    struct sg_arena *a = scope->arena;
    if (strcmp(parameter->holds, "arn") == 0)
        return sg_value_arn(scope, origin, value, NULL, SG_ARN_SHORTEST);
    if (value->region || value->account) {
        sg_fail(scope->findings, origin, "%s takes %s in the stack's own account and region, not an ARN or URL: %s",
                parameter->name, sg_kind_name(a, parameter->kind), value->given);
        return NULL;
    }
    if (value->form) {
        sg_fail(scope->findings, origin, "%s takes %s in its plain form, and would match nothing with \"%s\"",
                parameter->name, sg_kind_name(a, parameter->kind), value->given);
        return NULL;
    }
    if (!value->name) {
        sg_fail(scope->findings, origin, "%s takes %s, and \"%s\" gives an ARN; write ${Id} to let samgen choose",
                parameter->name, sg_kind_name(a, parameter->kind), value->given);
        return NULL;
    }
    bool slashed = strcmp(parameter->holds, "slashed") == 0;
    bool bare = strcmp(parameter->holds, "bare") == 0;
    bool has_slash = value->slashed || value->slash_in_name;
    if (!value->slash_unknown && ((slashed && !has_slash) || (bare && has_slash))) {
        sg_fail(scope->findings, origin, "%s takes a name %s a leading '/', so \"%s\" would match nothing; %s",
                parameter->name, bare ? "without" : "with", value->given,
                bare ? "use SSMParameterWithSlashPrefixReadPolicy" : "use SSMParameterReadPolicy");
        return NULL;
    }
    return slashed && value->slashed && value->kind->drop ? sg_format(a, "%s%s", value->kind->drop, value->name)
                                                          : value->name;
}

static bool is_set(const struct sg_chosen_form *choice, const char *parameter)
{
    for (size_t i = 0; i < choice->parameters.count; i++)
        if (strcmp(choice->parameters.items[i].parameter, parameter) == 0)
            return true;
    return false;
}

static bool read_setting(struct sg_scope *scope, struct sg_origin origin, const char *setting,
                         struct sg_chosen_form *choice)
{
    const char *equals = strchr(setting, '=');
    if (!equals || equals == setting)
        return sg_fail(scope->findings, origin, "\"%s\" is not Parameter=Value", setting);
    const char *name = sg_copy_bytes(scope->arena, setting, (size_t)(equals - setting));
    const struct sg_parameter *parameter = find_parameter(scope, choice->policy, origin, name);
    if (!parameter)
        return false;
    if (is_set(choice, name))
        return sg_fail(scope->findings, origin, "the parameter %s is set twice", name);
    origin.subject = origin.source ? origin.subject : sg_format(scope->arena, "--set %s", name);
    struct sg_value value;
    if (!sg_read_value(scope, origin, parameter->kind, equals + 1, &value))
        return false;
    const char *text = parameter_text(scope, origin, parameter, &value);
    choice->parameters.items[choice->parameters.count++] =
        (struct sg_filled){.parameter = parameter->name, .text = text};
    return text != NULL;
}

static bool check_all_set(struct sg_scope *scope, const struct sg_use *use, const struct sg_chosen_form *choice)
{
    bool ok = true;
    for (size_t i = 0; i < choice->policy->parameters.count; i++) {
        const struct sg_parameter *p = &choice->policy->parameters.items[i];
        if (!is_set(choice, p->name))
            ok = sg_fail(scope->findings, use->origin, "%s needs --set %s=VALUE, such as --set %s=%s",
                         choice->policy->name, p->name, p->name, p->kind->example);
    }
    return ok;
}

bool sg_grant_choose_sam_template(struct sg_scope *scope, struct sg_catalog *catalog, const struct sg_use *use,
                                  struct sg_chosen_form *choice)
{
    const struct sg_given *name = sg_given(use, "name", 4), *set = sg_given(use, "set", 3);
    *choice = (struct sg_chosen_form){.form = SG_FORM_TEMPLATE, .why = "as asked"};
    choice->policy = find_policy(scope, catalog, name);
    if (!choice->policy)
        return false;
    bool ok = true;
    choice->parameters.items = sg_new_array(scope->arena, struct sg_filled, set ? set->count : 0);
    for (size_t i = 0; set && i < set->count; i++)
        ok = read_setting(scope, set->values[i].origin, set->values[i].given, choice) && ok;
    return ok && check_all_set(scope, use, choice);
}
