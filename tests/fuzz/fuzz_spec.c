/*
 * A spec, of any bytes. Either there are faults, each at a place of the text, and no output; or the output has the
 * spec's functions in their order, each with a Policies list. The same spec gives the same again. So that a corpus
 * file is a spec as people write it, the settings come from its size.
 */
#include "fuzz.h"

#include "result.h"

#define CALLS_MOST 200 /* of one struct samgen, which keeps all its results */

static struct samgen *samgen;

static struct samgen_settings settings_for(size_t size)
{
    static const char *const partitions[] = {NULL, "aws-cn", "aws-us-gov", "auto"};
    return (struct samgen_settings){
        .style = (enum samgen_style)(size % 3),
        .format = size / 3 % 4 == 3 ? SAMGEN_JSON : SAMGEN_YAML,
        .indent = size / 12 % 3 * 4,
        .partition = partitions[size / 36 % 4],
        .explain = size % 5 == 0,
        .no_logs = size % 7 == 0,
        .with_places = size % 2 == 0,
    };
}

/* Policies and, with the other places, at most those two behind them. */
static void check_keys(const struct sg_node *block, bool with_places)
{
    static const char *const places[] = {"Resources", "CalleeResources"};
    size_t keys = 2;
    for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
        const struct sg_node *place = sg_get(block, places[i]);
        MUST(!place || (with_places && place->type == SG_MAP && place->count));
        keys += place ? 2 : 0;
    }
    MUST(block->count == keys);
}

static void check_functions(struct sg_arena *a, const struct samgen_input *spec, const struct sg_node *written,
                            bool with_places)
{
    const struct sg_source source = {.name = "spec", .bytes = spec->bytes, .length = spec->length};
    struct sg_findings findings = {.arena = a};
    const struct sg_node *root = sg_yaml_load(a, &source, SG_ALIASES_REFUSED, &findings);
    const struct sg_node *list = sg_get(root, "functions"), *key = written->first;
    MUST(list && list->type == SG_LIST && written->count == 2 * list->count);
    for (const struct sg_node *item = list->first; item; item = item->next, key = key->next->next) {
        const struct sg_node *policies = sg_get(key->next, "Policies");
        MUST(strcmp(sg_get_text(item, "name"), key->text) == 0);
        MUST(policies && policies->type == SG_LIST);
        check_keys(key->next, with_places);
    }
}

static void check_one(const struct samgen_input *spec, const struct samgen_settings *settings, const char *function)
{
    struct samgen_result result, again;
    struct sg_arena *a = sg_arena_new();
    enum samgen_status status = samgen_generate_spec(samgen, spec, function, settings, &result);
    const struct sg_node *written = check_result(a, status, &result, settings->format);
    if (written && function)
        MUST(sg_get(written, "Policies"));
    else if (written)
        check_functions(a, spec, written, settings->with_places);
    MUST(samgen_generate_spec(samgen, spec, function, settings, &again) == status);
    check_same(&result, &again);
    sg_arena_free(a);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static unsigned calls;
    if (calls++ % CALLS_MOST == 0) {
        samgen_free(samgen);
        samgen = samgen_new();
    }
    const struct samgen_input spec = {.name = "spec.yaml", .bytes = (const char *)data, .length = size};
    const struct samgen_settings settings = settings_for(size);
    check_one(&spec, &settings, NULL);
    check_one(&spec, &settings, "Ingest");
    return 0;
}
