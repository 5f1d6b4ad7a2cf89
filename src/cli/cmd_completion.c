#include "cli/complete/complete.h"
#include "cli/complete/script.h"
#include "cli/options.h"
#include "cli/report.h"

#include <stdio.h>
#include <string.h>

struct completion_args {
    struct args common;
    const char *line;
};

static const struct option_row options[] = {
    {.name = "line",
     TEXT_IN(struct completion_args, line),
     .value = "LINE",
     .title = "print what can come at the end of this command line; the scripts ask it"},
    {0},
};

static enum samgen_status run(struct args *args)
{
    const struct completion_args *own = (struct completion_args *)args;
    if (own->line)
        return complete_line(args, own->line);
    for (size_t i = 0; args->word_count && completion_scripts[i].shell; i++)
        if (strcmp(completion_scripts[i].shell, args->words[0]) == 0) {
            fputs(completion_scripts[i].text, stdout);
            return SAMGEN_OK;
        }
    if (args->word_count)
        report_error("\"%s\" is not a shell that samgen knows; write bash, zsh or fish", args->words[0]);
    else
        report_error("say for which shell: `samgen completion bash`, zsh or fish");
    return SAMGEN_BAD_INPUT;
}

const struct command command_completion = {
    .name = "completion",
    .arguments = "SHELL",
    .title = "print a script that completes samgen's command lines in bash, zsh or fish",
    .details =
        "Packages install the scripts. To try one: `source <(samgen completion bash)`, the same with zsh, or\n"
        "`samgen completion fish | source`. It completes commands, grants, options and their values: functions, roles\n"
        "and ${Id} of the template (--template, the one that the command line names, or that of the current folder),\n"
        "functions of a spec, rules, runtimes, events, sources and services.",
    .words = 1,
    .options = options,
    .size = sizeof(struct completion_args),
    .run = run,
};
