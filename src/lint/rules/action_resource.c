/* SG201, SG202, SG304 to SG306, SG323 and SG324: actions and resources of a statement that do not fit. */
#include "lint/rules/action_internal.h"

#include <string.h>
#include <strings.h>

/*
 * The policy templates of SAM limit these to resources, although the Service Authorization Reference lists none for
 * them.
 */
static bool is_scoped_in_practice(const struct sg_action *action)
{
    static const char *const names[] = {"SendTaskSuccess", "SendTaskFailure", "SendTaskHeartbeat",
                                        "PutLifecycleEventHookExecutionStatus"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strcmp(names[i], action->name) == 0)
            return true;
    return false;
}

struct uses {
    size_t fits, needs_all, wrong, unknown;
};

/* What is known of an action on the resources of a text: functions of a template often ask for the same. */
struct sg_lint_use {
    const struct sg_action *action;
    enum sg_resource_use use;
    struct sg_lint_use *next;
};

/* Returns whether the second action has the types of resources of the first, so that both work on the same ones. */
static bool works_on_the_same(const struct sg_action *known, const struct sg_action *action)
{
    bool same = known->type_count == action->type_count && action->type_count;
    for (size_t i = 0; same && i < action->type_count; i++)
        same = known->types[i].type == action->types[i].type;
    return same || known == action;
}

static enum sg_resource_use use_of(struct sg_lint *l, const struct sg_action *action, const char *text)
{
    void **uses = sg_map_at(l->arena, &l->uses, text);
    for (const struct sg_lint_use *known = *uses; known; known = known->next)
        if (works_on_the_same(known->action, action))
            return known->use;
    struct sg_lint_use *made = sg_new(l->arena, struct sg_lint_use);
    *made = (struct sg_lint_use){.action = action, .use = sg_action_on(action, text), .next = *uses};
    *uses = made;
    return made->use;
}

static struct uses count_uses(struct sg_lint *l, const struct sg_action *action, const struct sg_lint_texts *resources)
{
    struct uses uses = {0};
    for (size_t i = 0; i < resources->count && !uses.fits; i++) {
        const char *text = resources->items[i].text;
        bool read = text && !sg_lint_is_unknown(text) && (strcmp(text, "*") == 0 || sg_starts_with(text, "arn:"));
        bool known = read && sg_lint_may_compare(l);
        enum sg_resource_use use = known ? use_of(l, action, text) : SG_RESOURCE_FITS;
        uses.unknown += !known;
        uses.fits += known && (use == SG_RESOURCE_FITS || use == SG_RESOURCE_WIDE);
        uses.needs_all += known && use == SG_RESOURCE_NEEDS_ALL;
        uses.wrong += known && use == SG_RESOURCE_WRONG;
    }
    return uses;
}

static bool is_bucket_arn(const char *arn)
{
    const char *name = strstr(arn, ":s3:::");
    return name && !strchr(name, '/');
}

/* The first resource whose ARN is known; NULL: they are all "*". */
static const struct sg_lint_text *first_known(const struct sg_lint_texts *resources)
{
    for (size_t i = 0; i < resources->count; i++)
        if (resources->items[i].text && sg_starts_with(resources->items[i].text, "arn:"))
            return &resources->items[i];
    return NULL;
}

static const char *forms_of(struct sg_arena *a, const struct sg_action *action)
{
    struct sg_strings forms = {0};
    for (size_t i = 0; i < action->type_count && i < 3; i++)
        for (size_t j = 0; j < action->types[i].type->arn_count && j < 1; j++)
            sg_push_once(a, &forms, action->types[i].type->arns[j].form);
    return sg_join(a, &forms, " or ");
}

/* The reason why a statement never allows an action. */
enum death { ALIVE, NEEDS_ALL, BUCKET_ACTION, OBJECT_ACTION, ELSEWHERE, DEATHS };

static enum death death_of(struct sg_lint *l, const struct sg_action *action, const struct sg_lint_statement *s)
{
    const struct uses uses = count_uses(l, action, &s->resources);
    if (uses.unknown || uses.fits || is_scoped_in_practice(action) || uses.needs_all + uses.wrong == 0)
        return ALIVE;
    if (uses.needs_all || action->on_all || !action->type_count)
        return NEEDS_ALL;
    const struct sg_lint_text *first = first_known(&s->resources);
    const char *arn = first ? first->text : "";
    if (strcmp(action->service->prefix, "s3") != 0 || !strstr(arn, ":s3:::"))
        return ELSEWHERE;
    return is_bucket_arn(arn) ? OBJECT_ACTION : BUCKET_ACTION;
}

/* Returns whether another statement of the document allows the action on its kind of resource. */
static bool is_given_elsewhere(struct sg_lint *l, const struct sg_lint_statement *s,
                               const struct sg_lint_named_action *named)
{
    for (size_t i = 0; i < s->document->count; i++) {
        const struct sg_lint_statement *other = &s->document->statements[i];
        if (other == s || other->deny || other->not_action || other->not_resource)
            continue;
        for (size_t j = 0; j < other->actions.count && sg_lint_may_compare(l); j++)
            if (other->actions.items[j].text && strcasecmp(other->actions.items[j].text, named->text->text) == 0 &&
                count_uses(l, named->action, &other->resources).fits)
                return true;
    }
    return false;
}

#define NAMES_MOST 5 /* actions in a message */

