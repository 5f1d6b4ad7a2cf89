/* SG506, SG507 and SG513: roles that cannot be assumed, or lack what SAM adds to the roles that it makes. */
#include "lint/fix.h"
#include "lint/reference_internal.h"
#include "lint/rules_internal.h"
#include "lint/statement_internal.h"
#include "lint/user_internal.h"
#include "lint/values_internal.h"

#include "catalog/place.h"
#include "catalog/sam.h"
#include "sam/intrinsic.h"
#include "sam/role_use.h"
#include "yaml/scalar.h"

#include <string.h>
#include <strings.h>

/* ---- SG506: who can assume the role ---- */

/* The service can be that of one region: "lambda.eu-west-1.amazonaws.com". */
static bool may_name(struct sg_lint *l, const struct sg_node *principal, const char *service)
{
    const char *text = sg_lint_text(l, principal);
    return !text || strcmp(text, "*") == 0 || strstr(text, "${") || sg_lint_is_service(text, service);
}

static bool trusts(struct sg_lint *l, const struct sg_node *document, const char *service)
{
    for (struct sg_lint_values v = sg_lint_values_at(l, document, "Statement"); sg_lint_next(&v);) {
        struct sg_lint_statement s;
        bool read = sg_lint_read_statement(v.value, &s);
        if (!read || !s.principal || s.principal->type == SG_SCALAR || sg_intrinsic_name(s.principal))
            return true;
        for (struct sg_lint_values p = sg_lint_values_at(l, s.principal, "Service"); sg_lint_next(&p);)
            if (may_name(l, p.value, service))
                return true;
    }
    return false;
}

static void check_trust(struct sg_lint *l, const struct sg_role_use *use)
{
    const struct sg_node *document = use->role ? use->role->trust : NULL;
    bool given = document && document->type == SG_MAP && document->start < document->end && use->trust;
    const struct sg_truster *truster = given ? sg_find_truster(l->catalog, use->trust, NULL) : NULL;
    l->resource = use->user;
    if (truster && !sg_intrinsic_name(document) && !trusts(l, document, truster->principal))
        sg_lint_report(l, SG506, use->role->own ? use->given : document,
                       "%s cannot assume this role, because its AssumeRolePolicyDocument does not name %s; add that "
                       "service",
                       use->user->id, truster->principal)
            ->milder = !sg_runs_with_role(l->template, use->user); /* many services check it only when they use it */
}

static void check_all_trust(struct sg_lint *l)
{
    struct sg_role_uses uses = {0};
    if (l->is_whole)
        sg_list_role_uses(&l->resolver, &l->roles, &uses);
    for (size_t i = 0; i < uses.count; i++)
        check_trust(l, &uses.items[i]);
}

/* ---- SG507 and SG513: permissions that SAM would have added ---- */

/* What a function needs, and what gives it: a managed policy, or the action on the value `on`. */
struct permission {
    enum sg_lint_rule code;
    const char *action, *arn, *why;
    const char *policy;
    const struct sg_node *on;
};

static const struct sg_splice *fix_of(struct sg_lint *l, const struct sg_lint_user *user, const struct permission *p)
{
    struct sg_strings actions = {0};
    if (p->policy)
        return sg_lint_fix_attach(l, user, p->policy);
    sg_push(l->arena, &actions, p->action);
    return p->on ? sg_lint_fix_allow(l, user, &actions, p->on) : NULL;
}

static const struct permission traces = {.code = SG513,
                                         .action = "xray:PutTraceSegments",
                                         .arn = "*",
                                         .why = "for its Tracing",
                                         .policy = "AWSXRayDaemonWriteAccess"};

static void check_may(struct sg_lint *l, const struct sg_lint_user *user, struct permission p)
{
    if (!sg_lint_may(l, user->access, p.action, p.arn))
        sg_lint_report(l, p.code, user->node, "%s needs %s %s, but its role %s does not allow it; add it to that role",
                       user->resource->id, p.action, p.why, user->role->id)
            ->fix = fix_of(l, user, &p);
}

static void check_baseline(struct sg_lint *l, const struct sg_lint_user *user)
{
    const struct sg_node *p = user->resource->properties, *tracing = sg_get(p, "Tracing"),
                         *vpc = sg_get(p, "VpcConfig");
    const struct sg_node *mode = sg_get(p, "TracingConfig") ? sg_get(sg_get(p, "TracingConfig"), "Mode") : tracing;
    bool traced = mode && mode->type == SG_SCALAR && strcmp(mode->text, "Active") == 0;
    bool logs = sg_lint_may(l, user->access, "logs:PutLogEvents", "*");
    check_may(l, user,
              (struct permission){.code = SG513,
                                  .action = logs ? "logs:CreateLogStream" : "logs:PutLogEvents",
                                  .arn = "*",
                                  .why = "to write its log",
                                  .policy = "AWSLambdaBasicExecutionRole"});
    if (traced)
        check_may(l, user, traces);
    if (vpc && !sg_is_nothing(vpc) && !sg_intrinsic_name(vpc))
        check_may(l, user,
                  (struct permission){.code = SG507,
                                      .action = "ec2:CreateNetworkInterface",
                                      .arn = "*",
                                      .why = "for its VpcConfig",
                                      .policy = "AWSLambdaVPCAccessExecutionRole"});
}

static const char *text_of(struct sg_lint *l, const struct sg_node *value)
{
    const char *text = value && !sg_is_if(value) ? sg_lint_text(l, value) : NULL;
    return text ? text : "*";
}

/* What a destination of this Type is, or NULL. */
static const struct sg_kind *kind_sent_as(const struct sg_lint *l, const char *type)
{
    for (size_t i = 0; i < l->targets->count; i++) {
        const struct sg_kind *kind = l->targets->items[i].kind;
        if (kind->sent_as && kind->receives && strcmp(kind->sent_as, type) == 0)
            return kind;
    }
    return NULL;
}

