#include "cli/command.h"
#include "cli/report.h"

#include <stdio.h>
#include <string.h>

static const char *const headings[] = {
    [SAMGEN_ITEM_GRANT] = "Grants (samgen GRANT ..., samgen help GRANT)",
    [SAMGEN_ITEM_TEMPLATE] = "SAM policy templates (samgen sam-template NAME --set Parameter=Value)",
    [SAMGEN_ITEM_MANAGED] = "AWS managed policies",
};

static size_t widest(const struct samgen_item *items, size_t count, enum samgen_item_type type)
{
    size_t width = 0;
    for (size_t i = 0; i < count; i++)
        if (items[i].type == type && strlen(items[i].name) > width)
            width = strlen(items[i].name);
    return width;
}

static enum samgen_status run(struct args *args)
{
    const struct samgen_item *items;
    size_t count = samgen_list(args->samgen, args->word_count ? args->words[0] : NULL, &items);
    for (size_t i = 0; i < count; i++) {
        if (i == 0 || items[i - 1].type != items[i].type)
            printf("%s%s\n", i ? "\n" : "", headings[items[i].type]);
        printf("  %-*s  %s\n", (int)widest(items, count, items[i].type), items[i].name, items[i].title);
    }
    if (count)
        return SAMGEN_OK;
    report_error("no name or title in the catalog contains \"%s\"; `samgen list` shows all", args->words[0]);
    return SAMGEN_BAD_INPUT;
}

const struct command command_list = {
    .name = "list",
    .arguments = "[WORD]",
    .title = "list grants and SAM policy templates; with WORD only those that contain it, and AWS managed policies",
    .words = 1,
    .size = sizeof(struct args),
    .run = run,
};
