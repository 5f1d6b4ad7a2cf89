#ifndef SG_CLI_GRANT_WORDS_H
#define SG_CLI_GRANT_WORDS_H

#include "cli/command.h"

/* The grants that a command line names; the texts belong to argv and to the catalog. */
struct grant_words {
    struct samgen_grant *grants;
    size_t count;
    struct samgen_option *options; /* of all of them */
};

struct option_reader;
struct option_row;

/*
 * Reads GRANT --option value ... [+ GRANT ...], where argv[0] is the first grant. `options` of the command may stand
 * among them; a grant's own option of the same name comes first. False after an error message. Call free_grant_words in
 * either case.
 */
bool read_grant_words(struct args *args, const struct option_row *options, int argc, char **argv,
                      struct grant_words *words);
void free_grant_words(struct grant_words *words);

/*
 * The same for one grant whose options stand among those of a command: begin with empty words, then read the options.
 */
bool begin_grant_words(int argc, struct grant_words *words);
bool read_grant_options(const struct option_reader *reader, int argc, char **argv, struct grant_words *words);

#endif