static void check_send(struct sg_lint *l, const struct sg_lint_user *user, const struct sg_node *type,
                       const struct sg_node *target, const char *why)
{
    const struct sg_kind *kind = target && sg_is_text(type) ? kind_sent_as(l, type->text) : NULL;
    if (kind)
        check_may(l, user,
                  (struct permission){
                      .code = SG507, .action = kind->receives, .arn = text_of(l, target), .why = why, .on = target});
}

/* AWS::Lambda::Function gives no Type, so the target is that of the template. */
static void check_dead_letters(struct sg_lint *l, const struct sg_lint_user *user, const struct sg_node *target)
{
    const struct sg_resource *named = target ? sg_lint_named(l, target, NULL) : NULL;
    const struct sg_kind *kind = named ? sg_lint_target_of(l, named)->kind : NULL;
    if (kind && kind->receives)
        check_may(l, user,
                  (struct permission){.code = SG507,
                                      .action = kind->receives,
                                      .arn = text_of(l, target),
                                      .why = "for its DeadLetterConfig",
                                      .on = target});
}

static void check_destinations(struct sg_lint *l, const struct sg_lint_user *user)
{
    const struct sg_node *p = user->resource->properties, *queue = sg_get(p, "DeadLetterQueue");
    const struct sg_node *config = sg_get(sg_get(p, "EventInvokeConfig"), "DestinationConfig");
    const struct sg_node *success = sg_get(config, "OnSuccess"), *failure = sg_get(config, "OnFailure");
    check_send(l, user, sg_get(queue, "Type"), sg_get(queue, "TargetArn"), "for its DeadLetterQueue");
    check_dead_letters(l, user, sg_get(sg_get(p, "DeadLetterConfig"), "TargetArn"));
    check_send(l, user, sg_get(success, "Type"), sg_get(success, "Destination"), "for its OnSuccess destination");
    check_send(l, user, sg_get(failure, "Type"), sg_get(failure, "Destination"), "for its OnFailure destination");
}

static const struct sg_polled *polled_by(const struct sg_lint *l, const char *event)
{
    for (size_t i = 0; i < l->targets->count; i++) {
        const struct sg_polled *polled = l->targets->items[i].kind->polled;
        if (polled && strcmp(polled->event, event) == 0)
            return polled;
    }
    return NULL;
}

/* The policy that SAM attaches for such an event. */
static const char *managed_of(struct sg_lint *l, const struct sg_polled *polled)
{
    const struct sg_property_owner *event =
        sg_find_property_owner(l->catalog, sg_concat(l->arena, "event ", polled->event), NULL);
    return event ? event->managed : NULL;
}

static void check_events(struct sg_lint *l, const struct sg_lint_user *user)
{
    const struct sg_node *events = sg_get(user->resource->properties, "Events");
    const struct sg_node *key = events && events->type == SG_MAP && !sg_intrinsic_name(events) ? events->first : NULL;
    for (; key; key = key->next->next) {
        const char *type = sg_get_text(key->next, "Type");
        const struct sg_node *properties = sg_get(key->next, "Properties");
        const struct sg_polled *polled = type ? polled_by(l, type) : NULL;
        if (polled)
            check_may(l, user,
                      (struct permission){.code = SG507,
                                          .action = polled->action,
                                          .arn = text_of(l, sg_get(properties, polled->property)),
                                          .why = sg_format(l->arena, "for its event %s", key->text),
                                          .policy = managed_of(l, polled)});
    }
}

/* How Lambda reads what has this ARN; NULL: it is not known. */
static const struct sg_polled *polled_in(const struct sg_lint *l, const char *arn)
{
    for (size_t i = 0; i < l->targets->count; i++) {
        const struct sg_target *target = &l->targets->items[i];
        if (target->kind->polled && strstr(arn, sg_format(l->arena, ":%s:", target->service)))
            return target->kind->polled;
    }
    return NULL;
}

/* SAM adds no permissions for mappings that are separate resources, to any role. */
static void check_mappings(struct sg_lint *l, const struct sg_lint_user *user)
{
    for (const struct sg_lint_mapping *source = user->mappings; source; source = source->next) {
        const struct sg_resource *named = sg_lint_named(l, source->arn, NULL);
        const char *arn = text_of(l, source->arn);
        const struct sg_polled *polled = named ? sg_lint_target_of(l, named)->kind->polled : polled_in(l, arn);
        if (polled && !sg_lint_may(l, user->access, polled->action, arn))
            sg_lint_report(
                l, SG507, source->arn,
                "Lambda reads this source with the role of %s, but that role does not allow %s on it; add it",
                user->resource->id, polled->action)
                ->fix = fix_of(l, user, &(struct permission){.policy = managed_of(l, polled)});
    }
}

/* CloudFormation also accepts texts as booleans. */
static bool is_enabled(const struct sg_node *value)
{
    return sg_is_true(value) || (sg_is_text(value) && strcasecmp(value->text, "true") == 0);
}

static void check_own(struct sg_lint *l, const struct sg_lint_user *user)
{
    if (sg_lint_is_machine(user)) {
        if (is_enabled(sg_get(sg_lint_machine_property(user, "Tracing"), "Enabled")))
            check_may(l, user, traces);
        return;
    }
    check_baseline(l, user);
    check_destinations(l, user);
    check_events(l, user);
}

void sg_lint_check_own_role(struct sg_lint *l)
{
    check_all_trust(l);
    for (const struct sg_lint_user *u = NULL; (u = sg_lint_next_user(l, u));) {
        check_mappings(l, u);
        if (u->role->own)
            check_own(l, u);
    }
}
