#include "cli/bindings.h"
#include "cli/command.h"
#include "cli/options.h"
#include "cli/report.h"

static enum samgen_status explain(struct args *args, const struct samgen_template_settings *settings)
{
    static const enum samgen_explanation forms[] = {[ANSWER_DEFAULT] = SAMGEN_EXPLAIN_TEXT,
                                                    [ANSWER_TEXT] = SAMGEN_EXPLAIN_TEXT,
                                                    [ANSWER_JSON] = SAMGEN_EXPLAIN_JSON,
                                                    [ANSWER_MARKDOWN] = SAMGEN_EXPLAIN_MARKDOWN};
    struct samgen_input template;
    struct samgen_result result;
    const char *error;
    if (samgen_read_file(args->samgen, args->words[0], &template, &error) != SAMGEN_OK) {
        report_error("%s", error);
        return SAMGEN_FAILED;
    }
    enum samgen_status status = samgen_explain(args->samgen, &template, settings, forms[args->answer], &result);
    report_findings(args, &result);
    return status == SAMGEN_OK ? write_result(args, &result) : status;
}

static enum samgen_status run(struct args *args)
{
    struct samgen_template_settings settings = {.region = args->region, .function = args->function};
    if (args->word_count == 0) {
        report_error("explain needs a template, such as template.yaml (- for standard input)");
        return SAMGEN_BAD_INPUT;
    }
    enum samgen_status status = read_bindings(args, &settings) ? explain(args, &settings) : SAMGEN_BAD_INPUT;
    free_bindings(&settings);
    return status;
}

const struct command command_explain = {
    .name = "explain",
    .arguments = "TEMPLATE",
    .title = "show what each function of a template may do, and which line grants it",
    .details =
        "Shows for each function and state machine whose role SAM creates: the services and access levels it has,\n"
        "on which resources and conditions, from which line and form (a managed policy, a SAM policy template, an\n"
        "inline statement, or SAM by itself), and what goes beyond the nearest grant of the catalog.",
    .words = 1,
    .scopes = EXPLAINS,
    .run = run,
};
