#include "serve/fact_internal.h"

#include "catalog/action.h"
#include "catalog/description.h"
#include "catalog/document.h"
#include "catalog/operation.h"
#include "iam/operator.h"
#include "yaml/write.h"

#define MATCHES_MOST 40 /* actions of a pattern that are named */

void sg_add_code(struct sg_buffer *b, const char *text)
{
    sg_add_char(b, '`');
    for (; *text; text++)
        if (*text != '`')
            sg_add_char(b, *text == '\n' ? ' ' : *text);
    sg_add_char(b, '`');
}

static void add_codes(struct sg_buffer *b, const struct sg_strings *texts)
{
    for (size_t i = 0; i < texts->count; i++) {
        sg_add(b, i ? ", " : "");
        sg_add_code(b, texts->items[i]);
    }
}

/* ---- Actions ---- */

/* Operations of the same name that need the action. */
static void add_operations(struct samgen *samgen, const struct sg_action *action, const char *full, struct sg_buffer *b)
{
    struct sg_operation *found;
    size_t count;
    sg_operations_named(sg_api_arena(samgen), sg_api_catalog(samgen), action->name, &found, &count, NULL);
    for (size_t i = 0; i < count; i++) {
        if (!found[i].client || !sg_strings_have(&found[i].actions, full))
            continue;
        sg_add_format(b, "Allows the operation `%s` of the client `%s`.\n\n", found[i].name, found[i].client->name);
        return;
    }
}

static void add_types(const struct sg_action *action, struct sg_buffer *b)
{
    if (!action->type_count) {
        sg_add(b, "Resources: works on `*` only\n\n");
        return;
    }
    sg_add(b, "Resources:\n\n");
    for (size_t i = 0; i < action->type_count; i++) {
        const struct sg_resource_type *type = action->types[i].type;
        sg_add_format(b, "- %s%s", type->name, action->types[i].required ? " (required)" : "");
        for (size_t n = 0; n < type->arn_count; n++) {
            sg_add(b, n ? ", " : ": ");
            sg_add_code(b, type->arns[n].form);
        }
        sg_add(b, "\n");
    }
    sg_add(b, action->on_all ? "- `*`, where AWS asks for it without a resource\n\n" : "\n");
}

static void take_keys(struct sg_arena *a, const struct sg_key_set *set, struct sg_strings *names)
{
    for (size_t i = 0; set && i < set->count; i++)
        sg_push_once(a, names, set->items[i]->name);
}

static void add_keys(struct samgen *samgen, const struct sg_action *action, struct sg_buffer *b)
{
    struct sg_arena *a = sg_api_arena(samgen);
    struct sg_strings names = {0};
    take_keys(a, action->keys, &names);
    for (size_t i = 0; i < action->type_count; i++) {
        take_keys(a, action->types[i].keys, &names);
        take_keys(a, action->types[i].type->keys, &names);
    }
    sg_add(b, "Condition keys: ");
    add_codes(b, &names);
    sg_add_format(b, "%sthose that every request carries, such as `aws:SourceIp`\n\n", names.count ? "; and " : "");
}

static void add_grants(struct samgen *samgen, const char *full, struct sg_buffer *b)
{
    const struct samgen_item *items;
    size_t count = samgen_list(samgen, full, &items), said = 0;
    for (size_t i = 0; i < count; i++)
        if (items[i].type == SAMGEN_ITEM_GRANT && strcmp(items[i].name, "allow") != 0)
            sg_add_format(b, "%s`%s`", said++ ? ", " : "Grants of samgen with it: ", items[i].name);
    sg_add(b, said ? "\n\n" : "");
}

