#include "cli/help/said.h"
#include "cli/options.h"
#include "cli/report.h"
#include "cli/serve/channel.h"
#include "cli/serve/tool.h"

#include <signal.h>
#include <stdio.h>

#define TOOLS_MOST 20

static enum samgen_status run(struct args *args)
{
    struct tool own[TOOLS_MOST];
    struct sg_tool tools[TOOLS_MOST];
    struct standard_channel standard;
    size_t count = 0;
    for (const struct tool_row *row = tool_rows; row->name && count < TOOLS_MOST; row++, count++) {
        own[count] = (struct tool){row, args->catalog};
        tools[count] = (struct sg_tool){.name = row->name,
                                        .title = row->title,
                                        .description = row->description,
                                        .writes = row->flags & TOOL_WRITES,
                                        .input = tool_input,
                                        .output = tool_output,
                                        .call = tool_call,
                                        .row = &own[count]};
    }
    signal(SIGPIPE, SIG_IGN); /* an agent that is gone is the end, as is a command that does not read its input */
    open_channel(&standard);
    return (enum samgen_status)sg_serve_mcp(tools, count, tool_instructions, &standard.channel);
}

static void print_tools(struct args *args)
{
    printf("\n%s\n", said(args, "Tools:"));
    for (const struct tool_row *row = tool_rows; row->name; row++)
        print_row(row->name, NULL, said(args, row->title));
}

const struct command command_mcp = {
    .name = "mcp",
    .arguments = "",
    .title = "serve an agent: the commands as tools",
    .details =
        "Speaks the Model Context Protocol on standard input and output. Agents start it, in the folder of the "
        "project.\n"
        "A call runs the command of its name; its arguments are the options of that command, and `text` is standard\n"
        "input. No file is written but by apply with write: true. Nothing is read from the network.",
    .size = sizeof(struct args),
    .run = run,
    .print_more = print_tools,
};
