#include "cli/default_template.h"
#include "cli/options.h"
#include "cli/report.h"

#include <stdint.h>
#include <stdio.h>
#include <string.h>

struct expand_args {
    struct args common;
    struct samgen_template_settings settings;
    const char *output;
};

static const struct option_row options[] = {
    FORMAT_OPTION(struct expand_args, settings.format),
    OUTPUT_OPTION(struct expand_args, output),
    FUNCTION_OPTION(struct expand_args, settings.function, "only this function"),
    ROLE_OPTION(struct expand_args, settings.role, "only this role of the template"),
    REGION_OPTION(struct expand_args, settings.region),
    {0},
};

static enum samgen_status expand_one(struct expand_args *own, const char *path, bool alone)
{
    struct args *args = &own->common;
    struct samgen_input template;
    struct samgen_result result;
    const char *error;
    own->settings.name_file = !alone;
    if (samgen_read_file(args->samgen, path, &template, &error) != SAMGEN_OK) {
        report_error("%s", error);
        return SAMGEN_FAILED;
    }
    enum samgen_status status = samgen_expand(args->samgen, &template, &own->settings, &result);
    report_findings(args, &result);
    if (status != SAMGEN_OK)
        return status;
    if (!alone && own->settings.format == SAMGEN_YAML)
        puts("---");
    return write_result(args, own->output, &result);
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
    struct expand_args *own = (struct expand_args *)args;
    if (!check_choice(own->settings.function, own->settings.role))
        return SAMGEN_BAD_INPUT;
    enum samgen_status worst = args->word_count ? SAMGEN_OK : add_default_template(args, "expand");
    if (worst != SAMGEN_OK)
        return worst;
    if (args->word_count > 1 && own->output) {
        report_error("--output takes the roles of one template only; redirect standard output instead");
        return SAMGEN_BAD_INPUT;
    }
    if (!reads_stdin_once(args)) {
        report_error("standard input can be read only once; only one of the templates can be -");
        return SAMGEN_BAD_INPUT;
    }
    for (size_t i = 0; i < args->word_count; i++) {
        enum samgen_status status = expand_one(own, args->words[i], args->word_count == 1);
        worst = status > worst ? status : worst;
        samgen_release(args->samgen); /* the memory of one template at a time */
    }
    return worst;
}

const struct command command_expand = {
    .name = "expand",
    .arguments = "[TEMPLATE ...]",
    .title = "print the role that SAM creates for each function, and the roles of the template",
    .details =
        "With several templates it prints one document for each, with the key \"file\". A template that SAM refuses "
        "is\n"
        "reported with the reason; the others are printed, and the exit status is 2. A function that has its own role\n"
        "is left out of \"functions\". The roles of the template itself are under \"roles\", with the policy "
        "resources\n"
        "that are attached to them and the resources that use them.\n\n" DEFAULT_TEMPLATE_DETAILS,
    .words = SIZE_MAX,
    .options = options,
    .size = sizeof(struct expand_args),
    .run = run,
};