static void add_action(struct samgen *samgen, const struct sg_action *action, struct sg_buffer *b)
{
    const char *full = sg_action_name(sg_api_arena(samgen), action);
    const char *does = sg_action_description(sg_api_arena(samgen), sg_api_catalog(samgen), action);
    sg_add_format(b, "**%s**\n\n%s.\n\nAn action of %s. Access level: %s.\n\n", full,
                  does ? does : "What it does is unknown", action->service->title, sg_access_name(action->access));
    add_operations(samgen, action, full, b);
    add_types(action, b);
    add_keys(samgen, action, b);
    add_grants(samgen, full, b);
    sg_add_format(b, "_Service Authorization Reference, from %s_\n",
                  sg_action_index(sg_api_catalog(samgen), NULL)->source);
}

static void add_pattern(const struct sg_actions *service, const char *name, const char *pattern, struct sg_buffer *b)
{
    size_t count = 0;
    for (const struct sg_action *next = NULL; (next = sg_next_action(service, pattern, next));)
        count++;
    sg_add_format(b, "**%s**\n\n%zu actions of %s\n\n", name, count, service->title);
    size_t shown = 0;
    for (const struct sg_action *next = NULL; shown < MATCHES_MOST && (next = sg_next_action(service, pattern, next));)
        sg_add_format(b, "- `%s:%s` (%s)\n", service->prefix, next->name, (shown++, sg_access_name(next->access)));
    if (count > shown)
        sg_add_format(b, "- and %zu more\n", count - shown);
}

bool sg_fact_action(struct samgen *samgen, const char *name, struct sg_buffer *b)
{
    struct sg_catalog *c = sg_api_catalog(samgen);
    const char *colon = strchr(name, ':');
    const struct sg_actions *service = colon ? sg_find_actions(c, name, NULL) : NULL;
    if (!service)
        return false;
    if (strpbrk(colon, "*?")) {
        add_pattern(service, name, colon + 1, b);
        return true;
    }
    const struct sg_action *action = sg_find_action(c, name, NULL);
    if (action)
        add_action(samgen, action, b);
    return action != NULL;
}

/* ---- Condition keys and operators ---- */

/* A key of any service is under the prefix of its name. */
bool sg_fact_key(struct samgen *samgen, const char *name, struct sg_buffer *b)
{
    struct sg_catalog *c = sg_api_catalog(samgen);
    const struct sg_action_index *index = sg_action_index(c, NULL);
    const struct sg_actions *service = strchr(name, ':') ? sg_find_actions(c, name, NULL) : NULL;
    const struct sg_action_key *found = NULL;
    for (size_t i = 0; index && i < index->key_count && !found; i++)
        if (sg_iam_glob_action(index->keys[i].name, name))
            found = &index->keys[i];
    bool global = found && !found->tag;
    for (size_t i = 0; service && i < service->key_count && !found; i++)
        if (sg_iam_glob_action(service->keys[i].name, name))
            found = &service->keys[i];
    if (!found)
        return false;
    sg_add_format(b, "**%s**\n\nA condition key of type %s. %s\n", found->name, found->type,
                  global       ? "Requests to any service can carry it."
                  : found->tag ? "Only requests about tags or resources with tags carry it."
                               : "Only some requests carry it: see the actions.");
    return true;
}

bool sg_fact_operator(struct samgen *samgen, const char *name, struct sg_buffer *b)
{
    const char *colon = strchr(name, ':'), *bare = colon ? colon + 1 : name, *end = strstr(bare, "IfExists");
    const struct sg_iam_operator *op = sg_iam_find_operator(bare, end ? (size_t)(end - bare) : strlen(bare));
    (void)samgen;
    if (!op)
        return false;
    sg_add_format(b, "**%s**\n\nA condition operator. It compares with %s%s.", name, op->wants ? op->wants : "a text",
                  op->negated ? ", and is met when no value matches" : "");
    if (end)
        sg_add(b, " `IfExists`: it is met too when the request does not have the key.");
    if (colon && sg_starts_with(name, "ForAnyValue"))
        sg_add(b, " `ForAnyValue`: at least one value of the request must match.");
    if (colon && sg_starts_with(name, "ForAllValues"))
        sg_add(b, " `ForAllValues`: all values of the request must match; without values it is met.");
    sg_add(b, "\n");
    return true;
}

/* ---- Policies ---- */

