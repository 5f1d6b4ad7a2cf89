#include <samgen/samgen.h>

#include "catalog/function.h"
#include "project/project.h"

#include <string.h>

#include "api/api_internal.h"

/* One more function for a project that exists. */
static bool add(struct samgen *samgen, const struct samgen_project_request *request, struct sg_project_request *inner,
                struct sg_call *call, struct sg_file_texts *files, struct sg_project_into *made)
{
    const struct sg_project_into into = {
        .template = sg_api_input_source(samgen, request->into),
        .spec = request->spec ? sg_api_input_source(samgen, request->spec) : NULL,
    };
    return sg_project_add(&call->scope, samgen->catalog, inner, &call->settings, &into, files, made);
}

static struct samgen_file text_of(const struct samgen_input *input, const struct sg_source *made)
{
    return made ? (struct samgen_file){.path = input->name, .text = made->bytes, .length = made->length}
                : (struct samgen_file){0};
}

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
                                       .no_kms = settings->no_kms,
                                       .asked = {.count = request->grant_count, .no_logs = settings->no_logs}};
    *result = (struct samgen_result){0};
    *made = (struct samgen_project){0};
    own.template = NULL; /* references are checked against the project's own template */
    if (sg_api_start_call(samgen, &own, &call)) {
        inner.asked.grants = sg_new_array(samgen->arena, struct sg_asked_grant, request->grant_count);
        for (size_t i = 0; i < request->grant_count; i++)
            inner.asked.grants[i] = sg_api_ask(samgen, &request->grants[i]);
        struct sg_project_into added = {0};
        bool ok = request->into ? add(samgen, request, &inner, &call, &files, &added)
                                : sg_project_new(&call.scope, samgen->catalog, &inner, &call.settings, &files);
        if (ok)
            *made = (struct samgen_project){.files = files.items,
                                            .file_count = files.count,
                                            .function = added.function,
                                            .template = text_of(request->into, added.template),
                                            .spec = text_of(request->spec, added.spec)};
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
