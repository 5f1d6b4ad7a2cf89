#include <samgen/samgen.h>

#include "base/buffer.h"
#include "base/file.h"
#include "value/spec.h"
#include "value/template_key.h"
#include "sam/names.h"
#include "grant/generate.h"
#include "iam/arn.h"
#include "yaml/load.h"
#include "yaml/write.h"

#include <string.h>
#include <sys/stat.h>

#include "api/api_internal.h"
#include "api/context.h"

#define INDENT_MOST 64

const char *samgen_version(void)
{
    return SAMGEN_VERSION;
}

struct samgen *samgen_new(void)
{
    struct sg_arena *lasting = sg_arena_new();
    struct samgen *samgen = sg_new(lasting, struct samgen);
    samgen->lasting = lasting;
    samgen->arena = sg_arena_new();
    samgen->scratch = sg_arena_new();
    samgen->empty = sg_arena_mark(samgen->arena);
    samgen->catalog = sg_catalog_new(lasting);
    return samgen;
}

void samgen_release(struct samgen *samgen)
{
    sg_arena_rewind(samgen->arena, samgen->empty);
}

void samgen_free(struct samgen *samgen)
{
    if (!samgen)
        return;
    sg_arena_free(samgen->arena);
    sg_arena_free(samgen->scratch);
    sg_arena_free(samgen->lasting);
}

struct sg_catalog *sg_api_catalog(struct samgen *samgen)
{
    return samgen->catalog;
}

struct sg_arena *sg_api_arena(struct samgen *samgen)
{
    return samgen->arena;
}

enum samgen_status samgen_use_catalog(struct samgen *samgen, const char *directory)
{
    struct stat st;
    if (stat(directory, &st) != 0 || !S_ISDIR(st.st_mode))
        return SAMGEN_FAILED;
    return sg_catalog_use(samgen->catalog, directory) ? SAMGEN_OK : SAMGEN_BAD_INPUT;
}

static const char *partition_text(const char *partition)
{
    if (!partition)
        return "aws";
    return strcmp(partition, "auto") == 0 ? "${AWS::Partition}" : sg_known_partition(partition);
}

const struct sg_source *sg_api_input_source(struct samgen *samgen, const struct samgen_input *input)
{
    struct sg_source *source = sg_new(samgen->arena, struct sg_source);
    *source =
        (struct sg_source){.name = sg_copy(samgen->arena, input->name), .bytes = input->bytes, .length = input->length};
    return source;
}

const char *sg_api_beside(struct sg_arena *a, const char *file, const char *named)
{
    const char *slash = strrchr(file, '/');
    while (sg_starts_with(named, "./"))
        named += strlen("./");
    return *named == '/' || !slash ? named : sg_concat(a, sg_copy_bytes(a, file, (size_t)(slash + 1 - file)), named);
}

bool sg_api_start_call(struct samgen *samgen, const struct samgen_settings *settings, struct sg_call *call)
{
    *call = (struct sg_call){.findings = {.arena = samgen->arena}};
    call->scope = (struct sg_scope){.arena = samgen->arena, .findings = &call->findings, .catalog = samgen->catalog};
    call->scope.partition = partition_text(settings->partition);
    call->scope.partition_is_set = settings->partition != NULL;
    call->no_kms = settings->no_kms;
    call->settings = (struct sg_settings){
        .style = settings->style, .no_logs = settings->no_logs, .with_places = settings->with_places};
    if (settings->explain)
        call->settings.explain = settings->format == SAMGEN_JSON ? SG_EXPLAIN_BESIDE : SG_EXPLAIN_IN_TREE;
    if (!call->scope.partition)
        sg_fail(&call->findings, (struct sg_origin){.subject = "--partition"}, "\"%s\" is not one of %s, auto",
                settings->partition, sg_partition_list(samgen->arena));
    if (settings->indent > INDENT_MOST)
        sg_fail(&call->findings, (struct sg_origin){.subject = "--indent"}, "it must be at most %d", INDENT_MOST);
    if (settings->as != SAMGEN_AS_SAM || settings->trust || settings->roles || settings->region || settings->account)
        sg_api_check_as(call, settings);
    if (settings->template) {
        call->scope.names = &call->names;
        sg_template_names(samgen->arena, sg_api_input_source(samgen, settings->template), &call->findings,
                          &call->names);
    }
    return call->findings.errors == 0;
}

