#include "cli/command.h"
#include "cli/report.h"

#include <samgen_build.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

const struct command *const commands[] = {&command_generate,
                                          &command_apply,
                                          &command_new,
                                          &command_expand,
                                          &command_explain,
                                          &command_check,
                                          &command_diff,
#if SAMGEN_SUGGEST
                                          &command_suggest,
#endif
                                          &command_lint,
                                          &command_diagnose,
                                          &command_invoke_permission,
                                          &command_resource_policy,
                                          &command_trust,
                                          &command_lsp,
                                          &command_mcp,
                                          &command_list,
                                          &command_completion,
                                          &command_help,
                                          &command_version,
                                          NULL};

const struct command *find_command(const char *name)
{
    for (size_t i = 0; commands[i]; i++)
        if (strcmp(commands[i]->name, name) == 0)
            return commands[i];
    return NULL;
}

#define NAMES_MOST 100 /* commands, and a few grants */

/* The command that is spelled most like a word, unless one of the items is spelled more like it. */
static const char *nearest_command(const struct args *args, const char *word, const struct samgen_item *items,
                                   size_t item_count)
{
    const char *known[NAMES_MOST];
    size_t count = 0;
    for (size_t i = 0; commands[i] && count < NAMES_MOST; i++)
        known[count++] = commands[i]->name;
    for (size_t i = 0; i < item_count && count < NAMES_MOST; i++)
        known[count++] = items[i].name;
    const char *near = samgen_nearest(args->samgen, word, known, count);
    return near && find_command(near) ? near : NULL;
}

/* A command that this build leaves out. */
static bool is_left_out(const char *word)
{
    return !SAMGEN_SUGGEST && strcmp(word, "suggest") == 0;
}

static enum samgen_status report_left_out(const char *word)
{
    report_error("this samgen was built without %s, which reads code; build it with -DSAMGEN_SUGGEST=ON", word);
    return SAMGEN_BAD_INPUT;
}

/* "did you mean a, b or c?" */
static void report_meant(const char *word, const struct samgen_item *items, size_t count)
{
    char text[1000] = "";
    size_t length = 0;
    for (size_t i = 0; i < count && length < sizeof text; i++) {
        const char *between = i == 0 ? "" : i + 1 == count ? " or " : ", ";
        const char *allow = items[i].type == SAMGEN_ITEM_ACTION ? "allow " : "";
        length += (size_t)snprintf(text + length, sizeof text - length, "%s%s%s", between, allow, items[i].name);
    }
    report_error("\"%s\" is not a grant or a command; did you mean %s?", word, text);
}

static void report_service(const char *word, const char *service, const struct samgen_item *items, size_t count)
{
    report_error("\"%s\" is not a grant or a command; these are grants of %s:", word, service);
    for (size_t i = 0; i < count; i++)
        fprintf(stderr, "  %-26s  %s\n", items[i].name, items[i].title);
}

enum samgen_status unknown_word(struct args *args, const char *word)
{
    const struct samgen_item *items;
    const char *service;
    if (is_left_out(word))
        return report_left_out(word);
    size_t count = samgen_meant(args->samgen, word, &service, &items);
    const char *command = strpbrk(word, "-:") ? NULL : nearest_command(args, word, items, count);
    if (service && count)
        report_service(word, service, items, count);
    else if (service)
        report_error(
            "\"%s\" is not a grant or a command, and no grant is for %s; use allow with the actions that you need",
            word, service);
    else if (count && !command)
        report_meant(word, items, count);
    else if (command)
        report_error("\"%s\" is not a grant or a command; did you mean %s?", word, command);
    else
        report_error("\"%s\" is not a grant or a command; `samgen list` and `samgen help` show all", word);
    return SAMGEN_BAD_INPUT;
}

size_t processor_count(long most)
{
    long online = sysconf(_SC_NPROCESSORS_ONLN);
    return online > 0 && online <= most ? (size_t)online : 1;
}
