#include "cli/serve/channel.h"

#include <errno.h>
#include <poll.h>
#include <unistd.h>

static size_t read_input(void *context, char *bytes, size_t size)
{
    const struct standard_channel *standard = context;
    ssize_t count;
    do
        count = standard->closed ? 0 : read(STDIN_FILENO, bytes, size);
    while (count < 0 && errno == EINTR);
    return count > 0 ? (size_t)count : 0;
}

static bool has_input(void *context)
{
    struct pollfd input = {.fd = STDIN_FILENO, .events = POLLIN};
    (void)context;
    return poll(&input, 1, 0) > 0;
}

static void write_output(void *context, const char *bytes, size_t length)
{
    struct standard_channel *standard = context;
    while (length && !standard->closed) {
        ssize_t count = write(STDOUT_FILENO, bytes, length);
        if (count < 0 && errno == EINTR)
            continue;
        standard->closed = count <= 0;
        bytes += count > 0 ? count : 0;
        length -= count > 0 ? (size_t)count : 0;
    }
}

void open_channel(struct standard_channel *standard)
{
    *standard = (struct standard_channel){
        .channel = {.context = standard, .read = read_input, .is_ready = has_input, .write = write_output}};
}
