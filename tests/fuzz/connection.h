#ifndef SG_TESTS_FUZZ_CONNECTION_H
#define SG_TESTS_FUZZ_CONNECTION_H

#include "fuzz.h"

#include "serve/serve.h"

#include <string.h>

/* A connection whose input is all there. */
struct connection {
    const char *in;
    size_t left;
    char *out;
    size_t length, capacity;
};

static inline size_t read_input(void *context, char *bytes, size_t size)
{
    struct connection *c = context;
    size_t count = c->left < size ? c->left : size;
    count = count > 777 ? 777 : count; /* messages come in pieces */
    memcpy(bytes, c->in, count);
    c->in += count;
    c->left -= count;
    return count;
}

static inline bool has_input(void *context)
{
    return ((struct connection *)context)->left > 0;
}

static inline void add(char **text, size_t *length, size_t *capacity, const char *bytes, size_t count)
{
    if (*length + count + 1 > *capacity) {
        *capacity = 2 * (*length + count + 1);
        *text = realloc(*text, *capacity);
        MUST(*text != NULL);
    }
    memcpy(*text + *length, bytes, count);
    *length += count;
    (*text)[*length] = '\0';
}

static inline void write_output(void *context, const char *bytes, size_t length)
{
    struct connection *c = context;
    add(&c->out, &c->length, &c->capacity, bytes, length);
}

static inline struct sg_channel channel_of(struct connection *connection)
{
    return (struct sg_channel){.context = connection, .read = read_input, .is_ready = has_input, .write = write_output};
}

#endif
