#include "cli/command.h"
#include "cli/grant_words.h"
#include "cli/options.h"
#include "cli/report.h"

#include <stdlib.h>
#include <string.h>

const struct command *const commands[] = {&command_generate,
                                          &command_apply,
                                          &command_new,
                                          &command_expand,
                                          &command_explain,
                                          &command_check,
                                          &command_lint,
                                          &command_diagnose,
                                          &command_invoke_permission,
                                          &command_resource_policy,
                                          &command_trust,
                                          &command_list,
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

#define NAMES_MOST 1000 /* grants and commands that a word may have been meant for */

enum samgen_status unknown_word(struct args *args, const char *word)
{
    const struct samgen_item *items;
    const char *known[NAMES_MOST];
    size_t count = 0, listed = samgen_list(args->samgen, NULL, &items);
    for (size_t i = 0; commands[i]; i++)
        known[count++] = commands[i]->name;
    for (size_t i = 0; i < listed && count < NAMES_MOST; i++)
        if (items[i].type == SAMGEN_ITEM_GRANT)
            known[count++] = items[i].name;
    const char *near = samgen_nearest(args->samgen, word, known, count);
    if (near)
        report_error("no grant or command has the name \"%s\" (did you mean %s?)", word, near);
    else
        report_error("no grant or command has the name \"%s\"; `samgen list` and `samgen help` show all", word);
    return SAMGEN_BAD_INPUT;
}

/* The value of an option that decides which other options there are, so that it must be known before any is read. */
static const char *find_value(const char *option, int argc, char **argv)
{
    const char *value = NULL;
    size_t length = strlen(option);
    for (int i = 1; i < argc; i++) {
        if (strncmp(argv[i], "--", 2) != 0 || strncmp(argv[i] + 2, option, length) != 0)
            continue;
        if (argv[i][2 + length] == '=')
            value = argv[i] + 2 + length + 1;
        else if (!argv[i][2 + length] && i + 1 < argc)
            value = argv[++i];
    }
    return value;
}

static bool use_catalog(struct args *args, int argc, char **argv)
{
    const char *directory = find_value("catalog", argc, argv);
    args->catalog = directory;
    if (!directory || samgen_use_catalog(args->samgen, directory) == SAMGEN_OK)
        return true;
    report_error("--catalog: cannot read \"%s\": it is no folder", directory);
    return false;
}

static enum samgen_status finish_command(const struct command *command, struct args *args)
{
    if (!args->help)
        return command->run(args);
    print_command_help(args, command);
    return SAMGEN_OK;
}

static enum samgen_status run_with_grants(const struct command *command, struct args *args, int argc, char **argv)
{
    struct grant_words words;
    enum samgen_status status = SAMGEN_BAD_INPUT;
    if (read_grant_words(args, command->scopes, argc, argv, &words)) {
        args->grants = words.grants;
        args->grant_count = words.count;
        status = finish_command(command, args);
    }
    free_grant_words(&words);
    return status;
}

/* A command with a chooser takes the options of what is chosen too, which are those of its one grant. */
static enum samgen_status run_chosen(const struct command *command, struct args *args, int argc, char **argv)
{
    const char *given = find_value(command->chooser, argc, argv), *name = given ? given : command->initial;
    struct samgen_grant_info info = {0};
    struct grant_words words;
    bool known = name && command->describe(args->samgen, name, &info);
    enum samgen_status status = SAMGEN_BAD_INPUT;
    args->chosen = name;
    const struct option_reader reader = {.args = args,
                                         .owner = command->name,
                                         .grant = known ? &info : NULL,
                                         .scopes = command->scopes,
                                         .missing = name ? NULL : command->chooser};
    if (begin_grant_words(argc, &words)) {
        words.grants[0].name = name;
        args->grants = words.grants;
        args->grant_count = 1;
        if ((name && !known) || read_grant_options(&reader, argc, argv, &words))
            status = finish_command(command, args);
    }
    free_grant_words(&words);
    return status;
}

static enum samgen_status run_command(const struct command *command, struct args *args, int argc, char **argv)
{
    int rest = argc;
    if (command->chooser)
        return run_chosen(command, args, argc, argv);
    const struct option_reader reader = {
        .args = args,
        .owner = command->name,
        .scopes = command->scopes,
        .words_most = command->words,
        .stop = command->takes_grants ? &rest : NULL,
    };
    if (!read_options(&reader, argc, argv))
        return SAMGEN_BAD_INPUT;
    return command->takes_grants ? run_with_grants(command, args, argc - rest, argv + rest)
                                 : finish_command(command, args);
}

/* With a catalog of the user's own, the library says best what is wrong with a name or with the file that has it. */
static bool may_be_grant(struct args *args, const char *word)
{
    struct samgen_grant_info info;
    return args->catalog || strcmp(word, "+") == 0 || samgen_describe(args->samgen, word, &info);
}

static enum samgen_status nothing_to_do(struct args *args)
{
    if (args->help) {
        print_usage();
        return SAMGEN_OK;
    }
    report_error("say what the function needs, such as `samgen s3-read --bucket my-bucket`; `samgen help` "
                 "explains, `samgen list` shows all grants");
    return SAMGEN_BAD_INPUT;
}

/* Common options may stand before the grant or command too. */
static enum samgen_status run(struct args *args, int argc, char **argv)
{
    int first = 1;
    const struct option_reader leading = {.args = args, .owner = "samgen", .scopes = MAKES_BLOCKS, .stop = &first};
    if (!use_catalog(args, argc, argv))
        return SAMGEN_FAILED;
    if (argc > 1 && strcmp(argv[1], "--version") == 0)
        return command_version.run(args);
    if (!read_options(&leading, argc, argv))
        return SAMGEN_BAD_INPUT;
    if (first == argc)
        return nothing_to_do(args);
    const struct command *command = find_command(argv[first]);
    if (command)
        return run_command(command, args, argc - first, argv + first);
    return may_be_grant(args, argv[first]) ? run_grants(args, argc - first, argv + first)
                                           : unknown_word(args, argv[first]);
}

int main(int argc, char **argv)
{
    struct args args = {.samgen = samgen_new(),
                        .words = calloc((size_t)argc + 1, sizeof *args.words),
                        .said = calloc((size_t)argc + 1, sizeof *args.said)};
    enum samgen_status status = args.words && args.said ? run(&args, argc, argv) : SAMGEN_FAILED;
    status = close_output(status);
    free(args.words);
    free(args.said);
    samgen_free(args.samgen);
    return (int)status;
}
