#include "cli/command.h"
#include "cli/options.h"
#include "cli/report.h"

#include <stdint.h>
#include <stdio.h>
#include <string.h>

/* Of several templates each is printed as soon as it is read, and its memory given back. */
static enum samgen_status expand_one(struct args *args, const char *path, bool alone)
{
    struct samgen_input template;
    struct samgen_result result;
    const struct samgen_template_settings settings = {
        .format = args->settings.format, .name_file = !alone, .region = args->region, .function = args->function};
    const char *error;
    if (samgen_read_file(args->samgen, path, &template, &error) != SAMGEN_OK) {
        report_error("%s", error);
        return SAMGEN_FAILED;
    }
    enum samgen_status status = samgen_expand(args->samgen, &template, &settings, &result);
    report_findings(args, &result);
    if (status != SAMGEN_OK)
        return status;
    if (!alone && settings.format == SAMGEN_YAML)
        puts("---");
    return write_result(args, &result);
}

static bool reads_stdin_once(const struct args *args)
{
    size_t count = 0;
    for (size_t i = 0; i < args->word_count; i++)
        count += strcmp(args->words[i], "-") == 0;
    return count <= 1;
}

static enum samgen_status run(struct args *args)
{
    enum samgen_status worst = SAMGEN_OK;
    if (args->word_count == 0) {
        report_error("expand needs a template, such as template.yaml (- for standard input)");
        return SAMGEN_BAD_INPUT;
    }
    if (args->word_count > 1 && args->output) {
        report_error("--output takes the roles of one template; redirect standard output instead");
        return SAMGEN_BAD_INPUT;
    }
    if (!reads_stdin_once(args)) {
        report_error("standard input can be read only once; only one of the templates can be -");
        return SAMGEN_BAD_INPUT;
    }
    for (size_t i = 0; i < args->word_count; i++) {
        enum samgen_status status = expand_one(args, args->words[i], args->word_count == 1);
        worst = status > worst ? status : worst;
        samgen_release(args->samgen);
    }
    return worst;
}

const struct command command_expand = {
    .name = "expand",
    .arguments = "TEMPLATE ...",
    .title = "print the role that SAM creates for each function",
    .details =
        "Of several templates the roles are printed one document after the other, each with its \"file\". A template\n"
        "that SAM would refuse is reported with the reason, the others are still printed, and the exit status is 2.\n"
        "A function with a role of its own is left out.",
    .words = SIZE_MAX,
    .scopes = READS_TEMPLATE,
    .run = run,
};
