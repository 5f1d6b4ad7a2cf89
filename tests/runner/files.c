#include "files.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static void stop(const char *path)
{
    fprintf(stderr, "run-case: %s: %s\n", path, strerror(errno));
    exit(2);
}

const char *path_in(const char *dir, const char *name)
{
    static char paths[4][4096];
    static unsigned calls;
    char *path = paths[calls++ % 4];
    int length = snprintf(path, sizeof paths[0], "%s/%s", dir, name);
    if (length < 0 || (size_t)length >= sizeof paths[0]) {
        errno = ENAMETOOLONG;
        stop(name);
    }
    return path;
}

bool is_file(const char *path)
{
    struct stat st;
    return stat(path, &st) == 0 && S_ISREG(st.st_mode);
}

struct text read_file(const char *path)
{
    struct text text = {0};
    FILE *file = fopen(path, "rb");
    if (!file && errno != ENOENT)
        stop(path);
    size_t room = 0, got = 0;
    do {
        text.length += got;
        if (text.length + 1 >= room && !(text.bytes = realloc(text.bytes, room = room * 2 + 4096)))
            stop(path);
    } while (file && (got = fread(text.bytes + text.length, 1, room - text.length - 1, file)) > 0);
    if (file && (ferror(file) || fclose(file) != 0))
        stop(path);
    text.bytes[text.length] = '\0';
    return text;
}

void write_file(const char *path, struct text text)
{
    FILE *file = fopen(path, "wb");
    if (!file || fwrite(text.bytes, 1, text.length, file) != text.length || fclose(file) != 0)
        stop(path);
}

bool same_file(const char *one, const char *other)
{
    struct text a = read_file(one), b = read_file(other);
    bool same = a.length == b.length && memcmp(a.bytes, b.bytes, a.length) == 0;
    free(a.bytes);
    free(b.bytes);
    return same;
}

/* Calls visit with each entry of a folder; its path is good during the call alone. */
static void each_entry(const char *folder, const char *to, void (*visit)(const char *path, const char *to))
{
    DIR *dir = opendir(folder);
    if (!dir)
        stop(folder);
    for (struct dirent *entry; (entry = readdir(dir));)
        if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0) {
            char *path = strdup(path_in(folder, entry->d_name));
            char *target = strdup(to ? path_in(to, entry->d_name) : "");
            visit(path, target);
            free(path);
            free(target);
        }
    closedir(dir);
}

void copy_tree(const char *from, const char *to)
{
    struct stat st;
    if (stat(from, &st) != 0)
        stop(from);
    if (S_ISDIR(st.st_mode)) {
        if (mkdir(to, 0777) != 0 && errno != EEXIST)
            stop(to);
        each_entry(from, to, copy_tree);
        return;
    }
    struct text text = read_file(from);
    write_file(to, text);
    free(text.bytes);
    if ((st.st_mode & 0111) && chmod(to, st.st_mode & 0777) != 0)
        stop(to);
}

static void remove_entry(const char *path, const char *to)
{
    (void)to;
    remove_tree(path);
}

void remove_tree(const char *path)
{
    struct stat st;
    if (lstat(path, &st) != 0)
        return;
    if (S_ISDIR(st.st_mode)) {
        chmod(path, 0700); /* a case may have closed it */
        each_entry(path, NULL, remove_entry);
    }
    if (remove(path) != 0)
        stop(path);
}

/* In the child. A descriptor is open for the command as `number`. */
static void redirect(const char *path, int flags, int number)
{
    int fd = open(path, flags, 0666);
    if (fd < 0 || dup2(fd, number) < 0)
        stop(path);
    close(fd);
}

static void run_program(const char *const argv[])
{
    char *copies[16] = {0}; /* execvp wants what it could change */
    for (size_t i = 0; argv[i] && i + 1 < sizeof copies / sizeof *copies; i++)
        if (!(copies[i] = strdup(argv[i])))
            stop(argv[i]);
    execvp(copies[0], copies);
    stop(copies[0]);
}

int run_in(const char *folder, const char *const argv[], const char *out, const char *err)
{
    fflush(stdout);
    pid_t child = fork();
    if (child == 0) {
        if (folder && chdir(folder) != 0)
            stop(folder);
        redirect("/dev/null", O_RDONLY, 0);
        if (err)
            redirect(err, O_WRONLY | O_CREAT | O_TRUNC, 2);
        if (out)
            redirect(out, O_WRONLY | O_CREAT | O_TRUNC, 1);
        run_program(argv);
    }
    int status;
    while (waitpid(child, &status, 0) < 0)
        if (errno != EINTR)
            stop(argv[0]);
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

void print_diff(const char *want, const char *got)
{
    char a[PATH_MAX], b[PATH_MAX];
    snprintf(a, sizeof a, "%s", is_file(want) ? want : "/dev/null");
    snprintf(b, sizeof b, "%s", is_file(got) ? got : "/dev/null");
    run_in(NULL, (const char *[]){"diff", "-u", a, b, NULL}, NULL, NULL);
}
