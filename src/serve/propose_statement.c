#include "serve/completion_internal.h"

#include "base/buffer.h"
#include "base/set.h"
#include "catalog/action.h"
#include "catalog/target.h"
#include "catalog/type.h"
#include "iam/operator.h"

/* ---- The statement ---- */

static void take_texts(struct sg_completion *c, const struct sg_node *value, struct sg_strings *texts)
{
    if (value && value->type == SG_SCALAR)
        sg_push(c->arena, texts, value->text);
    for (const struct sg_node *item = value && value->type == SG_LIST ? value->first : NULL; item; item = item->next)
        if (item->type == SG_SCALAR)
            sg_push(c->arena, texts, item->text);
}

void sg_statement_actions(struct sg_completion *c, const struct sg_node *statement, struct sg_strings *actions)
{
    static const char *const keys[] = {"Action", "NotAction", "actions"};
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        take_texts(c, sg_get(statement, keys[i]), actions);
}

/* A loop over the actions that the statement names or that its patterns match; actions_of begins it. */
struct each_action {
    struct sg_strings texts;
    size_t next;
    const struct sg_actions *service; /* of the text before the next */
    const struct sg_action *action;
};

static struct each_action actions_of(struct sg_completion *c, const struct sg_node *statement)
{
    struct each_action each = {0};
    sg_statement_actions(c, statement, &each.texts);
    return each;
}

static bool next_action(struct sg_completion *c, struct each_action *each)
{
    while (true) {
        const char *text = each->next ? each->texts.items[each->next - 1] : NULL;
        each->action = each->service ? sg_next_action(each->service, strchr(text, ':') + 1, each->action) : NULL;
        if (each->action)
            return true;
        if (each->next == each->texts.count)
            return false;
        text = each->texts.items[each->next++];
        each->service = strchr(text, ':') ? sg_find_actions(c->catalog, text, NULL) : NULL;
    }
}

/* ---- Actions ---- */

/* All service prefixes. Those that grants are for come first: they are used most. */
static const struct sg_strings *services_of(struct sg_catalog *c)
{
    static const char key[] = "services in the order of proposals";
    const struct sg_strings *kept = sg_catalog_kept(c, key);
    struct sg_strings prefixes = {0}, used = {0};
    if (kept)
        return kept;
    struct sg_strings *made = sg_new(sg_catalog_arena(c), struct sg_strings);
    sg_action_services(c, &prefixes);
    sg_catalog_files(c, "grants", &used);
    for (int others = 0; others < 2; others++)
        for (size_t i = 0; i < prefixes.count; i++)
            if (sg_strings_have(&used, prefixes.items[i]) == !others)
                sg_push(sg_catalog_arena(c), made, prefixes.items[i]);
    return sg_catalog_keep(c, key, made);
}

static void propose_services(struct sg_completion *c)
{
    const struct sg_strings *services = services_of(c->catalog);
    for (size_t i = 0; i < services->count; i++)
        sg_propose(c, (struct sg_proposal){.label = sg_format(c->arena, "%s:", services->items[i]),
                                           .kind = SG_PROPOSE_MODULE});
}

void sg_propose_actions(struct sg_completion *c)
{
    const struct sg_actions *service = *c->typed ? sg_find_actions(c->catalog, c->typed, NULL) : NULL;
    if (!strchr(c->typed, ':'))
        propose_services(c);
    for (size_t i = 0; service && i < service->count; i++)
        sg_propose(c, (struct sg_proposal){.label = sg_action_name(c->arena, &service->items[i]),
                                           .kind = SG_PROPOSE_FUNCTION,
                                           .detail = sg_access_name(service->items[i].access),
                                           .fact = "action"});
}

/* ---- Resources ---- */

/* What the actions of a statement work on. */
struct works_on {
    struct sg_strings forms, services; /* ARNs of types, services in ARNs */
    bool all;                          /* "*" is right for one of them */
};

static void add_types(struct sg_completion *c, struct works_on *w, const struct sg_action *action)
{
    w->all = w->all || action->on_all || !action->type_count;
    for (size_t i = 0; i < action->type_count; i++)
        for (size_t n = 0; n < action->types[i].type->arn_count; n++) {
            const char *form = action->types[i].type->arns[n].form, *service = sg_arn_service(c->arena, form);
            sg_push_once(c->arena, &w->forms, form);
            if (service)
                sg_push_once(c->arena, &w->services, service);
        }
}

/* The ARN of a resource of the template, and what is in it. */
static void propose_own(struct sg_completion *c, const char *id, const char *type, const char *attribute)
{
    const char *dotted = strcmp(attribute, "Ref") == 0 ? id : sg_format(c->arena, "%s.%s", id, attribute);
    sg_propose_reference(c, id, attribute, type);
    sg_propose_intrinsic(c, sg_format(c->arena, "!Sub ${%s}/*", dotted),
                         sg_format(c->arena, "{\"Fn::Sub\": \"${%s}/*\"}", dotted),
                         sg_format(c->arena, "what is in it: %s", type));
}

static void propose_own_resources(struct sg_completion *c, const struct works_on *w)
{
    const struct sg_targets *targets = sg_targets(c->catalog, NULL);
    const struct sg_node *resources = sg_get(c->root, "Resources");
    const struct sg_node *key = resources && resources->type == SG_MAP ? resources->first : NULL;
    for (; key; key = key->next->next) {
        const char *name = sg_get_text(key->next, "Type");
        const struct sg_target *target = targets && name ? sg_target_of(targets, name) : NULL;
        struct sg_type type;
        if (target && (!w->services.count || sg_strings_have(&w->services, target->service)))
            propose_own(c, key->text, name, target->attribute);
        else if (!target && !w->services.count && name && sg_find_type(c->arena, c->catalog, name, &type) && type.arn)
            propose_own(c, key->text, name, type.arn);
    }
}