/* Texts that are joined with ", ", each as code. */
static void add_joined(struct sg_arena *a, const char *joined, struct sg_buffer *b)
{
    for (const char *end; (end = strstr(joined, ", ")); joined = end + 2) {
        sg_add_code(b, sg_copy_bytes(a, joined, (size_t)(end - joined)));
        sg_add(b, ", ");
    }
    sg_add_code(b, joined);
}

static void add_info(struct sg_arena *a, const struct samgen_grant_info *info, const char *what, struct sg_buffer *b)
{
    sg_add_format(b, "**%s**\n\n%s. %s.\n\n", info->name, what, info->title);
    for (size_t i = 0; i < info->option_count; i++) {
        const struct samgen_option_info *o = &info->options[i];
        sg_add_format(b, "- `%s`: %s%s%s\n", o->name, o->title, o->required ? " (required)" : "",
                      o->repeats ? " (may repeat)" : "");
    }
    sg_add(b, info->option_count ? "\n" : "");
    for (size_t i = 0; i < info->need_count; i++) {
        const struct samgen_need *need = &info->needs[i];
        sg_add(b, "- allows ");
        add_joined(a, need->actions, b);
        sg_add(b, " on ");
        add_joined(a, need->resources, b);
        sg_add_format(b, "%s%s%s\n", *need->when ? " (" : "", need->when, *need->when ? ")" : "");
    }
    sg_add(b, info->need_count ? "\n" : "");
    for (size_t i = 0; i < info->note_count; i++)
        sg_add_format(b, "%s\n\n", info->notes[i]);
}

bool sg_fact_template(struct samgen *samgen, const char *name, struct sg_buffer *b)
{
    struct samgen_grant_info info = {0};
    if (!samgen_describe_template(samgen, name, &info))
        return false;
    add_info(sg_api_arena(samgen), &info, "A SAM policy template", b);
    return true;
}

bool sg_fact_grant(struct samgen *samgen, const char *name, struct sg_buffer *b)
{
    struct samgen_grant_info info = {0};
    if (!samgen_describe(samgen, name, &info))
        return false;
    const char *what =
        sg_format(sg_api_arena(samgen), "A grant%s%s", info.service ? " for " : "", info.service ? info.service : "");
    add_info(sg_api_arena(samgen), &info, what, b);
    return true;
}

/* "arn:aws:iam::aws:policy/service-role/Name" gives "Name". */
bool sg_fact_managed(struct samgen *samgen, const char *name, struct sg_buffer *b)
{
    struct sg_catalog *c = sg_api_catalog(samgen);
    struct sg_arena *a = sg_api_arena(samgen);
    const char *slash = strrchr(name, '/'), *bare = slash ? slash + 1 : name;
    if (slash && !strstr(name, ":iam::aws:policy/"))
        return false;
    const struct sg_managed_name *known = sg_find_managed_name(c, bare, NULL);
    if (!known)
        return false;
    const struct sg_source *source;
    const struct sg_node *document = sg_managed_document(a, c, bare, true, &source, NULL);
    sg_add_format(b, "**%s**\n\nA managed policy of AWS: `arn:aws:iam::aws:policy/%s%s`.\n\n", bare,
                  known->path ? known->path : "", bare);
    if (known->unknown_to_sam)
        sg_add(b, "SAM does not know this name: give the ARN.\n\n");
    if (document)
        sg_add_format(b, "```yaml\n%s```\n", sg_yaml_text(a, document));
    else
        sg_add(b, "What it allows is unknown: samgen does not have its document.\n");
    return true;
}

/* ---- Rules ---- */

bool sg_fact_rule(struct samgen *samgen, const char *code, struct sg_buffer *b)
{
    const struct samgen_rule *rules;
    size_t count = samgen_rules(samgen, &rules);
    for (size_t i = 0; i < count; i++) {
        if (strcmp(rules[i].code, code) != 0)
            continue;
        sg_add_format(b, "**%s** %s\n\n%s\n", code, rules[i].title, rules[i].why);
        return true;
    }
    return false;
}