/* One finding for all actions with the same reason, at the first of them. */
static void report_dead(struct sg_lint *l, enum death death, const struct sg_lint_named_action **dead, size_t count,
                        const struct sg_lint_statement *s)
{
    struct sg_strings names = {0};
    for (size_t i = 0; i < count && i < NAMES_MOST; i++)
        sg_push(l->arena, &names, sg_action_name(l->arena, dead[i]->action));
    const char *list = sg_join(l->arena, &names, ", "), *more = count > NAMES_MOST ? " and others" : "";
    const char *work = count > 1 ? "work" : "works", *them = count > 1 ? "them" : "it";
    const struct sg_node *node = dead[0]->text->node;
    const struct sg_lint_text *first = first_known(&s->resources);
    const char *shown = first ? sg_lint_shown(l, first->node) : "\"*\"";
    if (death == NEEDS_ALL)
        sg_lint_report(
            l, SG306, node,
            "%s%s %s only on \"*\", so this statement does not %s %s; give %s a statement with Resource: \"*\"", list,
            more, work, s->deny ? "deny" : "allow", them, them);
    else if (death == BUCKET_ACTION)
        sg_lint_report(l, SG201, node, "%s%s %s on a bucket, but %s names objects; use the ARN of the bucket", list,
                       more, work, shown);
    else if (death == OBJECT_ACTION)
        sg_lint_report(l, SG202, node, "%s%s %s on objects, but %s names a bucket; add /* to it", list, more, work,
                       shown);
    else
        sg_lint_report(l, SG304, node, "%s%s %s not work on %s; %s on resources such as %s", list, more,
                       count > 1 ? "do" : "does", shown, count > 1 ? "the first works" : "it works",
                       forms_of(l->arena, dead[0]->action));
}

bool sg_lint_needs_no_permission(const struct sg_lint *l, const char *action)
{
    for (size_t i = 0; i < l->needs->without_permission.count; i++)
        if (strcasecmp(l->needs->without_permission.items[i].action, action) == 0)
            return true;
    return false;
}

static void check_actions(struct sg_lint *l, const struct sg_lint_named_actions *list, const enum death *deaths,
                          const struct sg_lint_statement *s)
{
    const struct sg_lint_named_action **dead = sg_new_array(l->arena, const struct sg_lint_named_action *, list->count);
    for (enum death death = NEEDS_ALL; death < DEATHS; death++) {
        size_t count = 0;
        for (size_t i = 0; i < list->count; i++) {
            const struct sg_lint_named_action *named = &list->items[i];
            if (deaths[i] != death || strpbrk(named->text->text, "*?"))
                continue;
            if (death == NEEDS_ALL && sg_lint_needs_no_permission(l, named->text->text)) {
                sg_lint_report(l, SG306, named->text->node, "%s needs no IAM permission; remove it", named->text->text)
                    ->milder = true; /* the call is not denied */
                continue;
            }
            bool elsewhere = !s->deny && is_given_elsewhere(l, s, named);
            if (!sg_lint_may_compare(l))
                return;
            if (elsewhere)
                sg_lint_report(
                    l, SG324, named->text->node,
                    "%s does not work on these resources, and another statement already allows it; remove it here",
                    named->text->text);
            else
                dead[count++] = named;
        }
        if (count)
            report_dead(l, death, dead, count, s);
    }
}

/* ---- Resources that no action works on ---- */

/* "x" and "x/..." or "x:*" are often written side by side out of habit. */
static bool has_partner(struct sg_lint *l, const struct sg_lint_texts *resources, const struct sg_lint_text *one)
{
    size_t length = strlen(one->text);
    for (size_t i = 0; i < resources->count && sg_lint_may_compare(l); i++) {
        const char *other = resources->items[i].text;
        size_t shared = other ? strlen(other) : 0;
        bool longer =
            other && shared > length && strncmp(other, one->text, length) == 0 && strchr("/:*", other[length]);
        bool shorter =
            other && shared < length && strncmp(other, one->text, shared) == 0 && strchr("/:*", one->text[shared]);
        if (longer || shorter)
            return true;
    }
    return false;
}

static void check_resource(struct sg_lint *l, const struct sg_lint_named_actions *list,
                           const struct sg_lint_texts *resources, const struct sg_lint_text *one)
{
    if (!one->text || !sg_starts_with(one->text, "arn:") || !list->count)
        return;
    for (size_t i = 0; i < list->count && sg_lint_may_compare(l); i++) {
        enum sg_resource_use use = sg_action_on(list->items[i].action, one->text);
        if (use == SG_RESOURCE_FITS || use == SG_RESOURCE_WIDE || is_scoped_in_practice(list->items[i].action))
            return;
    }
    bool partner = has_partner(l, resources, one);
    const char *shown = sg_lint_shown(l, one->node);
    if (!sg_lint_may_compare(l))
        return;
    if (partner)
        sg_lint_report(l, SG323, one->node, "no action of this statement works on %s; remove it", shown);
    else
        sg_lint_report(l, SG305, one->node,
                       "no action of this statement works on %s; add the missing action, or remove this resource",
                       shown);
}

void sg_lint_check_action_resources(struct sg_lint *l, const struct sg_lint_named_actions *list,
                                    const struct sg_lint_statement *s)
{
    enum death *deaths = sg_new_array(l->arena, enum death, list->count);
    size_t alive = 0;
    for (size_t i = 0; i < list->count; i++) {
        deaths[i] = death_of(l, list->items[i].action, s);
        alive += deaths[i] == ALIVE;
    }
    if (alive < list->count)
        check_actions(l, list, deaths, s);
    bool several = s->resources.count > 1; /* an action that works on a single resource works on this one */
    for (size_t i = 0; several && alive && list->complete && i < s->resources.count; i++)
        check_resource(l, list, &s->resources, &s->resources.items[i]);
}
