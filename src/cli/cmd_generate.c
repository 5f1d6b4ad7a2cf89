#include "cli/options.h"
#include "cli/report.h"

#include <stdio.h>
#include <string.h>

struct generate_args {
    struct args common;
    struct samgen_settings settings;
    enum given_format format;
    const char *template_path, *output, *function;
    bool schema;
};

static const struct option_row options[] = {
    STYLE_OPTION(struct generate_args, settings.style),
    AS_OPTION(struct generate_args, settings.as),
    TRUST_OPTION(struct generate_args, settings.trust),
    ROLES_OPTION(struct generate_args, settings.roles),
    STACK_REGION_OPTION(struct generate_args, settings.region),
    STACK_ACCOUNT_OPTION(struct generate_args, settings.account),
    {.name = "format",
     WORD_IN(struct generate_args, format, enum given_format),
     .words = given_format_words,
     .title = "how to write the result (default yaml; json with --as document)"},
    INDENT_OPTION(struct generate_args, settings.indent),
    EXPLAIN_OPTION(struct generate_args, settings.explain),
    NO_LOGS_OPTION(struct generate_args, settings.no_logs),
    NO_KMS_OPTION(struct generate_args, settings.no_kms, NO_TEMPLATE_KEYS),
    PARTITION_OPTION(struct generate_args, settings.partition),
    {.name = "with-places",
     SWITCH_IN(struct generate_args, settings.with_places),
     .title = "print also who may invoke each function, and the policies for other accounts"},
    TEMPLATE_OPTION(struct generate_args, template_path, "check ${Id} references against this SAM template"),
    OUTPUT_OPTION(struct generate_args, output),
    FUNCTION_OPTION(struct generate_args, function, "only this function"),
    SCHEMA_OPTION(struct generate_args, schema, "print the JSON Schema of a spec, for editors"),
    {0},
};

#define THREADS_MOST 256 /* the library starts fewer */

static enum samgen_status run(struct args *args)
{
    struct generate_args *own = (struct generate_args *)args;
    struct samgen_input template;
    struct samgen_input spec;
    struct samgen_result result;
    const char *error;
    if (own->schema) {
        fputs(samgen_schema(args->samgen, SAMGEN_SCHEMA_SPEC), stdout);
        return SAMGEN_OK;
    }
    if (args->word_count == 0) {
        report_error("generate needs a spec, such as samgen.yaml (- for standard input)");
        return SAMGEN_BAD_INPUT;
    }
    if (own->template_path && strcmp(args->words[0], "-") == 0 && strcmp(own->template_path, "-") == 0) {
        report_error("the spec and --template cannot both be standard input");
        return SAMGEN_BAD_INPUT;
    }
    if (samgen_read_file(args->samgen, args->words[0], &spec, &error) != SAMGEN_OK) {
        report_error("%s", error);
        return SAMGEN_FAILED;
    }
    if (!read_template(args, own->template_path, &template))
        return SAMGEN_FAILED;
    own->settings.format = format_of(own->format, own->settings.as);
    own->settings.template = own->template_path ? &template : NULL;
    own->settings.threads = processor_count(THREADS_MOST);
    enum samgen_status status = samgen_generate_spec(args->samgen, &spec, own->function, &own->settings, &result);
    report_findings(args, &result);
    return status == SAMGEN_OK ? write_result(args, own->output, &result) : status;
}

const struct command command_generate = {
    .name = "generate",
    .arguments = "SPEC",
    .title = "print the blocks of the functions in a spec",
    .details =
        "SPEC is a YAML file, or - for standard input. Without --function the output is a map from function to\n"
        "block; with it, the block of that function, ready to paste.\n"
        "--with-places adds what does not belong to Policies: Resources has the permissions of the sources in\n"
        "`invoked-by`, to paste under the Resources of the template; CalleeResources has, for each account, the\n"
        "policies of resources whose ARNs name that account, for the templates of that account.\n"
        "--as role, policy and managed-policy print a resource for each function, whose id is made of the function's\n"
        "name (IngestRole, IngestPolicy); --as document prints a map from function to IAM document.",
    .words = 1,
    .options = options,
    .size = sizeof(struct generate_args),
    .run = run,
};
