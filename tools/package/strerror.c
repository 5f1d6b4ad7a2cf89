/*
 * What is wrong with a file, in the words of glibc, for a program that is linked with musl: its messages are the same
 * then, and so are the tests of them. Where this is linked, it stands for the strerror() of the library.
 */
#include <errno.h>
#include <stdio.h>
#include <string.h>

static const struct {
    int number;
    const char *text;
} rows[] = {
    {EACCES, "Permission denied"},
    {EAGAIN, "Resource temporarily unavailable"},
    {EBADF, "Bad file descriptor"},
    {EBUSY, "Device or resource busy"},
    {EDQUOT, "Disk quota exceeded"},
    {EEXIST, "File exists"},
    {EFBIG, "File too large"},
    {EINTR, "Interrupted system call"},
    {EINVAL, "Invalid argument"},
    {EIO, "Input/output error"},
    {EISDIR, "Is a directory"},
    {ELOOP, "Too many levels of symbolic links"},
    {EMFILE, "Too many open files"},
    {EMLINK, "Too many links"},
    {ENAMETOOLONG, "File name too long"},
    {ENFILE, "Too many open files in system"},
    {ENODEV, "No such device"},
    {ENOENT, "No such file or directory"},
    {ENOMEM, "Cannot allocate memory"},
    {ENOSPC, "No space left on device"},
    {ENOSYS, "Function not implemented"},
    {ENOTDIR, "Not a directory"},
    {ENOTEMPTY, "Directory not empty"},
    {ENOTSUP, "Operation not supported"},
    {ENXIO, "No such device or address"},
    {EOVERFLOW, "Value too large for defined data type"},
    {EPERM, "Operation not permitted"},
    {EPIPE, "Broken pipe"},
    {EROFS, "Read-only file system"},
    {ESPIPE, "Illegal seek"},
    {ESTALE, "Stale file handle"},
    {ETXTBSY, "Text file busy"},
    {EXDEV, "Invalid cross-device link"},
};

char *strerror(int number)
{
    static _Thread_local char text[64];
    const char *found = NULL;
    for (size_t i = 0; i < sizeof rows / sizeof *rows && !found; i++)
        if (rows[i].number == number)
            found = rows[i].text;
    if (found)
        snprintf(text, sizeof text, "%s", found);
    else
        snprintf(text, sizeof text, "error %d of the system", number);
    return text;
}
