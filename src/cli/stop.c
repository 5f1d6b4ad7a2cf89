#include "cli/stop.h"

#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stddef.h>
#include <unistd.h>

/* A handler of signals has nothing but these. */
static atomic_int writers; /* threads between begin_writing and end_writing */
static atomic_int stopped; /* the signal that came, or 0 */
static pthread_once_t installed = PTHREAD_ONCE_INIT;

static void end_by(int signal)
{
    const struct sigaction usual = {.sa_handler = SIG_DFL};
    sigaction(signal, &usual, NULL);
    raise(signal);
}

/*
 * A thread that begins to write after this sees `stopped`; one that began before is among `writers`, and ends the
 * program.
 */
static void stop(int signal)
{
    atomic_store(&stopped, signal);
    if (atomic_load(&writers) == 0)
        end_by(signal);
}

/* What is ignored, as nohup does it, stays so. */
static void install(void)
{
    static const int signals[] = {SIGHUP, SIGINT, SIGTERM};
    for (size_t i = 0; i < sizeof signals / sizeof *signals; i++) {
        struct sigaction now;
        const struct sigaction own = {.sa_handler = stop, .sa_flags = SA_RESTART};
        if (sigaction(signals[i], NULL, &now) == 0 && now.sa_handler != SIG_IGN)
            sigaction(signals[i], &own, NULL);
    }
}

void begin_writing(void)
{
    pthread_once(&installed, install);
    atomic_fetch_add(&writers, 1);
    if (!atomic_load(&stopped))
        return;
    end_writing();
    for (;;)
        pause(); /* another thread writes, and ends the program after it */
}

void end_writing(void)
{
    int signal;
    if (atomic_fetch_sub(&writers, 1) == 1 && (signal = atomic_load(&stopped)))
        end_by(signal);
}
