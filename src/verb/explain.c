#include "verb/explain.h"

#include "sam/intrinsic.h"
#include "verb/wider.h"
#include "yaml/scalar.h"

#include <string.h>

#define ALL_LEVELS ((1U << (SG_ACCESS_PERMISSIONS + 1)) - 1)

/* A statement being read, and where its rows go. */
struct reading {
    struct sg_explanation *explanation;
    struct sg_arena *arena;
    const struct sg_template *template;
    const struct sg_granted *granted;
    const struct sg_node *statement;
};

static struct sg_access_row *new_row(struct reading *r)
{
    struct sg_explanation *e = r->explanation;
    if (e->row_count == e->row_capacity) {
        struct sg_access_row *old = e->rows;
        e->row_capacity = e->row_capacity ? 2 * e->row_capacity : 16;
        e->rows = sg_new_array(r->arena, struct sg_access_row, e->row_capacity);
        if (e->row_count)
            memcpy(e->rows, old, e->row_count * sizeof *old);
    }
    return &e->rows[e->row_count++];
}

/* The texts of an element that is one value or a list of them. */
static void shown_texts(struct reading *r, const struct sg_node *value, struct sg_strings *texts)
{
    bool list = value && value->type == SG_LIST;
    for (const struct sg_node *item = list ? value->first : value; item; item = list ? item->next : NULL)
        sg_push(r->arena, texts, sg_shown_value(r->arena, item));
}

static void shown_conditions(struct reading *r, const struct sg_node *conditions, struct sg_strings *texts)
{
    if (!conditions || conditions->type != SG_MAP)
        return;
    for (const struct sg_node *operator= conditions->first; operator; operator= operator->next->next)
        for (const struct sg_node *key = operator->next->type == SG_MAP ? operator->next->first : NULL; key;
             key = key->next->next)
            sg_push(r->arena, texts,
                    sg_format(r->arena, "%s %s %s", key->text, operator->text, sg_shown_value(r->arena, key->next)));
}

static unsigned levels_of(struct reading *r, const char *action)
{
    const struct sg_actions *service = sg_find_actions(r->template->catalog, action, r->template->findings);
    unsigned levels = 0;
    if (strcmp(action, "*") == 0)
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
    return colon ? sg_copy_bytes(r->arena, action, (size_t)(colon - action)) : "all services";
}

static struct sg_access_row *row_for(struct reading *r, size_t first_row, const char *service)
{
    for (size_t i = first_row; i < r->explanation->row_count; i++)
        if (strcmp(r->explanation->rows[i].service, service) == 0)
            return &r->explanation->rows[i];
    struct sg_access_row *row = new_row(r);
    const char *effect = sg_get_text(r->statement, "Effect");
    *row = (struct sg_access_row){
        .effect = effect && strcmp(effect, "Deny") == 0 ? SG_DENY : SG_ALLOW,
        .service = service,
        .all_but = sg_get(r->statement, "NotAction") != NULL,
        .all_other = sg_get(r->statement, "NotResource") != NULL,
        .sid = sg_get_text(r->statement, "Sid"),
        .granted = r->granted,
        .offset = r->granted->because || r->granted->type != SG_DOCUMENT_ENTRY ? r->granted->entry->start
                                                                               : r->statement->start,
    };
    shown_texts(r, sg_get(r->statement, row->all_other ? "NotResource" : "Resource"), &row->resources);
    shown_conditions(r, sg_get(r->statement, "Condition"), &row->conditions);
    return row;
}

static void add_statement(struct reading *r)
{
    struct sg_strings actions = {0};
    size_t first_row = r->explanation->row_count;
    const struct sg_node *not_action = sg_get(r->statement, "NotAction");
    shown_texts(r, not_action ? not_action : sg_get(r->statement, "Action"), &actions);
    for (size_t i = 0; i < actions.count; i++) {
        const char *service = not_action ? "all services" : service_of(r, actions.items[i]);
        struct sg_access_row *row = row_for(r, first_row, service);
        row->levels |= not_action ? ALL_LEVELS : levels_of(r, actions.items[i]);
        sg_push(r->arena, &row->actions, actions.items[i]);
    }
}

static void add_policy(struct sg_explanation *e, const struct sg_granted *granted)
{
    const struct sg_template *t = e->role->template;
    struct reading r = {.explanation = e, .arena = t->arena, .template = t, .granted = granted};
    const struct sg_node *statements = sg_get(granted->document, "Statement");
    bool list = statements && statements->type == SG_LIST;
    for (const struct sg_node *s = list ? statements->first : statements; s; s = list ? s->next : NULL) {
        r.statement = s;
        if (s->type == SG_MAP && !sg_intrinsic_name(s))
            add_statement(&r);
    }
}

void sg_explain_role(const struct sg_template_role *role, struct sg_explanation *e)
{
    *e = (struct sg_explanation){.role = role};
    for (size_t i = 0; i < role->granted.count; i++)
        add_policy(e, &role->granted.items[i]);
    sg_find_wider(e);
}

const char *sg_level_names(struct sg_arena *a, unsigned levels)
{
    struct sg_strings names = {0};
    if (levels == ALL_LEVELS)
        return "everything";
    for (unsigned access = SG_ACCESS_LIST; access <= SG_ACCESS_PERMISSIONS; access++)
        if (levels & 1U << access)
            sg_push(a, &names, sg_access_name((enum sg_access)access));
    return names.count ? sg_join(a, &names, ", ") : "unknown actions";
}

const char *sg_row_form(const struct sg_access_row *row)
{
    static const char *const names[] = {[SG_MANAGED_ENTRY] = "managed",
                                        [SG_TEMPLATE_ENTRY] = "template",
                                        [SG_DOCUMENT_ENTRY] = "inline",
                                        [SG_UNKNOWN_ENTRY] = "unknown"};
    return names[row->granted->type];
}

/* The template or managed policy that an entry names. */
static const char *entry_name(const struct sg_granted *granted)
{
    const struct sg_node *entry = granted->entry;
    if (granted->type == SG_TEMPLATE_ENTRY && entry->type == SG_MAP && !sg_intrinsic_name(entry))
        return entry->first->text;
    return granted->name;
}

const char *sg_row_origin(const struct sg_explanation *e, const struct sg_access_row *row)
{
    struct sg_arena *a = e->role->template->arena;
    const struct sg_granted *granted = row->granted;
    size_t line = sg_locate(e->role->template->source, row->offset).line;
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
