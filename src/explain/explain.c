#include "explain/explain.h"

#include "base/list.h"
#include "sam/intrinsic.h"
#include "explain/beyond_grants_internal.h"
#include "yaml/scalar.h"

#include <string.h>

#define ALL_LEVELS ((1U << (SG_ACCESS_PERMISSIONS + 1)) - 1)

/* A statement that is being read. */
struct reading {
    struct sg_explanation *explanation;
    struct sg_arena *arena;
    const struct sg_template *template;
    const struct sg_granted *granted;
    const struct sg_node *statement;
    const char *when;     /* the current branch of an Fn::If ("if IsProd"), or NULL */
    const char *row_when; /* the branch that contains the whole statement, or NULL */
    enum sg_effect effect;
    struct sg_strings actions, resources, conditions;
    size_t first_row;
};

static struct sg_access_row *new_row(struct reading *r)
{
    struct sg_explanation *e = r->explanation;
    sg_grow(r->arena, e->rows, e->row_count, e->row_capacity);
    return &e->rows[e->row_count++];
}

typedef void take_fn(struct reading *r, const struct sg_node *value);

static void take_branch(struct reading *r, const char *word, const struct sg_node *condition,
                        const struct sg_node *value, take_fn *take);

/* Takes a value, each item of a list, or both branches of an Fn::If. */
static void take_each(struct reading *r, const struct sg_node *value, take_fn *take)
{
    struct sg_if items;
    if (!value || sg_is_no_value(value))
        return;
    if (value->type == SG_LIST) {
        for (const struct sg_node *item = value->first; item; item = item->next)
            take_each(r, item, take);
    } else if (sg_if_items(value, &items)) {
        take_branch(r, "if", items.condition, items.yes, take);
        take_branch(r, "unless", items.condition, items.no, take);
    } else {
        take(r, value);
    }
}

#define WHEN_MOST 255 /* bytes of a condition, and of all around it, because every item inside repeats them */

static void take_branch(struct reading *r, const char *word, const struct sg_node *condition,
                        const struct sg_node *value, take_fn *take)
{
    const char *outer = r->when, *name = sg_explain_value_text(r->arena, condition);
    if (!outer || strlen(outer) <= WHEN_MOST)
        r->when = sg_format(r->arena, "%s%s%s %s", outer ? outer : "", outer ? " and " : "", word,
                            strlen(name) <= WHEN_MOST ? name : "...");
    take_each(r, value, take);
    r->when = outer;
}

/* Returns the text of an item, with the branch that contains it. */
static const char *shown(struct reading *r, const struct sg_node *value)
{
    const char *text = sg_explain_value_text(r->arena, value);
    return r->when ? sg_format(r->arena, "%s (%s)", text, r->when) : text;
}

static void take_resource(struct reading *r, const struct sg_node *value)
{
    sg_push(r->arena, &r->resources, shown(r, value));
}

static void take_action(struct reading *r, const struct sg_node *value)
{
    sg_push(r->arena, &r->actions, sg_explain_value_text(r->arena, value));
}

static void shown_conditions(struct reading *r, const struct sg_node *conditions, struct sg_strings *texts)
{
    if (!conditions || conditions->type != SG_MAP)
        return;
    for (const struct sg_node *test = conditions->first; test; test = test->next->next)
        for (const struct sg_node *key = test->next->type == SG_MAP ? test->next->first : NULL; key;
             key = key->next->next)
            sg_push(r->arena, texts,
                    sg_format(r->arena, "%s %s %s", key->text, test->text, sg_explain_value_text(r->arena, key->next)));
}

static bool is_everything(const char *action)
{
    return strcmp(action, "*") == 0 || strcmp(action, "*:*") == 0;
}

static unsigned levels_of(struct reading *r, const char *action)
{
    const struct sg_actions *service = sg_find_actions(r->template->catalog, action, r->template->findings);
    unsigned levels = 0;
    if (is_everything(action))
        return ALL_LEVELS;
    for (const struct sg_action *one = service ? sg_next_action(service, action, NULL) : NULL; one;
         one = sg_next_action(service, action, one))
        levels |= 1U << one->access;
    return levels;
}

