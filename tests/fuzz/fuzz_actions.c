/*
 * A file of a service's actions, as a user's own catalog may have, and (its first line) an ARN to ask about. What is
 * read is in order; a fault is told inside the text; what covers every resource of a type names that type.
 */
#include "fuzz.h"

#include "catalog/action_file_internal.h"

#include <string.h>
#include <strings.h>

static void check_action(const struct sg_actions *service, const struct sg_action *action, const char *arn)
{
    MUST(action->service == service);
    MUST(action->on_all || action->type_count);
    MUST(sg_action_on(action, "*") == SG_RESOURCE_FITS);
    enum sg_resource_use use = sg_action_on(action, arn);
    MUST(use != SG_RESOURCE_WRONG || action->type_count);
    MUST((use != SG_RESOURCE_WIDE && use != SG_RESOURCE_NEEDS_ALL) || !action->type_count);
    for (size_t i = 0; i < action->type_count; i++)
        MUST(action->types[i].type >= service->types && action->types[i].type < service->types + service->type_count);
}

static void check_service(const struct sg_actions *service, const char *arn)
{
    size_t met = 0;
    for (size_t i = 0; i < service->count; i++) {
        MUST(i == 0 || strcasecmp(service->items[i - 1].name, service->items[i].name) < 0);
        check_action(service, &service->items[i], arn);
    }
    for (const struct sg_action *action = NULL; (action = sg_next_action(service, "*", action));)
        met++;
    MUST(met == service->count);
    if (sg_is_wide_arn(service, arn))
        MUST(!service->type_count || sg_resource_type_of(service, arn));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const struct sg_action_index nothing = {.source = ""};
    struct sg_arena *a = sg_arena_new();
    struct sg_findings findings = {.arena = a};
    const char *text = sg_copy_bytes(a, (const char *)data, size);
    size_t first = strcspn(text, "\n"), rest = first + (first < size);
    const char *arn = sg_copy_bytes(a, text, first < 2048 ? first : 2048);
    const struct sg_source source = {.name = "actions.txt", .bytes = text + rest, .length = size - rest};
    const struct sg_action_index *index = sg_read_action_index(a, &source, &findings);
    MUST((index == NULL) == (findings.errors == 1));
    findings = (struct sg_findings){.arena = a};
    const struct sg_actions *service = sg_read_actions(a, &source, NULL, "x", index ? index : &nothing, &findings);
    MUST((service == NULL) == (findings.errors == 1));
    if (service)
        check_service(service, arn);
    else
        MUST(findings.first->offset <= source.length);
    sg_arena_free(a);
    return 0;
}