/* "arn:{partition}:s3:::{BucketName}/{ObjectName}" as a text for Fn::Sub, whose own parts the user fills in. */
static void propose_form(struct sg_completion *c, const char *form)
{
    static const char *const known[][2] = {
        {"partition", "${AWS::Partition}"}, {"region", "${AWS::Region}"}, {"account", "${AWS::AccountId}"}};
    struct sg_buffer label = sg_buffer_new(c->arena, SG_BUFFER_MOST), snippet = sg_buffer_new(c->arena, SG_BUFFER_MOST);
    const char *open = c->spot.json ? "{\"Fn::Sub\": \"" : "!Sub ";
    size_t number = 0;
    sg_add(&label, open);
    sg_add(&snippet, open);
    for (const char *p = form; *p;) {
        const char *end = *p == '{' ? strchr(p, '}') : NULL;
        const char *name = end ? sg_copy_bytes(c->arena, p + 1, (size_t)(end - p - 1)) : NULL, *text = NULL;
        for (size_t i = 0; name && i < sizeof known / sizeof *known; i++)
            text = strcmp(known[i][0], name) == 0 ? known[i][1] : text;
        if (!name)
            text = sg_copy_bytes(c->arena, p, 1);
        sg_add(&label, text ? text : name);
        if (text)
            sg_add(&snippet, sg_snippet_text(c->arena, text));
        else
            sg_add_format(&snippet, "${%zu:%s}", ++number, sg_snippet_text(c->arena, name));
        p = end ? end + 1 : p + 1;
    }
    sg_add(&label, c->spot.json ? "\"}" : "");
    sg_add(&snippet, c->spot.json ? "\"\\}" : "");
    sg_propose(c, (struct sg_proposal){.label = label.text,
                                       .kind = SG_PROPOSE_SNIPPET,
                                       .snippet = snippet.text,
                                       .plain = label.text,
                                       .whole = true});
}

void sg_propose_resources(struct sg_completion *c, const struct sg_node *statement)
{
    struct works_on w = {0};
    for (struct each_action each = actions_of(c, statement); next_action(c, &each);)
        add_types(c, &w, each.action);
    if (c->spot.tag) {
        sg_propose_ids(c, c->spot.tag);
        return;
    }
    propose_own_resources(c, &w);
    for (size_t i = 0; i < w.forms.count; i++)
        propose_form(c, w.forms.items[i]);
    if (w.all)
        sg_propose(c, (struct sg_proposal){.label = "\"*\"",
                                           .kind = SG_PROPOSE_VALUE,
                                           .snippet = "\"*\"",
                                           .plain = "\"*\"",
                                           .detail = "an action here works on \"*\" only",
                                           .whole = true});
}

/* ---- Conditions ---- */

static void propose_key_text(struct sg_completion *c, struct sg_proposal proposal)
{
    const char *quote = c->spot.json ? "\"" : "";
    size_t length = strlen(proposal.label) - sg_ends_with(proposal.label, "*"); /* a tag's key is the user's */
    proposal.snippet = sg_format(c->arena, "%s%.*s%s%s:", quote, (int)length, proposal.label,
                                 proposal.label[length] ? "${1:key}" : "", quote);
    proposal.plain = sg_format(c->arena, "%s%s%s:", quote, proposal.label, quote);
    proposal.whole = true;
    sg_propose(c, proposal);
}

void sg_propose_operators(struct sg_completion *c)
{
    static const char *const forms[] = {"%s", "%sIfExists", "ForAnyValue:%s", "ForAllValues:%s"};
    struct sg_strings names = {0};
    sg_iam_operator_names(c->arena, &names);
    for (size_t form = 0; form < sizeof forms / sizeof *forms; form++)
        for (size_t i = 0; i < names.count; i++) {
            const char *name = names.items[i], *end = strchr(forms[form], '%') + 2;
            if (form && strcmp(name, "Null") == 0)
                continue;
            const char *label = sg_format(c->arena, "%.*s%s%s", (int)(end - 2 - forms[form]), forms[form], name, end);
            propose_key_text(c, (struct sg_proposal){.label = label, .kind = SG_PROPOSE_OPERATOR, .fact = "operator"});
        }
}

static void add_key(struct sg_completion *c, struct sg_map *seen, const struct sg_action_key *key)
{
    if (sg_set_add(c->arena, seen, key->name))
        propose_key_text(c, (struct sg_proposal){
                                .label = key->name, .kind = SG_PROPOSE_PROPERTY, .detail = key->type, .fact = "key"});
}

static void add_keys(struct sg_completion *c, struct sg_map *seen, const struct sg_key_set *set)
{
    for (size_t i = 0; set && i < set->count; i++)
        add_key(c, seen, set->items[i]);
}

static void add_keys_of(struct sg_completion *c, struct sg_map *seen, const struct sg_action *action)
{
    add_keys(c, seen, action->keys);
    for (size_t i = 0; i < action->type_count; i++) {
        add_keys(c, seen, action->types[i].keys);
        add_keys(c, seen, action->types[i].type->keys);
    }
}

/* Those of the statement's actions, then those of all services. */
void sg_propose_keys(struct sg_completion *c, const struct sg_node *statement)
{
    struct sg_map seen = {.any_case = true};
    const struct sg_action_index *index = sg_action_index(c->catalog, NULL);
    for (struct each_action each = actions_of(c, statement); next_action(c, &each);)
        add_keys_of(c, &seen, each.action);
    for (size_t i = 0; index && i < index->key_count; i++)
        add_key(c, &seen, &index->keys[i]);
}
