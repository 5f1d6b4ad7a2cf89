#ifndef SG_CLI_OPTIONS_H
#define SG_CLI_OPTIONS_H

#include "cli/command.h"

/* A word that an option takes, and the number that it stands for. */
struct option_word {
    const char *name;
    int value;
};

/* How the value of an option is read, and the type of the field that keeps it. */
enum option_type {
    OPTION_SWITCH, /* bool: the option takes no value */
    OPTION_TEXT,   /* const char *: any text, or one of `words` */
    OPTION_TEXTS,  /* struct texts: the option may repeat, and each time adds a text */
    OPTION_WORD,   /* an enum: the number of one of `words` */
    OPTION_NUMBER, /* size_t: from `least` to `most` of `unit` */
};

/* Reports a wrong value, and returns false then. */
typedef bool check_value_fn(struct args *args, const struct option_row *row, const char *value);

/* An option of a command. The parser and the help read this row, and nothing else says what the option is. */
struct option_row {
    const char *name;
    char letter; /* or 0 */
    enum option_type type;
    const char
        *value; /* its name in the help, "FILE", which also decides how it is completed (complete/values.c); NULL for
                          a switch, and where `words` are the name */
    const struct option_word *words; /* all values, ended by a NULL name; or NULL */
    const char *title;
    const char *unit; /* of a number: "spaces" */
    size_t least, most;
    bool required;
    bool once;             /* to give it again is an error; of the others the last one counts */
    size_t field;          /* in the struct of the command */
    check_value_fn *check; /* or NULL */
};

/* Fields of a command's struct. A field whose type is not that of the option does not compile. */
#define FIELD_OF(own, member, of) (offsetof(own, member) + 0 * sizeof(&((own *)0)->member == (of *)0))
#define SWITCH_IN(own, member) .type = OPTION_SWITCH, .field = FIELD_OF(own, member, bool)
#define TEXT_IN(own, member) .type = OPTION_TEXT, .field = FIELD_OF(own, member, const char *)
#define TEXTS_IN(own, member) .type = OPTION_TEXTS, .field = FIELD_OF(own, member, struct texts)
#define NUMBER_IN(own, member) .type = OPTION_NUMBER, .field = FIELD_OF(own, member, size_t)
#define WORD_IN(own, member, of) \
    .type = OPTION_WORD, .field = FIELD_OF(own, member, of) + 0 * sizeof(char[sizeof(of) == sizeof(int) ? 1 : -1])

/* Options that several commands have, each in a field of the command's own struct. */
#define STYLE_OPTION(own, member)                                                       \
    {                                                                                   \
        .name = "style", WORD_IN(own, member, enum samgen_style), .words = style_words, \
        .title = "which form to prefer (auto: the shortest that fits)"                  \
    }
#define FORMAT_OPTION(own, member)                                                         \
    {                                                                                      \
        .name = "format", WORD_IN(own, member, enum samgen_format), .words = format_words, \
        .title = "how to write the result"                                                 \
    }
#define AS_OPTION(own, member)                                                                          \
    {                                                                                                   \
        .name = "as", WORD_IN(own, member, enum samgen_as), .words = as_words,                          \
        .title = "what to write: Policies of SAM, a resource of CloudFormation, or a bare IAM document" \
    }
#define TRUST_OPTION(own, member)                                             \
    {                                                                         \
        .name = "trust", TEXT_IN(own, member), .value = "SERVICE",            \
        .title = "--as role: which service assumes the role (default lambda)" \
    }
#define ROLES_OPTION(own, member)                                                          \
    {                                                                                      \
        .name = "roles", TEXT_IN(own, member), .value = "ID[,ID]",                         \
        .title = "--as policy or managed-policy: the roles of the template that it is for" \
    }
#define STACK_REGION_OPTION(own, member)                              \
    {                                                                 \
        .name = "region", TEXT_IN(own, member), .value = "REGION",    \
        .title = "--as document: the region of what is given by name" \
    }
#define STACK_ACCOUNT_OPTION(own, member)                              \
    {                                                                  \
        .name = "account", TEXT_IN(own, member), .value = "ACCOUNT",   \
        .title = "--as document: the account of what is given by name" \
    }
/* A format that depends on --as where it is not given. */
enum given_format { FORMAT_NOT_GIVEN, FORMAT_GIVEN_YAML, FORMAT_GIVEN_JSON };
extern const struct option_word given_format_words[];
enum samgen_format format_of(enum given_format given, enum samgen_as as);
#define INDENT_OPTION(own, member)                                                            \
    {                                                                                         \
        .name = "indent", NUMBER_IN(own, member), .value = "N", .unit = "spaces", .most = 64, \
        .title = "put N spaces before every line"                                             \
    }
