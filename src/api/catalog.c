#include <samgen/samgen.h>

#include "api/api_internal.h"
#include "base/list.h"
#include "grant/describe.h"

#include <string.h>
#include <strings.h>

static struct samgen_option_info describe_option(const struct sg_option *option)
{
    return (struct samgen_option_info){
        .name = option->name,
        .title = option->title,
        .kind = option->kind->title,
        .example = option->kind->example,
        .initial = option->initial,
        .required = option->required,
        .repeats = option->repeats,
        .flag = sg_is_flag(option),
        .positional = option->positional,
    };
}

static void describe_needs(struct sg_arena *a, const struct sg_grant *grant, struct samgen_grant_info *info)
{
    struct samgen_need *needs = sg_new_array(a, struct samgen_need, grant->needs.count + 1);
    for (size_t i = 0; i < grant->needs.count; i++) {
        const struct sg_statement *need = &grant->needs.items[i];
        needs[i] = (struct samgen_need){
            .when = sg_grant_describe_when(a, need),
            .actions = sg_join(a, &need->actions, ", "),
            .resources = sg_join(a, &need->resources, ", "),
        };
    }
    info->needs = needs;
    info->need_count = grant->needs.count;
    if (grant->kms)
        needs[info->need_count++] = (struct samgen_need){
            .when = "--kms-key",
            .actions = sg_join(a, &grant->kms->actions, ", "),
            .resources = "{kms-key}",
        };
}

static void describe_forms(struct sg_arena *a, const struct sg_grant *grant, struct samgen_grant_info *info)
{
    struct sg_strings forms = {0};
    for (size_t i = 0; i < grant->managed.count; i++)
        sg_push(a, &forms, grant->managed.items[i]);
    for (size_t i = 0; i < grant->templates.count; i++)
        sg_push(a, &forms, grant->templates.items[i].name);
    info->forms = forms.items;
    info->form_count = forms.count;
}

void sg_api_describe_options(struct sg_arena *a, const struct sg_grant *grant, struct samgen_grant_info *info)
{
    struct samgen_option_info *options = sg_new_array(a, struct samgen_option_info, grant->options.count);
    for (size_t i = 0; i < grant->options.count; i++)
        options[i] = describe_option(&grant->options.items[i]);
    *info = (struct samgen_grant_info){
        .name = grant->name,
        .title = grant->title,
        .service = grant->service ? grant->service->title : NULL,
        .options = options,
        .option_count = grant->options.count,
        .notes = grant->notes.items,
        .note_count = grant->notes.count,
        .one_of = sg_join(a, &grant->one_of, ", "),
        .example = sg_grant_describe_example(a, grant),
    };
}

bool samgen_describe(struct samgen *samgen, const char *name, struct samgen_grant_info *info)
{
    struct sg_arena *a = samgen->arena;
    const struct sg_grant *grant = sg_find_grant(samgen->catalog, name, NULL);
    if (!grant)
        return false;
    sg_api_describe_options(a, grant, info);
    describe_needs(a, grant, info);
    describe_forms(a, grant, info);
    return true;
}

/* A list that is being built. */
struct listing {
    struct sg_arena *arena;
    const char *word;
    struct samgen_item *items;
    size_t count, capacity;
};

static bool has_word(const char *text, const char *word)
{
    size_t length = strlen(word);
    for (; text && *text; text++)
        if (strncasecmp(text, word, length) == 0)
            return true;
    return length == 0;
}

static void add_item(struct listing *l, enum samgen_item_type type, const char *name, const char *title)
{
    if (l->word && !has_word(name, l->word) && !has_word(title, l->word))
        return;
    sg_grow(l->arena, l->items, l->count, l->capacity);
    l->items[l->count++] = (struct samgen_item){.type = type, .name = name, .title = title};
}

static void list_grants(struct samgen *samgen, struct listing *l, struct sg_findings *f)
{
    struct sg_strings services = {0};
    sg_catalog_files(samgen->catalog, "grants", &services);
    for (size_t s = 0; s < services.count; s++) {
        const struct sg_service *service = sg_find_service(samgen->catalog, services.items[s], f);
        for (size_t g = 0; service && g < service->grants.count; g++)
            add_item(l, SAMGEN_ITEM_GRANT, service->grants.items[g].name, service->grants.items[g].title);
    }
}

size_t samgen_list(struct samgen *samgen, const char *word, const struct samgen_item **items)
{
    struct listing l = {.arena = samgen->arena, .word = word};
    struct sg_strings policies = {0};
    list_grants(samgen, &l, NULL);
    sg_catalog_files(samgen->catalog, "policies", &policies);
    for (size_t i = 0; i < policies.count; i++) {
        const struct sg_policy *policy = sg_find_policy(samgen->catalog, policies.items[i], NULL);
        if (policy)
            add_item(&l, SAMGEN_ITEM_TEMPLATE, policy->name, policy->title);
    }
    const struct sg_managed_names *managed = word ? sg_managed_names(samgen->catalog, NULL) : NULL;
    for (size_t i = 0; managed && i < managed->policies.count; i++) {
        const struct sg_managed_name *row = &managed->policies.items[i];
        const char *path = row->path ? row->path : "";
        add_item(&l, SAMGEN_ITEM_MANAGED, row->name,
                 sg_format(samgen->arena, "arn:aws:iam::aws:policy/%s%s", path, row->name));
    }
    *items = l.items;
    return l.count;
}
