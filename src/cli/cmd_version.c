#include "cli/command.h"

#include <stdio.h>

static enum samgen_status run(struct args *args)
{
    (void)args;
    printf("samgen %s\n", samgen_version());
    return SAMGEN_OK;
}

const struct command command_version = {
    .name = "version", .arguments = "", .title = "print the version", .size = sizeof(struct args), .run = run};
