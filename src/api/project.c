#include <samgen/samgen.h>

#include "catalog/function.h"
#include "project/project.h"

#include <string.h>

#include "api/api_internal.h"

enum samgen_status samgen_new_project(struct samgen *samgen, const struct samgen_project_request *request,
                                      const struct samgen_settings *settings, struct samgen_project *made,
                                      struct samgen_result *result)
{
    struct sg_call call;
    struct sg_file_texts files = {0};
    struct samgen_settings own = *settings;
    struct sg_project_request inner = {.name = request->name,
                                       .runtime = request->runtime,
                                       .event = request->event,
                                       .vpc = request->vpc,
                                       .asked = {.count = request->grant_count, .no_logs = settings->no_logs}};
    *result = (struct samgen_result){0};
    *made = (struct samgen_project){0};
    own.template = NULL; /* references are checked against the project's own template */
    if (sg_api_start_call(samgen, &own, &call)) {
        inner.asked.grants = sg_new_array(samgen->arena, struct sg_asked_grant, request->grant_count);
        for (size_t i = 0; i < request->grant_count; i++)
            inner.asked.grants[i] = sg_api_ask(samgen, &request->grants[i]);
        if (sg_project_new(&call.scope, samgen->catalog, &inner, &call.settings, &files))
            *made = (struct samgen_project){.files = files.items, .file_count = files.count};
    }
    sg_api_publish(samgen, &call.findings, result);
    return made->files ? SAMGEN_OK : SAMGEN_BAD_INPUT;
}

size_t samgen_runtimes(struct samgen *samgen, const struct samgen_named_item **items)
{
    struct sg_findings findings = {.arena = samgen->arena};
    const struct sg_runtimes *all = sg_runtimes(samgen->catalog, &findings);
    size_t count = all ? all->runtimes.count : 0;
    struct samgen_named_item *list = sg_new_array(samgen->arena, struct samgen_named_item, count);
    for (size_t i = 0; i < count; i++)
        list[i] =
            (struct samgen_named_item){.name = all->runtimes.items[i].name, .title = all->runtimes.items[i].title};
    *items = list;
    return count;
}

size_t samgen_events(struct samgen *samgen, const struct samgen_named_item **items)
{
    struct sg_findings findings = {.arena = samgen->arena};
    struct sg_strings names = {0};
    size_t count = 0;
    sg_catalog_files(samgen->catalog, "functions/events", &names);
    struct samgen_named_item *list = sg_new_array(samgen->arena, struct samgen_named_item, names.count);
    for (size_t i = 0; i < names.count; i++) {
        const struct sg_event *event = sg_find_event(samgen->catalog, names.items[i], &findings);
        if (event)
            list[count++] = (struct samgen_named_item){.name = event->name, .title = event->title, .id = event->id};
    }
    *items = list;
    return count;
}
