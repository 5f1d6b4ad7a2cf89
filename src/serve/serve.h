#ifndef SG_SERVE_SERVE_H
#define SG_SERVE_SERVE_H

#include <samgen/samgen.h>

#include <jansson.h>

/*
 * Conversations with editors (LSP) and agents (MCP) over two streams of bytes. What is written is done by the library's
 * functions.
 */

/* How bytes come and go. */
struct sg_channel {
    void *context;
    /* Waits for bytes and returns how many it read; 0 at the end. */
    size_t (*read)(void *context, char *bytes, size_t size);
    /* Returns whether read would return at once. */
    bool (*is_ready)(void *context);
    void (*write)(void *context, const char *bytes, size_t length);
};

/* How a conversation ended; the program exits with the same numbers. */
enum sg_serve_end {
    SG_SERVE_DONE = 0,
    SG_SERVE_NO_SHUTDOWN = 1, /* LSP: the client went away without `shutdown` */
    SG_SERVE_BROKEN = 2,      /* what came is not the protocol */
};

/* Speaks the Language Server Protocol 3.17 until the client ends it. */
enum sg_serve_end sg_serve_lsp(struct samgen *samgen, const struct sg_channel *channel);

/* What a tool answers: the text, the same as JSON (a new reference) or NULL, and whether the call failed. */
struct sg_tool_answer {
    char *text; /* of malloc */
    json_t *structured;
    bool failed;
};

/* A tool that agents call. */
struct sg_tool {
    const char *name, *title;
    bool writes; /* it can change files */
    const char *description;
    json_t *(*input)(const struct sg_tool *tool);  /* a JSON Schema of its arguments; a new reference */
    json_t *(*output)(const struct sg_tool *tool); /* the same of `structured`; NULL: it has none */
    void (*call)(const struct sg_tool *tool, const json_t *arguments, struct sg_tool_answer *answer);
    const void *row; /* of the owner */
};

/* Speaks the Model Context Protocol. `instructions` say when to call what. */
enum sg_serve_end sg_serve_mcp(const struct sg_tool *tools, size_t count, const char *instructions,
                               const struct sg_channel *channel);

#endif
