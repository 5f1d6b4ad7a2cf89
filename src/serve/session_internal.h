#ifndef SG_SERVE_SESSION_INTERNAL_H
#define SG_SERVE_SESSION_INTERNAL_H

#include "api/context.h"
#include "serve/document_internal.h"
#include "serve/inbox_internal.h"

/* A conversation with an editor. */
struct sg_session {
    struct samgen *samgen;
    struct sg_inbox inbox;
    struct sg_documents documents;
    json_t *folders; /* of the workspace: paths */
    bool initialized, shut_down, left;
    bool snippets, as_is, markdown; /* what the editor can do; as_is: it inserts lines without indenting them */
    bool watches_files;             /* it reports changed files on request */
    enum sg_rpc_error error;        /* of a request that is refused */
    const char *error_text;
};

/* Refuses the request that is being handled. Returns NULL. */
json_t *sg_refuse(struct sg_session *session, enum sg_rpc_error error, const char *text);

/* Sends a notification; `params` is taken over. */
void sg_notify(struct sg_session *session, const char *method, json_t *params);

/* Shows the user a message that is not a diagnostic. */
void sg_tell(struct sg_session *session, const char *text);

/* The document of params.textDocument; NULL after refusing. */
struct sg_document *sg_document_of(struct sg_session *session, const json_t *params);

/* The same, with the byte of params.position. */
struct sg_document *sg_document_at(struct sg_session *session, const json_t *params, size_t *offset);

/* {start, end} of bytes of a text. */
json_t *sg_range(struct sg_text text, size_t start, size_t end);

/* The place {line, character}. */
json_t *sg_place_json(struct sg_place place);
bool sg_read_place_json(const json_t *json, struct sg_place *place);

/* The folder of the workspace that has a path, the nearest; NULL: none. */
const char *sg_folder_of(const struct sg_session *session, const char *path);

/* Decides by what it has whether a document with any name is a spec. */
void sg_name_kind(struct sg_document *document);

/* Checks a document and publishes its diagnostics. */
void sg_publish(struct sg_session *session, struct sg_document *document);

/* What lint finds in a document with the settings of its folder. False when it is not to be checked. */
bool sg_check_document(struct sg_session *session, struct sg_document *document,
                       const struct samgen_lint_settings **settings, struct samgen_lint_report *report);

/* Takes what initialize says of the editor: what it can do, its folders. */
void sg_read_client(struct sg_session *session, const json_t *params);

/* Handlers of notifications. */
void sg_take_open(struct sg_session *session, const json_t *params);
void sg_take_change(struct sg_session *session, const json_t *params);
void sg_take_close(struct sg_session *session, const json_t *params);
void sg_take_folders(struct sg_session *session, const json_t *params);

/* Handlers of requests: each returns the result (a new reference), or NULL after refusing. */
typedef json_t *sg_answer_fn(struct sg_session *session, const json_t *params);
sg_answer_fn sg_answer_code_action, sg_answer_hover, sg_answer_completion, sg_answer_resolve, sg_answer_definition,
    sg_answer_references, sg_answer_code_lens, sg_answer_command;

#endif
