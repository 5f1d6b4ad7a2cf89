/* Runs a command whose output is a terminal, and copies what it prints to standard output. Returns its exit code. */
#define _DEFAULT_SOURCE /* usleep */
#define _XOPEN_SOURCE 700
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

static void run(const char *terminal, char **command)
{
    int fd = setsid() < 0 ? -1 : open(terminal, O_RDWR);
    if (fd < 0 || dup2(fd, STDOUT_FILENO) < 0 || dup2(fd, STDERR_FILENO) < 0)
        _exit(127);
    execvp(command[0], command);
    _exit(127);
}

int main(int argc, char **argv)
{
    int master = posix_openpt(O_RDWR | O_NOCTTY), status;
    if (argc < 2 || master < 0 || grantpt(master) != 0 || unlockpt(master) != 0)
        return 126;
    const char *name = ptsname(master);
    int kept = open(name, O_RDWR | O_NOCTTY); /* the output stays until it is read */
    pid_t child = fork();
    if (child == 0)
        run(name, argv + 1);
    char bytes[4096];
    bool ended = false;
    (void)fcntl(master, F_SETFL, O_NONBLOCK);
    for (;;) {
        ssize_t got = read(master, bytes, sizeof bytes);
        if (got > 0)
            fwrite(bytes, 1, (size_t)got, stdout);
        else if (ended)
            break;
        else if (waitpid(child, &status, WNOHANG) == child)
            ended = true;
        else
            usleep(1000);
    }
    close(kept);
    return WIFEXITED(status) ? WEXITSTATUS(status) : 126;
}
