#ifndef SG_CLI_COMMAND_H
#define SG_CLI_COMMAND_H

#include <samgen/samgen.h>

#include <stdbool.h>
#include <stddef.h>

enum color { COLOR_AUTO, COLOR_ALWAYS, COLOR_NEVER };

/* How a command that answers a question writes the answer. */
enum answer { ANSWER_DEFAULT, ANSWER_TEXT, ANSWER_JSON, ANSWER_MARKDOWN };

/* An option that may repeat, as it was given. */
struct said {
    const char *option; /* "policy" */
    const char *value;
};

/* What the command line said, apart from what a grant's own options say. */
struct args {
    struct samgen *samgen;
    struct samgen_settings settings;
    struct samgen_input template;
    const char *template_path, *output, *catalog, *function, *region;
    enum color color;
    enum answer answer;
    bool quiet, help, why;
    const char *principal, *resource_account, *requests, *spec;
    bool dry_run, check;
    const char *severity, *baseline, *files_from; /* of lint */
    int lint_form;                                /* see lint_job.h */
    size_t jobs;                                  /* 0: as many as there are processors */
    bool fix, apply;
    const char *runtime, *event; /* of a new project */
    bool vpc, force;
    const char *chosen;                      /* what the command's chooser names */
    const char *role, *source_arn, *account; /* whom a policy lets in, for what, and whose resources they are */
    bool bare;
    struct said *said;
    size_t said_count;
    const char **words; /* what is no option, in order */
    size_t word_count;
    const struct samgen_grant *grants; /* behind the words of a command that takes grants */
    size_t grant_count;
};

/* A command is one of these, in a file of its own, and a row of commands[] in main.c. `argv[0]` is the command's name. */
struct command {
    const char *name;
    const char *arguments; /* as usage shows them: "SPEC" */
    const char *title;
    const char *details; /* further lines of its help, or NULL */
    size_t words;        /* the most words it takes */
    bool takes_grants;   /* GRANT --option value ... [+ GRANT ...] may stand behind its words: args->grants */
    const char *chooser; /* the option whose value decides which further options there are ("source"), or NULL */
    const char *initial; /* its value when it is not given, or NULL */
    bool (*describe)(struct samgen *samgen, const char *chosen, struct samgen_grant_info *info); /* those options */
    unsigned scopes; /* which of the common options it takes: see options.h */
    enum samgen_status (*run)(struct args *args);
    void (*print_more)(struct args *args); /* what its help says behind the options, or NULL */
};

extern const struct command command_apply, command_check, command_diagnose, command_expand, command_explain,
    command_generate, command_help, command_invoke_permission, command_lint, command_list, command_new,
    command_resource_policy, command_trust, command_version;

/* All commands, ended by NULL. */
extern const struct command *const commands[];
const struct command *find_command(const char *name);

/* Says that there is no such grant or command, with the nearest name. */
enum samgen_status unknown_word(struct args *args, const char *word);

/* `samgen GRANT [--option value ...] [+ GRANT ...]`: argv[0] is the first grant. */
enum samgen_status run_grants(struct args *args, int argc, char **argv);

/* Help texts, on standard output. False when there is nothing of this name. */
void print_usage(void);
void print_command_help(struct args *args, const struct command *command);
void print_row(const char *option, const char *value, const char *title);
void print_grant_options(const struct samgen_grant_info *info);
bool print_grant_help(struct args *args, const char *name);

#endif
