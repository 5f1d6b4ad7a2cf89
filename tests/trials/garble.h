#ifndef TESTS_TRIALS_GARBLE_H
#define TESTS_TRIALS_GARBLE_H

#include <stddef.h>

/* A string literal of src/, which tests/trials/compile has made a variable. Its id is "file:line:checksum". */
struct trial_text {
    const char *id;
    char *text;
    size_t size; /* with the NUL at the end */
};

/* Each source calls this once before main. Those texts that SAMGEN_GARBLE names become unreadable, all others stay. */
void trial_garble(const struct trial_text *texts, size_t count);

#endif
