/*
 * A value, of any bytes, for each option of the catalog. data: the grant, the option, the settings, the value.
 * A value that is understood brings no wildcard of its own, and a plain name changes nothing but itself: the block is
 * that of the option's example with the one name in place of the other.
 */
#include "fuzz.h"

#include "api/api_internal.h"
#include "value/value.h"
#include "replaced.h"
#include "result.h"

#define CALLS_MOST 500 /* of one struct samgen, which keeps all its results */
#define OPTIONS_MOST 32

static struct samgen *samgen;
static struct sg_strings names; /* of all grants */

static void renew(void)
{
    samgen_free(samgen);
    samgen = samgen_new();
    struct sg_findings findings = {.arena = samgen->arena};
    names = (struct sg_strings){0};
    sg_grant_names(samgen->catalog, &names, &findings);
    MUST(names.count > 0 && findings.count == 0);
}

static bool is_kind(const struct sg_option *option, const char *value)
{
    return option->kind->value && strcmp(option->kind->value, value) == 0;
}

/* What the grant cannot do without when `fuzzed` is given. */
static bool is_needed(const struct sg_grant *grant, const struct sg_option *option, const struct sg_option *fuzzed)
{
    bool one_of = grant->one_of.count && strcmp(option->name, grant->one_of.items[0]) == 0;
    return option->required || grant->example || (one_of && !sg_strings_have(&grant->one_of, fuzzed->name));
}

static enum samgen_status generate(const struct sg_grant *grant, const struct sg_option *fuzzed, const char *value,
                                   const struct samgen_settings *settings, struct samgen_result *result)
{
    struct samgen_option options[OPTIONS_MOST] = {{fuzzed->name, value}};
    size_t count = 1;
    MUST(grant->options.count <= OPTIONS_MOST);
    for (size_t i = 0; i < grant->options.count; i++) {
        const struct sg_option *option = &grant->options.items[i];
        if (option != fuzzed && is_needed(grant, option, fuzzed))
            options[count++] =
                (struct samgen_option){option->name, is_kind(option, "flag") ? NULL : option->kind->example};
    }
    const struct samgen_grant call = {.name = grant->name, .options = options, .option_count = count};
    return samgen_generate(samgen, &call, 1, settings, result);
}

/* No '*' or '?' outside of ${...}. */
static void check_literal(const char *text)
{
    for (const char *p = text; p && *p; p = strncmp(p, "${", 2) == 0 ? sg_substitution_end(p) : p + 1)
        MUST(*p != '*' && *p != '?');
}

/* Reads the value; true for a plain name: no ARN, no reference, nowhere else. */
static bool read_value(struct sg_arena *a, const struct sg_option *option, const char *given, struct sg_value *value)
{
    struct sg_findings findings = {.arena = a};
    struct sg_scope scope = {.arena = a, .findings = &findings, .partition = "aws"};
    bool ok = sg_read_value(&scope, (struct sg_origin){0}, option->kind, given, value);
    MUST(ok == (findings.errors == 0));
    if (!ok || is_kind(option, "raw") || is_kind(option, "policy") || is_kind(option, "flag"))
        return false;
    MUST(value->name || value->arn);
    if (!option->kind->characters || !strchr(option->kind->characters, '*'))
        check_literal(value->name);
    check_literal(value->partition);
    check_literal(value->region);
    check_literal(value->account);
    bool elsewhere = value->arn || value->form || value->partition || value->region || value->account;
    return !elsewhere && !value->complete && !value->slash_unknown && !value->slash_in_name &&
           !sg_has_substitution(value->name);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static unsigned calls;
    if (calls++ % CALLS_MOST == 0)
        renew();
    struct sg_findings findings = {.arena = samgen->arena};
    const struct sg_grant *grant =
        size > 3 ? sg_find_grant(samgen->catalog, names.items[data[0] % names.count], &findings) : NULL;
    if (!grant || grant->options.count == 0)
        return 0;
    const struct sg_option *option = &grant->options.items[data[1] % grant->options.count];
    const struct samgen_settings any = {.style = data[2] % 3, .format = data[2] / 3 % 2, .explain = data[2] / 6 % 2};
    const struct samgen_settings plain = {.style = SAMGEN_STYLE_INLINE};
    struct samgen_result result, model;
    struct sg_value value, example;
    struct sg_arena *a = sg_arena_new();
    const char *given = sg_copy_bytes(a, (const char *)data + 3, size - 3), *shown = option->kind->example;

    check_result(a, generate(grant, option, given, &any, &result), &result, any.format);
    const struct sg_node *y = check_result(a, generate(grant, option, given, &plain, &result), &result, plain.format);
    const struct sg_node *x = check_result(a, generate(grant, option, shown, &plain, &model), &model, plain.format);
    bool comparable = read_value(a, option, given, &value) && read_value(a, option, shown, &example);
    if (x && y && comparable && !grant->example)
        check_replaced(a, x, y, example.name, value.name);
    sg_arena_free(a);
    return 0;
}
