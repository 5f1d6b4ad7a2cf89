#include "grant/choose.h"

#include "base/pieces.h"
#include "grant/cover.h"
#include "grant/needs.h"

#include <string.h>

/* The choice for one use. */
struct decision {
    const struct sg_preference *preference;
    struct sg_scope *scope;
    struct sg_catalog *catalog;
    const struct sg_use *use;
    const struct sg_policy **policies; /* of the grant's candidates; NULL: `auto` never takes it, whatever it allows */
    struct sg_statements needs;        /* SG_ARN_BY_NAME, as SAM's templates write ARNs */
    struct sg_strings named;           /* ARNs of the resources that the options name */
};

static const char *filled_value(const struct sg_filled *parameters, size_t count, const char *name, size_t length)
{
    for (size_t i = 0; i < count; i++)
        if (sg_is_word(parameters[i].parameter, name, length))
            return parameters[i].text;
    return NULL;
}

const char *sg_grant_instantiate_text(struct sg_arena *a, const char *pattern, const struct sg_filled *parameters,
                                      size_t count)
{
    static const struct sg_filled stack[] = {
        {"partition", "${AWS::Partition}"}, {"region", "${AWS::Region}"}, {"account", "${AWS::AccountId}"}};
    struct sg_pieces made;
    sg_pieces_begin(&made, a);
    while (*pattern) {
        const char *open = pattern;
        while (*open && *open != '{')
            open++;
        sg_pieces_add(&made, pattern, (size_t)(open - pattern));
        const char *close = open, *value = NULL;
        while (*close && *close != '}')
            close++;
        if (*close)
            value = filled_value(parameters, count, open + 1, (size_t)(close - open) - 1);
        if (*close && !value)
            value = filled_value(stack, sizeof stack / sizeof *stack, open + 1, (size_t)(close - open) - 1);
        if (value)
            sg_pieces_add(&made, value, strlen(value));
        else if (*open)
            sg_pieces_add(&made, open, 1);
        pattern = value ? close + 1 : *open ? open + 1 : open;
    }
    return sg_pieces_join(&made);
}

static struct sg_strings instantiate_texts(struct sg_arena *a, const struct sg_strings *patterns,
                                           const struct sg_filled *parameters, size_t count)
{
    struct sg_strings made = {0};
    for (size_t i = 0; i < patterns->count; i++)
        sg_push(a, &made, sg_grant_instantiate_text(a, patterns->items[i], parameters, count));
    return made;
}

static void instantiate_conditions(struct sg_arena *a, struct sg_statement *statement,
                                   const struct sg_filled *parameters, size_t count)
{
    size_t conditions = statement->conditions.count;
    const struct sg_condition *from = statement->conditions.items;
    if (!conditions)
        return;
    statement->conditions.items = sg_new_array(a, struct sg_condition, conditions);
    for (size_t i = 0; i < conditions; i++) {
        statement->conditions.items[i] = from[i];
        statement->conditions.items[i].values = instantiate_texts(a, &from[i].values, parameters, count);
    }
}

void sg_grant_instantiate(struct sg_scope *scope, const struct sg_policy *policy, const struct sg_filled *parameters,
                          size_t count, struct sg_statements *statements)
{
    statements->count = policy->statements.count;
    statements->items = sg_new_array(scope->arena, struct sg_statement, statements->count);
    for (size_t i = 0; i < statements->count; i++) {
        const struct sg_statement *from = &policy->statements.items[i];
        statements->items[i] = *from;
        statements->items[i].resources = instantiate_texts(scope->arena, &from->resources, parameters, count);
        instantiate_conditions(scope->arena, &statements->items[i], parameters, count);
    }
}

/* The text for a parameter; NULL if its option does not have exactly one value, or the value lacks the name or ARN. */
static const char *parameter_text(const struct decision *d, const struct sg_policy *policy,
                                  const struct sg_setting *setting)
{
    const struct sg_parameter *parameter = sg_find_parameter(policy, setting->parameter);
    if (setting->value || !parameter || !setting->option)
        return parameter ? setting->value : NULL;
    const struct sg_given *given = sg_given(d->use, setting->option, strlen(setting->option));
    if (!given || given->count != 1)
        return NULL;
    const struct sg_value *value = &given->values[0];
    if (sg_equals(parameter->holds, "arn"))
        return value->kind->arn ? sg_value_arn(d->scope, given->origin, value, NULL, SG_ARN_SHORTEST) : NULL;
    bool slashed = value->kind->drop && strcmp(parameter->holds, "slashed") == 0;
    if (!value->name || value->form || value->slash_unknown || value->slash_in_name)
        return NULL;
    return slashed ? sg_format(d->scope->arena, "%s%s", value->kind->drop, value->name) : value->name;
}

