#include "cli/command.h"
#include "cli/help/said.h"
#include "cli/report.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

#define WORDS_MOST 20
#define WORDS_LONGEST 1000 /* characters; what is longer is cut off, and finds nothing */

const char *const list_headings[LIST_HEADINGS] = {
    [SAMGEN_ITEM_GRANT] = "Grants (samgen GRANT ..., samgen help GRANT)",
    [SAMGEN_ITEM_TEMPLATE] = "SAM policy templates (samgen sam-template NAME --set Parameter=Value)",
    [SAMGEN_ITEM_MANAGED] = "AWS managed policies",
    [SAMGEN_ITEM_SOURCE] = "Services that invoke a function (samgen invoke-permission --source NAME)",
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

static bool has_word(const char *text, const char *word)
{
    for (; text && *text; text++)
        if (strncasecmp(text, word, strlen(word)) == 0)
            return true;
    return false;
}

static bool is_about(const struct command *command, const struct args *args)
{
    for (size_t i = 0; i < args->word_count; i++)
        if (!has_word(command->name, args->words[i]) && !has_word(command->title, args->words[i]))
            return false;
    return args->word_count > 0;
}

/* Returns how many commands are about the words. */
static size_t list_commands(const struct args *args, bool after_items)
{
    size_t count = 0;
    for (size_t i = 0; commands[i]; i++) {
        if (!is_about(commands[i], args))
            continue;
        if (count++ == 0)
            printf("%s%s\n", after_items ? "\n" : "", said(args, "Commands (samgen help COMMAND)"));
        printf("  %-26s  %s\n", commands[i]->name, said(args, commands[i]->title));
    }
    return count;
}

static enum samgen_status run(struct args *args)
{
    char text[WORDS_LONGEST];
    const struct samgen_item *items;
    const char *words = join_words(args, text, sizeof text);
    size_t count = samgen_list(args->samgen, words, &items);
    for (size_t i = 0; i < count; i++) {
        if (i == 0 || items[i - 1].type != items[i].type)
            printf("%s%s\n", i ? "\n" : "", said(args, list_headings[items[i].type]));
        printf("  %-*s  %s\n", (int)widest(items, count, items[i].type), items[i].name, said(args, items[i].title));
    }
    if (list_commands(args, count > 0) + count > 0)
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
