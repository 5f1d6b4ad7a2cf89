#include "cli/progress.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#define WIDTH 30
#define SECONDS_BETWEEN 0.1

bool can_show_progress(void)
{
    const char *terminal = getenv("TERM");
    return isatty(STDERR_FILENO) && terminal && strcmp(terminal, "dumb") != 0;
}

static double now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

void draw_progress(struct progress *p, size_t done)
{
    double time = p->shown ? now() : 0;
    if (!p->shown || time < p->last + SECONDS_BETWEEN)
        return;
    p->last = time;
    p->drawn = true;
    if (!p->total) {
        fprintf(stderr, "\r\033[K%zu %s", done, p->unit);
        return;
    }
    size_t filled = done < p->total ? done * WIDTH / p->total : WIDTH;
    char bar[WIDTH + 1];
    memset(bar, '#', filled);
    memset(bar + filled, '.', WIDTH - filled);
    bar[WIDTH] = '\0';
    fprintf(stderr, "\r\033[K[%s] %zu of %zu %s", bar, done, p->total, p->unit);
}

void clear_progress(struct progress *p)
{
    if (p->drawn)
        fputs("\r\033[K", stderr);
    p->drawn = false;
}