#define EXPLAIN_OPTION(own, member)                                                                    \
    {                                                                                                  \
        .name = "explain", SWITCH_IN(own, member), .title = "add the reasons, as comments in the YAML" \
    }
#define NO_LOGS_OPTION(own, member)                                                                    \
    {                                                                                                  \
        .name = "no-logs", SWITCH_IN(own, member),                                                     \
        .title = "leave out AWSLambdaBasicExecutionRole, which SAM adds to every role that it creates" \
    }
#define NO_KMS_OPTION(own, member, what)                        \
    {                                                           \
        .name = "no-kms", SWITCH_IN(own, member), .title = what \
    }
#define NO_TEMPLATE_KEYS "leave out the keys that encrypt resources in the template; --kms-key gives a key"
#define PARTITION_OPTION(own, member)                                                    \
    {                                                                                    \
        .name = "partition", TEXT_IN(own, member), .words = partition_words,             \
        .title = "partition in ARNs that are built from names (auto: ${AWS::Partition})" \
    }
#define TEMPLATE_OPTION(own, member, what)                                           \
    {                                                                                \
        .name = "template", TEXT_IN(own, member), .value = "TEMPLATE", .title = what \
    }
#define OUTPUT_OPTION(own, member)                                              \
    {                                                                           \
        .name = "output", .letter = 'o', TEXT_IN(own, member), .value = "FILE", \
        .title = "write to FILE instead of standard output"                     \
    }
#define FUNCTION_OPTION(own, member, what)                                           \
    {                                                                                \
        .name = "function", TEXT_IN(own, member), .value = "FUNCTION", .title = what \
    }
#define ROLE_OPTION(own, member, what)                                     \
    {                                                                      \
        .name = "role", TEXT_IN(own, member), .value = "ID", .title = what \
    }
#define REGION_OPTION(own, member)                                              \
    {                                                                           \
        .name = "region", TEXT_IN(own, member), .value = "REGION",              \
        .title = "region to which the template is deployed (default us-east-1)" \
    }
#define SET_OPTION(own, member)                                        \
    {                                                                  \
        .name = "set", TEXTS_IN(own, member), .value = "NAME=VALUE",   \
        .title = "the value of a parameter, or the name of a resource" \
    }
#define MANAGED_POLICIES_OPTION(own, member)                                                                     \
    {                                                                                                            \
        .name = "managed-policies", TEXT_IN(own, member), .value = "DIR",                                        \
        .title = "folder with documents of managed policies, each in a NAME.json", .check = use_managed_policies \
    }
#define SCHEMA_OPTION(own, member, says)                          \
    {                                                             \
        .name = "schema", SWITCH_IN(own, member), .title = (says) \
    }
#define DRY_RUN_OPTION(own, member)                                                                                 \
    {                                                                                                               \
        .name = "dry-run", SWITCH_IN(own, member), .title = "print the change as a unified diff, and write nothing" \
    }

extern const struct option_word style_words[], format_words[], partition_words[], as_words[];
check_value_fn use_managed_policies;

/* Returns false after reporting that --function and --role are both given. */
bool check_choice(const char *function, const char *role);

/* The options that every command has, ended by a NULL name. */
extern const struct option_row common_options[];

/* Option `index` of a command: first its own (NULL: none), then the common ones; NULL after the last. */
const struct option_row *option_at(const struct option_row *own, size_t index);

/* Checks a value (NULL for a switch) and puts it in the option's field. False after an error message. */
bool take_option(struct args *args, const struct option_row *row, const char *value);

/* The name of the value in the help: "FILE" or "yaml|json"; NULL for a switch. */
const char *option_value_name(const struct option_row *row, char *buffer, size_t size);

/* Reports a required option that is missing. Returns false when none is. */
bool lacks_option(const struct args *args, const struct command *command);

/* Frees what take_option allocated. */
void free_options(struct args *args, const struct option_row *own);

/* Takes an option of the grant that is being read; `value` is NULL for a switch. */
typedef void take_option_fn(void *context, const char *name, const char *value);

/* The options that a part of the command line may have, and the reader of those that belong to a grant. */
struct option_reader {
    struct args *args;
    const struct option_row *options;      /* of the command, ended by a NULL name; or NULL */
    const char *missing;                   /* an option that was not given and decides which others exist; or NULL */
    const char *owner;                     /* the command or grant, for messages */
    const struct samgen_grant_info *grant; /* or NULL */
    size_t words_most;
    bool words_optional; /* reading ends also at a word that cannot be the path of a file, as that of a grant cannot */
    take_option_fn *take;
    void *context;
    int *stop; /* not NULL: reading ends at the first word after words_most, and its index is put here */
};

/* Reads argv[1..argc) with getopt_long; words go to args->words. False after an error message. */
bool read_options(const struct option_reader *reader, int argc, char **argv);

#endif
