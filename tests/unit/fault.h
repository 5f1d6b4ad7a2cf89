#ifndef TESTS_FAULT_H
#define TESTS_FAULT_H

#include <stdbool.h>

/*
 * Stands between the program and the system calls that fault.c wraps: lets some of them fail, or happen late.
 * A test that uses it is linked with --wrap for each of them. All zero: nothing happens.
 */
enum fault_how {
    FAULT_REFUSED, /* fails, and nothing is done */
    FAULT_DONE,    /* is done, and fails all the same */
    FAULT_SHORT,   /* reads or writes one byte */
    FAULT_HOOK     /* calls `hook`, then goes on */
};

struct fault {
    const char *call; /* only these calls count; NULL: all */
    int first, last;  /* which of them, from 1; 0: none */
    int error;
    enum fault_how how;
    void (*hook)(void);
    unsigned delay; /* before each call, up to so many microseconds */

    int seen, hits;       /* calls counted, and those among them that were met */
    const char *last_hit; /* the name of the last one met */
};
extern struct fault fault;

#endif
