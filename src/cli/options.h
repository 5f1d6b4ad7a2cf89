#ifndef SG_CLI_OPTIONS_H
#define SG_CLI_OPTIONS_H

#include "cli/command.h"

/* What a command does, and so which options it takes. */
enum {
    ANYWHERE = 0,
    MAKES_BLOCKS = 1,
    READS_SPEC = 2,
    READS_TEMPLATE = 4,
    DECIDES = 8,
    EXPLAINS = 16,
    MAKES_PROJECT = 32,
    APPLIES = 64,
    LINTS = 128,
    DIAGNOSES = 256,
    WRITES_PLACE = 512,
    OF_SOURCE = 1024,
    OF_SERVICE = 2048,
    LETS_IN = 4096
};

#define JOBS_MOST 256

/* An option that does not belong to one grant. */
struct option_row {
    const char *name;
    char letter;       /* or 0 */
    const char *value; /* as help calls it, or NULL for a switch */
    const char *title;
    unsigned scope; /* the commands that take it: ANYWHERE, or one of the bits */
    bool (*apply)(struct args *args, const struct option_row *row, const char *value);
    size_t field; /* of struct args, which it is put in; 0: `apply` knows */
};

extern const struct option_row option_rows[];
extern const size_t option_row_count;
bool option_in_scope(const struct option_row *row, unsigned scopes);

/* Takes an option of the grant that is being read; `value` is NULL for a switch. */
typedef void take_option_fn(void *context, const char *name, const char *value);

/* Which options a stretch of the command line may hold, and what reads those that are the grant's own. */
struct option_reader {
    struct args *args;
    const char *missing;                   /* the option that is not there, and says which others there are; or NULL */
    const char *owner;                     /* the command or grant, for messages */
    const struct samgen_grant_info *grant; /* or NULL */
    unsigned scopes;
    size_t words_most;
    take_option_fn *take;
    void *context;
    int *stop; /* not NULL: reading ends at the first word beyond words_most, whose place is put here */
};

/* Reads argv[1..argc) with getopt_long; words go to args->words. False after an error message. */
bool read_options(const struct option_reader *reader, int argc, char **argv);

#endif
