#include "cli/bindings.h"
#include "cli/default_template.h"
#include "cli/options.h"
#include "cli/report.h"
#include "cli/trail_files.h"

#include <stdio.h>
#include <string.h>

struct suggest_args {
    struct args common;
    struct samgen_suggest_settings settings;
    enum samgen_suggest_form form;
    struct texts set, trail;
    const char *output;
    bool dry_run, strict;
};

static const struct option_word form_words[] = {
    {"text", SAMGEN_SUGGEST_TEXT}, {"json", SAMGEN_SUGGEST_JSON}, {"spec", SAMGEN_SUGGEST_SPEC}, {0}};

static const struct option_row options[] = {
    OUTPUT_OPTION(struct suggest_args, output),
    FUNCTION_OPTION(struct suggest_args, settings.function, "only this function"),
    {.name = "code",
     TEXT_IN(struct suggest_args, settings.code),
     .value = "DIR",
     .title = "the folder of the code, in place of CodeUri; from the folder of the template"},
    {.name = "trail",
     TEXTS_IN(struct suggest_args, trail),
     .value = "FILE|DIR",
     .title = "records of CloudTrail as further evidence, also packed by gzip"},
    REGION_OPTION(struct suggest_args, settings.region),
    SET_OPTION(struct suggest_args, set),
    {.name = "format",
     WORD_IN(struct suggest_args, form, enum samgen_suggest_form),
     .words = form_words,
     .title = "how to write the answer; spec: a samgen.yaml that grants what the code needs"},
    {.name = "apply",
     SWITCH_IN(struct suggest_args, settings.apply),
     .title = "write the missing grants into the template"},
    NO_KMS_OPTION(struct suggest_args, settings.no_kms, NO_TEMPLATE_KEYS),
    DRY_RUN_OPTION(struct suggest_args, dry_run),
    {.name = "strict",
     SWITCH_IN(struct suggest_args, strict),
     .title = "exit with 1 also when a role allows more than the code needs"},
    {0},
};

static enum samgen_status status_of(const struct suggest_args *own, const struct samgen_suggestion *found)
{
    if (own->form == SAMGEN_SUGGEST_SPEC)
        return SAMGEN_OK;
    bool lacks = own->settings.apply && !own->dry_run ? found->unfixed : found->lacks;
    return lacks || (own->strict && found->wide) ? SAMGEN_FINDINGS : SAMGEN_OK;
}

static enum samgen_status suggest(struct suggest_args *own)
{
    struct args *args = &own->common;
    struct samgen_input template;
    struct samgen_result result;
    struct samgen_suggestion found;
    enum samgen_status status = read_named_file(args, args->words[0], &template);
    if (status != SAMGEN_OK)
        return status;
    own->settings.trail = own->trail.count ? read_trails(args, &own->trail, &status) : NULL;
    if (status != SAMGEN_OK)
        return status;
    status = samgen_suggest(args->samgen, &template, &own->settings, own->form, &found, &result);
    report_findings(args, &result);
    if (status == SAMGEN_OK && !(own->settings.apply && own->dry_run))
        status = write_result(args, own->output, &result);
    if (status == SAMGEN_OK && own->dry_run && found.change.changed)
        print_diff(stdout, found.change.diff);
    else if (status == SAMGEN_OK)
        status = write_change(args, &template, &found.change);
    return status == SAMGEN_OK ? status_of(own, &found) : status;
}

static enum samgen_status run(struct args *args)
{
    struct suggest_args *own = (struct suggest_args *)args;
    struct bindings bindings;
    enum samgen_status status = args->word_count ? SAMGEN_OK : add_default_template(args, "suggest");
    if (status != SAMGEN_OK)
        return status;
    if (own->settings.apply && strcmp(args->words[0], "-") == 0) {
        report_error("suggest --apply edits a file, so it cannot read standard input; give the path of the template");
        return SAMGEN_BAD_INPUT;
    }
    bool ok = read_bindings(&own->set, &bindings);
    own->settings.bindings = bindings.items;
    own->settings.binding_count = bindings.count;
    status = ok ? suggest(own) : SAMGEN_BAD_INPUT;
    free_bindings(&bindings);
    return status;
}

const struct command command_suggest = {
    .name = "suggest",
    .arguments = "[TEMPLATE]",
    .title = "read the code of functions, and show what their roles lack and what no call uses",
    .details =
        "Reads the code that each handler reaches (Python, JavaScript and TypeScript), finds its calls of AWS, and\n"
        "through the template the resource that each call is for. Then compares with what the role allows:\n"
        "missing   the code needs it and no policy of the role allows it\n"
        "wide      the role allows it on more resources, or more actions, than the code uses\n"
        "unused    the role allows it and no call in the code was found\n"
        "unknown   the call was found, but not what it is for\n"
        "env       a variable that the code reads and the template does not define\n"
        "not read  code that can make calls and was not read\n"
        "Nothing of the code is run, and nothing outside the project is read.\n\n"
        "Exit status: 1 when something is missing, or with --strict wide; with --apply, when not all of it was "
        "written.\n\n" DEFAULT_TEMPLATE_DETAILS,
    .words = 1,
    .options = options,
    .size = sizeof(struct suggest_args),
    .run = run,
};
