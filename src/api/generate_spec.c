#include <samgen/samgen.h>

#include "place/spec_places.h"
#include "value/spec.h"
#include "yaml/load.h"
#include "yaml/quote.h"
#include "yaml/write.h"

#include <string.h>

#include "api/generate_spec_internal.h"

/* Writes a block under the name of its function: an entry of the map that is the output. */
static void write_entry(struct sg_buffer *text, const char *function, const struct sg_node *root,
                        const struct samgen_settings *settings)
{
    sg_add_spaces(text, settings->indent);
    sg_add_scalar(text, function, SG_BLOCK);
    sg_add(text, ":\n");
    sg_write_yaml(text, root, settings->indent + 2);
}

/* The block of one function of a spec; NULL after reporting. */
static struct sg_node *generate_one(struct sg_call *call, const struct sg_asked *said)
{
    struct sg_asked asked = *said;
    struct sg_catalog *catalog = call->scope.catalog;
    sg_api_ask_keys(call, &asked);
    struct sg_node *root = sg_grant_generate(&call->scope, catalog, &asked, &call->settings);
    bool ok = root && call->settings.with_places ? sg_place_add_to_spec(&call->scope, catalog, &asked, root)
                                                 : sg_place_check_invokers(&call->scope, catalog, &asked);
    return ok ? root : NULL;
}

bool sg_api_generate_next(struct sg_spec_reader *reader, struct sg_call *call, const struct samgen_settings *settings,
                          struct sg_buffer *text, struct sg_asked *asked)
{
    if (!sg_spec_next(reader, asked))
        return false;
    const struct sg_node *root = generate_one(call, asked);
    if (root)
        write_entry(text, asked->function, root, settings);
    call->scope.variables = NULL;
    call->scope.variable_count = call->scope.variable_capacity = 0;
    return true;
}

/* Reads and writes one function after the other, and frees the memory of each before the next. */
static void generate_each(struct samgen *samgen, struct sg_call *call, const struct sg_source *spec,
                          const struct samgen_settings *settings, struct sg_buffer *text)
{
    struct sg_arena *passing = sg_arena_new();
    struct sg_spec_reader *reader = sg_spec_begin(samgen->arena, passing, samgen->catalog, spec, NULL, &call->findings);
    struct sg_asked asked;
    call->scope.arena = passing;
    while (sg_api_generate_next(reader, call, settings, text, &asked))
        ;
    sg_spec_end(reader);
    sg_arena_free(passing);
    call->scope.arena = samgen->arena;
    if (!text->length)
        sg_api_write_result(text, sg_map(samgen->arena), settings);
}

/* The tree of all functions, or with `function` of that one. All are generated, so that every fault is reported. */
static const struct sg_node *generate_tree(struct samgen *samgen, struct sg_call *call, const struct sg_source *source,
                                           const char *function)
{
    struct sg_spec read, *spec = &read;
    /* Faults are in the findings; the functions that could be read are checked too. */
    (void)sg_read_spec(samgen->arena, samgen->catalog, source, &call->findings, spec);
    struct sg_node *all = sg_map(samgen->arena), *one = NULL;
    for (size_t i = 0; i < spec->count; i++) {
        const struct sg_asked *asked = &spec->functions[i];
        struct sg_findings before = call->findings;
        struct sg_node *root = generate_one(call, asked);
        if (function && strcmp(asked->function, function) != 0 && call->findings.errors == before.errors)
            sg_forget_since(&call->findings, &before); /* notes about other functions */
        if (root)
            sg_put(samgen->arena, all, asked->function, root);
        if (function && strcmp(asked->function, function) == 0)
            one = root;
    }
    if (function && !one && !call->findings.errors)
        sg_api_unknown_function(call, spec, function);
    return function ? one : all;
}

#define BLOCKS_PER_SPEC 8 /* room for the output, which is about 4 times as long as the spec */

enum samgen_status samgen_generate_spec(struct samgen *samgen, const struct samgen_input *spec, const char *function,
                                        const struct samgen_settings *settings, struct samgen_result *result)
{
    struct sg_call call;
    size_t expected = spec->length > SG_YAML_BYTES_MOST ? 0 : spec->length * BLOCKS_PER_SPEC;
    struct sg_buffer text = sg_buffer_sized(samgen->arena, SG_BUFFER_MOST, expected);
    *result = (struct samgen_result){0};
    if (sg_api_start_call(samgen, settings, &call)) {
        const struct sg_source *source = sg_api_input_source(samgen, spec);
        if (settings->as != SAMGEN_AS_SAM) {
            const struct sg_node *root = sg_api_generate_spec_as(&call, source, function, settings);
            if (root)
                sg_api_write_result(&text, root, settings);
        } else if (!function && settings->format == SAMGEN_YAML) {
            if (!sg_api_generate_portions(samgen, &call, source, settings, &text))
                generate_each(samgen, &call, source, settings, &text);
        } else {
            const struct sg_node *root = generate_tree(samgen, &call, source, function);
            if (root)
                sg_api_write_result(&text, root, settings);
        }
    }
    return sg_api_finish(samgen, &call.findings, &text, result);
}
