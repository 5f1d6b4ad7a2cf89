#include "compare/expect.h"

#include "compare/universe_internal.h"
#include "compare/witness_internal.h"
#include "iam/pattern.h"

#include <string.h>

static struct sg_universe_statements statements_of(struct sg_arena *a, const struct sg_compared_policies *policies)
{
    struct sg_universe_statements all = {0};
    for (size_t i = 0; i < policies->count; i++)
        for (size_t k = 0; k < policies->items[i].policy->count; k++) {
            sg_grow(a, all.items, all.count, all.capacity);
            all.items[all.count++] = &policies->items[i].policy->statements[k];
        }
    return all;
}

static bool has_wildcard(const char *text)
{
    return strpbrk(text, "*?") != NULL;
}

bool sg_expect_actions(struct sg_arena *a, struct sg_catalog *catalog, const struct sg_compared_policies *policies,
                       const char *pattern, bool unknown, struct sg_strings *actions)
{
    size_t prefix = strcspn(pattern, ":");
    if (!has_wildcard(pattern)) {
        sg_push(a, actions, pattern);
        return true;
    }
    bool one_service = pattern[prefix] && !has_wildcard(sg_copy_bytes(a, pattern, prefix));
    const struct sg_actions *service = one_service ? sg_find_actions(catalog, pattern, NULL) : NULL;
    for (const struct sg_action *action = service ? sg_next_action(service, pattern, NULL) : NULL; action;
         action = sg_next_action(service, pattern, action))
        sg_push(a, actions, sg_action_name(a, action));
    if (actions->count && !unknown)
        return true;
    const struct sg_universe_statements all = statements_of(a, policies);
    struct sg_strings texts = {0};
    bool whole = sg_universe_actions(a, &all, pattern, &texts);
    for (size_t i = 0; i < texts.count; i++)
        if (strchr(texts.items[i], ':') && sg_iam_glob_action(pattern, texts.items[i]))
            sg_push_once(a, actions, texts.items[i]);
    return whole;
}

bool sg_expect_resources(struct sg_arena *a, const struct sg_compared_policies *policies, const char *pattern,
                         const struct samgen_context *context, size_t context_count, struct sg_strings *resources)
{
    struct sg_strings texts = {0};
    struct sg_iam_text arn;
    if (!has_wildcard(pattern)) {
        sg_push(a, resources, pattern);
        return true;
    }
    struct sg_universe_statements all = statements_of(a, policies);
    all.context = context;
    all.context_count = context_count;
    struct sg_iam_pattern *read = sg_new(a, struct sg_iam_pattern);
    sg_iam_resource_pattern(a, sg_iam_complete_arn(a, pattern), false, read);
    bool whole = sg_universe_resources(a, &all, pattern, &texts);
    for (size_t i = 0; i < texts.count; i++)
        if (sg_iam_arn_text(texts.items[i], &arn) && sg_iam_resource_match(read, &arn, SG_REACHES, NULL) == SG_MATCHES)
            sg_push_once(a, resources, texts.items[i]);
    return whole;
}