void sg_api_write_result(struct sg_buffer *b, const struct sg_node *root, const struct samgen_settings *settings)
{
    if (settings->format == SAMGEN_JSON)
        sg_write_json(b, root, settings->indent);
    else
        sg_write_yaml(b, root, settings->indent);
}

enum samgen_status sg_api_finish(struct samgen *samgen, struct sg_findings *findings, const struct sg_buffer *text,
                                 struct samgen_result *result)
{
    if (text->full)
        sg_fail(findings, (struct sg_origin){0}, "the result is larger than %zu MiB; ask for fewer functions at a time",
                SG_BUFFER_MOST / 1024 / 1024);
    sg_api_publish(samgen, findings, result);
    if (findings->errors)
        return SAMGEN_BAD_INPUT;
    result->text = text->text;
    result->length = text->length;
    return SAMGEN_OK;
}

struct sg_asked_grant sg_api_ask(struct samgen *samgen, const struct samgen_grant *grant)
{
    struct sg_arena *a = samgen->arena;
    struct sg_asked_grant asked = {.name = sg_copy(a, grant->name), .count = grant->option_count};
    asked.options = sg_new_array(a, struct sg_asked_option, asked.count);
    for (size_t i = 0; i < asked.count; i++) {
        const struct samgen_option *option = &grant->options[i];
        asked.options[i].name = sg_copy(a, option->name);
        asked.options[i].text = option->value ? sg_copy(a, option->value) : NULL;
        asked.options[i].origin.subject = sg_format(a, "--%s", option->name);
    }
    return asked;
}

enum samgen_status samgen_generate(struct samgen *samgen, const struct samgen_grant *grants, size_t grant_count,
                                   const struct samgen_settings *settings, struct samgen_result *result)
{
    struct sg_call call;
    struct sg_buffer text = sg_buffer_new(samgen->arena, SG_BUFFER_MOST);
    *result = (struct samgen_result){0};
    if (sg_api_start_call(samgen, settings, &call)) {
        struct sg_asked asked = {.count = grant_count};
        asked.grants = sg_new_array(samgen->arena, struct sg_asked_grant, grant_count);
        for (size_t i = 0; i < grant_count; i++)
            asked.grants[i] = sg_api_ask(samgen, &grants[i]);
        sg_api_ask_keys(&call, &asked);
        const struct sg_node *root = settings->as == SAMGEN_AS_SAM
                                         ? sg_grant_generate(&call.scope, samgen->catalog, &asked, &call.settings)
                                         : sg_api_generate_as(&call, &asked, settings);
        if (root)
            sg_api_write_result(&text, root, settings);
    }
    return sg_api_finish(samgen, &call.findings, &text, result);
}

bool sg_api_unknown_function(struct sg_call *call, const struct sg_spec *spec, const char *function)
{
    struct sg_strings known = {0};
    for (size_t i = 0; i < spec->count; i++)
        sg_push(call->scope.arena, &known, spec->functions[i].function);
    const char *near = sg_nearest(function, &known);
    return sg_fail(&call->findings, (struct sg_origin){.subject = "--function"},
                   "the spec has no function \"%s\"%s%s%s", function, near ? "; did you mean " : "", near ? near : "",
                   near ? "?" : "");
}

void sg_api_ask_keys(struct sg_call *call, struct sg_asked *asked)
{
    if (call->scope.names && !call->no_kms)
        sg_ask_template_keys(&call->scope, call->scope.catalog, asked);
}

const char *samgen_nearest(struct samgen *samgen, const char *word, const char *const *known, size_t known_count)
{
    struct sg_strings words = {0};
    for (size_t i = 0; i < known_count; i++)
        sg_push(samgen->arena, &words, known[i]);
    return sg_nearest(word, &words);
}

enum samgen_status samgen_read_file(struct samgen *samgen, const char *path, struct samgen_input *input,
                                    const char **error)
{
    input->name = strcmp(path, "-") == 0 ? "<stdin>" : sg_copy(samgen->arena, path);
    bool ok = sg_read_file(samgen->arena, path, SG_YAML_BYTES_MOST, &input->bytes, &input->length, error);
    return ok ? SAMGEN_OK : SAMGEN_FAILED;
}

enum samgen_status samgen_write_file(struct samgen *samgen, const char *path, const char *bytes, size_t length,
                                     const char **error)
{
    return sg_write_file(samgen->arena, path, bytes, length, error) ? SAMGEN_OK : SAMGEN_FAILED;
}
