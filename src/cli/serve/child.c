#include "cli/report.h"
#include "cli/run.h"
#include "cli/serve/tool.h"

#include <errno.h>
#include <limits.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#define SECONDS_MOST 120                       /* of one call; then it is ended */
#define OUTPUT_MOST ((size_t)16 * 1024 * 1024) /* bytes of one stream; what follows is not kept */

/* The ends of the pipes that are the parent's; -1: closed. */
struct ends {
    int in, out, err;
};

static void close_end(int *end)
{
    if (*end >= 0)
        close(*end);
    *end = -1;
}

/* ---- The child ---- */

static void be_child(const struct tool_line *line, int in, int out, int err)
{
    dup2(in, STDIN_FILENO);
    dup2(out, STDOUT_FILENO);
    dup2(err, STDERR_FILENO);
    for (int end = STDERR_FILENO + 1; end < 16; end++) /* all pipes of this call are among the first */
        close(end);
    signal(SIGPIPE, SIG_DFL);
    alarm(SECONDS_MOST);
    _exit((int)run_program((int)line->count, line->words));
}

/* Makes pipes and the process. False when the system refuses. */
static bool start(const struct tool_line *line, struct ends *ends, pid_t *child)
{
    int in[2] = {-1, -1}, out[2] = {-1, -1}, err[2] = {-1, -1};
    bool made = pipe(in) == 0 && pipe(out) == 0 && pipe(err) == 0;
    *child = made ? fork() : -1;
    if (*child == 0)
        be_child(line, in[0], out[1], err[1]);
    close_end(&in[0]);
    close_end(&out[1]);
    close_end(&err[1]);
    *ends = (struct ends){in[1], out[0], err[0]};
    if (*child > 0)
        return true;
    close_end(&ends->in);
    close_end(&ends->out);
    close_end(&ends->err);
    return false;
}

/* ---- The parent ---- */

/* Writes more of the text, and closes the pipe at its end, or when nobody reads it. */
static void feed(struct ends *ends, const char **text, size_t *left)
{
    size_t piece = *left < PIPE_BUF ? *left : PIPE_BUF;
    ssize_t count = piece ? write(ends->in, *text, piece) : 0;
    if (count > 0) {
        *text += count;
        *left -= (size_t)count;
    }
    if (!*left || (count < 0 && errno != EINTR))
        close_end(&ends->in);
}

static void drain(int *end, char **text, size_t *length)
{
    char bytes[16 * 1024];
    ssize_t count = read(*end, bytes, sizeof bytes);
    if (count == 0 || (count < 0 && errno != EINTR))
        close_end(end);
    char *more = count > 0 && *length < OUTPUT_MOST ? realloc(*text, *length + (size_t)count + 1) : NULL;
    if (!more)
        return;
    memcpy(more + *length, bytes, (size_t)count);
    *length += (size_t)count;
    more[*length] = '\0';
    *text = more;
}

static void exchange(struct ends *ends, const char *text, struct tool_run *run)
{
    size_t left = text ? strlen(text) : 0;
    while (ends->out >= 0 || ends->err >= 0) {
        struct pollfd all[] = {{.fd = ends->in, .events = POLLOUT},
                               {.fd = ends->out, .events = POLLIN},
                               {.fd = ends->err, .events = POLLIN}};
        if (poll(all, sizeof all / sizeof *all, -1) < 0 && errno != EINTR)
            return;
        if (all[0].revents)
            feed(ends, &text, &left);
        if (all[1].revents)
            drain(&ends->out, &run->out, &run->out_length);
        if (all[2].revents)
            drain(&ends->err, &run->err, &run->err_length);
    }
}

static void fail(struct tool_run *run, const char *message)
{
    free(run->err);
    run->err = strdup(message);
    run->status = SAMGEN_FAILED;
}

/* A part of an answer could mislead, so nothing of it is given. */
static void refuse_long_answer(struct tool_run *run)
{
    free(run->out);
    run->out = NULL;
    run->out_length = 0;
    fail(run, "samgen: the answer is longer than 16 MiB; ask for less");
}

void run_tool_line(const struct tool_line *line, struct tool_run *run)
{
    struct ends ends;
    pid_t child;
    int status = 0;
    *run = (struct tool_run){0};
    if (!start(line, &ends, &child)) {
        fail(run, "samgen: the system cannot start another process");
        return;
    }
    exchange(&ends, line->input, run);
    close_end(&ends.in);
    while (waitpid(child, &status, 0) < 0 && errno == EINTR)
        ;
    run->status = WIFEXITED(status) ? WEXITSTATUS(status) : SAMGEN_FAILED;
    if (WIFSIGNALED(status))
        fail(run, WTERMSIG(status) == SIGALRM ? "samgen: the call took longer than 120 seconds, and was ended"
                                              : "samgen: the call was ended by a signal");
    else if (run->out_length >= OUTPUT_MOST)
        refuse_long_answer(run);
}

void free_tool_run(struct tool_run *run)
{
    free(run->out);
    free(run->err);
}
