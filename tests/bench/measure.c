/*
 * Runs a command with its output thrown away and prints its wall clock time in seconds, its peak memory in kilobytes,
 * its exit status and its processor time in seconds. A small program of its own, because a new process inherits the
 * peak of the one that started it.
 */
#include <fcntl.h>
#include <spawn.h>
#include <stdio.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>

extern char **environ;

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static double seconds_of(struct timeval t)
{
    return (double)t.tv_sec + (double)t.tv_usec / 1e6;
}

int main(int argc, char **argv)
{
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0);
    posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0);
    pid_t pid;
    int status;
    struct rusage usage;
    double start = now();
    if (argc < 2 || posix_spawn(&pid, argv[1], &actions, NULL, argv + 1, environ) != 0 ||
        waitpid(pid, &status, 0) != pid)
        return 2;
    double seconds = now() - start;
    posix_spawn_file_actions_destroy(&actions);
    getrusage(RUSAGE_CHILDREN, &usage);
    printf("%.6f %ld %d %.6f\n", seconds, usage.ru_maxrss, WIFEXITED(status) ? WEXITSTATUS(status) : -1,
           seconds_of(usage.ru_utime) + seconds_of(usage.ru_stime));
    return 0;
}
