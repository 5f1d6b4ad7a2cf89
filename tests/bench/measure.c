/*
 * Runs a command with its output thrown away and prints its wall clock time in seconds, its peak memory in kilobytes and
 * its exit status. A small program of its own, since a process inherits the peak of the one that started it.
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

int main(int argc, char **argv)
{
    posix_spawn_file_actions_t actions;
    pid_t pid;
    int status;
    struct rusage usage;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0);
    posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0);
    double start = now();
    if (argc < 2 || posix_spawn(&pid, argv[1], &actions, NULL, argv + 1, environ) != 0)
        return 2;
    if (wait4(pid, &status, 0, &usage) != pid)
        return 2;
    printf("%.6f %ld %d\n", now() - start, usage.ru_maxrss, WIFEXITED(status) ? WEXITSTATUS(status) : -1);
    return 0;
}
