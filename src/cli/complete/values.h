#ifndef SG_CLI_COMPLETE_VALUES_H
#define SG_CLI_COMPLETE_VALUES_H

#include "cli/options.h"

/*
 * The word at the cursor, and what the words before it say about its values. A value is printed on a line of its own:
 * the whole word, a tab and its title. A line ":file" or ":folder" stands for the names of files or folders, which the
 * shell knows.
 */
struct completion {
    struct args *args;
    const char *word;     /* the part of the word that is completed */
    const char *whole;    /* the word, which begins with what stays: "--style=" */
    const char *template; /* the file that was named as the template, or NULL */
    const char *spec;     /* the same for a spec */
};

/* Prints a value if the word is the beginning of it. */
void offer(const struct completion *c, const char *value, const char *title);

/* Prints the values of what help calls "FILE", "CODE[,CODE]" or "GRANT|COMMAND". */
void offer_kind(const struct completion *c, const char *kind);

void offer_words(const struct completion *c, const struct option_word *words);

/* Prints the values of an option of a grant: its words, or ${Id} for the resources and parameters of the template. */
void offer_own_values(const struct completion *c, const struct samgen_option_info *option);

#endif
