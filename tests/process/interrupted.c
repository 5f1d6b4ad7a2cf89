/*
 * Stands between samgen and the system calls that write: the call number INTERRUPT_AT of the run meets the signal
 * INTERRUPT_BY first. The program `interrupted` is samgen with this; interrupted.sh runs it.
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

static atomic_int seen;

static int number(const char *name)
{
    const char *text = getenv(name);
    return text ? atoi(text) : 0;
}

static void meet(void)
{
    if (atomic_fetch_add(&seen, 1) + 1 == number("INTERRUPT_AT"))
        kill(getpid(), number("INTERRUPT_BY"));
}

#define MET(type, name, parameters, arguments) \
    type __real_##name parameters;             \
    type __wrap_##name parameters;             \
    type __wrap_##name parameters              \
    {                                          \
        meet();                                \
        return __real_##name arguments;        \
    }

MET(int, close, (int fd), (fd))
MET(int, fchmod, (int fd, mode_t mode), (fd, mode))
MET(int, fchown, (int fd, uid_t user, gid_t group), (fd, user, group))
MET(int, fclose, (FILE * file), (file))
MET(FILE *, fdopen, (int fd, const char *mode), (fd, mode))
MET(int, fsync, (int fd), (fd))
MET(int, mkdir, (const char *path, mode_t mode), (path, mode))
MET(int, rename, (const char *from, const char *to), (from, to))
MET(int, renameat, (int old, const char *from, int new, const char *to), (old, from, new, to))
MET(int, unlink, (const char *path), (path))
MET(int, unlinkat, (int folder, const char *path, int flags), (folder, path, flags))
MET(ssize_t, write, (int fd, const void *bytes, size_t length), (fd, bytes, length))

static mode_t mode_after(int flags, va_list rest)
{
    return flags & O_CREAT ? va_arg(rest, mode_t) : 0;
}

int __real_open(const char *path, int flags, ...);
int __wrap_open(const char *path, int flags, ...);
int __wrap_open(const char *path, int flags, ...)
{
    va_list rest;
    va_start(rest, flags);
    mode_t mode = mode_after(flags, rest);
    va_end(rest);
    meet();
    return __real_open(path, flags, mode);
}

int __real_openat(int folder, const char *path, int flags, ...);
int __wrap_openat(int folder, const char *path, int flags, ...);
int __wrap_openat(int folder, const char *path, int flags, ...)
{
    va_list rest;
    va_start(rest, flags);
    mode_t mode = mode_after(flags, rest);
    va_end(rest);
    meet();
    return __real_openat(folder, path, flags, mode);
}
