#ifndef SG_CLI_COMPLETE_LINE_H
#define SG_CLI_COMPLETE_LINE_H

#include <stdbool.h>
#include <stddef.h>

/*
 * The words of a command line as a shell reads them, without their quotes. The last one is at the cursor, and may be
 * "".
 */
struct command_line {
    const char **words;
    size_t count;
    char *text; /* of the words */
};

/* False without memory. */
bool split_line(const char *line, struct command_line *words);
void free_line(struct command_line *words);

#endif
