#include "cli/bindings.h"
#include "cli/default_template.h"
#include "cli/options.h"
#include "cli/report.h"

struct explain_args {
    struct args common;
    struct samgen_template_settings settings;
    enum samgen_explanation form;
    struct texts set;
    const char *managed_policies, *output;
};

static const struct option_word form_words[] = {{"text", SAMGEN_EXPLAIN_TEXT},         {"json", SAMGEN_EXPLAIN_JSON},
                                                {"markdown", SAMGEN_EXPLAIN_MARKDOWN}, {"html", SAMGEN_EXPLAIN_HTML},
                                                {"mermaid", SAMGEN_EXPLAIN_MERMAID},   {0}};

static const struct option_row options[] = {
    OUTPUT_OPTION(struct explain_args, output),
    FUNCTION_OPTION(struct explain_args, settings.function, "only this function"),
    ROLE_OPTION(struct explain_args, settings.role, "only this role of the template"),
    REGION_OPTION(struct explain_args, settings.region),
    SET_OPTION(struct explain_args, set),
    MANAGED_POLICIES_OPTION(struct explain_args, managed_policies),
    {.name = "format",
     WORD_IN(struct explain_args, form, enum samgen_explanation),
     .words = form_words,
     .title = "how to write the answer; html: one page, mermaid: a graph"},
    {0},
};

static enum samgen_status explain(struct explain_args *own)
{
    struct args *args = &own->common;
    struct samgen_input template;
    struct samgen_result result;
    const char *error;
    if (samgen_read_file(args->samgen, args->words[0], &template, &error) != SAMGEN_OK) {
        report_error("%s", error);
        return SAMGEN_FAILED;
    }
    enum samgen_status status = samgen_explain(args->samgen, &template, &own->settings, own->form, &result);
    report_findings(args, &result);
    return status == SAMGEN_OK ? write_result(args, own->output, &result) : status;
}

static enum samgen_status run(struct args *args)
{
    struct explain_args *own = (struct explain_args *)args;
    struct bindings bindings;
    own->settings.nested = own->settings.code = true;
    enum samgen_status status = args->word_count ? SAMGEN_OK : add_default_template(args, "explain");
    if (status != SAMGEN_OK)
        return status;
    bool ok = check_choice(own->settings.function, own->settings.role) && read_bindings(&own->set, &bindings);
    own->settings.bindings = bindings.items;
    own->settings.binding_count = bindings.count;
    status = ok ? explain(own) : SAMGEN_BAD_INPUT;
    free_bindings(&bindings);
    return status;
}

const struct command command_explain = {
    .name = "explain",
    .arguments = "[TEMPLATE]",
    .title = "show what each function of a template may do, and which line grants it",
    .details =
        "Shows for each function and state machine, and for each role that none of them has: the services and access\n"
        "levels, on which resources and under which conditions, which line and form grants each (a managed policy, a\n"
        "SAM policy template, an inline statement, a policy resource, or SAM by itself), what exceeds the nearest\n"
        "grant of the catalog, and what no call in the code uses, if all of it can be read. The same for nested\n"
        "stacks whose templates are local files.\n\n" DEFAULT_TEMPLATE_DETAILS,
    .words = 1,
    .options = options,
    .size = sizeof(struct explain_args),
    .run = run,
};
