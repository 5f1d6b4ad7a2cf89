#ifndef SG_CLI_PROGRESS_H
#define SG_CLI_PROGRESS_H

#include <stdbool.h>
#include <stddef.h>

/* A bar at the bottom of a terminal, on standard error. */
struct progress {
    size_t total;     /* 0: not known */
    const char *unit; /* what is counted: "files" */
    bool shown;       /* there is a terminal, and enough to do */
    bool drawn;       /* the bar stands there now */
    double last;      /* when it was drawn, in seconds */
};

/* Whether a bar can be shown; `total` is to be set then. */
bool can_show_progress(void);

/* Draws the bar, a few times a second at most. */
void draw_progress(struct progress *progress, size_t done);

/* Takes it away, so that something else can be printed. */
void clear_progress(struct progress *progress);

#endif
