#include "cli/serve/channel.h"
#include "cli/options.h"

#include <signal.h>

struct lsp_args {
    struct args common;
    bool stdio;
};

static const struct option_row options[] = {
    {.name = "stdio",
     SWITCH_IN(struct lsp_args, stdio),
     .title = "use standard input and output, as always; editors give this option"},
    {0},
};

static enum samgen_status run(struct args *args)
{
    struct standard_channel standard;
    signal(SIGPIPE, SIG_IGN); /* an editor that is gone is the end, which has its own exit code */
    open_channel(&standard);
    return (enum samgen_status)sg_serve_lsp(args->samgen, &standard.channel);
}

const struct command command_lsp = {
    .name = "lsp",
    .arguments = "",
    .title = "serve an editor: findings, fixes, hover and completion while you type",
    .details =
        "Speaks the Language Server Protocol 3.17 on standard input and output, for SAM and CloudFormation templates,\n"
        "specs (samgen.yaml) and settings (.samgen.yaml). Editors start it; editors/ says how. It reads the\n"
        ".samgen.yaml of each file as lint does, and writes no file. It exits with 0 when the editor has said\n"
        "`shutdown`, with 1 when the editor is gone without it, and with 2 when the input is not the protocol.",
    .options = options,
    .size = sizeof(struct lsp_args),
    .run = run,
};
