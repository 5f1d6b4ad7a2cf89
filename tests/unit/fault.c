#define _GNU_SOURCE
#include "fault.h"

#include "sam/role.h"
#include "yaml/load.h"

#include <cyaml/cyaml.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

struct fault fault;

static bool is_met(const char *call)
{
    if (fault.delay)
        nanosleep(&(struct timespec){.tv_nsec = rand() % (long)fault.delay * 1000}, NULL);
    if (!fault.first || (fault.call && strcmp(fault.call, call) != 0))
        return false;
    fault.seen++;
    if (fault.seen < fault.first || fault.seen > fault.last)
        return false;
    fault.hits++;
    fault.last_hit = call;
    if (fault.how == FAULT_HOOK) {
        void (*hook)(void) = fault.hook;
        fault = (struct fault){.hits = 1, .last_hit = call};
        hook();
    }
    return fault.first != 0;
}

#define DECLARE(type, name, parameters) \
    type __real_##name parameters;      \
    type __wrap_##name parameters;      \
    type __wrap_##name parameters

/* A call that returns -1 when it fails. */
#define FAULTY(type, name, parameters, arguments) \
    DECLARE(type, name, parameters)               \
    {                                             \
        if (!is_met(#name))                       \
            return __real_##name arguments;       \
        if (fault.how == FAULT_DONE)              \
            __real_##name arguments;              \
        errno = fault.error;                      \
        return -1;                                \
    }

FAULTY(int, fsync, (int fd), (fd))
FAULTY(int, stat, (const char *path, struct stat *st), (path, st))
FAULTY(int, lstat, (const char *path, struct stat *st), (path, st))
FAULTY(int, fstat, (int fd, struct stat *st), (fd, st))
FAULTY(int, fstatat, (int folder, const char *name, struct stat *st, int flags), (folder, name, st, flags))
FAULTY(int, faccessat, (int folder, const char *name, int mode, int flags), (folder, name, mode, flags))
FAULTY(int, fchmod, (int fd, mode_t mode), (fd, mode))
FAULTY(int, fchown, (int fd, uid_t owner, gid_t group), (fd, owner, group))
FAULTY(int, renameat, (int from, const char *old, int to, const char *new), (from, old, to, new))
FAULTY(int, linkat, (int from, const char *old, int to, const char *new, int flags), (from, old, to, new, flags))
FAULTY(int, unlinkat, (int folder, const char *name, int flags), (folder, name, flags))
FAULTY(int, getentropy, (void *bytes, size_t length), (bytes, length))

DECLARE(ssize_t, write, (int fd, const void *bytes, size_t length))
{
    if (!is_met("write"))
        return __real_write(fd, bytes, length);
    if (fault.how == FAULT_SHORT)
        return __real_write(fd, bytes, 1);
    errno = fault.error;
    return -1;
}

DECLARE(ssize_t, pread, (int fd, void *bytes, size_t length, off_t at))
{
    if (!is_met("pread"))
        return __real_pread(fd, bytes, length, at);
    if (fault.how == FAULT_SHORT)
        return __real_pread(fd, bytes, 1, at);
    errno = fault.error;
    return -1;
}

DECLARE(char *, realpath, (const char *path, char *resolved))
{
    if (!is_met("realpath"))
        return __real_realpath(path, resolved);
    errno = fault.error;
    return NULL;
}

/* Whatever it answers, the descriptor is gone. */
DECLARE(int, close, (int fd))
{
    int result = __real_close(fd);
    if (!is_met("close"))
        return result;
    errno = fault.error;
    return -1;
}

DECLARE(int, openat, (int folder, const char *name, int flags, ...))
{
    va_list rest;
    va_start(rest, flags);
    unsigned mode = flags & O_CREAT ? va_arg(rest, unsigned) : 0;
    va_end(rest);
    if (!is_met("openat"))
        return __real_openat(folder, name, flags, mode);
    errno = fault.error;
    return -1;
}

/* ---- Checks of what samgen has made ---- */

DECLARE(cyaml_err_t, cyaml_load_data,
        (const uint8_t *bytes, size_t length, const cyaml_config_t *config, const cyaml_schema_value_t *schema,
         cyaml_data_t **data, unsigned *count))
{
    return is_met("cyaml_load_data") ? CYAML_ERR_INTERNAL_ERROR
                                     : __real_cyaml_load_data(bytes, length, config, schema, data, count);
}

DECLARE(bool, sg_yaml_means, (struct sg_arena * a, const struct sg_source *source, const struct sg_node *tree))
{
    return !is_met("sg_yaml_means") && __real_sg_yaml_means(a, source, tree);
}

DECLARE(bool, sg_build_roles, (const struct sg_template *t, struct sg_roles *roles))
{
    return !is_met("sg_build_roles") && __real_sg_build_roles(t, roles);
}

DECLARE(struct sg_node *, sg_yaml_load,
        (struct sg_arena * a, const struct sg_source *source, enum sg_aliases aliases, struct sg_findings *findings))
{
    return is_met("sg_yaml_load") ? NULL : __real_sg_yaml_load(a, source, aliases, findings);
}
