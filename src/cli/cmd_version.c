#include "cli/command.h"

#include <stdio.h>

void print_version(void)
{
    printf("samgen %s\n", samgen_version());
}

/* The day, then what it is the day of. The number of what people write is left out, as it changes with every edit. */
static void print_source(const struct samgen_source *source)
{
    if (source->source)
        printf("  %-20s  %s  %zu from %s %s\n", source->data, source->date, source->count, source->source,
               source->version ? source->version : "");
    else
        printf("  %-20s  %s  last review\n", source->data, source->date);
}

static enum samgen_status run(struct args *args)
{
    const struct samgen_source *sources;
    size_t count = samgen_sources(args->samgen, &sources);
    print_version();
    if (count)
        printf("\nThe facts about AWS\n");
    for (size_t i = 0; i < count; i++)
        print_source(&sources[i]);
    return SAMGEN_OK;
}

const struct command command_version = {.name = "version",
                                        .arguments = "",
                                        .title = "print the version, and the dates of the facts about AWS",
                                        .size = sizeof(struct args),
                                        .run = run};
