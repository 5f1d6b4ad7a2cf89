#define _DEFAULT_SOURCE /* getentropy, fchown */
#include "base/temporary_internal.h"

#include "base/file.h"
#include "base/text.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>
#ifdef __APPLE__
#include <sys/random.h> /* getentropy */
#endif

#define NAMES_TRIED 100
#define NAME_KEPT \
    100 /* bytes of the file's name that its temporary keeps: file systems allow at least 143 bytes in all */

/* Do not cut a UTF-8 sequence: some file systems reject the name. */
static int name_kept(const char *name)
{
    size_t length = strlen(name);
    if (length <= NAME_KEPT)
        return (int)length;
    length = NAME_KEPT;
    while (length > 0 && ((unsigned char)name[length] & 0xC0) == 0x80)
        length--;
    return (int)length;
}

/* NULL with errno set. */
static const char *random_name(struct sg_arena *a, const char *beside)
{
    static const char letters[] = SG_SMALL_LETTERS "234567";
    unsigned char random[6];
    if (getentropy(random, sizeof random) != 0)
        return NULL;
    char end[sizeof random + 1] = "";
    for (size_t k = 0; k < sizeof random; k++)
        end[k] = letters[random[k] % 32];
    return sg_format(a, ".%.*s.samgen-%s", name_kept(beside), beside, end);
}

static int open_temporary(struct sg_arena *a, int folder, const char *beside, const char **name)
{
    for (int i = 0; i < NAMES_TRIED; i++) {
        *name = random_name(a, beside);
        int fd = *name ? sg_file_open_at(folder, *name, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW) : -1;
        if (fd >= 0 || !*name || errno != EEXIST)
            return fd;
    }
    return -1;
}

bool sg_temporary_link(struct sg_arena *a, int folder, const char *file, const char **name)
{
    for (int i = 0; i < NAMES_TRIED; i++) {
        const char *made = random_name(a, file);
        if (!made)
            break;
        if (linkat(folder, file, folder, made, 0) == 0) {
            *name = made;
            return true;
        }
        if (errno != EEXIST) {
            unlinkat(folder, made, 0); /* over a network it may have happened though it failed */
            break;
        }
    }
    *name = NULL;
    return false;
}

/* If chown fails, reduce the bits of owner and group to those of others. */
static bool copy_rights(int fd, const struct stat *st)
{
    struct stat now;
    bool given = fchown(fd, st->st_uid, st->st_gid) == 0 || fchown(fd, (uid_t)-1, st->st_gid) == 0;
    if (fstat(fd, &now) != 0)
        return false;
    mode_t mode = st->st_mode & 07777;
    if (!given || now.st_uid != st->st_uid)
        mode &= 0777;
    if (now.st_gid != st->st_gid)
        mode = (mode & 0707) | (mode & 07) << 3;
    return fchmod(fd, mode) == 0;
}

/* close() closes the file even when a signal interrupts it. */
static bool close_file(int fd)
{
    return close(fd) == 0 || errno == EINTR;
}

bool sg_temporary_make(struct sg_arena *a, int folder, const char *beside, const char *bytes, size_t length,
                       const struct stat *rights, const char **name)
{
    const char *made = NULL;
    int fd = open_temporary(a, folder, beside, &made);
    *name = fd >= 0 ? made : NULL;
    if (fd < 0)
        return false;
    if (sg_file_write(fd, bytes, length) && copy_rights(fd, rights) && sg_file_sync(fd))
        return close_file(fd);
    int reason = errno;
    close(fd);
    errno = reason;
    return false;
}