static const char *service_of(struct reading *r, const char *action)
{
    const struct sg_actions *service = sg_find_actions(r->template->catalog, action, r->template->findings);
    const char *colon = strchr(action, ':');
    if (service)
        return service->title;
    if (is_everything(action))
        return "all services";
    bool named = colon && colon[1] != ':' && action[0] != '$';
    return named ? sg_copy_bytes(r->arena, action, (size_t)(colon - action)) : "unknown services";
}

size_t sg_explain_line(struct sg_explanation *e, const struct sg_node *node)
{
    return sg_locate_next(e->cursor, node->start).line;
}

#define SERVICES_MOST 500 /* in one statement; AWS has fewer, so the others do not exist */

static struct sg_access_row *row_for(struct reading *r, const char *service)
{
    struct sg_explanation *e = r->explanation;
    for (size_t i = r->first_row; i < e->row_count; i++)
        if (strcmp(e->rows[i].service, service) == 0 || i - r->first_row == SERVICES_MOST)
            return &e->rows[i];
    struct sg_access_row *row = new_row(r);
    bool whole = r->granted->because || r->granted->type != SG_DOCUMENT_ENTRY;
    *row = (struct sg_access_row){
        .effect = r->effect,
        .service = e->row_count - r->first_row > SERVICES_MOST ? "others" : service,
        .all_but = sg_get(r->statement, "NotAction") != NULL,
        .all_other = sg_get(r->statement, "NotResource") != NULL,
        .resources = r->resources,
        .conditions = r->conditions,
        .when = r->row_when,
        .sid = sg_get_text(r->statement, "Sid"),
        .granted = r->granted,
        .line = sg_explain_line(e, whole ? r->granted->entry : r->statement),
    };
    return row;
}

/* Adds the rows of the statement for one value of its Effect. */
static void add_rows(struct reading *r, const struct sg_node *effect)
{
    const struct sg_node *not_action = sg_get(r->statement, "NotAction"), *others = sg_get(r->statement, "NotResource");
    const char *when = r->when;
    r->effect = effect->type == SG_SCALAR && strcmp(effect->text, "Deny") == 0 ? SG_DENY : SG_ALLOW;
    r->first_row = r->explanation->row_count;
    r->actions = r->resources = r->conditions = (struct sg_strings){0};
    r->row_when = !r->granted->when ? when
                  : !when           ? r->granted->when
                                    : sg_format(r->arena, "%s and %s", r->granted->when, when);
    r->when = NULL;
    shown_conditions(r, sg_get(r->statement, "Condition"), &r->conditions);
    take_each(r, others ? others : sg_get(r->statement, "Resource"), take_resource);
    take_each(r, not_action ? not_action : sg_get(r->statement, "Action"), take_action);
    r->when = when;
    for (size_t i = 0; i < r->actions.count; i++) {
        const char *action = r->actions.items[i];
        struct sg_access_row *row = row_for(r, not_action ? "all services" : service_of(r, action));
        if (row->levels != ALL_LEVELS)
            row->levels |= not_action ? ALL_LEVELS : levels_of(r, action);
        sg_push(r->arena, &row->actions, action);
    }
}

static void add_statement(struct reading *r, const struct sg_node *statement)
{
    static const struct sg_node none = {.type = SG_SCALAR, .text = "Allow"};
    const struct sg_node *effect = sg_get(statement, "Effect");
    r->statement = statement;
    if (statement->type == SG_MAP && !sg_intrinsic_name(statement))
        take_each(r, effect ? effect : &none, add_rows);
}

static void add_policy(struct sg_explanation *e, const struct sg_granted *granted)
{
    const struct sg_template *t = e->role->template;
    struct reading r = {.explanation = e, .arena = t->arena, .template = t, .granted = granted};
    take_each(&r, sg_get(granted->document, "Statement"), add_statement);
}

