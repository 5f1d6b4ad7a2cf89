#include "serve/document_internal.h"

#include "base/text.h"
#include "yaml/load.h"

#include <stdlib.h>
#include <string.h>

/* ---- URIs ---- */

static int hex_digit(char c)
{
    const char *digits = "0123456789abcdef", *at = c ? strchr(digits, sg_small_letter(c)) : NULL;
    return at ? (int)(at - digits) : -1;
}

char *sg_uri_path(const char *uri)
{
    static const char scheme[] = "file://";
    if (strncmp(uri, scheme, strlen(scheme)) != 0)
        return strdup(uri);
    const char *host = uri + strlen(scheme), *from = strchr(host, '/');
    char *path = strdup(from ? from : host), *to = path;
    for (const char *p = path; p && *p; to++) {
        int high = *p == '%' ? hex_digit(p[1]) : -1, low = high >= 0 ? hex_digit(p[2]) : -1;
        bool escaped = low >= 0 && (high || low); /* %00 would end the path */
        *to = escaped ? (char)(high * 16 + low) : *p;
        p += escaped ? 3 : 1;
    }
    if (to)
        *to = '\0';
    return path;
}

static enum sg_document_kind kind_of(const char *path)
{
    const char *slash = strrchr(path, '/'), *name = slash ? slash + 1 : path;
    if (strcmp(name, ".samgen.yaml") == 0)
        return SG_DOCUMENT_SETTINGS;
    return strcmp(name, "samgen.yaml") == 0 || strcmp(name, "samgen.yml") == 0 ? SG_DOCUMENT_SPEC
                                                                               : SG_DOCUMENT_TEMPLATE;
}

/* ---- Documents ---- */

struct sg_document *sg_document_find(const struct sg_documents *all, const char *uri)
{
    struct sg_document *document = all->first;
    while (document && strcmp(document->uri, uri) != 0)
        document = document->next;
    return document;
}

static void free_document(struct sg_document *d)
{
    if (d->good_arena)
        sg_arena_free(d->good_arena);
    if (d->spare_arena)
        sg_arena_free(d->spare_arena);
    free(d->bytes);
    free(d->uri);
    free(d->path);
    free(d);
}

static struct sg_document *new_document(struct sg_documents *all, const char *uri)
{
    struct sg_document *d = all->count < SG_DOCUMENTS_MOST ? calloc(1, sizeof *d) : NULL;
    if (!d)
        return NULL;
    d->uri = strdup(uri);
    d->path = sg_uri_path(uri);
    if (!d->uri || !d->path) {
        free_document(d);
        return NULL;
    }
    d->kind = kind_of(d->path);
    d->text.utf8 = all->utf8;
    d->good_arena = sg_arena_new();
    d->spare_arena = sg_arena_new();
    d->good_empty = sg_arena_mark(d->good_arena);
    d->spare_empty = sg_arena_mark(d->spare_arena);
    d->next = all->first;
    all->first = d;
    all->count++;
    return d;
}

void sg_document_close(struct sg_documents *all, struct sg_document *document)
{
    struct sg_document **at = &all->first;
    while (*at != document)
        at = &(*at)->next;
    *at = document->next;
    all->count--;
    free_document(document);
}

void sg_documents_free(struct sg_documents *all)
{
    while (all->first)
        sg_document_close(all, all->first);
}

bool sg_document_edit(struct sg_document *d, size_t start, size_t end, const char *text, size_t length)
{
    size_t rest = d->text.length - end, made = start + length + rest;
    if (made > SG_DOCUMENT_MOST)
        return false;
    if (made >= d->capacity) {
        size_t capacity = made + made / 4 + 1;
        char *bytes = realloc(d->bytes, capacity);
        if (!bytes)
            return false;
        d->text.bytes = d->bytes = bytes;
        d->capacity = capacity;
    }
    memmove(d->bytes + start + length, d->bytes + end, rest);
    memcpy(d->bytes + start, text, length);
    d->bytes[made] = '\0';
    d->text.length = made;
    return true;
}

struct sg_document *sg_document_open(struct sg_documents *all, const char *uri, const char *text, size_t length,
                                     json_int_t version)
{
    struct sg_document *d = sg_document_find(all, uri);
    if (!d && !(d = new_document(all, uri)))
        return NULL;
    d->version = version;
    if (sg_document_edit(d, 0, d->text.length, text, length))
        return d;
    sg_document_close(all, d);
    return NULL;
}

/* A tree of the text in the spare arena, with bytes[start, end) as blanks. */
static const struct sg_node *read_tree(struct sg_document *d, size_t start, size_t end, struct sg_text *text)
{
    struct sg_arena *a = d->spare_arena;
    sg_arena_rewind(a, d->spare_empty);
    if (d->text.length > SG_YAML_BYTES_MOST)
        return NULL;
    char *bytes = sg_copy_bytes(a, d->text.bytes, d->text.length);
    memset(bytes + start, ' ', end - start);
    struct sg_source *source = sg_new(a, struct sg_source);
    *source = (struct sg_source){.name = "", .bytes = bytes, .length = d->text.length};
    *text = (struct sg_text){bytes, d->text.length, d->text.utf8};
    return sg_yaml_load(a, source, SG_ALIASES_RESOLVED, NULL);
}

bool sg_document_read(struct sg_document *d)
{
    struct sg_text text;
    const struct sg_node *root = read_tree(d, 0, 0, &text);
    d->is_good = root != NULL;
    if (!root)
        return false;
    struct sg_mark empty = d->spare_empty;
    struct sg_arena *spare = d->spare_arena;
    d->good = root;
    d->good_text = text;
    d->spare_arena = d->good_arena;
    d->spare_empty = d->good_empty;
    d->good_arena = spare;
    d->good_empty = empty;
    return true;
}

const struct sg_node *sg_document_tree(struct sg_document *d, size_t offset, struct sg_text *text)
{
    const struct sg_node *root = NULL;
    if (!d->is_good)
        root = read_tree(d, sg_line_start(d->text, offset), sg_line_end(d->text, offset), text);
    if (root)
        return root;
    *text = d->good_text;
    return d->good;
}

/* ---- Its code ---- */

#define CODE_MOST (0.3 * CLOCKS_PER_SEC)

void sg_document_note_time(struct sg_document *d, clock_t start)
{
    d->slow_code = d->slow_code || (double)(clock() - start) > CODE_MOST;
}
