#ifndef SG_CLI_COMMAND_H
#define SG_CLI_COMMAND_H

#include <samgen/samgen.h>

#include <stdbool.h>
#include <stddef.h>

enum color { COLOR_AUTO, COLOR_ALWAYS, COLOR_NEVER };

/* The values of an option that may repeat, in order. */
struct texts {
    const char **items;
    size_t count;
};

/*
 * What a command line says to any command. The struct of a command begins with this one (`common`) and goes on with the
 * fields of the command's own options.
 */
struct args {
    struct samgen *samgen;
    const char *catalog;
    const char *language; /* of help, "ja"; NULL for English */
    enum color color;
    bool quiet, help;
    const char *chosen; /* the value of the command's chooser */
    const char **words; /* arguments that are not options, in order */
    size_t word_count;
    size_t values_most;                /* no option can be given more often */
    const struct samgen_grant *grants; /* after the words of a command that takes grants */
    size_t grant_count;
};

struct option_row;

/* A command is one of these, in its own file, and a line of commands[] in main.c. `argv[0]` is the command's name. */
struct command {
    const char *name;
    const char *arguments; /* as usage shows them: "SPEC" */
    const char *title;
    const char *details; /* more lines of its help, or NULL */
    size_t words;        /* the most words it takes */
    bool words_optional; /* a grant can stand in their place */
    bool takes_grants;   /* GRANT --option value ... [+ GRANT ...] may stand after its words: args->grants */
    const char *chooser; /* the option whose value decides which further options there are ("source"), or NULL */
    const char *initial; /* its value when it is not given, or NULL */
    bool (*describe)(struct samgen *samgen, const char *chosen, struct samgen_grant_info *info); /* those options */
    const struct option_row *options; /* its own, ended by a NULL name; or NULL */
    size_t size;                      /* of its struct */
    enum samgen_status (*run)(struct args *args);
    void (*print_more)(struct args *args); /* what its help says after the options, or NULL */
};

extern const struct command command_apply, command_check, command_completion, command_diagnose, command_diff,
    command_expand, command_explain, command_generate, command_help, command_invoke_permission, command_lint,
    command_list, command_lsp, command_mcp, command_new, command_resource_policy, command_suggest, command_trust,
    command_version;

/* How many threads can run at once; 1 when that is unknown or more than `most`. */
size_t processor_count(long most);

/* "samgen 0.2.0" */
void print_version(void);

/* `samgen GRANT [--option value ...] [+ GRANT ...]`, which has no name of its own. */
extern const struct command command_grant;

/* All commands, ended by NULL. */
extern const struct command *const commands[];
const struct command *find_command(const char *name);

/* Reports that no grant or command has this name, with the nearest one. */
enum samgen_status unknown_word(struct args *args, const char *word);

/* What help and the manual say of the program: what it does, examples, what a value is, and each exit status. */
extern const char program_title[], usage_examples[], usage_values[];
extern const char *const exit_titles[];

/* The headings of `samgen list`, by the type of the items. */
#define LIST_HEADINGS (SAMGEN_ITEM_SOURCE + 1)
extern const char *const list_headings[LIST_HEADINGS];

/* Help texts, on standard output. False when nothing has this name. */
void print_usage(const struct args *args);
void print_command_help(struct args *args, const struct command *command);
void print_grant_options(const struct args *args, const struct samgen_grant_info *info);
void print_documents(const struct args *args, const struct samgen_grant_info *info);
bool print_grant_help(struct args *args, const char *name);

#endif