bool sg_explain_has_own_role(const struct sg_explanation *e)
{
    for (size_t i = 0; i < e->role->uses.count; i++)
        if (!e->role->uses.items[i].role || e->role->uses.items[i].role->own)
            return true;
    return false;
}

/* Collects the resources other than the explained one that use a role of it. */
static void find_others(struct sg_explanation *e, const struct sg_role *role, const struct sg_role_uses *uses)
{
    for (size_t i = 0; role->own && i < uses->count; i++)
        if (uses->items[i].role == role && uses->items[i].user != e->resource)
            sg_push_once(e->role->template->arena, &e->others, uses->items[i].user->id);
}

void sg_explain_role(const struct sg_template_role *role, const struct sg_role_uses *uses, struct sg_cursor *cursor,
                     struct sg_explanation *e)
{
    *e = (struct sg_explanation){
        .role = role, .resource = role->user ? role->user : role->role->resource, .cursor = cursor};
    e->line = sg_explain_line(e, e->resource->key);
    if (!role->user)
        find_others(e, role->role, uses);
    for (size_t i = 0; i < role->uses.count; i++)
        if (role->uses.items[i].role)
            find_others(e, role->uses.items[i].role, uses);
    for (size_t i = 0; i < role->granted.count; i++)
        add_policy(e, &role->granted.items[i]);
    sg_explain_beyond_grants(e);
}

const char *sg_explain_level_names(struct sg_arena *a, unsigned levels)
{
    struct sg_strings names = {0};
    if (levels == ALL_LEVELS)
        return "everything";
    for (unsigned access = SG_ACCESS_LIST; access <= SG_ACCESS_PERMISSIONS; access++)
        if (levels & 1U << access)
            sg_push(a, &names, sg_access_name((enum sg_access)access));
    return names.count ? sg_join(a, &names, ", ") : "unknown actions";
}

bool sg_explain_is_unused(const struct sg_explanation *e, const struct sg_access_row *row, const char *action)
{
    for (size_t i = 0; i < e->unused.count; i++)
        if (e->unused.items[i].line == row->line && row->effect == SG_ALLOW &&
            sg_strings_have(&e->unused.items[i].actions, action))
            return true;
    return false;
}

const char *sg_explain_row_form(const struct sg_access_row *row)
{
    static const char *const names[] = {[SG_MANAGED_ENTRY] = "managed",
                                        [SG_TEMPLATE_ENTRY] = "template",
                                        [SG_DOCUMENT_ENTRY] = "inline",
                                        [SG_UNKNOWN_ENTRY] = "unknown"};
    return names[row->granted->type];
}

/* Returns the name of the SAM policy template or managed policy of an entry. */
static const char *entry_name(const struct sg_granted *granted)
{
    const struct sg_node *entry = granted->entry;
    if (granted->type == SG_TEMPLATE_ENTRY && entry->type == SG_MAP && !sg_intrinsic_name(entry))
        return entry->first->text;
    return granted->name;
}

const char *sg_explain_row_origin(const struct sg_explanation *e, const struct sg_access_row *row)
{
    struct sg_arena *a = e->role->template->arena;
    const struct sg_granted *granted = row->granted;
    size_t line = row->line;
    const char *name = entry_name(granted);
    if (granted->because && granted->type != SG_DOCUMENT_ENTRY)
        return sg_format(a, "SAM adds it: %s", granted->because);
    if (granted->because)
        return sg_format(a, "line %zu, %s", line, granted->because);
    switch (granted->type) {
    case SG_MANAGED_ENTRY:
        return sg_format(a, "line %zu, managed policy %s", line, name);
    case SG_TEMPLATE_ENTRY:
        return sg_format(a, "line %zu, SAM template %s", line, name);
    case SG_DOCUMENT_ENTRY:
    case SG_UNKNOWN_ENTRY:
        break;
    }
    return row->sid ? sg_format(a, "line %zu, statement %s", line, row->sid) : sg_format(a, "line %zu, inline", line);
}