static bool fill_parameters(const struct decision *d, const struct sg_candidate *candidate,
                            struct sg_chosen_form *chosen)
{
    const struct sg_policy *policy = chosen->policy;
    chosen->parameters.items = sg_new_array(d->scope->arena, struct sg_filled, candidate->set.count);
    for (size_t i = 0; i < candidate->set.count; i++) {
        const char *text = parameter_text(d, policy, &candidate->set.items[i]);
        if (!text)
            return false;
        chosen->parameters.items[chosen->parameters.count++] =
            (struct sg_filled){.parameter = candidate->set.items[i].parameter, .text = text};
    }
    return chosen->parameters.count == policy->parameters.count;
}

/*
 * For the comparison, ARNs in parameters are built from names, as in the needs: both sides spell the partition alike.
 * Returns whether there are any.
 */
static bool compare_texts(const struct decision *d, const struct sg_candidate *candidate, struct sg_chosen_form *chosen,
                          struct sg_filled *texts)
{
    bool any = false;
    for (size_t i = 0; i < chosen->parameters.count; i++) {
        const char *option = candidate->set.items[i].option;
        const struct sg_given *given = option ? sg_given(d->use, option, strlen(option)) : NULL;
        const struct sg_parameter *parameter = sg_find_parameter(chosen->policy, chosen->parameters.items[i].parameter);
        texts[i] = chosen->parameters.items[i];
        if (!given || !sg_equals(parameter->holds, "arn"))
            continue;
        texts[i].text = sg_value_arn(d->scope, given->origin, &given->values[0], NULL, SG_ARN_BY_NAME);
        any = true;
    }
    return any;
}

/* An option that fills no parameter narrows the needs in a way that the template cannot express. */
static void find_dropped(const struct decision *d, const struct sg_candidate *candidate, struct sg_chosen_form *chosen)
{
    for (size_t g = 0; g < d->use->count; g++) {
        const struct sg_given *given = &d->use->given[g];
        bool used = given->by_default || (d->use->grant->kms && sg_equals(given->option->name, SG_KEY_OPTION));
        for (size_t i = 0; i < candidate->set.count && !used; i++)
            used = candidate->set.items[i].option && sg_equals(candidate->set.items[i].option, given->option->name);
        if (!used)
            sg_push(d->scope->arena, &chosen->dropped, given->option->name);
    }
}

/* Why a template that covers the needs is not chosen; NULL if it may be. */
static const char *misfit(const struct decision *d, const struct sg_chosen_form *chosen)
{
    struct sg_arena *a = d->scope->arena;
    const char *name = chosen->policy->name;
    bool fits =
        !chosen->dropped.count && !chosen->unconditional && !chosen->policy->dead.count && !chosen->reaches.count;
    if (fits || !d->preference->explain)
        return fits ? NULL : "";
    if (chosen->dropped.count || chosen->unconditional)
        return sg_format(a, "%s cannot express it this narrowly", name);
    if (chosen->policy->dead.count)
        return sg_format(a, "%s has actions that AWS never honours (%s)", name,
                         sg_join(a, &chosen->policy->dead, ", "));
    return sg_format(a, "%s also reaches %s", name, sg_join(a, &chosen->reaches, ", "));
}

/* Returns whether the candidate covers the needs; fills `chosen` with all that it allows. */
static bool consider(const struct decision *d, size_t candidate_index, struct sg_chosen_form *chosen)
{
    struct sg_arena *a = d->scope->arena;
    const struct sg_candidate *candidate = &d->use->grant->templates.items[candidate_index];
    *chosen =
        (struct sg_chosen_form){.form = SG_FORM_TEMPLATE, .policy = d->policies[candidate_index], .needs = d->needs};
    if (!fill_parameters(d, candidate, chosen))
        return false;
    struct sg_filled *texts = sg_new_array(a, struct sg_filled, chosen->parameters.count);
    bool arns = compare_texts(d, candidate, chosen, texts);
    struct sg_statements allowed;
    sg_grant_instantiate(d->scope, chosen->policy, texts, chosen->parameters.count, &allowed);
    const struct sg_compared_actions *compared = sg_grant_compare_actions(d->catalog, chosen->policy, &d->needs);
    if (!sg_grant_covers(&allowed, &d->needs, compared))
        return false;
    if (compared)
        chosen->excess = compared->excess;
    else
        sg_grant_excess_actions(a, chosen->policy, &d->needs, &chosen->excess);
    if (d->preference->explain)
        sg_grant_excess_parts(d->scope, d->catalog, chosen->policy, &allowed, &d->needs, &d->named, &chosen->parts);
    sg_grant_excess_resources(a, &allowed, &d->needs, &d->named, &chosen->reaches);
    find_dropped(d, candidate, chosen);
    chosen->unconditional = sg_grant_lacks_condition(&allowed, &d->needs);
    if (!arns)
        chosen->allowed = allowed;
    chosen->writes = compared ? compared->writes : sg_grant_excess_writes(chosen->policy, &chosen->excess);
    return true;
}

