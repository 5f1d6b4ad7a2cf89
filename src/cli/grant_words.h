#ifndef SG_CLI_GRANT_WORDS_H
#define SG_CLI_GRANT_WORDS_H

#include "cli/command.h"

/* The grants that a command line names; their texts are those of argv and of the catalog. */
struct grant_words {
    struct samgen_grant *grants;
    size_t count;
    struct samgen_option *options; /* of all of them */
};

/*
 * Reads GRANT --option value ... [+ GRANT ...], argv[0] being the first grant; `scopes` are the common options that may
 * stand among them (a grant's own option of the same name comes first). False after an error message. The words are to be
 * given back by free_grant_words in either case.
 */
bool read_grant_words(struct args *args, unsigned scopes, int argc, char **argv, struct grant_words *words);
void free_grant_words(struct grant_words *words);

struct option_reader;

/* The same for one grant whose options stand among those of a command: the words are empty, then the options are read. */
bool begin_grant_words(int argc, struct grant_words *words);
bool read_grant_options(const struct option_reader *reader, int argc, char **argv, struct grant_words *words);

#endif
