#ifndef SG_SERVE_DOCUMENT_INTERNAL_H
#define SG_SERVE_DOCUMENT_INTERNAL_H

#include "base/arena.h"
#include "serve/position_internal.h"
#include "yaml/tree.h"

#include <jansson.h>
#include <time.h>

/* A longer text is not kept: no template comes near it. More documents than these are not kept either. */
#define SG_DOCUMENT_MOST ((size_t)8 * 1024 * 1024)
#define SG_DOCUMENTS_MOST 1000

enum sg_document_kind { SG_DOCUMENT_TEMPLATE, SG_DOCUMENT_SPEC, SG_DOCUMENT_SETTINGS };

/* A text that the editor has open, and the tree of the last version of it that could be read. */
struct sg_document {
    char *uri, *path;
    struct sg_text text;
    char *bytes; /* those of the text, of malloc */
    size_t capacity;
    json_int_t version;
    enum sg_document_kind kind;
    bool slow_code; /* to read the code of its functions takes long, so it is not read again */
    bool ours;      /* it was a template or a policy once, so that what is wrong with it is reported from then on */
    struct sg_arena *good_arena, *spare_arena;
    struct sg_mark good_empty, spare_empty;
    const struct sg_node *good; /* in good_text; or NULL */
    struct sg_text good_text;   /* in good_arena */
    bool is_good;               /* it is the text as it is now */
    struct sg_document *next;
};

struct sg_documents {
    struct sg_document *first;
    size_t count;
    bool utf8;
};

/* Opens a document, or replaces its text. NULL without memory, and beyond the limits. */
struct sg_document *sg_document_open(struct sg_documents *all, const char *uri, const char *text, size_t length,
                                     json_int_t version);
struct sg_document *sg_document_find(const struct sg_documents *all, const char *uri);
void sg_document_close(struct sg_documents *all, struct sg_document *document);
void sg_documents_free(struct sg_documents *all);

/* Replaces bytes[start, end) of the text. False without memory, and beyond the limit. */
bool sg_document_edit(struct sg_document *document, size_t start, size_t end, const char *text, size_t length);

/*
 * The best tree there is for a place: that of the text, or of the text without the line of the place, or the last good
 * one; or NULL. It is in `text`, and valid until the next call or edit.
 */
const struct sg_node *sg_document_tree(struct sg_document *document, size_t offset, struct sg_text *text);

/* Reads the tree, and keeps it if there is one. Returns whether the text as it is now can be read. */
bool sg_document_read(struct sg_document *document);

/* Notes how long something took that read the code of its functions, since `start`, which is of clock(). */
void sg_document_note_time(struct sg_document *document, clock_t start);

/* "file:///a%20b.yaml" gives "/a b.yaml"; another URI is its own path. Of malloc; NULL without memory. */
char *sg_uri_path(const char *uri);

#endif
