#include "cli/options.h"
#include "cli/report.h"

struct grant_args {
    struct args common;
    struct samgen_settings settings;
    enum given_format format;
    const char *template_path, *output;
};

static const struct option_row options[] = {
    STYLE_OPTION(struct grant_args, settings.style),
    AS_OPTION(struct grant_args, settings.as),
    TRUST_OPTION(struct grant_args, settings.trust),
    ROLES_OPTION(struct grant_args, settings.roles),
    STACK_REGION_OPTION(struct grant_args, settings.region),
    STACK_ACCOUNT_OPTION(struct grant_args, settings.account),
    {.name = "format",
     WORD_IN(struct grant_args, format, enum given_format),
     .words = given_format_words,
     .title = "how to write the result (default yaml; json with --as document)"},
    INDENT_OPTION(struct grant_args, settings.indent),
    EXPLAIN_OPTION(struct grant_args, settings.explain),
    NO_LOGS_OPTION(struct grant_args, settings.no_logs),
    NO_KMS_OPTION(struct grant_args, settings.no_kms, NO_TEMPLATE_KEYS),
    PARTITION_OPTION(struct grant_args, settings.partition),
    TEMPLATE_OPTION(struct grant_args, template_path, "check ${Id} references against this SAM template"),
    OUTPUT_OPTION(struct grant_args, output),
    {0},
};

static enum samgen_status run(struct args *args)
{
    struct grant_args *own = (struct grant_args *)args;
    struct samgen_input template;
    struct samgen_result result;
    if (!read_template(args, own->template_path, &template))
        return SAMGEN_FAILED;
    own->settings.format = format_of(own->format, own->settings.as);
    own->settings.template = own->template_path ? &template : NULL;
    enum samgen_status status = samgen_generate(args->samgen, args->grants, args->grant_count, &own->settings, &result);
    report_findings(args, &result);
    return status == SAMGEN_OK ? write_result(args, own->output, &result) : status;
}

const struct command command_grant = {
    .name = "GRANT",
    .arguments = "[--option value ...] [+ GRANT ...]",
    .title = "print a Policies block; `samgen list` shows all grants",
    .takes_grants = true,
    .options = options,
    .size = sizeof(struct grant_args),
    .run = run,
};
