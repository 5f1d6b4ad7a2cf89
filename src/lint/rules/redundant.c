/* SG108: policies that SAM adds to the role anyway. */
#include "lint/fix.h"
#include "lint/rules_internal.h"
#include "lint/values_internal.h"

#include "base/text.h"
#include "sam/intrinsic.h"
#include "sam/policy_template.h"
#include "yaml/scalar.h"

#include <string.h>

/* SAM adds a policy for a property or for an event (aws-sam-translator, model/sam_resources.py, pull.py). */
static const struct {
    const char *property, *event;
    const char *policy; /* a managed policy, or a SAM policy template */
    bool other;         /* SAM adds another one, with what is needed; this one can allow more */
} rows[] = {
    {"VpcConfig", NULL, "AWSLambdaVPCAccessExecutionRole", false},
    {"VpcConfig", NULL, "VPCAccessPolicy", true},
    {"Tracing", NULL, "AWSXrayWriteOnlyAccess", false},
    {"Tracing", NULL, "AWSXRayDaemonWriteAccess", true},
    {NULL, "SQS", "AWSLambdaSQSQueueExecutionRole", false},
    {NULL, "Kinesis", "AWSLambdaKinesisExecutionRole", false},
    {NULL, "DynamoDB", "AWSLambdaDynamoDBExecutionRole", false},
    {NULL, "MSK", "AWSLambdaMSKExecutionRole", false},
};

static bool has_event(const struct sg_resource *function, const char *type)
{
    const struct sg_node *events = sg_get(function->properties, "Events");
    for (const struct sg_node *key = events && events->type == SG_MAP ? events->first : NULL; key;
         key = key->next->next) {
        const char *given = sg_get_text(key->next, "Type");
        if (given && strcmp(given, type) == 0)
            return true;
    }
    return false;
}

/* A value that depends on a condition may be AWS::NoValue. */
static bool has_property(const struct sg_resource *function, const char *name)
{
    const struct sg_node *value = sg_get(function->properties, name);
    if (!value || sg_is_nothing(value) || sg_intrinsic_name(value))
        return false;
    return value->type == SG_SCALAR ? strcmp(value->text, "Active") == 0 || strcmp(value->text, "PassThrough") == 0
                                    : value->count > 0;
}

/* The name of a managed policy of AWS, whatever the spelling of its ARN; or NULL. */
static const char *managed_name(struct sg_lint *l, const struct sg_node *entry)
{
    static const char before[] = ":iam::aws:policy/";
    bool is_document = entry->type == SG_MAP && !sg_intrinsic_name(entry);
    const char *text = is_document || sg_is_if(entry) ? NULL : sg_lint_text(l, entry);
    const char *slash = text ? strrchr(text, '/') : NULL;
    return slash ? strstr(text, before) ? slash + 1 : NULL : text;
}

static void check_entry(struct sg_lint *l, const struct sg_node *entry)
{
    const char *template = sg_policy_template_name(l->template, entry);
    const char *name = template ? template : managed_name(l, entry);
    for (size_t i = 0; name && i < sizeof rows / sizeof *rows; i++) {
        if (!sg_equals(rows[i].policy, name))
            continue;
        if (rows[i].event ? has_event(l->resource, rows[i].event) : has_property(l->resource, rows[i].property))
            sg_lint_report(l, SG108, entry, "%s is redundant: with %s SAM adds these permissions; remove this entry",
                           name, rows[i].event ? sg_format(l->arena, "the %s event", rows[i].event) : rows[i].property)
                ->fix = rows[i].other ? NULL : sg_lint_fix_remove(l, sg_lint_policies_of(l, l->resource), entry);
    }
}

void sg_lint_check_redundant(struct sg_lint *l)
{
    for (const struct sg_resource *r = NULL; (r = sg_lint_next_resource(l, r));)
        if (sg_has_type(r, SG_FUNCTION_TYPE))
            for (struct sg_lint_values v = sg_lint_values_of(l, sg_lint_policies_of(l, r)); sg_lint_next(&v);)
                check_entry(l, v.value);
}
