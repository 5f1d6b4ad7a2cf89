#ifndef SG_YAML_PORTION_H
#define SG_YAML_PORTION_H

#include "yaml/load.h"

/*
 * A portion of a long list under a key of the outermost map: the text with the items before it and after it cut out.
 * Several of them can be read at once. Where they are cut is guessed from the lines; to read a portion shows whether
 * the list went on to its end. When it does for each but the last, and none has an error, all of them together mean
 * what the text means. Otherwise the text must be read as one.
 */
struct sg_yaml_portion {
    size_t head;     /* the end of what is before the list's first item */
    size_t from, to; /* from the line of its first item to the "-" of the next one, where that of its last item ends */
    size_t indent;   /* of an item */
    /* Set by sg_yaml_end_items: */
    size_t nodes; /* of the portion and of the head */
    bool goes_on; /* the list is still open at `to` */
};

/* Cuts a text into portions of about `size` bytes. Returns how many there are; 0: the list is too short or not seen. */
size_t sg_yaml_cut(struct sg_arena *a, const struct sg_source *source, const char *list, size_t size,
                   struct sg_yaml_portion **portions);

#endif
