#ifndef SG_CLI_SERVE_TOOL_H
#define SG_CLI_SERVE_TOOL_H

#include "cli/command.h"
#include "serve/serve.h"

/* The tools of `samgen mcp`. A call becomes a command line, and what the command prints becomes the answer. */

/* An argument of a tool that is a word of the command line. */
struct tool_word {
    const char *name; /* ended by a NULL name */
    const char *title;
    bool required, many;
};

/* What a tool makes of its arguments besides options and words. */
enum tool_flag {
    TOOL_GRANTS = 1 << 0, /* `grants`: permissions by name, with their options */
    TOOL_TEXT = 1 << 1,   /* `text`: standard input, in place of the first word */
    TOOL_WRITES = 1 << 2, /* `write`: without it the command only shows the change */
};

struct option_row;

struct tool_row {
    const char *name; /* ended by a NULL name */
    const char *title, *description;
    const struct command *command;
    const struct command *with_grants; /* runs in its place when there are `grants`; or NULL */
    const struct tool_word *words;     /* or NULL */
    unsigned flags;
    const char *option; /* that the command has for the text: "--format=markdown"; or NULL */
    const char *output; /* the JSON Schema of the answer; NULL: the answer is only text */
    bool wraps;         /* what the command prints as JSON is under the key "result" */
    json_t *(*answer)(struct samgen *samgen, const json_t *arguments); /* the same without --format json; or NULL */
};

extern const struct tool_row tool_rows[];
extern const char *const tool_instructions;

/* A row in use. */
struct tool {
    const struct tool_row *row;
    const char *catalog; /* the folder of `samgen mcp --catalog`, or NULL */
};

/* Returns whether the arguments of a tool have the option: not those that write, or that a program has no use for. */
bool is_tool_option(const struct option_row *option);

/* The JSON Schema of a tool's arguments, made of the options of its command. */
json_t *tool_input(const struct sg_tool *tool);

/* The same of its structured answer, or NULL. */
json_t *tool_output(const struct sg_tool *tool);

void tool_call(const struct sg_tool *tool, const json_t *arguments, struct sg_tool_answer *answer);

/* A command line, each word of malloc. */
struct tool_line {
    char **words;
    size_t count, capacity;
    const char *input; /* for standard input */
    char *fault;       /* of malloc: what is wrong with the arguments, or NULL */
};

/* The command line of a call, with one more option, or NULL. */
void make_tool_line(const struct tool *tool, const json_t *arguments, const char *option, struct tool_line *line);
void add_tool_word(struct tool_line *line, const char *format, ...) __attribute__((format(printf, 2, 3)));
void free_tool_line(struct tool_line *line);

/* What a command printed, each of malloc, and its exit status. */
struct tool_run {
    char *out, *err;
    size_t out_length, err_length;
    int status; /* SAMGEN_FAILED also when it took too long or printed too much, which `err` says then */
};

/* Runs a command line of samgen in a separate process. */
void run_tool_line(const struct tool_line *line, struct tool_run *run);
void free_tool_run(struct tool_run *run);

#endif
