#include "cli/command.h"
#include "cli/options.h"
#include "cli/report.h"

#include <string.h>

static enum samgen_status run(struct args *args)
{
    struct samgen_input spec;
    struct samgen_result result;
    const char *error;
    if (args->word_count == 0) {
        report_error("generate needs a spec, such as samgen.yaml (- for standard input)");
        return SAMGEN_BAD_INPUT;
    }
    if (args->template_path && strcmp(args->words[0], "-") == 0 && strcmp(args->template_path, "-") == 0) {
        report_error("the spec and --template cannot both be standard input");
        return SAMGEN_BAD_INPUT;
    }
    if (samgen_read_file(args->samgen, args->words[0], &spec, &error) != SAMGEN_OK) {
        report_error("%s", error);
        return SAMGEN_FAILED;
    }
    if (!read_template(args))
        return SAMGEN_FAILED;
    enum samgen_status status = samgen_generate_spec(args->samgen, &spec, args->function, &args->settings, &result);
    report_findings(args, &result);
    return status == SAMGEN_OK ? write_result(args, &result) : status;
}

const struct command command_generate = {
    .name = "generate",
    .arguments = "SPEC",
    .title = "print the blocks of the functions in a spec",
    .details = "SPEC is a YAML file, or - for standard input. Without --function the output is a map from function to\n"
               "block; with it, the block of that function alone, to paste as it is.\n"
               "--with-places adds what is no part of Policies: under Resources the permissions of what the spec says\n"
               "the function is invoked-by, to paste under the Resources of its template; and under CalleeResources,\n"
               "account by account, the policies of resources whose ARNs name an account, for templates of theirs.",
    .words = 1,
    .scopes = MAKES_BLOCKS | READS_SPEC,
    .run = run,
};
