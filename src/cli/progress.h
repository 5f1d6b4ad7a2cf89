#ifndef SG_CLI_PROGRESS_H
#define SG_CLI_PROGRESS_H

#include <stdbool.h>
#include <stddef.h>

/* A bar at the bottom of a terminal, on standard error. */
struct progress {
    size_t total;     /* 0: not known */
    const char *unit; /* what is counted: "files" */
    bool shown;       /* there is a terminal, and enough work */
    bool drawn;       /* the bar is on the screen */
    double last;      /* when it was drawn, in seconds */
};

/* Returns whether a bar can be shown; set `total` then. */
bool can_show_progress(void);

/* Draws the bar, a few times a second at most. */
void draw_progress(struct progress *progress, size_t done);

/* Removes the bar, so that something else can be printed. */
void clear_progress(struct progress *progress);

#endif
