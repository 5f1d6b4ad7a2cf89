#ifndef TESTS_TRIALS_GARBLE_H
#define TESTS_TRIALS_GARBLE_H

#include <stddef.h>

/* A string literal of src/, which tests/trials/compile has made a variable. Its id is "file:line:checksum". */
struct trial_text {
    const char *id;
    char *text;
    size_t size; /* with the NUL at the end */
};

/*
 * Each object calls this once before main. Those texts that SAMGEN_GARBLE names become unreadable, all others stay.
 * `used` has a byte for each, which is 1 when the program came to it. The file SAMGEN_TRIAL_LOG gets the ids of these,
 * one a line.
 */
void trial_start(const struct trial_text *texts, const char *used, size_t count);

#endif
