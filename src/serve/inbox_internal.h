#ifndef SG_SERVE_INBOX_INTERNAL_H
#define SG_SERVE_INBOX_INTERNAL_H

#include "serve/serve.h"

/* The headers of one message, and one message: an editor sends a whole document in one. */
#define SG_HEADER_MOST ((size_t)4096)
#define SG_MESSAGE_MOST ((size_t)32 * 1024 * 1024)
/* Messages that wait. More stay with the sender until these are answered. */
#define SG_WAITING_MOST ((size_t)1000)

enum sg_framing {
    SG_FRAMED, /* LSP: Content-Length, an empty line, the message */
    SG_LINES,  /* MCP: a message a line */
};

/* Messages that came. Begins with `channel` and `framing` set, the rest zero. */
struct sg_inbox {
    const struct sg_channel *channel;
    enum sg_framing framing;
    char *bytes; /* that are not a whole message yet: bytes[start, length) */
    size_t start, length, capacity;
    size_t seen;       /* of them, from start on, without the end of a line */
    json_t *waiting;   /* a list */
    const char *fault; /* why the next message cannot be found, or NULL */
    bool ended;
};

/*
 * Waits for the next message. A text that is not JSON is null. Returns a new reference; NULL at the end, and after a
 * fault.
 */
json_t *sg_inbox_next(struct sg_inbox *inbox);

/* Takes in what has come meanwhile, without waiting. */
void sg_inbox_look(struct sg_inbox *inbox);

void sg_inbox_free(struct sg_inbox *inbox);

/* Sends a message, which it takes over. */
void sg_send(const struct sg_inbox *inbox, json_t *message);

/* Error codes of JSON-RPC and LSP. */
enum sg_rpc_error {
    SG_RPC_PARSE = -32700,
    SG_RPC_REQUEST = -32600,
    SG_RPC_METHOD = -32601,
    SG_RPC_PARAMS = -32602,
    SG_RPC_INTERNAL = -32603,
    SG_RPC_NOT_INITIALIZED = -32002,
    SG_RPC_CANCELLED = -32800,
};

/* An answer with a result (taken over), or with an error. `id` may be NULL. */
json_t *sg_rpc_result(const json_t *id, json_t *result);
json_t *sg_rpc_error(const json_t *id, enum sg_rpc_error code, const char *message);

#endif