static const char *describe_excess(struct sg_arena *a, const struct sg_chosen_form *chosen)
{
    if (chosen->excess.count == 0 && chosen->reaches.count == 0 && chosen->parts.count == 0)
        return sg_format(a, "%s allows exactly this", chosen->policy->name);
    return sg_format(a, "%s covers it", chosen->policy->name);
}

/*
 * The policy of a candidate; NULL if `auto` never takes it, whatever it allows. --explain needs the reason, so it skips
 * none.
 */
static const struct sg_policy *policy_of(const struct decision *d, const struct sg_candidate *candidate)
{
    struct sg_chosen_form tried = {0};
    const struct sg_policy *policy = sg_find_policy(d->catalog, candidate->name, d->scope->findings);
    if (!policy || d->preference->style != SAMGEN_STYLE_AUTO || d->preference->explain)
        return policy;
    find_dropped(d, candidate, &tried);
    return policy->dead.count || tried.dropped.count ? NULL : policy;
}

static bool any_candidate(struct decision *d)
{
    bool any = false;
    d->policies = sg_new_array(d->scope->arena, const struct sg_policy *, d->use->grant->templates.count);
    for (size_t i = 0; i < d->use->grant->templates.count; i++) {
        d->policies[i] = policy_of(d, &d->use->grant->templates.items[i]);
        any = any || d->policies[i];
    }
    return any;
}

static void choose_template(const struct decision *d, struct sg_chosen_form *chosen)
{
    const char *why_not = "no SAM policy template covers it";
    struct sg_chosen_form wide = {0};
    for (size_t i = 0; i < d->use->grant->templates.count; i++) {
        struct sg_chosen_form tried;
        if (!d->policies[i] || !consider(d, i, &tried))
            continue;
        const char *reason = misfit(d, &tried);
        tried.why = d->preference->explain ? describe_excess(d->scope->arena, &tried) : "";
        if (!reason) {
            *chosen = tried;
            return;
        }
        why_not = reason;
        if (!wide.policy)
            wide = tried;
    }
    if (d->preference->style == SAMGEN_STYLE_TEMPLATE && wide.policy) {
        *chosen = wide;
        return;
    }
    if (d->preference->style == SAMGEN_STYLE_TEMPLATE)
        sg_report(d->scope->findings, SAMGEN_NOTE, d->use->origin,
                  "no SAM policy template covers %s as it is asked for, so its statements are inline",
                  d->use->grant->name);
    *chosen = (struct sg_chosen_form){.form = SG_FORM_INLINE, .why = why_not};
}

static bool offers(const struct sg_policy *policy, const char *partition)
{
    if (strcmp(partition, "${AWS::Partition}") != 0)
        return sg_strings_have(&policy->partitions, partition);
    return sg_strings_have(&policy->partitions, "aws-cn") && sg_strings_have(&policy->partitions, "aws-us-gov");
}

/* The first managed policy that exists in the stack's partition. */
static const struct sg_policy *find_managed(const struct decision *d)
{
    const struct sg_strings *names = &d->use->grant->managed;
    for (size_t i = 0; i < names->count; i++) {
        const struct sg_policy *policy = sg_find_managed(d->catalog, names->items[i], d->scope->findings);
        if (policy && offers(policy, d->scope->partition))
            return policy;
    }
    return NULL;
}

static void name_resources(struct decision *d)
{
    for (size_t g = 0; g < d->use->count; g++) {
        const struct sg_given *given = &d->use->given[g];
        for (size_t v = 0; v < given->count; v++) {
            struct sg_value *value = &given->values[v];
            if (!value->kind->arn || !(value->name || value->arn))
                continue;
            value->arn_by_name = sg_value_arn(d->scope, given->origin, value, NULL, SG_ARN_BY_NAME);
            sg_push(d->scope->arena, &d->named, value->arn_by_name);
        }
    }
}

bool sg_grant_choose(struct sg_scope *scope, struct sg_catalog *catalog, const struct sg_use *use,
                     const struct sg_preference *preference, struct sg_chosen_form *chosen)
{
    struct decision d = {.preference = preference, .scope = scope, .catalog = catalog, .use = use};
    if (preference->style == SAMGEN_STYLE_INLINE) {
        *chosen = (struct sg_chosen_form){.form = SG_FORM_INLINE, .why = "inline, as --style asks"};
        return true;
    }
    const struct sg_policy *managed = use->count == 0 ? find_managed(&d) : NULL;
    if (managed) {
        *chosen =
            (struct sg_chosen_form){.form = SG_FORM_MANAGED, .policy = managed, .why = "the AWS managed policy for it"};
        return true;
    }
    if (preference->no_templates) {
        *chosen = (struct sg_chosen_form){.form = SG_FORM_INLINE, .why = "inline, as only SAM has policy templates"};
        return true;
    }
    size_t errors = scope->findings->errors;
    if (any_candidate(&d)) {
        name_resources(&d);
        if (!sg_grant_needs(scope, use, SG_ARN_BY_NAME, &d.needs))
            return false;
    }
    choose_template(&d, chosen);
    return errors == scope->findings->errors;
}
