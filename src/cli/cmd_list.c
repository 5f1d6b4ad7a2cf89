#include "cli/command.h"
#include "cli/report.h"

#include <stdio.h>
#include <string.h>

#define WORDS_MOST 20
#define WORDS_LONGEST 1000 /* characters; what is longer is cut off, and finds nothing */

static const char *const headings[] = {
    [SAMGEN_ITEM_GRANT] = "Grants (samgen GRANT ..., samgen help GRANT)",
    [SAMGEN_ITEM_TEMPLATE] = "SAM policy templates (samgen sam-template NAME --set Parameter=Value)",
    [SAMGEN_ITEM_MANAGED] = "AWS managed policies",
    [SAMGEN_ITEM_ACTION] = "Actions without a grant (samgen allow ACTION --resource ARN)",
};

static size_t widest(const struct samgen_item *items, size_t count, enum samgen_item_type type)
{
    size_t width = 0;
    for (size_t i = 0; i < count; i++)
        if (items[i].type == type && strlen(items[i].name) > width)
            width = strlen(items[i].name);
    return width;
}

/* The words of the command line with a blank between them; NULL when there are none. */
static const char *join_words(const struct args *args, char *text, size_t size)
{
    size_t length = 0;
    for (size_t i = 0; i < args->word_count && length < size; i++)
        length += (size_t)snprintf(text + length, size - length, "%s%s", i ? " " : "", args->words[i]);
    return args->word_count ? text : NULL;
}

static enum samgen_status run(struct args *args)
{
    char text[WORDS_LONGEST];
    const struct samgen_item *items;
    const char *words = join_words(args, text, sizeof text);
    size_t count = samgen_list(args->samgen, words, &items);
    for (size_t i = 0; i < count; i++) {
        if (i == 0 || items[i - 1].type != items[i].type)
            printf("%s%s\n", i ? "\n" : "", headings[items[i].type]);
        printf("  %-*s  %s\n", (int)widest(items, count, items[i].type), items[i].name, items[i].title);
    }
    if (count)
        return SAMGEN_OK;
    report_error("nothing in the catalog is called \"%s\"; `samgen list` shows all", words);
    return SAMGEN_BAD_INPUT;
}

const struct command command_list = {
    .name = "list",
    .arguments = "[WORD ...]",
    .title = "list grants and SAM policy templates; with WORD what it stands for: a service, an action, an operation "
             "of an SDK, "
             "any word",
    .words = WORDS_MOST,
    .size = sizeof(struct args),
    .run = run,
};
