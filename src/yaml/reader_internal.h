#ifndef SG_YAML_READER_INTERNAL_H
#define SG_YAML_READER_INTERNAL_H

#include "yaml/bytes_internal.h"
#include "yaml/portion.h"
#include "yaml/verify_internal.h"

/* Reads the events of libyaml: load.c gets them, build.c makes a tree of them, verify.c compares them with one. */
struct sg_anchor {
    const char *name;
    struct sg_node *node;
    struct sg_anchor *next;
};

struct sg_yaml_reader {
    struct sg_arena *arena;
    const struct sg_source *source;
    struct sg_findings *findings;
    enum sg_aliases aliases;
    struct sg_joined text; /* what libyaml reads */
    bool joined, ended, ascii;
    yaml_parser_t parser;
    size_t character, byte; /* the same position counted both ways: libyaml counts characters */
    size_t nodes;
    struct sg_anchor *anchors;
    size_t anchor_count;
    struct sg_node *open[SG_YAML_DEPTH_MOST];
    size_t depth;
    struct sg_node *root;
    struct sg_verify verify;
    const struct sg_node *tree; /* what the text must mean; NULL: a tree is made */
    /* Of a list that is read item by item: */
    const char *list; /* its key in the outermost map; NULL: there is none */
    bool listed, in_item;
    struct sg_arena *lasting, *passing; /* `arena` is the one of these that the next node goes to */
    struct sg_mark mark;
    struct sg_node *item;            /* that was read to its end */
    size_t items;                    /* that were read before */
    struct sg_yaml_portion *portion; /* of the list that is read alone; or NULL */
    bool failed;
};

/* Adds what an event says to the tree. Returns false after reporting an error. */
bool sg_build_event(struct sg_yaml_reader *reader, const yaml_event_t *event);

/* Reports an error at an offset and returns false. */
bool sg_yaml_refuse(struct sg_yaml_reader *reader, size_t offset, const char *message);

/* Finds the byte of a mark in a text that is not ASCII alone. */
size_t sg_yaml_search(struct sg_yaml_reader *reader, size_t character);

/* Returns the offset of a mark in the source; there are two for each value. */
static inline size_t sg_yaml_offset(struct sg_yaml_reader *l, const yaml_mark_t *mark)
{
    if (!l->ascii)
        return sg_yaml_search(l, mark->index);
    return mark->index + (mark->index >= l->text.cut_at ? l->text.cut : 0);
}

#endif
