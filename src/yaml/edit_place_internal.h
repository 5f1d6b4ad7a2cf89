#ifndef SG_YAML_EDIT_PLACE_INTERNAL_H
#define SG_YAML_EDIT_PLACE_INTERNAL_H

#include "yaml/edit.h"

/* Where things stand in the text that is edited: offsets in bytes. */
size_t sg_line_start(const struct sg_edit *e, size_t offset);

/* The beginning of the next line, or the end of the text. */
size_t sg_next_line(const struct sg_edit *e, size_t offset);

/* Only blanks and the dashes of lists stand before a block node, so bytes are columns there; from 0. */
size_t sg_column_of(const struct sg_edit *e, size_t offset);

/* The column of a block list's dashes; an anchor may stand before the list. */
size_t sg_dash_column(const struct sg_edit *e, const struct sg_node *list);

/* Whether nothing but blanks stands before it in its line. */
bool sg_is_blank_before(const struct sg_edit *e, size_t offset);
bool sg_is_one_line(const struct sg_edit *e, size_t start, size_t end);

#endif
