#include "cli/run.h"

#include "cli/command.h"
#include "cli/grant_words.h"
#include "cli/options.h"
#include "cli/report.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* The value of an option that decides which other options exist: it must be known before any is read. */
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

/* ---- A command ---- */

static struct args *begin_args(const struct command *command, const struct args *common)
{
    struct args *args = calloc(1, command->size);
    if (!args)
        return NULL;
    *args = *common;
    args->words = calloc(args->values_most, sizeof *args->words);
    if (args->words)
        return args;
    free(args);
    return NULL;
}

static void end_args(struct args *args, const struct command *command)
{
    if (!args)
        return;
    free_options(args, command->options);
    free(args->words);
    free(args);
}

static enum samgen_status finish_command(const struct command *command, struct args *args)
{
    if (!args->help)
        return lacks_option(args, command) ? SAMGEN_BAD_INPUT : command->run(args);
    if (command != &command_grant)
        print_command_help(args, command);
    else if (!print_grant_help(args, args->grants[0].name))
        return unknown_word(args, args->grants[0].name);
    return SAMGEN_OK;
}

static enum samgen_status run_with_grants(const struct command *command, struct args *args, int argc, char **argv)
{
    struct grant_words words;
    enum samgen_status status = SAMGEN_BAD_INPUT;
    if (read_grant_words(args, command->options, argc, argv, &words)) {
        args->grants = words.grants;
        args->grant_count = words.count;
        status = finish_command(command, args);
    }
    free_grant_words(&words);
    return status;
}

/* A command with a chooser also takes the options of the chosen source or service, as those of its only grant. */
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
                                         .options = command->options,
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

static enum samgen_status run_args(const struct command *command, struct args *args, int argc, char **argv)
{
    int rest = argc;
    if (command->chooser)
        return run_chosen(command, args, argc, argv);
    const struct option_reader reader = {
        .args = args,
        .owner = command->name,
        .options = command->options,
        .words_most = command->words,
        .words_optional = command->words_optional,
        .stop = command->takes_grants ? &rest : NULL,
    };
    if (!read_options(&reader, argc, argv))
        return SAMGEN_BAD_INPUT;
    return command->takes_grants ? run_with_grants(command, args, argc - rest, argv + rest)
                                 : finish_command(command, args);
}

/* ---- The command line ---- */

/*
 * argv[0..first) is the program with options before the command, which must be the command's own; then comes its name.
 */
static enum samgen_status run_command(const struct command *command, const struct args *common, int first, int argc,
                                      char **argv)
{
    struct args *args = begin_args(command, common);
    enum samgen_status status = args ? SAMGEN_BAD_INPUT : SAMGEN_FAILED;
    const struct option_reader leading = {.args = args, .owner = command->name, .options = command->options};
    if (args && read_options(&leading, first, argv))
        status = command == &command_grant ? run_with_grants(command, args, argc - first, argv + first)
                                           : run_args(command, args, argc - first, argv + first);
    end_args(args, command);
    return status;
}

/* The index of the grant or command in argv, or argc. Options before it are read as those of a grant. */
static bool find_first(const struct args *common, int argc, char **argv, bool *help, int *first)
{
    struct args *args = begin_args(&command_grant, common);
    const struct option_reader leading = {
        .args = args, .owner = "samgen", .options = command_grant.options, .stop = first};
    bool ok = args && read_options(&leading, argc, argv);
    *help = ok && args->help;
    end_args(args, &command_grant);
    return ok;
}

/* With the user's own catalog, only the library knows what is wrong with a name or with the file that has it. */
static bool may_be_grant(const struct args *common, const char *word)
{
    struct samgen_grant_info info;
    return common->catalog || strcmp(word, "+") == 0 || samgen_describe(common->samgen, word, &info);
}

static enum samgen_status nothing_to_do(const struct args *args, bool help)
{
    if (help) {
        print_usage(args);
        return SAMGEN_OK;
    }
    report_error("say what the function needs, such as `samgen s3-read --bucket my-bucket`; `samgen help` "
                 "explains the program, `samgen list` shows all grants");
    return SAMGEN_BAD_INPUT;
}

static enum samgen_status use_catalog(struct args *args, int argc, char **argv)
{
    args->catalog = find_value("catalog", argc, argv);
    enum samgen_status status = args->catalog ? samgen_use_catalog(args->samgen, args->catalog) : SAMGEN_OK;
    if (status == SAMGEN_FAILED)
        report_error("--catalog: cannot read \"%s\": it is not a folder", args->catalog);
    if (status == SAMGEN_BAD_INPUT)
        report_error("--catalog: this samgen reads only its built-in catalog; "
                     "build it with -DSAMGEN_USER_CATALOG=ON to use your own");
    return status;
}

static enum samgen_status run(struct args *common, int argc, char **argv)
{
    int first = 1;
    bool help;
    enum samgen_status status = use_catalog(common, argc, argv);
    if (status != SAMGEN_OK)
        return status;
    if (argc > 1 && strcmp(argv[1], "--version") == 0) {
        print_version();
        return SAMGEN_OK;
    }
    if (!find_first(common, argc, argv, &help, &first))
        return SAMGEN_BAD_INPUT;
    if (first == argc)
        return nothing_to_do(common, help);
    const struct command *command = find_command(argv[first]);
    if (!command && !may_be_grant(common, argv[first]))
        return unknown_word(common, argv[first]);
    return run_command(command ? command : &command_grant, common, first, argc, argv);
}

/* Of LC_ALL, LC_MESSAGES and LANG the first that is not empty names the language and the encoding: ja_JP.UTF-8. */
static const char *language_of_user(void)
{
    static const char *const names[] = {"LC_ALL", "LC_MESSAGES", "LANG"};
    const char *value = "";
    for (size_t i = 0; i < sizeof names / sizeof *names && !*value; i++)
        value = getenv(names[i]) ? getenv(names[i]) : "";
    const char *encoding = strchr(value, '.');
    bool is_japanese = strncmp(value, "ja", 2) == 0 && (!value[2] || strchr("_.@", value[2]));
    bool is_utf8 = !encoding || strncasecmp(encoding, ".utf-8", 6) == 0 || strncasecmp(encoding, ".utf8", 5) == 0;
    return is_japanese && is_utf8 ? "ja" : NULL;
}

enum samgen_status run_program(int argc, char **argv)
{
    struct args common = {.samgen = samgen_new(), .values_most = (size_t)argc + 1, .language = language_of_user()};
    enum samgen_status status = close_output(run(&common, argc, argv));
    samgen_free(common.samgen);
    return status;
}
